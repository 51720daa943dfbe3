from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cuibono.measures.deeds.dyads import Dyads
from cuibono.measures.periods import By, When
from cuibono.measures.series import everyone, series
from tests.measures.worlds import deeds


@pytest.mark.parametrize(
    ("by", "first", "last", "label"),
    [
        (By.WEEK, date.min, date(9999, 12, 27), "0001-W01"),
        (By.MONTH, date.min, date(9999, 12, 1), "0001-01"),
        (By.YEAR, date.min, date(9999, 1, 1), "0001"),
        # It would begin in the year 0.
        (By.DECADE, date.min, date(9990, 1, 1), "0001s"),
    ],
)
def test_the_first_and_the_last_period_of_the_calendar(by, first, last, label):
    assert (by.start(date.min), by.start(date.max)) == (first, last)
    assert by.label(first) == label
    assert by.next(last) is None
    assert list(When(by).starts(date.max, date.max)) == [last]


@given(st.sampled_from(By), st.dates())
@example(By.WEEK, date(9999, 12, 26))
@example(By.MONTH, date(9999, 11, 30))
@example(By.YEAR, date(9998, 12, 31))
@example(By.DECADE, date(9989, 12, 31))
@example(By.DECADE, date.min)
@example(By.DECADE, date.max)
def test_every_day_is_in_its_period_and_before_the_next(by, day):
    start = by.start(day)
    after = by.next(start)
    assert start <= day
    assert after is None or day < after == by.start(after)
    assert (after is None) == (start == by.start(date.max))


@pytest.mark.parametrize("by", By)
@pytest.mark.parametrize("days", [("1600-01-01", "1605-03-01"), ("9995-01-01", "9999-12-31")])
def test_events_of_the_first_and_the_last_years_are_counted(tmp_path, by, days):
    world = deeds(tmp_path, *((day, "Russia", "AID", "China") for day in days))
    dyads, when = Dyads(world), When.of(by)
    busy = sorted({by.start(date.fromisoformat(day)) for day in days})
    assert [f.period for f in series(dyads, "RUS", "CHN", when).of("RUS") if f.events] == busy
    assert everyone(dyads, when).table["period"].to_pylist() == busy
