"""What a happening holds that its denials do not speak of: that is a happening of its own.

Statements meet on an average, so that a group may hold an act of others. Once one of them is
denied, it would stand as contested with it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from cuibono.events.deniable import turned
from cuibono.events.kinds import Kinds
from cuibono.events.sharing import sharing
from cuibono.events.sheet import Sheet

Rows = list[int]


def parted(
    sheet: Sheet, members: Sequence[Rows], target: Mapping[int, int], kinds: Kinds
) -> list[tuple[int, Rows]]:
    """The groups with their denials, each with the number of the group that it is (a part) of.

    `target` says for each denial (a row) which group it denies. Rows of other parties, of another
    thing or of other days than each denial speaks of are together apart.
    """
    against: defaultdict[int, Rows] = defaultdict(list)
    for denial, group in target.items():
        against[group].append(denial)
    found: list[tuple[int, Rows]] = []
    for number, rows in enumerate(members):
        parts = _parts(sheet, rows, against[number], kinds) if number in against else [rows]
        found += ((number, part) for part in parts)
    return found


def _parts(s: Sheet, rows: Rows, denials: Rows, kinds: Kinds) -> list[Rows]:
    """What denials speak of, with those that speak of the same; what none speaks of comes last."""
    parts = sharing(
        ({row for row in rows if not _at_odds(s, denial, row, kinds)}, denial) for denial in denials
    )
    rest = sorted(set(rows).difference(*(said for said, _ in parts)))
    return [[*sorted(said), *denied] for said, denied in parts] + ([rest] if rest else [])


def _at_odds(s: Sheet, denial: int, row: int, kinds: Kinds) -> bool:
    """Whether a row names other parties, another thing or other days than a denial.

    Without any party a denial speaks only of its own text.
    """
    if s.text[row] != s.text[denial] and not (s.actor[denial] or s.recipient[denial]):
        return True
    items = s.item[row], s.item[denial]
    if all(items) and items[0] != items[1]:
        return True
    dated = s.first[row] and s.first[denial]
    if dated and (s.first[row] > s.last[denial] or s.first[denial] > s.last[row]):
        return True
    return turned(s, denial, row, kinds)
