"""Ranks of the true answers, and the figures that sum them up.

Time-aware filtered: other true answers to the same question on the same day do not count
against one. Ties share their average rank: an optimistic rule would count a tie as won.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from cuibono.forecasts.index import ranges
from cuibono.forecasts.timeline import Floats, Ints, Timeline


@dataclass(frozen=True)
class Figures:
    """Mean reciprocal rank and hits, in percent, over a number of questions."""

    questions: int
    mrr: float
    hits1: float
    hits3: float
    hits10: float

    @classmethod
    def of(cls, ranks: Floats) -> Figures:
        """Sum up ranks; an empty list gives zeros.

        >>> Figures.of(np.array([1.0, 2.0])).mrr
        75.0
        """
        if len(ranks) == 0:
            return cls(0, 0.0, 0.0, 0.0, 0.0)
        shares = [100 * float((ranks <= k).mean()) for k in (1, 3, 10)]
        return cls(len(ranks), 100 * float((1 / ranks).mean()), *shares)


def rank(scores: Floats, true: Floats) -> Floats:
    """The rank of a true score among a row of scores that holds it; ties share the average.

    >>> rank(np.array([[3.0, 2.0, 2.0]]), np.array([2.0]))
    array([2.5])
    """
    above = (scores > true[:, None]).sum(axis=1)
    level = (scores == true[:, None]).sum(axis=1)
    return above + (level + 1) / 2


class TrueObjects:
    """The true objects of each question (subject, relation) on the days of a timeline."""

    def __init__(self, events: Timeline):
        self.events = events

    def others(self, there: slice, rows: Ints) -> tuple[Ints, Ints]:
        """Other true answers on the day of some events: positions within `rows`, and objects."""
        e = self.events
        code = e.subject[there] * e.sides + e.relation[there]
        order = np.argsort(code, kind="stable")
        mine = code[rows - there.start]
        first = np.searchsorted(code[order], mine)
        count = np.searchsorted(code[order], mine, side="right") - first
        at, owner = ranges(first, count)
        objects = e.object[there][order[at]]
        other = objects != e.object[rows][owner]
        return owner[other], objects[other]


def strata(events: Timeline, start: int, multi: bool = False) -> Ints:
    """For each event since a day: 0 the triple was seen, 1 only the pair, 2 the pair is cold.

    Seen means before the event's own day, or before `start` where `multi` is true.
    """
    e = events
    pair = e.subject * e.entities + e.object
    triple = pair * e.sides + e.relation
    asked = e.day >= start
    out = []
    for code in (triple, pair):
        _, first, back = np.unique(code, return_index=True, return_inverse=True)
        out.append(e.day[first][back] < (start if multi else e.day))
    return np.where(out[0], 0, np.where(out[1], 1, 2))[asked]
