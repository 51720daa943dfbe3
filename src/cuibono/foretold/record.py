"""How often what a source foretold came true, and how well its words of chance held."""

from __future__ import annotations

import itertools
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import log
from typing import Any, ClassVar

from cuibono.answer import Answer
from cuibono.foretold.register import Foretold
from cuibono.foretold.verdict import Outcome

EDGES = (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)


@dataclass(frozen=True, slots=True)
class Record:
    """One source's record for one kind of foretelling (`expected`, `planned`).

    `scored` counts the decided ones whose wording gives a probability; `brier` is the mean
    squared distance of that probability from what came (Brier 1950; 0 best, 0.25 for always
    saying one half), `log_score` the mean of minus the natural log of the chance given to what
    came (Good 1952; 0 best); both None where `scored` is 0. What came partly counts a half.
    """

    source: str
    kind: str
    foretold: int
    open: int
    came_true: int
    partly: int
    failed: int
    unclear: int
    scored: int
    brier: float | None
    log_score: float | None

    COLUMNS: ClassVar = (
        "source", "kind", "foretold", "open", "came_true", "partly", "failed", "unclear",
        "share", "scored", "brier", "log_score",
    )  # fmt: skip

    @property
    def share(self) -> float | None:
        """Of the decided, how many came true, partly for a half; None where none is decided."""
        decided = self.came_true + self.partly + self.failed
        return (self.came_true + 0.5 * self.partly) / decided if decided else None

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON values."""
        return {name: getattr(self, name) for name in self.COLUMNS}


@dataclass(frozen=True, slots=True)
class Bin:
    """Forecasts whose wording gives a chance in a range: how many, mean chance, how often right."""

    low: float
    high: float
    forecasts: int
    said: float
    came: float


@dataclass(frozen=True, slots=True)
class Scores(Answer):
    """The record of each source and kind, and how chances that were said held, in `bins`.

    It is the pair of both too: `records, bins = desk.scores()`.
    """

    by_source: tuple[Record, ...]
    bins: tuple[Bin, ...]

    COLUMNS: ClassVar = Record.COLUMNS

    def __iter__(self) -> Iterator[Any]:
        return iter((self.by_source, self.bins))

    def records(self) -> list[dict[str, Any]]:
        """A row for each source and kind of foretelling."""
        return [record.to_dict() for record in self.by_source]

    def figures(self) -> dict[str, Any]:
        """How many were foretold and decided in all."""
        decided = sum(r.came_true + r.partly + r.failed for r in self.by_source)
        return {"foretold": sum(r.foretold for r in self.by_source), "decided": decided}

    @property
    def notes(self) -> tuple[str, ...]:
        """That nothing can be said of chances yet, where that is so."""
        none = "no forecast that gives a chance has a verdict yet"
        return () if self.bins else (none,)


def records(register: Iterable[Foretold]) -> list[Record]:
    """A record for each source and kind, those with most behind them first."""
    groups: defaultdict[tuple[str, str], list[Foretold]] = defaultdict(list)
    for entry in register:
        groups[entry.voice, str(entry.statement.stance)].append(entry)
    found = [_record(*key, entries) for key, entries in groups.items()]
    return sorted(found, key=lambda r: (r.open - r.foretold, -r.foretold, r.source, r.kind))


def calibration(register: Iterable[Foretold]) -> list[Bin]:
    """What was said with a chance in each fifth, beside how often it came; empty ones left out."""
    pairs = [(c, came) for entry in register if (scored := _scored(entry)) for c, came in [scored]]
    bins: list[Bin] = []
    for low, high in itertools.pairwise(EDGES):
        held = [(c, came) for c, came in pairs if low <= c < high or c == high == 1.0]
        if held:
            n = len(held)
            said, came = sum(c for c, _ in held) / n, sum(came for _, came in held) / n
            bins.append(Bin(low, high, n, said, came))
    return bins


def _record(source: str, kind: str, entries: Sequence[Foretold]) -> Record:
    outcomes = Counter(e.outcome for e in entries)
    scored = [pair for e in entries if (pair := _scored(e))]
    n = len(scored)
    return Record(
        source, kind, len(entries), outcomes[None], outcomes[Outcome.CAME_TRUE],
        outcomes[Outcome.PARTLY], outcomes[Outcome.FAILED], outcomes[Outcome.UNCLEAR], n,
        sum((c - came) ** 2 for c, came in scored) / n if n else None,
        sum(_log(c, came) for c, came in scored) / n if n else None,
    )  # fmt: skip


def _scored(entry: Foretold) -> tuple[float, float] | None:
    """The chance that its words give, and what came; None where either is missing."""
    worth = entry.outcome.worth if entry.outcome else None
    return (entry.estimate.chance, worth) if entry.estimate and worth is not None else None


def _log(chance: float, came: float) -> float:
    # A wording is never surer than its range, and a percentage of 0 or 100 is held to 1 in 1,000.
    held = min(max(chance, 0.001), 0.999)
    return -came * log(held) - (1 - came) * log(1 - held)
