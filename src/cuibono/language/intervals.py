"""ISO 8601 intervals as strings: what a statement's `when` is made of.

An interval is a day, month or year ("2022-07-04", "2022-07", "2022"), a week ("2022-W27"),
or two of them around a slash ("1990/1999"), where `..` leaves one end open ("2020-01/..",
"../2017": ISO 8601-2:2019). Both ends are included, each as wide as it is written.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

from cuibono.errors import CuibonoError

OPEN = ".."
Bounds = tuple[date | None, date | None]

_POINT = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?|-W(\d{2}))?\Z", re.ASCII)
_FINENESS = {"year": 0, "month": 1, "week": 2, "day": 3}


def _refuse(text: str, why: str) -> CuibonoError:
    return CuibonoError(f"“{text[:60]}” is not an ISO 8601 interval: {why}")


def _point(text: str, whole: str) -> tuple[date, date, str]:
    """First day, last day and grain of a day, week, month or year."""
    match = _POINT.match(text)
    if match is None:
        raise _refuse(whole, f"“{text[:40]}” is not like 2022, 2022-07, 2022-07-04 or 2022-W27")
    year, month, day, week = match.groups()
    try:
        if week:
            monday = date.fromisocalendar(int(year), int(week), 1)
            return monday, monday + timedelta(days=6), "week"
        if day:
            exact = date(int(year), int(month), int(day))
            return exact, exact, "day"
        if month:
            last = monthrange(int(year), int(month))[1]
            return date(int(year), int(month), 1), date(int(year), int(month), last), "month"
        return date(int(year), 1, 1), date(int(year), 12, 31), "year"
    except (ValueError, OverflowError) as error:
        raise _refuse(whole, f"there is no {text}") from error


def parse(text: str) -> Bounds:
    """First and last day of an interval, None where it is open.

    Raises CuibonoError, in one line, for a text that is not an interval.

    >>> parse("2022-07")
    (datetime.date(2022, 7, 1), datetime.date(2022, 7, 31))
    >>> parse("2020-01/..")
    (datetime.date(2020, 1, 1), None)
    """
    left, slash, right = text.partition("/")
    if not slash:
        first, last, _ = _point(left, text)
        return first, last
    begin = None if left == OPEN else _point(left, text)[0]
    finish = None if right == OPEN else _point(right, text)[1]
    if begin is None and finish is None:
        raise _refuse(text, "at least one end must be known")
    if begin and finish and begin > finish:
        raise _refuse(text, "it ends before it begins")
    return begin, finish


def is_valid(text: str) -> bool:
    """Whether a text is an interval.

    >>> is_valid("../2017"), is_valid("2022-13"), is_valid("2018/2014")
    (True, False, False)
    """
    try:
        parse(text)
    except CuibonoError:
        return False
    return True


def grain(text: str) -> str:
    """How precise an interval is written: `year`, `month`, `week` or `day`, its finer end.

    >>> grain("1990/1999"), grain("2020-01/..")
    ('year', 'month')
    """
    parse(text)
    ends = [_point(end, text)[2] for end in text.split("/") if end != OPEN]
    return max(ends, key=_FINENESS.__getitem__)


def overlaps(a: str, b: str) -> bool:
    """Whether two intervals share a day.

    >>> overlaps("2022", "2022-07"), overlaps("2020-01/..", "../2017")
    (True, False)
    """
    (a_first, a_last), (b_first, b_last) = parse(a), parse(b)
    return (a_first or date.min) <= (b_last or date.max) and (b_first or date.min) <= (
        a_last or date.max
    )


def contains(a: str, b: str) -> bool:
    """Whether every day of `b` lies in `a`.

    >>> contains("2022", "2022-07"), contains("2022-07", "2022")
    (True, False)
    """
    (a_first, a_last), (b_first, b_last) = parse(a), parse(b)
    begins = a_first is None or (b_first is not None and a_first <= b_first)
    ends = a_last is None or (b_last is not None and b_last <= a_last)
    return begins and ends


def merge(a: str, b: str) -> str | None:
    """The shortest interval that covers both, None where it would be open at both ends.

    >>> merge("2022-07", "2022-09"), merge("2014", "2018/..")
    ('2022-07/2022-09', '2014/..')
    """
    (a_first, a_last), (b_first, b_last) = parse(a), parse(b)
    first = min(a_first, b_first) if a_first and b_first else None
    last = max(a_last, b_last) if a_last and b_last else None
    return None if first is None and last is None else between(first, last)


def _written(day: date, size: str) -> str:
    return day.isoformat()[: {"year": 4, "month": 7}.get(size, 10)]


def _coarsest(first: date | None, last: date | None) -> str:
    """The widest grain at which both ends fall on a border."""
    begins = [first is None or first.day == 1, first is None or (first.month, first.day) == (1, 1)]
    ends = [
        last is None or last.day == monthrange(last.year, last.month)[1],
        last is None or (last.month, last.day) == (12, 31),
    ]
    if begins[1] and ends[1]:
        return "year"
    return "month" if begins[0] and ends[0] else "day"


def between(first: date | None, last: date | None, size: str | None = None) -> str:
    """The interval from one day to another, both in, None for an open end.

    It is written in the widest of years, months and days that says exactly this, or in
    the given `size`. Raises CuibonoError when both ends are open or in the wrong order.

    >>> from datetime import date
    >>> between(date(2022, 4, 1), date(2022, 6, 30)), between(date(2020, 1, 1), None, "month")
    ('2022-04/2022-06', '2020-01/..')
    """
    chosen = size or _coarsest(first, last)
    left = OPEN if first is None else _written(first, chosen)
    right = OPEN if last is None else _written(last, chosen)
    text = left if left == right else f"{left}/{right}"
    parse(text)
    return text
