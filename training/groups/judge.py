"""How far groups agree with the annotated ones, and the thresholds at which they agree best."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cuibono.events.candidates import candidates
from cuibono.events.linkage import MISSING, linked
from cuibono.events.rules import ruled, vouched
from cuibono.events.scorer import scorer
from cuibono.events.sheet import sheet
from training.groups.labels import Labelled

LEAST = MISSING + 0.25
"""Statements never meet below this: it lies too near to what a missing comparison counts."""
EVEN = 0.04
"""Sums of four F1 that differ by no more are as good."""
PRECISE = 0.94
"""Of two texts with a pair above `sure` so many speak of one happening in turns, so that of what
nobody learned from nine in ten do."""


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
    vouched: NDArray[np.bool_]
    """Which pairs could bear each other out, if they scored high enough."""


def scored(learned: dict[str, Any], labelled: Labelled) -> Scored:
    """The pairs of statements with their scores; all crises together, as in a ledger."""
    judge = scorer({**learned, "version": "", "meet": 0.0, "sure": 9.0})
    columns = sheet(labelled.statements, [s.document for s in labelled.statements])
    pairs = candidates(columns)
    scores = ruled(columns, pairs, judge.compared(columns, pairs), (-9.0, 9.0))
    within = columns.text[pairs[:, 0]] == columns.text[pairs[:, 1]]
    return Scored(labelled, pairs, scores, within, vouched(columns, pairs, scores, -np.inf))


def thresholds(folds: Sequence[Sequence[Scored]]) -> tuple[float, float, list[Agreement]]:
    """From when on statements meet, from when on surely, and how well they do then.

    `folds` are kinds of ledgers that weigh alike: crises, timelines of one dyad, written crises and
    written chronicles of one dyad. Of thresholds that are as good the highest is taken: what is put
    together wrongly misleads.
    """
    found: list[tuple[float, float, list[Agreement]]] = []
    for least in np.arange(LEAST, 0.6, 0.25):
        told = [_agreed(kind, float(least)) for kind in folds]
        found.append((sum(a.f1 for a in told), float(least), told))
        print(f"{least:g} {', '.join(map(str, told))}", flush=True)
    most = max(total for total, _, _ in found)
    _, meet, best = max((f for f in found if f[0] >= most - EVEN), key=lambda f: f[1])
    return meet, max(_sure(kind) for kind in folds), best


def _agreed(folds: Sequence[Scored], least: float) -> Agreement:
    told = [agreement(f.labelled, linked(range(len(f.labelled.statements)), f.pairs, f.scores,
                                         f.within, least)) for f in folds]  # fmt: skip
    return Agreement(*(sum(getattr(a, n) for a in told) for n in ("right", "wrong", "missed")))


def _sure(folds: Sequence[Scored]) -> float:
    """The score from which on reports of two texts are of one happening, `PRECISE` of them.

    The pair that scores best stands for its two texts.
    """
    best: dict[tuple[int, str, str], tuple[float, bool]] = {}
    for number, f in enumerate(folds):
        marked, crisis = f.labelled.happening[f.pairs], f.labelled.crisis[f.pairs]
        # Two crises share no happening; within one only what is annotated can be judged.
        judged = ~f.within & f.vouched & ((marked >= 0).all(1) | (crisis[:, 0] != crisis[:, 1]))
        same = (marked[:, 0] == marked[:, 1]) & (marked[:, 0] >= 0)
        for place in np.flatnonzero(judged).tolist():
            a, b = (f.labelled.statements[row] for row in f.pairs[place].tolist())
            if a.stance.foretold or b.stance.foretold:
                continue
            key = number, *sorted((a.document, b.document))
            score = float(f.scores[place])
            if score > best.get(key, (-np.inf, False))[0]:
                best[key] = score, bool(same[place])
    order = sorted(best.values(), reverse=True)
    right = np.array([same for _, same in order]).cumsum()
    high = np.flatnonzero(right >= PRECISE * np.arange(1, len(order) + 1))
    print(f"sure: {right[high[-1]]} of {high[-1] + 1}" if len(high) else "sure: none", flush=True)
    return round(order[high[-1]][0], 3) if len(high) else 5.0
