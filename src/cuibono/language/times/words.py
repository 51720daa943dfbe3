"""The classes of words that time expressions are made of."""

from __future__ import annotations

import re

from cuibono.language.grammar import OTHER, Classes, Value
from cuibono.language.numbers import ORDINALS, SCALES, SMALL

MONTHS = {
    name: number
    for number, names in enumerate(
        ("january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul",
         "august aug", "september sep sept", "october oct", "november nov", "december dec"),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
WEEKDAYS = {
    name: number
    for number, names in enumerate(
        ("monday mon", "tuesday tue tues", "wednesday wed", "thursday thu thur thurs",
         "friday fri", "saturday sat", "sunday")
    )
    for name in names.split()
}  # fmt: skip
SEASONS = {"spring": "SP", "summer": "SU", "autumn": "FA", "fall": "FA", "winter": "WI",
           "springtime": "SP", "summertime": "SU", "wintertime": "WI"}  # fmt: skip
UNITS = {"second": "second", "sec": "second", "minute": "minute", "min": "minute", "hour": "hour",
         "day": "day", "night": "night", "week": "week", "weekend": "weekend",
         "fortnight": "fortnight", "month": "month", "quarter": "quarter", "year": "year",
         "decade": "decade", "century": "century", "yr": "year"}  # fmt: skip
PLURALS = {f"{unit}s": name for unit, name in UNITS.items() if unit != "century"} | {
    "centuries": "century"
}
# TimeML's letters for parts of the day.
DAY_PARTS = {"morning": "MO", "midday": "MI", "noon": "12:00", "afternoon": "AF",
             "evening": "EV", "night": "NI", "midnight": "24:00", "dawn": "MO", "dusk": "EV",
             "nightfall": "EV", "daybreak": "MO", "overnight": "NI", "noontime": "12:00",
             "lunchtime": "MI", "daytime": "DT"}  # fmt: skip
WORD_DECADES = {"twenties": 20, "thirties": 30, "forties": 40, "fifties": 50, "sixties": 60,
                "seventies": 70, "eighties": 80, "nineties": 90}  # fmt: skip
REFERENCES = {"now": "PRESENT_REF", "currently": "PRESENT_REF", "presently": "PRESENT_REF",
              "nowadays": "PRESENT_REF", "recently": "PAST_REF", "lately": "PAST_REF",
              "formerly": "PAST_REF", "soon": "FUTURE_REF"}  # fmt: skip
REPEATED = {"daily": "P1D", "nightly": "P1D", "weekly": "P1W", "fortnightly": "P2W",
            "biweekly": "P2W", "monthly": "P1M", "yearly": "P1Y",
            "annually": "P1Y", "hourly": "PT1H", "biannually": "P6M"}  # fmt: skip

_WORDS: dict[str, str] = {
    "HYPHEN": "- – —", "DOT": ".", "COMMA": ",", "SLASH": "/", "POSS": "'s ’s",
    "THE": "the", "AN": "a an", "THIS": "this these", "THAT": "that those", "SAME": "same",
    "LAST": "last past previous preceding prior", "NEXT": "next coming upcoming",
    "FOLLOWING": "following ensuing subsequent", "CURRENT": "current", "LATEST": "latest",
    "RECENT": "recent", "EACH": "each every", "MANY": "few several couple many numerous some",
    "DOZEN": "dozen dozens", "EARLY": "early", "MID": "mid middle", "LATE": "late",
    "EDGE": "beginning start end close outset turn onset", "HALF": "half", "AGO": "ago",
    "EARLIER": "earlier", "BEFORE": "before", "LATER": "later", "AFTER": "after",
    "OF": "of", "IN": "in", "ON": "on", "AT": "at", "TO": "to", "FROM": "from",
    "BETWEEN": "between", "AND": "and", "OR": "or", "SINCE": "since", "UNTIL": "until till",
    "BY": "by", "DURING": "during", "FOR": "for", "AS": "as", "SO": "so", "MORE": "more",
    "THROUGH": "through thru", "STARTING": "starting effective", "THAN": "than", "OLD": "old",
    "LONG": "long", "PERIOD": "period", "TIME": "time", "DATE": "date", "LESS": "less",
    "FUTURE": "future", "NEAR": "near foreseeable immediate distant", "FISCAL": "fiscal financial",
    "WHOLE": "full entire whole", "MERIDIEM": "a.m. a.m am p.m. p.m pm", "EVE": "eve",
    "ZONE": "gmt utc est edt cst pst pdt", "ABOUT": "about around approximately roughly",
    "NEARLY": "nearly almost", "OVER": "over", "LEAST": "least most", "ANNUAL": "annual",
    "TIMES": "times", "NEW": "new",
    "HOLIDAY": "christmas thanksgiving", "ONCE": "once twice", "UP": "up",
    "NOT": "no not", "SINGLE": "single",
    "WILL": "will shall wo ll would going scheduled due expected expects expect plans plan planned"
            " planning intends set slated could may might must should hopes aims wants",
    "WAS": "was were had did been came went took made gave held saw told met left sent began"
           " said fell rose won lost",
}  # fmt: skip
_VALUED: dict[str, dict[str, Value]] = {
    "MONTH": dict(MONTHS), "WEEKDAY": dict(WEEKDAYS), "SEASON": dict(SEASONS),
    "UNIT": dict(UNITS), "UNITS": dict(PLURALS), "PART": dict(DAY_PARTS),
    "PARTS": {"mornings": "MO", "afternoons": "AF", "evenings": "EV", "nights": "NI"},
    "WEEKDAYS": {f"{name}s": n for name, n in WEEKDAYS.items() if name.endswith("day")},
    "ORD": dict(ORDINALS.items()),
    "WORDNUM": {**SMALL, **SCALES}, "DAYREF": {"yesterday": -1, "today": 0, "tomorrow": 1},
    "TONIGHT": {"tonight": "NI"}, "REFERENCE": dict(REFERENCES), "REPEATED": dict(REPEATED),
    "TENS": dict(WORD_DECADES),
}  # fmt: skip
_FORMS = ["DD", "YEAR", "YY", "BIG", "DECADE", "CLOCK", "ISO", "NUMERIC", "QTR", "BREAK"]

CLASSES = Classes([*_WORDS, *_VALUED, *_FORMS])
LEXICON: dict[str, tuple[str, Value]] = {
    **{w: (CLASSES[name], w) for name, words in _WORDS.items() for w in words.split()},
    **{w: (CLASSES[name], v) for name, words in _VALUED.items() for w, v in words.items()},
}
PAST = CLASSES["WAS"]

# Lower-case "may", "march", "sat" are not months and days.
_CAPITAL = frozenset({"may", "march", "mar", "mon", "sat", "sun", "wed", "dec", "jan", "jun"})
_DIGITS = re.compile(r"\d+\Z", re.ASCII)
_LONGEST = 40
"""Characters up to which what begins with a digit is a number: no time has more."""
_QUARTER = re.compile(r"(?:[Qq]([1-4])|([1-4])[Qq]|[Hh]([12]))\Z", re.ASCII)


def classify(piece: str) -> tuple[str, Value]:
    """The class and value of a piece of text; words outside the lexicon are OTHER.

    >>> classify("July") == (CLASSES["MONTH"], 7), classify("may") == (OTHER, None)
    (True, True)
    """
    lower = piece.lower()
    known = LEXICON.get(lower)
    if known is not None:
        return (OTHER, None) if lower in _CAPITAL and piece == lower else known
    if piece[0].isdecimal() or piece[0] in "'’":
        return _figures(piece)
    if lower.endswith("ed"):
        return PAST, None
    if piece.isspace():
        return CLASSES["BREAK"], None
    quarter = _QUARTER.match(piece)
    return (CLASSES["QTR"], piece.upper()) if quarter else (OTHER, None)


def _figures(piece: str) -> tuple[str, Value]:
    """The class of what starts with a digit or an apostrophe, and its number."""
    if len(piece) > _LONGEST:
        return OTHER, None
    if not piece.isascii():
        piece = piece.replace("’", "'")
    if _DIGITS.match(piece):
        number = int(piece)
        if len(piece) == 4 and 1500 <= number <= 2100:
            return CLASSES["YEAR"], number
        return (CLASSES["DD"], number) if 1 <= number <= 31 else (CLASSES["BIG"], number)
    if ":" in piece and "-" not in piece:
        return CLASSES["CLOCK"], piece
    if piece[-1] == "s":
        digits = piece.strip("'s")
        start = int(digits) if len(digits) == 4 else 1900 + int(digits or 0)
        fits = len(digits) in (2, 4) and digits[-1] == "0" and 1500 <= start <= 2090
        return (CLASSES["DECADE"], start) if fits else (OTHER, None)
    if piece[-2:] in ("st", "nd", "rd", "th"):
        return CLASSES["ORD"], int(piece[:-2])
    return _compound(piece)


def _compound(piece: str) -> tuple[str, Value]:
    """Dates in figures, decimal numbers and years of two digits."""
    if piece[0] == "'":
        return (CLASSES["YY"], 1900 + int(piece[1:])) if piece[1:].isdecimal() else (OTHER, None)
    if "-" in piece and len(piece.split("-", maxsplit=1)[0]) == 4:
        return CLASSES["ISO"], piece
    if len(re.split(r"[/.-]", piece)) == 3:
        return CLASSES["NUMERIC"], piece
    if piece.replace(",", "").replace(".", "", 1).isdecimal():
        return CLASSES["BIG"], float(piece.replace(",", ""))
    return OTHER, None
