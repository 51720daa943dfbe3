"""Who takes part in an event."""

from __future__ import annotations

from cuibono.events.event import Event


def belongs(code: str | None, wanted: str) -> bool:
    """Whether a code is the one asked for or an organ of it.

    >>> belongs("RUS.MFA", "RUS"), belongs("RUS", "RUS.MFA"), belongs(None, "RUS")
    (True, False, False)
    """
    return code is not None and (code == wanted or code.startswith(f"{wanted}."))


def concerns(event: Event, actor: str) -> bool:
    """Whether an actor does it, suffers it, gives, receives or benefits."""
    codes = {event.actor, event.recipient, event.giver, event.receiver}
    for s in event.statements:
        codes |= {s.actor, s.recipient, s.giver, s.receiver, s.beneficiary}
    return any(belongs(code, actor) for code in codes)
