"""The rule that happenings were resolved by before the pair scorer: the named peer.

Statements met when actor, type family and recipient were the same in one direction, their items
did not differ and their dates overlapped, where an undated statement might be of any day until
its publication. The most exact came first.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from cuibono.coding.statement import UNKNOWN, Statement
from cuibono.events.dating import FIRST, LAST, Period, days_of
from cuibono.events.kinds import SHIPPED


def former(statements: Sequence[Statement]) -> list[list[int]]:
    """Rows that the former rule takes for one happening."""
    dyads: defaultdict[tuple[str, str, str], list[int]] = defaultdict(list)
    for row, s in enumerate(statements):
        parties = [code.partition(".")[0] for code in (s.actor, s.recipient)]
        actor, recipient = (p if p != UNKNOWN else f"{s.document} {n}"
                            for n, p in enumerate(parties))  # fmt: skip
        dyads[actor, SHIPPED.family(s.type), recipient].append(row)
    found: list[list[int]] = []
    for rows in dyads.values():
        found += _meetings(statements, rows)
    return found


def _meetings(statements: Sequence[Statement], rows: list[int]) -> list[list[int]]:
    held: list[tuple[Period, str | None, list[int]]] = []
    for row in sorted(rows, key=lambda r: (not statements[r].when, _days(statements[r]).days, r)):
        s, days = statements[row], _days(statements[row])
        for place, (shared, item, members) in enumerate(held):
            both = shared.shared(days)
            if both and (item is None or s.item is None or item == s.item):
                held[place] = (both, item or s.item, [*members, row])
                break
        else:
            held.append((days, s.item, [row]))
    return [members for _, _, members in held]


def _days(s: Statement) -> Period:
    if s.when:
        return days_of(s.when)
    out = date.fromisoformat(s.published).toordinal() if s.published else LAST
    return Period(out, LAST) if s.stance.foretold else Period(FIRST, out)
