"""What stands as not done denies nothing that is told as done, and other things stay apart."""

import pytest

from cuibono.coding.statement import Stance
from cuibono.events.mouths import DENIES
from tests.events.test_denials import CLAIM, contested, denied, told

TALKS = {"type": "CONSULT", "actor": "UKR", "recipient": "RUS"}
MET = told("Moscow reports that envoys of both met for talks.", "talks", source="RUS", **TALKS)


@pytest.mark.parametrize(
    ("words", "trigger"),
    [
        ("Kyiv says that it will not hold talks with Moscow.", "talks"),
        ("Kyiv rejects an offer of talks with Moscow.", "talks"),
        ("Kyiv said that its talks with Moscow were cancelled.", "talks"),
        ("Kyiv announced that it has no plans for talks with Moscow.", "talks"),
        ("Kyiv cited a refusal to hold talks with Moscow.", "talks"),
    ],
)
def test_who_refuses_a_thing_does_not_deny_that_it_was_done(words, trigger):
    assert contested(MET, denied(words, trigger, start=60, **TALKS)) == []
    assert contested(MET, denied("Kyiv says that no talks were held.", "talks", start=60, **TALKS))
    # What is ahead is denied by who will not do it, where both stand together.
    plan = told("Moscow says that talks are to be held soon.", "talks", source="RUS",
                stance=Stance.EXPECTED, **TALKS)  # fmt: skip
    assert contested(plan, denied(words, trigger, start=60, **TALKS))
    assert contested(plan, denied(words, trigger, document="b", item="vote", **TALKS)) == []


def test_where_no_word_says_not_only_a_claim_beside_it_is_denied():
    words = "Kyiv suspends its talks with Moscow."
    assert contested(MET, denied(words, "talks", start=60, **TALKS))
    assert contested(MET, denied(words, "talks", document="b", **TALKS)) == []
    own = told("Envoys of both met for talks.", "talks", **TALKS)
    assert contested(own, denied(words, "talks", start=60, **TALKS)) == []


def test_a_text_does_not_contest_what_it_tells_where_nobody_speaks():
    own = told("Envoys of both met for talks.", "talks", **TALKS)
    quiet = "The envoy of Kyiv was not there for talks."
    assert contested(own, denied(quiet, "talks", start=60, **TALKS)) == []
    said = "The envoy of Kyiv said that he was not there for talks."
    assert contested(own, denied(said, "talks", start=60, **TALKS))


def test_the_refusal_of_a_claim_is_a_denial():
    words = "Kyiv rejects the reports of talks with Moscow."
    assert contested(MET, denied(words, "talks", start=60, **TALKS))


def test_who_denies_a_part_in_a_deed_does_not_deny_the_deed():
    hit = told("Moscow says that rockets hit the dam near Kherson.", "hit", actor="---",
               source="RUS")  # fmt: skip
    words = "Kyiv denies involvement in the attack on the dam near Kherson."
    assert contested(hit, denied(words, "attack", start=60)) == []
    assert contested(hit, denied(words, "attack", start=60, actor="---")) == []
    assert contested(told(**CLAIM), denied(words, "attack", start=60))
    # Nobody in particular is accused: it is the deed that is denied.
    assert contested(hit, denied("Kyiv denies that rockets hit it.", "hit", start=60, actor="---"))


def test_what_a_denier_accuses_others_of_is_not_what_it_denies():
    words = "Moscow denies the claim, accusing Kyiv of shelling its own dam."
    own = {"actor": "UKR", "recipient": "UKR"}
    said = told(words, "shelling", **own)
    no = denied(words, "shelling", source="RUS", **own)
    blame = told(words, "accusing", actor="RUS", recipient="UKR", type="ACCUSE")
    assert contested(said, no, blame) == []
    assert contested(said, no)


def test_without_any_party_a_denial_is_of_its_own_sentence():
    words = "Observers say that there was shelling, but this is disputed by Kyiv."
    nobody = {"actor": "---", "recipient": "---"}
    said = told(words, "shelling", source="UN", **nobody)
    no = denied(words, "disputed", **nobody)
    assert contested(said, no)
    assert contested(told("There was shelling, observers say.", "shelling", document="b",
                          source="UN", **nobody), no) == []  # fmt: skip


def test_in_one_sentence_a_text_denies_another_act_only_in_words_that_say_so():
    words = "Moscow says that Kyiv holds the envoy, whom it has not charged."
    said = told(words, "holds", type="COERCE", source="RUS")
    assert contested(said, denied(words, "charged", type="COERCE", source="AUTHOR")) == []


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("Kyiv denies that it shelled the dam.", True),
        ("Kyiv denies blocking access to the dam.", True),
        ("Kyiv denies its jets crossed the border without permission.", True),
        ("Kyiv denied two reporters entry to the port.", False),
        ("Kyiv denied a request for a port call.", False),
        ("Kyiv disputes the report.", True),
        ("The border dispute goes on.", False),
        ("Kyiv said the report was entirely false.", True),
        ("Kyiv called the story “false”.", True),
        ("They came in on false passports.", False),
        ("Kyiv called it a lie.", True),
        ("The dam lies near Kherson.", False),
    ],
)
def test_words_that_say_that_something_is_not_so(words, says):
    assert (DENIES.search(words) is not None) is says
