"""Numbers in words and digits: "two thousand", "nineteen ninety-six", "2.5 million"."""

from __future__ import annotations

import re

UNITS = {
    word: value
    for value, word in enumerate(
        """zero one two three four five six seven eight nine ten eleven twelve thirteen
        fourteen fifteen sixteen seventeen eighteen nineteen""".split()
    )
}
TENS = {
    word: value * 10
    for value, word in enumerate(
        "twenty thirty forty fifty sixty seventy eighty ninety".split(), start=2
    )
}
SCALES = {
    "hundred": 100,
    "thousand": 1_000,
    "million": 10**6,
    "billion": 10**9,
    "trillion": 10**12,
}
ORDINALS = {
    word: value
    for value, word in enumerate(
        """first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth
        thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth
        twentieth""".split(),
        start=1,
    )
} | {"thirtieth": 30}
SMALL = UNITS | TENS
WORDS = SMALL | SCALES

_WORD = re.compile(r"[a-z]+|\d[\d,]*(?:\.\d+)?|½")


def parse_number(text: str) -> float | None:
    """The value of a number in words, in digits or in both, None where it is not one.

    >>> parse_number("two hundred and fifty"), parse_number("2.5 million")
    (250.0, 2500000.0)
    """
    total, current, seen = 0.0, 0.0, False
    for word in _WORD.findall(text.lower()):
        if word in SMALL:
            current += SMALL[word]
        elif word[0].isdecimal() and word.isascii():
            current += float(word.replace(",", ""))
        elif word in {"½", "half"}:
            current += 0.5
        elif word in ("a", "an"):
            continue
        elif word == "hundred":
            current = (current or 1) * 100
        elif word in SCALES:
            total, current = total + (current or 1) * SCALES[word], 0.0
        elif word == "dozen":
            current = (current or 1) * 12
        elif word != "and" or not seen:
            return None
        seen = True
    return total + current if seen else None


def parse_year(text: str) -> int | None:
    """The year that words spell out, None where they spell none.

    >>> parse_year("nineteen ninety-six"), parse_year("two thousand and one"), parse_year("twenty")
    (1996, 2001, None)
    """
    words = [w for w in _WORD.findall(text.lower()) if w != "and"]
    if len(words) >= 2 and words[0] in ("seventeen", "eighteen", "nineteen", "twenty"):
        rest = sum(SMALL.get(w, 10_000) for w in words[1:] if w != "hundred")
        if words[1:] == ["hundred"] or 10 <= rest < 100:
            return SMALL[words[0]] * 100 + rest
    if words[:2] == ["two", "thousand"]:
        rest = sum(SMALL.get(w, 10_000) for w in words[2:])
        return 2000 + rest if rest < 100 else None
    return None
