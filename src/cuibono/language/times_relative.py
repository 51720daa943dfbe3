"""Dates relative to the publication: "this past July", "two weeks ago", "next year"."""

from __future__ import annotations

from datetime import timedelta

from cuibono.language import times_calendar as calendar
from cuibono.language.times_calendar import Period
from cuibono.language.times_dates import nearest, part_of_year
from cuibono.language.times_rule import NUMBER, Found, Rule, Sense, dated, rule

APPROX = "(?:ABOUT|NEARLY|OVER|(?:NOT)?(?:MORE|LESS)THAN|AT LEAST|UP TO)"
_SHIFT = "(?P<shift>THIS(?:LAST|NEXT)|LAST|NEXT|THIS)"
_COUNT = f"(?P<count>{NUMBER}|AN(?:DOZEN|MANY OF?)?|MANY|DOZEN)"
_SUBDAY = {"hour", "minute", "second"}
_AMOUNT = {"day": "D", "night": "D", "week": "W", "weekend": "W", "fortnight": "W", "month": "M",
           "quarter": "M", "year": "Y", "decade": "Y", "century": "Y"}  # fmt: skip


def _step(found: Found) -> int:
    """-1, 0 or 1: what the words before the noun do ("this past" is -1)."""
    words = found.words("shift").split()
    if words[-1] in ("last", "past", "previous", "preceding", "prior"):
        return -1
    return 1 if words[-1] in ("next", "coming", "upcoming") else 0


def pick(found: Found, options: list[Period], step: int) -> Period:
    """Of the same day or month in several years: the last before today, or the next after."""
    if step < 0:
        return next((p for p in reversed(options) if p.last < found.today), options[0])
    if step > 0:
        return next((p for p in options if p.first > found.today), options[-1])
    return nearest(found, options)


def _day_reference(found: Found) -> Sense:
    when = found.today + timedelta(days=found.number("ref"))
    return dated(calendar.day(when), "counted from the publication date")


def _beyond(found: Found) -> Sense | None:
    """ "the day before yesterday", "the day after tomorrow"."""
    count = found.number("ref")
    if not count or found.name("unit") != "day":
        return None
    when = found.today + timedelta(days=count * 2)
    return dated(calendar.day(when), "counted from the publication date")


def weekdays(found: Found, number: int) -> list[Period]:
    """The days with a weekday's name around the publication date, a week apart."""
    monday = found.today - timedelta(days=found.today.weekday())
    return [calendar.day(monday + timedelta(days=number + 7 * n)) for n in (-2, -1, 0, 1, 2)]


def _weekday(found: Found) -> Sense:
    number = found.number("weekday")
    if found.published is None:
        return Sense("date", f"XXXX-WXX-{number + 1}", None, "a weekday without its week")
    step = _step(found) if found.has("shift") else 0
    options = weekdays(found, number)
    period = options[2] if found.has("shift") and not step else pick(found, options, step)
    return dated(period, f"the weekday as seen from {found.today}")


def _shifted_month(found: Found) -> Sense:
    number, step = found.number("month"), _step(found)
    options = [calendar.month(found.today.year + n, number) for n in (-2, -1, 0, 1, 2)]
    period = options[2] if not step else pick(found, options, step)
    return dated(period, f"the month as seen from {found.today}")


def _season(found: Found) -> Sense:
    name = found.name("season")
    step = _step(found) if found.has("shift") else 0
    options = [calendar.season(found.today.year + n, name) for n in (-2, -1, 0, 1)]
    period = options[2] if found.has("shift") and not step else pick(found, options, step)
    return dated(period, f"the season of the north as seen from {found.today}")


def _unit(found: Found) -> Sense | None:
    """ "last week", "this year", "next month"."""
    unit, step = found.name("unit"), _step(found)
    if unit in _SUBDAY or (unit == "day" and not step):
        return None
    if unit == "night":
        day = calendar.day(found.today + timedelta(days=step))
        return dated(day, "a night as seen from the publication date", f"{day.timex}TNI")
    here = calendar.of_grain(unit, found.today)
    if unit in ("decade", "century") and step < 0 and found.words("shift") != "last":
        return _stretch(found, 1, unit)
    if unit == "weekend" and step < 0 and found.today.weekday() == 6:
        step = -1
    return dated(calendar.shift(here, step), f"the {unit} as seen from {found.today}")


def _of_shifted_year(found: Found) -> Sense | None:
    """ "July last year", "27 November of this year", "this year's third quarter"."""
    if found.name("unit") != "year":
        return None
    year, groups = found.today.year + _step(found), found.match.re.groupindex
    if "ord" in groups:
        return part_of_year(found.name("part"), year, found.number("ord"))
    if "season" in groups:
        return dated(calendar.season(year, found.name("season")), "a season of a year")
    month = calendar.month(year, found.number("month"))
    if found.has("day"):
        when = month.first.replace(day=found.number("day"))
        return dated(calendar.day(when), "a day of a year named from the publication date")
    return dated(month, "a month of a year named from the publication date")


def _bare_quarter(found: Found) -> Sense | None:
    kind, number = found.name("part"), found.number("ord")
    if kind not in ("quarter", "half") or not 1 <= number <= 4:
        return None
    senses = [part_of_year(kind, found.today.year + n, number) for n in (-1, 0, 1)]
    options = [s.period for s in senses if s and s.period]
    return dated(nearest(found, options), "the nearest such part of a year") if options else None


def _ago(found: Found) -> Sense | None:
    """ "two weeks ago", "a year from now"."""
    count, unit = found.count("count"), found.name("unit")
    sign = 1 if "from" in found.words("turn") or found.words("turn") == "hence" else -1
    if found.words("count") in ("a", "an"):
        count = 1
    if count is None:
        return Sense("date", "PAST_REF" if sign < 0 else "FUTURE_REF", None, "a vague distance")
    if unit in _SUBDAY:
        return dated(calendar.day(found.today), "within the day of publication")
    if unit == "night":
        unit = "day"
    steps = round(count * sign)
    when = calendar.add(found.today, unit, steps)
    grain = "year" if unit in ("decade", "century") else unit
    return dated(calendar.of_grain(grain, when), f"counted from {found.today}")


def _anaphor(found: Found) -> Sense | None:
    """ "a year earlier", "three days later": counted from the expression before."""
    count, unit = found.count("count"), found.name("unit")
    count = 1 if found.words("count") in ("a", "an") else count
    if unit in _SUBDAY | {"night"} or count is None:
        return None
    sign = -1 if found.words("turn") == "earlier" else 1
    if found.anchor is None and sign > 0:
        return Sense("date", None, None, "counted from something that has no date here")
    base = found.anchor or calendar.of_grain(_grain(unit), found.today)
    return dated(_moved(base, unit, round(count * sign)), f"counted from {base.value}")


def _grain(unit: str) -> str:
    return "year" if unit in ("decade", "century") else unit


def _moved(base: Period, unit: str, steps: int) -> Period:
    """A period moved by whole units; it keeps its grain unless the unit is finer."""
    order = ("day", "week", "weekend", "fortnight", "month", "quarter", "season", "half", "year")
    when = calendar.add(base.first, unit, steps)
    if base.grain == "season":
        return calendar.season(when.year, base.timex[-2:])
    finer = order.index(_grain(unit)) < order.index(base.grain) if base.grain in order else False
    return calendar.of_grain(_grain(unit) if finer else base.grain, when)


def _same(found: Found) -> Sense | None:
    """ "the same day", "that year", "the following month": of the expression before."""
    unit, words = found.name("unit"), found.words("how")
    if found.anchor is None:
        return Sense("date", None, None, "it points back to a date that the text does not give")
    step = 1 if words.split()[-1] in ("following", "next", "ensuing", "subsequent") else 0
    grain = "day" if unit in ("night", *_SUBDAY) else unit
    base = calendar.of_grain(grain, found.anchor.last if step else found.anchor.first)
    return dated(calendar.shift(base, step), f"as seen from {found.anchor.value}")


def _stretch(found: Found, count: float, unit: str) -> Sense:
    """A length of time that ends or begins with the publication date."""
    future = found.words("shift").split()[-1] in ("next", "coming", "upcoming")
    letter = _AMOUNT[unit]
    factor = {"quarter": 3, "decade": 10, "century": 100, "fortnight": 2}.get(unit, 1)
    timex = f"P{count * factor:g}{letter}"
    grain = "day" if unit in ("night", "weekend") else unit
    away = calendar.add(found.today, grain, round(count) if future else -round(count))
    first, last = (found.today, away) if future else (away, found.today)
    size = "month" if letter == "M" else "year" if letter == "Y" else "day"
    period = Period(calendar.of_grain(size, first).first, calendar.of_grain(size, last).last,
                    "day", timex)  # fmt: skip
    side = "after" if future else "up to"
    return Sense("duration", timex, period, f"a length of time {side} {found.today}")


def _last_units(found: Found) -> Sense | None:
    """ "the past three months", "the next few years"."""
    unit, count = found.name("unit"), found.count("count")
    if unit in _SUBDAY:
        return None
    if count is None:
        return Sense("duration", f"PX{_AMOUNT[unit]}", None, "a length of time without a number")
    return _stretch(found, count, unit)


def _reference(found: Found) -> Sense:
    return Sense("date", found.name("ref"), None, "a time without a place in the calendar")


def _to_date(found: Found) -> Sense:
    day = calendar.day(found.today)
    return Sense("date", "PRESENT_REF", day, "up to the publication date")


RULES: tuple[Rule, ...] = (
    rule("yesterday", "DAYREF", "(?P<ref>DAYREF)", _day_reference),
    rule(
        "day before yesterday",
        "DAYREF",
        "THE?(?P<unit>UNIT)(?:BEFORE|AFTER)(?P<ref>DAYREF)",
        _beyond,
    ),
    rule("weekday", "WEEKDAY", f"(?:{_SHIFT})?(?P<weekday>WEEKDAY)(?:DOT(?=DD))?", _weekday),
    rule("last July", "MONTH", f"{_SHIFT}(?P<month>MONTH)", _shifted_month),
    rule(
        "July last year",
        "MONTH",
        f"(?:(?P<day>DD|ORD)OF?)?(?P<month>MONTH)(?:OF|IN|COMMA)?{_SHIFT}(?P<unit>UNIT)",
        _of_shifted_year,
    ),
    rule(
        "summer last year",
        "SEASON",
        f"THE?(?P<season>SEASON)(?:OF|IN)?{_SHIFT}(?P<unit>UNIT)",
        _of_shifted_year,
    ),
    rule(
        "third quarter last year",
        "ORD",
        f"THE?(?P<ord>ORD)HYPHEN?(?P<part>UNIT|HALF)(?:OF|IN)?{_SHIFT}(?P<unit>UNIT)",
        _of_shifted_year,
    ),
    rule(
        "last year's third quarter",
        "ORD",
        f"{_SHIFT}(?P<unit>UNIT)POSS(?P<ord>ORD)HYPHEN?(?P<part>UNIT|HALF)",
        _of_shifted_year,
    ),
    rule("third quarter", "ORD", "THE?(?P<ord>ORD)HYPHEN?(?P<part>UNIT)", _bare_quarter),
    rule("last summer", "SEASON", f"{_SHIFT}(?P<season>SEASON)", _season),
    rule(
        "the summer",
        "SEASON",
        "(?:THE|(?<=IN)|(?<=SINCE)|(?<=BY))(?P<season>SEASON)(?!OF)",
        _season,
    ),
    rule("last week", "UNIT", f"THE?{_SHIFT}FISCAL?(?P<unit>UNIT)", _unit),
    rule("two weeks ago", "AGO", f"{APPROX}?{_COUNT}(?P<unit>[UNIT UNITS])(?P<turn>AGO)", _ago),
    rule(
        "two weeks from now",
        "FROM",
        f"{APPROX}?{_COUNT}(?P<unit>[UNIT UNITS])(?P<turn>FROM REFERENCE)",
        _ago,
    ),
    rule("a year earlier", "UNIT", f"{_COUNT}(?P<unit>UNIT)(?P<turn>EARLIER|LATER)", _anaphor),
    rule("two days later", "UNITS", f"{_COUNT}(?P<unit>UNITS)(?P<turn>EARLIER|LATER)", _anaphor),
    rule(
        "the same day",
        "UNIT",
        "(?P<how>THE SAME|THAT SAME?|THE FOLLOWING|THE NEXT(?!UNIT OF))(?P<unit>UNIT)",
        _same,
    ),
    rule(
        "past three months",
        "UNITS",
        f"THE?(?P<shift>LAST|NEXT)(?:MORE|LESS)?(?P<count>{NUMBER}|MANY)(?P<unit>UNITS)",
        _last_units,
    ),
    rule("now", "REFERENCE", "(?P<ref>REFERENCE)", _reference),
    rule("to date", "DATE", "(?:TO DATE)", _to_date),
)
