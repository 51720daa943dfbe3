"""Dates that name their month or year: "27 November 2022", "mid-2022", "the 1990s"."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from cuibono.language.numbers import parse_year
from cuibono.language.times import calendar
from cuibono.language.times.calendar import Days
from cuibono.language.times.rule import Rule, Sense, Spotted, dated, rule

_YEAR = "(?P<year>YEAR|YY|WORDNUM(?:(?:HYPHEN|AND)?WORDNUM)+)"
_DAY = "(?P<day>DD|ORD)"
_DAYS = "(?P<from>DD|ORD)(?:HYPHEN|SLASH|TO|THROUGH)(?P<day>DD|ORD)"
_BOTH = _DAYS.replace("TO", "TO|AND")
_WEEKDAY = "(?:WEEKDAY DOT?COMMA?)?"


def year_number(found: Spotted) -> int | None:
    """The year that the group `year` holds, in figures or in words."""
    value = found.value("year")
    words = found.words("year")
    return int(value) if words[-1].isdecimal() and isinstance(value, int) else parse_year(words)


STALE, SOON = 270, 60


def nearest(found: Spotted, options: list[Days]) -> Days:
    """The period that is meant among the same of several years: the last one that has begun,
    or the first that has not ended where the words speak of what is to come. What ended more than
    nine months ago is not meant, since one would say "last December", unless what it dates has
    happened and the next is not near.
    """
    begun = [p for p in options if p.first <= found.today]
    ahead = next((p for p in options if p.last >= found.today), options[-1])
    stale = bool(begun) and (found.today - begun[-1].last).days > STALE
    past = found.past and (ahead.first - found.today).days > SOON
    return ahead if found.future or not begun or (stale and not past) else begun[-1]


def _full_date(found: Spotted) -> Sense | None:
    year = year_number(found)
    if year is None:
        return None
    month, day = found.number("month"), found.number("day")
    if not _exists(year, month, day):
        return Sense("date", None, None, "there is no such day")
    exact = date(year, month, day)
    return dated(calendar.day(exact), "a full date")


def month_day(found: Spotted) -> Sense | None:
    """A day of a month without its year: "5 December"."""
    month, day = found.number("month"), found.number("day")
    if found.published is None:
        calendar.month(2000, month)
        return Sense("date", f"XXXX-{month:02d}-{day:02d}", None, "a date without its year")
    years = [found.today.year + n for n in (-1, 0, 1)]
    options = [calendar.day(date(y, month, day)) for y in years if _exists(y, month, day)]
    if not options:
        return None
    period = nearest(found, options)
    if (period.first - found.today).days > STALE and options[0].first < found.today:
        # So far ahead one would say "next May": words on what is to come speak of something else.
        period = nearest(replace(found, future=False), options)
    side = "after" if period.first > found.today else "before"
    return dated(period, f"the nearest such day {side} {found.today}")


def _days(found: Spotted) -> Sense | None:
    """Several days of one month: "13–14 April 2024", "March 5 to 7"."""
    last = _full_date(found) if found.has("year") else month_day(found)
    if last is None or last.period is None or not 1 <= found.number("from") < found.number("day"):
        return None
    first = last.period.first.replace(day=found.number("from"))
    period = replace(last.period, first=first, timex=f"{first}/{last.period.last}")
    return dated(period, "days of a month")


def _exists(year: int, month: int, day: int) -> bool:
    return 1 <= day <= (calendar.month(year, month).last.day)


def _side(found: Spotted) -> str:
    return "after" if found.future else "before"


def _month_year(found: Spotted) -> Sense | None:
    year = year_number(found)
    if year is None:
        return None
    return dated(calendar.month(year, found.number("month")), "a month of a year")


def _month(found: Spotted) -> Sense | None:
    number = found.number("month")
    if found.published is None:
        return Sense("date", f"XXXX-{number:02d}", None, "a month without its year")
    options = [calendar.month(found.today.year + n, number) for n in (-1, 0, 1)]
    period = nearest(found, options)
    return dated(period, f"the nearest such month {_side(found)} {found.today}")


def _year(found: Spotted) -> Sense | None:
    year = year_number(found)
    return None if year is None or not 1 <= year <= 2999 else dated(calendar.year(year), "a year")


def _decade(found: Spotted) -> Sense | None:
    start = found.number("decade")
    return dated(calendar.decade(start), "a decade")


def _tens(found: Spotted) -> Sense | None:
    return dated(calendar.decade(1900 + found.number("tens")), "a decade of the twentieth century")


def _century(found: Spotted) -> Sense | None:
    number = found.number("ord")
    if found.name("unit") != "century" or not 1 <= number <= 30:
        return None
    return dated(calendar.century(number), "a century")


def _quarter(found: Spotted) -> Sense | None:
    """ "Q3 2021", "the third quarter of 2022", "the first half of 2022"."""
    year = year_number(found)
    return None if year is None else _part(found, year)


def _part(found: Spotted, year: int) -> Sense | None:
    name = found.name("part")
    if name in ("quarter", "half"):
        kind, number = name, found.number("ord")
    else:
        kind, number = (
            {"Q": "quarter", "H": "half"}.get(name[0], name),
            int(name[1:]) if name[1:].isdecimal() else 0,
        )
    return part_of_year(kind, year, number)


def part_of_year(kind: str, year: int, number: int) -> Sense | None:
    """The sense of a numbered `quarter` or `half` of a year, None where there is no such."""
    if kind == "quarter" and 1 <= number <= 4:
        return dated(calendar.quarter(year, number), "a quarter of a year")
    if kind == "half" and 1 <= number <= 2:
        return dated(calendar.half(year, number), "a half of a year")
    return None


def _season_year(found: Spotted) -> Sense | None:
    year = year_number(found)
    if year is None:
        return None
    return dated(calendar.season(year, found.name("season")), "a season of the north, by months")


def _iso(found: Spotted) -> Sense | None:
    text = found.words("iso").upper()
    if len(text) == 7:
        return dated(calendar.month(int(text[:4]), int(text[5:])), "an ISO month")
    return dated(calendar.day(date.fromisoformat(text[:10])), "an ISO date", text)


def _numeric(found: Spotted) -> Sense | None:
    """Day and month in figures: where both orders fit, the one nearer to the publication."""
    first, second, year = (int(part) for part in re.split(r"[/.-]", found.words("numeric")))
    year += 0 if year > 99 else 1900 if year > 50 else 2000
    options = (
        [(second, first)] if "." in found.words("numeric") else [(first, second), (second, first)]
    )
    days = [date(year, m, d) for m, d in options if 1 <= m <= 12 and _exists(year, m, d)]
    if not days:
        return None
    if found.published:
        days.sort(key=lambda d: abs((d - found.today).days))
    return dated(calendar.day(days[0]), "a date in figures")


RULES: tuple[Rule, ...] = (
    rule("iso", "ISO", "(?P<iso>ISO)", _iso),
    rule("numeric", "NUMERIC", "(?P<numeric>NUMERIC)", _numeric),
    rule("month days year", "MONTH", f"(?P<month>MONTH)DOT?THE?{_DAYS}COMMA?{_YEAR}", _days),
    rule("days month year", "MONTH", f"THE?{_BOTH}OF?(?P<month>MONTH)DOT?COMMA?{_YEAR}", _days),
    rule("month days", "MONTH", f"(?P<month>MONTH)DOT?THE?{_DAYS}(?!UNITS|DOT?BIG)", _days),
    rule("days month", "MONTH", f"THE?{_BOTH}OF?(?P<month>MONTH)", _days),
    rule(
        "month day year",
        "MONTH",
        f"{_WEEKDAY}(?P<month>MONTH)DOT?THE?{_DAY}COMMA?{_YEAR}",
        _full_date,
    ),
    rule(
        "day month year",
        "MONTH",
        f"{_WEEKDAY}(?:THE(?=ORD|DD))?{_DAY}OF?(?P<month>MONTH)DOT?COMMA?{_YEAR}",
        _full_date,
    ),
    rule(
        "month day",
        "MONTH",
        f"{_WEEKDAY}(?P<month>MONTH)DOT?(?:THE(?=ORD))?{_DAY}(?!UNITS|DOT?BIG)",
        month_day,
    ),
    rule("day month", "MONTH", f"{_WEEKDAY}(?:THE(?=ORD|DD))?{_DAY}OF?(?P<month>MONTH)", month_day),
    rule("month year", "MONTH", f"(?P<month>MONTH)DOT?(?:COMMA|OF)?{_YEAR}", _month_year),
    rule("month", "MONTH", "(?P<month>MONTH)", _month),
    rule("year", "YEAR", "(?P<year>YEAR)", _year),
    rule("short year", "YY", "(?P<year>YY)", _year),
    rule(
        "year in words",
        "WORDNUM",
        "(?P<year>WORDNUM(?:HYPHEN|AND)?WORDNUM(?:(?:HYPHEN|AND)?WORDNUM)*)",
        _year,
    ),
    rule("decade", "DECADE", "THE?(?P<decade>DECADE)", _decade),
    rule("tens", "TENS", "THE (?P<tens>TENS)", _tens),
    rule("century", "UNIT", "THE?(?P<ord>ORD)HYPHEN?(?P<unit>UNIT)", _century),
    rule(
        "quarter of year",
        "YEAR",
        f"THE?(?P<ord>ORD)HYPHEN?(?P<part>UNIT|HALF)(?:OF|IN)?{_YEAR}",
        _quarter,
    ),
    rule(
        "year's quarter",
        "YEAR",
        f"THE?{_YEAR}POSS?(?P<ord>ORD)HYPHEN?(?P<part>UNIT|HALF)",
        _quarter,
    ),
    rule("Q3 year", "QTR", f"(?P<part>QTR)(?:OF|COMMA|HYPHEN)?{_YEAR}", _quarter),
    rule("year Q3", "QTR", f"{_YEAR}HYPHEN?(?P<part>QTR)", _quarter),
    rule("season year", "SEASON", f"THE?(?P<season>SEASON)(?:OF|COMMA|IN)?{_YEAR}", _season_year),
)
