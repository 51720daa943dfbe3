import pytest

from cuibono.coding.codebook import Codebook
from cuibono.events.kinds import CONFLICT, COOPERATION, SHIPPED, Kinds

OWN = """
types:
  - type: MEDIATE
    quadrant: verbal cooperation
    family: MEET
    definition: A third party brings two sides together.
  - type: SABOTAGE
    quadrant: material conflict
    score: -8
    modes: {cable: -9}
    alone: true
    definition: An actor breaks what another needs.
  - type: AID
    modes: {loan: 6}
"""


@pytest.fixture
def own(tmp_path):
    path = tmp_path / "mine.yaml"
    path.write_text(OWN, "utf-8")
    return Kinds(path)


def test_sides_are_those_of_the_quadrants():
    sides = {name: SHIPPED.side(name) for name in SHIPPED.types}
    assert [n for n, side in sides.items() if side is None] == ["GAIN", "LOSE"]
    assert sum(side == COOPERATION for side in sides.values()) == 7
    assert sum(side == CONFLICT for side in sides.values()) == 9


def test_every_type_and_mode_has_the_score_of_the_codebook():
    for entry in Codebook.load().types:
        assert SHIPPED.score(entry.name) == entry.score
        for mode, score in entry.modes.items():
            assert SHIPPED.score(entry.name, mode) == score
    assert SHIPPED.score("ASSAULT", "massacre") == SHIPPED.score("ASSAULT")
    assert SHIPPED.score("CONSULT", "Visit") == 4


def test_of_an_unknown_type_nothing_is_known():
    assert (SHIPPED.side("MEDIATE"), SHIPPED.score("MEDIATE")) == (None, None)
    assert (SHIPPED.family("MEDIATE"), SHIPPED.alone("MEDIATE")) == ("MEDIATE", False)


def test_a_type_of_ones_own_has_all_that_its_file_says(own):
    assert (own.side("MEDIATE"), own.side("SABOTAGE")) == (COOPERATION, CONFLICT)
    assert (own.score("SABOTAGE"), own.score("SABOTAGE", "cable")) == (-8, -9)
    assert own.score("AID", "loan") == 6
    assert own.family("MEDIATE") == own.family("CONSULT") == "MEET"
    assert own.alone("SABOTAGE")


def test_a_type_without_a_score_takes_the_mean_of_its_quadrant(own):
    # AGREE 2.5, CONSULT 2.5, SUPPORT 5, CONCEDE 4.5
    assert own.score("MEDIATE") == pytest.approx(3.62)
    assert own.borrowed(["AID", "MEDIATE", "GAIN", "nothing known"]) == {"MEDIATE": 3.62}


def test_families_are_read_from_the_codebook():
    assert SHIPPED.family("AGREE") == SHIPPED.family("CONSULT") == "MEET"
    alone = [t.name for t in Codebook.load().types if SHIPPED.alone(t.name)]
    assert alone == ["PROTEST", "MOBILIZE", "GAIN", "LOSE"]
    assert [t.name for t in Codebook.load().types if SHIPPED.outcome(t.name)] == ["GAIN", "LOSE"]
