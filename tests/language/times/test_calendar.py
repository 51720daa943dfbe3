"""Stretches of the calendar up to its edges, the first and the last day of `datetime.date`."""

from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cuibono.language import intervals
from cuibono.language.times import calendar

GRAINS = ("day", "week", "weekend", "month", "quarter", "half", "year", "decade", "century")
EDGES = st.sampled_from([date.min, date.max, date(9, 12, 31), date(9999, 12, 26)])


@pytest.mark.parametrize("grain", GRAINS)
def test_nothing_comes_before_the_first_day(grain):
    first = calendar.of_grain(grain, date.min)
    if first.first == date.min:
        assert first.before is None
    assert first.after
    assert first.since
    assert first.until


@pytest.mark.parametrize("grain", GRAINS)
def test_nothing_comes_after_the_last_day(grain):
    if grain in ("week", "weekend"):
        # It would end in the year 10000.
        with pytest.raises(OverflowError):
            calendar.of_grain(grain, date.max)
        return
    last = calendar.of_grain(grain, date.max)
    assert last.after is None
    assert last.before
    assert last.since
    assert last.until


def test_the_first_decade_and_century_begin_with_the_first_year():
    assert (calendar.decade(0).value, calendar.decade(0).timex) == ("0001/0009", "000")
    assert calendar.century(1).value == "0001/0099"
    assert calendar.week(date(33, 3, 3)).timex == "0033-W09"


@given(st.sampled_from(GRAINS), st.dates() | EDGES)
@example("week", date.max)
@example("decade", date.min)
@example("century", date.max)
def test_a_period_holds_its_day_and_what_lies_around_it_is_valid(grain, when):
    try:
        period = calendar.of_grain(grain, when)
    except OverflowError:
        assert when > date(9999, 12, 26)
        return
    assert grain == "weekend" or period.first <= when <= period.last
    for value in (period.value, period.since, period.until, period.before, period.after):
        assert value is None or intervals.is_valid(value)


@given(st.from_regex(r"\d{3,4}(-(\d\d(-\d\d)?|W\d\d|Q\d|H\d|SP|WI))?", fullmatch=True) | st.text())
@example("000")
@example("0000")
@example("9999-W52")
@example("9999-WI")
@example("9999-Q5")
@example("٣٣٣")
def test_any_text_names_a_period_or_none(timex):
    found = calendar.period_of(timex)
    assert found is None or intervals.is_valid(found.value)
