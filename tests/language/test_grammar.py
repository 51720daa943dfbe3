"""Text into pieces of a class each, and rules over the classes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cuibono.language.grammar import OTHER, Classes, cut

CLASSES = Classes(["MONTH", "NUM", "OF"])


def plain(piece):
    return (OTHER, piece)


def pieces(text):
    return cut(text, plain).values


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("at 08:30 on 2022-11-27", ["at", "08:30", "on", "2022-11-27"]),
        ("27/11/2022 or 27.11.22", ["27/11/2022", "or", "27.11.22"]),
        ("1,000,000 of 2.5", ["1,000,000", "of", "2.5"]),
        ("the 1990s, ’90s and '98", ["the", "1990s", ",", "’90s", "and", "'98"]),
        ("3rd at 9 p.m.", ["3rd", "at", "9", "p.m."]),
        ("Kim's\n\nword_two", ["Kim", "'s", "\n\n", "word", "_", "two"]),
    ],
)
def test_pieces(text, found):
    assert pieces(text) == found


def test_a_rule_names_classes_and_other_is_any_unknown_word():
    code = {"of": CLASSES["OF"], "May": CLASSES["MONTH"], "5": CLASSES["NUM"]}
    cut_up = cut("5 of cold May", lambda p: (code.get(p, OTHER), p))
    match = CLASSES.pattern("NUM OF OTHER MONTH").search(cut_up.codes)
    assert match
    assert cut_up.words(*match.span()) == "5 of cold May"
    assert CLASSES.pattern("NUM OF MONTH").search(cut_up.codes) is None


def test_no_pieces_have_no_words():
    assert cut("a b", plain).words(1, 1) == ""


@given(st.text())
def test_pieces_stand_in_order_and_leave_out_only_space(text):
    found = cut(text, plain)
    end = 0
    for first, last, value in zip(found.starts, found.ends, found.values, strict=True):
        assert text[end:first].strip() == ""
        assert text[first:last] == value
        end = last
    assert text[end:].strip() == ""
    assert len(found.codes) == len(found.starts)
