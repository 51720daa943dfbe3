"""Claims: what somebody says, rather than what is told as a fact."""

from __future__ import annotations

from collections.abc import Iterable

from cuibono.coding.statement import AUTHOR, Certainty
from cuibono.events.assemble import chronological
from cuibono.events.event import Event, Status


def claims(events: Iterable[Event], contested: bool = False) -> tuple[Event, ...]:
    """Events that rest on somebody's word, in the order of a timeline.

    In each of them a statement is attributed, be it to a speaker or to nobody ("reports"), or
    is hedged; the event's voices say who affirms and who denies. With `contested`, only those
    that somebody denies and somebody affirms.
    """
    found = (e for e in events if _claimed(e))
    kept = (e for e in found if not contested or e.status is Status.CONTESTED)
    return tuple(sorted(kept, key=chronological))


def _claimed(event: Event) -> bool:
    return any(s.source != AUTHOR or s.certainty is Certainty.HEDGED for s in event.statements)
