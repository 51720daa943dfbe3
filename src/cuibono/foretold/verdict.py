"""Verdicts on what was foretold: what a person found, and what the evidence suggests."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any


class Outcome(StrEnum):
    """What became of something foretold."""

    CAME_TRUE = "came-true"
    FAILED = "failed"
    PARTLY = "partly"
    UNCLEAR = "unclear"

    @property
    def worth(self) -> float | None:
        """1 for what came true, 0 for what did not, a half for partly; None if unclear.

        >>> Outcome.PARTLY.worth
        0.5
        """
        return {"came-true": 1.0, "failed": 0.0, "partly": 0.5}.get(self)


@dataclass(frozen=True, slots=True)
class Verdict:
    """A person's word on one foretold statement: `because` are ids of the evidence."""

    statement: str
    outcome: Outcome
    because: tuple[str, ...]
    who: str
    why: str
    at: datetime

    def to_dict(self) -> dict[str, Any]:
        """The verdict as a row of the ledger."""
        return {
            "statement": self.statement, "verdict": str(self.outcome),
            "because": list(self.because), "who": self.who, "why": self.why, "at": self.at,
        }  # fmt: skip

    @classmethod
    def from_dict(cls, row: dict[str, Any]) -> Verdict:
        """A verdict from what `to_dict` gave."""
        because = tuple(row["because"] or ())
        said = row["who"] or "", row["why"] or ""
        return cls(row["statement"], Outcome(row["verdict"]), because, *said, row["at"])


@dataclass(frozen=True, slots=True)
class Sign:
    """One thing that speaks for a proposal: a statement or an imported event.

    `id` is what `resolve --because` takes; `text` is the quote, or the row in words; `where`
    names the document, or the file and line.
    """

    id: str
    day: date | None
    text: str
    where: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """A verdict that the ledger suggests, with all that speaks for it; never final."""

    outcome: Outcome
    why: str
    evidence: tuple[Sign, ...] = ()
