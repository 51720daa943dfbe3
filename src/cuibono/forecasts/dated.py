"""Dated events with names, put in order: what a forecast starts from."""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from cuibono.errors import CuibonoError, UsageError
from cuibono.events.event import Event
from cuibono.forecasts.timeline import Timeline, timeline
from cuibono.measures.deeds.deeds import deeds

HOLE = 45
"""Days without any event that are spoken of as a hole."""


@dataclass(frozen=True, slots=True, order=True)
class Dated:
    """One event: who did what to whom on which day, in whatever codes the source uses."""

    day: date
    head: str
    relation: str
    tail: str


@dataclass(frozen=True)
class History:
    """Events before a day, sorted, each once, with what was found amiss on the way."""

    events: tuple[Dated, ...]
    actors: tuple[str, ...]
    relations: tuple[str, ...]
    notes: tuple[str, ...]

    @property
    def first(self) -> date:
        """The day of the first event."""
        return self.events[0].day

    @property
    def following(self) -> date:
        """The day after the last event; raises UsageError where the calendar ends with it.

        >>> history([Dated(date(2024, 5, 2), "PRK", "THREATEN", "KOR")]).following
        datetime.date(2024, 5, 3)
        """
        last = self.events[-1].day
        if last == date.max:
            raise UsageError(f"no day comes after the last event, on {last}: name a day")
        return last + timedelta(days=1)

    def number(self, day: date) -> int:
        """A day as a number, counted from the first event's day."""
        return (day - self.first).days

    def timeline(self) -> Timeline:
        """The events as arrays."""
        actor = {name: i for i, name in enumerate(self.actors)}
        relation = {name: i for i, name in enumerate(self.relations)}
        rows = [
            (actor[e.head], relation[e.relation], actor[e.tail], self.number(e.day))
            for e in self.events
        ]
        return timeline(np.array(rows), len(self.actors), len(self.relations))


def history(events: Iterable[Dated], until: date | None = None) -> History:
    """The events before `until` (default: all): sorted, repeats dropped, holes spoken of.

    Raises CuibonoError where an event lacks a name or a date, or where none is left.

    >>> e = Dated(date(2024, 5, 2), "PRK", "THREATEN", "KOR")
    >>> history([e, e]).notes
    ('1 repeated event counts once',)
    """
    given = list(events)
    for place, event in enumerate(given, 1):
        _check(place, event)
    past = [e for e in given if until is None or e.day < until]
    kept = sorted(set(past))
    if not kept:
        when = f" before {until}" if until else ""
        raise CuibonoError(f"no dated event{when}: there is nothing to forecast from")
    actors = sorted({name for e in kept for name in (e.head, e.tail)})
    relations = sorted({e.relation for e in kept})
    return History(tuple(kept), tuple(actors), tuple(relations), tuple(_amiss(past, kept)))


def _check(place: int, event: Dated) -> None:
    for name in ("head", "relation", "tail"):
        if not getattr(event, name).strip():
            raise CuibonoError(f"event {place} of {event.day} has no {name}")


def _amiss(past: list[Dated], kept: list[Dated]) -> Iterable[str]:
    repeated = len(past) - len(kept)
    if repeated:
        plural, verb = ("s", "count") if repeated > 1 else ("", "counts")
        yield f"{repeated} repeated event{plural} {verb} once"
    if any(a.day > b.day for a, b in itertools.pairwise(past)):
        yield "events were not in order of their days and have been sorted"
    for a, b in itertools.pairwise(kept):
        if (b.day - a.day).days > HOLE:
            yield f"no event between {a.day} and {b.day}: that silence is taken for peace"


def from_events(events: Iterable[Event]) -> tuple[list[Dated], list[Event]]:
    """The dated rows of a ledger's events, and those that are left out.

    They are the deeds of `measures.deeds` that are dated to a week or less and have two names. A
    span counts on its last day: only then is it known in full.
    """
    rows: list[Dated] = []
    counted, left = deeds(events)
    for deed in counted:
        actor, recipient = deed.parties
        if deed.day is None or actor is None or recipient is None:
            left.append(deed.event)
        else:
            rows.append(Dated(deed.day, actor, deed.event.type, recipient))
    return rows, left
