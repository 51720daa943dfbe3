"""How sure a row is: the calibrated chance that all of it is right.

A logistic fit (Platt 1999) over the chances of its parts, on annotated documents that the reader
was not trained on; its weights stand in the reader's `labels.json`. `python -m benchmarks.reading`
prints how well it holds.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import exp, log

FEATURES = ("act", "type", "stance", "actor", "recipient", "source", "words")
EDGE = 0.005
FLOOR = 0.2
"""Rows below this are kept and shown as unsure, and counted nowhere."""


@dataclass(frozen=True, slots=True)
class Chances:
    """The chances of a row's parts, 0 to 1: that it is an act at all, its type, stance, and so on.

    `words` is that of the phrases that the parties were read from.
    """

    act: float
    type: float
    stance: float
    actor: float
    recipient: float
    source: float
    words: float

    def features(self) -> list[float]:
        """Log odds of each chance, in the order of `FEATURES`."""
        return [_odds(getattr(self, name)) for name in FEATURES]


@dataclass(frozen=True, slots=True)
class Calibration:
    """What turns the chances of parts into that of the whole."""

    weights: tuple[float, ...] = (0.2,) * len(FEATURES)
    bias: float = -1.0

    def confidence(self, chances: Chances) -> float:
        """The chance that all of a row is right."""
        score = self.bias + sum(
            w * f for w, f in zip(self.weights, chances.features(), strict=True)
        )
        return round(1 / (1 + exp(-score)), 3)


def _odds(chance: float) -> float:
    kept = min(max(chance, EDGE), 1 - EDGE)
    return log(kept / (1 - kept))
