"""What the measures hand to the briefs: balances with the events behind every number."""

from __future__ import annotations

from dataclasses import dataclass

from cuibono.events.event import Event, Status


@dataclass(frozen=True, slots=True)
class Channel:
    """What one side gave the other by one channel: an item such as arms, and its events.

    `channel` is the item of a transfer, or the event type in lower case where nothing
    was handed over ("support").
    """

    giver: str
    receiver: str
    channel: str
    events: tuple[Event, ...]

    @property
    def sources(self) -> int:
        """Independent sources of the channel's events, each counted once."""
        return len({v.key for e in self.events for v in e.voices if not v.denies})

    @property
    def contested(self) -> int:
        """How many of the events somebody denies."""
        return sum(e.status is Status.CONTESTED for e in self.events)

    @property
    def foretold(self) -> int:
        """How many of the events are only foretold."""
        return sum(e.status is Status.FORETOLD for e in self.events)


@dataclass(frozen=True, slots=True)
class Gain:
    """What one actor is said to have gained or lost (`kind` GAIN or LOSE), by context."""

    actor: str
    kind: str
    context: str
    events: tuple[Event, ...]


@dataclass(frozen=True, slots=True)
class Balance:
    """Two actors: what each gave the other by channel, and what each gained or lost."""

    a: str
    b: str
    given: tuple[Channel, ...]
    gains: tuple[Gain, ...]
