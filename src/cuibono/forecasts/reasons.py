"""Which past events speak for what is expected: how many, how lately, and with what weight."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np

from cuibono.forecasts.dated import Dated, History
from cuibono.forecasts.fading import HALF_LIVES
from cuibono.forecasts.timeline import Floats

MOST = 3


@dataclass(frozen=True, slots=True)
class Reason:
    """Past events of one kind between the two: how many, the last, their share of the weight."""

    head: str
    relation: str
    tail: str
    times: int
    last: date
    age: int
    share: float

    def __str__(self) -> str:
        """The reason in English."""
        plural = "s" if self.times > 1 else ""
        days = "day" if self.age == 1 else "days"
        return (
            f"{self.times} event{plural} “{self.relation}” by {self.head} to {self.tail},"
            f" the last on {self.last} ({self.age} {days} before): {self.share:.0%} of the weight"
        )


def reasons(
    past: History, on: date, wanted: list[tuple[int, int, int]], weights: Floats
) -> dict[tuple[int, int, int], tuple[Reason, ...]]:
    """For each (head, relation, tail), the kinds of past event that call for it most."""
    return {key: _of_one(past, on, key, weights) for key in wanted}


def _of_one(
    past: History, on: date, key: tuple[int, int, int], weights: Floats
) -> tuple[Reason, ...]:
    head, relation, tail = key
    names = {past.actors[head], past.actors[tail]}
    groups: dict[tuple[str, str], list[Dated]] = {}
    for event in past.events:
        if {event.head, event.tail} == names:
            groups.setdefault((event.head, event.relation), []).append(event)
    spoken: dict[tuple[str, str], float] = {}
    for (who, kind), those in groups.items():
        side = past.relations.index(kind)
        if who != past.actors[head]:
            side += len(past.relations)
        ages = np.array([(on - e.day).days for e in those])[:, None]
        faded = (0.5 ** (ages / np.array(HALF_LIVES))).sum(axis=0)
        spoken[who, kind] = float(faded @ weights[:, side, relation])
    total = sum(spoken.values()) or 1.0
    best = sorted(spoken, key=lambda k: -spoken[k])[:MOST]
    return tuple(_reason(on, groups[k], spoken[k] / total) for k in best)


def _reason(on: date, those: list[Dated], share: float) -> Reason:
    last = those[-1]
    age = (on - last.day).days
    return Reason(last.head, last.relation, last.tail, len(those), last.day, age, share)
