"""Dates said in words, as ISO 8601 intervals, beside the day of publication."""

from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cuibono.language.intervals import is_valid
from cuibono.language.quantities import find_quantities
from cuibono.language.times import find_times

MONDAY = date(2022, 12, 5)


@pytest.mark.parametrize(
    ("text", "published", "value"),
    [
        ("in mid-2022", None, "2022-05/2022-08"),
        ("the 1990s", None, "1990/1999"),
        ("in the 20th century", None, "1900/1999"),
        ("on 5 December 2022", None, "2022-12-05"),
        ("on Dec. 5, 2022", None, "2022-12-05"),
        ("since 2014", None, "2014/.."),
        ("until 2023", None, "../2023"),
        ("from 1950 to 1953", None, "1950/1953"),
        ("this past July", MONDAY, "2022-07"),
        ("this past July", date(2023, 2, 1), "2022-07"),
        ("this past July", date(2022, 8, 1), "2022-07"),
        ("in late July", MONDAY, "2022-07-21/2022-07-31"),
        ("between March and May 2022", MONDAY, "2022-03/2022-05"),
        ("last week", MONDAY, "2022-11-28/2022-12-04"),
        ("on Wednesday", MONDAY, "2022-11-30"),
        ("yesterday", MONDAY, "2022-12-04"),
        ("yesterday", date(2024, 3, 1), "2024-02-29"),
        ("next year", MONDAY, "2023"),
        ("three years ago", MONDAY, "2019"),
        ("five years ago this month", MONDAY, "2017-12"),
        ("the year before last", MONDAY, "2020"),
        ("on New Year's Eve", date(2025, 3, 5), "2024-12-31"),
        ("the end of the year", MONDAY, "2022-09/2022-12"),
        ("the weekend", MONDAY, "2022-12-03/2022-12-04"),
        ("until Tuesday", MONDAY, "../2022-12-06"),
        ("the latest quarter", MONDAY, "2022-07/2022-09"),
    ],
)
def test_times(text, published, value):
    (found,) = find_times(text, published)
    assert found.value == value
    assert text[found.start : found.end] == found.text
    assert found.reason


@pytest.mark.parametrize(
    "text", ["this past July", "last week", "on Wednesday", "yesterday", "three years ago"]
)
def test_without_a_day_of_publication_nothing_is_guessed(text):
    (found,) = find_times(text)
    assert found.value is None
    assert found.text in text


@pytest.mark.parametrize(
    ("text", "timex"),
    [
        ("Friday morning", "2022-12-02TMO"),
        ("noon Thursday", "2022-12-01T12:00"),
        ("9:15 p.m. EST Friday", "2022-12-02T21:15"),
        ("yesterday afternoon", "2022-12-04TAF"),
        ("tonight", "2022-12-05TNI"),
        ("recent years", "PAST_REF"),
        ("the near future", "FUTURE_REF"),
        ("these days", "PRESENT_REF"),
    ],
)
def test_parts_of_days_and_vague_times(text, timex):
    (found,) = find_times(text, MONDAY)
    assert found.timex == timex


def test_a_day_that_does_not_exist_is_no_month():
    (found,) = find_times("on 31 February 2022", MONDAY)
    assert (found.value, found.reason) == (None, "there is no such day")


@pytest.mark.parametrize("digits", ["1" * 41, "9" * 5000, "7" * 5000 + "s", "1" * 5000 + "th"])
def test_a_number_that_no_time_has_is_passed_over(digits):
    """Python refuses to make numbers of more than 4300 digits: the whole text would be lost."""
    text = f"On 5 May 2022 the code {digits} was sent, 20 tonnes of it."
    assert [found.text for found in find_times(text)] == ["On 5 May 2022"[3:]]
    assert [amount.text for amount in find_quantities(text)] == ["20 tonnes"]


def test_a_quarter_is_compared_with_that_of_a_year_ago():
    text = "Sales rose in the third quarter from a year ago. In the quarter, costs fell."
    assert [t.timex for t in find_times(text, MONDAY)] == ["2022-Q3", "2021-Q3", "2022-Q3"]


def test_years_are_counted_from_the_end_of_a_year_too():
    text = "By the end of 2000, peace looked more distant than it had eight years earlier."
    assert [t.value for t in find_times(text, None)] == ["../2000-12", "1992-09/1992-12"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "They may march.",
        "A 52-year-old envoy left.",
        "It will fall to them.",
        "Second, it left.",
    ],
)
def test_what_is_no_time(text):
    assert find_times(text, MONDAY) == ()


@pytest.mark.parametrize(
    ("text", "published", "values"),
    [
        # An open end, as long as the calendar has a day on that side.
        ("since this quarter", date.max, ["9999-10/.."]),
        ("since 9999-12-31", None, ["9999-12-31/.."]),
        ("until 0001-01-01", None, ["../0001-01-01"]),
        ("after this quarter", date.max, [None]),
        ("after late this decade", date.max, [None]),
        ("after 9999-12-31", None, [None]),
        ("before this month", date.min, [None]),
        ("before this decade", date(5, 5, 5), [None]),
        ("before 0001-01-01", None, [None]),
        # Periods stay within the calendar; what leaves it is no date.
        ("this decade", date(5, 5, 5), ["0001/0009"]),
        ("the end of the decade", date(5, 5, 5), ["0007/0009"]),
        ("this week", date.min, ["0001-01-01/0001-01-07"]),
        ("this week", date.max, []),
        ("the weekend", date.max, []),
        ("in July", date.max, []),
        ("next winter", date(9998, 12, 31), []),
        ("next year", date.max, []),
        ("tomorrow", date.max, []),
        ("last century", date.min, []),
        ("yesterday", date.min, []),
        # No July before January of the year 1: two dates, no range.
        ("from July to 0001-01-05", date(11, 12, 15), ["0011-07", "0001-01-05"]),
    ],
)
def test_at_the_edges_of_the_calendar(text, published, values):
    assert [t.value for t in find_times(text, published)] == values


def test_what_has_no_day_on_a_side_says_so():
    (found,) = find_times("after this year", date.max)
    assert found.reason.endswith("the calendar has no day after it")


WORDS = st.sampled_from(
    "last next this past July Wednesday week year years ago three 2022 1990s mid- early late of "
    "the in since until from to between and 31 February 0 9999 10000 99999999999 century 20th day "
    "before after quarter second half 2022-12-05 12/5/2022 2022-99-99 hence tomorrow winter . , -"
    .split()
)  # fmt: skip
TEXTS = st.one_of(st.text(), st.lists(WORDS, max_size=12).map(" ".join),
                  st.lists(WORDS, max_size=12).map("".join))  # fmt: skip
DAYS = st.one_of(st.none(), st.dates(), st.sampled_from([date.min, date.max, date(2024, 2, 29)]))


@given(TEXTS, DAYS, st.integers(0, 1000))
@example("since this quarter", date.max, 0)
@example("before late 0001-01-01", date(11, 12, 15), 0)
@example("July - 0001-01-05", date(9989, 12, 31), 0)
@example("this week", date.max, 0)
def test_any_text_gives_valid_intervals_in_their_places(text, published, offset):
    last = 0
    for found in find_times(text, published, offset):
        start, end = found.start - offset, found.end - offset
        assert last <= start < end
        assert text[start:end] == found.text
        assert found.value is None or is_valid(found.value)
        last = end
