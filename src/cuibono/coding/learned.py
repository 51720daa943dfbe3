"""The learned part of the coder: how likely each word is a trigger of each type, and why.

Small heads, trained on the project's own annotated sentences (`training/coder.py`), read a word's
vector and the signs of the rules (`signs.py`). They find triggers that no rule knows, tell rules
that do not fit, and say how sure all of it is.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from cuibono.coding.signs import PARTS, STANCES

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Judged:
    """What a trigger's sentence says of it: chances by stance (6,), and of being hedged."""

    stances: Floats
    hedged: float

    @property
    def stance(self) -> str:
        """The likeliest stance."""
        return STANCES[int(self.stances.argmax())]


class Learned:
    """The heads as plain matrices."""

    def __init__(self, weights: dict[str, Floats]) -> None:
        self._away = weights["distance.weight"]
        # Columns lie side by side: three times as fast to multiply by.
        self._w = {name: np.ascontiguousarray(w.T) for name, w in weights.items()}

    @classmethod
    @cache
    def load(cls) -> Learned | None:
        """The heads that ship with the reader; None where there are none."""
        with as_file(files("cuibono").joinpath("data/reader/heads.npz")) as path:
            return cls.read(path) if path.exists() else None

    @classmethod
    def read(cls, path: Path) -> Learned:
        """Heads from a file that `training.export` wrote."""
        stored = np.load(path)
        return cls({name: stored[name].astype(np.float32) for name in stored.files})

    def types(self, senses: Floats, signs: Floats) -> Floats:
        """Chances of every word's type, rows over `signs.TYPES`: (n, 768), (n, 36) to (n, 19)."""
        return _softmax(self._two("kind", np.concatenate([senses, signs], axis=1)))

    def judged(self, sense: Floats, signs: Floats) -> Judged:
        """Stance and hedging of one trigger from its vector (768,) and signs."""
        scores = self._two("stance", np.concatenate([sense, signs])[None])[0]
        return Judged(_softmax(scores[:-1]), float(1 / (1 + np.exp(-scores[-1]))))

    def parts(self, senses: Floats, trigger: int, pairs: Floats) -> Floats:
        """Chances of every word's part for a trigger, rows over `signs.PARTS`: (n, 5)."""
        w = self._w
        reach = len(self._away) // 2
        away = np.clip(np.arange(len(senses)) - trigger, -reach, reach) + reach
        pair = senses[trigger] @ w["trigger.weight"] + w["trigger.bias"]
        pair = pair + senses @ w["word.weight"] + w["word.bias"] + self._away[away]
        pair = pair + pairs @ w["pair.weight"] + w["pair.bias"]
        scores = _softmax(_gelu(pair) @ w["part.weight"] + w["part.bias"])
        assert scores.shape[1] == len(PARTS)
        return scores

    def _two(self, name: str, x: Floats) -> Floats:
        """Two layers with a GELU between them."""
        w = self._w
        inner = _gelu(x @ w[f"{name}.0.weight"] + w[f"{name}.0.bias"])
        return inner @ w[f"{name}.3.weight"] + w[f"{name}.3.bias"]


def _softmax(scores: Floats) -> Floats:
    raised = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return raised / raised.sum(axis=-1, keepdims=True)


def _gelu(x: Floats) -> Floats:
    """The Gaussian error linear unit, x times the normal distribution function.

    By the approximation 7.1.26 of Abramowitz and Stegun (1964) to the error function, whose
    error is below 1.5e-7.
    """
    z = np.abs(x) * np.float32(0.70710678)
    t = 1 / (1 + np.float32(0.3275911) * z)
    poly = t * (
        0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429)))
    )
    erf = np.sign(x) * (1 - poly * np.exp(-z * z))
    return (0.5 * x * (1 + erf)).astype(np.float32)
