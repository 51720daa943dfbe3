"""What numbers count: units that are the same under many names, and what is not counted."""

import pytest

from cuibono.language.quantities import find_quantities
from cuibono.language.quantities.units import (
    CURRENCIES,
    KNOWN,
    SIGNS,
    TIME_UNITS,
    UNITS,
    known_unit,
)


def units(text):
    return [(q.number, q.unit) for q in find_quantities(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("12 soldiers, 3 sailors", [(12, "persons"), (3, "persons")]),
        ("It killed 300 in a day.", [(300, "persons")]),
        ("5 frigates and 2 tankers", [(5, "ships"), (2, "ships")]),
        ("six missile launchers", [(6, "launchers")]),
        ("₽3 billion", [(3e9, "RUB")]),
        ("4.5 percentage points", [(4.5, "percentage points")]),
        ("40 spoons", [(40, "spoons")]),
    ],
)
def test_the_noun_says_what_is_counted(text, found):
    assert units(text) == found


@pytest.mark.parametrize("text", ["for 12 days", "a 155-mm shell", "within 48 hours", "15 May"])
def test_lengths_of_time_and_halves_of_adjectives_count_nothing(text):
    assert find_quantities(text) == ()


def test_every_word_counts_one_unit_of_the_list():
    assert set(UNITS.values()) == KNOWN
    assert not set(UNITS) & TIME_UNITS


def test_every_sign_is_a_currency_of_three_letters():
    assert set(SIGNS.values()) <= {c for c in SIGNS.values() if len(c) == 3}
    assert all(len(code) == 3 for code in CURRENCIES)


@pytest.mark.parametrize(("word", "unit"), [("Countries", "states"), ("vessels", "ships"),
                                            ("lives", "persons"), ("glass", None)])  # fmt: skip
def test_plurals_are_found_by_their_spelling(word, unit):
    assert known_unit(word) == unit


@pytest.mark.parametrize(
    ("text", "number", "bound"),
    [
        ("tens of thousands of troops", 10_000, "at least"),
        ("dozens of tanks", 12, "at least"),
        ("a couple of ships", 2, "at least"),
        ("20 or so tanks", 20, "about"),
        ("100 or more tanks", 100, "at least"),
    ],
)
def test_vague_words_are_bounds(text, number, bound):
    (found,) = find_quantities(text)
    assert (found.number, found.bound) == (number, bound)


def test_the_scale_at_the_end_of_a_range_holds_for_both_ends():
    (found,) = find_quantities("two to three million shells")
    assert (found.least, found.number, found.unit) == (2e6, 3e6, "shells")


def test_a_range_that_falls_is_not_a_quantity_of_two_ends():
    assert all(q.least is None for q in find_quantities("20 to 10 tanks"))


def test_a_number_glued_to_a_name_is_part_of_it():
    assert units("the Hwasong-17 missiles and F-16 jets") == []
