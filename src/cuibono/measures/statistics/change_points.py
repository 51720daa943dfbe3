"""Where the rate of counts changes: the best division, and how sure each place is.

The best division is exact: optimal partitioning (Jackson et al. 2005, IEEE Signal Processing
Letters 12) with the pruning of PELT (Killick, Fearnhead & Eckley 2012, JASA 107). Each change
costs 2 log n on twice the negative log-likelihood: Schwarz's criterion (BIC) with a place and a
level as its two parameters (Yao 1988, Statistics & Probability Letters 6). The posterior of a
place is that of one change between its two neighbours, every place equally likely beforehand:
the marginal likelihoods of the stretches before and after it, multiplied (Barry & Hartigan
1993, JASA 88; the neighbours stand where the best division has them).
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass

import numpy as np

from cuibono.errors import UsageError
from cuibono.measures.statistics.count_models import Clumped, Floats, Model, Poisson, Watched

FEWEST_PERIODS, MOST_PERIODS = 8, 1500
FEWEST_EVENTS = 10
CLUMPS = (1.2, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 7.0, 10.0, 15.0, 25.0)
"""Ratios of variance to mean that are tried for the negative binomial."""


@dataclass(frozen=True)
class Change:
    """A change between two periods: `place` is the first period of the new level.

    `low` and `high` are the first and last period of the shortest run that holds the change
    with at least 95 %; `chance` is the probability that there is a change between its two
    neighbours at all, with even odds beforehand; `posterior` is the share of each period.
    """

    place: int
    low: int
    high: int
    chance: float
    posterior: Floats


@dataclass(frozen=True)
class Division:
    """Counts divided into stretches of one rate each, with the model that decided.

    `bic` names each model with its BIC, the smaller the better.
    """

    model: Model
    changes: tuple[Change, ...]
    bic: dict[str, float]

    @property
    def stretches(self) -> list[tuple[int, int]]:
        """First period and end (not in) of each stretch."""
        ends = [0, *(c.place for c in self.changes), len(self.model.watched.counts)]
        return list(itertools.pairwise(ends))


def divide(counts: Floats, days: Floats) -> Division:
    """Find the changes in counts of consecutive periods of `days` days each.

    Poisson or negative binomial: each is divided at its best, and the smaller BIC decides.
    Raises UsageError for fewer than 8 periods or 10 events, or more than 1,500 periods.

    >>> found = divide(np.array([1, 0, 2, 1, 1, 9, 8, 11, 7, 10.0]), np.full(10, 30.0))
    >>> found.model.name, [change.place for change in found.changes]
    ('Poisson', [5])
    """
    _check(counts)
    watched = Watched(counts, days)
    models: list[Model] = [Poisson(watched), *(Clumped(watched, clump) for clump in CLUMPS)]
    tried = [(*_best(model), model) for model in models]
    names = dict.fromkeys(model.name for model in models)
    bic = {name: min(b for b, _, m in tried if m.name == name) for name in names}
    _, places, model = min(tried, key=lambda t: t[0])
    ends = [0, *places, len(counts)]
    around = zip(ends[:-2], places, ends[2:], strict=True)
    return Division(model, tuple(_change(model, *three) for three in around), bic)


def _check(counts: Floats) -> None:
    n, total = len(counts), int(counts.sum())
    if n < FEWEST_PERIODS or total < FEWEST_EVENTS:
        raise UsageError(
            f"{total} events in {n} periods are too few to find a change: at least "
            f"{FEWEST_EVENTS} events in {FEWEST_PERIODS} periods would be enough"
        )
    if n > MOST_PERIODS:
        raise UsageError(
            f"{n} periods are too many: at most {MOST_PERIODS}; count by longer periods or "
            "name a later first day"
        )


def _best(model: Model) -> tuple[float, list[int]]:
    """The BIC of a model's best division, and the periods at which its later stretches begin."""
    n = len(model.watched.counts)
    penalty = 2 * np.log(n)
    best = np.full(n + 1, np.inf)
    best[0] = -penalty
    came = np.zeros(n + 1, dtype=int)
    starts = np.array([0])
    for end in range(1, n + 1):
        costs = best[starts] + model.cost(starts, end)
        at = int(np.argmin(costs))
        best[end], came[end] = costs[at] + penalty, starts[at]
        # PELT: a start that is already worse by itself can never be the best again.
        starts = np.append(starts[costs <= best[end]], end)
    places: list[int] = []
    end = int(came[n])
    while end > 0:
        places.insert(0, end)
        end = int(came[end])
    return float(best[n] + (1 + model.parameters) * np.log(n)), places


def _change(model: Model, before: int, place: int, after: int) -> Change:
    """One change with its posterior between its two neighbours."""
    spot = np.arange(before + 1, after)
    first, last = np.full_like(spot, before), np.full_like(spot, after)
    log = model.evidence(first, spot) + model.evidence(spot, last)
    none = float(model.evidence(first[:1], last[:1])[0])
    top = float(log.max())
    some = top + float(np.log(np.mean(np.exp(log - top))))
    shares = np.zeros(len(model.watched.counts))
    shares[spot] = np.exp(log - top) / np.exp(log - top).sum()
    low, high = shortest(shares, 0.95)
    return Change(place, low, high, float(1 / (1 + np.exp(none - some))), shares)


def shortest(shares: Floats, wanted: float) -> tuple[int, int]:
    """First and last place of the shortest run that holds at least a share of the whole.

    >>> shortest(np.array([0.02, 0.5, 0.46, 0.02]), 0.95)
    (1, 2)
    """
    sums = np.concatenate([[0.0], np.cumsum(shares)])
    # For each first place, how many sums lie below what its run must reach.
    last = np.searchsorted(sums, sums[:-1] + wanted * sums[-1] - 1e-12)
    width = np.where(last < len(sums), last - np.arange(len(shares)), len(shares) + 1)
    low = int(np.argmin(width))
    return low, low + int(width[low]) - 1
