"""The periods of a measure: weeks, months, years or decades, and the days asked for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from cuibono.errors import UsageError
from cuibono.language import intervals


class By(StrEnum):
    """How long a period is; a week begins on its Monday, as in ISO 8601."""

    WEEK = "week"
    MONTH = "month"
    YEAR = "year"
    DECADE = "decade"

    def start(self, day: date) -> date:
        """The first day of the period that a day is in; the first decade begins with year 1.

        >>> By.DECADE.start(date(1994, 5, 6)), By.WEEK.start(date(2023, 1, 1))
        (datetime.date(1990, 1, 1), datetime.date(2022, 12, 26))
        """
        if self is By.WEEK:
            return day - timedelta(days=day.weekday())
        if self is By.MONTH:
            return day.replace(day=1)
        year = day.year - day.year % 10 if self is By.DECADE else day.year
        return date(max(year, 1), 1, 1)

    def next(self, start: date) -> date | None:
        """The first day of the period after the one that begins on a day.

        None where the calendar ends with it.

        >>> By.DECADE.next(date(2010, 1, 1)), By.DECADE.next(date(9990, 1, 1))
        (datetime.date(2020, 1, 1), None)
        """
        long = timedelta({By.WEEK: 7, By.MONTH: 32, By.YEAR: 367, By.DECADE: 3654}[self])
        return self.start(start + long) if start <= date.max - long else None

    def label(self, start: date) -> str:
        """What the period is called: 2022-W27, 2022-07, 2022, 2020s.

        >>> [by.label(date(2020, 1, 1)) for by in By]
        ['2020-W01', '2020-01', '2020', '2020s']
        """
        if self is By.WEEK:
            year, week, _ = start.isocalendar()
            return f"{year:04}-W{week:02}"
        if self is By.MONTH:
            return f"{start.year:04}-{start.month:02}"
        return f"{start.year:04}s" if self is By.DECADE else f"{start.year:04}"


@dataclass(frozen=True, slots=True)
class When:
    """Periods of one length, within days of which either end may be open (None)."""

    by: By = By.MONTH
    first: date | None = None
    last: date | None = None

    @classmethod
    def of(cls, by: str, within: str | None = None) -> When:
        """Periods named by a user, within an ISO 8601 interval such as 2018 or 1990/2020-06.

        Raises UsageError for a period that does not exist, CuibonoError for a wrong interval.

        >>> When.of("year", "1990/1999").last
        datetime.date(1999, 12, 31)
        """
        if by not in list(By):
            raise UsageError(f"no period is called {by!r}: {', '.join(By)}")
        first, last = intervals.parse(within) if within else (None, None)
        return cls(By(by), first, last)

    def starts(self, first: date, last: date) -> Iterator[date]:
        """The first days of all periods that share a day with a span.

        >>> list(When(By.YEAR).starts(date(2019, 6, 1), date(2020, 1, 1)))
        [datetime.date(2019, 1, 1), datetime.date(2020, 1, 1)]
        """
        start: date | None = self.by.start(max(first, self.first or first))
        end = min(last, self.last or last)
        while start and start <= end:
            yield start
            start = self.by.next(start)

    def labels(self, first: date, last: date) -> list[str]:
        """What all periods from one to another are called, those without any event too.

        >>> When(By.MONTH).labels(date(2019, 12, 1), date(2020, 2, 1))
        ['2019-12', '2020-01', '2020-02']
        """
        return [self.by.label(start) for start in When(self.by).starts(first, last)]

    @property
    def condition(self) -> str:
        """SQL that keeps the rows whose days `first` to `last` are within."""
        since = f"first >= date '{self.first}'" if self.first else "true"
        until = f"last <= date '{self.last}'" if self.last else "true"
        return f"{since} and {until}"

    @property
    def period(self) -> str:
        """SQL for the first day of a row's period; the first decade would begin in year 0."""
        return f"greatest(cast(date_trunc('{self.by}', first) as date), date '{date.min}')"

    @property
    def within_one(self) -> str:
        """SQL that keeps the rows whose days are all in one period."""
        return f"(first = last or date_trunc('{self.by}', first) = date_trunc('{self.by}', last))"

    def __str__(self) -> str:
        words = f"by {self.by}"
        if self.first or self.last:
            words += f", from {self.first or 'the beginning'} to {self.last or 'the end'}"
        return words
