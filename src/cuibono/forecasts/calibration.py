"""Backtests: what was foretold with which chance, and how often it came."""

from __future__ import annotations

import itertools
from dataclasses import dataclass

import numpy as np

from cuibono.forecasts.excitation import excitation
from cuibono.forecasts.hazard import HazardWindow, Logistic, SignedQuestions, ask, came
from cuibono.forecasts.index import index
from cuibono.forecasts.timeline import Floats, Timeline

EDGES = (0.0, 0.02, 0.05, 0.1, 0.2, 0.35, 0.5, 0.7, 0.85, 1.0)
WINDOWS = 5
"""Past windows that are learned from; fewer where the past is short, but no fewer than two."""
ENOUGH = 30
"""Events that must have come in the windows learned from."""


@dataclass(frozen=True, slots=True)
class Band:
    """Questions with a chance in a range: how many, the mean chance, and how often it came."""

    low: float
    high: float
    questions: int
    foretold: float
    came: float


@dataclass(frozen=True)
class Backtest:
    """A backtest on the last window: Brier score (lower is better) beside that of base rates."""

    questions: int
    brier: float
    base_brier: float
    bins: tuple[Band, ...]

    @classmethod
    def of(cls, chance: Floats, base: Floats, got: Floats) -> Backtest:
        """Sum up chances against what came."""
        bins = [
            Band(low, high, int(m.sum()), float(chance[m].mean()), float(got[m].mean()))
            for low, high in itertools.pairwise(EDGES)
            if (m := (chance >= low) & ((chance < high) | (high == 1.0))).any()
        ]
        return cls(
            len(got), float(((chance - got) ** 2).mean()), float(((base - got) ** 2).mean()),
            tuple(bins),
        )  # fmt: skip

    def near(self, chance: float) -> Band | None:
        """The record of questions with a chance alike."""
        return next((b for b in self.bins if b.low <= chance <= b.high), None)


@dataclass(frozen=True)
class Backtested:
    """The regression to forecast with, and the record of one that had not seen the last window."""

    model: Logistic
    calibration: Backtest
    weights: Floats


def base_rates(events: Timeline, until: int, days: int) -> Floats:
    """For each relation: the share of met pairs that have such an event in a window of days.

    The mean over up to `WINDOWS` windows before `until`; where not one window fits, half an
    event a pair's window is added, so that no rate is zero for want of data.
    """
    forward = events.relation < events.relations
    pair = (events.subject * events.entities + events.object)[forward]
    relation, day = events.relation[forward], events.day[forward]
    got = np.zeros(events.relations)
    asked = 0.0
    for i in range(WINDOWS):
        start = until - days * (i + 1)
        if start <= 0 and i:
            break
        there = (day >= start) & (day < start + days)
        code = np.unique(relation[there] * events.entities**2 + pair[there])
        got += np.bincount(code // events.entities**2, minlength=events.relations)
        asked += len(np.unique(pair[day < start + days]))
    return (got + 0.5 * got.sum() / max(asked, 1) / events.relations) / (asked + 0.5)


def backtest(events: Timeline, until: int, days: int) -> Backtested | None:
    """Fit and check on windows before `until`; None where the past is too short or too thin."""
    past = events.until(until)
    starts = [s for i in range(WINDOWS) if (s := until - days * (i + 1)) >= 2 * days]
    if len(starts) < 2:
        return None
    # From before the first window, so that no window judges itself.
    before = past.until(starts[-1])
    weights = excitation(before, index(before))
    windows = [HazardWindow(start, days, weights) for start in starts]
    asked = [ask(past, window) for window in windows]
    got = [came(past, a, window) for a, window in zip(asked, windows, strict=True)]
    if sum(g.sum() for g in got[1:]) < ENOUGH:
        return None
    earlier = _fit(asked[1:], got[1:])
    rates = base_rates(past, starts[0], days)
    record = Backtest.of(earlier.chance(asked[0].signs), rates[asked[0].relation], got[0])
    return Backtested(_fit(asked, got), record, weights)


def _fit(asked: list[SignedQuestions], got: list[Floats]) -> Logistic:
    return Logistic.fitted(np.concatenate([a.signs for a in asked]), np.concatenate(got))
