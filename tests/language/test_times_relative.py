"""Dates that are counted from the publication, or from the expression before."""

from datetime import date

import pytest

from cuibono.language.times import find_times

MONDAY = date(2022, 12, 5)
SUNDAY = date(2022, 12, 4)


def values(text, published=MONDAY):
    return [t.value for t in find_times(text, published)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("the day before yesterday", "2022-12-03"),
        ("the day after tomorrow", "2022-12-07"),
        ("last Wednesday", "2022-11-30"),
        ("next Wednesday", "2022-12-07"),
        ("last month", "2022-11"),
        ("this year", "2022"),
        ("last quarter", "2022-07/2022-09"),
        ("two weeks ago", "2022-11-21/2022-11-27"),
        ("a year from now", "2023"),
        ("July last year", "2021-07"),
        ("27 November of last year", "2021-11-27"),
        ("last year's third quarter", "2021-07/2021-09"),
        ("last summer", "2022-06/2022-08"),
    ],
)
def test_counted_from_the_publication(text, value):
    assert values(text) == [value]


def test_the_last_weekend_as_a_sunday_sees_it_is_the_one_before():
    assert values("last weekend", SUNDAY) == ["2022-11-26/2022-11-27"]


@pytest.mark.parametrize(
    ("text", "second"),
    [
        ("In May 2020 it fell. A year earlier, it rose.", "2019-05"),
        ("On 3 May 2020 it fell. Two days later, it rose.", "2020-05-05"),
        ("In May 2020 it fell. The following month, it rose.", "2020-06"),
        ("On 3 May 2020 it fell. The same day, it rose.", "2020-05-03"),
        ("In 2019 it fell. That year, it rose.", "2019"),
    ],
)
def test_counted_from_the_expression_before(text, second):
    assert values(text)[1:] == [second]


def test_what_points_back_to_nothing_has_no_date_and_says_so():
    (found,) = find_times("The same day, it rose.", MONDAY)
    assert found.value is None
    assert found.reason == "it points back to a date that the text does not give"
    (found,) = find_times("Three days later, it rose.", MONDAY)
    assert found.value is None


def test_an_anchor_from_an_earlier_text_is_what_is_pointed_back_to():
    (before,) = find_times("in May 2020", MONDAY)
    (found,) = find_times("The following month, it rose.", MONDAY, anchor=before)
    assert found.value == "2020-06"


def test_a_stretch_ends_or_begins_with_the_publication():
    assert values("in the past three months") == ["2022-09/2022-12"]
    assert values("over the next two years") == ["2022/2024"]
    assert [t.timex for t in find_times("the past three months", MONDAY)] == ["P3M"]


@pytest.mark.parametrize("text", ["several years ago", "the past few weeks", "recent months"])
def test_vague_distances_have_no_place_in_the_calendar(text):
    (found,) = find_times(text, MONDAY)
    assert (found.value, found.timex) == (None, "PAST_REF")


def test_hours_ago_are_on_the_day_of_publication():
    assert values("three hours ago") == ["2022-12-05"]


def test_up_to_date_reaches_the_publication():
    (found,) = find_times("The largest launch to date.", MONDAY)
    assert (found.value, found.timex) == ("../2022-12-05", "PRESENT_REF")


def test_the_end_of_february_stays_in_the_calendar():
    assert values("a month ago", date(2024, 3, 31)) == ["2024-02"]
    assert values("a year ago", date(2024, 2, 29)) == ["2023"]
