"""Which characters are quoted, over sentences and paragraphs."""

import pytest

from cuibono.coding.quotes import LONGEST, marked
from cuibono.language.sentence import cut


def quoted(text):
    """Each sentence with what of it stands in quotation marks."""
    sentences = cut(text)
    return [[text[a:b] for a, b in q.spans] for q in marked(text, sentences)]


@pytest.mark.parametrize("marks", ["“”", "«»", '""', "„”"])
def test_all_marks_hold_their_words(marks):
    text = f"He said {marks[0]}we will leave soon{marks[1]} in Kyiv."
    assert quoted(text) == [[f"{marks[0]}we will leave soon{marks[1]}"]]


def test_a_quotation_goes_on_over_sentences_until_its_mark_closes():
    found = quoted("“We will go. We said so. Believe us,” he said. It rained.")
    assert found == [["“We will go."], ["We said so."], ["Believe us,”"], []]


def test_a_paragraph_that_opens_again_goes_on():
    assert quoted("“We will go.\n\n“We said so,” he said.") == [["“We will go."], ["“We said so,”"]]


def test_a_mark_that_never_closes_is_a_slip_after_so_many_sentences():
    found = quoted("“We will go. " + "It rained. " * (LONGEST + 3))
    assert found[LONGEST][:1] == ["It rained."]
    assert found[-1] == []


def test_a_word_at_arms_length_is_not_a_quotation():
    text = "The “republic” said that “it would not send any troops to the border”."
    (found,) = marked(text, cut(text))
    assert not found.holds(text.index("republic"))
    assert found.holds(text.index("troops"))
