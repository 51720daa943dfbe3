"""What stands around a time expression: "early", "since", "between … and", "will"."""

from __future__ import annotations

from dataclasses import dataclass, replace

from cuibono.language.grammar import OTHER, Tokens
from cuibono.language.quantities.units import known_unit
from cuibono.language.times import calendar
from cuibono.language.times.calendar import Days
from cuibono.language.times.rule import Sense
from cuibono.language.times.words import CLASSES

_PARTS = {"beginning": "early", "start": "early", "outset": "early", "onset": "early",
          "turn": "early", "end": "late", "close": "late", "middle": "mid"}  # fmt: skip
_EARLY = CLASSES.pattern("THE?(?:MORE)?(?P<part>EARLY|MID|LATE)(?:HYPHEN|IN)*(?:THE)?$")
_EDGE = CLASSES.pattern("(?:THE|(?<=AT)|(?<=BY))?(?P<part>EDGE|MID|LATE|EARLY)OF(?:THE)?$")
_SOONER = CLASSES.pattern("(?P<part>EARLIER|LATER)(?:IN|ON|DURING)?(?:THE)?$")
_HALF = CLASSES.pattern("THE?(?P<ord>ORD|LAST)HALF OF(?:THE)?$")
_BEHIND = CLASSES.pattern("(?:POSS)(?P<part>EDGE)")
_WILL, _WAS = CLASSES["WILL"], CLASSES["WAS"]
# "until Tuesday", "as soon as Tuesday", "by February".
_AHEAD_OF = CLASSES.pattern("(?:UNTIL|BY|AS(?:EARLY|REFERENCE)AS)$")
_STOPS = (CLASSES["DOT"], CLASSES["BREAK"])
_BACK, _AHEAD = 14, 10


@dataclass(frozen=True, slots=True)
class Covered:
    """A sense with the pieces it covers: from `first` up to `last`, that one left out."""

    first: int
    last: int
    sense: Sense


def leans_to_future(pieces: Tokens, first: int, last: int) -> bool:
    """Whether the nearest word of tense before an expression, or else after it, looks ahead."""
    codes = pieces.codes
    if _AHEAD_OF.search(codes[max(first - 4, 0) : first]):
        return True
    if codes[last : last + 1] == CLASSES["POSS"]:
        return False
    for i in range(first - 1, max(first - _BACK, 0) - 1, -1):
        if codes[i] == _WILL or codes[i] == _WAS:
            return codes[i] == _WILL
        if codes[i] in _STOPS:
            break
    for i in range(last, min(last + _AHEAD, len(codes))):
        if codes[i] == _WILL or codes[i] == _WAS:
            return codes[i] == _WILL
        if codes[i] in _STOPS:
            break
    return False


def is_no_year(pieces: Tokens, first: int, last: int) -> bool:
    """Whether four figures that look like a year count things or belong to a name."""
    text, start, end = pieces.text, pieces.starts[first], pieces.ends[last - 1]
    before, after = text[max(start - 1, 0) : start], text[end : end + 2]
    if (before and before in "$€£¥₩₽₹#/.:+~") or after[:1] in ("%", "°"):
        return True
    dashed = before == "-" and text[start - 2 : start - 1].isalpha()
    if after[:1].isalpha() or (dashed and pieces.codes[first - 2 : first - 1] not in _THIRDS):
        return True
    word = pieces.words(first - 1, first) if first else ""
    # "Euro 2016" and "Vision 2030" are names.
    named = first > 1 and word[:1].isupper() and pieces.codes[first - 1 : first] == OTHER
    if named or word.lower() in _NAMES or pieces.codes[first - 1 : first] == CLASSES["THAN"]:
        return True
    return last < len(pieces.codes) and known_unit(pieces.words(last, last + 1)) is not None


_THIRDS = (CLASSES["MID"], CLASSES["EARLY"], CLASSES["LATE"])
_NAMES = frozenset(
    {"resolution", "flight", "no", "number", "article", "agenda", "vision", "route", "room",
     "order", "model", "nos", "section", "page", "resolutions", "directive"}
)  # fmt: skip


def modified(item: Covered, pieces: Tokens, floor: int) -> Covered:
    """An item with the "early", "end of", "later" or "first half of" before it, if any."""
    period = item.sense.period
    if period is None or item.sense.kind != "date":
        return item
    head = pieces.codes[floor : item.first]
    if match := _HALF.search(head):
        return _halved(item, period, floor + match.start(), pieces, floor + match.start("ord"))
    if (match := _SOONER.search(head)) and pieces.codes[item.first] in _RELATIVE:
        return replace(item, first=floor + match.start())
    if (match := _EARLY.search(head)) or (match := _EDGE.search(head)):
        word = str(pieces.values[floor + match.start("part")])
        return _narrowed(item, period, floor + match.start(), _PARTS.get(word, word))
    if (match := _BEHIND.match(pieces.codes, item.last)) is not None:
        word = str(pieces.values[match.start("part")])
        return replace(
            _narrowed(item, period, item.first, _PARTS.get(word, word)), last=match.end()
        )
    return item


_RELATIVE = (
    CLASSES["THIS"],
    CLASSES["LAST"],
    CLASSES["NEXT"],
    CLASSES["DAYREF"],
    CLASSES["WEEKDAY"],
)


def _narrowed(item: Covered, period: Days, first: int, part: str) -> Covered:
    if period.grain not in ("week", "month", "quarter", "season", "year", "decade", "century"):
        return replace(item, first=first)
    reason = f"{item.sense.reason}, its {part} third"
    narrow = replace(calendar.third(period, part), timex=period.timex)
    return Covered(first, item.last, replace(item.sense, period=narrow, reason=reason))


def _halved(item: Covered, period: Days, first: int, pieces: Tokens, ordinal: int) -> Covered:
    number = pieces.values[ordinal]
    second = number in (2, "last", "past")
    if period.grain == "year":
        half = calendar.half(period.first.year, 2 if second else 1)
    else:
        middle = period.first + (period.last - period.first) // 2
        half = replace(period, first=middle) if second else replace(period, last=middle)
    return Covered(first, item.last, replace(item.sense, period=half, timex=half.timex))
