"""Two times that form a range, and the words that open one side."""

from datetime import date

import pytest

from cuibono.language.times import find_times

MONDAY = date(2022, 12, 5)


def one(text):
    (found,) = find_times(text, MONDAY)
    return found


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("from March to May 2022", "2022-03/2022-05"),
        ("between 3 May and 5 June 2022", "2022-05-03/2022-06-05"),
        ("from November to February 2022", "2021-11/2022-02"),
        ("1950-1953", "1950/1953"),
        ("13–14 April 2024", "2024-04-13/2024-04-14"),
        ("March 5-7, 2022", "2022-03-05/2022-03-07"),
        ("the 3rd and 4th of May 2022", "2022-05-03/2022-05-04"),
        ("from 2014 through 2018", "2014/2018"),
    ],
)
def test_a_range_is_one_expression(text, value):
    assert one(text).value == value


def test_a_range_keeps_its_two_ends():
    assert [p.timex for p in one("from March to May 2022").parts] == ["2022-03", "2022-05"]


def test_an_and_without_between_is_not_a_range():
    assert [t.value for t in find_times("in 2014 and 2018", MONDAY)] == ["2014", "2018"]


def test_what_would_end_before_it_begins_is_two_times():
    assert [t.value for t in find_times("from 2018 to 2014", MONDAY)] == ["2018", "2014"]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("since early 2020", "2020-01/.."),
        ("prior to 2014", "../2013"),
        ("up to 2014", "../2014"),
        ("after May 2020", "2020-06/.."),
        ("before 3 May 2020", "../2020-05-02"),
        ("by the end of 2023", "../2023-12"),
        ("starting 2023", "2023/.."),
        # What is after an event of a year may still be in that year.
        ("after the 2010 Haiti earthquake", "2010/.."),
        ("before the 2020 Olympics", "../2020"),
        ("after 2010", "2011/.."),
    ],
)
def test_a_word_before_opens_a_side(text, value):
    assert one(text).value == value


def test_an_open_side_is_told_with_its_word():
    assert one("since 2014").reason.endswith("open after “since”")
