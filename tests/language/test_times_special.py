"""Days with names of their own, and turns of phrase that count in their own way."""

from datetime import date

import pytest

from cuibono.language.times import find_times

MONDAY = date(2022, 12, 5)


def values(text, published=MONDAY):
    return [t.value for t in find_times(text, published)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("on Thanksgiving", "2022-11-24"),
        ("They will meet on Christmas Eve", "2022-12-24"),
        ("on New Year’s Eve", "2021-12-31"),
    ],
)
def test_holidays_are_the_nearest(text, value):
    assert values(text, date(2022, 12, 1) if "Eve" not in text else date(2022, 3, 1)) == [value]


def test_a_holiday_of_nine_months_ago_is_not_meant():
    assert values("on Christmas") == ["2022-12-25"]


def test_the_end_and_the_start_of_what_runs():
    assert values("at the end of the month") == ["2022-12-21/2022-12-31"]
    assert values("at the start of the year") == ["2022-01/2022-04"]


def test_two_steps_away():
    assert values("the year before last") == ["2020"]
    assert values("the week after next") == ["2022-12-19/2022-12-25"]


def test_the_weekend_is_the_last_that_has_begun():
    assert values("over the weekend") == ["2022-12-03/2022-12-04"]
    assert values("It will end over the weekend") == ["2022-12-10/2022-12-11"]


def test_a_month_so_many_years_ago():
    assert values("five years ago this month") == ["2017-12"]


def test_a_quarter_of_a_year_that_is_not_named_is_within_the_year():
    assert values("the 1988 quarter") == ["1988"]
