"""Many small trees asked at once: each question is put to all pairs before any tree is walked.

Of each tree a row holds its leaves as bits. A question that is answered with no strikes out the
leaves behind its yes, and the first leaf that is left is the row's (Lucchese et al. 2015,
"QuickScorer"). The values are added tree by tree, so the sums are those of a walk.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from cuibono.events.likeness import Real
from cuibono.events.tree import Tree

LEAVES = 32
"""A tree of no more leaves fits the bits."""
BLOCK = 16_384
"""So many rows are asked at once: their answers stay in the processor's cache."""
ALL = np.iinfo(np.uint32).max


@dataclass(frozen=True)
class Forest:
    """Trees as one: every question once, and of each tree what a "no" leaves and the values."""

    questions: tuple[tuple[int, np.float32], ...]
    trees: tuple[tuple[tuple[tuple[int, np.uint32], ...], Real], ...]

    def add(self, x: Real, total: Real) -> None:
        """Add the values of all trees for rows of features to their totals."""
        columns = np.ascontiguousarray(x.T)
        yes = np.empty((len(self.questions), len(x)), np.uint32)
        for n, (feature, below) in enumerate(self.questions):
            np.negative((columns[feature] < below).astype(np.uint32), out=yes[n])
        left, spare = np.empty(len(x), np.uint32), np.empty(len(x), np.uint32)
        for asked, values in self.trees:
            left.fill(ALL)
            for question, kept in asked:
                np.bitwise_or(yes[question], kept, out=spare)
                np.bitwise_and(left, spare, out=left)
            np.negative(left, out=spare)
            np.bitwise_and(left, spare, out=left)
            # Each place is one that is there: to "clip" it only saves looking at all first.
            total += values.take(_place(left), mode="clip")


def _place(bits: NDArray[np.uint32]) -> NDArray[np.int32]:
    """Of numbers with one bit, which bit it is: as a float that is its exponent."""
    return (bits.astype(np.float32).view(np.int32) >> 23) - 127


def forest(trees: Sequence[Tree]) -> Forest | None:
    """The trees as one, None where one has more than `LEAVES`."""
    numbers: dict[tuple[int, np.float32], int] = {}
    found: list[tuple[tuple[tuple[int, np.uint32], ...], Real]] = []
    for tree in trees:
        asked: list[tuple[int, np.uint32]] = []
        values: list[np.float32] = []
        _walk(tree, 0, numbers, asked, values)
        if len(values) > LEAVES:
            return None
        found.append((tuple(asked), np.array(values, np.float32)))
    return Forest(tuple(numbers), tuple(found))


def _walk(
    tree: Tree,
    at: int,
    numbers: dict[tuple[int, np.float32], int],
    asked: list[tuple[int, np.uint32]],
    values: list[np.float32],
) -> None:
    """Note the questions and leaves below a node, the leaves behind a yes first."""
    if tree.yes[at] == at:
        values.append(tree.value[at])
        return
    question = int(tree.feature[at]), tree.below[at]
    first = len(values)
    _walk(tree, int(tree.yes[at]), numbers, asked, values)
    struck = (1 << len(values)) - (1 << first)
    kept = np.uint32(~struck & ALL)
    asked.append((numbers.setdefault(question, len(numbers)), kept))
    _walk(tree, int(tree.no[at]), numbers, asked, values)
