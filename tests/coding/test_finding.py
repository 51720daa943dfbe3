"""The learned part beside the rules: what it adds, what it leaves alone, how sure it is."""

from dataclasses import replace
from datetime import date
from math import erf

import numpy as np
import pytest

from cuibono.coding import Codebook, Coder
from cuibono.coding.learned import Learned, _gelu
from cuibono.coding.signs import PAIR_SIGNS, TRIGGER_SIGNS, TYPES, WORD_SIGNS, Signs
from cuibono.coding.speech import Speech
from cuibono.documents import Document
from cuibono.language import Reader

DAY = date(2024, 3, 1)


@pytest.fixture(scope="module")
def reader():
    return Reader.load()


@pytest.fixture(scope="module")
def coder(reader):
    return Coder.load(embedder=reader)


@pytest.fixture(scope="module")
def rules(coder):
    alone = Coder.load(embedder=Reader.load())
    object.__setattr__(alone, "finder", replace(coder.finder, learned=None))
    return alone


def code(coder, reader, text):
    return coder.code(Document(text, published=DAY), reader.read(text)).statements


def test_types_are_those_of_the_codebook():
    names = {t.name for t in Codebook.load().types}
    assert set(TYPES[1:]) == names


def test_the_reader_gives_every_token_a_vector(reader):
    (sentence,) = reader.read("Kyiv cut ties with Pyongyang.").sentences
    assert sentence.senses.shape == (len(sentence.tokens), 768)


def test_signs_tell_what_rules_know(reader, coder):
    (sentence,) = reader.read("Kyiv cut ties with Pyongyang.").sentences
    signs = Signs(coder.codebook, Speech.load())
    found = signs.words(sentence, coder.matcher.matches(sentence))
    cut = next(t.index for t in sentence.tokens if t.text == "cut")
    assert found.shape == (len(sentence.tokens), WORD_SIGNS)
    assert found[cut, len(TYPES) - 1 + TYPES.index("SANCTION") - 1] == 1
    assert found[0].sum() == 0
    assert signs.trigger(sentence, cut).shape == (TRIGGER_SIGNS,)
    pairs = signs.pairs(sentence, cut)
    assert pairs.shape == (len(sentence.tokens), PAIR_SIGNS)
    assert pairs[0, 0] == 1, "Kyiv is the subject"


def test_chances_add_up_and_the_rules_type_is_likely(reader, coder):
    (sentence,) = reader.read("Kyiv cut ties with Pyongyang.").sentences
    signs = coder.finder.signs.words(sentence, coder.matcher.matches(sentence))
    chances = Learned.load().types(sentence.senses, signs)
    assert np.allclose(chances.sum(axis=1), 1, atol=1e-4)
    assert chances[1, TYPES.index("SANCTION")] > 0.5


def test_gelu_is_the_exact_one():
    x = np.linspace(-6, 6, 101, dtype=np.float32)
    exact = [0.5 * v * (1 + erf(v / 2**0.5)) for v in x.tolist()]
    assert np.allclose(_gelu(x), exact, atol=1e-5)


@pytest.mark.parametrize("text", ["Kyiv cut ties with Pyongyang.", "Peru sent tents to Chile."])
def test_what_rules_find_stays(reader, coder, rules, text):
    kept = {(s.actor, s.type, s.recipient) for s in code(coder, reader, text)}
    assert {(s.actor, s.type, s.recipient) for s in code(rules, reader, text)} <= kept


def test_a_trigger_that_no_rule_knows_is_found_and_says_so(reader, coder, rules):
    text = "Chinese coast guards boxed in a Filipino supply boat off Second Thomas Shoal."
    assert code(rules, reader, text) == ()
    found = code(coder, reader, text)
    assert [(s.actor.partition(".")[0], s.type) for s in found] == [("CHN", "COERCE")]
    assert found[0].reason.startswith("learned from annotated sentences")
    assert found[0].confidence < 0.8


def test_sport_stays_sport(reader, coder):
    assert code(coder, reader, "Senegal outgunned Egypt 3-1 in the final in Dakar.") == ()


def test_without_vectors_the_rules_stand_alone(reader, coder, rules):
    reading = reader.read("Kyiv cut ties with Pyongyang.")
    bare = replace(reading, sentences=tuple(replace(s, senses=None) for s in reading.sentences))
    document = Document(reading.text, published=DAY)
    (one,), (other,) = coder.code(document, bare).statements, rules.code(document, bare).statements
    assert one.id == other.id
