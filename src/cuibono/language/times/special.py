"""Days with names of their own, and turns of phrase that count from today in their own way."""

from __future__ import annotations

from datetime import date, timedelta

from cuibono.language.times import calendar
from cuibono.language.times.calendar import Days
from cuibono.language.times.dates import nearest
from cuibono.language.times.rule import NUMBER, Rule, Sense, Spotted, dated, rule

_FIXED = {"new year's eve": (12, 31), "new year's day": (1, 1), "new year": (1, 1),
          "christmas": (12, 25), "christmas day": (12, 25), "christmas eve": (12, 24)}  # fmt: skip


def _holiday(found: Spotted) -> Sense | None:
    """ "New Year's Eve", "Christmas": the nearest, as with any day of a month."""
    name = found.words("name").replace("’", "'")
    if name not in _FIXED and not name.startswith("thanksgiving"):
        return None
    years = [found.today.year + n for n in (-1, 0, 1)]
    if name.startswith("thanksgiving"):
        options = [_thanksgiving(year) for year in years]
    else:
        options = [calendar.day(date(year, *_FIXED[name])) for year in years]
    return dated(nearest(found, options), f"the nearest such day to {found.today}")


def _thanksgiving(year: int) -> Days:
    """The fourth Thursday of November (United States Code, title 5, section 6103)."""
    first = date(year, 11, 1)
    return calendar.day(first + timedelta((3 - first.weekday()) % 7 + 21))


def _weekend(found: Spotted) -> Sense | None:
    """ "the weekend": the last that has begun, or the next where the words look ahead."""
    if found.name("unit") != "weekend":
        return None
    here = calendar.weekend(found.today)
    options = [calendar.shift(here, n) for n in (-1, 0, 1)]
    return dated(nearest(found, options), f"the nearest weekend to {found.today}")


def _edge(found: Spotted) -> Sense | None:
    """ "the end of the year", "the start of the month": of the one that is running."""
    unit = found.name("unit")
    if unit not in ("week", "month", "quarter", "year", "decade"):
        return None
    here = calendar.of_grain(unit, found.today)
    part = "late" if found.words("edge") in ("end", "close") else "early"
    narrow = calendar.third(here, part)
    return dated(narrow, f"the {part} third of the {unit} of {found.today}", here.timex)


def _before_last(found: Spotted) -> Sense | None:
    """ "the year before last", "the week after next"."""
    unit, words = found.name("unit"), found.words("turn").split()
    if unit not in ("week", "weekend", "month", "quarter", "year"):
        return None
    back = words == ["before", "last"]
    if not back and words != ["after", "next"]:
        return None
    here = calendar.of_grain(unit, found.today)
    return dated(calendar.shift(here, -2 if back else 2), f"two {unit}s from {found.today}")


def _ago_this(found: Spotted) -> Sense | None:
    """ "five years ago this month": the month of that year."""
    count = 1 if found.words("count") in ("a", "an") else found.count("count")
    grain = found.name("grain")
    if count is None or found.name("unit") != "year" or grain not in ("day", "week", "month"):
        return None
    when = calendar.add(found.today, "year", -round(count))
    return dated(calendar.of_grain(grain, when), f"counted from {found.today}")


def _quarter_of(found: Spotted) -> Sense | None:
    """ "the 1988 quarter": a quarter of that year, which one is not said."""
    if found.name("unit") not in ("quarter", "period"):
        return None
    year = calendar.year(found.number("year"))
    return dated(year, "a part of a year, which one is not said")


RULES: tuple[Rule, ...] = (
    rule(
        "holiday",
        "HOLIDAY",
        "(?P<name>HOLIDAY(?:UNIT|EVE)?)",
        _holiday,
    ),
    rule("new year", "UNIT", "(?P<name>NEW UNIT(?:POSS(?:EVE|UNIT))?)", _holiday),
    rule("the weekend", "UNIT", "THE(?P<unit>UNIT)(?!BEFORE|AFTER|OF)", _weekend),
    rule("end of the year", "EDGE", "THE?(?P<edge>EDGE)OF THE(?P<unit>UNIT)(?!OF)", _edge),
    rule(
        "the year before last",
        "UNIT",
        "THE(?P<unit>UNIT)(?P<turn>(?:BEFORE|AFTER)(?:LAST|NEXT))(?!UNIT|UNITS|MONTH|WEEKDAY)",
        _before_last,
    ),
    rule(
        "five years ago this month",
        "AGO",
        f"(?P<count>{NUMBER}|AN)(?P<unit>[UNIT UNITS])AGO THIS(?P<grain>UNIT)",
        _ago_this,
    ),
    rule("the 1988 quarter", "YEAR", "THE(?P<year>YEAR)(?P<unit>UNIT)", _quarter_of),
)
