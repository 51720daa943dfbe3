"""The heads of the reader in numpy, as `training/extractor/model.py` computes them."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Numbers = NDArray[np.floating[Any]]
FAR = 8
"""Distances in words are told apart up to 2 ** FAR."""


_LOCK = Lock()


@contextmanager
def single() -> Generator[None]:
    """While a block runs, numpy multiplies with one thread.

    The layers are small: more threads would wait for each other longer than they compute. As the
    number is that of the whole program, one block waits for the end of another.
    """
    with _LOCK, _libraries().limit(limits=1, user_api="blas"):
        yield


@cache
def _libraries() -> Any:
    from threadpoolctl import ThreadpoolController

    return ThreadpoolController()


@dataclass(frozen=True)
class Heads:
    """The weights of all heads, by the names that they have in training."""

    weights: dict[str, Floats]

    @classmethod
    def load(cls, path: Path) -> Heads:
        """The heads of `heads.npz`, halves widened to singles."""
        with np.load(path) as stored:
            return cls({name: stored[name].astype(np.float32) for name in stored.files})

    def linear(self, name: str, x: Floats) -> Floats:
        """One layer."""
        out = x @ self.weights[f"{name}.weight"].T
        bias = self.weights.get(f"{name}.bias")
        return out if bias is None else out + bias

    def two(self, name: str, x: Floats) -> Floats:
        """A head of two layers."""
        return self.linear(f"{name}.3", gelu(self.linear(f"{name}.0", x)))

    def kinds(self, x: Floats) -> Floats:
        """For each word the chances of no act, of each type's first word, of a further word."""
        return softmax(self.two("kind", x))

    def act(self, act: Floats, sentence: Floats) -> dict[str, Floats]:
        """Chances of stance, second stance, hedging, contexts and mode of acts (a, w)."""
        told = gelu(self.linear("act.0", np.concatenate([act, sentence], axis=-1)))
        return {
            "stance": softmax(self.linear("stance", told)),
            "second": softmax(self.linear("second", told)),
            "hedged": sigmoid(self.linear("hedged", told)[:, 0]),
            "contexts": sigmoid(self.linear("contexts", told)),
            "mode": softmax(self.linear("mode", told)),
        }

    def roles(self, act: Floats, added: Floats, turned: Floats, far: NDArray[np.int64]) -> Floats:
        """What each word of a sentence is to an act, (words, roles, 3): outside, first, inside.

        `added` and `turned` are the words through the layers `rb` and `rd`.
        """
        both = self.linear("ra", act) + added + self.linear("rc", act) * turned
        z = gelu(both + self.weights["far.weight"][far])
        return softmax(self.linear("role", z).reshape(len(added), -1, 3))

    def names(self, means: Floats, sorts: NDArray[np.int64]) -> Floats:
        """The keys of the names of a window."""
        return self.linear("key", means) + self.weights["sort.weight"][sorts]

    def links(self, asked: Asked, keys: Floats, inside: Any, gaps: Any) -> tuple[Floats, Floats]:
        """Chances over names and codes, (p, names + codes), and over suffixes, of parties."""
        x = np.concatenate([asked.whole, asked.first, asked.act], axis=-1)
        z = gelu(self.linear("asks", x) + self.weights["which.weight"][asked.roles])
        query = self.linear("query", z) / np.float32(self.weights["query.bias"].size ** 0.5)
        shown = query @ keys.T + self.weights["inside.weight"][inside, 0]
        shown = shown + self.weights["gap.weight"][gaps, 0]
        told = query @ self.weights["code.weight"].T + self.weights["code_bias.weight"][:, 0]
        return softmax(np.concatenate([shown, told], axis=-1)), softmax(self.linear("suffix", z))


@dataclass(frozen=True, slots=True)
class Asked:
    """Parties of whom it is asked who they are: vectors (p, w) each, and their roles."""

    whole: Floats
    first: Floats
    act: Floats
    roles: NDArray[np.int64]


def distances(d: NDArray[np.int64]) -> NDArray[np.int64]:
    """Signed distances in words as numbers below 2 * FAR + 3, powers of two apart.

    >>> distances(np.array([0, 1, -1, 5, -900])).tolist()
    [9, 10, 8, 12, 0]
    """
    steps = np.minimum(np.frexp(np.abs(d))[1], FAR + 1)
    return FAR + 1 + np.where(d > 0, steps, -steps)


def softmax(scores: Numbers) -> Floats:
    """Scores to chances along the last axis."""
    raised = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return np.asarray(raised / raised.sum(axis=-1, keepdims=True), np.float32)


def sigmoid(scores: Numbers) -> Floats:
    """Scores to chances, each alone."""
    return np.asarray(1 / (1 + np.exp(-scores)), np.float32)


def gelu(x: Numbers) -> Floats:
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
