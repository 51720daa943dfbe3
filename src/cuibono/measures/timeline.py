"""The timeline: what happened around an actor, or between two."""

from __future__ import annotations

from collections.abc import Iterable

from cuibono.events.assemble import chronological
from cuibono.events.event import Event
from cuibono.events.parties import concerns


def timeline(events: Iterable[Event], a: str, b: str | None = None) -> tuple[Event, ...]:
    """Events in which `a`, or both `a` and `b`, take any part.

    They stand by date; what has none stands at the end, by its first publication.
    """
    found = (e for e in events if concerns(e, a) and (b is None or concerns(e, b)))
    return tuple(sorted(found, key=chronological))
