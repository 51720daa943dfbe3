"""Dated events as arrays, seen from both of their ends and sorted by day.

An event (head, relation, tail, day) is kept twice: as it stands, and from the tail's end
under the inverse relation. Each question then has one form: given a subject and a
relation, which object comes next? Pairs and triples are numbered within their subject by
the day on which they first appear, so that what was known before a day is a prefix and
what comes after it cannot be reached.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cuibono.errors import CuibonoError

Ints = NDArray[np.signedinteger[Any]]
Floats = NDArray[np.floating[Any]]


@dataclass(frozen=True)
class Timeline:
    """Events from both ends, sorted by day: four arrays of one length, and two sizes."""

    subject: Ints
    relation: Ints
    object: Ints
    day: Ints
    entities: int
    relations: int

    @property
    def sides(self) -> int:
        """How many relations there are when each has its inverse."""
        return 2 * self.relations

    def until(self, day: int) -> Timeline:
        """The events before `day`."""
        return self.where(self.day < day)

    def since(self, day: int) -> Timeline:
        """The events on `day` and after."""
        return self.where(self.day >= day)

    def where(self, mask: NDArray[np.bool_]) -> Timeline:
        """The events under a mask, in the same order."""
        subject, relation, obj = self.subject[mask], self.relation[mask], self.object[mask]
        return Timeline(subject, relation, obj, self.day[mask], self.entities, self.relations)

    def days(self) -> list[tuple[int, slice]]:
        """Each day with events, and where its events stand."""
        days, first = np.unique(self.day, return_index=True)
        ends = [*first[1:].tolist(), len(self.day)]
        return [(int(d), slice(int(a), b)) for d, a, b in zip(days, first, ends, strict=True)]


def timeline(facts: Any, entities: int, relations: int) -> Timeline:
    """A timeline from rows (head, relation, tail, day); repeated rows count once.

    >>> timeline([(0, 0, 1, 5), (0, 0, 1, 5), (1, 0, 0, 2)], 2, 1).day
    array([2, 2, 5, 5])
    """
    rows = np.asarray(facts, dtype=np.int64).reshape(-1, 4)
    check(rows, entities, relations)
    rows = np.unique(rows, axis=0)
    back = rows[:, [2, 1, 0, 3]] + np.array([0, relations, 0, 0])
    both = np.concatenate([rows, back])
    both = both[np.lexsort((both[:, 2], both[:, 1], both[:, 0], both[:, 3]))]
    subject, relation, obj, day = np.ascontiguousarray(both.T)
    return Timeline(subject, relation, obj, day, entities, relations)


def check(rows: Ints, entities: int, relations: int) -> None:
    """Refuse a row with an unknown actor, an unknown relation or a day below zero."""
    for column, limit, name in ((0, entities, "head"), (1, relations, "relation"),
                                (2, entities, "tail"), (3, None, "day")):  # fmt: skip
        values = rows[:, column]
        bad = values < 0 if limit is None else (values < 0) | (values >= limit)
        if bad.any():
            row = int(np.flatnonzero(bad)[0])
            raise CuibonoError(
                f"event {row + 1} has the {name} {values[row]}, which is out of range"
            )
