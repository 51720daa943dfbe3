"""Proper scores for counts, and their intervals by resampling blocks."""

from __future__ import annotations

import numpy as np

from cuibono.forecasts.timeline import Floats, Ints


def crps(chance: Floats, got: Ints) -> Floats:
    """Continuous ranked probability score of count distributions, one a row; lower is better.

    The sum over y of (F(y) - [got <= y])² (Gneiting & Raftery 2007); what a row's chances leave
    out lies beyond its end.

    >>> crps(np.array([[0.5, 0.5]]), np.array([1])).tolist()
    [0.25]
    """
    below = np.cumsum(chance, axis=1)
    reached = got[:, None] <= np.arange(chance.shape[1])
    return ((below - reached) ** 2).sum(axis=1)


def log_score(chance: Floats, got: Ints) -> Floats:
    """Minus the log chance of what came, one a row; lower is better."""
    return -np.log(np.maximum(chance[np.arange(len(got)), got], 1e-12))


def block_bootstrap(
    values: Floats, block: Ints, draws: int = 1000, level: float = 0.95
) -> tuple[float, float, float]:
    """The mean of values, and its interval when whole blocks are drawn with replacement."""
    _, place = np.unique(block, return_inverse=True)
    total, size = np.bincount(place, values), np.bincount(place)
    rng = np.random.default_rng(0)
    means = np.empty(draws)
    for i in range(draws):
        times = np.bincount(rng.integers(0, len(size), len(size)), minlength=len(size))
        means[i] = (times * total).sum() / (times * size).sum()
    low, high = np.quantile(means, [(1 - level) / 2, (1 + level) / 2])
    return float(values.mean()), float(low), float(high)
