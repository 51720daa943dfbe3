"""How rare the words are that texts on states use, and what each of them means."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

COMMON = 4
"""What no text of the word list has is taken to be as rare as what so many of them have."""


@dataclass(frozen=True)
class Words:
    """Known stems: their rarity (natural log of one in how many), a vector for each, which are
    names."""

    numbers: dict[str, int]
    idf: NDArray[np.float32]
    vectors: NDArray[np.float32]
    names: NDArray[np.bool_]
    unseen: float

    @property
    def width(self) -> int:
        """How many numbers a vector has."""
        return self.vectors.shape[1]


@cache
def known() -> Words:
    """The stems that ship."""
    with (files("cuibono") / "data" / "events" / "words.npz").open("rb") as file:
        held = np.load(file)
        words = bytes(held["words"]).decode().split("\n")
        vectors = held["vectors"].astype(np.float32) / 127
        idf = held["idf"].astype(np.float32)
        names = held["names"] if "names" in held else np.zeros(len(idf), bool)
        unseen = float(held["unseen"])
    return Words({w: n for n, w in enumerate(words)}, idf, vectors, names, unseen)
