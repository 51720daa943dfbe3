"""Average link: groups whose members, on average, speak of one happening."""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

MISSING = -3.0
"""The log odds of two statements that were never compared, since nothing suggested it."""
MOST = 6.0
"""No pair speaks for or against more loudly than this."""

Edge = tuple[int, int, float]


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

    def know(self, edges: Iterable[Edge]) -> list[tuple[int, int]]:
        """Take scores of pairs in; the pairs of groups that they lie between."""
        touched: set[tuple[int, int]] = set()
        for a, b, score in edges:
            x, y = self.group[a], self.group[b]
            if x != y:
                total, many = self.sums[x].get(y, (0.0, 0))
                self.sums[x][y] = self.sums[y][x] = (total + score, many + 1)
                touched.add((min(x, y), max(x, y)))
        return sorted(touched)

    def mean(self, x: int, y: int) -> float:
        """The mean score between two groups; pairs without one count as `MISSING`."""
        total, many = self.sums[x].get(y, (0.0, 0))
        every = len(self.members[x]) * len(self.members[y])
        return (total + MISSING * (every - many)) / every

    def join(self, least: float, pairs: Iterable[tuple[int, int]]) -> None:
        """Join the nearest groups until none are as near as `least` on average."""
        heap = [(-self.mean(x, y), x, y) for x, y in pairs]
        heapq.heapify(heap)
        while heap:
            score, x, y = heapq.heappop(heap)
            if -score < least:
                return
            if x not in self.members or y not in self.members or -score != self.mean(x, y):
                continue
            self._merge(x, y)
            for other in self.sums[x]:
                mean = self.mean(x, other)
                if mean >= least:
                    heapq.heappush(heap, (-mean, min(x, other), max(x, other)))

    def _merge(self, x: int, y: int) -> None:
        for m in self.members[y]:
            self.group[m] = x
        self.members[x] = sorted(self.members[x] + self.members.pop(y))
        for other, (total, many) in self.sums.pop(y).items():
            del self.sums[other][y]
            if other != x:
                held, count = self.sums[x].get(other, (0.0, 0))
                self.sums[x][other] = self.sums[other][x] = (held + total, count + many)


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
    edges = list(zip(pairs[:, 0].tolist(), pairs[:, 1].tolist(), bounded.tolist(), strict=True))
    groups = Groups(rows, begun)
    groups.join(least, groups.know(e for e, inside in zip(edges, within, strict=True) if inside))
    groups.join(
        least, groups.know(e for e, inside in zip(edges, within, strict=True) if not inside)
    )
    return sorted(groups.members.values())
