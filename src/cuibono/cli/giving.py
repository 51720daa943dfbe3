"""The verbs that hand on: `brief`, `verify`, `export`."""

from __future__ import annotations

from cuibono.cli import show
from cuibono.cli.options import HERE, AsOf, LedgerDir, desk
from cuibono.cli.run import FAILURE, OK


def verify(as_of: AsOf = None, ledger: LedgerDir = HERE) -> int:
    """Prove that every quote stands in its place.

    Example: cuibono verify --ledger ledger
    """
    asked = desk(ledger, as_of)
    problems = asked.verify()
    for problem in problems:
        print(problem)
    if problems:
        show.note(f"{ledger}: {show.count(len(problems), 'problem')}")
        return FAILURE
    print(f"{ledger}: {show.count(len(asked.statements()), 'statement')}, every quote in its place")
    return OK


VERBS = (verify,)
