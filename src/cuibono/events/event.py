"""The event: the statements that speak of the same happening, and what they add up to."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, ClassVar

from cuibono.coding.statement import Stance, Statement
from cuibono.events.dating import days_of


class Kind(StrEnum):
    """What an event is: one occurrence, or a state of affairs that goes on."""

    HAPPENING = "happening"
    AFFAIR = "affair"


class Status(StrEnum):
    """What the statements of an event add up to; the first that applies of those below."""

    CONTESTED = "contested"
    FORETOLD = "foretold"
    CORROBORATED = "corroborated"
    UNCONTESTED = "uncontested"
    RETRACTED = "retracted"
    DENIED = "only denied"


@dataclass(frozen=True, slots=True)
class Voice:
    """One independent source of an event and the statements that it answers for.

    `key` tells sources apart: a speaker's code, or for an author or an unnamed speaker the
    publisher or document; a reprint speaks with the voice of what it reprints. One that does not
    count has no name, or is not surely of the same happening, or has taken back what it said
    (`withdrawn`); one that denies is `withdrawn` where it takes its own word back.
    """

    key: str
    name: str
    statements: tuple[Statement, ...]
    denies: bool
    counts: bool = True
    withdrawn: bool = False


@dataclass(frozen=True, slots=True)
class Event:
    """One happening or affair: who did what to whom, when, and everyone who speaks of it.

    `type`, `mode` and `item` are those of the surest statement that names one; `actor` and
    `recipient` are what most name, or the state that they belong to. `when` is an ISO 8601
    interval in which most of the dated statements agree, None where no statement is dated: then
    `reported` is the day on which the first text that tells of it came out. An affair's `when` runs
    from its first named day without an end.
    """

    actor: str
    type: str
    recipient: str
    statements: tuple[Statement, ...]
    voices: tuple[Voice, ...]
    status: Status
    when: str | None = None
    mode: str | None = None
    item: str | None = None
    giver: str | None = None
    receiver: str | None = None
    kind: Kind = Kind.HAPPENING
    reported: str | None = None

    COLUMNS: ClassVar = (
        "id", "kind", "when", "reported", "actor", "type", "mode", "recipient", "item",
        "giver", "receiver",
        "status", "sources", "voices", "statements",
    )  # fmt: skip

    @property
    def id(self) -> str:
        """A hash of the statements' ids: the same statements are the same event."""
        joined = "\x1f".join(sorted(s.id for s in self.statements))
        return hashlib.sha256(joined.encode()).hexdigest()[:16]

    @property
    def sources(self) -> int:
        """How many independent sources that count affirm it, in whatever stance but denied."""
        return sum(not voice.denies and voice.counts for voice in self.voices)

    @property
    def told(self) -> bool:
        """Whether anybody says that it is so and has not taken it back."""
        return any(not voice.denies and not voice.withdrawn for voice in self.voices)

    @property
    def happened(self) -> bool:
        """Whether anybody says that it took place: it is not only foretold, and not only denied."""
        return self.told and self.status is not Status.FORETOLD

    @property
    def deniers(self) -> tuple[Voice, ...]:
        """The voices that deny it."""
        return tuple(voice for voice in self.voices if voice.denies)

    @property
    def affirmed(self) -> tuple[Statement, ...]:
        """The statements that do not deny it."""
        return tuple(s for s in self.statements if s.stance is not Stance.DENIED)

    @property
    def elsewhen(self) -> tuple[str, ...]:
        """The dates of its statements that have no day in common with its own, in order."""
        if not self.when or self.kind is Kind.AFFAIR:
            return ()
        own = days_of(self.when)
        whens = {s.when for s in self.statements if s.when}
        return tuple(sorted(w for w in whens if not days_of(w).shared(own)))

    def to_dict(self) -> dict[str, Any]:
        """The event as plain JSON values; its statements and those of its voices by their ids."""
        said = [
            {
                "name": v.name,
                "denies": v.denies,
                "counts": v.counts,
                "statements": [s.id for s in v.statements],
            }
            for v in self.voices
        ]
        plain: dict[str, Any] = {name: getattr(self, name) for name in self.COLUMNS}
        ids = [s.id for s in self.statements]
        named = {"kind": str(self.kind), "status": str(self.status)}
        return plain | named | {"voices": said, "statements": ids}
