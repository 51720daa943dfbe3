"""What a denial denies, and what it leaves alone."""

import pytest

from cuibono.coding.statement import Stance
from cuibono.events.event import Status
from cuibono.events.resolve import resolve
from tests.events.telling import say

WORDS = "Kyiv denies that it shelled the dam near Kherson."


def told(quote, trigger, start=0, document="a", **of):
    """An undated report of one sentence that UKR attacked RUS, changed in what a test is about."""
    at = start + quote.index(trigger)
    values = {
        "quote": quote, "start": start, "end": start + len(quote), "trigger": trigger,
        "trigger_start": at, "trigger_end": at + len(trigger), "when": None,
        "actor": "UKR", "recipient": "RUS", "type": "ASSAULT", "item": None,
    }  # fmt: skip
    return say(document, **(values | of))


def denied(quote=WORDS, trigger="shelled", **of):
    return told(quote, trigger, **({"source": "UKR", "stance": Stance.DENIED} | of))


def contested(*statements):
    return [e for e in resolve(statements, []) if e.status is Status.CONTESTED]


CLAIM = {"quote": "Moscow says that Kyiv shelled the dam near Kherson.", "trigger": "shelled",
         "source": "RUS"}  # fmt: skip


@pytest.mark.parametrize("document", ["a", "b"])
def test_a_denial_meets_a_claim_close_by_or_worded_alike(document):
    assert contested(told(**CLAIM), denied(document=document, start=60))


@pytest.mark.parametrize(
    ("claim", "denial"),
    [
        # Who demands something does not say that it is so.
        ({"stance": Stance.SOUGHT}, {}),
        # One source's words in one text are of two things.
        ({"source": "UKR"}, {}),
        ({"source": "AUTHOR"}, {"source": "AUTHOR"}),
        # Whoever suffered it in one does it in the other.
        ({"actor": "RUS", "recipient": "UKR"}, {}),
        # Another act, and the refusal itself.
        ({"type": "THREATEN"}, {}),
        # What was foretold did not come.
        ({"stance": Stance.EXPECTED}, {"source": "AUTHOR"}),
    ],
)
def test_a_denial_leaves_other_things_alone(claim, denial):
    assert contested(told(**(CLAIM | claim)), denied(**({"start": 60} | denial))) == []


def test_a_refusal_is_not_what_is_refused():
    words = "A judge refuses to block the transfer."
    says = {"actor": "UKR", "recipient": "RUS", "type": "REJECT"}
    assert contested(told(words, "refuses", **says), denied(words, "block", **says)) == []


def test_a_denial_that_takes_up_what_was_said_is_not_of_its_own_word():
    no = {"quote": "Kyiv denied this.", "trigger": "denied", "start": 60}
    refusal = told(**no, type="REJECT", recipient="---")
    (found,) = contested(told(**CLAIM), refusal, denied(**no))
    assert refusal not in found.statements


def test_far_on_in_a_text_and_in_another_text_the_words_must_be_alike():
    old = told("Kyiv fired rockets at barracks in Belgorod on Sunday.", "fired", source="RUS")
    assert contested(old, denied(start=60))
    assert contested(old, denied(start=6000)) == []
    assert contested(old, denied(document="b")) == []


def test_a_text_may_tell_of_a_denial_before_the_claim_where_both_are_of_one_thing():
    given = {"type": "AID", "actor": "PRK", "item": "arms"}
    says = told("Six days earlier Washington said that it sent shells.", "sent", 90,
                source="USA", **given)  # fmt: skip
    denies = denied("Pyongyang denied that it had sold arms.", "sold", source="PRK", **given)
    assert contested(says, denies)
    assert contested(told(**CLAIM, start=90), denied()) == []


REPORT = {"type": "AID", "actor": "PRK", "recipient": "RUS", "item": "arms"}


def test_these_allegations_are_what_somebody_said_and_not_what_the_text_tells():
    said = told("Washington said that it sold shells.", "sold", source="USA", **REPORT)
    own = told("The export of shells violates a resolution.", "export", 40, **REPORT)
    words = "Pyongyang denied these allegations and said that it exported no shells."
    no = denied(words, "exported", start=90, **(REPORT | {"source": "PRK"}))
    (found,) = contested(said, own, no)
    assert said in found.statements
    apart = {"item": None, "when": "2019-03-02"}
    (found,) = contested(said, told("It sold shells.", "sold", 40, **(REPORT | apart)), no)
    assert said in found.statements


@pytest.mark.parametrize(
    "heading", ["3. Western Claims That Kyiv Shelled the Dam:", "Accusations That Kyiv Shelled It"]
)
def test_a_heading_makes_no_claim(heading):
    assert contested(told(heading, "Shelled", source="WEST"), denied(start=60)) == []


@pytest.mark.parametrize(
    "words",
    [
        "Kyiv had no comment on whether it shelled the dam.",
        "Kyiv declined to comment on reports that it shelled the dam.",
        "Kyiv would neither confirm nor deny that it shelled the dam.",
        "Kyiv offered a guarantee that it never shelled or would shell the dam.",
    ],
)
def test_who_says_nothing_on_a_claim_denies_none(words):
    assert contested(told(**CLAIM), denied(words, start=60)) == []


def test_who_has_no_comment_but_denies_denies():
    words = "Kyiv declined to comment further, but denied that it shelled the dam."
    assert contested(told(**CLAIM), denied(words, start=60))


def test_one_sentence_tells_of_an_act_and_of_another_that_did_not_come():
    words = "Kyiv struck the bridge at dawn after a vow that it would not attack barracks."
    assert contested(told(words, "struck"), denied(words, "attack")) == []
    words = "Kyiv struck the bridge at dawn but denies that it attacked barracks."
    assert contested(told(words, "struck"), denied(words, "attacked"))


def test_a_plan_is_not_denied_by_who_denies_a_deed():
    plan = told("A general says that an attack is near.", "attack", stance=Stance.PLANNED,
                source="RUS")  # fmt: skip
    assert contested(plan, denied("Kyiv rejects that it used gas there.", "used", start=60)) == []
    assert contested(plan, denied("Kyiv says that it will not attack.", "attack", start=60))
    assert contested(plan, denied("Kyiv denied the report.", "denied", start=60))


def test_what_a_text_denies_in_its_own_voice_is_of_another_text_only_where_that_is_plain():
    day = {"published": "2022-09-05"}
    old = told("Rockets hit barracks, Kyiv says of the dam.", "hit", source="RUS", **day)
    words = "Contrary to what villagers feared, no rockets hit barracks by the market on Sunday."
    assert contested(old, denied(words, "hit", document="b", **day))
    assert contested(old, denied(words, "hit", document="b", source="AUTHOR", **day)) == []


def test_between_texts_without_a_date_it_must_be_plain_too():
    old = told("Rockets hit barracks, Kyiv says of the dam.", "hit", source="RUS")
    words = "Contrary to what villagers feared, no rockets hit barracks by the market on Sunday."
    assert contested(old, denied(words, "hit", document="b")) == []
    assert contested(old, denied(words, "hit", start=60))
    assert contested(told(**CLAIM), denied(document="b"))
