"""How far groups agree with the annotated ones, and the thresholds at which they agree best."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import numpy as np

from cuibono.events.candidates import candidates
from cuibono.events.likeness import features
from cuibono.events.linkage import linked
from cuibono.events.scorer import scorer
from cuibono.events.sheet import sheet
from training.groups.labels import Labelled

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


def thresholds(learned: dict[str, Any], labelled: Labelled) -> tuple[float, float, Agreement]:
    """From when on statements meet, from when on surely, and how well they do then.

    Statements of all crises are grouped together, as in a ledger.
    """
    judge = scorer({**learned, "version": "", "meet": 0.0, "sure": 0.0})
    columns = sheet(labelled.statements, [s.document for s in labelled.statements])
    pairs = candidates(columns)
    scores = judge.scores(features(columns, pairs, judge.types))
    within = columns.text[pairs[:, 0]] == columns.text[pairs[:, 1]]
    rows = list(range(len(columns)))
    found = [
        (agreement(labelled, linked(rows, pairs, scores, within, least)), least)
        for least in np.arange(-2.25, 0.6, 0.25)
    ]
    best, meet = max(found, key=lambda f: f[0].f1)
    marked = labelled.happening[pairs]
    crisis = labelled.crisis[pairs]
    # Two crises share no happening; within one only what is annotated can be judged.
    judged = ~within & ((marked >= 0).all(1) | (crisis[:, 0] != crisis[:, 1]))
    same = (marked[:, 0] == marked[:, 1]) & (marked[:, 0] >= 0)
    order = np.argsort(-scores[judged], kind="stable")
    precision = same[judged][order].cumsum() / np.arange(1, judged.sum() + 1)
    high = np.flatnonzero(precision >= PRECISE)
    sure = float(scores[judged][order][high[-1]]) if len(high) else 5.0
    return float(meet), round(sure, 3), best
