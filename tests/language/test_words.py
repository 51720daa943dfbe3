"""Wordpieces and shapes, with the tokenizer that ships."""

from importlib.resources import files
from pathlib import Path

import pytest

from cuibono.language.words import PIECES_PER_WORD, Pieces, shape

PIECES = Pieces.load(Path(str(files("cuibono").joinpath("data/reader/tokenizer.json"))))


@pytest.mark.parametrize(
    ("word", "first", "number"),
    [("Kyiv", True, 2), ("Kyiv", False, 1), ("I", True, 2), ("UN", True, 3), ("F-16", False, 3),
     ("f-16", False, 5), ("…", True, 6), ("eBay", False, 4), ("a", False, 0)],
)  # fmt: skip
def test_shapes_keep_what_lower_case_hides(word, first, number):
    assert shape(word, first) == number


def test_the_case_of_a_word_is_not_in_its_pieces():
    assert PIECES.of("Kyiv") == PIECES.of("kyiv") == PIECES.of("KYIV")


def test_a_word_has_as_many_pieces_as_may_be_and_no_more():
    assert len(PIECES.of("qzxjkvbw" * 12)) == PIECES_PER_WORD


@pytest.mark.parametrize("word", ["\u200d", "\x00", ""])
def test_what_the_tokenizer_drops_is_one_unknown_piece(word):
    assert PIECES.of(word) == PIECES.of("\u200d")
    assert len(PIECES.of(word)) == 1


def test_marks_of_start_and_end_differ_from_all_words():
    marks = {PIECES.start, PIECES.end, PIECES.padding}
    assert len(marks) == 3
    assert not marks & {*PIECES.of("start"), *PIECES.of("."), *PIECES.of("\u200d")}


def test_a_tokenizer_without_the_marks_is_refused(tmp_path):
    from tokenizers import Tokenizer, models

    path = tmp_path / "tokenizer.json"
    Tokenizer(models.WordPiece({"[UNK]": 0}, unk_token="[UNK]")).save(str(path))
    with pytest.raises(ValueError, match="the tokenizer has no piece <s>"):
        Pieces.load(path)
