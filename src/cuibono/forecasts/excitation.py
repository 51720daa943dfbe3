"""How strongly an event under one relation calls forth one under another, between two actors.

A Hawkes process on each pair: the rate of relation r is a small constant plus, for every past
event of the pair under r', W[k, r', r] times its faded count with half-life k. W is found by
expectation-maximisation (Hawkes 1971; Veen & Schoenberg 2008), drawn towards three tied values
(the same relation, its inverse, any other by its share), so that rare relations borrow from all.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from cuibono.forecasts.fading import HALF_LIVES, Fading
from cuibono.forecasts.index import Index, index, ranges
from cuibono.forecasts.timeline import Floats, Ints, Timeline

PRIOR = 8.0
"""Events' worth of belief in the tied values."""
ROUNDS = 12
START = 2e-4
LATEST = 800_000
"""Events, both ends counted, that are fitted on at most: the latest, so that memory is bounded."""


@dataclass(frozen=True)
class Antecedents:
    """What the pair of each event had behind it: one row for each (event, past relation)."""

    event: Ints
    before: Ints
    after: Ints
    faded: Floats


def antecedents(events: Timeline, known: Index) -> Antecedents:
    """The faded past of each event's own pair, as it stood before the event's day."""
    by_pair = np.argsort(known.triple_pair, kind="stable")
    start = np.searchsorted(known.triple_pair[by_pair], np.arange(len(known.pair_object) + 1))
    first_day = known.triple_key % known.span
    past = Fading(len(known.triple_pair), span=known.span)
    parts: list[Antecedents] = []
    for day, there in events.days():
        mine = known.event_triple[there]
        pair = known.triple_pair[mine]
        rows, owner = ranges(start[pair], start[pair + 1] - start[pair])
        triple = by_pair[rows]
        seen = first_day[triple] < day
        triple, owner = triple[seen], owner[seen]
        relation = known.triple_relation
        parts.append(
            Antecedents(
                owner + there.start,
                relation[triple],
                relation[mine][owner],
                past.read(triple, day),
            )
        )
        past.add(mine, day)
    return Antecedents(
        np.concatenate([p.event for p in parts]).astype(np.int32),
        np.concatenate([p.before for p in parts]).astype(np.int32),
        np.concatenate([p.after for p in parts]).astype(np.int32),
        np.concatenate([p.faded for p in parts]),
    )


def excitation(events: Timeline, known: Index) -> Floats:
    """W[k, r', r]: expected events under r that one event under r' brings, per day at age 0."""
    if len(events.day) > LATEST:
        events = events.since(int(events.day[-LATEST]))
        known = index(events)
    past = antecedents(events, known)
    count = np.bincount(events.relation, minlength=events.sides)
    share = count / max(len(events.day), 1)
    exposed = _exposure(events)
    kind = np.where(past.before == past.after, 0, 2)
    kind[past.before == (past.after + events.relations) % events.sides] = 1
    base = np.where(kind == 2, share[past.after], 1.0)
    tied = _tied(past, kind, base, exposed.sum(axis=0), len(events.day))
    prior = _spread(tied, share, events)
    weights = prior.astype(np.float32)
    for _ in range(ROUNDS):
        resp = _responsibility(past, weights[:, past.before, past.after].T, len(events.day))
        weights = _renewed(resp, past, prior, exposed, events.sides)
    return weights.astype(np.float32)


def _responsibility(past: Antecedents, weight: Floats, events: int) -> Floats:
    """How far each row explains its event, per half-life."""
    rate = weight.astype(np.float32) * past.faded
    total = np.bincount(past.event, rate.sum(axis=1), minlength=events) + START
    rate /= total[past.event][:, None]
    return rate


def _exposure(events: Timeline) -> Floats:
    """Faded days that the events under each relation have been in force, per half-life."""
    left = int(events.day.max(initial=0)) - events.day
    out = np.empty((events.sides, len(HALF_LIVES)))
    for k, half_life in enumerate(HALF_LIVES):
        keep = 0.5 ** (1 / half_life)
        days = keep * (1 - keep**left) / (1 - keep)
        out[:, k] = np.bincount(events.relation, days, minlength=events.sides)
    return out


def _tied(past: Antecedents, kind: Ints, base: Floats, exposed: Floats, events: int) -> Floats:
    """Three values for each half-life: same relation, inverse, any other (times its share)."""
    tied = np.tile(0.02 * events / np.maximum(exposed, 1), (3, 1))
    for _ in range(ROUNDS):
        resp = _responsibility(past, tied[kind] * base[:, None], events)
        got = np.stack([resp[kind == k].sum(axis=0) for k in range(3)])
        tied = got / np.maximum(exposed, 1e-9)
    return tied


def _spread(tied: Floats, share: Floats, events: Timeline) -> Floats:
    """The tied values as a full table."""
    sides = events.sides
    full = tied[2][:, None, None] * np.broadcast_to(share, (sides, sides))
    here = np.arange(sides)
    full[:, here, here] = tied[0][:, None]
    full[:, (here + events.relations) % sides, here] = tied[1][:, None]
    return full


def _renewed(resp: Floats, past: Antecedents, prior: Floats, exposed: Floats, sides: int) -> Floats:
    """The table after one round: what was explained over what was exposed, with the prior."""
    cell = past.before * sides + past.after
    whole = np.array([1 / (1 - 0.5 ** (1 / h)) for h in HALF_LIVES])
    out = np.empty_like(prior, np.float32)
    for k in range(prior.shape[0]):
        got = np.bincount(cell, resp[:, k], minlength=sides * sides).reshape(sides, sides)
        belief = PRIOR * whole[k]
        out[k] = (got + belief * prior[k]) / (exposed[:, k][:, None] + belief)
    return out
