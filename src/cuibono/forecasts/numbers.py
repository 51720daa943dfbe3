"""How many events to expect between two actors, each way, as distributions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

import numpy as np

from cuibono.errors import CuibonoError, UsageError
from cuibono.forecasts.counts import DyadDays, chances, fit, signs
from cuibono.forecasts.dated import Dated, history

HELD = 0.9999
"""The share of the distribution that is given; the rest lies beyond its end."""


@dataclass(frozen=True, slots=True)
class Number:
    """Events of `head` towards `tail` in `days` days from `on`: chances of 0, 1, 2 … of them."""

    head: str
    tail: str
    on: date
    days: int
    mean: float
    chances: tuple[float, ...]

    COLUMNS: ClassVar = ("head", "tail", "on", "days", "mean", "low", "high", "none")

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON values; `low` and `high` bound it with a chance of 90 %, `none` that of 0."""
        whole = {name: getattr(self, name) for name in ("head", "tail", "days", "mean")}
        bounds = {"low": self.quantile(0.05), "high": self.quantile(0.95)}
        return whole | bounds | {"on": self.on.isoformat(), "none": self.chances[0]}

    def quantile(self, share: float) -> int:
        """The smallest number that is not exceeded with this chance.

        >>> Number("A", "B", date(2024, 1, 1), 30, 0.5, (0.6, 0.3, 0.1)).quantile(0.8)
        1
        """
        below = 0.0
        for count, chance in enumerate(self.chances):
            below += chance
            if below >= share - 1e-9:
                return count
        return len(self.chances) - 1


def numbers(
    events: Iterable[Dated], pair: tuple[str, str], days: int = 30, on: date | None = None
) -> list[Number]:
    """The number of events each way within `days` of `on`, from the events before that day only.

    Negative binomial, fitted on all pairs over earlier windows of the same length (counts.py).
    Raises UsageError for a horizon below one day, CuibonoError where the history is too short
    for two windows, or the two have never met.
    """
    if days < 1:
        raise UsageError("a forecast needs a horizon of one day or more")
    past = history(events, on)
    start = on or past.following
    dyads = DyadDays.of(past.timeline())
    known, rows = signs(dyads, past.number(start))
    place: dict[tuple[str, str], int] = {(past.actors[dyads.head[d]], past.actors[dyads.tail[d]]): i
             for i, d in enumerate(known)}  # fmt: skip
    asked = [way for way in (pair, (pair[1], pair[0])) if way in place]
    if not asked:
        raise CuibonoError(
            f"no event between {pair[0]} and {pair[1]} before {start}: no number can be given"
        )
    mean, size = fit(dyads, past.number(start), days).parameters(rows[[place[w] for w in asked]])
    found: list[Number] = []
    for (head, tail), m, s in zip(asked, mean, size, strict=True):
        top = 8
        while (given := chances(np.array([m]), np.array([s]), top)[0]).sum() < HELD and top < 10**5:
            top *= 2
        found.append(Number(head, tail, start, days, float(m), tuple(map(float, given))))
    return found
