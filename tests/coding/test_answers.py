"""What a later sentence denies of what was said before it, and what it does not."""

from datetime import date

import pytest

from cuibono.coding.statement import Stance
from cuibono.documents import Document

SAID = "The United States said on Tuesday that North Korea had sent artillery shells to Russia."
DENIED = (
    "Pyongyang rejected the accusation.",
    "The North Korean government called the report baseless.",
    "North Korea denied it.",
)
NOT_DENIED = (
    "Pyongyang also voted against a resolution of the General Assembly on the war.",
    "North Korea rejected an offer of talks with Seoul.",
    "The resolution calls for a Russian withdrawal, and North Korea voted against it.",
)


def denials(coder, text):
    found = coder.code(Document(text, published=date(2022, 11, 2))).statements
    return [(s.source, s.actor, s.type) for s in found
            if s.stance is Stance.DENIED and "denies an earlier claim" in s.reason]  # fmt: skip


@pytest.mark.parametrize("words", DENIED)
def test_a_denial_takes_up_what_others_said_before(coder, words):
    found = denials(coder, f"{SAID} {words}")
    assert ("PRK", "PRK", "AID") in [
        (source.partition(".")[0], actor, type_) for source, actor, type_ in found
    ]


@pytest.mark.parametrize("words", NOT_DENIED)
def test_a_vote_or_a_refusal_says_of_no_claim_that_it_is_untrue(coder, words):
    assert denials(coder, f"{SAID} {words}") == []


IN_ONE_SENTENCE = (
    "Libyan forces say that they hit a NATO ship, but NATO dismissed this as a fabrication.",
    "Libyan forces claim to have struck a NATO ship, a report that NATO denied.",
)


OF_A_PART = (
    "Ukrainian officials said that Russia had shelled the hospital, but Moscow denied any role.",
    "Ukraine said that Russian forces had bombed the theatre; Russia denies being involved.",
    "Russia dismisses a report by Ukraine that Russian forces bombed the theatre as invented.",
)


@pytest.mark.parametrize("words", OF_A_PART)
def test_who_denies_a_part_denies_what_others_say_that_they_did(coder, words):
    found = coder.code(Document(words, published=date(2022, 11, 2))).statements
    denied = [s for s in found if s.stance is Stance.DENIED and s.source.startswith("RUS")]
    assert "ASSAULT" in [s.type for s in denied]


@pytest.mark.parametrize("words", IN_ONE_SENTENCE)
def test_a_sentence_denies_what_somebody_says_in_it(coder, words):
    earlier = "NATO and Libya signed an agreement on Monday, Libyan officials said."
    found = denials(coder, f"{earlier} {words}")
    assert ("NATO", "ASSAULT") in [(source, type_) for source, _, type_ in found]
    assert "AGREE" not in [type_ for *_, type_ in found]


def test_who_warns_of_a_third_threatens_nobody(code):
    found = code("Uganda warned Kenya that Somali rebels could soon attack Nairobi.")
    assert [(s.type, s.recipient) for s in found if s.type == "THREATEN"] == []
    own = code("Uganda warned Kenya that it would shell Nairobi.")
    assert [(s.actor, s.recipient) for s in own if s.type == "THREATEN"] == [("UGA", "KEN")]


def test_who_denies_rejects_who_claims_it_and_not_who_has_a_part_in_it(code):
    (one,) = [s for s in code("Kenya denied selling arms to Togo.") if s.type == "REJECT"]
    assert (one.actor, one.recipient) == ("KEN", "---")
    (own,) = [s for s in code("Nairobi rejected reports that Kenya had armed Togo.")
              if s.type == "REJECT"]  # fmt: skip
    assert own.recipient == "---"
