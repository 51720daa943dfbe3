"""Timing: was a shift in counts tied to a named date, or to another series?

A date: interrupted time series (segmented regression, Wagner et al. 2002, J. Clinical Pharmacy
and Therapeutics 27; for counts Bernal et al. 2017, Int. J. Epidemiology 46) as a generalised
linear model of statsmodels, and the same with every other date in its place: the share of
these placebo dates with as large an effect is the p-value (Fisher's randomisation in time).
A series: the counts on its present and past values; the placebos are the series turned round
by every other number of periods.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

import numpy as np

from cuibono.answer import Answer
from cuibono.errors import UsageError
from cuibono.measures.statistics.count_models import Floats
from cuibono.measures.statistics.extra import model_library
from cuibono.measures.watched import Counts

FEWEST_EVENTS, FEWEST_PLACEBOS, MOST_PLACEBOS = 5, 19, 400
LEAST = 1e-9
LAGS = {"week": 4, "month": 3, "year": 1}
LIMITS = (
    "A small share says that few other dates show so large a break, not that the date caused it.",
    "What else happened in the same periods cannot be told apart.",
    "The largest break may lie before the named date: then the date came too late to cause it.",
)


@dataclass(frozen=True, slots=True)
class Timing(Answer):
    """The effect of a date or of a series, beside its placebos.

    `ratio` is the counts' factor at the date (for a series: for each doubling of it) with its
    95 % interval (Wald); `fit` the gain in fit, twice the log-likelihood ratio; `share` the
    share of placebos with as large a gain, itself among them; `largest` the period (or number
    of periods) of the placebo with the largest gain.
    """

    name: str
    model: str
    ratio: float
    low: float
    high: float
    fit: float
    share: float
    placebos: int
    as_large: int
    largest: str
    largest_fit: float
    is_date: bool

    def records(self) -> list[dict[str, Any]]:
        """One row: the effect beside its placebos."""
        return [{field.name: getattr(self, field.name) for field in fields(self)}]

    @property
    def notes(self) -> tuple[str, ...]:
        """What the numbers cannot say."""
        return LIMITS

    def sentences(self) -> list[str]:
        """What was found, in plain sentences."""
        what = "at the date" if self.is_date else "for each doubling of the series"
        told = [
            f"{self.name}: the counts change by a factor of {self.ratio:.2g} {what} (95 % from "
            f"{self.low:.2g} to {self.high:.2g}; {self.model} regression with a trend).",
            f"{self.as_large} of {self.placebos} placebos gain as much fit: p = {self.share:.3f}, "
            f"and no p below {1 / (self.placebos + 1):.3f} is possible.",
        ]
        if self.is_date and self.largest_fit > self.fit:
            told.append(
                f"The break is larger at {self.largest} (gain in fit {self.largest_fit:.1f} "
                f"beside {self.fit:.1f})."
            )
        return told


@dataclass(frozen=True)
class _Regression:
    """A family of statsmodels with its spread held, and the days watched of each period."""

    counts: Floats
    offset: Floats
    family: Any
    name: str

    def fit(self, columns: Sequence[Floats]) -> Any:
        """The regression of the counts on columns, with a constant and a trend."""
        api = model_library("statsmodels.api")
        n = len(self.counts)
        design = np.column_stack([np.ones(n), np.linspace(-1, 1, n), *columns])
        with np.errstate(all="ignore"):
            return api.GLM(self.counts, design, family=self.family, offset=self.offset).fit()

    def likelihood(self, columns: Sequence[Floats]) -> float:
        """The log-likelihood; expected counts that run into zero are held just above it."""
        fitted = np.nan_to_num(self.fit(columns).fittedvalues, nan=LEAST)
        return float(self.family.loglike(self.counts, np.maximum(fitted, LEAST)))

    def gain(self, columns: Sequence[Floats], plain: float) -> float:
        """Twice the log-likelihood that columns gain over the trend alone."""
        return max(0.0, 2 * (self.likelihood(columns) - plain))


def tied_to_date(counts: Counts, day: date, name: str = "") -> Timing:
    """Whether counts break at a date: in level, and in slope from then on.

    Placebos are all periods as far from both ends as a tenth of the whole (at least 4), with
    an event on either side; where there are more than 400, every second, third ... of them.
    Raises UsageError where the date has fewer than 5 events before or after it, or where
    fewer than 19 placebos would be left (p could not be below 0.05).
    """
    at = counts.place(day)
    _check(counts, at, day)
    steps = [p for p in _eligible(counts) if p != at]
    if len(steps) < FEWEST_PLACEBOS:
        raise UsageError(
            f"{len(steps)} placebo dates are too few for a p-value: {FEWEST_PLACEBOS} would be "
            "enough; count by shorter periods or over a longer time"
        )
    steps = steps[:: -(-len(steps) // MOST_PLACEBOS)]
    share = 1 - (day - counts.starts[at]).days / max(counts.days[at], 1)
    own = _break(counts, at, min(max(share, 0.0), 1.0))
    regression = _chosen(counts, own)
    plain = regression.likelihood([])
    gains = np.array([regression.gain(_break(counts, p, 1.0), plain) for p in steps])
    result = regression.fit(own)
    fit = regression.gain(own, plain)
    low, middle, high = _factor(result, [0.0, 0.0, 1.0, 0.0], 1.0)
    as_large, best = int(np.sum(gains >= fit)), int(np.argmax(gains))
    return Timing(
        name or day.isoformat(), regression.name, middle, low, high, fit,
        (1 + as_large) / (1 + len(steps)), len(steps), as_large,
        counts.name(steps[best]), float(gains[best]), True,
    )  # fmt: skip


def tied_to_series(counts: Counts, other: Counts, name: str = "the series") -> Timing:
    """Whether counts go with another series of the same periods, now and up to some before.

    The series enters as log2(1 + x), 4 weeks, 3 months or 1 year back. Raises UsageError where
    fewer than 24 periods are shared or the series never changes.
    """
    lags = LAGS[counts.by]
    mine, theirs = _shared(counts, other)
    values = np.log2(1 + np.array(theirs.counts, float))
    n = len(values) - lags
    if n < 24 - lags or np.ptp(values) == 0:
        raise UsageError(
            f"{len(values)} {counts.by}s are shared with {name}: at least 24 in which it changes "
            "would be enough"
        )
    cut = Counts(mine.by, mine.starts[lags:], mine.counts[lags:], mine.days[lags:])
    columns = _lagged(values, lags)
    regression = _chosen(cut, columns)
    plain = regression.likelihood([])
    turns = range(lags + 1, len(values) - lags)
    gains = np.array([regression.gain(_lagged(np.roll(values, k), lags), plain) for k in turns])
    result = regression.fit(columns)
    fit = regression.gain(columns, plain)
    low, middle, high = _factor(result, [0.0, 0.0, *[1.0] * (lags + 1)], 1.0)
    as_large, best = int(np.sum(gains >= fit)), int(np.argmax(gains))
    return Timing(
        name, regression.name, middle, low, high, fit, (1 + as_large) / (1 + len(gains)),
        len(gains), as_large, str(turns[best]), float(gains[best]), False,
    )  # fmt: skip


def _check(counts: Counts, at: int, day: date) -> None:
    before, after = sum(counts.counts[:at]), sum(counts.counts[at:])
    if min(before, after) < FEWEST_EVENTS or at < 2 or at > len(counts.counts) - 2:
        raise UsageError(
            f"{before} events before {day} and {after} from its {counts.by} on are too few for "
            f"a break: at least {FEWEST_EVENTS} on either side would be enough"
        )


def _eligible(counts: Counts) -> list[int]:
    n = len(counts.counts)
    margin = max(4, n // 10)
    busy = [p for p, count in enumerate(counts.counts) if count]
    return [p for p in range(margin, n - margin + 1) if busy[0] < p <= busy[-1]]


def _break(counts: Counts, at: int, share: float) -> list[Floats]:
    """The step at a period, of which a share counts as after, and the slope from then on."""
    n = len(counts.counts)
    step = (np.arange(n) >= at).astype(float)
    step[at] = share
    return [step, np.clip(np.arange(n) - at, 0, None) / n]


def _lagged(values: Floats, lags: int) -> list[Floats]:
    n = len(values)
    return [values[lags - lag : n - lag] for lag in range(lags + 1)]


def _shared(counts: Counts, other: Counts) -> tuple[Counts, Counts]:
    """Both series over the periods that both have."""
    if counts.by != other.by:
        raise UsageError(f"counts by {counts.by} cannot be set beside counts by {other.by}")
    both = [s for s in counts.starts if s in set(other.starts)]

    def cut(c: Counts) -> Counts:
        places = [c.starts.index(s) for s in both]
        own = tuple(c.counts[p] for p in places), tuple(c.days[p] for p in places)
        return Counts(c.by, tuple(both), *own)

    return cut(counts), cut(other)


def _chosen(counts: Counts, columns: Sequence[Floats]) -> _Regression:
    """Poisson, or negative binomial with the spread that fits best, by BIC."""
    families = model_library("statsmodels.api").families
    minimize = model_library("scipy.optimize").minimize_scalar
    y, offset = np.array(counts.counts, float), np.log(np.array(counts.days, float))

    def regression(spread: float) -> _Regression:
        family = families.NegativeBinomial(alpha=spread)
        return _Regression(y, offset, family, "negative binomial")

    def loss(log_spread: float) -> float:
        return -regression(float(np.exp(log_spread))).likelihood(columns)

    poisson = _Regression(y, offset, families.Poisson(), "Poisson")
    best = minimize(loss, bounds=(-6, 3), method="bounded")
    gained = 2 * (-float(best.fun) - poisson.likelihood(columns))
    return regression(float(np.exp(best.x))) if gained > np.log(len(y)) else poisson


def _factor(result: Any, weights: Sequence[float], unit: float) -> tuple[float, float, float]:
    """A sum of coefficients as a factor, between the ends of its 95 % interval."""
    w = np.array(weights)
    middle = float(w @ result.params) * unit
    wide = 1.959964 * float(np.sqrt(w @ result.cov_params() @ w)) * unit
    low, mid, high = np.exp(np.clip([middle - wide, middle, middle + wide], -50, 50))
    return float(low), float(mid), float(high)
