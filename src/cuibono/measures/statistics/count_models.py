"""Two models of the counts in one stretch of time: one by one (Poisson), or in clumps.

Both have one rate a stretch. In clumps, the counts of a period are negative binomial with
variance = `clump` times the mean, in all stretches alike (the form NB1 of Cameron & Trivedi
2013, section 3.3): what arises when happenings come at a constant rate and each brings several
events, as a salvo brings several missiles, so that one salvo is not a change of level.

Poisson has a Gamma prior on its rate and closed sums. The negative binomial of this form has no
conjugate prior: the same Gamma prior is laid on a grid of rates, 8 per cent apart, and summed.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cuibono.measures.statistics.extra import model_library

Floats = NDArray[np.float64]
Ints = NDArray[np.intp]
GRID = 130
LOWEST, HIGHEST = 1 / 400, 60
"""The grid's ends as multiples of the overall rate: far enough out to stand for zero."""


@dataclass(frozen=True)
class Watched:
    """Counts of consecutive periods and how many days of each were watched."""

    counts: Floats
    days: Floats

    @cached_property
    def mean(self) -> float:
        """The overall rate a day."""
        return float(self.counts.sum() / self.days.sum())

    @cached_property
    def sums(self) -> tuple[Floats, Floats]:
        """Events and days up to each period, beginning with zero."""
        events = np.concatenate([[0.0], np.cumsum(self.counts)])
        return events, np.concatenate([[0.0], np.cumsum(self.days)])

    def part(self, first: int, end: int) -> Watched:
        """The periods from `first` up to `end`, not in."""
        return Watched(self.counts[first:end], self.days[first:end])


@dataclass(frozen=True)
class Poisson:
    """Events come one by one."""

    watched: Watched
    name = "Poisson"
    clump = 1.0
    parameters = 0

    @cached_property
    def _constant(self) -> Floats:
        special = model_library("scipy.special")
        y, t = self.watched.counts, self.watched.days
        own = special.xlogy(y, t) - special.gammaln(y + 1)
        return np.concatenate([[0.0], np.cumsum(own)])

    def cost(self, starts: Ints, end: int) -> Floats:
        """Twice the negative log-likelihood of the stretches [start, end) at their best rates."""
        events, days = (s[end] - s[starts] for s in self.watched.sums)
        xlogy: Any = model_library("scipy.special").xlogy
        best = xlogy(events, events / days) - events
        return -2 * (best + self._constant[end] - self._constant[starts])

    def evidence(self, starts: Ints, ends: Ints) -> Floats:
        """Log marginal likelihood of the stretches [start, end).

        Conjugate: rate ~ Gamma(1, 1 / overall rate).
        """
        gammaln: Any = model_library("scipy.special").gammaln
        events, days = (s[ends] - s[starts] for s in self.watched.sums)
        prior = 1 / self.watched.mean
        own = np.log(prior) + gammaln(1 + events) - (1 + events) * np.log(prior + days)
        return own + self._constant[ends] - self._constant[starts]


@dataclass(frozen=True)
class Clumped:
    """Events come in clumps: variance = `clump` times the mean, `clump` above 1."""

    watched: Watched
    clump: float
    name = "negative binomial"
    parameters = 1

    @cached_property
    def _table(self) -> tuple[Floats, Floats]:
        """Log-likelihood up to each period by rate of the grid, and the log prior of the rates."""
        rates = self.watched.mean * np.geomspace(LOWEST, HIGHEST, GRID)
        own = likelihood(self.watched, rates, self.clump)
        sums = np.concatenate([np.zeros((GRID, 1)), np.cumsum(own, axis=1)], axis=1)
        return sums, log_prior(rates, self.watched.mean)

    def cost(self, starts: Ints, end: int) -> Floats:
        """Twice the negative log-likelihood of the stretches [start, end) at their best rates."""
        sums, _ = self._table
        return -2 * np.max(sums[:, [end]] - sums[:, starts], axis=0)

    def evidence(self, starts: Ints, ends: Ints) -> Floats:
        """Log marginal likelihood of the stretches [start, end)."""
        sums, prior = self._table
        logsumexp: Any = model_library("scipy.special").logsumexp
        return logsumexp(sums[:, ends] - sums[:, starts] + prior[:, None], axis=0)


Model = Poisson | Clumped


def likelihood(watched: Watched, rates: Floats, clump: float) -> Floats:
    """Log-likelihood of each period (columns) at each rate a day (rows)."""
    special = model_library("scipy.special")
    y, mean = watched.counts[None, :], rates[:, None] * watched.days[None, :]
    if clump == 1:
        return special.xlogy(y, mean) - mean - special.gammaln(y + 1)
    size = mean / (clump - 1)
    ways = special.gammaln(y + size) - special.gammaln(size) - special.gammaln(y + 1)
    return ways - size * np.log(clump) + y * np.log1p(-1 / clump)


def log_prior(rates: Floats, mean: float) -> Floats:
    """Gamma(1, 1 / mean) on a geometric grid of rates: log weights that add up to one."""
    weights = rates * np.exp(-rates / mean)
    return np.log(weights / weights.sum())


def level(model: Model, first: int, end: int) -> tuple[float, float]:
    """Shape and rate (in days) of the Gamma posterior of one stretch's events a day.

    Poisson's likelihood to the power 1 / clump (quasi-likelihood: McCullagh & Nelder 1989,
    section 9.2) with the prior Gamma(1, 1 / overall rate): conjugate, and its mean stays at
    events over days, whatever the shape of the clumps.
    """
    stretch = model.watched.part(first, end)
    events, days = float(stretch.counts.sum()), float(stretch.days.sum())
    return 1 + events / model.clump, 1 / model.watched.mean + days / model.clump
