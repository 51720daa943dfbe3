"""From statements that meet to the event that they speak of."""

from __future__ import annotations

from collections.abc import Sequence

from cuibono.coding.statement import Certainty, Stance, Statement
from cuibono.events.dating import FIRST, days_of, narrowest
from cuibono.events.event import Event
from cuibono.events.origins import Origin, place
from cuibono.events.voices import status, voices

SUREST = (
    Stance.REPORTED, Stance.PLANNED, Stance.EXPECTED, Stance.POSSIBLE, Stance.SOUGHT,
    Stance.DENIED,
)  # fmt: skip


def root(code: str) -> str:
    """The state or body that a code belongs to.

    >>> root("RUS.MFA")
    'RUS'
    """
    return code.partition(".")[0]


def assemble(
    statements: Sequence[Statement], whens: Sequence[str], known: dict[str, Origin]
) -> Event:
    """The event of statements that meet; `whens` are their dates, which must overlap."""
    ordered = sorted(statements, key=_sureness)
    told = ordered[0]
    moved = next((s for s in ordered if s.item), None)
    said = voices(statements, known)
    return Event(
        actor=_party({s.actor for s in ordered}),
        type=told.type,
        recipient=_party({s.recipient for s in ordered}),
        statements=tuple(sorted(statements, key=lambda s: place(s, known))),
        voices=said,
        status=status(said),
        when=narrowest(whens),
        mode=next((s.mode for s in ordered if s.mode and s.type == told.type), None),
        item=moved and moved.item,
        giver=moved and moved.giver,
        # Who is spared by a veto receives it, whomever the veto is cast against.
        receiver=moved and (moved.receiver or moved.beneficiary),
    )


def chronological(event: Event) -> tuple[bool, int, int, str, str]:
    """The order of a timeline: by date, what has none by publication at the end."""
    if event.when is None:
        published = min((s.published for s in event.statements if s.published), default="~")
        return True, 0, 0, published, event.id
    days = days_of(event.when)
    first = days.last if days.first == FIRST else days.first
    return False, first, days.last, "", event.id


def _sureness(s: Statement) -> tuple[int, bool, float, str]:
    hedged = s.certainty is Certainty.HEDGED
    return SUREST.index(s.stance), hedged, -s.confidence, s.id


def _party(codes: set[str]) -> str:
    """The code that all agree on, else the state or body that they belong to."""
    return codes.pop() if len(codes) == 1 else root(min(codes))
