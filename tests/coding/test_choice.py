"""Type and parties of an act, chosen together."""

import numpy as np
import pytest

from cuibono.actors import Registry
from cuibono.coding import Coder
from cuibono.coding.choice import SIDES, Choice, Sides, rivals, wholes
from cuibono.coding.extractor import Act, Candidate, Extractor, Party
from cuibono.coding.parties import Meant, Resolver, Whereabouts
from cuibono.coding.quotes import Quoted
from cuibono.documents import Document
from cuibono.language.sentence import cut

AUTHOR = Meant("AUTHOR", "", 0.9, "")
NAMED = dict.fromkeys(["RUS", "UKR", "BLR", "USA", "FRA"], 0.1)
"""Actors that the text names somewhere."""


@pytest.fixture(scope="module")
def learned():
    told = Extractor.load().labels["choice"]
    return Choice(told["weights"], told["further"], told["bias"])


def party(span, *codes, chance=0.9):
    return Party(span, chance, "", [Candidate(code, c) for code, c in codes])


def act(types, actor, to, others=()):
    none = [party(None, ("NOBODY", 0.6))]
    return Act(
        0, 1, 1, 0.9, types, {"reported": 0.9}, None, 0.1, (),
        {}, {"actor": actor, "to": to, "source": none}, {"to": list(others), "actor": none}, {},
        np.ones(4, np.float32),
    )  # fmt: skip


def chosen(choice, one, text, speaker=AUTHOR):
    (sentence,) = cut(text)
    place = Whereabouts(sentence, (), Quoted((), False), NAMED)
    found = Sides(Resolver(Registry.load()), speaker)
    return choice.of(one, one.types, [found.of(one, side, place) for side in SIDES], sentence)


def codes(side):
    return [m.code for m in side]


def test_nobody_does_it_to_himself_where_somebody_else_may_be_meant(learned):
    twice = party((0, 0), ("RUS", 0.8), chance=0.5)
    one = act({"AID": 0.9}, [party((0, 0), ("RUS", 0.9))], [twice],
              [party((2, 2), ("UKR", 0.9), chance=0.4)])  # fmt: skip
    found = chosen(learned, one, "Moscow helped Kyiv.")
    assert (codes(found.actors), codes(found.recipients)) == (["RUS"], ["UKR"])


def test_phrases_that_share_the_chance_are_likelier_than_nobody(learned):
    faint = [party((2, 2), ("UKR", 0.9), chance=0.45), party((4, 4), ("BLR", 0.5), chance=0.3)]
    one = act({"AID": 0.9}, [party((0, 0), ("RUS", 0.9))],
              [party(None, ("NOBODY", 0.4), ("BLR", 0.1))], faint)  # fmt: skip
    assert codes(chosen(learned, one, "Moscow helped Kyiv near Minsk.").recipients) == ["UKR"]


def test_further_phrases_that_are_joined_to_the_best_are_meant_too(learned):
    one = act({"AID": 0.9}, [party((0, 0), ("RUS", 0.9))],
              [party((2, 2), ("UKR", 0.9)), party((4, 4), ("BLR", 0.9), chance=0.8)])  # fmt: skip
    assert codes(chosen(learned, one, "Moscow helped Kyiv and Minsk.").recipients) == ["UKR", "BLR"]


@pytest.mark.parametrize("words", ["We", "I"])
def test_we_is_whoever_speaks(learned, words):
    one = act({"AID": 0.9}, [party((0, 0), ("USA", 0.9))], [party((2, 2), ("UKR", 0.9))])
    speaker = Meant("FRA.GOV", "Paris", 0.9, "")
    assert codes(chosen(learned, one, f"{words} helped Kyiv.", speaker).actors) == ["FRA.GOV"]
    assert codes(chosen(learned, one, f"{words} helped Kyiv.").actors) == ["USA"]


def test_what_is_possible_adds_up_to_one(learned):
    (sentence,) = cut("Moscow helped Kyiv.")
    one = act({"AID": 0.7, "SUPPORT": 0.2, "ASSAULT": 0.05},
              [party((0, 0), ("RUS", 0.9))], [party((2, 2), ("UKR", 0.9))])  # fmt: skip
    place = Whereabouts(sentence, (), Quoted((), False), NAMED)
    sides = [Sides(Resolver(Registry.load()), AUTHOR).of(one, side, place) for side in SIDES]
    every = list(wholes(one.types, sides))
    assert {w.type for w in every} == {"AID", "SUPPORT"}
    assert 0 < learned.of(one, one.types, sides, sentence).chance <= 1
    assert list(rivals(sides[1], sides[1][0])) == []


def test_a_type_that_is_decided_is_not_chosen_anew(learned):
    one = act({"AID": 0.9, "SUPPORT": 0.1}, [party((0, 0), ("RUS", 0.9))],
              [party((2, 2), ("UKR", 0.9))])  # fmt: skip
    (sentence,) = cut("Moscow helped Kyiv.")
    place = Whereabouts(sentence, (), Quoted((), False), NAMED)
    sides = [Sides(Resolver(Registry.load()), AUTHOR).of(one, side, place) for side in SIDES]
    assert learned.of(one, {"MEDIATE": 1.0}, sides, sentence).type == "MEDIATE"


def test_the_reader_chooses_other_parties_than_its_likeliest_phrases():
    found = (
        Coder.load().code(Document("Ghana will host the Togolese president for talks.")).statements
    )
    assert all(s.actor.partition(".")[0] != s.recipient.partition(".")[0] for s in found)
