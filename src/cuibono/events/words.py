"""The words of a statement as its likeness to others is counted: stems, their rarity, vectors."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

WORD = re.compile(r"[^\W_]+(?:[’'][^\W\d_]+)?")
ENDINGS = ("ations", "ation", "ings", "ing", "ies", "ied", "ed", "es", "ly", "s")
SHORTEST = 4
"""A stem keeps so many letters."""
COMMON = 4
"""What no text of the word list has is taken to be as rare as what so many of them have."""


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """A word without case, accents and endings, so that "shelled" and "shelling" are one.

    >>> stem("Shelling"), stem("shelled"), stem("Medvedev’s"), stem("visits")
    ('shell', 'shell', 'medvedev', 'visit')
    """
    flat = unicodedata.normalize("NFKD", word).casefold().replace("’", "'")
    flat = "".join(c for c in flat if not unicodedata.combining(c)).removesuffix("'s")
    flat = flat.replace("'", "")
    for ending in ENDINGS:
        if flat.endswith(ending) and len(flat) - len(ending) >= SHORTEST:
            flat = flat.removesuffix(ending)
            break
    return flat.removesuffix("e") if len(flat) > SHORTEST else flat


def split(text: str) -> list[str]:
    """The stems of a text's words, in order.

    >>> split("Kyiv's envoys met him.")
    ['kyiv', 'envoy', 'met', 'him']
    """
    return [stem(w) for w in WORD.findall(text)]


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
