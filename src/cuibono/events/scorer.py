"""The pair scorer: how likely two statements speak of one happening, and why.

Small trees over named features, added up; `data/events/pairs.json` holds them in words and
numbers. Each question of a tree moves the score, and the move belongs to the feature that is asked
for: the largest moves are the reasons.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property
from importlib.resources import files
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cuibono.events.forest import BLOCK, Forest, forest
from cuibono.events.likeness import FEATURES, Real, features
from cuibono.events.sheet import Sheet
from cuibono.events.tree import Tree

Node = Mapping[str, Any]
EACH, HOPELESS = 40, -4.0
"""After so many trees those pairs are left alone that are not above this: of 40,865 pairs that all
trees left above -1.5 that left out none, of 84,533 above -3 it left out 159."""


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
    def parts(self) -> tuple[tuple[Sequence[Tree], Forest | None], ...]:
        """The trees, `EACH` after another, and also as one, None where one has too many leaves.

        The first weigh most: what they speak against the others would not save.
        """
        firsts = range(0, len(self.trees), EACH)
        parts = [self.trees[first : first + EACH] for first in firsts]
        return tuple((trees, forest(trees)) for trees in parts)

    def scores(self, x: Real) -> Real:
        """The log odds of pairs by their features, (n, features) to (n,).

        The trees are asked as long as there is hope.
        """
        total, rows = np.full(len(x), self.bias, np.float32), np.arange(len(x))
        for trees, as_one in self.parts:
            held = total[rows]
            _ask(trees, as_one, x, held)
            total[rows] = held
            open_ = held >= HOPELESS
            rows, x = rows[open_], x[open_]
        return total

    def compared(self, sheet: Sheet, pairs: NDArray[np.int64]) -> Real:
        """The log odds of pairs of rows of a sheet, (n, 2) to (n,): the features of millions are
        never in memory at once.
        """
        blocks = (pairs[first : first + BLOCK] for first in range(0, len(pairs), BLOCK))
        told = [self.scores(features(sheet, block, self.types)) for block in blocks]
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


def _ask(trees: Sequence[Tree], as_one: Forest | None, x: Real, total: Real) -> None:
    """Add what trees say of pairs to their totals."""
    if as_one is not None:
        as_one.add(x, total)
        return
    for tree in trees:
        total += tree.value[tree.leaves(x)]


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
    """The scorer that ships; its version tells other values of the file apart too."""
    text = (files("cuibono") / "data" / "events" / "pairs.json").read_text(encoding="utf-8")
    found = scorer(json.loads(text))
    digest = hashlib.sha256(text.encode()).hexdigest()[:8]
    return replace(found, version=f"{found.version}.{digest}")
