"""How often headings are right: what an annotator marked decides, between the same two or not."""

import pytest

from benchmarks.claims import Claim
from benchmarks.headings import placed, report
from cuibono.coding.statement import Stance, Statement

WORDS = "Ankara sent drones to Kyiv."


def read(**of):
    fields = {"actor": "TUR", "type": "AID", "recipient": "UKR", "confidence": 0.7, **of}
    names = {"actor_text": "Ankara", "trigger": "sent", "trigger_start": 7, "trigger_end": 11}
    return Statement("d", WORDS, 0, len(WORDS), **names, **fields)


def marked(type_="AID", pair=("TUR", "UKR"), stance="reported"):
    return Claim(7, 11, type_, stance, frozenset({"AUTHOR"}), frozenset({pair}))


@pytest.mark.parametrize(
    ("claims", "strict", "lenient"),
    [
        ([marked()], True, True),
        ([marked(pair=("TUR", "RUS"))], False, True),
        # Both are help.
        ([marked("COOPERATE")], True, True),
        ([marked("ACCUSE")], False, False),
        ([], False, False),
    ],
)
def test_a_heading_is_right_where_somebody_marked_an_act_of_its_topic(claims, strict, lenient):
    one, also = placed([read()], claims)
    assert (one.kind, one.strict, one.lenient) == ("topic", strict, lenient)
    # It is too unsure for a heading, and is listed by what it tells of.
    assert (also.kind, also.strict, also.lenient) == ("kind", strict, lenient)
    assert [p.kind for p in placed([read(confidence=0.8)], claims)] == ["topic"]


def test_what_is_ahead_is_right_where_somebody_marked_something_so():
    planned = read(stance=Stance.PLANNED)
    (right,) = placed([planned], [marked(stance="planned")])
    (wrong,) = placed([planned], [marked()])
    assert (right.kind, right.strict, wrong.strict) == ("planned", True, False)


def test_what_is_below_the_floor_or_within_one_state_is_no_passage_on_two():
    assert list(placed([read(confidence=0.1), read(recipient="TUR.GOV")], [marked()])) == []


def test_the_table_tells_the_share_from_each_confidence_on_and_below():
    found = [*placed([read()], [marked()]), *placed([read(confidence=0.3)], [])]
    lines = {tuple(line.split()[:2]): line.split()[2:] for line in report(found)}
    assert lines["kind", "1"] == ["1.00", "1.00"]
    assert lines["topic", "0.6"] == ["1", "1.00", "1.00", "0.00"]
    assert lines["topic", "0.2"] == ["2", "0.50", "0.50", "-"]
