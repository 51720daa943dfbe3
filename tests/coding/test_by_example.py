"""A type of one's own is told by examples: the nearest decides, where it is near enough."""

from dataclasses import replace

import numpy as np
import pytest

from cuibono.coding.by_example import NEAR, Examples, shipped, unit, vectors_of
from cuibono.coding.codebook import Codebook
from cuibono.coding.extractor import Act

ACT = Act(
    0, 0, 0, 0.9, {"AID": 1.0}, {"reported": 1.0}, None, 0.0, (), {}, {}, {}, {},
    np.array([1.0, 0.0, 0.0], np.float32),
)  # fmt: skip
EXAMPLES = Examples(
    np.array([[0.8, 0.6, 0.0], [0.6, 0.8, 0.0], [0.0, 0.0, 1.0]], np.float32),
    ("MEDIATE", "CONSULT", ""), ("Oman carried messages.", "Oman met Iran.", "Oman is hot."),
    frozenset({"MEDIATE"}),
)  # fmt: skip


def act(*vector, chance=0.9):
    return replace(ACT, vector=np.array(vector, np.float32), chance=chance)


def test_the_nearest_come_first_with_their_cosines():
    near = EXAMPLES.nearest(act(3, 0, 0), 2)
    assert [(n.type, n.text) for n in near] == [
        ("MEDIATE", "Oman carried messages."), ("CONSULT", "Oman met Iran."),
    ]  # fmt: skip
    assert [n.cosine for n in near] == pytest.approx([0.8, 0.6])


def test_an_own_type_is_taken_where_its_example_is_nearest():
    decided = EXAMPLES.decide(act(1, 0, 0))
    assert (decided.type, decided.reason) == (
        "MEDIATE", "near (0.80) to your example “Oman carried messages.”",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("vector", "why"),
    [
        ((0, 1, 0), "a shipped type is nearer"),
        ((0, 0, 1), "a counter-example is nearer"),
        ((0.5, 0.2, -1), "the nearest example is too far"),
    ],
)
def test_an_own_type_is_left_where_it_does_not_fit(vector, why):
    assert EXAMPLES.decide(act(*vector)) is None, why


def test_without_own_types_nothing_is_decided():
    assert replace(EXAMPLES, own=frozenset()).decide(act(1, 0, 0)) is None


def test_the_likeliest_act_of_an_example_stands_for_it_and_one_without_an_act_is_left_out():
    book = Codebook.load()
    texts = [text for t in book.types for text in t.examples]

    def acts_of(asked):
        assert list(asked) == texts
        return [[], *([act(0, 2, 0, chance=0.4), act(0, 0, 5, chance=0.7)] for _ in asked[1:])]

    found = Examples.of(book, acts_of)
    assert found.texts == tuple(texts[1:])
    assert found.vectors.tolist() == [[0.0, 0.0, 1.0]] * (len(texts) - 1)
    assert found.own == frozenset()


def test_only_what_is_not_known_yet_is_read():
    book = Codebook.load()
    texts = [text for t in book.types for text in t.examples]
    known = {text: np.array([0.0, 1.0, 0.0], np.float32) for text in texts[1:]}
    found = Examples.of(book, lambda asked: [[act(2, 0, 0)] for _ in asked], known)
    assert found.texts == tuple(texts)
    assert found.vectors.tolist() == [[1.0, 0.0, 0.0], *[[0.0, 1.0, 0.0]] * (len(texts) - 1)]


@pytest.mark.parametrize("every", [29, pytest.param(1, marks=pytest.mark.long)])
def test_the_vectors_that_ship_are_those_that_the_reader_gives(coder, every):
    texts = [text for t in coder.codebook.types for text in t.examples]
    known = shipped(coder.extractor.name, coder.extractor.version)
    assert [*known] == texts, "run `python -m training.extractor.shown base`"
    read = vectors_of(texts[::every], coder.acts_of)
    assert min(float(read[text] @ known[text]) for text in texts[::every]) > 0.99


def test_of_another_version_no_vector_is_known(coder):
    assert not shipped(coder.extractor.name, "another")
    assert not shipped("another", coder.extractor.version)


def test_a_vector_of_nothing_stays_one():
    assert unit(np.zeros(3, np.float32)).tolist() == [0.0, 0.0, 0.0]
    assert 0 < NEAR < 1
