"""Parts of a day and times of the clock: the interval is the day, TimeML says the part."""

from datetime import date

import pytest

from cuibono.language.times import find_times

MONDAY = date(2022, 12, 5)


def one(text, published=MONDAY):
    (found,) = find_times(text, published)
    assert text[found.start : found.end] == found.text
    return found


@pytest.mark.parametrize(
    ("text", "timex"),
    [
        ("on Friday morning", "2022-12-02TMO"),
        ("in the afternoon of Friday", "2022-12-02TAF"),
        ("this evening", "2022-12-05TEV"),
        ("at 12 a.m. Tuesday", "2022-11-29T00:00"),
        ("at 12:30 p.m. on Tuesday", "2022-11-29T12:30"),
        ("yesterday at 9 p.m.", "2022-12-04T21:00"),
    ],
)
def test_a_part_of_a_day_lies_on_its_day(text, timex):
    found = find_times(text, MONDAY)[-1]
    assert (found.value, found.timex) == (timex[:10], timex)


def test_hours_that_no_clock_shows_leave_the_day():
    assert [t.timex for t in find_times("at 25 p.m. Tuesday", MONDAY)] == ["2022-11-29"]


def test_a_part_of_a_day_without_a_day_of_publication_has_no_date():
    assert one("this morning", None).value is None
    assert one("Friday morning", None).timex == "XXXX-WXX-5TMO"
