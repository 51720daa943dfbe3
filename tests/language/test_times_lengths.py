"""Lengths of time and repeated times have a TimeML value and no place in the calendar."""

from datetime import date

import pytest

from cuibono.language.times import find_times
from cuibono.language.times.lengths import length

MONDAY = date(2022, 12, 5)


@pytest.mark.parametrize(
    ("text", "timex"),
    [
        ("for three months", "P3M"), ("a two-day visit", "P2D"), ("for two decades", "P20Y"),
        ("for nearly 48 hours", "PT48H"), ("for several years", "PXY"),
    ],
)  # fmt: skip
def test_lengths(text, timex):
    (found,) = find_times(text, MONDAY)
    assert (found.kind, found.timex, found.value) == ("duration", timex, None)


@pytest.mark.parametrize(
    ("text", "timex"),
    [("every Friday", "XXXX-WXX-5"), ("on Fridays", "XXXX-WXX-5"), ("every year", "P1Y"),
     ("daily", "P1D"), ("weekly", "P1W")],
)  # fmt: skip
def test_what_comes_again_is_a_set(text, timex):
    (found,) = find_times(text, MONDAY)
    assert (found.kind, found.timex, found.value) == ("set", timex, None)


def test_an_age_is_not_a_time():
    assert find_times("The envoy is 52 years old.", MONDAY) == ()


@pytest.mark.parametrize(
    ("unit", "count", "timex"),
    [("fortnight", 1, "P2W"), ("quarter", 1, "P1Q"), ("quarter", 2, "P6M"), ("century", 2, "P200Y"),
     ("minute", 5, "PT5M"), ("century", None, "PXC")],
)  # fmt: skip
def test_units_without_a_letter_of_their_own_are_reckoned(unit, count, timex):
    assert length(unit, count) == timex
