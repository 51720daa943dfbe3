"""Quantities with their bounds and units, as analysts write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cuibono.language.quantities import find_quantities


@pytest.mark.parametrize(
    ("text", "number", "bound", "unit"),
    [
        ("It sent millions of shells.", 1_000_000, "at least", "shells"),
        ("It may send up to 100,000 troops.", 100_000, "at most", "persons"),
        ("It fired at least 20 missiles.", 20, "at least", "missiles"),
        ("About two thousand workers left.", 2_000, "about", "persons"),
        ("It lent $2.5 billion to Minsk.", 2.5e9, "exactly", "USD"),
        ("More than 60 percent of trade stopped.", 60, "at least", "percent"),
        ("They ordered a dozen jets.", 12, "exactly", "aircraft"),
        ("Some 3.5 million tons of grain left.", 3.5e6, "about", "tonnes"),
        ("Fewer than 50 tanks remain.", 50, "at most", "tanks"),
        ("Nearly 300 drones were shot down.", 300, "about", "drones"),
    ],
)
def test_quantities(text, number, bound, unit):
    (found,) = find_quantities(text)
    assert (found.number, found.bound, found.unit) == (number, bound, unit)
    assert text[found.start : found.end] == found.text


@pytest.mark.parametrize(
    "text", ["between 10 and 20 tanks", "10 to 20 tanks", "10-20 tanks", "from 10 to 20 tanks"]
)
def test_ranges_keep_both_ends(text):
    (found,) = find_quantities(text)
    assert (found.least, found.number, found.unit) == (10, 20, "tanks")


@pytest.mark.parametrize(
    "text",
    ["", "in 2022", "on 5 December", "one of them", "no shells", "the 1990s",
     "the two sides’ friend", "since 2014", "Resolution 2397", "the Group of Seven"],
)  # fmt: skip
def test_what_is_no_quantity(text):
    assert find_quantities(text) == ()


@pytest.mark.xfail(strict=True, reason="a plural scale after a number is read as a noun of its own")
@pytest.mark.parametrize(
    ("text", "number"),
    [("two thousands of men", 2_000), ("2 dozens of tanks", 24), ("10 millions of shells", 10**7)],
)
def test_a_plural_scale_after_a_number(text, number):
    (found,) = find_quantities(text)
    assert found.number == number


WORDS = st.sampled_from(
    "up to at least about 100,000 2.5 million dozens of hundreds two half a $ € % km troops shells "
    "between and 10 20 - . , no one to more than ½ 1e9 ٣ ² 9999999999999999999999 ,,, 0".split(" ")
)
TEXTS = st.one_of(st.text(), st.lists(WORDS, max_size=15).map(" ".join),
                  st.lists(WORDS, max_size=15).map("".join))  # fmt: skip


@given(TEXTS, st.integers(0, 1000))
def test_any_text_gives_quantities_in_their_places(text, offset):
    last = -1
    for found in find_quantities(text, offset):
        start, end = found.start - offset, found.end - offset
        assert last < start < end
        assert text[start:end] == found.text
        assert 0 <= found.number < float("inf")
        assert found.bound in ("exactly", "at least", "at most", "about")
        assert found.least is None or found.least <= found.number
        last = start
