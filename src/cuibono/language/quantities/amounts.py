"""How much: numbers with their bound and unit, found by a grammar of our own.

"up to 100,000 troops" is at most 100000 persons; "millions of shells" is at least one
million, one whole unit of what is named (codebook, section 6). Of a range the upper end
is the number, its bound is `at most`, and the lower end is kept in `least`. Lengths of
time belong to `times`; ordinals, dates and names that hold a number are left alone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from cuibono.language.grammar import Tokens, cut
from cuibono.language.numbers import parse_number
from cuibono.language.quantities.grammar import (
    ABBREVIATED,
    AMOUNT,
    CLASSES,
    TRIGGERS,
    classify,
)
from cuibono.language.quantities.nouns import counted_before, unit_after
from cuibono.language.quantities.units import CURRENCIES, KNOWN

EXACTLY, AT_LEAST, AT_MOST, ABOUT = "exactly", "at least", "at most", "about"

_GROUPED = re.compile(
    r"(?<![\d.,'’])\d{1,3}"
    r"(?:(?:[ \u00a0\u2009\u202f]\d{3})+|(?:['’]\d{3})+|(?:\.\d{3}){2,})(?![\d'’])"
)
"""Thousands that are parted by spaces, apostrophes or full stops: "12 000", "1.250.000"."""
_BEFORE = re.compile(r"(\w+)\W*$")
_WORD = re.compile(r"[a-z]+")
_DIGIT = re.compile(r"[0-9]")
_AFTER = {CLASSES["PLUS"]: AT_LEAST, CLASSES["MORE"]: AT_LEAST, CLASSES["LESS"]: AT_MOST,
          CLASSES["SO"]: ABOUT}  # fmt: skip
_YEARS = (1500, 2100)
_DATING = frozenset(
    "in since of by until till during from before after late early mid year".split()
)


@dataclass(frozen=True, slots=True)
class QuantityExpression:
    """A quantity in a text: `start` and `end` count characters, from bound to unit.

    `bound` is exactly, at least, at most or about; `unit` is a plural noun ("persons",
    "missiles"), a symbol ("USD", "km") or empty where the text names none; `least` is the
    lower end of a range.
    """

    start: int
    end: int
    text: str
    number: float
    bound: str
    unit: str
    least: float | None = None


def find_quantities(text: str, offset: int = 0) -> tuple[QuantityExpression, ...]:
    """The quantities of a text in order; `offset` is added to their positions.

    >>> [q] = find_quantities("plans to send up to 100,000 troops")
    >>> q.number, q.bound, q.unit, q.text
    (100000.0, 'at most', 'persons', 'up to 100,000 troops')
    >>> found = find_quantities("$2.5 billion and millions of shells")
    >>> [(q.number, q.bound, q.unit) for q in found]
    [(2500000000.0, 'exactly', 'USD'), (1000000.0, 'at least', 'shells')]
    >>> [(q.number, q.text) for q in find_quantities("12 000 tonnes, 1.250.000 shells")]
    [(12000.0, '12 000 tonnes'), (1250000.0, '1.250.000 shells')]
    """
    if not _DIGIT.search(text) and TRIGGERS.isdisjoint(_WORD.findall(text.lower())):
        return ()
    pieces = cut(_GROUPED.sub(_with_commas, text), classify)
    found = (_quantity(pieces, match, offset) for match in AMOUNT.finditer(pieces.codes))
    return tuple(
        replace(q, text=text[q.start - offset : q.end - offset]) for q in found if q is not None
    )


def _with_commas(match: re.Match[str]) -> str:
    """A number with its thousands parted by commas, which take no more room; as it is after a
    month or the like, whose day or number is not part of it: "on May 5 300 soldiers".
    """
    before = _BEFORE.search(match.string[: match.start()])
    named = (CLASSES["MONTH"], CLASSES["NAME"])
    if before and (before[1] == "May" or classify(before[1])[0] in named):
        return match[0]
    return re.sub(r"\D", ",", match[0])


def _quantity(pieces: Tokens, match: re.Match[str], offset: int) -> QuantityExpression | None:
    """The quantity at a match, None where its number is a date, a name or a pronoun."""
    first, last = match.span()
    numbers, noun = _numbers(pieces, match), unit_after(pieces, last)
    if not numbers or noun is None:
        return None
    unit, end = noun
    sign = pieces.codes.find(CLASSES["SIGN"], first, last)
    if sign >= 0:
        unit, end = str(pieces.values[sign]), end if unit in CURRENCIES else last
    unit = unit or counted_before(pieces, first)
    bound = _bound(match)
    if (not unit and bound == EXACTLY) or _is_no_amount(pieces, match, unit):
        return None
    start, stop = pieces.starts[first], pieces.ends[end - 1]
    least = numbers[0] if len(numbers) > 1 else None
    text = pieces.text[start:stop]
    return QuantityExpression(start + offset, stop + offset, text, numbers[-1], bound, unit, least)


def _numbers(pieces: Tokens, match: re.Match[str]) -> list[float]:
    """One number, or both ends of a range; empty where they make no sense together."""
    if match["loose"]:
        return [_loose(pieces, *match.span("loose"))]
    names = [n for n in ("low", "high", "lower", "upper", "one") if match[n]]
    joined = {"lower": 1}  # its last piece is what joins the two
    spans = [(match.start(n), match.end(n) - joined.get(n, 0)) for n in names]
    numbers = [_exact(pieces, *span) for span in spans]
    known = [n for n in numbers if n is not None]
    if len(known) == 2 and known[0] < 1000 <= known[1] and known[1] % 1000 == 0:
        scale = _scale(pieces, match.end(names[1]))
        known[0] *= scale
    ordered = len(known) == len(numbers) and known == sorted(known)
    return known if ordered else []


def _scale(pieces: Tokens, end: int) -> float:
    """The scale that closes a range: "two to three million" starts at two million."""
    value = pieces.values[end - 1] if pieces.codes[end - 1] == CLASSES["SCALE"] else None
    return float(value) if value else 1.0


def _exact(pieces: Tokens, first: int, last: int) -> float | None:
    text = pieces.words(first, last)
    factor = 1
    while last - first > 1 and pieces.codes[last - 1] == CLASSES["ABBR"]:
        factor *= ABBREVIATED[pieces.words(last - 1, last).lower()]
        last -= 1
        text = pieces.words(first, last)
    number = parse_number(text)
    return None if number is None else number * factor


def _loose(pieces: Tokens, first: int, last: int) -> float:
    """One whole unit of each vague word: "tens of thousands" is 10 times 1000."""
    number = 1.0
    for i in range(first, last):
        code, value = pieces.codes[i], pieces.values[i]
        if code == CLASSES["DOZEN"]:
            number *= 12
        elif code in (CLASSES["COUPLE"], CLASSES["MANY"]):
            number *= 2
        elif code == CLASSES["SEVERAL"] and CLASSES["VAGUE"] in pieces.codes[first:last]:
            continue
        elif value:
            number *= float(value)
    return number


def _bound(match: re.Match[str]) -> str:
    after = match["after"]
    if after:
        return _AFTER[after[-1]]
    if match["low"] or match["lower"] or match["most"]:
        return AT_MOST
    if match["loose"] or match["least"]:
        return AT_LEAST
    return ABOUT if match["about"] else EXACTLY


def _is_no_amount(pieces: Tokens, match: re.Match[str], unit: str) -> bool:
    """Whether a number is part of a name, a date, a pronoun ("one of") or a definite pair."""
    first, last = match.span()
    before = pieces.words(first - 1, first) if first else ""
    plain = match["one"] is not None and not (match["most"] or match["least"] or match["about"])
    if _glued(pieces, first, last):
        return True
    if not plain or unit in CURRENCIES or unit == "percent":
        return False
    code = pieces.codes[first - 1] if first else ""
    if code in (CLASSES["NAME"], CLASSES["MONTH"]):
        return True
    if code == CLASSES["THE"] and not _hard(unit):
        return True
    if before[:1].isupper() and first > 1 and not _hard(unit):
        return True
    text = pieces.words(first, last)
    if len(text) == 4 and text.isdecimal() and _YEARS[0] <= int(text) <= _YEARS[1]:
        return not _hard(unit) or before.lower() in _DATING
    return text.lower() == "one" and not _hard(unit)


def _hard(unit: str) -> bool:
    """Whether a unit is one of the list and counts more than states and the like."""
    return unit in KNOWN and unit != "states"


def _glued(pieces: Tokens, first: int, last: int) -> bool:
    """Whether a number is written together with letters, a dash or a slash: "Hwasong-17"."""
    text, start, end = pieces.text, pieces.starts[first], pieces.ends[last - 1]
    return text[max(start - 1, 0) : start].strip("(“\"'‘[ \t\n\r\xa0—") != "" or (
        bool(text[end : end + 1]) and (text[end].isalnum() or text[end] in "/:°")
    )
