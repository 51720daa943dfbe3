"""Average link: groups whose members, on average, speak of one happening."""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

MISSING = -3.0
"""The log odds of two statements that were never compared, since nothing suggested it."""
MOST = 6.0
"""No pair speaks for or against more loudly than this."""

Near = tuple[float, int, int]
"""How near two groups are, and their numbers, the smaller first."""


class Groups:
    """Members that are joined step by step; the sums of scores between groups are kept."""

    def __init__(self, members: Iterable[int], begun: Iterable[Sequence[int]] = ()) -> None:
        self.group = {m: m for m in members}
        for together in begun:
            self.group.update(dict.fromkeys(together, min(together)))
        self.members: dict[int, list[int]] = defaultdict(list)
        for member, group in self.group.items():
            self.members[group].append(member)
        self.sums: dict[int, dict[int, tuple[float, int]]] = defaultdict(dict)

    def know(self, pairs: NDArray[np.int64], scores: NDArray[np.floating[Any]]) -> list[Near]:
        """Take scores of pairs in; how near the groups are that they lie between."""
        group = np.zeros(int(pairs.max(initial=0)) + 1, np.int64)
        for member in np.unique(pairs).tolist():
            group[member] = self.group[member]
        between = np.sort(group[pairs], axis=1)
        apart = between[:, 0] != between[:, 1]
        size = len(group)
        keys = between[apart, 0] * size + between[apart, 1]
        keys, place = np.unique(keys, return_inverse=True)
        # Summed in the order of the pairs.
        totals = np.bincount(place, scores[apart], len(keys))
        counts = np.bincount(place, minlength=len(keys))
        ends = (keys // size).tolist(), (keys % size).tolist()
        sums, fresh = self.sums, True
        for x, y, total, many in zip(*ends, totals.tolist(), counts.tolist(), strict=True):
            mine = sums[x]
            held = mine.get(y)
            fresh = fresh and held is None
            both = (held[0] + total, held[1] + many) if held else (total, many)
            mine[y] = sums[y][x] = both
        if fresh:
            means = self._means(ends, totals, counts)
        else:
            means = [self.mean(x, y) for x, y in zip(*ends, strict=True)]
        return list(zip(means, *ends, strict=True))

    def _means(
        self, ends: tuple[list[int], list[int]], totals: NDArray[Any], counts: NDArray[Any]
    ) -> list[float]:
        """The same as `mean`, for many pairs of groups at once."""
        sizes = [np.array([len(self.members[g]) for g in end], np.int64) for end in ends]
        every = sizes[0] * sizes[1]
        means = (totals + MISSING * (every - counts)) / every
        return means.tolist()

    def mean(self, x: int, y: int) -> float:
        """The mean score between two groups; pairs without one count as `MISSING`."""
        total, many = self.sums[x].get(y, (0.0, 0))
        every = len(self.members[x]) * len(self.members[y])
        return (total + MISSING * (every - many)) / every

    def join(self, least: float, nearest: Iterable[Near]) -> None:
        """Join the nearest groups until none are as near as `least` on average."""
        members, sums = self.members, self.sums
        # What is not near enough now is looked at again only where one of the two has grown.
        heap = [(-near, x, y) for near, x, y in nearest if near >= least]
        heapq.heapify(heap)
        while heap:
            score, x, y = heapq.heappop(heap)
            if x not in members or y not in members or -score != self.mean(x, y):
                continue
            self._merge(x, y)
            size = len(members[x])
            for other, (total, many) in sums[x].items():
                every = size * len(members[other])
                near = (total + MISSING * (every - many)) / every
                if near >= least:
                    heapq.heappush(heap, (-near, x, other) if x < other else (-near, other, x))

    def _merge(self, x: int, y: int) -> None:
        for m in self.members[y]:
            self.group[m] = x
        self.members[x] += self.members.pop(y)
        mine = self.sums[x]
        for other, (total, many) in self.sums.pop(y).items():
            theirs = self.sums[other]
            del theirs[y]
            if other != x:
                held = mine.get(other)
                both = (held[0] + total, held[1] + many) if held else (total, many)
                mine[other] = theirs[x] = both


def linked(
    rows: Sequence[int],
    pairs: NDArray[np.int64],
    scores: NDArray[np.float32],
    within: NDArray[np.bool_],
    least: float,
    begun: Sequence[Sequence[int]] = (),
) -> list[list[int]]:
    """Groups of rows by the scores of pairs, first within a text (`within`), then between texts.

    `begun` are groups that were found before, which stay together.

    >>> pairs, scores = np.array([[0, 1], [1, 2]]), np.array([2.0, 3.0])
    >>> linked([0, 1, 2], pairs, scores, np.array([True, False]), 0.5)
    [[0, 1], [2]]
    """
    bounded = np.clip(scores, -MOST, MOST)
    groups = Groups(rows, begun)
    for part in (within, ~within):
        groups.join(least, groups.know(pairs[part], bounded[part]))
    return sorted(map(sorted, groups.members.values()))
