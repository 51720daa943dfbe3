"""Whether a text is in English: the reader reads nothing else."""

from __future__ import annotations

from collections.abc import Sequence

from cuibono.language.sentence import Sentence
from cuibono.language.words import Pieces

COMMON = frozenset(
    """the of and to in a that is was for on with by at from as has have had are were be it its his
    her their this an which who not said says will would after""".split()
)
SHARE, LETTERS = 0.12, 0.7
"""The share of these small words in English prose at least, and that of letters that are Latin."""
KNOWN, LONG, FEW = 0.6, 4, 4
"""The share of longer words in lower case that are a wordpiece of their own, which in other
languages than English is below a third; how long such words are, and how many are enough to
tell."""
START, HEAD = 200, 20_000
"""So many sentences and characters from the beginning are looked at."""


def in_english(text: str, sentences: Sequence[Sentence], pieces: Pieces) -> bool:
    """Whether a text has the small words of English, or words that English has; headlines have
    only the second. A text of a few words is given the benefit of the doubt.
    """
    letters = sum(c.isalpha() for c in text[:HEAD])
    if letters and sum(c.isascii() and c.isalpha() for c in text[:HEAD]) < LETTERS * letters:
        return False
    words = [t.text for s in sentences[:START] for t in s.tokens if t.text.isalpha()]
    if sum(w.lower() in COMMON for w in words) >= SHARE * len(words):
        return True
    longer = [w for w in words if w.islower() and len(w) >= LONG]
    known = sum(len(pieces.of(w)) == 1 for w in longer)
    return len(longer) < FEW or known >= KNOWN * len(longer)
