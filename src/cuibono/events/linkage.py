"""Average link: groups whose members, on average, speak of one happening."""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import chain
from typing import Any

import numpy as np
from numpy.typing import NDArray

MISSING = -2.0
"""The log odds of two statements that were never compared, since nothing suggested it."""
MOST = 6.0
"""No pair speaks for or against more loudly than this."""

Pairs = NDArray[np.int64]
Scores = NDArray[np.floating[Any]]
Near = tuple[float, int, int, int, int]
"""How near two groups are (negative), their least members, the smaller first, and their numbers."""


class Groups:
    """Members that are joined step by step; the sums of scores between groups are kept.

    A sum is a complex number: the scores added up, and as its imaginary part how many they are.
    One number is held and added where a pair of them would take several steps.
    """

    def __init__(self, members: Iterable[int], begun: Iterable[Sequence[int]] = ()) -> None:
        self.group = {m: m for m in members}
        for together in begun:
            self.group.update(dict.fromkeys(together, min(together)))
        self.members: dict[int, list[int]] = defaultdict(list)
        for member, group in self.group.items():
            self.members[group].append(member)
        self.least = {group: group for group in self.members}
        self.sums: dict[int, dict[int, complex]] = {}

    def know(self, pairs: Pairs, scores: Scores, near: float) -> list[Near]:
        """Take scores of pairs in; the groups between which they lie that are as near as `near`.

        Pairs within one group change nothing any more.
        """
        size = int(pairs.max(initial=0)) + 1
        group = np.zeros(size, np.int64)
        known = np.flatnonzero(np.bincount(pairs.ravel(), minlength=size)).tolist()
        group[known] = [self.group[member] for member in known]
        between = np.sort(group[pairs], axis=1)
        apart = between[:, 0] != between[:, 1]
        held, sums = self._held()
        size = max(size, int(held.max(initial=0)) + 1, int(group.max(initial=0)) + 1)
        fresh, place = np.unique(between[apart] @ (size, 1), return_inverse=True)
        added = np.zeros(len(fresh), complex)
        # Summed in the order of the pairs.
        added.real = np.bincount(place, scores[apart], len(fresh))
        added.imag = np.bincount(place, minlength=len(fresh))
        keys = np.sort(np.concatenate([held @ (size, 1), fresh]))
        keys = keys[np.diff(keys, prepend=-1) > 0]
        total = np.zeros(len(keys), complex)
        total[np.searchsorted(keys, held @ (size, 1))] = sums
        here = np.searchsorted(keys, fresh)
        total[here] += added
        self._hold(keys // size, keys % size, total)
        return self._near(fresh // size, fresh % size, total[here], near)

    def _held(self) -> tuple[Pairs, NDArray[np.complex128]]:
        """The pairs of groups that have a sum, the smaller number first, with their sums."""
        many = [len(of) for of in self.sums.values()]
        x = np.repeat(np.fromiter(self.sums, np.int64, len(many)), many)
        y = np.fromiter(chain.from_iterable(self.sums.values()), np.int64, len(x))
        values = (of.values() for of in self.sums.values())
        sums = np.fromiter(chain.from_iterable(values), complex, len(x))
        once = x < y
        return np.stack([x[once], y[once]], 1), sums[once]

    def _hold(self, x: Pairs, y: Pairs, sums: NDArray[np.complex128]) -> None:
        """Keep the sums between groups, under both of them."""
        mine, yours = np.concatenate([x, y]), np.concatenate([y, x])
        order = np.argsort(mine, kind="stable")
        mine, others = mine[order], yours[order].tolist()
        values = np.concatenate([sums, sums])[order].tolist()
        begins = np.flatnonzero(np.diff(mine, prepend=-1))
        ends = np.append(begins, len(mine))[1:]
        parts = zip(begins.tolist(), ends.tolist(), strict=True)
        self.sums = {
            group: dict(zip(others[first:last], values[first:last], strict=True))
            for group, (first, last) in zip(mine[begins].tolist(), parts, strict=True)
        }

    def _near(self, x: Pairs, y: Pairs, sums: NDArray[np.complex128], near: float) -> list[Near]:
        """Pairs of groups that are as near as `near` on average."""
        ends = x.tolist(), y.tolist()
        sizes = [np.array([len(self.members[g]) for g in end], np.int64) for end in ends]
        every = sizes[0] * sizes[1]
        means = (sums.real + MISSING * (every - sums.imag)) / every
        rows = zip(means.tolist(), *ends, strict=True)
        return [(-mean, *self._names(x, y), x, y) for mean, x, y in rows if mean >= near]

    def _names(self, x: int, y: int) -> tuple[int, int]:
        """The least members of two groups, the smaller first."""
        a, b = self.least[x], self.least[y]
        return (a, b) if a < b else (b, a)

    def mean(self, x: int, y: int) -> float:
        """The mean score between two groups; pairs without one count as `MISSING`."""
        total = self.sums[x][y]
        every = len(self.members[x]) * len(self.members[y])
        return (total.real + MISSING * (every - total.imag)) / every

    def join(self, near: float, nearest: Iterable[Near]) -> None:
        """Join the nearest groups until none are as near as `near` (above `MISSING`) on average."""
        heap = list(nearest)
        heapq.heapify(heap)
        while heap:
            far, a, b, x, y = heapq.heappop(heap)
            if x not in self.members or y not in self.members or (a, b) != self._names(x, y):
                continue
            mean = self.mean(x, y)
            if mean == -far:
                self._merge(x, y, near, heap)
            elif near <= mean < -far:
                # One of them has grown by what the other was never compared with.
                heapq.heappush(heap, (-mean, a, b, x, y))

    def _merge(self, x: int, y: int, near: float, heap: list[Near]) -> None:
        """Let the group that was compared with fewer others go into the other one.

        What only the larger one was compared with is less near now: it is looked at when its turn
        comes. What both were may be nearer.
        """
        if len(self.sums[x]) < len(self.sums[y]):
            x, y = y, x
        members, sums, least = self.members, self.sums, self.least
        for m in members[y]:
            self.group[m] = x
        members[x] += members.pop(y)
        mine, theirs = sums[x], sums.pop(y)
        del mine[y], theirs[x]
        grown = least[y] < least[x]
        least[x] = name = min(least[x], least.pop(y))
        size = len(members[x])
        for other, total in theirs.items():
            of = sums[other]
            del of[y]
            mine[other] = of[x] = mine[other] + total if other in mine else total
        for other in mine if grown else theirs:
            total = mine[other]
            every = size * len(members[other])
            mean = (total.real + MISSING * (every - total.imag)) / every
            if mean >= near:
                b = least[other]
                ends = (name, b) if name < b else (b, name)
                heapq.heappush(heap, (-mean, *ends, x, other))


def linked(
    rows: Sequence[int],
    pairs: Pairs,
    scores: NDArray[np.float32],
    within: NDArray[np.bool_],
    least: float,
    begun: Sequence[Sequence[int]] = (),
) -> list[list[int]]:
    """Groups of rows by the scores of pairs, first within a text (`within`), then between texts.

    `begun` are groups that were found before, which stay together.

    >>> pairs, scores = np.array([[0, 1], [1, 2]]), np.array([2.0, 3.0])
    >>> linked([0, 1, 2], pairs, scores, np.array([True, False]), 0.75)
    [[0, 1], [2]]
    """
    bounded = np.clip(scores, -MOST, MOST)
    groups = Groups(rows, begun)
    reach = connected(pairs[bounded >= least], begun, int(pairs.max(initial=0)) + 1)
    near = reach[pairs[:, 0]] == reach[pairs[:, 1]]
    for part in (within & near, ~within & near):
        groups.join(least, groups.know(pairs[part], bounded[part], least))
    return sorted(map(sorted, groups.members.values()))


def connected(edges: Pairs, begun: Sequence[Sequence[int]], size: int) -> Pairs:
    """For each of `size` members the least one that a chain of edges or groups leads to.

    Groups join only where some pair of theirs is near enough by itself, so that pairs without such
    a chain between them need no sums.

    >>> connected(np.array([[0, 2], [2, 3]]), [], 5).tolist()
    [0, 1, 0, 0, 4]
    """
    chained = [(group[0], other) for group in begun for other in group[1:]]
    edges = np.concatenate([edges, np.array(chained, np.int64).reshape(-1, 2)])
    label = np.arange(max(size, int(edges.max(initial=0)) + 1))
    a, b = edges[:, 0], edges[:, 1]
    while (label[a] != label[b]).any():
        low = np.minimum(label[a], label[b])
        for end in (label[a], label[b], a, b):
            np.minimum.at(label, end, low)
        label = label[label]
    return label
