"""The days that a statement can speak of, and what several statements share."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from cuibono.coding.statement import Statement
from cuibono.language import intervals

FIRST, LAST = date.min.toordinal(), date.max.toordinal()


@dataclass(frozen=True, slots=True)
class Period:
    """First and last day, both in, counted as `date.toordinal` does.

    >>> Period(1, 5).shared(Period(4, 9)), Period(1, 5).shared(Period(6, 9))
    (Period(first=4, last=5), None)
    """

    first: int = FIRST
    last: int = LAST

    @property
    def days(self) -> int:
        """How many days it holds: the fewer, the more exact."""
        return self.last - self.first + 1

    def shared(self, other: Period) -> Period | None:
        """The days in both, None where there are none."""
        first, last = max(self.first, other.first), min(self.last, other.last)
        return Period(first, last) if first <= last else None


def period(statement: Statement, published: date | None) -> Period:
    """The days that a statement can speak of.

    Without a date of its own it may speak of anything up to its text's publication, or from
    there on where it is foretold. Raises CuibonoError for a `when` that is no interval.
    """
    if statement.when:
        return days_of(statement.when)
    if published is None:
        return Period()
    day = published.toordinal()
    return Period(day, LAST) if statement.stance.foretold else Period(FIRST, day)


def narrowest(whens: Iterable[str]) -> str | None:
    """The interval that overlapping intervals share, None without any.

    >>> narrowest(["2022", "2022-07", "2022-06/2022-09"]), narrowest([])
    ('2022-07', None)
    """
    written = {when: days_of(when) for when in whens}
    if not written:
        return None
    first = max(p.first for p in written.values())
    last = min(p.last for p in written.values())
    # In the words of the source where one of them says exactly this.
    said = sorted((len(when), when) for when, p in written.items() if p == Period(first, last))
    return said[0][1] if said else intervals.between(_day(first, FIRST), _day(last, LAST))


def days_of(when: str) -> Period:
    """The days of an ISO 8601 interval; raises CuibonoError for a text that is none."""
    first, last = intervals.parse(when)
    return Period(first.toordinal() if first else FIRST, last.toordinal() if last else LAST)


def _day(ordinal: int, end: int) -> date | None:
    return None if ordinal == end else date.fromordinal(ordinal)
