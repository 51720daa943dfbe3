"""Dates relative to the publication: "this past July", "two weeks ago", "next year"."""

from __future__ import annotations

from datetime import timedelta

from cuibono.language.times import calendar
from cuibono.language.times.calendar import Days
from cuibono.language.times.dates import nearest, part_of_year
from cuibono.language.times.rule import NUMBER, Rule, Sense, Spotted, dated, rule
from cuibono.language.times.words import CLASSES

APPROX = "(?:ABOUT|NEARLY|OVER|(?:NOT)?(?:MORE|LESS)THAN|AT LEAST|UP TO)"
_SHIFT = "(?P<shift>THIS(?:LAST|NEXT)|LAST|NEXT|THIS)"
_COUNT = f"(?P<count>{NUMBER}|AN(?:DOZEN|MANY OF?)?|MANY|DOZEN)"
# Days for which a quarter that is over stays the one that news speaks of.
RECENT = 120
_SUBDAY = {"hour", "minute", "second"}
_AMOUNT = {"day": "D", "night": "D", "week": "W", "weekend": "W", "fortnight": "W", "month": "M",
           "quarter": "M", "year": "Y", "decade": "Y", "century": "Y"}  # fmt: skip


def _step(found: Spotted) -> int:
    """-1, 0 or 1: what the words before the noun do ("this past" is -1)."""
    words = found.words("shift").split()
    if words[-1] in ("last", "past", "previous", "preceding", "prior"):
        return -1
    return 1 if words[-1] in ("next", "coming", "upcoming") else 0


def pick(found: Spotted, options: list[Days], step: int) -> Days:
    """Of the same day or month in several years: the last before today, or the next after."""
    if step < 0:
        return next((p for p in reversed(options) if p.last < found.today), options[0])
    if step > 0:
        return next((p for p in options if p.first > found.today), options[-1])
    return nearest(found, options)


def day_reference(found: Spotted) -> Sense:
    """ "yesterday", "today", "tomorrow"."""
    when = found.today + timedelta(days=found.number("ref"))
    return dated(calendar.day(when), "counted from the publication date")


def _beyond(found: Spotted) -> Sense | None:
    """ "the day before yesterday", "the day after tomorrow"."""
    count = found.number("ref")
    if not count or found.name("unit") != "day":
        return None
    when = found.today + timedelta(days=count * 2)
    return dated(calendar.day(when), "counted from the publication date")


def weekdays(found: Spotted, number: int) -> list[Days]:
    """The days with a weekday's name around the publication date, a week apart."""
    monday = found.today - timedelta(days=found.today.weekday())
    return [calendar.day(monday + timedelta(days=number + 7 * n)) for n in (-2, -1, 0, 1, 2)]


def weekday(found: Spotted) -> Sense:
    """ "Friday", "last Friday"."""
    number = found.number("weekday")
    if found.published is None:
        return Sense("date", f"XXXX-WXX-{number + 1}", None, "a weekday without its week")
    step = _step(found) if found.has("shift") else 0
    options = weekdays(found, number)
    period = options[2] if found.has("shift") and not step else pick(found, options, step)
    return dated(period, f"the weekday as seen from {found.today}")


def _shifted_month(found: Spotted) -> Sense:
    number, step = found.number("month"), _step(found)
    options = [calendar.month(found.today.year + n, number) for n in (-2, -1, 0, 1, 2)]
    period = options[2] if not step else pick(found, options, step)
    return dated(period, f"the month as seen from {found.today}")


def _season(found: Spotted) -> Sense:
    name = found.name("season")
    step = _step(found) if found.has("shift") else 0
    options = [calendar.season(found.today.year + n, name) for n in (-2, -1, 0, 1)]
    period = options[2] if found.has("shift") and not step else pick(found, options, step)
    return dated(period, f"the season of the north as seen from {found.today}")


def _unit(found: Spotted) -> Sense | None:
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


def _of_shifted_year(found: Spotted) -> Sense | None:
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


def _bare_quarter(found: Spotted) -> Sense | None:
    kind, number = found.name("part"), found.number("ord")
    if kind not in ("quarter", "half") or not 1 <= number <= 4:
        return None
    senses = [part_of_year(kind, found.today.year + n, number) for n in (-1, 0, 1)]
    options = [s.period for s in senses if s and s.period]
    over = [p for p in options if 0 <= (found.today - p.last).days < RECENT]
    if over:
        return dated(over[-1], "the last such part of a year")
    return dated(nearest(found, options), "the nearest such part of a year") if options else None


def _ago(found: Spotted) -> Sense | None:
    """ "two weeks ago", "a year from now"."""
    count, unit = found.count("count"), found.name("unit")
    sign = 1 if "from" in found.words("turn") or found.words("turn") == "hence" else -1
    if found.words("count") in ("a", "an"):
        count = 1
    if count is None:
        return Sense("date", "PAST_REF" if sign < 0 else "FUTURE_REF", None, "a vague distance")
    if unit in _SUBDAY:
        return dated(calendar.day(found.today), "within the day of publication")
    if unit == "year" and count == 1 and sign < 0 and _is_quarter(found.anchor):
        # Business news compares a quarter with its like: "rose in the quarter from a year ago".
        return _year_before(found)
    if unit == "night":
        unit = "day"
    steps = round(count * sign)
    when = calendar.add(found.today, unit, steps)
    grain = "year" if unit in ("decade", "century") else unit
    return dated(calendar.of_grain(grain, when), f"counted from {found.today}")


def _anaphor(found: Spotted) -> Sense | None:
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


def _is_quarter(period: Days | None) -> bool:
    return period is not None and period.grain == "quarter"


def _year_before(found: Spotted) -> Sense | None:
    """ "the year-ago quarter", "year-earlier": of the expression before."""
    if found.anchor is None:
        return None
    return dated(_moved(found.anchor, "year", -1), f"a year before {found.anchor.value}")


def _the_quarter(found: Spotted) -> Sense | None:
    """ "the quarter": the one spoken of, or the last that was over; "the current quarter"."""
    if found.name("part") != "quarter":
        return None
    here = calendar.of_grain("quarter", found.today)
    how = found.words("how")
    if how.endswith("current"):
        return dated(here, f"the quarter as seen from {found.today}")
    if not how.endswith("latest") and _is_quarter(found.anchor) and found.anchor is not None:
        return dated(found.anchor, "the quarter spoken of")
    return dated(calendar.shift(here, -1), f"the last quarter before {found.today}")


def _grain(unit: str) -> str:
    return "year" if unit in ("decade", "century") else unit


def _moved(base: Days, unit: str, steps: int) -> Days:
    """A period moved by whole units; it keeps its grain unless the unit is finer."""
    order = ("day", "week", "weekend", "fortnight", "month", "quarter", "season", "half", "year")
    when = calendar.add(base.first, unit, steps)
    if base.grain == "season" and base.timex[-2:] in calendar.SEASONS:
        return calendar.season(when.year, base.timex[-2:])
    if base.grain == "season":  # "the end of 2000", eight years earlier
        many = (base.last.year - base.first.year) * 12 + base.last.month - base.first.month + 1
        return calendar.months(when.year, when.month, many, "season", f"{when.year:04d}")
    finer = order.index(_grain(unit)) < order.index(base.grain) if base.grain in order else False
    return calendar.of_grain(_grain(unit) if finer else base.grain, when)


def _same(found: Spotted) -> Sense | None:
    """ "the same day", "that year", "the following month": of the expression before."""
    unit, words = found.name("unit"), found.words("how")
    if found.anchor is None:
        return Sense("date", None, None, "it points back to a date that the text does not give")
    step = 1 if words.split()[-1] in ("following", "next", "ensuing", "subsequent") else 0
    grain = "day" if unit in ("night", *_SUBDAY) else unit
    base = calendar.of_grain(grain, found.anchor.last if step else found.anchor.first)
    return dated(calendar.shift(base, step), f"as seen from {found.anchor.value}")


def _stretch(found: Spotted, count: float, unit: str) -> Sense:
    """A length of time that ends or begins with the publication date."""
    future = found.words("shift").split()[-1] in ("next", "coming", "upcoming")
    letter = _AMOUNT[unit]
    factor = {"quarter": 3, "decade": 10, "century": 100, "fortnight": 2}.get(unit, 1)
    timex = f"P{count * factor:g}{letter}"
    grain = "day" if unit in ("night", "weekend") else unit
    away = calendar.add(found.today, grain, round(count) if future else -round(count))
    first, last = (found.today, away) if future else (away, found.today)
    size = "month" if letter == "M" else "year" if letter == "Y" else "day"
    period = Days(calendar.of_grain(size, first).first, calendar.of_grain(size, last).last,
                    "day", timex)  # fmt: skip
    side = "after" if future else "up to"
    return Sense("duration", timex, period, f"a length of time {side} {found.today}")


def _last_units(found: Spotted) -> Sense | None:
    """ "the past three months", "the next few years"."""
    unit, count = found.name("unit"), found.count("count")
    if unit in _SUBDAY:
        return None
    if count is None:
        back = _step(found) < 0
        return Sense("date", "PAST_REF" if back else "FUTURE_REF", None, "a vague length of time")
    return _stretch(found, count, unit)


def _reference(found: Spotted) -> Sense:
    return Sense("date", found.name("ref"), None, "a time without a place in the calendar")


_VAGUE = {"future": "FUTURE_REF", "next": "FUTURE_REF", "coming": "FUTURE_REF",
          "upcoming": "FUTURE_REF", "current": "PRESENT_REF"}  # fmt: skip


def _vague(found: Spotted) -> Sense:
    """ "the near future", "recent years", "the coming months": no place in the calendar."""
    name = _VAGUE.get(found.words("how"), "PAST_REF")
    return Sense("date", name, None, "a time without a place in the calendar")


def _these_days(found: Spotted) -> Sense | None:
    if found.name("how") != "day" or not found.match[0].startswith(CLASSES["THIS"]):
        return None
    return Sense("date", "PRESENT_REF", None, "a time without a place in the calendar")


def _to_date(found: Spotted) -> Sense:
    day = calendar.day(found.today)
    return Sense("date", "PRESENT_REF", day, "up to the publication date")


RULES: tuple[Rule, ...] = (
    rule("yesterday", "DAYREF", "(?P<ref>DAYREF)", day_reference),
    rule(
        "day before yesterday",
        "DAYREF",
        "THE?(?P<unit>UNIT)(?:BEFORE|AFTER)(?P<ref>DAYREF)",
        _beyond,
    ),
    rule("weekday", "WEEKDAY", f"(?:{_SHIFT})?(?P<weekday>WEEKDAY)(?:DOT(?=DD))?", weekday),
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
    rule(
        "the quarter", "UNIT", "(?P<how>THE(?:LATEST|CURRENT)?)(?P<part>UNIT)(?!OF)", _the_quarter
    ),
    rule(
        "the year-ago quarter",
        "UNIT",
        "THE?UNIT HYPHEN(?:AGO|EARLIER)(?:PERIOD|(?P<part>UNIT))",
        _year_before,
    ),
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
    rule("now", "REFERENCE", "(?P<ref>REFERENCE)(?!AFTER|AS)", _reference),
    rule("the future", "FUTURE", "THE NEAR?(?P<how>FUTURE)", _vague),
    rule("currently", "CURRENT", "(?P<how>CURRENT)(?!UNIT)", _vague),
    rule("these days", "THIS", "THIS(?P<how>UNITS)", _these_days),
    rule("recent years", "RECENT", "(?P<how>RECENT)(?:UNITS)?", _vague),
    rule("coming months", "NEXT", "THE?(?P<how>LAST|NEXT)(?:UNITS)", _vague),
    rule("the past", "LAST", "THE(?P<how>LAST)(?=DOT|COMMA|BREAK)", _vague),
    rule("to date", "DATE", "(?:TO DATE)", _to_date),
)
