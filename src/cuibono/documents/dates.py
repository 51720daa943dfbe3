"""Days as files write them, and which of them can be a day of publication."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta

MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
)  # fmt: skip
EARLIEST = 1600
"""Before that a year is of another calendar, or a slip."""
UNSET = date(1970, 1, 1)
"""What a clock that was never set writes."""
WEEKDAY = re.compile(r"^(?:mon|tues?|wed(?:nes)?|thur?s?|fri|sat(?:ur)?|sun)(?:day)?[.,]*\s+", re.I)
CLOCK = re.compile(
    r"[,\s]+(?:at\s+|[-–—|•·]\s*)?\d{1,2}[:.]\d\d(?::\d\d(?:[.,]\d+)?)?\s*(?:[ap]\.?m\.?)?"
    r"\s*(?:\(?[A-Z]{1,5}\)?|[+-]\d\d:?\d\d|\([A-Z ]+\))?(?:\s*\([A-Z]+\))?$",
    re.I,
)
YEAR_FIRST = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?:[Tt ] ?\d{1,2}:\d\d.*)?")
DAY_FIRST = re.compile(
    r"(?:the )?(\d{1,2})(?:st|nd|rd|th)?\.?[ -](?:of )?([A-Za-z]{3,9})\.?,?[ -](\d{4})"
)
MONTH_FIRST = re.compile(r"([A-Za-z]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})")
NUMBERS = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4})")


def parse_date(text: str) -> date | None:
    """A publication date as files write it, None when it is not one or may be two days.

    >>> parse_date("2022-12-05"), parse_date("18 Nov. 2022"), parse_date("Nov 18, 2022")
    (datetime.date(2022, 12, 5), datetime.date(2022, 11, 18), datetime.date(2022, 11, 18))
    >>> parse_date("Fri, 18 Nov 2022 23:10:00 +0100"), parse_date("18/11/2022")
    (datetime.date(2022, 11, 18), datetime.date(2022, 11, 18))
    >>> parse_date("05/04/2022") is None
    True
    """
    text = " ".join(text.split())[:100]
    try:
        return datetime.fromisoformat(text).date()
    except ValueError:
        pass
    text = CLOCK.sub("", WEEKDAY.sub("", text))
    if found := YEAR_FIRST.fullmatch(text):
        return day(found[1], int(found[3]), found[4])
    if found := DAY_FIRST.fullmatch(text):
        return day(found[3], month(found[2]), found[1])
    if found := MONTH_FIRST.fullmatch(text):
        return day(found[3], month(found[1]), found[2])
    return _numbers(text)


def _numbers(text: str) -> date | None:
    """A day written in numbers, where only one order of day and month can be meant."""
    found = NUMBERS.fullmatch(text)
    if found is None:
        return None
    first, second = int(found[1]), int(found[3])
    if first > 12 or first == second or found[2] == ".":  # with full stops days come first
        return day(found[4], second, found[1])
    return day(found[4], first, found[3]) if second > 12 else None


def month(name: str) -> int:
    """The number of a month by its name or the beginning of it, 0 for any other word."""
    return next((i for i, full in enumerate(MONTHS, 1) if full.startswith(name.lower())), 0)


def day(year: str, month: int, day: str) -> date | None:
    """A day of the calendar, None where there is no such day."""
    try:
        return date(int(year), month, int(day))
    except ValueError:
        return None


def today() -> date:
    """The day that it is, in the time zone where it is latest."""
    return (datetime.now(UTC) + timedelta(hours=14)).date()


def dated(text: str) -> tuple[date | None, str]:
    """A day on which a text can have been published, or None and in English why not.

    >>> dated("2022-12-05")
    (datetime.date(2022, 12, 5), '')
    >>> dated("1402-10-15")[1], dated("9999-01-01")[1]
    ('1402-10-15: a year of another calendar or a slip', '9999-01-01: a day in the future')
    """
    shown = " ".join(text.split())[:60]
    found = parse_date(text)
    if found is None:
        two = NUMBERS.fullmatch(shown)
        if two and day(two[4], int(two[1]), two[3]) and day(two[4], int(two[3]), two[1]):
            return None, f"{shown}: day and month can be either"
        return None, shown
    if found.year < EARLIEST:
        return None, f"{shown}: a year of another calendar or a slip"
    if found > today():
        return None, f"{shown}: a day in the future"
    if found == UNSET:
        return None, f"{shown}: the day of a clock that was never set"
    return found, ""
