"""Parts of a day and times of the clock: "Friday morning", "9 a.m. Tuesday", "tonight"."""

from __future__ import annotations

from dataclasses import replace

from cuibono.language.times import calendar
from cuibono.language.times.dates import month_day
from cuibono.language.times.relative import day_reference, weekday
from cuibono.language.times.rule import Rule, Sense, Spotted, dated, rule

_CLOCK = "(?P<hour>CLOCK|DD)(?P<half>MERIDIEM)ZONE?"


def _on(found: Spotted) -> Sense | None:
    """The day that stands beside the part or time of day, or the day of publication."""
    if "month" in found.match.re.groupindex:
        return month_day(found)
    if "weekday" in found.match.re.groupindex:
        return weekday(found)
    if "ref" in found.match.re.groupindex:
        return day_reference(found)
    return dated(calendar.day(found.today), "on the day of publication")


def _part(found: Spotted) -> Sense | None:
    """A part of a day; the interval is the whole day, its TimeML value names the part."""
    day = _on(found)
    if day is None or day.timex is None:
        return day
    return replace(day, timex=f"{day.timex}T{found.name('part')}")


def _time(found: Spotted) -> Sense | None:
    """A time of the clock on a day; the interval is the whole day."""
    day, clock = _on(found), _clock(found)
    if day is None or day.timex is None or clock is None:
        return day
    return replace(day, timex=f"{day.timex}T{clock}")


def _clock(found: Spotted) -> str | None:
    """Hours and minutes of a day, None for what is not a time: "25 p.m."."""
    hour, _, minute = found.words("hour").partition(":")
    if not (hour.isdecimal() and (minute or "0").isdecimal()):
        return None
    hours, minutes = int(hour), int(minute or 0)
    if not (1 <= hours <= 12 and minutes < 60):
        return None
    late = found.words("half").startswith("p")
    return f"{hours % 12 + 12 * late:02d}:{minutes:02d}"


_DAYS = (
    ("weekday", "WEEKDAY", "(?P<weekday>WEEKDAY)"),
    ("month and day", "MONTH", "(?P<month>MONTH)DOT?(?P<day>DD|ORD)"),
    ("yesterday", "DAYREF", "(?P<ref>DAYREF)"),
)
RULES: tuple[Rule, ...] = (
    *(
        made
        for name, needs, day in _DAYS
        for made in (
            rule(f"{name} morning", needs, f"{day}(?P<part>PART)", _part),
            rule(f"morning of {name}", needs, f"(?P<part>PART)(?:ON|OF)?{day}", _part),
            rule(f"9 a.m. {name}", needs, f"{_CLOCK}(?:ON|COMMA)?{day}", _time),
            rule(f"{name} 9 a.m.", needs, f"{day}(?:AT|COMMA)?{_CLOCK}", _time),
        )
    ),
    rule("this morning", "PART", "THIS(?P<part>PART)", _part),
    rule("tonight", "TONIGHT", "(?P<part>TONIGHT)", _part),
)
