"""Who has met whom, in the order of first meeting: prefixes in place of filters."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from cuibono.forecasts.timeline import Ints, Timeline


@dataclass(frozen=True)
class Index:
    """The distinct pairs and triples of a timeline, grouped by subject, oldest first.

    `pair_*` describe (subject, object), `triple_*` (subject, relation, object);
    `triple_pair` leads from a triple to its pair, and `event_triple` from an event to its
    triple. `*_key` is subject * span + first day, which is sorted: a search in it finds
    what a subject had by a day.
    """

    span: int
    pair_object: Ints
    pair_key: Ints
    pair_start: Ints
    triple_relation: Ints
    triple_pair: Ints
    triple_key: Ints
    triple_start: Ints
    event_triple: Ints

    def pairs_before(self, subject: Ints, day: int) -> Ints:
        """How many pairs each subject had before a day."""
        return np.searchsorted(self.pair_key, subject * self.span + day) - self.pair_start[subject]

    def triples_before(self, subject: Ints, day: int) -> Ints:
        """How many triples each subject had before a day."""
        keys = subject * self.span + day
        return np.searchsorted(self.triple_key, keys) - self.triple_start[subject]


def index(events: Timeline) -> Index:
    """Number the pairs and triples of a timeline by subject and first day."""
    span = int(events.day.max(initial=0)) + 2
    wide = events.sides * events.entities
    code = (events.subject * events.sides + events.relation) * events.entities + events.object
    triples, first, event_code = np.unique(code, return_index=True, return_inverse=True)
    subject, relation = triples // wide, triples // events.entities % events.sides
    key = subject * span + events.day[first]
    order = np.argsort(key, kind="stable")
    place = np.empty_like(order)
    place[order] = np.arange(len(order))
    both = (subject * events.entities + triples % events.entities)[order]
    pairs, pair_first, pair_code = np.unique(both, return_index=True, return_inverse=True)
    pair_place = np.argsort(np.argsort(pair_first))
    by_first = np.argsort(pair_first)
    starts = np.arange(events.entities) * span
    pair_key = key[order][pair_first[by_first]]
    return Index(
        span=span,
        pair_object=(pairs % events.entities)[by_first],
        pair_key=pair_key,
        pair_start=np.searchsorted(pair_key, starts),
        triple_relation=relation[order],
        triple_pair=pair_place[pair_code],
        triple_key=key[order],
        triple_start=np.searchsorted(key[order], starts),
        event_triple=place[event_code],
    )


def ranges(start: Ints, count: Ints) -> tuple[Ints, Ints]:
    """The numbers of several ranges end to end, and the range that each belongs to.

    >>> ranges(np.array([5, 0]), np.array([2, 1]))
    (array([5, 6, 0]), array([0, 0, 1]))
    """
    owner = np.repeat(np.arange(len(count)), count)
    offset = np.arange(len(owner)) - np.repeat(np.cumsum(count) - count, count)
    return start[owner] + offset, owner
