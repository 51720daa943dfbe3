"""What speaks for each possible object of a question: first a rough order, then the evidence.

A question is (subject, relation, day). All actors get a rough score (how strongly the pair's
past calls for the relation, how common the actor is in that role, how alike it is to those
whom the subject has met in it); the best of them get a row of evidence each.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from cuibono.forecasts.fading import HALF_LIVES
from cuibono.forecasts.index import ranges
from cuibono.forecasts.paths import two_steps
from cuibono.forecasts.replay import Past
from cuibono.forecasts.timeline import Floats, Ints

K = len(HALF_LIVES)
PAIR = 4 * K + 3
"""Columns that come from the pair's own past."""


@dataclass(frozen=True)
class Questions:
    """Subjects and relations asked about on one day."""

    subject: Ints
    relation: Ints
    day: int


@dataclass(frozen=True)
class Rough:
    """For a chunk of questions: rough scores of all actors, and where the pair's past stands."""

    score: Floats
    slot: Ints
    pair: Floats
    walk: Floats


def rough(past: Past, asked: Questions, weights: Floats) -> Rough:
    """The rough score of every actor for each question, and the evidence of each pair met."""
    known, until = past.known, np.int64(past.until)
    count = known.pairs_before(asked.subject, int(until))
    rows, owner = ranges(known.pair_start[asked.subject], count)
    pair = _pairs(past, asked, weights, count)
    n = past.events.entities
    slot = np.full((len(asked.subject), n), len(rows), np.int32)
    slot[owner, known.pair_object[rows]] = np.arange(len(rows), dtype=np.int32)
    subjects, which = np.unique(asked.subject, return_inverse=True)
    walk = two_steps(past, subjects, asked.day)[which]
    score = _cold(past, asked)
    score *= 1 + 20 * np.sqrt(walk)
    score[owner, known.pair_object[rows]] += pair[:, :K].sum(axis=1) * 20 + 3e-3
    return Rough(score, slot, np.concatenate([pair, np.zeros((1, PAIR), np.float32)]), walk)


def _pairs(past: Past, asked: Questions, weights: Floats, count: Ints) -> Floats:
    """Evidence of each (question, partner met): excitation, same, inverse and any event, ages."""
    known, sides = past.known, past.events.sides
    triples = known.triples_before(asked.subject, past.until)
    rows, owner = ranges(known.triple_start[asked.subject], triples)
    relation = known.triple_relation[rows]
    local = known.triple_pair[rows] - known.pair_start[asked.subject][owner]
    at = (np.cumsum(count) - count)[owner] + local
    size = int(count.sum())
    faded = past.triples.read(rows, asked.day)
    wanted = asked.relation[owner]
    same = relation == wanted
    back = relation == (wanted + past.events.relations) % sides
    out = np.zeros((size, PAIR), np.float32)
    for k in range(K):
        out[:, k] = np.bincount(at, faded[:, k] * weights[k, relation, wanted], minlength=size)
        out[:, 2 * K + k] = np.bincount(at, faded[:, k], minlength=size)
    out[at[same], K : 2 * K] = faded[same]
    out[at[back], 3 * K : 4 * K] = faded[back]
    age = (asked.day - past.triples.last[rows]).astype(np.float32)
    newest = np.full(size, np.inf, np.float32)
    np.minimum.at(newest, at, age)
    out[:, 4 * K] = 1 / (1 + newest)
    out[at[same], 4 * K + 1] = 1 / (1 + age[same])
    out[:, 4 * K + 2] = np.bincount(at, minlength=size)
    return out


def _cold(past: Past, asked: Questions) -> Floats:
    """A score for every actor that needs no past of the pair."""
    n, likeness = past.events.entities, past.likeness
    relations, which = np.unique(asked.relation, return_inverse=True)
    keys = relations[:, None] * n + np.arange(n)
    role = past.roles.read_one(keys, asked.day, K - 1)
    role /= role.sum(axis=1, keepdims=True) + 1
    common = past.actors.all(asked.day)[:, K - 2]
    base = role + 0.1 * common / (common.sum() + 1)
    if likeness is None:
        return base[which]
    near = likeness.profile(asked.subject, asked.relation, past.events.sides)
    near = near + 0.5 * likeness.places[asked.subject] * np.sqrt(likeness.weight)
    alike = np.maximum(near @ likeness.places.T, 0)
    return base[which] * (0.15 + alike) ** 2


def evidence(past: Past, asked: Questions, found: Rough, candidates: Ints) -> Floats:
    """Evidence rows (questions x candidates x columns) for chosen actors, on a log scale."""
    pair = found.pair[np.take_along_axis(found.slot, candidates, axis=1)]
    n, day = past.events.entities, asked.day
    subject, relation = asked.subject[:, None], asked.relation[:, None]
    roles = past.roles.read(relation * n + candidates, day)
    acts = past.acts.read(relation, day)
    actors = past.actors.read(candidates, day)
    mine = past.subject_acts.read(relation * n + subject, day)
    own = past.actors.read(subject, day)
    inverse = (relation + past.events.relations) % past.events.sides
    theirs = past.subject_acts.read(inverse * n + candidates, day)
    raw = np.take_along_axis(found.score, candidates, axis=1)[..., None]
    columns = [
        _log(np.where(np.isfinite(raw), raw, 0), 1e-7),
        _log(pair[..., :K].sum(axis=-1, keepdims=True) * 100, 1e-2),
        _log(pair[..., :K] * 100, 1e-2),
        _log(pair[..., K : 4 * K], 0.02),
        pair[..., 4 * K : 4 * K + 2],
        _log(pair[..., 4 * K + 2 :], 0.5),
        _log(roles, 0.02),
        _log(roles / (acts + 1) * 1000, 0.02),
        _log(actors, 0.1),
        _log(pair[..., [K + 1, 2 * K - 1]] / (mine + 0.5), 0.01),
        _log(pair[..., 2 * K : 3 * K] / (own + 0.5), 0.003),
        _log(pair[..., 2 * K : 3 * K] / (actors + 0.5), 0.003),
        _log(pair[..., [K + 1, 2 * K - 1]] / (theirs + 0.5), 0.01),
        _alike(past, asked, candidates),
        _log(np.take_along_axis(found.walk, candidates, axis=1)[..., None], 1e-4),
        _log(mine, 0.1),
        _log(own, 0.1),
        _log(acts, 1.0),
        (candidates == subject)[..., None],
    ]
    shape = (*candidates.shape, -1)
    return np.concatenate([np.broadcast_to(c, (*shape[:2], c.shape[-1])) for c in columns], -1)


def _log(values: Floats, floor: float) -> Floats:
    return np.log(values + np.float32(floor))


def _alike(past: Past, asked: Questions, candidates: Ints) -> Floats:
    """How alike the candidate is to the subject, and each to those whom the other has met."""
    likeness = past.likeness
    if likeness is None:
        return np.zeros((*candidates.shape, 4), np.float32)
    sides = past.events.sides
    inverse = (asked.relation + past.events.relations) % sides
    there = likeness.places[candidates]
    here = likeness.places[asked.subject]
    mine = likeness.profile(asked.subject, asked.relation, sides)
    theirs = likeness.profile(
        candidates, np.broadcast_to(inverse[:, None], candidates.shape), sides
    )
    return np.stack(
        [
            np.einsum("qcd,qd->qc", there, here),
            np.einsum("qcd,qd->qc", there, here * likeness.weight) * 4,
            np.einsum("qcd,qd->qc", there, mine),
            np.einsum("qcd,qd->qc", theirs, here),
        ],
        axis=-1,
    )
