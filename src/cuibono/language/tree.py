"""A tree that is still being made: words with heads and relations that may change."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass
class Tree:
    """A tree that may be changed: `heads` is -1 for the root."""

    words: Sequence[str]
    upos: list[str]
    xpos: Sequence[str]
    heads: list[int]
    relations: list[str]

    def _span(self, head: int) -> tuple[int, int]:
        """The first and last word below a word."""
        found, stack = {head}, [head]
        while stack:
            above = stack.pop()
            below = [i for i, h in enumerate(self.heads) if h == above and i not in found]
            found.update(below)
            stack += below
        return min(found), max(found)

    def _base(self, index: int) -> str:
        return self.relations[index].partition(":")[0]

    def _has(self, head: int, relation: str) -> bool:
        pairs = zip(self.heads, self.relations, strict=True)
        return any(h == head and r == relation for h, r in pairs)
