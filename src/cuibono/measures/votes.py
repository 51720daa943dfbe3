"""How alike two states vote: agreement, S, and what is left of it beyond chance."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

import numpy as np

from cuibono.actors.code import Code
from cuibono.measures.deeds.dyads import Dyads
from cuibono.measures.periods import When
from cuibono.measures.statistics.bootstrap import Estimate, estimate, weights

Array = np.ndarray[Any, Any]
VOTES = ("yes", "abstain", "no")
# Between yes and no is the whole way, between either and abstain the half.
FAR = np.abs(np.subtract.outer(np.arange(3), np.arange(3))).ravel() / 2


@dataclass(frozen=True, slots=True)
class Voting:
    """How alike two states voted in one period.

    `calls` are the roll calls in which both said yes, no or abstain, `days` the days of these,
    `same` those in which they said the same, `agreement` their share.

    `s` is Signorino and Ritter's S (1999, Tau-b or not tau-b), 1 for always the same and -1
    for always the opposite, every roll call with equal weight. `kappa` and `pi` are Cohen's and
    Scott's coefficients with the same distances, which take off what the two would agree by
    chance (Häge 2011, Choice or circumstance?); undefined where either never varies.
    """

    period: date
    label: str
    calls: int
    days: int
    same: int
    agreement: Estimate
    s: Estimate
    kappa: Estimate
    pi: Estimate

    COLUMNS: ClassVar = ("calls", "days", "same", "agreement", "s", "kappa", "pi")

    def to_dict(self) -> dict[str, Any]:
        """The period as plain values, each figure with its interval."""
        counts = {"calls": self.calls, "days": self.days, "same": self.same}
        figures = (getattr(self, n).flat(n) for n in ("agreement", "s", "kappa", "pi"))
        flat = {key: value for figure in figures for key, value in figure.items()}
        return {"period": self.label, **counts, **flat}


def voting(dyads: Dyads, a: str, b: str, when: When) -> Iterator[Voting]:
    """How alike two states voted in every period in which both voted, in order of time.

    Intervals resample voting days, because the roll calls of a day are not independent.
    """
    found = dyads.ask(
        f"select {when.period}, first, a, b, count(*) from ({joined(a, b)}) "
        f"where {when.condition} group by all order by all"
    )
    periods: defaultdict[date, dict[date, Array]] = defaultdict(dict)
    for period, day, one, other, times in found:
        cell = VOTES.index(one) * 3 + VOTES.index(other)
        periods[period].setdefault(day, np.zeros(9))[cell] += times
    for period, days in periods.items():
        yield _voting(period, when.by.label(period), np.array(list(days.values())))


def joined(a: str, b: str) -> str:
    """SQL for the roll calls in which both voted: the day and the vote of each.

    A state that is on record with two different votes in one roll call, as Tanzania is in the
    year of its union, has none.
    """
    return (
        "select x.first as first, x.last as last, x.type as a, y.type as b "
        f"from ({_single(a)}) x join ({_single(b)}) y using (source, event_id)"
    )


def _single(code: str) -> str:
    return (
        "select source, event_id, min(first) as first, max(last) as last, min(type) as type "
        f"from ballots where {Code(code).in_sql('actor')} "
        "group by source, event_id having min(type) = max(type)"
    )


def _voting(period: date, label: str, days: Array) -> Voting:
    """The figures of one period from its days' tables of votes, nine cells each."""
    total = days.sum(axis=0)
    again = weights(len(days)) @ days
    figures = (
        estimate(float(measure(total[None])[0]), measure(again), len(days))
        for measure in (agreement, s_score, kappa, pi)
    )
    same = int(total[[0, 4, 8]].sum())
    return Voting(period, label, int(total.sum()), len(days), same, *figures)


def agreement(cells: Array) -> Array:
    """The share of roll calls with the same vote, a row of nine cells each.

    >>> cells = np.array([[3, 0, 1, 0, 2, 0, 0, 0, 2.0]])
    >>> float(agreement(cells)[0])
    0.875
    """
    return cells[:, [0, 4, 8]].sum(axis=1) / cells.sum(axis=1)


def s_score(cells: Array) -> Array:
    """Signorino and Ritter's S, from -1 to 1: one less twice the mean distance of votes.

    >>> float(s_score(np.array([[3, 0, 1, 0, 2, 0, 0, 0, 2.0]]))[0])
    0.75
    """
    return 1 - 2 * _distance(cells)


def kappa(cells: Array) -> Array:
    """Cohen's kappa with distances: by chance each keeps to its own shares of votes.

    >>> round(float(kappa(np.array([[20, 0, 5, 0, 0, 0, 10, 0, 15.0]]))[0]), 3)
    0.4
    """
    one, other = _shares(cells)
    return _beyond(cells, one, other)


def pi(cells: Array) -> Array:
    """Scott's pi with distances: by chance both keep to the shares of the two together.

    >>> round(float(pi(np.array([[20, 0, 5, 0, 0, 0, 10, 0, 15.0]]))[0]), 3)
    0.394
    """
    one, other = _shares(cells)
    both = (one + other) / 2
    return _beyond(cells, both, both)


def _distance(cells: Array) -> Array:
    return cells @ FAR / cells.sum(axis=1)


def _shares(cells: Array) -> tuple[Array, Array]:
    square = cells.reshape(-1, 3, 3) / cells.sum(axis=1)[:, None, None]
    return square.sum(axis=2), square.sum(axis=1)


def _beyond(cells: Array, one: Array, other: Array) -> Array:
    chance = (one[:, :, None] * other[:, None, :]).reshape(-1, 9) @ FAR
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(chance > 0, 1 - _distance(cells) / chance, np.nan)
