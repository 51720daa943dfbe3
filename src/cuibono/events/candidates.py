"""Which pairs are compared at all: those that something suggests, so that work grows with rows.

Statements stand in the order of time under each of their keys: both parties, a rare name, a word
near the act, one party with such a word. Neighbours under a key suggest each other, and so do
statements of some time whose acts lie nearest in the encoder's space; of what is suggested a
statement keeps the pairs that share most. Rows of one act with other parties are never
compared: they are told apart by whom they are about.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from cuibono.events.likeness import one_day
from cuibono.events.ranking import Pairs, Real, Rows, added, best
from cuibono.events.sheet import Sheet

Whole = NDArray[np.int32]
Alike = tuple[Pairs, Pairs, Real]
"""Pairs of rows, the first in their order, with how alike they are, or what that weighs."""
_NONE: Alike = (np.empty(0, np.int64), np.empty(0, np.int64), np.empty(0, np.float32))
COMMONEST = 2.5
"""Words that are commoner than this (natural log of one in how many) suggest nothing."""
DAY = 0.5
"""What the chance of one day (its natural log) adds to what is shared."""
AROUND = 0.7
"""What the likeness of sentences weighs beside that of acts."""
LATER, NEAREST, ALIKE, WEIGHT = 2_048, 24, 0.25, 16.0
"""So many later statements are looked through for the acts nearest in meaning, so many of them are
suggested, from which likeness on, and what it weighs."""
ROWS = 256
"""So many rows are paired at once: what is suggested for them stays in the processor's cache."""


@dataclass(frozen=True, slots=True)
class Key:
    """A column of keys (0 for none), what each weighs, and how many neighbours it suggests."""

    values: Pairs
    weights: Real
    reach: int


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The rows under all values of a key, one value after another, each in the order of time.

    At both ends stand rows without a value, so that every row has neighbours. The places of row n
    are `places[begins[n]:begins[n + 1]]`.
    """

    values: Pairs
    rows: Pairs
    weights: Real
    reach: int
    places: Pairs
    begins: Pairs

    @classmethod
    def of(cls, key: Key, order: Pairs) -> Self:
        """Those under the values of a key; `order` are the rows in the order of time."""
        wide = key.values.reshape(len(order), -1)
        values, rows = wide[order].ravel(), np.repeat(order, wide.shape[1])
        weights = key.weights.reshape(len(order), -1)[order].ravel()
        held = np.flatnonzero(values)
        held = held[np.argsort(values[held], kind="stable")]
        values, rows, weights = values[held], rows[held], weights[held]
        ends = np.cumsum(np.bincount(rows, minlength=len(order)))
        places = np.argsort(rows, kind="stable") + key.reach
        padded = np.pad(values, key.reach), np.pad(rows, key.reach), np.pad(weights, key.reach)
        return cls(*padded, key.reach, places, np.r_[0, ends])

    def near(self, rows: slice) -> tuple[Pairs, Real]:
        """The pairs of some rows with later ones that stand near them, and what each weighs.

        A pair is one number: the place of the first among `rows`, times how many rows there are,
        and the second.
        """
        here = self.places[self.begins[rows.start] : self.begins[rows.stop], None]
        steps = np.r_[-self.reach : 0, 1 : self.reach + 1]
        mine, other = self.rows[here], self.rows[here + steps]
        near = (self.values[here] == self.values[here + steps]) & (mine < other)
        codes = (mine - rows.start) * (len(self.begins) - 1) + other
        return codes[near], np.broadcast_to(self.weights[here], near.shape)[near]


def candidates(sheet: Sheet) -> Pairs:
    """The pairs to compare, (n, 2), the smaller row first, each once."""
    if len(sheet) < 2:
        return np.empty((0, 2), np.int64)
    day = np.where(sheet.first > 0, sheet.first, sheet.out).astype(np.int64)
    order = np.lexsort((np.arange(len(sheet)), day))
    lists = [Neighbours.of(key, order) for key in _keys(sheet)]
    parties, meant = _parties(sheet), _meant(sheet, order)
    found = [
        _suggested(sheet, parties, lists, meant, slice(first, min(first + ROWS, len(sheet))))
        for first in range(0, len(sheet), ROWS)
    ]
    low, high, shared = (np.concatenate(part) for part in zip(*found, strict=True))
    kept = best(low, shared, len(sheet)) | best(high, shared, len(sheet))
    return np.stack([low[kept], high[kept]], 1).astype(np.int64)


def _suggested(
    sheet: Sheet, parties: Pairs, lists: Sequence[Neighbours], meant: Alike, rows: slice
) -> tuple[Whole, Whole, Real]:
    """The pairs of some rows with later ones, in order, and what they share."""
    codes, weights = map(list, zip(*(held.near(rows) for held in lists), strict=True))
    first, last = np.searchsorted(meant[0], (rows.start, rows.stop))
    codes.append((meant[0][first:last] - rows.start) * len(sheet) + meant[1][first:last])
    weights.append(meant[2][first:last])
    most = (rows.stop - rows.start) * len(sheet)
    every, shared = added(np.concatenate(codes), np.concatenate(weights), most)
    low, high = np.divmod(every, len(sheet))
    low += rows.start
    apart = ~_one_act(sheet, parties, low, high)
    low, high, shared = low[apart], high[apart], shared[apart]
    shared += DAY * one_day(sheet, low, high)
    return low.astype(np.int32), high.astype(np.int32), shared


def _meant(s: Sheet, order: Pairs) -> Alike:
    """Pairs of statements whose acts are nearest in meaning, of some time; the smaller first."""
    order = order if s.known.any() else order[:0]
    whole = np.concatenate([s.meant, np.float32(AROUND) * s.meant_around], axis=1)[order]
    whole = whole / np.float32(np.hypot(1, AROUND))
    found = [_nearest(whole, first) for first in range(0, len(order) - 1, ROWS)]
    row, other, alike = map(np.concatenate, zip(_NONE, *found, strict=True))
    a, b = order[row], order[other]
    by_low = np.argsort(np.minimum(a, b), kind="stable")
    return (
        np.minimum(a, b)[by_low],
        np.maximum(a, b)[by_low],
        (WEIGHT * alike[by_low]).astype(np.float32),
    )


def _nearest(whole: Real, first: int) -> Alike:
    """Of the `ROWS` vectors from `first` on each with those behind it, as far as `LATER`, to which
    it lies nearest, and how near.
    """
    later = whole[first + 1 : first + ROWS + LATER]
    alike = whole[first : first + ROWS] @ later.T
    steps = np.arange(len(later))[None] - np.arange(len(alike))[:, None]
    alike[(steps < 0) | (steps >= LATER)] = -1
    kept = min(NEAREST, len(later))
    places = np.argpartition(-alike, kept - 1, axis=1)[:, :kept]
    value = np.take_along_axis(alike, places, axis=1)
    row, place = np.nonzero(value >= ALIKE)
    return first + row, first + 1 + places[row, place], value[row, place]


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


def _one_act(s: Sheet, known: Pairs, a: Pairs, b: Pairs) -> Rows:
    """Rows of one act that name other parties, which are `known`."""
    same = s.act[a] == s.act[b]
    a, b = a[same], b[same]
    same[same] = (known[a] != known[b]) & (known[a] != 0) & (known[b] != 0)
    return same
