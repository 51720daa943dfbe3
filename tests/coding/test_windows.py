"""Windows: every word is read once, by rules that know the document alone."""

from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cuibono.actors import Registry
from cuibono.actors.mentions import Namer
from cuibono.coding.windows import CONTEXT, HEADER, READ, windows
from cuibono.language.sentence import cut
from cuibono.language.words import Pieces

PIECES = Pieces.load(Path(str(files("cuibono").joinpath("data/reader/tokenizer.json"))))
NAMER = Namer(Registry.load())


def made(text, publisher=((), ())):
    sentences = cut(text)
    return sentences, list(windows(sentences, NAMER.find(sentences), PIECES, publisher))


@given(st.lists(st.sampled_from(["Kyiv cut ties.", "He said so.", "A " + "b " * 250 + "c."])))
def test_every_word_is_read_in_exactly_one_window(parts):
    sentences, found = made(" ".join(parts))
    read = [p for w in found for p, reads in zip(w.places, w.reads, strict=True) if reads]
    assert read == [(n, t.index) for n, s in enumerate(sentences) for t in s.tokens]


def test_no_window_is_longer_than_it_may_be():
    _, found = made("Pyongyang sent shells to Moscow. " * 200 + "word " * 5000)
    assert max(len(w.ids) for w in found) <= READ + CONTEXT + HEADER + 3 <= 320


def test_a_window_sees_the_sentences_before_it():
    text = "Russia bombed a port. " + "Nobody slept in the town that night. " * 40
    _, found = made(text)
    assert len(found) > 1
    assert not found[1].reads[0]
    assert sum(not r for r in found[1].reads) > 10


def test_the_publisher_stands_before_the_text_and_is_not_read():
    sentences = cut("US Department of State")
    names = NAMER.find(sentences)[0]
    _, (window,) = made("We met.", ([t.text for t in sentences[0].tokens], names))
    assert window.places[0] == (-1, 0)
    assert window.reads.count(True) == 3
    assert window.mentions[0][2].code.startswith("USA")


def test_nothing_gives_no_window():
    assert made("")[1] == []


@pytest.mark.parametrize("text", ["Kyiv", "?!", "…", "a" * 3000, "\x00\x01"])
def test_odd_texts_give_windows(text):
    sentences, found = made(text)
    assert sum(r for w in found for r in w.reads) == sum(len(s.tokens) for s in sentences)
