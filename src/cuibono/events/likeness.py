"""How alike two statements are, feature by feature: what a pair is judged by.

Every feature has a name under which the weights and the reasons speak of it. Where a
statement lacks what is compared, the feature says so with a value of its own (`ABSENT`), so that
a gap is neither likeness nor difference.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from cuibono.events.sheet import Sheet
from cuibono.events.spread import Both, rarest, shared, upright

Pairs = NDArray[np.int64]
Real = NDArray[np.float32]
ABSENT = -1.0
CHUNK = 8_192
"""Pairs that are compared at once: what is worked out for them stays in the processor's cache."""

FEATURES = (
    "parties shared", "parties at odds", "parties unnamed", "same direction", "same organs",
    "type", "kind of act", "mode", "item", "contexts", "place", "country", "quantity",
    "days between their dates", "days between date and report", "days between reports",
    "dates given", "chance of one day", "width of dates", "looking back", "foretold", "denied",
    "rarest name shared", "names shared", "share of names", "figures shared",
    "words near the act", "words of the sentence", "word of the act",
    "sense of the act", "sense near the act", "sense of the sentence", "same text", "same sentence",
    "same speaker", "less sure", "surer",
    "names apart", "texts with the name", "texts with the word",
    "meaning of the act", "meaning around it",
)  # fmt: skip
_NOTHING = np.empty((0, len(FEATURES)), np.float32)


def features(sheet: Sheet, pairs: Pairs, types: Mapping[str, float]) -> Real:
    """The features of pairs (n, 2) as (n, features).

    `types` says how alike two types are, by their names in order: "AGREE CONSULT". Two that it
    does not hold are alike by 0.
    """
    table = square(types, sheet.types)
    ends = (pairs[first : first + CHUNK].T for first in range(0, len(pairs), CHUNK))
    return np.concatenate([_NOTHING, *(_features(sheet, a, b, table) for a, b in ends)])


def square(types: Mapping[str, float], names: Sequence[str]) -> Real:
    """How alike types are, by their numbers."""
    rows = [[types.get(" ".join(sorted((a, b))), 0.0) for b in names] for a in names]
    return np.array(rows, np.float32)


def _features(s: Sheet, a: Pairs, b: Pairs, types: Real) -> Real:
    named = shared(s.names, a, b)
    columns = [
        *_parties(s, a, b),
        types[s.type[a], s.type[b]], _kind(s, a, b),
        _same(s.mode, a, b), _same(s.item, a, b), _contexts(s, a, b),
        _same(s.place, a, b), _same(s.country, a, b), _quantity(s, a, b),
        *_dates(s, a, b),
        _back(s, a, b), s.foretold[a] + s.foretold[b], s.denied[a] + s.denied[b],
        *_names(s, a, b, named),
        shared(s.figures, a, b)[0].sum(0),
        cosine(s.near, s.near_weight, a, b), cosine(s.all, s.all_weight, a, b),
        _same(s.trigger, a, b),
        (s.act_vector[a] * s.act_vector[b]).sum(1),
        (s.near_vector[a] * s.near_vector[b]).sum(1), (s.all_vector[a] * s.all_vector[b]).sum(1),
        s.text[a] == s.text[b], s.one_sentence(a, b),
        _same(s.speaker, a, b),
        np.minimum(s.sure[a], s.sure[b]), np.maximum(s.sure[a], s.sure[b]),
        *rarest(s, a, b, named),
        meaning(s, s.meant, a, b), meaning(s, s.meant_around, a, b),
    ]  # fmt: skip
    # Each feature in one piece: of many pairs one is asked for after another.
    return np.stack([np.asarray(c, np.float32) for c in columns]).T


def _same(column: NDArray[np.int32], a: Pairs, b: Pairs) -> Real:
    """1 where both have the same, 0 where they differ, `ABSENT` where one has none."""
    x, y = column[a], column[b]
    return np.where((x == 0) | (y == 0), ABSENT, x == y).astype(np.float32)


def _parties(s: Sheet, a: Pairs, b: Pairs) -> list[NDArray[np.generic]]:
    """Unordered: how many parties are shared, contradict each other, or have no name."""
    p, q, x, y = s.actor[a], s.recipient[a], s.actor[b], s.recipient[b]
    straight, crossed = _agree(p, x) + _agree(q, y), _agree(p, y) + _agree(q, x)
    shared = np.maximum(straight, crossed)
    unnamed = (p == 0).astype(int) + (q == 0) + (x == 0) + (y == 0)
    direction = np.where(straight == crossed, ABSENT, straight > crossed)
    return [shared, at_odds(s, a, b), unnamed, direction, s.organ[a] == s.organ[b]]


def at_odds(s: Sheet, a: Pairs, b: Pairs) -> NDArray[np.int64]:
    """How many parties contradict each other, in the order in which fewer do."""
    p, q, x, y = s.actor[a], s.recipient[a], s.actor[b], s.recipient[b]
    return np.minimum(_odds(p, x) + _odds(q, y), _odds(p, y) + _odds(q, x))


def _agree(x: NDArray[np.int32], y: NDArray[np.int32]) -> NDArray[np.int64]:
    return ((x == y) & (x != 0)).astype(int)


def _odds(x: NDArray[np.int32], y: NDArray[np.int32]) -> NDArray[np.int64]:
    return ((x != y) & (x != 0) & (y != 0)).astype(int)


def _kind(s: Sheet, a: Pairs, b: Pairs) -> Real:
    """3 of one type, 2 of one family, 1 of one side, 0 of two."""
    side = (s.side[a] == s.side[b]) & (s.side[a] != 0)
    family, same = s.family[a] == s.family[b], s.type[a] == s.type[b]
    return np.where(same, 3, np.where(family, 2, side)).astype(np.float32)


def _contexts(s: Sheet, a: Pairs, b: Pairs) -> Real:
    x, y = s.contexts[a], s.contexts[b]
    return np.where((x == 0) | (y == 0), ABSENT, (x & y) != 0).astype(np.float32)


def meaning(s: Sheet, vectors: Real, a: Pairs, b: Pairs) -> Real:
    """How near acts, or their sentences, lie to each other in the encoder's space, -1 to 1;
    `ABSENT` where what one of them means is not known.
    """
    near = np.einsum("ij,ij->i", vectors[a], vectors[b])
    return np.where(s.known[a] & s.known[b], near, ABSENT).astype(np.float32)


def _quantity(s: Sheet, a: Pairs, b: Pairs) -> Real:
    """1 for the same number of the same unit, 0.5 for about as many, 0 for others."""
    x, y = s.number[a], s.number[b]
    known = (s.unit[a] != 0) & (s.unit[a] == s.unit[b])
    most = np.maximum(np.maximum(np.abs(x), np.abs(y)), 1e-9)
    apart = np.abs(x - y) / most
    value = np.where(apart < 0.01, 1.0, np.where(apart < 0.35, 0.5, 0.0))
    return np.where(known, value, ABSENT).astype(np.float32)


def _dates(s: Sheet, a: Pairs, b: Pairs) -> list[NDArray[np.generic]]:
    """Days between what is dated, and the chance that two distributions name one day."""
    own_a, own_b = s.first[a] != 0, s.first[b] != 0
    out_a, out_b = s.out[a] != 0, s.out[b] != 0
    gap = np.maximum(s.first[a] - s.last[b], s.first[b] - s.last[a]).clip(0)
    both = own_a & own_b
    dated = np.where(own_a, a, b)
    other = np.where(own_a, b, a)
    one = (own_a != own_b) & (s.out[other] != 0)
    lag = s.out[other] - s.last[dated]
    apart = np.abs(s.out[a] - s.out[b])
    width = np.log1p(
        np.maximum(np.where(own_a, s.last[a] - s.first[a], 0),
                   np.where(own_b, s.last[b] - s.first[b], 0)))  # fmt: skip
    return [
        np.where(both, np.log1p(gap), ABSENT),
        np.where(one, np.sign(lag) * np.log1p(np.abs(lag)), 20.0),
        np.where(out_a & out_b, np.log1p(apart), ABSENT),
        own_a.astype(int) + own_b,
        one_day(s, a, b),
        width,
    ]


def features_by_name(s: Sheet, a: Pairs, b: Pairs) -> dict[str, Real]:
    """The features of pairs that rules ask for, by their names."""
    return {
        "item": _same(s.item, a, b), "place": _same(s.place, a, b), "quantity": _quantity(s, a, b),
    }  # fmt: skip


def cosine(numbers: NDArray[np.int32], weights: Real, a: Pairs, b: Pairs) -> Real:
    """How alike the weighed words of pairs are, 0 to 1; a row holds each word once."""
    total = np.zeros(len(a), np.float32)
    for first in range(0, len(a), CHUNK):
        part = slice(first, first + CHUNK)
        total[part] = _cosine(numbers, weights, a[part], b[part])
    return total


def _cosine(numbers: NDArray[np.int32], weights: Real, a: Pairs, b: Pairs) -> Real:
    x, y = upright(numbers, a), upright(numbers, b)
    mine, yours = upright(weights, a), upright(weights, b)
    yours = np.where(y == 0, np.float32(0), yours)
    total = np.zeros(len(a), np.float32)
    met, same = np.empty(len(a), np.float32), np.empty(len(a), bool)
    for word, weight in zip(x, mine, strict=True):
        met.fill(0)
        for other, its in zip(y, yours, strict=True):
            np.equal(word, other, out=same)
            np.copyto(met, its, where=same)
        met *= weight
        total += met
    return total


def _back(s: Sheet, a: Pairs, b: Pairs) -> Real:
    """0 where neither refers to its act as known, 1 the later one does, 2 the earlier, 3 both."""
    first = s.out[a] <= s.out[b]
    early, late = np.where(first, a, b), np.where(first, b, a)
    return (s.back[late] + 2 * s.back[early]).astype(np.float32)


# Of 100 undated reports the event lies: this many on the day of publication, the day before, ...
# Counted on dated statements of news (`training.groups lag`); beyond, the tail falls as 1 / days.
LAGS = (0.34, 0.26, 0.08, 0.045, 0.03, 0.02, 0.02)
TAIL = 0.2


def lag(days: NDArray[np.integer]) -> Real:
    """The chance that an undated report speaks of the day so many days before its publication.

    >>> lag(np.array([0, 1, 400, -3])).round(4).tolist()
    [0.3400000035762787, 0.25999999046325684, 9.999999747378752e-05, 0.0010000000474974513]
    """
    near = np.array(LAGS, np.float32)[days.clip(0, len(LAGS) - 1)]
    far = TAIL / 5 / np.maximum(days, 1)
    early = np.float32(1e-3)
    found = np.where(days < len(LAGS), near, far)
    return np.where(days < 0, early, found).astype(np.float32)


def one_day(s: Sheet, a: Pairs, b: Pairs) -> Real:
    """The natural log of the chance that two statements name one day.

    A date of its own spreads evenly over its days; without one the day lies before publication,
    most likely a few days, with a long tail (`lag`).
    """
    own_a, own_b = s.first[a] != 0, s.first[b] != 0
    wide_a, wide_b = s.last[a] - s.first[a] + 1, s.last[b] - s.first[b] + 1
    shared = np.minimum(s.last[a], s.last[b]) - np.maximum(s.first[a], s.first[b]) + 1
    both = shared.clip(0) / np.maximum(wide_a, wide_b)
    dated, other = np.where(own_a, a, b), np.where(own_a, b, a)
    one = lag(s.out[other] - s.last[dated])
    apart = np.abs(s.out[a] - s.out[b])
    none = lag(apart) * 0.6 + lag(apart + 1) * 0.4
    none = np.where((s.out[a] == 0) | (s.out[b] == 0), 1e-3, none)
    one = np.where(s.out[other] == 0, 1e-3, one)
    chance = np.where(own_a & own_b, both, np.where(own_a | own_b, one, none))
    return np.log(np.maximum(chance, 1e-6)).astype(np.float32)


def _names(s: Sheet, a: Pairs, b: Pairs, named: Both) -> list[NDArray[np.generic]]:
    # Laid out a pair after another, so that sums are added up in one order.
    rare = np.ascontiguousarray(named[0].T) * s.rarity[a]
    both = rare.sum(1)
    total = np.minimum(s.rarity[a].sum(1), s.rarity[b].sum(1))
    share = np.where(total > 0, both / np.maximum(total, 1e-6), ABSENT)
    return [rare.max(1), both, share]
