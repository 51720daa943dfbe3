"""The verbs that keep a ledger sound: `verify`, `repair`, `compact`, `mirror`."""

from __future__ import annotations

from typing import Annotated

import typer

from cuibono.cli import show
from cuibono.cli.codes import FAILURE, OK
from cuibono.cli.options import HERE, AsOf, LedgerDir, desk


def verify(as_of: AsOf = None, ledger: LedgerDir = HERE) -> int:
    """Prove that nothing is missing or changed, and that every quote is in its place.

    Every row is checked against the journal, which holds a digest of all its fields, and every
    quote against its text. The verb also says what cannot be proved.

    Example: cuibono verify --ledger ledger
    """
    asked = desk(ledger, as_of)
    proof = asked.proof()
    problems = asked.verify(proof)
    for problem in problems:
        show.line(problem)
    for never in proof.never:
        show.note(never)
    if problems:
        mend = "`cuibono repair` brings back what any file still holds"
        show.note(f"{ledger}: {show.count(len(problems), 'problem')}: {mend}")
        return FAILURE
    every = show.count(len(asked.statements(sure=0)), "statement")
    old = f"; {show.count(proof.unsealed, 'row')} from before the journal"
    show.line(
        f"{ledger}: {every}, every quote is in its place; "
        f"{show.count(proof.sealed, 'row')} as they were written{old * bool(proof.unsealed)}"
    )
    return OK


def repair(ledger: LedgerDir = HERE) -> int:
    """Bring back what is lost, as far as any file of the ledger still holds it.

    The verb says which rows no file holds. Nothing is thrown away: if a table must be made again,
    the old one is kept beside it. Let nobody write to the ledger meanwhile.

    Example: cuibono repair --ledger ledger
    """
    made = desk(ledger).repair()
    for one in made:
        if one.done:
            show.line(one)
        else:
            show.note(str(one))
    if not made:
        show.line(f"{ledger}: nothing to repair")
    return OK if all(one.done for one in made) else FAILURE


def compact(ledger: LedgerDir = HERE) -> None:
    """Join the many small files that long use leaves, so that the ledger answers faster.

    This also happens on its own after some commits. --as-of still shows every earlier state.

    Example: cuibono compact --ledger ledger
    """
    made = desk(ledger).compact()
    before, after = (sum(pair[n] for pair in made.values()) for n in (0, 1))
    show.line(f"{ledger}: {show.count(before, 'file')} of rows before, {after} now")


def mirror(
    address: Annotated[str, typer.Argument(metavar="ADDRESS")], ledger: LedgerDir = HERE
) -> None:
    """Copy new parts of the ledger to object storage, where Spark or Trino can read its tables.

    ADDRESS begins with s3://, gs://, az://, abfss:// or file://. Endpoint and keys come from the
    environment, as AWS_ENDPOINT_URL (docs/scale.md). The ledger stays where it is; the copy only
    ever grows. It needs cuibono[objects].

    Example: cuibono mirror s3://desk/ledger --ledger ledger
    """
    made = desk(ledger).mirror(address)
    new = f"{show.count(made.commits, 'commit')} new, {show.count(made.files, 'file')}"
    show.line(f"{address}: {new}, {made.size / 1e6:.1f} MB")


VERBS = (verify, repair, compact, mirror)
