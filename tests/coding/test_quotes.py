"""Quotations of several sentences, and whose words they are."""

import pytest


def sources(statements, kind):
    return [s.source.split(".")[0] for s in statements if s.type == kind]


@pytest.mark.parametrize(
    "text",
    [
        "“Chad invaded Niger at dawn. Chad shelled Mali as well,” Togo said.",
        "“Chad invaded Niger at dawn,” Togo said. “Chad shelled Mali as well, in the evening.”",
        'Togo said: "Chad invaded Niger at dawn. Chad shelled Mali as well."',
        "“Chad invaded Niger at dawn.\n\n“Chad shelled Mali as well,” Togo said.",
    ],
)
def test_every_sentence_of_a_quotation_is_the_speakers(text, code):
    assert sources(code(text), "ASSAULT") == ["TGO", "TGO"]


def test_after_the_quotation_the_author_speaks_again(code):
    text = "“Chad invaded Niger at dawn,” Togo said. Chad shelled Mali in the evening."
    assert sources(code(text), "ASSAULT") == ["TGO", "AUTHOR"]


def test_a_word_in_quotation_marks_is_nobodys_speech(code):
    (source,) = sources(
        code("Togo spoke at noon. Chad then began its “invasion” of Niger."), "ASSAULT"
    )
    assert source == "AUTHOR"


def test_a_mark_that_is_never_closed_does_not_swallow_the_text(code):
    text = "Togo said “no. " + "Peru is far away. " * 14 + "Chad invaded Niger."
    assert sources(code(text), "ASSAULT") == ["AUTHOR"]
