"""What the measures hand to the briefs: balances with the events behind every number."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, ClassVar

from cuibono.answer import Answer
from cuibono.events.event import Event, Status


def sources(events: Iterable[Event]) -> int:
    """Independent sources that affirm any of the events, each counted once."""
    return len({v.key for e in events for v in e.voices if not v.denies and v.counts})


def of_status(events: Iterable[Event], status: Status) -> int:
    """How many of the events have a status."""
    return sum(e.status is status for e in events)


@dataclass(frozen=True, slots=True)
class Channel:
    """What one side gave the other by one channel: an item such as arms, and its events.

    `channel` is the item of a transfer, or what the codebook says that the type gives where
    nothing was handed over ("support").
    """

    giver: str
    receiver: str
    channel: str
    events: tuple[Event, ...]

    @property
    def sources(self) -> int:
        """Independent sources of the channel's events, each counted once."""
        return sources(self.events)

    @property
    def contested(self) -> int:
        """How many of the events somebody denies."""
        return of_status(self.events, Status.CONTESTED)

    @property
    def foretold(self) -> int:
        """How many of the events are only foretold."""
        return of_status(self.events, Status.FORETOLD)


@dataclass(frozen=True, slots=True)
class Gain:
    """What one actor is said to have gained or lost (`kind` GAIN or LOSE), by context."""

    actor: str
    kind: str
    context: str
    events: tuple[Event, ...]


@dataclass(frozen=True, slots=True)
class Balance(Answer):
    """Two actors: what each gave the other by channel, and what each gained or lost."""

    a: str
    b: str
    given: tuple[Channel, ...]
    gains: tuple[Gain, ...]

    COLUMNS: ClassVar = (
        "kind", "actor", "other", "what", "events", "sources", "contested", "foretold",
        "statements",
    )  # fmt: skip

    def records(self) -> list[dict[str, Any]]:
        """The balance as plain JSON values, a row for each channel and each gain.

        `kind` is gave, gain or lose; `what` the channel or the context; `statements` the ids
        of the statements behind the row.
        """
        gave = [_row("gave", c.giver, c.receiver, c.channel, c.events) for c in self.given]
        return gave + [_row(g.kind.lower(), g.actor, None, g.context, g.events) for g in self.gains]


def _row(
    kind: str, actor: str, other: str | None, what: str, events: tuple[Event, ...]
) -> dict[str, Any]:
    counts = len(events), sources(events), of_status(events, Status.CONTESTED)
    ids = [s.id for e in events for s in e.statements]
    values = (kind, actor, other, what, *counts, of_status(events, Status.FORETOLD), ids)
    return dict(zip(Balance.COLUMNS, values, strict=True))
