"""Statements in reading order: by document, by place in the text, and then as they were read.

Where several say something of one place, a judgement on one of them moves none: each stays where
what was read of it stood.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from operator import eq

from cuibono.coding.statement import Statement
from cuibono.ledger.replay import Replay

Key = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Placing:
    """The order of `documents`, and among those of one place that in which ids were `read`."""

    documents: Mapping[str, int]
    read: Callable[[], Mapping[str, int]]
    judged: Replay

    def key(self, s: Statement) -> Key:
        """Where a statement stands."""
        return self.documents.get(s.document, 0), s.start, s.trigger_start

    def sorted(self, found: Iterable[Statement]) -> list[Statement]:
        """Statements in this order."""
        held = sorted(found, key=self.key)
        if not self.judged.holding:  # they come as they were read
            return held
        keys = list(map(self.key, held))
        if not any(eq(a, b) for a, b in pairwise(keys)):
            return held
        return self._settled(held, keys)

    def _settled(self, held: list[Statement], keys: Sequence[Key]) -> list[Statement]:
        """Those of one place in the order of their reading."""
        first = 0
        for n in range(1, len(held) + 1):
            if n == len(held) or keys[n] != keys[first]:
                if n - first > 1:
                    held[first:n] = sorted(held[first:n], key=self._rank)
                first = n
        return held

    def _rank(self, s: Statement) -> tuple[int, str]:
        ranks, id_ = self.read(), s.id
        return ranks.get(self.judged.roots.get(id_, id_), len(ranks)), id_

    def put(self, held: list[Statement], s: Statement) -> None:
        """Put one more where it belongs among those that are in order."""
        key, rank = self.key(s), self._rank(s)
        at = bisect_left(held, key, key=self.key)
        while at < len(held) and self.key(held[at]) == key and self._rank(held[at]) < rank:
            at += 1
        held.insert(at, s)

    def take(self, held: list[Statement], s: Statement) -> bool:
        """Take one out of those that are in order; False where it is not among them."""
        key, id_ = self.key(s), s.id
        at = bisect_left(held, key, key=self.key)
        while at < len(held) and self.key(held[at]) == key:
            if held[at].id == id_:
                del held[at]
                return True
            at += 1
        return False
