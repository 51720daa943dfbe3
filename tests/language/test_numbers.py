"""Numbers and years, in words and in figures."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cuibono.language.numbers import parse_number, parse_year


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("two", 2), ("twenty-two", 22), ("a hundred", 100), ("two hundred and fifty", 250),
        ("three thousand four hundred", 3400), ("1,000", 1000), ("2.5 million", 2_500_000),
        ("a dozen", 12), ("two dozen", 24), ("half", 0.5), ("One Billion", 10**9),
        ("", None), ("and", None), ("many", None), ("two sheep", None),
    ],
)  # fmt: skip
def test_numbers(text, value):
    assert parse_number(text) == value


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("nineteen ninety-six", 1996), ("twenty twenty-two", 2022), ("two thousand", 2000),
        ("two thousand and one", 2001), ("nineteen hundred", 1900), ("nineteen", None),
        ("twenty", None), ("two thousand hundred", None), ("", None), ("ninety-six", None),
    ],
)  # fmt: skip
def test_years(text, year):
    assert parse_year(text) == year


@given(st.integers(0, 10**12 - 1))
def test_figures_with_and_without_commas(number):
    assert parse_number(str(number)) == parse_number(f"{number:,}") == number


@given(st.text())
def test_any_text_is_a_number_or_none(text):
    value = parse_number(text)
    assert value is None or value >= 0
    assert parse_year(text) is None or 1700 <= parse_year(text) < 2100
