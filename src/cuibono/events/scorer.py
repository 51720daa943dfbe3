"""The pair scorer: how likely two statements speak of one happening, and why.

Small trees over named features, added up; `data/events/pairs.json` holds them in words and
numbers. Each question of a tree moves the score, and the move belongs to the feature that is asked
for: the largest moves are the reasons.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cuibono.events.forest import BLOCK, Forest, forest
from cuibono.events.likeness import FEATURES, Real, compared
from cuibono.events.sheet import Sheet
from cuibono.events.tree import Tree

Node = Mapping[str, Any]


@dataclass(frozen=True)
class Scorer:
    """What is known of pairs: trees, how alike two types are, and from when pairs meet.

    `meet` and `sure` are log odds: from `meet` on, on average, statements are one happening;
    from `sure` on nine pairs in ten of two texts are.
    """

    version: str
    bias: float
    meet: float
    sure: float
    types: Mapping[str, float]
    trees: tuple[Tree, ...]

    @cached_property
    def forest(self) -> Forest | None:
        """The trees as one, None where one of them has too many leaves."""
        return forest(self.trees)

    def scores(self, x: Real) -> Real:
        """The log odds of pairs by their features, (n, features) to (n,)."""
        total = np.full(len(x), self.bias, np.float32)
        if self.forest is None:
            for tree in self.trees:
                total += tree.value[tree.leaves(x)]
            return total
        for first in range(0, len(x), BLOCK):
            self.forest.add(x[first : first + BLOCK], total[first : first + BLOCK])
        return total

    def compared(self, sheet: Sheet, pairs: NDArray[np.int64]) -> Real:
        """The log odds of pairs of rows of a sheet, (n, 2) to (n,)."""
        told = [self.scores(x) for x in compared(sheet, pairs, self.types)]
        return np.concatenate([np.empty(0, np.float32), *told])

    def moves(self, row: Real) -> dict[str, float]:
        """How far the questions about each feature move the score of one pair up or down."""
        found: dict[str, float] = {}
        for tree in self.trees:
            at = 0
            for _ in range(tree.depth):
                if tree.yes[at] == at:
                    break
                name = FEATURES[tree.feature[at]]
                asked = row[tree.feature[at]] < tree.below[at]
                after = int(tree.yes[at] if asked else tree.no[at])
                found[name] = found.get(name, 0.0) + float(tree.value[after] - tree.value[at])
                at = after
        return found


def tree(root: Node) -> Tree:
    """A tree of nested questions as arrays."""
    nodes: list[tuple[int, float, int, int, float]] = []

    def add(node: Node) -> tuple[int, int]:
        place = len(nodes)
        nodes.append((0, 0.0, place, place, float(node["value"])))
        if "ask" not in node:
            return place, 0
        yes, deep = add(node["yes"])
        no, deeper = add(node["no"])
        asked = FEATURES.index(node["ask"]), float(node["below"])
        nodes[place] = (*asked, yes, no, float(node["value"]))
        return place, 1 + max(deep, deeper)

    _, depth = add(root)
    feature, below, yes, no, value = map(np.array, zip(*nodes, strict=True))
    return Tree(
        feature.astype(np.int64), below.astype(np.float32), yes.astype(np.int64),
        no.astype(np.int64), value.astype(np.float32), depth,
    )  # fmt: skip


def scorer(held: Mapping[str, Any]) -> Scorer:
    """The scorer of a file's values."""
    trees = tuple(map(tree, held["trees"]))
    return Scorer(held["version"], held["bias"], held["meet"], held["sure"], held["types"], trees)


@cache
def shipped() -> Scorer:
    """The scorer that ships."""
    file = files("cuibono") / "data" / "events" / "pairs.json"
    return scorer(json.loads(file.read_text(encoding="utf-8")))
