"""The balance of two actors: what each gave the other, and what each is said to have gained."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from cuibono.actors.code import belongs
from cuibono.coding.statement import UNKNOWN
from cuibono.errors import UsageError
from cuibono.events.event import Event
from cuibono.events.kinds import COOPERATION, SHIPPED, Kinds
from cuibono.measures.sums import Balance, Channel, Gain

OUTCOMES = ("GAIN", "LOSE")
"""The verdicts that a balance sums up: who came out of it better, and who worse."""
NO_CONTEXT = "unspecified"


def balance(events: Iterable[Event], a: str, b: str, kinds: Kinds = SHIPPED) -> Balance:
    """What `a` and `b` gave each other by channel, and what each gained or lost by context.

    An event that is only denied is left out, since nobody says that it took place. Talks, accords
    and what both do together give nothing but the items that they name. Gains are
    those from anything, not only from the other's gifts: a statement seldom says which.
    Raises UsageError where both are the same actor.
    """
    if a == b:
        raise UsageError(f"a balance needs two actors, not {a} twice")
    affirmed = [e for e in events if e.told]
    gifts: defaultdict[tuple[str, str, str], list[Event]] = defaultdict(list)
    gains: defaultdict[tuple[str, str, str], list[Event]] = defaultdict(list)
    for event in affirmed:
        for giver, receiver in ((a, b), (b, a)):
            channel = event.item or kinds.gives(event.type)
            if channel and _gave(event, giver, receiver, kinds):
                gifts[giver, receiver, channel].append(event)
        for actor in (a, b):
            if event.type in OUTCOMES and belongs(event.actor, actor):
                for context in _contexts(event):
                    gains[actor, event.type, context].append(event)
    given = (Channel(*key, tuple(held)) for key, held in gifts.items())
    gained = (Gain(*key, tuple(held)) for key, held in gains.items())
    return Balance(
        a, b,
        tuple(sorted(given, key=lambda c: (c.giver != a, -c.sources, c.channel))),
        tuple(sorted(gained, key=lambda g: (g.actor != a, g.kind, -len(g.events), g.context))),
    )  # fmt: skip


def transfer(event: Event, kinds: Kinds = SHIPPED) -> tuple[str, str] | None:
    """Giver and receiver of what an event hands over, None where it is not a gift.

    What is done against somebody is not a gift, even where something changes hands, as when
    territory is taken. A refusal is a gift to its beneficiary: a veto is given to whom it spares.
    """
    giver = event.giver or event.actor
    if kinds.side(event.type) == COOPERATION:
        receiver = event.receiver or event.recipient
    elif event.type == "REJECT":
        spared = (s.beneficiary for s in event.affirmed if s.beneficiary)
        receiver = next(spared, UNKNOWN)
    else:
        return None
    return None if UNKNOWN in (giver, receiver) else (giver, receiver)


def _gave(event: Event, giver: str, receiver: str, kinds: Kinds) -> bool:
    moved = transfer(event, kinds)
    return moved is not None and belongs(moved[0], giver) and belongs(moved[1], receiver)


def _contexts(event: Event) -> tuple[str, ...]:
    named = {context for s in event.affirmed for context in s.contexts}
    return tuple(sorted(named)) or (NO_CONTEXT,)
