"""Stems: a word without case, accents and endings."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

WORD = re.compile(r"[^\W_]+(?:[’'][^\W\d_]+)?")
ENDINGS = ("ations", "ation", "ings", "ing", "ies", "ied", "ed", "es", "ly", "s")
SHORTEST = 4
"""A stem keeps so many letters."""


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
