"""Whom an actor may meet through those whom it meets: walks of two steps."""

from __future__ import annotations

import numpy as np

from cuibono.forecasts.index import ranges
from cuibono.forecasts.replay import Past
from cuibono.forecasts.timeline import Floats, Ints

STEPS = 40
"""At most so many of the strongest partners are walked through."""


def two_steps(past: Past, subject: Ints, day: int) -> Floats:
    """The chance that a walk of two steps from each subject ends at each actor (subjects x actors).

    Each step goes to a partner by its share of the actor's faded pair counts.
    """
    known, n = past.known, past.events.entities
    rows, owner, share = _step(past, subject, day)
    strong = _strongest(owner, share, STEPS)
    through, first, weight = known.pair_object[rows[strong]], owner[strong], share[strong]
    middles, which = np.unique(through, return_inverse=True)
    ends, middle, onward = _step(past, middles, day)
    start = np.searchsorted(middle, np.arange(len(middles) + 1))
    at, walk = ranges(start[which], (start[1:] - start[:-1])[which])
    key = first[walk] * n + known.pair_object[ends[at]]
    out = np.bincount(key, weight[walk] * onward[at], minlength=len(subject) * n)
    return out.reshape(len(subject), n).astype(np.float32)


def _step(past: Past, actor: Ints, day: int) -> tuple[Ints, Ints, Floats]:
    """Pairs of each actor, whose they are, and their share of the actor's faded counts."""
    known = past.known
    rows, owner = ranges(known.pair_start[actor], known.pairs_before(actor, past.until))
    faded = past.pairs.read(rows, day)[:, 0]
    total = np.bincount(owner, faded, minlength=len(actor)) + 1
    return rows, owner, (faded / total[owner]).astype(np.float32)


def _strongest(owner: Ints, share: Floats, size: int) -> Ints:
    """Positions of the `size` largest shares of each owner."""
    order = np.lexsort((-share, owner))
    ranked = owner[order]
    place = np.arange(len(order)) - np.searchsorted(ranked, ranked)
    return order[place < size]
