"""Which statements a question counts: how sure the reader must be, and what narrows a question."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

from cuibono.coding.statement import Statement
from cuibono.errors import UsageError
from cuibono.events.dating import days_of

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Only:
    """What narrows a question to some statements; what is None does not.

    `document` is an id or its beginning, `publisher` a part of the name, `source` an actor who
    says so. `since` and `until` hold the days that a statement speaks of, or where it names none
    the day of its publication; both days are in. `limit` is how many rows are given at most.
    """

    document: str | None = None
    publisher: str | None = None
    source: str | None = None
    since: date | None = None
    until: date | None = None
    reviewed: bool | None = None
    limit: int | None = None

    def __post_init__(self) -> None:
        """Raises UsageError where it ends before it begins."""
        if self.since and self.until and self.since > self.until:
            raise UsageError(
                f"no day is since {self.since} and until {self.until}: change them over"
            )

    def cut(self, found: list[T]) -> list[T]:
        """No more rows than were asked for."""
        return found if self.limit is None else found[: self.limit]

    @property
    def narrows(self) -> bool:
        """Whether it leaves anything out but by its limit."""
        return replace(self, limit=None) != EVERY


EVERY = Only()


def floor(sure: float | None = None) -> float:
    """The confidence from which a statement counts: that of the reader where none is named.

    Raises UsageError for what is not a chance.

    >>> floor(0.9), floor(0)
    (0.9, 0.0)
    """
    if sure is None:
        from cuibono.coding.confidence import FLOOR

        return FLOOR
    if not 0 <= sure <= 1:
        raise UsageError(f"the least confidence must be between 0 and 1, not {sure:g}")
    return float(sure)


def counted(statements: Iterable[Statement], sure: float | None = None) -> list[Statement]:
    """The statements that are sure enough to count, in their order; a floor of 0 keeps all.

    Every measure counts these and no others. What is left out stays in the ledger.

    >>> unsure = Statement("d", "", 0, 0, "", 0, 0, "PRK", "", "AID", confidence=0.1)
    >>> len(counted([unsure], 0.5)), len(counted([unsure], 0))
    (0, 1)
    """
    least = floor(sure)
    return [s for s in statements if s.confidence >= least]


def unsure(statement: Statement) -> bool:
    """Whether a statement is below the reader's own floor: it is kept, but not counted."""
    return not counted([statement])


def within(s: Statement, only: Only) -> bool:
    """Whether a statement speaks of any day that is asked for."""
    if only.since is None and only.until is None:
        return True
    when = s.when or s.published
    if not when:
        return False
    days = days_of(when)
    since, until = only.since or date.min, only.until or date.max
    return days.first <= until.toordinal() and since.toordinal() <= days.last
