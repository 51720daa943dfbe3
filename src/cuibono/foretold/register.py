"""The register: what texts foretell, by when, and what became of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, ClassVar

from cuibono.coding.statement import Stance, Statement
from cuibono.events.dating import FIRST, LAST, days_of
from cuibono.events.event import Event
from cuibono.foretold.estimative import WordedChance, estimate
from cuibono.foretold.verdict import Outcome, Proposal, Verdict

ASSUMED_DAYS = 365
"""Days from publication in which something without a stated horizon is taken to fall due."""

FORETOLD = frozenset({Stance.EXPECTED, Stance.PLANNED})


@dataclass(frozen=True, slots=True)
class Due:
    """The days on which something foretold is to come: first and last, both in.

    `assumed` says that the text names no horizon and the default of `ASSUMED_DAYS` stands in.
    """

    first: date
    last: date
    assumed: bool


@dataclass(frozen=True, slots=True)
class Foretold:
    """One statement that something will be: who says it, by when, and what became of it.

    `voice` is who answers for it: the speaker, or the publisher where the text says so itself.
    `due` is None where neither the text nor its publication is dated.
    """

    statement: Statement
    voice: str
    made: date | None
    due: Due | None
    estimate: WordedChance | None
    verdict: Verdict | None = None
    proposal: Proposal | None = None

    COLUMNS: ClassVar = (
        "id", "kind", "source", "made", "actor", "type", "recipient", "item", "due", "assumed",
        "chance", "words", "verdict", "proposed", "why", "evidence", "quote",
    )  # fmt: skip

    @property
    def open(self) -> bool:
        """Whether nobody has said yet what became of it."""
        return self.verdict is None

    @property
    def outcome(self) -> Outcome | None:
        """The verdict in force."""
        return self.verdict.outcome if self.verdict else None

    def is_due(self, today: date) -> bool:
        """Whether its last day is over and the verdict still open."""
        return self.open and self.due is not None and self.due.last < today

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON values."""
        s, proposal = self.statement, self.proposal
        return {
            "id": s.id, "kind": str(s.stance), "source": self.voice,
            "made": self.made.isoformat() if self.made else None,
            "actor": s.actor, "type": s.type, "recipient": s.recipient, "item": s.item,
            "due": self.due.last.isoformat() if self.due else None,
            "assumed": self.due.assumed if self.due else None,
            "chance": self.estimate.chance if self.estimate else None,
            "words": self.estimate.words if self.estimate else None,
            "verdict": str(self.outcome) if self.outcome else None,
            "proposed": str(proposal.outcome) if proposal else None,
            "why": self.verdict.why if self.verdict else proposal.why if proposal else None,
            "evidence": [e.id for e in proposal.evidence] if proposal else [],
            "quote": s.quote,
        }  # fmt: skip


def due(statement: Statement) -> Due | None:
    """When something foretold falls due.

    The days that the statement names; from its publication on, if they begin before. Without
    an end to them, or where they end with the calendar: `ASSUMED_DAYS` from their beginning,
    at most up to the calendar's last day. None where nothing is dated.

    >>> said = Statement("d", "", 0, 0, "", 0, 0, "PRK", "", "AID", published="2022-12-05")
    >>> due(said)
    Due(first=datetime.date(2022, 12, 5), last=datetime.date(2023, 12, 5), assumed=True)
    """
    made = date.fromisoformat(statement.published) if statement.published else None
    days = days_of(statement.when) if statement.when else None
    if days is None or (days.first == FIRST and days.last == LAST):
        return _assumed(made) if made else None
    named = date.fromordinal(days.first) if days.first != FIRST else made
    last = date.fromordinal(days.last) if days.last != LAST else None
    first = max(filter(None, (made, named)), default=None)
    if last is None:
        return _assumed(first) if first else None
    # A past day: "planned in March" of an article of May has been due since then.
    return Due(min(first or last, last), last, False)


def _assumed(first: date) -> Due:
    days = min(ASSUMED_DAYS, (date.max - first).days)
    return Due(first, first + timedelta(days), True)


def register(events: Iterable[Event], verdicts: Iterable[Verdict]) -> list[Foretold]:
    """Every statement that is expected or planned, in order of its last day; undated last."""
    given = {v.statement: v for v in sorted(verdicts, key=lambda v: v.at)}
    found = [
        _foretold(s, voice.name, given.get(s.id))
        for event in events
        for voice in event.voices
        for s in voice.statements
        if s.stance in FORETOLD
    ]
    return sorted(found, key=lambda f: (f.due.last if f.due else date.max, f.statement.id))


def _foretold(s: Statement, voice: str, verdict: Verdict | None) -> Foretold:
    made = date.fromisoformat(s.published) if s.published else None
    words = estimate(s.quote, s.trigger_start - s.start)
    return Foretold(s, voice, made, due(s), words, verdict)
