"""What statements say of time, once their document has another day of publication."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from cuibono.coding.statement import Statement
from cuibono.language.times import TimeExpression, find_times


def redated(
    statements: Iterable[Statement], old: date | None, new: date | None
) -> dict[str, str | None]:
    """The new `when`, by id, of those statements whose time depends on the day of publication.

    The words that gave the old time are looked for in the quote, and read as of the new day.
    Where there was no time, the quote's only words for one give it, if it tells of one act alone.

    >>> text = "Kyiv cut ties last week."
    >>> said = Statement("d", text, 0, 24, "cut", 5, 8, "UKR", "", "SANCTION",
    ...                  when="2022-11-28/2022-12-04")
    >>> list(redated([said], date(2022, 12, 5), date(2023, 3, 1)).values())
    ['2023-02-20/2023-02-26']
    """
    held = list(statements)
    acts: dict[tuple[str, int], set[int]] = {}
    for s in held:
        acts.setdefault((s.document, s.start), set()).add(s.trigger_start)
    found: dict[str, str | None] = {}
    for s in held:
        alone = len(acts[s.document, s.start]) == 1
        when = _when(s, old, new, alone)
        if when != s.when:
            found[s.id] = when
    return found


def _when(s: Statement, old: date | None, new: date | None, alone: bool) -> str | None:
    before, after = (
        _by_place(find_times(s.quote, day, past=not s.stance.foretold)) for day in (old, new)
    )
    if s.when is None:
        if alone and len(after) == 1 and len(before) <= 1:
            (place,) = after
            # What had a time all along and was not taken for the act's is not taken now.
            return None if place in before and before[place].value else after[place].value
        return None
    places = [p for p, time in before.items() if time.value == s.when]
    here = s.trigger_start - s.start
    nearest = min(places, key=lambda p: abs(p[0] - here), default=None)
    if nearest is None:
        return s.when  # not from the quote's words for time: it stays
    return after[nearest].value if nearest in after else s.when


def _by_place(times: Iterable[TimeExpression]) -> dict[tuple[int, int], TimeExpression]:
    return {(t.start, t.end): t for t in times if t.kind != "set"}
