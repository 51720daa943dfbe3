"""Which pairs are compared at all: those that something suggests, so that work grows with rows.

Statements stand in the order of time under each of their keys: both parties, a rare name, a word
near the act, one party with such a word. Neighbours under a key suggest each other; of what is
suggested a statement keeps the pairs that share most. Rows of one act with other parties are never
compared: they are told apart by whom they are about.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from cuibono.events.likeness import one_day
from cuibono.events.sheet import Sheet

Pairs = NDArray[np.int64]
Real = NDArray[np.float32]
KEPT = 24
"""So many pairs a statement keeps, those that share most."""
COMMONEST = 2.5
"""Words that are commoner than this (natural log of one in how many) suggest nothing."""
DAY = 0.5
"""What the chance of one day (its natural log) adds to what is shared."""


@dataclass(frozen=True, slots=True)
class Key:
    """A column of keys (0 for none), what each weighs, and how many neighbours it suggests."""

    values: Pairs
    weights: Real
    reach: int


def candidates(sheet: Sheet) -> Pairs:
    """The pairs to compare, (n, 2), the smaller row first, each once."""
    if len(sheet) < 2:
        return np.empty((0, 2), np.int64)
    day = np.where(sheet.first > 0, sheet.first, sheet.out).astype(np.int64)
    order = np.lexsort((np.arange(len(sheet)), day))
    codes: list[Pairs] = []
    weights: list[Real] = []
    for key in _keys(sheet):
        a, b, weight = _near(key, order)
        codes.append(np.minimum(a, b) * np.int64(len(sheet)) + np.maximum(a, b))
        weights.append(weight)
    every, place = np.unique(np.concatenate(codes), return_inverse=True)
    shared = np.bincount(place, np.concatenate(weights), len(every)).astype(np.float32)
    pairs = np.stack([every // len(sheet), every % len(sheet)], 1)
    apart = ~_one_act(sheet, pairs)
    pairs, shared = pairs[apart], shared[apart]
    shared += DAY * one_day(sheet, pairs[:, 0], pairs[:, 1])
    return pairs[_best(pairs, shared, len(sheet))]


def _keys(s: Sheet) -> Iterator[Key]:
    """What suggests a pair, each with what sharing it weighs."""
    even = np.ones(len(s), np.float32)
    yield Key(_parties(s), 4 * even, 40)
    yield Key(s.text.astype(np.int64), 2 * even, 12)
    for party in (s.actor, s.recipient):
        yield Key(_mixed(party, s.family), 2 * even, 24)
    for words, rarity, reach in ((s.names[:, :6], s.rarity[:, :6], 16), (*_acts(s), 10)):
        held = np.where(rarity >= COMMONEST, words, 0)
        # One list for all columns: a word is the same word in whatever place it stands.
        yield Key(held, 0.7 * rarity, reach)
        if reach == 10:
            for party in (s.actor, s.recipient):
                yield Key(
                    _mixed(party[:, None], held[:, :4]), even[:, None] + 0 * rarity[:, :4], 10
                )


def _acts(s: Sheet) -> tuple[NDArray[np.int32], Real]:
    """The words near the act, with their rarity."""
    return s.near[:, :6], s.near_rarity[:, :6]


def _mixed(*columns: NDArray[np.integer]) -> Pairs:
    """One number of several: 0 where any of them is."""
    out: Pairs = np.zeros(1, np.int64)
    some = np.ones(1, bool)
    for column in columns:
        out = out * np.int64(1_000_003) + column
        some = some & (column != 0)
    return np.where(some, out, 0)


def _parties(s: Sheet) -> Pairs:
    """A number for the two parties in either order, 0 where one has no name."""
    low, high = np.minimum(s.actor, s.recipient), np.maximum(s.actor, s.recipient)
    return np.where(low > 0, low.astype(np.int64) * (int(high.max(initial=0)) + 1) + high, 0)


def _near(key: Key, order: Pairs) -> tuple[Pairs, Pairs, Real]:
    """Rows with the same key that are few places apart in the order of time."""
    wide = key.values.reshape(len(order), -1)
    keys, rows = wide[order].ravel(), np.repeat(order, wide.shape[1])
    weights = key.weights.reshape(len(order), -1)[order].ravel()
    held = keys != 0
    keys, rows, weights = keys[held], rows[held], weights[held]
    by_key = np.argsort(keys, kind="stable")
    keys, rows, weights = keys[by_key], rows[by_key], weights[by_key]
    found: list[tuple[Pairs, Pairs, Real]] = [_NONE]
    for step in range(1, key.reach + 1):
        same = (keys[step:] == keys[:-step]) & (rows[step:] != rows[:-step])
        if not same.any():
            break
        found.append((rows[:-step][same], rows[step:][same], weights[step:][same]))
    a, b, shared = zip(*found, strict=True)
    return np.concatenate(a), np.concatenate(b), np.concatenate(shared)


_NONE = np.empty(0, np.int64), np.empty(0, np.int64), np.empty(0, np.float32)


def _best(pairs: Pairs, shared: Real, count: int) -> NDArray[np.bool_]:
    """The pairs that are among the best of either of their rows."""
    kept = np.zeros(len(pairs), bool)
    for side in (0, 1):
        order = np.lexsort((-shared, pairs[:, side]))
        begins = np.searchsorted(pairs[order, side], np.arange(count))
        rank = np.arange(len(pairs)) - begins[pairs[order, side]]
        kept[order[rank < KEPT]] = True
    return kept


def _one_act(s: Sheet, pairs: Pairs) -> NDArray[np.bool_]:
    """Rows of one act that name other parties."""
    a, b = pairs[:, 0], pairs[:, 1]
    known = _parties(s)
    other = (known[a] != known[b]) & (known[a] != 0) & (known[b] != 0)
    return (s.act[a] == s.act[b]) & other
