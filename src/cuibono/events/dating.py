"""The days that a statement can speak of, and what several statements share."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

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
    there on where it is foretold. Raises CuibonoError for a `when` that is not an interval.
    """
    if statement.when:
        return days_of(statement.when)
    if published is None:
        return Period()
    day = published.toordinal()
    return Period(day, LAST) if statement.stance.foretold else Period(FIRST, day)


def agreed(whens: Iterable[str]) -> str | None:
    """The interval in which most of several intervals agree, None without any.

    Of those in which as many agree the narrowest, of these the earliest.

    >>> agreed(["2022", "2022-07", "2022-06/2022-09"]), agreed([])
    ('2022-07', None)
    >>> agreed(["2008-08-07", "2008-08-08", "2008-08-08"])
    '2008-08-08'
    """
    written = [(when, days_of(when)) for when in whens]
    held = {when: sum(p.shared(other) is not None for _, other in written) for when, p in written}
    if not held:
        return None
    by_when = dict(written)
    best = min(held, key=lambda w: (-held[w], by_when[w].days, by_when[w].first, len(w), w))
    near = [w for w, p in written if p.shared(by_when[best])]
    return narrowest(near) if _all_meet([by_when[w] for w in near]) else best


def since(whens: Iterable[str]) -> str | None:
    """From the first day that any of several intervals names on, without an end.

    >>> since(["2022-02/..", "2023"]), since(["../2021"])
    ('2022-02/..', None)
    """
    begun = [(days_of(when).first, when) for when in whens]
    first, when = min(((f, w) for f, w in begun if f != FIRST), default=(FIRST, ""))
    return f"{when.partition('/')[0]}/.." if first != FIRST else None


def _all_meet(periods: list[Period]) -> bool:
    return max(p.first for p in periods) <= min(p.last for p in periods)


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


@lru_cache(maxsize=50_000)
def days_of(when: str) -> Period:
    """The days of an ISO 8601 interval; raises CuibonoError for a text that is not one."""
    first, last = intervals.parse(when)
    return Period(first.toordinal() if first else FIRST, last.toordinal() if last else LAST)


def _day(ordinal: int, end: int) -> date | None:
    return None if ordinal == end else date.fromordinal(ordinal)
