"""Rows: what is made of what was read, with chances given by hand."""

import numpy as np
import pytest

from cuibono.actors import Registry
from cuibono.actors.actor import Mention
from cuibono.coding.codebook import Codebook
from cuibono.coding.extractor import Act, Candidate, Party
from cuibono.coding.overrides import read_as
from cuibono.coding.parties import Resolver, Whereabouts
from cuibono.coding.phrases import joined
from cuibono.coding.quotes import Quoted
from cuibono.coding.rows import Rows, Values
from cuibono.language.sentence import cut

PLAIN = Quoted((), False)
NAMED = dict.fromkeys(["RUS", "UKR", "BLR", "POL", "USA", "RWA", "CHN", "NATO"], 0.1)
"""Actors that the text names somewhere."""


@pytest.fixture(scope="module")
def rows():
    return Rows(Codebook.load(), Resolver(Registry.load()))


def party(span, *codes, suffix=""):
    found = [Candidate(code, chance) for code, chance in codes]
    return Party(span, 0.9, suffix, found)


def act(type_, **parties):
    held = {"actor": [], "to": [], "source": [party(None, ("NOBODY", 0.9))]} | parties
    return Act(
        0, 1, 1, 0.9, {type_: 0.8, "ASSAULT": 0.1}, {"reported": 0.9, "denied": 0.1}, None, 0.1,
        ("military",), {}, held, {}, {}, np.ones(4, np.float32),
    )  # fmt: skip


def made(rows, one, text="Moscow helped Kyiv and Minsk.", quoted=PLAIN):
    (sentence,) = cut(text)
    return list(rows.of(one, Whereabouts(sentence, (), quoted, NAMED), Values(), read_as(one)))


def test_a_compound_party_gives_one_row_for_each_pair(rows):
    one = act("AID", actor=[party((0, 0), ("RUS", 0.9))],
              to=[party((2, 2), ("UKR", 0.9)), party((4, 4), ("BLR", 0.8))])  # fmt: skip
    found = made(rows, one)
    assert [(r.actor.code, r.recipient.code) for r in found] == [("RUS", "UKR"), ("RUS", "BLR")]


def test_several_who_act_together_act_with_each_other(rows):
    one = act("CONSULT", actor=[party((0, 0), ("RUS", 0.9)), party((2, 2), ("UKR", 0.9))],
              to=[party(None, ("NOBODY", 0.9))])  # fmt: skip
    assert [(r.actor.code, r.recipient.code) for r in made(rows, one)] == [("RUS", "UKR")]


def test_what_three_do_is_not_done_to_each_other(rows):
    three = [party((n, n), (code, 0.9)) for n, code in ((0, "RUS"), (2, "UKR"), (4, "BLR"))]
    alone = made(rows, act("SANCTION", actor=three, to=three))
    assert [(r.actor.code, r.recipient.code) for r in alone] == [
        ("RUS", "---"), ("UKR", "---"), ("BLR", "---")
    ]  # fmt: skip
    # Where it is mutual, two of them are one row.
    other = party((4, 4), ("POL", 0.9))
    joint = made(rows, act("CONSULT", actor=three, to=[*three, other]))
    assert {frozenset((r.actor.code, r.recipient.code)) for r in joint} == {
        frozenset(pair.split()) for pair in
        ("RUS UKR", "RUS BLR", "UKR BLR", "RUS POL", "UKR POL", "BLR POL")
    }  # fmt: skip
    assert len(joint) == 6


def test_two_states_in_one_phrase_are_two_parties(rows):
    one = act("AID", actor=[party((0, 0), ("RUS", 0.5), ("CHN", 0.45))],
              to=[party((2, 2), ("PRK", 0.9))])  # fmt: skip
    assert {r.actor.code for r in made(rows, one)} == {"RUS", "CHN"}


def test_nobody_is_guessed(rows):
    one = act("AID", actor=[party((0, 0), ("---", 0.9))], to=[party(None, ("NOBODY", 0.9))])
    (row,) = made(rows, one)
    assert (row.actor.code, row.actor.text, row.recipient.code) == ("---", "Moscow", "---")


def test_a_code_that_the_registry_does_not_know_is_nobody(rows):
    one = act("AID", actor=[party((0, 0), ("XYZ", 0.9))], to=[])
    assert made(rows, one)[0].actor.code == "---"


def test_a_role_is_added_to_a_state_and_to_nothing_else(rows):
    state = act("AID", actor=[party((0, 0), ("RUS", 0.9), suffix="MIL")], to=[])
    body = act("AID", actor=[party((0, 0), ("NATO", 0.9), suffix="MIL")], to=[])
    assert made(rows, state)[0].actor.code == "RUS.MIL"
    assert made(rows, body)[0].actor.code == "NATO"


def test_words_in_quotation_marks_are_never_the_authors(rows):
    one = act("AID", actor=[party((0, 0), ("RUS", 0.9))], to=[])
    text = "Moscow helped Kyiv and Minsk."
    assert made(rows, one)[0].source == "AUTHOR"
    assert made(rows, one, text, Quoted(((0, len(text)),), False))[0].source == "UNNAMED"
    named = act("AID", actor=[party((0, 0), ("RUS", 0.9))], to=[],
                source=[party(None, ("NOBODY", 0.6), ("UKR", 0.3))])  # fmt: skip
    assert made(rows, named, text, Quoted(((0, len(text)),), False))[0].source == "UKR"


def test_who_denies_it_gives_a_row_of_its_own(rows):
    one = act("AID", actor=[party((0, 0), ("RUS", 0.9))], to=[party((2, 2), ("UKR", 0.9))],
              source=[party((4, 4), ("BLR", 0.9))],
              denier=[party((0, 0), ("RUS", 0.9))])  # fmt: skip
    found = [(r.source, r.stance) for r in made(rows, one)]
    assert found == [("BLR", "reported"), ("RUS", "denied")]


def test_a_sure_name_is_whom_it_names(rows):
    one = act("AID", actor=[party((0, 0), ("RWA", 0.5), ("RUS", 0.4))], to=[])
    (sentence,) = cut("Moscow helped Kyiv and Minsk.")
    name = Mention(0, 0, "RUS", "capital", True, "capital of RUS")
    unsure = Mention(0, 0, "RUS", "capital", False, "capital of RUS")

    def actor(mention):
        place = Whereabouts(sentence, (mention,), PLAIN, NAMED)
        return next(iter(rows.of(one, place, Values(), read_as(one)))).actor.code

    assert actor(name) == "RUS"
    assert actor(unsure) == "RWA"


def test_the_reason_names_the_alternatives_and_who_is_meant(rows):
    one = act("AID", actor=[party((0, 0), ("RUS", 0.9))], to=[])
    assert "read as AID 0.80, not ASSAULT 0.10" in made(rows, one)[0].reason
    assert "“Moscow” is RUS (0.90)" in made(rows, one)[0].reason


@pytest.mark.parametrize(
    ("text", "parts", "whole"),
    [
        ("The Russian Ministry of Energy denied it.", [(1, 1), (4, 4)],
         ["Russian Ministry of Energy"]),
        ("Palestinian President Mahmoud Abbas left.", [(0, 0), (2, 3)],
         ["Palestinian President Mahmoud Abbas"]),
        ("Russia and Ukraine met.", [(0, 0), (2, 2)], ["Russia", "Ukraine"]),
        ("Russia told Ukraine so.", [(0, 0), (2, 2)], ["Russia", "Ukraine"]),
        ("NATO Ally and EU partner met.", [(0, 0), (3, 3)], ["NATO", "EU"]),
    ],
)  # fmt: skip
def test_two_parts_of_one_name_are_one_party(text, parts, whole):
    (sentence,) = cut(text)
    one = act("REJECT", actor=[party(span, ("RUS", 0.9)) for span in parts])
    spans = [p.span for p in joined(one, sentence).parties["actor"]]
    assert [sentence.words(*span) for span in spans] == whole


def test_nobody_is_guessed_whom_the_text_does_not_name(rows):
    one = act("AID", actor=[party((0, 0), ("FRA", 0.9))], to=[party((2, 2), ("UKR", 0.9))])
    (found,) = made(rows, one, "They helped Kyiv.")
    assert (found.actor.code, found.actor.text) == ("---", "They")


@pytest.mark.parametrize(
    "text",
    [
        "Moscow took its soldiers out of Mali.",
        "Moscow brought its men home from the Mali front.",
        "The last Russian soldiers left Mali on Thursday.",
    ],
)
def test_a_retreat_is_from_the_state_that_is_left(code, text):
    assert {(s.type, s.recipient) for s in code(text)} == {("RETREAT", "MLI")}


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("Mali's allies condemned Togo.", "---"),
        ("A Putin loyalist condemned Togo.", "RUS"),
        ("Polish admirers of Vladimir Putin condemned Togo.", "POL"),
        ("Men in Malian army uniform attacked Togo.", "---"),
    ],
)
def test_who_stands_beside_somebody_is_not_meant(code, text, actor):
    (one,) = code(text)
    assert (one.actor, one.recipient) == (actor, "TGO")
