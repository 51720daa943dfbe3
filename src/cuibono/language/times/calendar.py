"""Stretches of the calendar, with their TimeML value: what a time expression stands for.

The calendar is that of `datetime.date`, the years 1 to 9999. What would reach beyond it raises
ValueError or OverflowError, and an expression that means it has no date.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date, timedelta

from cuibono.language import intervals

SEASONS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
_MONTHS = {"month": 1, "quarter": 3, "half": 6, "year": 12, "decade": 120, "century": 1200}
_DAYS = {"day": 1, "week": 7, "weekend": 7, "fortnight": 14}
_WRITTEN = {"year": "year", "decade": "year", "century": "year", "month": "month",
            "quarter": "month", "half": "month", "season": "month"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Days:
    """A stretch of days, both ends in, with its grain and its TimeML value.

    >>> month(2022, 7).value, quarter(2021, 3).value, decade(1990).timex
    ('2022-07', '2021-07/2021-09', '199')
    """

    first: date
    last: date
    grain: str
    timex: str

    @property
    def value(self) -> str:
        """The period as an ISO 8601 interval."""
        return intervals.between(self.first, self.last)

    @property
    def since(self) -> str:
        """From the period's first day on, as precise as the period."""
        return intervals.between(self.first, None, self._size)

    @property
    def until(self) -> str:
        """Up to the period's last day."""
        return intervals.between(None, self.last, self._size)

    @property
    def before(self) -> str | None:
        """Up to the day before the period, None where the calendar begins with it.

        >>> year(2022).before, year(1).before
        ('../2021', None)
        """
        if self.first == date.min:
            return None
        return intervals.between(None, self.first - timedelta(days=1), self._size)

    @property
    def after(self) -> str | None:
        """From the day after the period on, None where the calendar ends with it.

        >>> year(2022).after, year(9999).after
        ('2023/..', None)
        """
        if self.last == date.max:
            return None
        return intervals.between(self.last + timedelta(days=1), None, self._size)

    @property
    def _size(self) -> str:
        return _WRITTEN.get(self.grain, "day")


def day(when: date) -> Days:
    """One day."""
    return Days(when, when, "day", when.isoformat())


def week(when: date) -> Days:
    """The week, Monday to Sunday, that holds a day."""
    monday = when - timedelta(days=when.weekday())
    year, number, _ = when.isocalendar()
    return Days(monday, monday + timedelta(days=6), "week", f"{year:04d}-W{number:02d}")


def weekend(when: date) -> Days:
    """Saturday and Sunday of the week that holds a day."""
    whole = week(when)
    return Days(whole.last - timedelta(days=1), whole.last, "weekend", f"{whole.timex}-WE")


def month(year: int, number: int) -> Days:
    """A calendar month."""
    last = monthrange(year, number)[1]
    return Days(
        date(year, number, 1), date(year, number, last), "month", f"{year:04d}-{number:02d}"
    )


def months(year: int, number: int, count: int, grain: str, timex: str) -> Days:
    """A run of months from one on."""
    end = shift(month(year, number), count - 1)
    return Days(date(year, number, 1), end.last, grain, timex)


def quarter(year: int, number: int) -> Days:
    """A quarter of a calendar year, 1 to 4."""
    return months(year, number * 3 - 2, 3, "quarter", f"{year:04d}-Q{number}")


def half(year: int, number: int) -> Days:
    """A half of a calendar year, 1 or 2."""
    return months(year, number * 6 - 5, 6, "half", f"{year:04d}-H{number}")


def season(year: int, name: str) -> Days:
    """A season of the northern hemisphere by whole months; winter runs into the next year.

    Spring is March to May and so on, as meteorologists count (World Meteorological
    Organization); `name` is SP, SU, FA or WI, as in TimeML.
    """
    return months(year, SEASONS[name], 3, "season", f"{year:04d}-{name}")


def year(number: int) -> Days:
    """A calendar year."""
    return Days(date(number, 1, 1), date(number, 12, 31), "year", f"{number:04d}")


def decade(start: int) -> Days:
    """The ten years from one that ends in nought; the first has nine, from year 1 on."""
    first = date(max(start, 1), 1, 1)
    return Days(first, date(start + 9, 12, 31), "decade", f"{start // 10:03d}")


def century(number: int) -> Days:
    """A century, by everyday use: the 20th is 1900 to 1999."""
    start = (number - 1) * 100
    return Days(date(max(start, 1), 1, 1), date(start + 99, 12, 31), "century", f"{number - 1:02d}")


def of_grain(grain: str, when: date) -> Days:
    """The period of a grain that holds a day."""
    makers = {
        "day": lambda: day(when),
        "week": lambda: week(when),
        "fortnight": lambda: week(when),
        "weekend": lambda: weekend(when),
        "month": lambda: month(when.year, when.month),
        "quarter": lambda: quarter(when.year, (when.month + 2) // 3),
        "half": lambda: half(when.year, (when.month + 5) // 6),
        "year": lambda: year(when.year),
        "decade": lambda: decade(when.year // 10 * 10),
        "century": lambda: century(when.year // 100 + 1),
    }
    return makers[grain]()


def add(when: date, grain: str, count: int) -> date:
    """The day that lies `count` units of a grain later, or earlier when negative.

    Months keep the day of the month, or end on their last. Raises ValueError or
    OverflowError outside the years 1 to 9999.
    """
    if grain in _DAYS:
        return when + timedelta(days=_DAYS[grain] * count)
    total = when.year * 12 + when.month - 1 + _MONTHS[grain] * count
    year_, month_ = divmod(total, 12)
    if not 1 <= year_ <= 9999:
        raise ValueError(f"year {year_} is outside the calendar")
    return date(year_, month_ + 1, min(when.day, monthrange(year_, month_ + 1)[1]))


def shift(period: Days, count: int) -> Days:
    """The period of the same grain `count` units later, or earlier when negative."""
    if period.grain == "season":
        start = add(period.first, "year", count)
        return season(start.year, period.timex[-2:])
    return of_grain(period.grain, add(period.first, period.grain, count))


def third(period: Days, part: str) -> Days:
    """The `early`, `mid` or `late` third of a period, in whole years, months or days.

    >>> third(year(2020), "early").value, third(year(2022), "mid").value
    ('2020-01/2020-04', '2022-05/2022-08')
    """
    index = ("early", "mid", "late").index(part)
    years = period.last.year - period.first.year + 1
    span = (period.last - period.first).days + 1
    if span < 3:
        return period
    if years >= 10:
        cuts = [0, round(years * 0.3) + years // 10, years - round(years * 0.3), years]
        first = date(period.first.year + cuts[index], 1, 1)
        last = date(period.first.year + cuts[index + 1] - 1, 12, 31)
        return replace(period, first=first, last=last)
    if span > 60:
        count = (period.last.month - period.first.month + 1 + 12 * (years - 1)) // 3
        start = add(period.first, "month", index * count)
        return months(start.year, start.month, count, "season", period.timex)
    size = span // 3
    first = period.first + timedelta(days=index * size)
    last = period.last if part == "late" else first + timedelta(days=size - 1)
    return Days(first, last, "day", period.timex)


_TIMEX = re.compile(
    r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?|-W(\d{2})|-Q(\d)|-H(\d)|-(SP|SU|FA|WI))?(?:T.*)?\Z", re.ASCII
)


def period_of(timex: str) -> Days | None:
    """The period that a TimeML date names, None for any other value.

    >>> period_of("2022-Q3").value, period_of("PRESENT_REF")
    ('2022-07/2022-09', None)
    """
    match = _TIMEX.match(timex)
    if match is None:
        return decade(int(timex) * 10) if re.fullmatch(r"\d{3}", timex, re.ASCII) else None
    try:
        return _period_of(int(match[1]), *match.groups()[1:])
    except (ValueError, OverflowError):
        return None


def _period_of(number: int, *rest: str | None) -> Days:
    month_, day_, week_, quarter_, half_, season_ = rest
    if day_ and month_:
        return day(date(number, int(month_), int(day_)))
    if month_:
        return month(number, int(month_))
    if week_:
        return week(date.fromisocalendar(number, int(week_), 1))
    if quarter_:
        return quarter(number, int(quarter_))
    if half_:
        return half(number, int(half_))
    return season(number, season_) if season_ else year(number)
