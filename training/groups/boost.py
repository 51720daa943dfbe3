"""Small trees that are added up (Friedman 2001), learned on features in steps; numpy alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cuibono.events.likeness import FEATURES

Real = NDArray[np.float32]
Node = dict[str, Any]


ASKED = 0.7
"""The share of the features that a tree may ask for."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How many trees, how deep, how slowly learned, and how careful each leaf is."""

    trees: int = 240
    depth: int = 5
    rate: float = 0.08
    steps: int = 24
    least: float = 12.0
    heavy: float = 6.0
    share: float = 0.6
    seed: int = 0


def boost(x: Real, y: Real, weight: Real, settings: Settings) -> tuple[float, list[Node]]:
    """The log odds to begin with, and trees whose values are added to it."""
    rng = np.random.default_rng(settings.seed)
    cuts = [_cuts(x[:, f], settings.steps) for f in range(x.shape[1])]
    columns = np.ascontiguousarray(x.T)
    codes = [np.searchsorted(c, columns[f], "right").astype(np.int16) for f, c in enumerate(cuts)]
    mean = float((y * weight).sum() / weight.sum())
    bias = float(np.log(mean / (1 - mean)))
    score = np.full(len(y), bias)
    trees: list[Node] = []
    for _ in range(settings.trees):
        chance = 1 / (1 + np.exp(-score))
        slope, bend = (y - chance) * weight, chance * (1 - chance) * weight
        kept = rng.random(len(y)) < settings.share
        asked = np.flatnonzero(rng.random(x.shape[1]) < ASKED)
        grower = Grower(codes, cuts, slope, bend, asked, settings)
        trees.append(grower.grow(np.flatnonzero(kept), 0))
        _add(trees[-1], columns, np.arange(len(y)), score)
    return bias, trees


def _cuts(column: Real, steps: int) -> Real:
    found = np.unique(column)
    if len(found) > steps:
        found = np.unique(np.quantile(column, np.linspace(0, 1, steps + 1)[1:]))
    return ((found[1:] + found[:-1]) / 2).astype(np.float32)


@dataclass(frozen=True, slots=True)
class Grower:
    """Grows one tree on slopes and bends of the loss, over features cut into steps."""

    codes: list[NDArray[np.int16]]
    cuts: list[Real]
    slope: NDArray[np.floating[Any]]
    bend: NDArray[np.floating[Any]]
    asked: NDArray[np.int64]
    settings: Settings

    def grow(self, rows: NDArray[np.int64], depth: int) -> Node:
        """The node of some rows, with what it asks for and the nodes that follow."""
        s = self.settings
        value = s.rate * self.slope[rows].sum() / (self.bend[rows].sum() + s.heavy)
        node: Node = {"value": round(float(value), 4)}
        if depth == s.depth or len(rows) < 2 * s.least:
            return node
        best = self._best(rows)
        if best is None:
            return node
        feature, step = best
        below = self.codes[feature][rows] <= step
        node["ask"] = FEATURES[feature]
        node["below"] = round(float(self.cuts[feature][step]), 4)
        node["yes"] = self.grow(rows[below], depth + 1)
        node["no"] = self.grow(rows[~below], depth + 1)
        return node

    def _best(self, rows: NDArray[np.int64]) -> tuple[int, int] | None:
        """The feature and step that lower the loss most."""
        heavy, least = self.settings.heavy, self.settings.least
        slope, bend = self.slope[rows], self.bend[rows]
        total, weight = slope.sum(), bend.sum()
        base = total**2 / (weight + heavy)
        best, found = 1e-3, None
        for f in self.asked.tolist():
            size = len(self.cuts[f]) + 1
            if size == 1:
                continue
            held = self.codes[f][rows]
            up = np.bincount(held, slope, size).cumsum()[:-1]
            down = np.bincount(held, bend, size).cumsum()[:-1]
            many = np.bincount(held, minlength=size).cumsum()[:-1]
            gain = up**2 / (down + heavy) + (total - up) ** 2 / (weight - down + heavy) - base
            gain[(many < least) | (len(rows) - many < least)] = 0
            step = int(np.argmax(gain))
            if gain[step] > best:
                best, found = float(gain[step]), (int(f), step)
        return found


def _add(node: Node, columns: Real, rows: NDArray[np.int64], score: Real) -> None:
    """Add what a tree says of rows to their scores."""
    if "ask" not in node:
        score[rows] += node["value"]
        return
    asked = columns[FEATURES.index(node["ask"])][rows] < np.float32(node["below"])
    _add(node["yes"], columns, rows[asked], score)
    _add(node["no"], columns, rows[~asked], score)
