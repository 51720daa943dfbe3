"""What one sentence tells in two words is told once: "shot down by a rocket that was fired"."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from cuibono.coding.statement import Statement
from cuibono.events.sheet import party

NEAR = 60
"""So many characters may lie between two words for one act."""
APART = re.compile(
    r"[,;:]|\b(?:and|after|ahead|before|following|last|previous\w*|since|that|when|while|which)\b"
)
"""What lies between two acts, and not between two words for one."""


def twice(a: Statement, b: Statement) -> bool:
    """Whether two statements of a sentence tell of one act in two words.

    One speaker, the same two, the same kind of act, and nothing between the words that parts two
    acts.

    >>> words = "Togo says that a rocket fired by Mali shot down a plane."
    >>> fired = Statement("d", words, 0, 56, "fired", 24, 29, "MLI", "Mali", "ASSAULT", "TGO")
    >>> shot = Statement("d", words, 0, 56, "shot down", 38, 47, "MLI", "Mali", "ASSAULT", "TGO")
    >>> twice(fired, shot)
    True
    """
    if a.trigger_start > b.trigger_start:
        a, b = b, a
    if (a.document, a.start, a.type, a.source, a.stance) != (
        b.document, b.start, b.type, b.source, b.stance
    ):  # fmt: skip
        return False
    if (party(a.actor), party(a.recipient)) != (party(b.actor), party(b.recipient)):
        return False
    for name in ("when", "where", "item", "quantity"):
        one, other = getattr(a, name), getattr(b, name)
        if one is not None and other is not None and one != other:
            return False
    between = a.quote[a.trigger_end - a.start : b.trigger_start - a.start]
    return len(between) <= NEAR and APART.search(between) is None


def folded(statements: Sequence[Statement], groups: Sequence[Sequence[int]]) -> list[list[int]]:
    """Groups of statements by their numbers, of which one that lies in a single sentence joins the
    one that tells the same there.

    Nothing is asked of other texts: which of these are of one happening has been decided before.
    """
    where = [{(statements[n].document, statements[n].start) for n in rows} for rows in groups]
    here: defaultdict[tuple[str, int], list[int]] = defaultdict(list)
    for number, places in enumerate(where):
        for place in places:
            here[place].append(number)
    into = list(range(len(groups)))
    for place, numbers in here.items():
        for one in (n for n in numbers if len(where[n]) == 1 and len(numbers) > 1):
            for other in (n for n in numbers if n != one and into[n] == n):
                told = (statements[m] for m in groups[other])
                beside = [s for s in told if (s.document, s.start) == place]
                if all(any(twice(statements[n], s) for s in beside) for n in groups[one]):
                    into[one] = other
                    break
    kept: defaultdict[int, list[int]] = defaultdict(list)
    for number, rows in enumerate(groups):
        last = number
        while into[last] != last:
            last = into[last]
        kept[last].extend(rows)
    return sorted(sorted(rows) for rows in kept.values())
