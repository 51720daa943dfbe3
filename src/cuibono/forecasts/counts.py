"""How many events a dyad will have in the next window of days, as a distribution.

The mean comes from a Poisson regression (Newton's method, ridge) on faded counts of the
dyad, its reverse and its actors; the spread is that of a negative binomial whose size is
the likeliest among past dyads with a mean alike. Fitted on earlier windows only.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from cuibono.errors import CuibonoError
from cuibono.forecasts.timeline import Floats, Ints, Timeline

HALF_LIVES = (5.0, 20.0, 60.0, 240.0)
SIZES = np.geomspace(0.05, 50, 16)
BINS = 12
RIDGE = 1.0


@dataclass(frozen=True)
class DyadDays:
    """Directed pairs that have met, and each event's dyad and day, sorted by day."""

    head: Ints
    tail: Ints
    dyad: Ints
    day: Ints
    reverse: Ints
    actors: int

    @classmethod
    def of(cls, events: Timeline) -> DyadDays:
        """The dyads of a timeline, from the heads' side."""
        forward = events.relation < events.relations
        head, tail = events.subject[forward], events.object[forward]
        code, dyad = np.unique(head * events.entities + tail, return_inverse=True)
        first, second = code // events.entities, code % events.entities
        back = np.searchsorted(code, second * events.entities + first)
        back = np.minimum(back, max(len(code) - 1, 0))
        found = code[back] == second * events.entities + first
        reverse = np.where(found, back, -1)
        return cls(first, second, dyad, events.day[forward], reverse, events.entities)

    def counted(self, since: int, until: int) -> Ints:
        """Events of each dyad from one day up to, not including, another."""
        there = (self.day >= since) & (self.day < until)
        return np.bincount(self.dyad[there], minlength=len(self.head))


def signs(dyads: DyadDays, day: int) -> tuple[Ints, Floats]:
    """The dyads met before a day, and one row of predictors for each, from that past only."""
    before = dyads.day < day
    who, age, size = dyads.dyad[before], day - dyads.day[before], len(dyads.head)
    columns = [np.ones(size)]
    for half_life in HALF_LIVES:
        faded = np.bincount(who, 0.5 ** (age / half_life), minlength=size) / half_life
        columns.append(np.log(faded + 0.003))
        if half_life in HALF_LIVES[1:3]:
            back = np.where(dyads.reverse >= 0, faded[dyads.reverse], 0.0)
            columns.append(np.log(back + 0.003))
    columns.append(columns[2] ** 2 / 10)
    recent = (age <= 30) * 1.0
    for actor in (dyads.head, dyads.tail):
        now = np.bincount(actor[who], recent, minlength=dyads.actors)
        ever = np.bincount(actor[who], minlength=dyads.actors)
        columns.append(np.log(now[actor] + 1))
        columns.append(np.log(ever[actor] + 1))
    met = np.bincount(who, minlength=size)
    columns.append(np.log(met + 1.0))
    newest = np.full(size, day + 1.0)
    np.minimum.at(newest, who, age)
    columns.append(np.log(newest))
    known = np.flatnonzero(met)
    return known, np.stack(columns, axis=1)[known]


@dataclass(frozen=True)
class CountModel:
    """Coefficients of the log mean, and the size of the spread for each range of means."""

    coefficients: Floats
    edges: Floats
    sizes: Floats

    def parameters(self, rows: Floats) -> tuple[Floats, Floats]:
        """Mean and size for rows of predictors."""
        mean = _mean(rows, self.coefficients)
        return mean, self.sizes[np.searchsorted(self.edges, mean)]


def fit(dyads: DyadDays, until: int, window: int, back: int = 6) -> CountModel:
    """Fit on the last `back` windows that end by `until`; fewer where the past is short."""
    first = int(dyads.day.min(initial=until)) + window
    starts = [until - window * (i + 1) for i in range(back)]
    parts = [
        (signs(dyads, s), dyads.counted(s, s + window)) for s in starts if s >= first
    ]  # fmt: skip
    if not parts:
        raise CuibonoError(f"too little history: counts need two windows of {window} days")
    rows = np.concatenate([r for (_, r), _ in parts])
    got = np.concatenate([c[known] for (known, _), c in parts])
    coefficients = _poisson(rows, got)
    mean = _mean(rows, coefficients)
    edges = np.unique(np.quantile(mean, np.linspace(0, 1, BINS + 1)[1:-1] ** 0.25))
    place = np.searchsorted(edges, mean)
    sizes = np.array([_size(mean[place == b], got[place == b]) for b in range(len(edges) + 1)])
    return CountModel(coefficients, edges, sizes)


def _mean(rows: Floats, coefficients: Floats) -> Floats:
    return np.exp(np.clip(rows @ coefficients, -12, 7))


def _poisson(rows: Floats, got: Ints) -> Floats:
    """Coefficients of a Poisson regression by Newton's method, each step at most 1."""
    coefficients = np.zeros(rows.shape[1])
    coefficients[0] = np.log(got.mean() + 1e-6)
    for _ in range(30):
        mean = _mean(rows, coefficients)
        slope = rows.T @ (got - mean) - RIDGE * coefficients
        bend = (rows * mean[:, None]).T @ rows + RIDGE * np.eye(rows.shape[1])
        step = np.linalg.solve(bend, slope)
        coefficients = coefficients + step / max(1.0, float(np.abs(step).max()))
        if np.abs(step).max() < 1e-6:
            break
    return coefficients


def _size(mean: Floats, got: Ints) -> float:
    """The likeliest size of a negative binomial, among a ladder of sizes."""
    if len(mean) == 0:
        return 1.0
    top = int(got.max()) + 1
    fits = [
        np.log(chances(mean, np.full(len(mean), s), top)[np.arange(len(got)), got] + 1e-12).sum()
        for s in SIZES
    ]
    return float(SIZES[int(np.argmax(fits))])


def chances(mean: Floats, size: Floats, top: int) -> Floats:
    """Negative binomial chances of 0 … top events, one row a dyad.

    >>> chances(np.array([1.0]), np.array([1.0]), 2).round(3).tolist()
    [[0.5, 0.25, 0.125]]
    """
    y = np.arange(1, top + 1)
    odds = (mean / (mean + size))[:, None]
    ratio = np.log((y - 1 + size[:, None]) / y) + np.log(odds)
    start = (size * np.log(size / (size + mean)))[:, None]
    return np.exp(np.concatenate([start, start + np.cumsum(ratio, axis=1)], axis=1))
