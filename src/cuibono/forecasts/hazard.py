"""How likely each kind of event is between each pair within some days: fitted and checked.

Asked are (head, relation, tail) whose pair has met: those seen before, and those that the
pair's past calls for most. A logistic regression on what the excitation expects over the
horizon, on recurrence and on base rates is fitted on earlier windows; a backtest on the last
window before the forecast day, which the fit for it has not seen, gives the calibration.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from cuibono.forecasts.fading import HALF_LIVES, Fading
from cuibono.forecasts.index import Index, index
from cuibono.forecasts.timeline import Floats, Ints, Timeline

CALLED = 5
"""Kinds per pair that are asked about though the pair has not seen them."""
BACK = 5
BLOCK = 2000


@dataclass(frozen=True)
class SignedQuestions:
    """Questions (head, relation, tail) with one row of signs each."""

    head: Ints
    relation: Ints
    tail: Ints
    signs: Floats

    def code(self, events: Timeline) -> Ints:
        """One number for each (head, relation, tail)."""
        return coded(events, self.head, self.relation, self.tail)


def coded(events: Timeline, head: Ints, relation: Ints, tail: Ints) -> Ints:
    """One number for each (head, relation, tail)."""
    return (head * events.sides + relation) * events.entities + tail


@dataclass(frozen=True)
class HazardWindow:
    """A window to ask about: its first day, its length, and the excitation to judge it by."""

    day: int
    days: int
    weights: Floats


def ask(events: Timeline, window: HazardWindow, among: Ints | None = None) -> SignedQuestions:
    """Questions about a window, by the events before it; `among` limits the heads."""
    day, days, weights = window.day, window.days, window.weights
    past = events.until(day)
    known = index(past)
    fading = Fading(len(known.triple_pair), span=known.span)
    for when, there in past.days():
        fading.add(known.event_triple[there], when)
    faded = fading.all(day)
    ahead = np.array([_ahead(h, days) for h in HALF_LIVES], np.float32)
    subject = known.pair_key // known.span
    pairs = np.arange(len(subject)) if among is None else np.flatnonzero(np.isin(subject, among))
    share = np.bincount(past.relation, minlength=past.sides) / max(len(past.day), 1)
    parts = [
        _block(past, known, pairs[i : i + BLOCK], faded, (weights, ahead, share))
        for i in range(0, len(pairs), BLOCK)
    ]
    width = 3 * len(HALF_LIVES) + 8
    none = np.zeros(0, np.int64)
    empty = (none, none, none, np.zeros((0, width)))
    head, relation, tail, rows = zip(*(parts or [empty]), strict=True)
    joined = (np.concatenate(head), np.concatenate(relation), np.concatenate(tail))
    return SignedQuestions(*joined, np.concatenate(rows))


def _ahead(half_life: float, days: int) -> float:
    """The sum of what is left of one event over the days ahead."""
    keep = 0.5 ** (1 / half_life)
    return (1 - keep**days) / (1 - keep)


def _block(
    past: Timeline, known: Index, pairs: Ints, faded: Floats, kept: tuple[Floats, Floats, Floats]
) -> tuple[Ints, Ints, Ints, Floats]:
    """Questions and signs for some pairs."""
    weights, ahead, share = kept
    place = np.full(len(known.pair_key), -1)
    place[pairs] = np.arange(len(pairs))
    rows = np.flatnonzero(place[known.triple_pair] >= 0)
    state = np.zeros((len(HALF_LIVES), len(pairs), past.sides), np.float32)
    state[:, place[known.triple_pair[rows]], known.triple_relation[rows]] = faded[rows].T
    forward = past.relations
    called = np.einsum("k,kpr->pr", ahead, np.matmul(state, weights[:, :, :forward]))
    wanted = state[-1, :, :forward] > 0
    most = np.argsort(-called, axis=1)[:, :CALLED]
    np.put_along_axis(wanted, most, True, axis=1)
    p, r = np.nonzero(wanted)
    every = state.sum(axis=2)
    signs = [np.ones(len(p)), np.log(called[p, r] + 1e-5), -np.log1p(1 / (called[p, r] + 1e-5))]
    signs += [np.log(state[k, p, r] + 0.01) for k in range(len(HALF_LIVES))]
    signs += [np.log(every[k, p] + 0.01) for k in range(len(HALF_LIVES))]
    back = state[:, :, forward:]
    signs += [np.log(back[k, p, r] + 0.01) for k in range(len(HALF_LIVES))]
    head, tail = known.pair_key[pairs] // known.span, known.pair_object[pairs]
    newest = np.bincount(past.subject, minlength=past.entities)
    signs += [np.log(share[r] + 1e-5), np.log(newest[head[p]]), np.log(newest[tail[p]])]
    best = called.max(axis=1) + 1e-5
    signs += [np.log(called[p, r] / best[p] + 1e-3), np.log(called[p].sum(axis=1) + 1e-5)]
    return head[p], r, tail[p], np.stack(signs, axis=1)


def came(events: Timeline, asked: SignedQuestions, window: HazardWindow) -> Floats:
    """1 for each question whose event came within the window, 0 for the others."""
    there = (events.day >= window.day) & (events.day < window.day + window.days)
    there &= events.relation < events.relations
    code = coded(events, events.subject[there], events.relation[there], events.object[there])
    return np.isin(asked.code(events), code).astype(float)


@dataclass(frozen=True)
class Logistic:
    """A logistic regression: coefficients for standardised signs."""

    mean: Floats
    spread: Floats
    coefficients: Floats

    @classmethod
    def fitted(cls, signs: Floats, got: Floats) -> Logistic:
        """Fit by Newton's method with a ridge."""
        mean, spread = signs.mean(axis=0), signs.std(axis=0) + 1e-6
        mean[0], spread[0] = 0.0, 1.0
        x = (signs - mean) / spread
        coefficients = np.zeros(x.shape[1])
        for _ in range(25):
            chance = _squash(x @ coefficients)
            slope = x.T @ (got - chance) - coefficients
            bend = (x * (chance * (1 - chance))[:, None]).T @ x + np.eye(x.shape[1])
            step = np.linalg.solve(bend, slope)
            coefficients = coefficients + step / max(1.0, float(np.abs(step).max()))
            if np.abs(step).max() < 1e-6:
                break
        return cls(mean, spread, coefficients)

    def chance(self, signs: Floats) -> Floats:
        """Probabilities for rows of signs."""
        return _squash((signs - self.mean) / self.spread @ self.coefficients)


def _squash(value: Floats) -> Floats:
    return 1 / (1 + np.exp(-np.clip(value, -30, 30)))
