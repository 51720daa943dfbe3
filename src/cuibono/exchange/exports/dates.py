"""A `when` as other formats write dates: first and last day, or no more than is known."""

from __future__ import annotations

from datetime import date, timedelta

from cuibono.errors import CuibonoError
from cuibono.language import intervals


def days(when: str | None) -> tuple[date | None, date | None]:
    """First and last day of an interval, None where it is open or is not an interval.

    >>> days("2022-07")
    (datetime.date(2022, 7, 1), datetime.date(2022, 7, 31))
    """
    if not when:
        return None, None
    try:
        return intervals.parse(when)
    except CuibonoError:
        return None, None


def moments(when: str | None) -> tuple[str | None, str | None]:
    """The beginning of the first day and the end of the last, as UTC times.

    >>> moments("2022-07-31")
    ('2022-07-31T00:00:00Z', '2022-08-01T00:00:00Z')
    """
    first, last = days(when)
    begin = f"{first.isoformat()}T00:00:00Z" if first else None
    after = last + timedelta(days=1) if last and last < date.max else None
    return begin, f"{after.isoformat()}T00:00:00Z" if after else None


def single(when: str | None) -> str | None:
    """The day of an interval that is one day.

    >>> single("2022-07-31"), single("2022-07")
    ('2022-07-31', None)
    """
    first, last = days(when)
    return first.isoformat() if first and first == last else None


def prefix(day: date, other: date | None) -> str:
    """A year, a month or a day: as much of a date as an interval from it gives.

    >>> prefix(date(2022, 7, 1), date(2022, 7, 31)), prefix(date(2022, 1, 1), date(2022, 12, 31))
    ('2022-07', '2022')
    """
    if other is None or day.year != other.year:
        return day.isoformat()
    if (day.month, day.day, other.month, other.day) == (1, 1, 12, 31):
        return str(day.year).zfill(4)
    whole = day.day == 1 and (other + timedelta(days=1)).day == 1 if other < date.max else False
    return day.isoformat()[:7] if whole and day.month == other.month else day.isoformat()
