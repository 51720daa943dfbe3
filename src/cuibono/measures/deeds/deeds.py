"""The one table of dated deeds: what texts tell of who did what to whom on which days.

Series, escalation, timing, reciprocity and forecasts all count these rows and no others.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from cuibono.coding.statement import UNKNOWN
from cuibono.events.dating import FIRST, LAST, days_of
from cuibono.events.event import Event, Kind, Status
from cuibono.events.kinds import SHIPPED, Kinds

WEEK = 7
"""Where a single day is needed, a deed dated to so many days or fewer counts on its last day."""


@dataclass(frozen=True, slots=True)
class Deed:
    """One dated happening of the texts; `reported`: its day is that of the first report."""

    event: Event
    first: date
    last: date
    reported: bool

    @property
    def day(self) -> date | None:
        """The day on which it is known in full, None where it is dated less closely than a week."""
        return self.last if (self.last - self.first).days < WEEK else None

    @property
    def contested(self) -> bool:
        """Whether somebody denies it."""
        return self.event.status is Status.CONTESTED

    @property
    def parties(self) -> tuple[str | None, str | None]:
        """Actor and recipient, None for one without a name."""
        e = self.event
        actor = None if e.actor == UNKNOWN else e.actor
        return actor, None if e.recipient == UNKNOWN else e.recipient


def deeds(events: Iterable[Event], kinds: Kinds = SHIPPED) -> tuple[list[Deed], list[Event]]:
    """The deeds among events, in the events' order, and the events that are not.

    A happening of the texts is a deed when somebody says that it took place and has not taken it
    back, be it contested or not. It counts on the days that its texts name; where they name none,
    on the day on which the first of them came out ("reported on"). What is only foretold, states of
    affairs, gains and losses, and dates without two ends are not deeds.

    >>> from cuibono.events.resolve import resolve
    >>> from cuibono.coding.statement import Statement
    >>> said = Statement("d", "", 0, 0, "", 0, 0, "PRK", "", "THREATEN", "KOR",
    ...                  published="2024-05-02")
    >>> (deed,), _ = deeds(resolve([said], []))
    >>> deed.day, deed.reported
    (datetime.date(2024, 5, 2), True)
    """
    found: list[Deed] = []
    left: list[Event] = []
    for event in events:
        deed = _deed(event, kinds)
        if deed is None:
            left.append(event)
        else:
            found.append(deed)
    return found, left


def _deed(event: Event, kinds: Kinds) -> Deed | None:
    if event.kind is Kind.AFFAIR or not event.happened:
        return None
    if kinds.outcome(event.type):
        return None
    said = event.when or event.reported
    days = days_of(said) if said else None
    if days is None or days.first == FIRST or days.last == LAST:
        return None
    first, last = date.fromordinal(days.first), date.fromordinal(days.last)
    return Deed(event, first, last, event.when is None)
