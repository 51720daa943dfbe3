"""How sure a row is: the calibrated chance that all of it is right.

A logistic fit (Platt 1999) over the chances of its parts and a few plain traits, on annotated
documents that the reader was not trained on; its weights stand by name in the reader's
`labels.json`. `python -m benchmarks.reading` prints how well it holds.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import exp, log

FEATURES = ("act", "type", "stance", "actor", "recipient", "source", "words", "whole")
LEAST = "least"
EDGE = 0.005
FLOOR = 0.2
"""Rows below this are kept and shown as unsure, and counted nowhere."""
FIGURE, SAID = 0.5, 0.1
"""The chance of a figure of speech from which a row is one, and the confidence that it has then at
most."""


@dataclass(frozen=True, slots=True)
class Chances:
    """The chances of a row's parts, 0 to 1: that it is an act at all, its type, stance, and so on.

    `words` is that of the phrases that the parties were read from, `whole` that of type and parties
    among all that were weighed together; `traits` are what a row is, such
    as `type=AID` or `recipient=nobody`: some kinds of row are wrong more often than they seem.
    """

    act: float
    type: float
    stance: float
    actor: float
    recipient: float
    source: float
    words: float
    whole: float
    traits: tuple[str, ...] = ()

    def features(self) -> dict[str, float]:
        """Log odds of each chance and of the least, and 1 for each trait."""
        found = {name: odds(getattr(self, name)) for name in FEATURES}
        return {**found, LEAST: min(found.values()), **dict.fromkeys(self.traits, 1.0)}


@dataclass(frozen=True, slots=True)
class Calibration:
    """What turns the chances of parts into that of the whole; a feature without a weight has none.

    >>> sure = Chances(0.9, 0.9, 0.9, 0.9, 0.9, 0.9, 0.9, 0.9, ("type=AID",))
    >>> Calibration({"least": 1.0}, 0.0).confidence(sure)
    0.9
    """

    weights: Mapping[str, float] = field(default_factory=lambda: dict.fromkeys(FEATURES, 0.2))
    bias: float = -1.0

    def confidence(self, chances: Chances) -> float:
        """The chance that all of a row is right."""
        features = chances.features()
        score = self.bias + sum(self.weights.get(name, 0.0) * f for name, f in features.items())
        return round(1 / (1 + exp(-score)), 3)


def odds(chance: float) -> float:
    """The logarithm of the odds of a chance that is not quite 0 nor 1.

    >>> odds(0.5), round(odds(1.0), 2)
    (0.0, 5.29)
    """
    kept = min(max(chance, EDGE), 1 - EDGE)
    return log(kept / (1 - kept))
