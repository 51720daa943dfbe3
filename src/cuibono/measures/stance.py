"""Whether two actors treat third states alike: the net cooperation that each directs at them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, ClassVar

import numpy as np

from cuibono.actors.code import Code, literal, root, root_in_sql
from cuibono.measures.deeds.dyads import Dyads, either, once
from cuibono.measures.periods import When
from cuibono.measures.statistics.bootstrap import NEEDED, UNDEFINED, Estimate, estimate, weights

Array = np.ndarray[Any, Any]


@dataclass(frozen=True, slots=True)
class Alikeness:
    """How alike two actors treat third states in one period.

    `events` are those of either to a third state, `thirds` the third states that either of them
    addressed, `fewest` those that the less active of the two did. `correlation` is Pearson's,
    `cosine` that of the two vectors of summed PLOVER scores: both 1 where the two treat all
    alike, the cosine -1 where they do the opposite.
    """

    period: date
    label: str
    events: int
    thirds: int
    fewest: int
    correlation: Estimate = UNDEFINED
    cosine: Estimate = UNDEFINED

    COLUMNS: ClassVar = ("events", "thirds", "fewest", "correlation", "cosine")

    def to_dict(self) -> dict[str, Any]:
        """The period as plain values, each figure with its interval."""
        counts = {"period": self.label, "events": self.events, "thirds": self.thirds,
                  "fewest": self.fewest}  # fmt: skip
        return counts | self.correlation.flat("correlation") | self.cosine.flat("cosine")


def condition(a: str, b: str, when: When) -> str:
    """SQL that keeps the scored deeds of either actor to anybody but the two."""
    roots = ", ".join(literal(root(code)) for code in (a, b))
    return (
        f"{either('actor', a, b)} and score is not null and {once(a, b)} "
        f"and {root_in_sql('recipient')} not in ({roots}) "
        f"and {when.condition} and {when.within_one}"
    )


def stance(
    dyads: Dyads, a: str, b: str, when: When, states: Collection[str]
) -> tuple[tuple[Alikeness, ...], Counter[str]]:
    """How alike two actors treat third states, in every period in which either addresses any.

    A figure needs five third states that each of the two addresses. With the points, how many
    events of each source stand behind. `states` are the codes that count as third states.
    Intervals resample the third states.
    """
    found = dyads.ask(
        f"select {when.period}, {Code(a).in_sql('actor')}, {root_in_sql('recipient')}, source, "
        f"sum(score), count(*) from deeds where {condition(a, b, when)} group by all order by all"
    )
    periods: defaultdict[date, dict[str, Array]] = defaultdict(dict)
    addressed: defaultdict[date, tuple[set[str], set[str]]] = defaultdict(lambda: (set(), set()))
    events: Counter[date] = Counter()
    rows: Counter[str] = Counter()
    for period, of_a, third, source, total, times in found:
        if third in states:
            side = 0 if of_a else 1
            periods[period].setdefault(third, np.zeros(2))[side] += total
            addressed[period][side].add(third)
            events[period] += times
            rows[source] += times
    points: list[Alikeness] = []
    for period, thirds in periods.items():
        fewest = min(map(len, addressed[period]))
        point = Alikeness(period, when.by.label(period), events[period], len(thirds), fewest)
        points.append(_figures(point, np.array([*thirds.values()])))
    return tuple(points), rows


def _figures(point: Alikeness, net: Array) -> Alikeness:
    if point.fewest < NEEDED:
        return point
    every, drawn = np.ones((1, point.thirds)), weights(point.thirds)
    related, angle = (
        estimate(float(measure(net, every)[0]), measure(net, drawn), point.thirds)
        for measure in (correlation, cosine)
    )
    return replace(point, correlation=related, cosine=angle)


def correlation(net: Array, drawn: Array) -> Array:
    """Pearson's correlation of two columns, for each row of weights.

    >>> net = np.array([[1.0, 2], [2, 4], [3, 6]])
    >>> correlation(net, np.ones((1, 3))).round(6).tolist()
    [1.0]
    """
    n = drawn.sum(axis=1)
    means = drawn @ net / n[:, None]
    squares = drawn @ (net**2) / n[:, None] - means**2
    both = drawn @ (net[:, 0] * net[:, 1]) / n - means[:, 0] * means[:, 1]
    return _over(both, squares)


def cosine(net: Array, drawn: Array) -> Array:
    """The cosine between two columns, for each row of weights.

    >>> cosine(np.array([[1.0, 0], [0, 1]]), np.ones((1, 2))).tolist()
    [0.0]
    """
    return _over(drawn @ (net[:, 0] * net[:, 1]), drawn @ (net**2))


def _over(both: Array, squares: Array) -> Array:
    scale = squares[:, 0] * squares[:, 1]
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(scale > 1e-12, both / np.sqrt(scale), np.nan)
