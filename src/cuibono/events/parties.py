"""Who takes part in an event."""

from __future__ import annotations

from cuibono.actors.code import belongs
from cuibono.coding.statement import Statement
from cuibono.events.event import Event


def concerns(event: Event, actor: str) -> bool:
    """Whether an actor does it, suffers it, gives, receives or benefits."""
    codes = {event.actor, event.recipient, event.giver, event.receiver}
    if any(belongs(code, actor) for code in codes):
        return True
    return any(takes_part(s, actor) for s in event.statements)


def takes_part(statement: Statement, actor: str) -> bool:
    """Whether an actor does what a statement says, suffers it, gives, receives or benefits."""
    s = statement
    codes = {s.actor, s.recipient, s.giver, s.receiver, s.beneficiary}
    return any(belongs(code, actor) for code in codes)
