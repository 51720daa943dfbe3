"""Things that have something in common, directly or by way of others, put together."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

K = TypeVar("K")
V = TypeVar("V")


def sharing(each: Iterable[tuple[set[K], V]]) -> list[tuple[set[K], list[V]]]:
    """Values with their keys, joined where any key is the same; those joined last come last.

    >>> [(sorted(keys), held) for keys, held in sharing([({1}, "a"), ({2}, "b"), ({1, 3}, "c")])]
    [([2], ['b']), ([1, 3], ['a', 'c'])]
    """
    found: list[tuple[set[K], list[V]]] = []
    for own, value in each:
        keys, held = own, [value]
        apart: list[tuple[set[K], list[V]]] = []
        for others, values in found:
            if others.isdisjoint(keys):
                apart.append((others, values))
            else:
                keys, held = keys | others, values + held
        found = [*apart, (keys, held)]
    return found
