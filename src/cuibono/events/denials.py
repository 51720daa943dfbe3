"""Which claims a denial denies: made before it, about the same thing, the latest first.

A denial that speaks of "these allegations" denies what somebody said, rather than what a text tells
in its own voice. What takes a word back denies what its own source said, where that said anything
like it. In one text nobody else's denial is of its speaker's own words: they tell of two things.
"""

from __future__ import annotations

import heapq
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import islice

import numpy as np

from cuibono.events.deniable import Claims, close, may_deny, own_words
from cuibono.events.kinds import Kinds
from cuibono.events.likeness import Pairs, cosine
from cuibono.events.sheet import Sheet
from cuibono.events.strangers import strangers

ALIKE = 0.32
"""So alike must the words of a denial and of a claim be (cosine, 0 to 1) that do not stand close
together in one text and are not of one thing; half so much where a party has no name."""
PLAIN = 0.5
"""So alike where a text denies in its own voice what stands elsewhere."""
NEAREST = 0.03
"""Claims whose likeness differs by less than this are as near: the latest of them is denied."""
MONTHS = 400
"""An older claim (in days) must be worded alike even where it is of the same thing."""
SAID = 0.3
"""So much nearer is what somebody said, where a denial speaks of what was said before."""
LATEST = 200
"""So many claims of one dyad are looked at, the latest before the denial."""


def bound(sheet: Sheet, denials: Sequence[int], claims: Claims, kinds: Kinds) -> dict[int, int]:
    """For each denial (a row) the group that it denies; nothing for one that denies no claim."""
    index = _index(sheet, claims)
    found: dict[int, int] = {}
    for denial in denials:
        back = denial in claims.says.back
        fit = (
            rg for rg in _latest_first(sheet, denial, index)
            if may_deny(sheet, denial, rg[0], kinds, claims)
            and not own_words(sheet, denial, rg[0], claims)
        )  # fmt: skip
        near: list[tuple[int, int]] = []
        # Who takes a word back may have said it long ago; else the latest claims are enough.
        while (back or len(near) < LATEST) and (some := list(islice(fit, LATEST))):
            near += _acquainted(sheet, denial, some)
        mine = [rg for rg in near if claims.own(denial, rg[0])] if back else []
        best = _nearest(sheet, denial, mine[:LATEST], claims)
        if best is None:
            best = _nearest(sheet, denial, near[:LATEST], claims)
        if best is not None:
            found[denial] = best
    return found


Key = tuple[int, ...]
Index = dict[Key, list[tuple[int, int, int]]]


def _index(s: Sheet, claims: Claims) -> Index:
    """Under each of their keys the claims by day of publication, row and group."""
    index: Index = defaultdict(list)
    for row, group in zip(claims.rows, claims.groups, strict=True):
        for key in _keys(s, row):
            index[key].append((int(s.out[row]), row, group))
    for held in index.values():
        held.sort()
    return index


def _keys(s: Sheet, row: int) -> list[Key]:
    """The parties of a row, each time with what a denial and its claim may share besides."""
    kinds = [(0, int(s.type[row])), (1, int(s.act[row]))]
    if s.item[row]:
        kinds.append((2, int(s.item[row])))
    return [(*pair, *kind) for pair in _pairs(s, row) for kind in kinds]


def _latest_first(s: Sheet, denial: int, index: Index) -> Iterator[tuple[int, int]]:
    """The claims that share a key with a denial and came out no later, with their groups."""
    out = int(s.out[denial])
    parts = [
        reversed(held[: bisect_right(held, (out, len(s), 0))] if out else held)
        for key in _keys(s, denial)
        if (held := index.get(key))
    ]
    last = -1
    for _, row, group in heapq.merge(*parts, reverse=True):
        if row != last:
            yield row, group
        last = row


def _acquainted(s: Sheet, denial: int, near: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Those whose parties are no strangers to the denial's."""
    rows: Pairs = np.array([row for row, _ in near], np.int64)
    apart = strangers(s, np.full(len(rows), denial, np.int64), rows)
    return [rg for rg, strange in zip(near, apart.tolist(), strict=True) if not strange]


def _pairs(s: Sheet, row: int) -> list[tuple[int, int]]:
    """The parties of a row in one order; where one has no name, only within its text."""
    a, b = sorted((int(s.actor[row]), int(s.recipient[row])))
    pairs = [(a, b)] if a else []
    # Whoever acts, whatever to: the words must then carry more.
    pairs += [(-1 - int(s.text[row]), int(p)) for p in (s.actor[row], s.recipient[row]) if p]
    return pairs or [(-1 - int(s.text[row]), 0)]


def _nearest(s: Sheet, denial: int, near: Sequence[tuple[int, int]], claims: Claims) -> int | None:
    """The group of the claim that is worded most alike; of those as near the latest.

    Where a denial takes up what was said, what somebody said is nearer.
    """
    if not near:
        return None
    rows: Pairs = np.array([row for row, _ in near], np.int64)
    here: Pairs = np.full(len(rows), denial, np.int64)
    words = 0.5 * cosine(s.near, s.near_weight, here, rows)
    words += 0.3 * cosine(s.all, s.all_weight, here, rows)
    words += 0.2 * (s.near_vector[here] * s.near_vector[rows]).sum(1)
    item = (s.item[rows] == s.item[denial]) & (s.item[rows] != 0)
    text = s.text[rows] == s.text[denial]
    here_by = close(s, denial, rows)
    # Where one text alone has a date, nobody knows which is older.
    old = (s.out[denial] - s.out[rows] > MONTHS) & (s.out[rows] > 0)
    old |= (s.out[rows] == 0) != (s.out[denial] == 0)
    unnamed = (s.actor[rows] == 0) | (s.recipient[rows] == 0)
    unnamed |= s.actor[denial] == 0 or s.recipient[denial] == 0
    unnamed &= s.act[rows] != s.act[denial]
    least = np.where(here_by | item, np.where(unnamed, ALIKE / 2, 0.0), ALIKE)
    if s.speaker[denial] == 0:
        # Nobody in particular denies it: it must be plain that a text speaks of the same.
        dated = item & (s.first[rows] > 0) & (s.first[denial] > 0)
        least = np.where(here_by | dated, least, np.maximum(least, PLAIN))
    least = np.where(old & ~here_by, np.maximum(least, ALIKE), least)
    # Between texts without a date it must be plain that one denies the other.
    unknown = (s.out[denial] == 0) & (s.out[rows] == 0) & ~text & ~item
    least = np.where(unknown, np.maximum(least, PLAIN), least)
    score = words + 0.25 * item + 0.35 * text
    if denial in claims.says.taken:
        score = score + SAID * (s.speaker[rows] != 0)
    fit = words >= least
    if not fit.any():
        return None
    best = float(score[fit].max())
    kept = np.flatnonzero(fit & (score >= best - NEAREST))
    return near[int(max(kept, key=lambda k: (int(s.out[rows[k]]), int(rows[k]))))][1]
