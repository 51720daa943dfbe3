"""Dates to counts: how many fall into each week, month or year, empty ones included."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from cuibono.errors import CuibonoError, UsageError
from cuibono.language import intervals

_WEEK = timedelta(days=7)
LENGTH = {"week": 7.0, "month": 365.25 / 12, "year": 365.25}
"""Days of a period on average: what a rate per week, month or year is taken over."""


@dataclass(frozen=True, slots=True)
class Counts:
    """Counts of consecutive periods.

    `starts` are their first days, `days` how many days of each were watched (the last is cut
    at the last day known), `left` how many dates were too coarse for any one period.
    """

    by: str
    starts: tuple[date, ...]
    counts: tuple[int, ...]
    days: tuple[int, ...]
    left: int = 0

    @property
    def total(self) -> int:
        """How many there are in all periods."""
        return sum(self.counts)

    @property
    def whole(self) -> tuple[int, ...]:
        """The counts of the periods that were watched to their full length."""
        spans = zip(self.starts, self.counts, self.days, strict=True)
        return tuple(c for s, c, d in spans if d == (last_day(s, self.by) - s).days + 1)

    def name(self, place: int) -> str:
        """A period as it is written: 2022, 2022-01, or the Monday of a week."""
        return name_of(self.starts[place], self.by)

    def place(self, day: date) -> int:
        """Which period holds a day; raises UsageError where none does."""
        start = start_of(day, self.by)
        if start not in self.starts:
            raise UsageError(
                f"{day} lies outside what was counted: {self.starts[0]} to the "
                f"{self.by} of {self.starts[-1]}"
            )
        return self.starts.index(start)


def name_of(start: date, by: str) -> str:
    """A period by its first day: 2022, 2022-01, or the Monday of a week."""
    return start.isoformat()[: {"year": 4, "month": 7, "week": 10}[by]]


def start_of(day: date, by: str) -> date:
    """The first day of the period that holds a day.

    >>> start_of(date(2022, 2, 24), "month"), start_of(date(2022, 2, 24), "week")
    (datetime.date(2022, 2, 1), datetime.date(2022, 2, 21))
    """
    if by == "week":
        return day - timedelta(days=day.weekday())
    return day.replace(day=1) if by == "month" else day.replace(month=1, day=1)


def next_start(start: date, by: str) -> date | None:
    """The first day of the period after, None where the calendar ends with this one.

    >>> next_start(date(2022, 12, 1), "month"), next_start(date(9999, 1, 1), "year")
    (datetime.date(2023, 1, 1), None)
    """
    if by == "week":
        return start + _WEEK if start <= date.max - _WEEK else None
    if by == "year" or start.month == 12:
        return date(start.year + 1, 1, 1) if start.year < date.max.year else None
    return date(start.year, start.month + 1, 1)


def last_day(start: date, by: str) -> date:
    """The last day of the period that begins on a day; none goes beyond the calendar.

    >>> last_day(date(2022, 2, 1), "month"), last_day(date(9999, 12, 27), "week")
    (datetime.date(2022, 2, 28), datetime.date(9999, 12, 31))
    """
    after = next_start(start, by)
    return after - timedelta(days=1) if after else date.max


def count_by(
    whens: Iterable[str | date],
    by: str = "month",
    since: date | None = None,
    until: date | None = None,
    times: Sequence[int] | None = None,
) -> Counts:
    """How many of the dates fall into each period.

    `whens` are days or ISO 8601 intervals; one that spans two periods is left out and counted
    in `left`. Periods run from the first date (or `since`) to the last date (or `until`, in).
    `times` says how often each date counts, once by default. Raises UsageError for an unknown
    `by`, CuibonoError where no date is left or a text is not a date.

    >>> counts = count_by(["2022-01-05", "2022-01-17", "2022-04"], "month")
    >>> counts.counts, counts.days
    ((2, 0, 0, 1), (31, 28, 31, 30))
    """
    if by not in LENGTH:
        raise UsageError(f"no period is called {by!r}: {', '.join(LENGTH)}")
    spans = [_span(when) for when in whens]
    weights = list(times) if times is not None else [1] * len(spans)
    held: Counter[date] = Counter()
    left = 0
    lasts: list[date] = []
    for (first, last), weight in zip(spans, weights, strict=True):
        if (since and last < since) or (until and first > until):
            continue
        if start_of(first, by) != start_of(last, by):
            left += weight
            continue
        held[start_of(first, by)] += weight
        lasts.append(last)
    if not lasts and not (since and until):
        raise CuibonoError(f"no date can be counted by {by}" + (f" since {since}" if since else ""))
    # Without a given beginning the first period counts whole.
    begin, end = since or min(held), until or max(lasts)
    if begin > end:
        raise UsageError(f"{begin} comes after {end}, so nothing lies between them")
    return _filled(held, by, (begin, end), left)


def _span(when: str | date) -> tuple[date, date]:
    if isinstance(when, date):
        return when, when
    first, last = intervals.parse(when)
    if first is None or last is None:
        raise CuibonoError(f"“{when}” is open at one end, so it cannot be counted")
    return first, last


def _filled(held: Counter[date], by: str, ends: tuple[date, date], left: int) -> Counts:
    starts: list[date] = []
    days: list[int] = []
    start: date | None = start_of(ends[0], by)
    while start and start <= ends[1]:
        first, last = max(start, ends[0]), min(last_day(start, by), ends[1])
        starts.append(start)
        days.append((last - first).days + 1)
        start = next_start(start, by)
    return Counts(by, tuple(starts), tuple(held[s] for s in starts), tuple(days), left)
