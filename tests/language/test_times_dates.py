"""Dates that name their month or year, in words and in figures."""

from datetime import date

import pytest

from cuibono.language.times import find_times

MONDAY = date(2022, 12, 5)


def values(text, published=MONDAY):
    return [t.value for t in find_times(text, published)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("the third quarter of 2022", "2022-07/2022-09"),
        ("Q3 2021", "2021-07/2021-09"),
        ("the first half of 2022", "2022-01/2022-06"),
        ("2022's second quarter", "2022-04/2022-06"),
        ("in the summer of 2021", "2021-06/2021-08"),
        ("in winter 2021", "2021-12/2022-02"),
    ],
)
def test_parts_of_a_year(text, value):
    assert values(text) == [value]


def test_a_fifth_quarter_is_not_a_part_of_a_year():
    assert values("the fifth quarter of 2022") == ["2022"]


def test_figures_with_dots_put_the_day_first():
    assert values("am 05.12.2022") == ["2022-12-05"]
    assert values("on 13.12.2022") == ["2022-12-13"]


def test_figures_with_slashes_are_read_in_the_order_that_lies_nearer_to_the_publication():
    assert values("on 12/5/2022") == ["2022-12-05"]
    assert values("on 5/12/2022") == ["2022-12-05"]
    assert values("on 5/12/2022", date(2022, 5, 20)) == ["2022-05-12"]


def test_figures_that_fit_only_one_order_need_no_publication():
    assert values("on 27/11/2022", None) == ["2022-11-27"]
    assert values("on 11/27/2022", None) == ["2022-11-27"]


def test_years_of_two_figures_lie_within_a_hundred_years():
    assert values("on 27/11/49", None) == ["2049-11-27"]
    assert values("on 27/11/51", None) == ["1951-11-27"]


def test_an_iso_moment_is_its_day():
    assert values("at 2022-11-27T08:30") == ["2022-11-27"]
    assert values("in 2022-11") == ["2022-11"]


def test_a_month_alone_is_the_last_that_has_begun():
    assert values("in March") == ["2022-03"]
    assert values("in December") == ["2022-12"]


def test_a_month_alone_is_the_next_where_the_words_look_ahead():
    assert values("They will meet in March") == ["2023-03"]


def test_a_month_that_began_more_than_nine_months_ago_is_not_meant():
    assert values("in January", date(2022, 12, 5)) == ["2023-01"]


def test_a_day_of_weeks_ago_is_not_taken_for_next_years_since_the_words_look_ahead():
    day = date(2019, 9, 24)
    assert values("Whoever left on 5 September will come back", day) == ["2019-09-05"]
    assert values("They will meet on 5 May", day) == ["2020-05-05"]
    assert values("They will meet on 3 January", date(2019, 12, 24)) == ["2020-01-03"]


def test_the_29th_of_february_is_looked_for_in_years_that_have_one():
    assert values("on 29 February", date(2021, 1, 5)) == ["2020-02-29"]
    assert values("on 29 February", date(2022, 6, 1)) == ["2022-02"]


@pytest.mark.parametrize(
    ("text", "value"),
    [("the nineties", "1990/1999"), ("the 19th century", "1800/1899"), ("in the '80s", "1980/1989"),
     ("in nineteen ninety-six", "1996"), ("in '98", "1998")],
)  # fmt: skip
def test_longer_stretches_and_years_in_words(text, value):
    assert values(text) == [value]
