"""A tree of questions about features, as arrays."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from cuibono.events.likeness import Real


@dataclass(frozen=True)
class Tree:
    """One tree as arrays: node 0 is its root; a leaf asks nothing and leads to itself."""

    feature: NDArray[np.int64]
    below: NDArray[np.float32]
    yes: NDArray[np.int64]
    no: NDArray[np.int64]
    value: NDArray[np.float32]
    depth: int

    def leaves(self, x: Real) -> NDArray[np.int64]:
        """The leaf that each row comes to."""
        at = np.zeros(len(x), np.int64)
        rows = np.arange(len(x))
        for _ in range(self.depth):
            asked = x[rows, self.feature[at]] < self.below[at]
            at = np.where(asked, self.yes[at], self.no[at])
        return at
