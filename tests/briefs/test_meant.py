"""Whom a passage is about, by its own words."""

import pytest

from cuibono.actors import Registry
from cuibono.actors.mentions import Namer
from cuibono.briefs.heard import Heard
from cuibono.briefs.meant import plain
from cuibono.briefs.passages import Passage
from cuibono.ledger.replay import REVIEW
from tests.briefs.test_brief import UNSURE, said, told

HEARD = Heard(Namer(Registry.load()))


@pytest.mark.parametrize(
    ("quote", "actor_text", "is_plain"),
    [
        ("Ankara sent drones to Kyiv.", "Ankara", True),
        ("Turkish officers sent drones to Kyiv.", "officers", True),
        ("They sent drones to Kyiv.", "They", True),
        ("Our actions helped Kyiv.", "Our", True),
        ("The government sent drones to Kyiv.", "The government", True),
        # Somebody else, by name or not, is meant by a guess alone.
        ("The Pasha of Tripoli sent drones to Kyiv.", "The Pasha of Tripoli", False),
        ("Traders sent drones to Kyiv.", "Traders", False),
        ("Drones were sent to Kyiv.", "", False),
    ],
)
def test_words_that_name_an_actor_or_stand_for_it_are_plain(quote, actor_text, is_plain):
    passage = Passage((said(quote, actor_text=actor_text),), ())
    assert plain(passage, "TUR", "", HEARD) is is_plain
    assert plain(passage, "UKR", "", HEARD) is ("Kyiv" in quote)


def test_the_sentence_before_may_name_whom_it_is_about():
    passage = Passage((said("Drones were sent to Kyiv.", actor_text=""),), ())
    assert plain(passage, "TUR", "Ankara met friends.", HEARD)


def test_what_only_a_guess_puts_between_two_is_left_out():
    words = "Traders sent drones to Kyiv."
    found = told(said(words, actor_text="Traders"), said(document="e"))
    assert not [line for lines in found.values() for line in lines if words in line]
    alone = told(said(words, actor_text="Traders"), said(document="e"), b=None)
    assert [words in line for line in alone[UNSURE]] == [True]


def test_what_a_person_has_reviewed_is_no_guess():
    words = "Traders sent drones to Kyiv."
    found = told(said(words, actor_text="Traders", versions={REVIEW: "j1"}))
    assert words in found["Arms"][0]
