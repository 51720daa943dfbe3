"""Who resembles whom: actors with the same partners lie close together.

The faded pair counts, log-scaled and divided by both degrees, are a symmetric matrix; its
leading eigenvectors (orthogonal iteration, Golub & Van Loan 7.3) place each actor. A profile
is the sum of the places of those whom an actor has met under one relation.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from cuibono.forecasts.timeline import Floats, Ints

if TYPE_CHECKING:
    from cuibono.forecasts.replay import Past

WIDTH = 48
ITERATIONS = 6


@dataclass(frozen=True)
class Likeness:
    """Places (entities x width), their weights, and profiles by (actor, relation)."""

    places: Floats
    weight: Floats
    keys: Ints
    profiles: Floats

    @classmethod
    def of(cls, past: Past) -> Likeness:
        """The likeness of all actors by what is known to a replay."""
        known, n = past.known, past.events.entities
        seen = np.flatnonzero(past.seen())
        faded = past.triples.read(seen, past.until)[:, -1]
        subject = known.triple_key[seen] // known.span
        pair = known.triple_pair[seen]
        total = np.bincount(pair, faded, minlength=len(known.pair_object))
        mine = np.flatnonzero(total > 0)
        rows, columns = known.pair_key[mine] // known.span, known.pair_object[mine]
        start = past.likeness.places if past.likeness is not None else None
        places, weight = _leading(rows, columns, np.log1p(total[mine]), n, start)
        obj = known.pair_object[pair]
        code = subject * past.events.sides + known.triple_relation[seen]
        keys, profiles = _sums(code, places[obj] * np.log1p(faded)[:, None])
        size = np.linalg.norm(profiles, axis=1, keepdims=True)
        return cls(places, weight, keys, (profiles / np.maximum(size, 1e-6)).astype(np.float32))

    def profile(self, actor: Ints, relation: Ints, sides: int) -> Floats:
        """The profiles of actors under relations; zero where they have none."""
        if len(self.keys) == 0:
            return np.zeros((*actor.shape, self.places.shape[1]), np.float32)
        code = actor * sides + relation
        at = np.minimum(np.searchsorted(self.keys, code), len(self.keys) - 1)
        return self.profiles[at] * (self.keys[at] == code)[..., None]


def _sums(code: Ints, values: Floats) -> tuple[Ints, Floats]:
    """Rows added up under equal codes."""
    if len(code) == 0:
        return code, values
    order = np.argsort(code, kind="stable")
    keys, first = np.unique(code[order], return_index=True)
    return keys, np.add.reduceat(values[order], first, axis=0)


def _leading(
    rows: Ints, columns: Ints, values: Floats, n: int, start: Floats | None
) -> tuple[Floats, Floats]:
    """Leading eigenvectors of the symmetric matrix, each row of length one, and eigenvalues."""
    degree = np.bincount(rows, values, minlength=n) + 1.0
    scaled = (values / np.sqrt(degree[rows] * degree[columns])).astype(np.float32)[:, None]
    width = min(WIDTH, n)
    basis = np.random.default_rng(0).normal(size=(n, width)).astype(np.float32)
    if start is not None:
        basis = start + 1e-3 * basis
    if len(rows) == 0:
        return np.zeros((n, width), np.float32), np.zeros(width, np.float32)
    heads, first = np.unique(rows, return_index=True)
    weight = np.zeros(width)
    for _ in range(ITERATIONS):
        basis = np.linalg.qr(basis)[0]
        image = np.zeros_like(basis)
        image[heads] = np.add.reduceat(scaled * basis[columns], first, axis=0)
        weight = np.einsum("nd,nd->d", basis, image)
        basis = image + basis
    places = np.linalg.qr(basis)[0] * np.sqrt(np.abs(weight))
    size = np.linalg.norm(places, axis=1, keepdims=True)
    return (places / np.maximum(size, 1e-6)).astype(np.float32), np.abs(weight).astype(np.float32)
