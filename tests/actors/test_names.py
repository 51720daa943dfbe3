"""The shape of names: what two spellings of one share, and how plurals are made."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cuibono.actors.names import CAPITAL, LOWER, UPPER, fold, key, listed, pieces, plural, shape


@pytest.mark.parametrize(
    ("one", "other"),
    [("Kim Jong-un", "Kim Jong un"), ("U.S.", "US"), ("Erdoğan", "Erdogan"),
     ("Côte d'Ivoire", "Cote d’Ivoire"), ("al-Assad", "Al Assad")],
)  # fmt: skip
def test_spellings_of_one_name_share_a_key(one, other):
    assert key(one) == key(other)


def test_a_mark_that_ends_a_name_is_kept():
    assert key("Smith, John") != key("Smith John")


def test_shapes_of_words():
    assert [shape(word) for word in ("of", "Of", "OF", "A", "7th", "")] == [
        LOWER, CAPITAL, UPPER, CAPITAL, CAPITAL, LOWER,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("noun", "many"),
    [("Pole", "Poles"), ("Hungary", "Hungaries"), ("Swiss", None), ("British", None),
     ("Frenchmen", None), ("Israeli", "Israelis")],
)  # fmt: skip
def test_plurals_of_peoples(noun, many):
    assert plural(noun) == many


def test_items_of_a_field_lose_their_space_and_empty_ones():
    assert listed(" Kyiv ;; Kiev; ") == ("Kyiv", "Kiev")
    assert listed(["Kyiv", "", 7]) == ("Kyiv", "7")
    assert listed(None) == ()


@given(st.text(max_size=40))
def test_any_text_has_pieces_in_lower_case_and_space_around_it_does_not_count(text):
    for piece, form in pieces(text):
        assert piece == fold(piece)
        assert form in (LOWER, CAPITAL, UPPER)
    assert key(text) == key(f"  {text}\n")
