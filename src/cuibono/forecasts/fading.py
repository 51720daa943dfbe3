"""Counts that fade: each event weighs half as much after a half-life, for several at once."""

from __future__ import annotations

import numpy as np

from cuibono.forecasts.timeline import Floats, Ints

HALF_LIVES = (1.5, 6.0, 25.0, 120.0)
"""In days; sums of exponentials with such spacing come close to a power law."""


class Fading:
    """Fading counts under `size` keys, brought up to date only where they are read."""

    def __init__(self, size: int, half_lives: tuple[float, ...] = HALF_LIVES, span: int = 4000):
        self.counts: Floats = np.zeros((size, len(half_lives)), np.float32)
        self.last = np.zeros(size, np.int32)
        ages = np.arange(span + 1)[:, None]
        self.table: Floats = (0.5 ** (ages / np.array(half_lives))).astype(np.float32)

    def add(self, keys: Ints, day: int) -> None:
        """Count one event under each key on a day; keys may repeat."""
        unique, times = np.unique(keys, return_counts=True)
        self.counts[unique] = self.read(unique, day) + times[:, None]
        self.last[unique] = day

    def read(self, keys: Ints, day: int) -> Floats:
        """The counts as they stand on a day, one row a key."""
        age = np.minimum(day - self.last[keys], len(self.table) - 1)
        return self.counts[keys] * self.table[age]

    def read_one(self, keys: Ints, day: int, which: int) -> Floats:
        """The counts with one of the half-lives only, in the shape of the keys."""
        age = np.minimum(day - self.last[keys], len(self.table) - 1)
        return self.counts[keys, which] * self.table[age, which]

    def all(self, day: int) -> Floats:
        """Every count as it stands on a day."""
        age = np.minimum(day - self.last, len(self.table) - 1)
        return self.counts * self.table[age]
