"""Escalation: when the level of counts changed, by how much, and how sure that is."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from cuibono.answer import Answer
from cuibono.measures.statistics.change_points import Division, divide
from cuibono.measures.statistics.count_models import Floats, level
from cuibono.measures.statistics.extra import model_library
from cuibono.measures.watched import LENGTH, Counts

SILENT = {"week": 13, "month": 6, "year": 1}
"""How many empty periods in a row are spoken of as a silence."""
RECENT = 5
"""How many years before a rise the end of a silence is worth a word."""
DRAWS = 20_000
"""Draws for the interval of a ratio; its ends are then good to about one per cent."""
LIMITS = (
    "A change means that the counts before and after differ by more than their scatter, not why.",
    "Each stretch is taken to have one level: a slow rise shows as steps.",
    "The interval of a change takes the other changes as given.",
    "Of 200 simulated series of 120 periods without any change, 11 (Poisson) to 19 (variance five "
    "times the mean) were given one.",
    "Only recorded events are counted: better observation looks like more events.",
)


@dataclass(frozen=True, slots=True)
class Level:
    """A stretch of one rate: its first and last period, events, and events a period.

    `low` and `high` hold the rate with 95 % (posterior, equal tails), the stretch as given.
    """

    first: str
    last: str
    events: int
    days: int
    rate: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Shift:
    """A change of level: where it lies (with the ends of its 95 % interval), and how large.

    `when` is the first period of the new level in the best division; `chance` the probability
    of any change there at even odds beforehand; `ratio` the new rate over the old one, with
    its 95 % interval.
    """

    when: str
    low: str
    high: str
    chance: float
    before: Level
    after: Level
    ratio: float
    ratio_low: float
    ratio_high: float
    shares: tuple[float, ...]
    """The posterior share of each period as the place of the change."""


@dataclass(frozen=True, slots=True)
class Silence:
    """Periods without any event between two that have some.

    `resumed` is the period of the next event, `year` how many events its calendar year has.
    """

    first: str
    last: str
    periods: int
    resumed: str
    year: int

    @property
    def span(self) -> str:
        """The empty periods in words."""
        return f"in {self.first}" if self.periods == 1 else f"from {self.first} to {self.last}"


@dataclass(frozen=True, slots=True)
class Escalation(Answer):
    """The levels of counts, the shifts between them, and the silences.

    `model` is Poisson or negative binomial; `clump` the variance over the mean within a
    level; `bic` the BIC of both models.
    """

    counts: Counts
    model: str
    clump: float
    bic: dict[str, float]
    levels: tuple[Level, ...]
    shifts: tuple[Shift, ...]
    silences: tuple[Silence, ...]

    @property
    def notes(self) -> tuple[str, ...]:
        """What the numbers cannot say."""
        return LIMITS

    def records(self) -> list[dict[str, Any]]:
        """A row for each shift, as plain JSON values."""
        return [_row(shift, self.counts.by) for shift in self.shifts]

    def figures(self) -> dict[str, Any]:
        """How many events in how many periods, and what chose the model."""
        counts = {"events": self.counts.total, "periods": len(self.counts.counts)}
        return counts | {"clump": self.clump} | {f"BIC {name}": v for name, v in self.bic.items()}

    def sentences(self) -> list[str]:
        """What was found, in plain sentences."""
        return [self._chosen(), *(self._told(s) for s in self.shifts or ()), *self._none()]

    def _chosen(self) -> str:
        other = next(name for name in self.bic if name != self.model)
        spread = f", variance {self.clump:g} times the mean within a level" * (self.clump > 1)
        return (
            f"{self.counts.total} events in {len(self.counts.counts)} {self.counts.by}s. "
            f"Model: {self.model}{spread}, since its BIC is {self.bic[self.model]:.1f} and "
            f"that of the {other} {self.bic[other]:.1f}."
        )

    def _none(self) -> list[str]:
        return [] if self.shifts else ["No change of level stands out from the scatter."]

    def _told(self, s: Shift) -> str:
        by = self.counts.by
        told = (
            f"From {s.when}: {s.after.rate:.3g} a {by} (95 % from {s.after.low:.3g} to "
            f"{s.after.high:.3g}) after {s.before.rate:.3g} ({s.before.low:.3g} to "
            f"{s.before.high:.3g}), {s.ratio:.2g} times as many ({s.ratio_low:.2g} to "
            f"{s.ratio_high:.2g}). The change lies between {s.low} and {s.high} "
            f"(95 %); the chance that there is one is {s.chance:.0%}."
        )
        return told + self._resumed(s)

    def _resumed(self, shift: Shift) -> str:
        """What a reader of "resumed" must know: silences that ended not long before a rise."""
        earliest = str(int(shift.when[:4]) - RECENT)
        past = [s for s in self.silences if earliest <= s.resumed < shift.when]
        if shift.ratio < 1 or not past:
            return ""
        longest = sorted(past, key=lambda s: -s.periods)[:3]
        longest.sort(key=lambda s: s.resumed)
        told = (
            f"in {s.resumed} after none {s.span} ({s.year} in {s.resumed[:4]})" for s in longest
        )
        return f" Events had resumed before: {'; '.join(told)}."


def escalation(counts: Counts) -> Escalation:
    """Find where the level of counts changed.

    The model and the places are those of `change_points.divide`. A rate is in events a
    period of mean length (a month of 30.44 days, a year of 365.25). Raises UsageError for
    fewer than 8 periods or 10 events.

    >>> from cuibono.measures.watched import count_by
    >>> days = [f"{year}-06-01" for year in range(2000, 2010)]
    >>> days += [f"{year}-{month:02}-01" for year in range(2010, 2018) for month in range(1, 11)]
    >>> found = escalation(count_by(days, "year", date(2000, 1, 1), date(2017, 12, 31)))
    >>> [(s.when, s.low, s.high) for s in found.shifts]
    [('2010', '2010', '2010')]
    """
    y, days = np.array(counts.counts, float), np.array(counts.days, float)
    found = divide(y, days)
    told = tuple(_level(found, counts, *s) for s in found.stretches)
    shifts: list[Shift] = []
    random = np.random.default_rng(0)
    for k, change in enumerate(found.changes):
        before, after = (_draws(found, s, random) for s in found.stretches[k : k + 2])
        middle, low, high = np.quantile(after / before, [0.5, 0.025, 0.975])
        when, first, last = (counts.name(p) for p in (change.place, change.low, change.high))
        two, ratio = (told[k], told[k + 1]), (float(middle), float(low), float(high))
        shares = tuple(map(float, change.posterior))
        shifts.append(Shift(when, first, last, change.chance, *two, *ratio, shares))
    model = found.model
    return Escalation(
        counts, model.name, model.clump, found.bic, told, tuple(shifts), silences(counts)
    )


def _level(found: Division, counts: Counts, first: int, end: int) -> Level:
    gamma: Any = model_library("scipy.stats").gamma
    shape, per = level(found.model, first, end)
    low, high = gamma.ppf([0.025, 0.975], shape) / per * LENGTH[counts.by]
    events, days = sum(counts.counts[first:end]), sum(counts.days[first:end])
    rate = events / days * LENGTH[counts.by]
    ends = counts.name(first), counts.name(end - 1)
    return Level(*ends, events, days, rate, float(low), float(high))


def _draws(found: Division, stretch: tuple[int, int], random: np.random.Generator) -> Floats:
    shape, per = level(found.model, *stretch)
    return random.gamma(shape, size=DRAWS) / per


def silences(counts: Counts) -> tuple[Silence, ...]:
    """The runs of empty periods between events: a year, 6 months, 13 weeks or more.

    >>> from cuibono.measures.watched import count_by
    >>> found = silences(count_by(["2017-11-28", "2019-05-04", "2019-05-09"], "year"))
    >>> [(s.first, s.last, s.resumed, s.year) for s in found]
    [('2018', '2018', '2019', 2)]
    """
    busy = [place for place, count in enumerate(counts.counts) if count]
    found: list[Silence] = []
    for last, following in itertools.pairwise(busy):
        empty = following - last - 1
        if empty >= SILENT[counts.by]:
            year = _of_year(counts, counts.starts[following])
            ends = counts.name(last + 1), counts.name(following - 1)
            found.append(Silence(*ends, empty, counts.name(following), year))
    return tuple(found)


def _of_year(counts: Counts, day: date) -> int:
    pairs = zip(counts.starts, counts.counts, strict=True)
    return sum(count for start, count in pairs if start.year == day.year)


def _row(s: Shift, by: str) -> dict[str, Any]:
    return {
        "when": s.when, "low": s.low, "high": s.high, "chance": s.chance, "by": by,
        "before": s.before.rate, "before_low": s.before.low, "before_high": s.before.high,
        "after": s.after.rate, "after_low": s.after.low, "after_high": s.after.high,
        "events_before": s.before.events, "events_after": s.after.events,
        "ratio": s.ratio, "ratio_low": s.ratio_low, "ratio_high": s.ratio_high,
    }  # fmt: skip
