"""How far groups agree with the annotated ones, and the thresholds at which they agree best."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cuibono.events.candidates import candidates
from cuibono.events.likeness import features
from cuibono.events.linkage import linked
from cuibono.events.rules import ruled
from cuibono.events.scorer import scorer
from cuibono.events.sheet import sheet
from training.groups.labels import Labelled

LEAST = -2.25
"""Statements never meet below this: it lies too near to what a missing comparison counts."""
PRECISE = 0.93
"""Of the pairs of two texts above `sure` so many are of one happening."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """Pairs of mentions that are rightly together, wrongly together, wrongly apart."""

    right: int
    wrong: int
    missed: int

    @property
    def precision(self) -> float:
        """Of the pairs together those that belong together."""
        return self.right / max(1, self.right + self.wrong)

    @property
    def recall(self) -> float:
        """Of the pairs that belong together those that are."""
        return self.right / max(1, self.right + self.missed)

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        return 2 * self.right / max(1, 2 * self.right + self.wrong + self.missed)

    def __str__(self) -> str:
        return f"P {self.precision:.3f} R {self.recall:.3f} F1 {self.f1:.3f}"


def agreement(labelled: Labelled, groups: Sequence[Sequence[int]]) -> Agreement:
    """Pairs of mentions within a crisis; those without a statement are not counted."""
    group = {row: number for number, rows in enumerate(groups) for row in rows}
    held: dict[int, dict[int, tuple[int, set[int]]]] = {}
    for row in np.flatnonzero(labelled.mention >= 0).tolist():
        crisis = held.setdefault(int(labelled.crisis[row]), {})
        happening = int(labelled.happening[row])
        crisis.setdefault(int(labelled.mention[row]), (happening, set()))[1].add(group[row])
    right = wrong = missed = 0
    for crisis in held.values():
        for (one, mine), (other, yours) in combinations(crisis.values(), 2):
            same, together = one == other, not mine.isdisjoint(yours)
            right += same and together
            wrong += together and not same
            missed += same and not together
    return Agreement(right, wrong, missed)


@dataclass(frozen=True)
class Scored:
    """Statements that a scorer had not learned from, with the scores of their pairs."""

    labelled: Labelled
    pairs: NDArray[np.int64]
    scores: NDArray[np.float32]
    within: NDArray[np.bool_]


def scored(learned: dict[str, Any], labelled: Labelled) -> Scored:
    """The pairs of statements with their scores; all crises together, as in a ledger."""
    judge = scorer({**learned, "version": "", "meet": 0.0, "sure": 9.0})
    columns = sheet(labelled.statements, [s.document for s in labelled.statements])
    pairs = candidates(columns)
    scores = judge.scores(features(columns, pairs, judge.types))
    scores = ruled(columns, pairs, scores, (-9.0, 9.0))
    within = columns.text[pairs[:, 0]] == columns.text[pairs[:, 1]]
    return Scored(labelled, pairs, scores, within)


def thresholds(folds: Sequence[Scored]) -> tuple[float, float, Agreement]:
    """From when on statements meet, from when on surely, and how well they do then."""
    found: list[tuple[float, float, Agreement]] = []
    for least in np.arange(LEAST, 0.6, 0.25):
        told = [agreement(f.labelled, linked(range(len(f.labelled.statements)), f.pairs, f.scores,
                                             f.within, float(least))) for f in folds]  # fmt: skip
        right, wrong, missed = (sum(getattr(a, n) for a in told) for n in
                                ("right", "wrong", "missed"))  # fmt: skip
        every = Agreement(right, wrong, missed)
        found.append((every.f1, float(least), every))
        print(f"{least:g} {every}", flush=True)
    _, meet, best = max(found, key=lambda f: f[0])
    return meet, _sure(folds), best


def _sure(folds: Sequence[Scored]) -> float:
    """The score from which on pairs of two texts are of one happening, `PRECISE` of them."""
    scores: list[NDArray[np.float32]] = []
    same: list[NDArray[np.bool_]] = []
    for f in folds:
        marked, crisis = f.labelled.happening[f.pairs], f.labelled.crisis[f.pairs]
        # Two crises share no happening; within one only what is annotated can be judged.
        judged = ~f.within & ((marked >= 0).all(1) | (crisis[:, 0] != crisis[:, 1]))
        scores.append(f.scores[judged])
        same.append(((marked[:, 0] == marked[:, 1]) & (marked[:, 0] >= 0))[judged])
    every, right = np.concatenate(scores), np.concatenate(same)
    order = np.argsort(-every, kind="stable")
    precision = right[order].cumsum() / np.arange(1, len(order) + 1)
    high = np.flatnonzero(precision >= PRECISE)
    return round(float(every[order][high[-1]]), 3) if len(high) else 5.0
