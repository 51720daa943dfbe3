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

from cuibono.events.likeness import CHUNK, one_day
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
    every, shared = added(np.concatenate(codes), np.concatenate(weights), len(sheet) ** 2)
    low, high = np.divmod(every, len(sheet))
    apart = ~_one_act(sheet, low, high)
    low, high, shared = low[apart], high[apart], shared[apart]
    for first in range(0, len(low), CHUNK):
        part = slice(first, first + CHUNK)
        shared[part] += DAY * one_day(sheet, low[part], high[part])
    kept = best(low, shared, len(sheet)) | best(high, shared, len(sheet))
    return np.stack([low[kept], high[kept]], 1)


def added(codes: Pairs, weights: Real, most: int) -> tuple[Pairs, Real]:
    """Each code once, in order, with its weights added up in their order; all are below `most`."""
    bits = len(codes).bit_length()
    if most.bit_length() + bits > 63:
        every, place = np.unique(codes, return_inverse=True)
        return every, np.bincount(place, weights, len(every)).astype(np.float32)
    # Codes and their places as one number: such are sorted much faster than places by codes.
    ordered = (codes << bits) | np.arange(len(codes))
    ordered.sort()
    codes, place = ordered >> bits, ordered & ((1 << bits) - 1)
    begins = np.diff(codes, prepend=-1) != 0
    every = codes[begins]
    number = np.cumsum(begins) - 1
    return every, np.bincount(number, weights[place], len(every)).astype(np.float32)


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


def best(rows: Pairs, shared: Real, count: int) -> NDArray[np.bool_]:
    """The pairs that are among the best of their row, given for each of them; `count` rows.

    Of pairs that share as much the first are better.
    """
    # Rows and what is shared, the most first, as one number: the order of floats above zero is
    # that of their bits, and below zero the reverse.
    bits = (-shared + 0.0).view(np.int32).astype(np.int64)
    bits = np.where(bits < 0, -(bits & 0x7FFFFFFF), bits) + (1 << 31)
    ordered = (rows << 32) | bits
    ordered.sort()
    many = np.bincount(rows, minlength=count)
    begins = np.cumsum(many) - many
    full = many > KEPT
    least = np.full(count, np.iinfo(np.int64).max)
    least[full] = ordered[begins[full] + KEPT - 1] & 0xFFFFFFFF
    kept = bits < least[rows]
    # How many places are left for those that share just as much as the last.
    level = np.flatnonzero(bits == least[rows])
    left = KEPT - np.bincount(rows[kept], minlength=count)
    level = level[np.argsort(rows[level], kind="stable")]
    first = np.flatnonzero(np.diff(rows[level], prepend=-1))
    size = np.diff(np.r_[first, len(level)])
    rank = np.arange(len(level)) - np.repeat(first, size)
    kept[level[rank < left[rows[level]]]] = True
    return kept


def _one_act(s: Sheet, a: Pairs, b: Pairs) -> NDArray[np.bool_]:
    """Rows of one act that name other parties."""
    same = s.act[a] == s.act[b]
    known = _parties(s)
    a, b = a[same], b[same]
    same[same] = (known[a] != known[b]) & (known[a] != 0) & (known[b] != 0)
    return same
