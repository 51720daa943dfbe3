"""What changed when on a claim."""

from cuibono.coding.statement import Stance
from cuibono.events.resolve import resolve
from cuibono.measures.history import history
from tests.events.telling import say


def told(*statements):
    """The turns of the one event of statements, each as its day and words."""
    (event,) = resolve(statements, [])
    return [(turn.day, turn.words()) for turn in history(event)]


def test_who_joined_each_side_and_when():
    assert told(
        say("a", source="USA", published="2022-09-06"),
        say("b", source="UKR", published="2022-09-08"),
        say("c", source="RUS", published="2022-09-08", stance=Stance.DENIED, when=None),
        say("d", source="PRK", published="2022-09-22", stance=Stance.DENIED, when=None),
        say("e", source="USA", published="2022-10-01"),  # says so already
    ) == [
        ("2022-09-06", "first claimed by USA"),
        ("2022-09-08", "also claimed by UKR"),
        ("2022-09-08", "first denied by RUS"),
        ("2022-09-22", "also denied by PRK"),
    ]


def test_those_of_one_day_stand_together():
    first = told(say("a", source="USA", published="2022-09-06"),
                 say("b", source="UKR", published="2022-09-06"))  # fmt: skip
    (turn,) = first
    assert turn[0] == "2022-09-06"
    assert turn[1] in ("first claimed by USA and UKR", "first claimed by UKR and USA")


def test_what_was_foretold_is_not_told_as_claimed():
    assert told(
        say("a", source="USA", published="2022-09-04", stance=Stance.PLANNED),
        say("b", source="USA", published="2022-09-06"),
        say("c", source="UKR", published="2022-09-06", stance=Stance.EXPECTED),
    ) == [
        ("2022-09-04", "first foretold by USA"),
        ("2022-09-06", "also foretold by UKR"),
        ("2022-09-06", "first claimed by USA"),
    ]


def test_who_takes_its_word_back_retracts():
    assert told(
        say("a", source="REUTERS", published="2022-09-06"),
        say("b", source="UKR", published="2022-09-07"),
        say("c", source="REUTERS", published="2022-09-08", stance=Stance.DENIED, when=None),
        say("d", source="RUS", published="2022-09-09", stance=Stance.DENIED, when=None),
    ) == [
        ("2022-09-06", "first claimed by REUTERS"),
        ("2022-09-07", "also claimed by UKR"),
        ("2022-09-08", "first retracted by REUTERS"),
        ("2022-09-09", "first denied by RUS"),
    ]


def test_nothing_is_the_first_where_a_text_has_no_date():
    assert told(say("a", source="USA", published="2022-09-06"), say("b", source="UKR")) == [
        ("2022-09-06", "claimed by USA"),
        (None, "also claimed by UKR"),
    ]
