"""Lengths of time and repeated times: "three months", "daily", "every Friday"."""

from __future__ import annotations

from cuibono.language.times.relative import APPROX
from cuibono.language.times.rule import NO_TIME, NUMBER, Rule, Sense, Spotted, rule
from cuibono.language.times.words import CLASSES

_LETTERS = {"day": "D", "night": "D", "week": "W", "weekend": "WE", "fortnight": "W",
            "month": "M", "quarter": "Q", "year": "Y", "decade": "Y", "century": "Y",
            "hour": "H", "minute": "M", "second": "S"}  # fmt: skip
_FACTORS = {"quarter": 3, "decade": 10, "century": 100, "fortnight": 2}
_CLOCK = {"hour", "minute", "second"}


def length(unit: str, count: float | None) -> str:
    """A TimeML duration; an unknown count is X.

    >>> length("month", 3), length("hour", 2), length("decade", 2), length("year", None)
    ('P3M', 'PT2H', 'P20Y', 'PXY')
    """
    time = "T" if unit in _CLOCK else ""
    if count is None:
        letter = {"decade": "DE", "century": "C"}.get(unit, _LETTERS[unit])
        return f"P{time}X{letter}"
    letter = "M" if unit == "quarter" and count != 1 else _LETTERS[unit]
    factor = 1 if letter == "Q" else _FACTORS.get(unit, 1)
    return f"P{time}{count * factor:g}{letter}"


def _duration(found: Spotted) -> Sense:
    if found.match[0][-1] == CLASSES["OLD"]:
        return Sense(NO_TIME, None, None, "an age")
    count = found.count("count")
    if found.words("count") in ("a", "an", "one"):
        count = 1
    return Sense("duration", length(found.name("unit"), count), None, "a length of time")


def _bare(found: Spotted) -> Sense:
    return Sense("duration", length(found.name("unit"), None), None, "a length of time")


def _each(found: Spotted) -> Sense:
    return Sense("set", length(found.name("unit"), 1), None, "a repeated time")


def _each_weekday(found: Spotted) -> Sense:
    return Sense("set", f"XXXX-WXX-{found.number('weekday') + 1}", None, "a repeated weekday")


def _repeated(found: Spotted) -> Sense:
    return Sense("set", found.name("ref"), None, "a repeated time")


RULES: tuple[Rule, ...] = (
    rule(
        "three months",
        "UNITS",
        f"{APPROX}?(?P<count>{NUMBER}|AN?MANY|DOZEN)HYPHEN?MORE?(?P<unit>UNITS)(?:HYPHEN?(?:OLD|LONG))?",
        _duration,
    ),
    rule(
        "three-month",
        "UNIT",
        f"{APPROX}?(?P<count>{NUMBER}|AN)HYPHEN?(?P<unit>UNIT)(?:HYPHEN?(?:OLD|LONG))?",
        _duration,
    ),
    rule("years", "UNITS", "(?P<unit>UNITS)", _bare),
    rule("every year", "EACH", "EACH(?P<unit>UNIT)", _each),
    rule("every Friday", "EACH", "EACH(?P<weekday>WEEKDAY)", _each_weekday),
    rule("Fridays", "WEEKDAYS", "(?P<weekday>WEEKDAYS)", _each_weekday),
    rule("daily", "REPEATED", "(?P<ref>REPEATED)", _repeated),
)
