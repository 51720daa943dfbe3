"""Small trees that are added up (Friedman 2001), learned on features in steps; numpy alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cuibono.events.likeness import FEATURES

Real = NDArray[np.float32]
Node = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Settings:
    """How many trees, how deep, how slowly learned, and how careful each leaf is."""

    trees: int = 120
    depth: int = 4
    rate: float = 0.12
    steps: int = 24
    least: float = 12.0
    heavy: float = 6.0
    share: float = 0.6
    seed: int = 0


def boost(x: Real, y: Real, weight: Real, settings: Settings) -> tuple[float, list[Node]]:
    """The log odds to begin with, and trees whose values are added to it."""
    rng = np.random.default_rng(settings.seed)
    cuts = [_cuts(x[:, f], settings.steps) for f in range(x.shape[1])]
    codes = np.stack([np.searchsorted(c, x[:, f], "right") for f, c in enumerate(cuts)], 1)
    codes = codes.astype(np.int16)
    mean = float((y * weight).sum() / weight.sum())
    bias = float(np.log(mean / (1 - mean)))
    score = np.full(len(y), bias)
    trees: list[Node] = []
    for _ in range(settings.trees):
        chance = 1 / (1 + np.exp(-score))
        slope, bend = (y - chance) * weight, chance * (1 - chance) * weight
        kept = rng.random(len(y)) < settings.share
        names = rng.random(x.shape[1]) < 0.7
        root = _grow(codes, cuts, slope, bend, np.flatnonzero(kept), settings, names, 0)
        trees.append(root)
        score += _values(root, x)
    return bias, trees


def _cuts(column: Real, steps: int) -> Real:
    found = np.unique(column)
    if len(found) > steps:
        found = np.unique(np.quantile(column, np.linspace(0, 1, steps + 1)[1:]))
    return ((found[1:] + found[:-1]) / 2).astype(np.float32)


def _grow(codes, cuts, slope, bend, rows, settings, names, depth) -> Node:
    value = settings.rate * slope[rows].sum() / (bend[rows].sum() + settings.heavy)
    node: Node = {"value": round(float(value), 4)}
    if depth == settings.depth or len(rows) < 2 * settings.least:
        return node
    best = _best(codes, cuts, slope[rows], bend[rows], rows, settings, names)
    if best is None:
        return node
    feature, step = best
    below = codes[rows, feature] <= step
    node["ask"] = FEATURES[feature]
    node["below"] = round(float(cuts[feature][step]), 4)
    for name, part in (("yes", rows[below]), ("no", rows[~below])):
        node[name] = _grow(codes, cuts, slope, bend, part, settings, names, depth + 1)
    return node


def _best(codes, cuts, slope, bend, rows, settings, names) -> tuple[int, int] | None:
    heavy = settings.heavy
    total, weight = slope.sum(), bend.sum()
    base = total**2 / (weight + heavy)
    best, found = 1e-3, None
    for f in np.flatnonzero(names):
        if not len(cuts[f]):
            continue
        size = len(cuts[f]) + 1
        held = codes[rows, f]
        up = np.bincount(held, slope, size).cumsum()[:-1]
        down = np.bincount(held, bend, size).cumsum()[:-1]
        many = np.bincount(held, minlength=size).cumsum()[:-1]
        gain = up**2 / (down + heavy) + (total - up) ** 2 / (weight - down + heavy) - base
        gain[(many < settings.least) | (len(rows) - many < settings.least)] = 0
        step = int(np.argmax(gain))
        if gain[step] > best:
            best, found = float(gain[step]), (int(f), step)
    return found


def _values(node: Node, x: Real) -> Real:
    if "ask" not in node:
        return np.full(len(x), node["value"])
    asked = x[:, FEATURES.index(node["ask"])] < np.float32(node["below"])
    return np.where(asked, _values(node["yes"], x), _values(node["no"], x))
