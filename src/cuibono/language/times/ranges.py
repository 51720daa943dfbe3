"""Open and joined intervals: "since early 2020", "by 2030", "from March to May 2022"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from cuibono.language import intervals
from cuibono.language.grammar import OTHER, Tokens
from cuibono.language.times import calendar
from cuibono.language.times.calendar import Days
from cuibono.language.times.context import Covered
from cuibono.language.times.rule import Sense
from cuibono.language.times.words import CLASSES

_SKIPPED = frozenset(CLASSES[n] for n in ("THE", "ABOUT", "AT", "LEAST", "NEARLY"))
_OPENING = {
    CLASSES["SINCE"]: "since", CLASSES["STARTING"]: "since", CLASSES["UNTIL"]: "until",
    CLASSES["THROUGH"]: "until", CLASSES["BY"]: "until", CLASSES["BEFORE"]: "before",
    CLASSES["AFTER"]: "after",
}  # fmt: skip
_UP_TO = CLASSES["UP"] + CLASSES["TO"]
_PRIOR_TO = CLASSES["LAST"] + CLASSES["TO"]
_JOINS = frozenset(CLASSES[n] for n in ("TO", "HYPHEN", "UNTIL", "THROUGH"))
_FROM, _BETWEEN, _AND = CLASSES["FROM"], CLASSES["BETWEEN"], CLASSES["AND"]
_THE, _YEAR = CLASSES["THE"], CLASSES["YEAR"]
_WITHIN = {"after": "since", "before": "until"}
"""What lies before or after a thing that took place in a year, which may be in that year."""


@dataclass(frozen=True, slots=True)
class Bound:
    """An item with its interval, and the two ends where it is a range."""

    item: Covered
    value: str | None
    reason: str
    parts: tuple[Bound, ...] = ()


def bound(pieces: Tokens, items: Iterable[Covered]) -> list[Bound]:
    """Items with their intervals, opened by the preposition before them."""
    return [_bound(pieces, item) for item in items]


def _bound(pieces: Tokens, item: Covered) -> Bound:
    sense, period = item.sense, item.sense.period
    if period is None:
        return Bound(item, None, sense.reason)
    side, word = _preposition(pieces, item)
    if side is None or sense.kind != "date":
        value = period.until if sense.timex == "PRESENT_REF" else period.value
        return Bound(item, value, sense.reason)
    if _names(pieces, item):
        side = _WITHIN.get(side, side)
    value = {"since": period.since, "until": period.until, "after": period.after,
             "before": period.until if "late third" in sense.reason else period.before,
             }[side]  # fmt: skip
    why = f"open after “{word}”" if value else f"the calendar has no day {side} it"
    return Bound(item, value, f"{sense.reason}; {why}")


def _preposition(pieces: Tokens, item: Covered) -> tuple[str | None, str]:
    """Which side the words before an item open, and the word that does."""
    i = item.first - 1
    while i >= 0 and pieces.codes[i] in _SKIPPED and item.first - i < 4:
        i -= 1
    if i < 0:
        return None, ""
    if i and pieces.codes[i - 1 : i + 1] in (_UP_TO, _PRIOR_TO):
        side = "until" if pieces.codes[i - 1] == _UP_TO[0] else "before"
        return side, pieces.words(i - 1, i + 1)
    return _OPENING.get(pieces.codes[i]), pieces.words(i, i + 1)


def _names(pieces: Tokens, item: Covered) -> bool:
    """Whether a year belongs to the name of something: "after the 2010 earthquake"."""
    alone = pieces.codes[item.first - 1 : item.last + 1]
    word = pieces.words(item.last, item.last + 1) if item.last < len(pieces.codes) else ""
    return alone == _THE + _YEAR + OTHER and word.isalpha()


def joined(pieces: Tokens, bounds: Sequence[Bound]) -> Iterator[Bound]:
    """The bounds in order, two that form a range as one."""
    index = 0
    while index < len(bounds):
        pair = bounds[index : index + 2]
        whole = _range(pieces, *pair) if len(pair) == 2 else None
        yield whole or bounds[index]
        index += 2 if whole else 1


def _range(pieces: Tokens, left: Bound, right: Bound) -> Bound | None:
    """One bound for "from A to B", "between A and B", "A-B"; None where it is not a range."""
    one, other = left.item.sense, right.item.sense
    first, second = one.period, other.period
    if first is None or second is None or not one.kind == other.kind == "date":
        return None
    if not _is_range(pieces, left.item, right.item):
        return None
    first = _aligned(pieces, left.item, first, right.item, second)
    if first.first > second.last:
        return None
    left = Bound(_with(left.item, replace(first)), left.value, left.reason)
    value = intervals.between(first.first, second.last)
    reason = f"from {first.value} to {second.value}"
    item = Covered(left.item.first, right.item.last, Sense("date", None, second, reason))
    return Bound(item, value, reason, (replace(left, value=value), replace(right, value=value)))


def _with(item: Covered, period: Days) -> Covered:
    return replace(item, sense=replace(item.sense, period=period, timex=period.timex))


def _is_range(pieces: Tokens, left: Covered, right: Covered) -> bool:
    """Whether only a joining word, and perhaps an article, stands between two items."""
    middle = [c for c in pieces.codes[left.last : right.first] if c not in _SKIPPED]
    if len(middle) != 1:
        return False
    before = pieces.codes[left.first - 1 : left.first] if left.first else ""
    return middle[0] in _JOINS or (middle[0] == _AND and before == _BETWEEN)


def _aligned(pieces: Tokens, left: Covered, first: Days, right: Covered, second: Days) -> Days:
    """The left end in the year of the right one where only that names a year."""
    if first.grain not in ("month", "day") or second.grain not in ("month", "day"):
        return first
    if CLASSES["YEAR"] in pieces.codes[left.first : left.last]:
        return first
    month = CLASSES["MONTH"] in pieces.codes[left.first : left.last]
    if not month:
        return first
    steps = second.first.year - first.first.year
    moved = _years(first, steps)
    if moved.first <= second.last:
        return moved
    # In the first year of the calendar there is none before: the two do not form a range.
    return _years(first, steps - 1) if second.first.year > 1 else moved


def _years(period: Days, count: int) -> Days:
    return calendar.of_grain(period.grain, calendar.add(period.first, "year", count))
