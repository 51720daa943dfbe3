"""Sentences and their words, with places in the text."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from cuibono.language.sentence import cut

TEXT = "Kyiv didn't wait.  Moscow did.\n\nSeoul said\nnothing. Tokyo agreed."


def test_places_lead_back_to_the_text():
    for sentence in cut(TEXT):
        assert TEXT[sentence.start : sentence.end] == sentence.text
        for number, token in enumerate(sentence.tokens):
            assert token.index == number
            assert TEXT[token.start : token.end] == token.text


def test_words_of_a_sentence_are_its_own_characters():
    first, *_ = cut(TEXT)
    assert first.words(1, 3) == "didn't wait"
    assert first.words(0, 0) == "Kyiv"
    last = cut(TEXT)[-1]
    assert last.words(0, 1) == "Tokyo agreed"


def test_paragraphs_are_counted_where_a_line_ends_between_sentences():
    assert [s.paragraph for s in cut(TEXT)] == [0, 0, 1, 1]
    assert [s.paragraph for s in cut("One.\r\n\r\nTwo.\r\n\r\nThree.")] == [0, 1, 2]


def test_nothing_gives_nothing():
    assert cut("") == cut(" \n\n ") == ()


@given(st.text(st.sampled_from("ABcd .,!?\n\r\t“”'é한"), max_size=120))
def test_sentences_do_not_overlap_and_paragraphs_only_grow(text):
    found = cut(text)
    for one, other in pairwise(found):
        assert one.end <= other.start
        assert one.paragraph <= other.paragraph <= one.paragraph + 1
