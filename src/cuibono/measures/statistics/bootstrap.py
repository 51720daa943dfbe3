"""Intervals by resampling: what a figure would be, had chance dealt the same cases otherwise."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

TIMES = 1000
SEED = 1979
NEEDED = 5
"""Cases below which resampling says nothing about chance."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """A figure with its 95 % interval; None where it is undefined, or the cases too few."""

    value: float | None = None
    low: float | None = None
    high: float | None = None

    def flat(self, name: str) -> dict[str, float | None]:
        """The figure as three columns.

        >>> Estimate(0.5).flat("s")
        {'s': 0.5, 's_low': None, 's_high': None}
        """
        return {name: self.value, f"{name}_low": self.low, f"{name}_high": self.high}

    def __str__(self) -> str:
        if self.value is None:
            return ""
        if self.low is None or self.high is None:
            return f"{self.value:.2f}"
        return f"{self.value:.2f} ({self.low:.2f} to {self.high:.2f})"


UNDEFINED = Estimate()


def weights(cases: int) -> np.ndarray[Any, Any]:
    """How often each case is drawn in every resample: an array of TIMES rows.

    Efron 1979, the bootstrap; the draws are the same at every call.
    """
    draw = np.random.default_rng(SEED)
    return draw.multinomial(cases, np.full(cases, 1 / cases), TIMES)


def estimate(value: float, resampled: np.ndarray[Any, Any], cases: int) -> Estimate:
    """A figure with the percentile interval of its resampled values.

    Without an interval where there are fewer cases than NEEDED, or where the figure is
    undefined in more than a tenth of the resamples.

    >>> estimate(0.5, np.linspace(0, 1, 1001), 10)
    Estimate(value=0.5, low=0.025, high=0.975)
    """
    if not np.isfinite(value):
        return Estimate()
    defined = resampled[np.isfinite(resampled)]
    if cases < NEEDED or len(defined) < 0.9 * len(resampled):
        return Estimate(float(value))
    low, high = np.percentile(defined, [2.5, 97.5])
    return Estimate(float(value), round(float(low), 12), round(float(high), 12))
