"""The past of every actor, pair and relation as it stands on a day, replayed event by event."""

from __future__ import annotations

import numpy as np

from cuibono.forecasts.fading import HALF_LIVES, Fading
from cuibono.forecasts.index import Index
from cuibono.forecasts.likeness import Likeness
from cuibono.forecasts.timeline import Timeline

REFRESH = 7
"""Days after which likeness is computed anew."""


class Past:
    """What is known before `until`; `learn` moves that day on and takes in what lies before it."""

    def __init__(self, events: Timeline, known: Index):
        self.events, self.known, self.until = events, known, 0
        n, sides, span = events.entities, events.sides, known.span
        self.triples = Fading(len(known.triple_pair), span=span)
        self.pairs = Fading(len(known.pair_object), HALF_LIVES[2:3], span=span)
        self.roles = Fading(sides * n, span=span)
        self.actors = Fading(n, span=span)
        self.acts = Fading(sides, span=span)
        self.subject_acts = Fading(sides * n, (HALF_LIVES[1], HALF_LIVES[-1]), span=span)
        self.likeness: Likeness | None = None
        self._next = 0
        self._days = events.days()
        self._refreshed = -(10**9)

    def learn(self, until: int) -> None:
        """Take in every event before a day; a day that has passed already changes nothing."""
        while self._next < len(self._days) and self._days[self._next][0] < until:
            self._take(*self._days[self._next])
            self._next += 1
        self.until = max(self.until, until)
        if self.until - self._refreshed >= REFRESH:
            self.likeness = Likeness.of(self)
            self._refreshed = self.until

    def _take(self, day: int, there: slice) -> None:
        e, n = self.events, self.events.entities
        subject, relation, obj = e.subject[there], e.relation[there], e.object[there]
        self.triples.add(self.known.event_triple[there], day)
        self.pairs.add(self.known.triple_pair[self.known.event_triple[there]], day)
        self.roles.add(relation * n + obj, day)
        self.actors.add(obj, day)
        self.acts.add(relation, day)
        self.subject_acts.add(relation * n + subject, day)

    def seen(self) -> np.ndarray:
        """The triples met before `until`, as a mask."""
        return self.known.triple_key % self.known.span < self.until
