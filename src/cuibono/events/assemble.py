"""From statements that meet to the event that they speak of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from cuibono.actors.code import root
from cuibono.coding.statement import UNKNOWN, Certainty, Stance, Statement
from cuibono.events.dating import FIRST, agreed, days_of, since
from cuibono.events.event import Event, Kind
from cuibono.events.origins import Origin, in_order, place
from cuibono.events.voices import Link, status, voices

SUREST = (
    Stance.REPORTED, Stance.PLANNED, Stance.EXPECTED, Stance.POSSIBLE, Stance.SOUGHT,
    Stance.DENIED,
)  # fmt: skip


def assemble(
    statements: Sequence[Statement],
    whens: Sequence[str],
    known: Mapping[str, Origin],
    kind: Kind = Kind.HAPPENING,
    sure: Iterable[Link] | None = None,
) -> Event:
    """The event of statements that meet; `whens` are their dates, `sure` their sure links."""
    ordered = list(statements)
    if len(ordered) > 1:
        ordered.sort(key=lambda s: (*_sureness(s), place(s, known)[-1]))
    told = ordered[0]
    moved = next((s for s in ordered if s.item), None)
    told_in_order = in_order(statements, known)
    said = voices(told_in_order, known, sure)
    when = since(whens) if kind is Kind.AFFAIR else agreed(whens)
    actor, recipient = _parties(ordered)
    return Event(
        actor=actor,
        type=told.type,
        recipient=recipient,
        statements=tuple(told_in_order),
        voices=said,
        status=status(said),
        when=when,
        mode=next((s.mode for s in ordered if s.mode and s.type == told.type), None),
        item=moved and moved.item,
        giver=moved and moved.giver,
        # Who is spared by a veto receives it, whomever the veto is cast against.
        receiver=moved and (moved.receiver or moved.beneficiary),
        kind=kind,
        reported=None if when else min((s.published for s in ordered if s.published), default=None),
    )


def chronological(event: Event) -> tuple[bool, int, int, str, str]:
    """The order of a timeline: by date, or by first publication where there is none."""
    day = event.when or event.reported
    if day is None:
        return True, 0, 0, "", event.id
    days = days_of(day)
    first = days.last if days.first == FIRST else days.first
    # What happened on a day stands before what was only reported on it.
    return False, first, days.last, "" if event.when else "~", event.id


def _sureness(s: Statement) -> tuple[int, bool, float]:
    return SUREST.index(s.stance), s.certainty is Certainty.HEDGED, -s.confidence


def _parties(ordered: Sequence[Statement]) -> tuple[str, str]:
    """Actor and recipient that most of the statements name, weighed by how sure they are.

    Where those that agree on the states name different organs, it is the state.
    """
    weights: dict[tuple[str, str], float] = {}
    for s in ordered:
        if s.stance is not Stance.DENIED or all(o.stance is Stance.DENIED for o in ordered):
            pair = root(s.actor), root(s.recipient)
            named = (pair[0] != UNKNOWN) + (pair[1] != UNKNOWN)
            weights[pair] = weights.get(pair, 0.0) + s.confidence * (1 + named) + 1e-6
    best = max(weights, key=lambda pair: (weights[pair], pair))
    held = [s for s in ordered if (root(s.actor), root(s.recipient)) == best]
    return _party({s.actor for s in held}), _party({s.recipient for s in held})


def _party(codes: set[str]) -> str:
    """The code that all agree on, else the state or body that they belong to."""
    return codes.pop() if len(codes) == 1 else root(min(codes))
