"""Words of estimative probability: which chance a wording gives to what it foretells."""

from __future__ import annotations

import re
from dataclasses import dataclass

SOURCE = (
    "US Office of the Director of National Intelligence, Intelligence Community Directive 203, "
    "Analytic Standards, 2 January 2015, section D.6.e(2)(a)"
)
"""Where the ranges of `SCALE` are from."""

# The two rows of words of the directive, and their adverbs as news writes them.
SCALE: tuple[tuple[tuple[str, ...], float, float], ...] = (
    (("almost no chance", "remote chance", "remote possibility"), 0.01, 0.05),
    (("very unlikely", "highly unlikely", "highly improbable", "very improbable"), 0.05, 0.20),
    (("unlikely", "improbable", "improbably", "not likely", "not probable"), 0.20, 0.45),
    (("roughly even chance", "roughly even odds", "even chance", "even odds"), 0.45, 0.55),
    (("likely", "probable", "probably"), 0.55, 0.80),
    (
        ("very likely", "highly likely", "most likely", "highly probable", "very probably",
         "most probably"),
        0.80, 0.95,
    ),
    (("almost certain", "almost certainly", "nearly certain", "nearly certainly"), 0.95, 0.99),
)  # fmt: skip

_RANGES = {words: (low, high) for row, low, high in SCALE for words in row}
_WORDS = "|".join(sorted(map(re.escape, _RANGES), key=len, reverse=True))
_PERCENT = (
    r"(?P<low>\d{1,3}(?:\.\d+)?)(?:\s?(?:to|-|–)\s?(?P<high>\d{1,3}(?:\.\d+)?))?"
    r"\s?(?:%|per\s?cent)\s(?:chance|probability|likelihood|odds)"
)
_ESTIMATE = re.compile(rf"\b(?:(?P<words>{_WORDS})|{_PERCENT})\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class WordedChance:
    """The chance that a wording gives: the words, and the range that they stand for."""

    words: str
    low: float
    high: float

    @property
    def chance(self) -> float:
        """The middle of the range, which is what is scored."""
        return (self.low + self.high) / 2


def estimate(quote: str, at: int) -> WordedChance | None:
    """The estimate of a sentence that stands nearest to a trigger word, None without any.

    `at` is the trigger's offset in the quote. The ranges are those of `SOURCE`; a percentage
    speaks for itself. A word that joins no clause to the trigger may still be taken for it: the
    words are shown beside every score.

    >>> estimate("Minsk will very likely send troops.", 23)
    WordedChance(words='very likely', low=0.8, high=0.95)
    >>> estimate("There is a 70 percent chance that Minsk sends troops.", 41).chance
    0.7
    """
    found = list(_ESTIMATE.finditer(quote))
    if not found:
        return None
    nearest = min(found, key=lambda m: (abs(m.start() - at), m.start()))
    if words := nearest["words"]:
        return WordedChance(nearest[0], *_RANGES[words.lower()])
    low = float(nearest["low"]) / 100
    high = float(nearest["high"]) / 100 if nearest["high"] else low
    return WordedChance(nearest[0], low, high) if low <= high <= 1 else None
