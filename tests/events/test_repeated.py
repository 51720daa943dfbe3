"""What one sentence tells in two words is one event; what it tells of two acts is two."""

import pytest

from cuibono.coding.statement import Place, Statement
from cuibono.events.repeated import twice
from cuibono.events.resolve import resolve


def told(words, *triggers, **changes):
    """A statement of Mali's force against Togo for each trigger."""
    return [
        Statement(
            "d", words, 0, len(words), t, words.index(t), words.index(t) + len(t), "MLI", "Mali",
            "ASSAULT", "TGO", recipient_text="Togo", published="2022-05-10",
            **(changes.get(t.split()[0], {})),
        )
        for t in triggers
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("words", "triggers", "events"),
    [
        ("A plane of Togo was shot down by a rocket fired from Mali.", ("shot down", "fired"), 1),
        ("Mali launched a wave of strikes on Togo.", ("launched", "strikes"), 1),
        ("Mali took one town of Togo after shelling another.", ("took", "shelling"), 2),
        ("Mali burned a mill of Togo, looted a school.", ("burned", "looted"), 2),
    ],
)
def test_two_words_for_one_act_are_one_event(words, triggers, events):
    assert len(resolve(told(words, *triggers), [])) == events


def test_two_words_with_two_places_are_two_acts():
    words = "Mali struck Lomé with a rocket fired at Togo."
    where = {"struck": {"where": Place("Lomé", "TGO")}, "fired": {"where": Place("Kara", "TGO")}}
    assert twice(*told(words, "struck", "fired"))
    assert not twice(*told(words, "struck", "fired", **where))
