"""Reciprocity event by event: how many answers one event calls forth, and how soon they fade.

A relational event model with memory (Butts 2008, Sociological Methodology 38; Brandes, Lerner &
Snijders 2009) whose rates are those of a Hawkes process (Hawkes 1971, Biometrika 58) in days:
what X does to Y on day d is Poisson with mean

    base x weight(d) + sum over kinds s of number(s) x sum over earlier events of s of
    (1 - g) g^(d - day - 1),   g = 0.5^(1 / half-life)

so that `number(s)` is how many such acts one event of kind s brings in all. Events of the same
day call forth nothing of each other, since nobody knows which came first. Fitted by maximum
likelihood, each kind of act by itself with a half-life of its own; intervals from the observed
information, widened by the dispersion of the residuals where that is above one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from cuibono.answer import Answer
from cuibono.errors import UsageError
from cuibono.measures.statistics.count_models import Floats
from cuibono.measures.statistics.extra import model_library

FEWEST_EVENTS, FEWEST_CAUSES, FEWEST_DAYS = 30, 10, 60
STARTS = (2.0, 10.0, 40.0)
"""Half-lives in days from which the search begins; the best of the three ends counts."""
SHORTEST, LONGEST = 0.25, 1 / 6
"""Bounds of a half-life: in days, and as a share of all days."""
LEAST = 1e-9
QUANTILE = 1.959964
LIMITS = (
    "A number says how many acts follow beyond the base rate, not that one causes the other: a "
    "common cause, or a slow rise of everything, counts as answers.",
    "Each kind of act has one half-life; one near a sixth of all days is a slow common rise.",
    "Answers on the same day are not seen: the day is the unit.",
    "Reports that repeat an event on later days look like acts that follow.",
)


@dataclass(frozen=True, slots=True)
class Effect:
    """How many acts of `target` one event of `source` brings, with its 95 % interval.

    `p` is that of the likelihood ratio against none (one-sided; Self & Liang 1987).
    """

    source: str
    target: str
    number: float
    low: float
    high: float
    p: float


@dataclass(frozen=True, slots=True)
class Kindled:
    """One kind of act: its base rate a day, the half-life of what brings it, and the effects.

    `half_life` and its interval are in days, None where no effect is clear enough to have one.
    """

    name: str
    events: int
    base: float
    base_low: float
    base_high: float
    half_life: float | None
    half_life_low: float | None
    half_life_high: float | None
    dispersion: float
    effects: tuple[Effect, ...]


@dataclass(frozen=True, slots=True)
class Relational(Answer):
    """The acts that could be fitted, and those left out with the number of their events."""

    days: int
    acts: tuple[Kindled, ...]
    left: dict[str, int]

    def records(self) -> list[dict[str, Any]]:
        """A row for each effect, as plain JSON values."""
        return [
            {
                "source": e.source, "target": e.target, "number": e.number, "low": e.low,
                "high": e.high, "p": e.p, "half_life": a.half_life,
                "half_life_low": a.half_life_low, "half_life_high": a.half_life_high,
            }
            for a in self.acts for e in a.effects
        ]  # fmt: skip

    def sentences(self) -> list[str]:
        """What was found, in plain sentences: the effects whose p is below 0.05."""
        clear = [(a, e) for a in self.acts for e in a.effects if e.p < 0.05]
        told = [
            f"100 events of {e.source} bring {100 * e.number:.3g} of {e.target} (95 % from "
            f"{100 * e.low:.3g} to {100 * e.high:.3g})" + _fading(a)
            for a, e in clear
        ]
        few = [
            f"{name}: {count} events are too few: {FEWEST_EVENTS} would be enough."
            for name, count in self.left.items()
        ]
        return (told or ["No kind of event clearly calls forth another."]) + few


def _fading(a: Kindled) -> str:
    if a.half_life is None:
        return "; how soon they fade cannot be told."
    return (
        f", half of them within {a.half_life:.2g} days ({a.half_life_low:.2g} to "
        f"{a.half_life_high:.2g})."
    )


def relational(
    counts: Mapping[str, Sequence[int]],
    targets: Sequence[str] = (),
    weights: Sequence[float] | None = None,
) -> Relational:
    """Fit the model to counts by day, one equally long series for each kind of event.

    `targets` are the kinds to be explained, all by default; the others only bring acts. Kinds
    with fewer than 10 events bring nothing; targets with fewer than 30 are left out and told.
    `weights` is how much is reported on each day, to scale the base rate. Raises UsageError
    where no target is left or fewer than 60 days are given.

    >>> random = np.random.default_rng(2)
    >>> a = random.poisson(0.5, 800)
    >>> b = random.poisson(0.1 + 0.4 * np.concatenate([[0], a[:-1]]))
    >>> [effect] = [e for e in relational({"A": a, "B": b}, ["B"]).acts[0].effects if e.p < 0.001]
    >>> effect.source, effect.low < 0.4 < effect.high
    ('A', True)
    """
    series = {name: np.asarray(values, float) for name, values in counts.items()}
    lengths = {len(values) for values in series.values()}
    if len(lengths) != 1 or min(lengths) < FEWEST_DAYS:
        raise UsageError(f"at least {FEWEST_DAYS} days of every kind are needed, not {lengths}")
    [n] = lengths
    wanted = list(targets) or list(series)
    left = {t: int(series[t].sum()) for t in wanted if series[t].sum() < FEWEST_EVENTS}
    if len(left) == len(wanted):
        most = max(left, key=lambda t: left[t])
        raise UsageError(
            f"no kind of act has enough events: {most} has {left[most]}, {FEWEST_EVENTS} would "
            "be enough"
        )
    causes = {name: values for name, values in series.items() if values.sum() >= FEWEST_CAUSES}
    weight = np.ones(n) if weights is None else np.asarray(weights, float)
    weight = np.maximum(weight / weight.mean(), 1e-3)
    acts = [_act(t, series[t], causes, weight) for t in wanted if t not in left]
    return Relational(n, tuple(acts), left)


@dataclass(frozen=True)
class _Likelihood:
    """The likelihood of one kind of act; parameters are base, numbers, log half-life."""

    seen: Floats
    causes: Floats
    weight: Floats

    @property
    def longest(self) -> float:
        """The largest log half-life."""
        return float(np.log(LONGEST * len(self.seen)))

    def loss(self, parameters: Floats) -> tuple[float, Floats]:
        """Negative log-likelihood with its gradient."""
        faded, slope = self._faded(float(parameters[-1]))
        mean = np.maximum(self.mean(parameters, faded), LEAST)
        pull = 1 - self.seen / mean
        rates = np.concatenate([[pull @ self.weight], faded @ pull])
        own = float(np.sum(mean) - self.seen @ np.log(mean))
        return own, np.append(rates, parameters[1:-1] @ (slope @ pull))

    def mean(self, parameters: Floats, faded: Floats | None = None) -> Floats:
        """The expected acts of each day."""
        known = self._faded(float(parameters[-1]))[0] if faded is None else faded
        return parameters[0] * self.weight + parameters[1:-1] @ known

    def _faded(self, log_half_life: float) -> tuple[Floats, Floats]:
        """The faded past of each cause by day, and its slope in the log half-life."""
        lfilter: Any = model_library("scipy.signal").lfilter
        half_life = np.exp(log_half_life)
        g = 0.5 ** (1 / half_life)
        faded = lfilter([0, 1 - g], [1, -g], self.causes, axis=1)
        slope = lfilter([0, 1], [1, -g], faded - self.causes, axis=1)
        return faded, slope * g * np.log(2) / half_life

    def fit(self, starts: Sequence[Floats] = ()) -> tuple[Floats, float]:
        """The best parameters and the log-likelihood."""
        minimize: Any = model_library("scipy.optimize").minimize
        bounds: list[tuple[float, float | None]] = [(LEAST, None), *[(0, None)] * len(self.causes)]
        bounds.append((np.log(SHORTEST), self.longest))
        first = [self.seen.mean() / 2, *[0.05] * len(self.causes)]
        begun = starts or [np.array([*first, np.log(s)]) for s in STARTS]
        ends = [
            minimize(self.loss, start, jac=True, bounds=bounds, method="L-BFGS-B")
            for start in begun
        ]
        best = min(ends, key=lambda e: e.fun)
        return np.asarray(best.x), -float(best.fun)

    def information(self, parameters: Floats) -> tuple[Floats, Floats]:
        """Gradient and matrix of second derivatives of the loss, by central differences."""
        steps = 1e-4 * np.maximum(np.abs(parameters), 1e-2)
        rows = [
            (self.loss(parameters + s)[1] - self.loss(parameters - s)[1]) / (2 * s.sum())
            for s in np.diag(steps)
        ]
        matrix = np.array(rows)
        return self.loss(parameters)[1], (matrix + matrix.T) / 2


def _act(name: str, seen: Floats, causes: Mapping[str, Floats], weight: Floats) -> Kindled:
    likelihood = _Likelihood(seen, np.array(list(causes.values())), weight)
    best, top = likelihood.fit()
    mean = np.maximum(likelihood.mean(best), LEAST)
    dispersion = max(1.0, float(np.mean((seen - mean) ** 2 / mean)))
    low, high = _intervals(likelihood, best, dispersion)
    effects = [
        Effect(source, name, float(best[k]), float(low[k]), float(high[k]),
               _chance(likelihood, k - 1, (best, top), dispersion))
        for k, source in enumerate(causes, 1)
    ]  # fmt: skip
    dated = [float(np.exp(v[-1])) for v in (best, low, high)]
    known = min(e.p for e in effects) < 0.05 and np.isfinite(low[-1]) and np.isfinite(high[-1])
    half, half_low, half_high = dated if known else (None, None, None)
    base = float(best[0]), float(low[0]), float(high[0])
    return Kindled(
        name, int(seen.sum()), *base, half, half_low, half_high, dispersion, tuple(effects)
    )


def _intervals(model: _Likelihood, best: Floats, dispersion: float) -> tuple[Floats, Floats]:
    """The ends of the 95 % intervals of all parameters.

    A number at zero ends where the likelihood, by its slope and curve there, has lost as much.
    """
    slope, matrix = model.information(best)
    free = best > 1e-7
    # At a bound, the half-life is taken as given: its own interval is open.
    free[-1] = np.log(SHORTEST) + 1e-6 < best[-1] < model.longest - 1e-6
    inner = np.flatnonzero(free)
    spread = np.diag(np.linalg.pinv(matrix[np.ix_(inner, inner)])) * dispersion
    low, high = np.full(len(best), -np.inf), np.full(len(best), np.inf)
    wide = QUANTILE * np.sqrt(np.where(spread > 0, spread, np.inf))
    low[inner], high[inner] = best[inner] - wide, best[inner] + wide
    for k in np.flatnonzero(~free[:-1]):
        curve, fall = max(matrix[k, k], 1e-9), max(slope[k], 0.0)
        lost = dispersion * QUANTILE**2 / 2
        high[k] = (np.sqrt(fall**2 + 2 * curve * lost) - fall) / curve
    low[:-1] = np.maximum(low[:-1], 0)
    high[-1] = high[-1] if high[-1] < 700 else np.inf
    return low, high


def _chance(
    model: _Likelihood, without: int, full: tuple[Floats, float], dispersion: float
) -> float:
    """The p-value of one cause: how much worse the fit is without it."""
    best, top = full
    rest = _Likelihood(model.seen, np.delete(model.causes, without, axis=0), model.weight)
    start = np.delete(best, without + 1)
    gained = 2 * (top - rest.fit([start])[1]) / dispersion
    chi2: Any = model_library("scipy.stats").chi2
    return float(chi2.sf(gained, 1)) / 2 if gained > 1e-6 else 1.0
