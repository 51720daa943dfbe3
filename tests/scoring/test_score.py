from datetime import date
from pathlib import Path

import pytest

from cuibono import Desk
from cuibono.documents import About
from cuibono.errors import CuibonoError
from cuibono.scoring.answer_key import read_key
from cuibono.scoring.score import pair, score

HEADER = "id anchor actor type recipient source stance when item need".replace(" ", "\t")
TEXT = "Germany attacked France. Peru helped Chile. Mali accused Niger."


@pytest.fixture
def key(tmp_path):
    def write(*rows):
        path = tmp_path / "key.tsv"
        lines = ["\t".join(row.split()) for row in rows]
        path.write_text("\n".join([HEADER, *lines]) + "\n", "utf-8")
        return path

    return write


def test_a_perfect_coding_scores_one(key, code):
    answers = read_key(
        key(
            "1 attacked DEU ASSAULT FRA AUTHOR reported - - C",
            "2 helped PER AID CHL AUTHOR reported - - C",
            "3 accused MLI ACCUSE NER AUTHOR reported - - C",
        ),
        TEXT,
    )
    found = score(answers, code(TEXT))
    assert (found.precision, found.recall, found.f1) == (1, 1, 1)
    assert found.fields["stance"] == (3, 3)
    assert found.fields["when"] == (0, 0)


def test_what_is_optional_counts_neither_way(key, code):
    rows = ["1 attacked DEU ASSAULT FRA AUTHOR reported - - C"]
    rows += ["2 helped PER AID CHL AUTHOR reported - - O"]
    rows += ["3 accused MLI ACCUSE NER AUTHOR reported - - O", "4 Germany DEU GAIN --- - - - - O"]
    found = score(read_key(key(*rows), TEXT), code(TEXT))
    assert (found.precision, found.recall) == (1, 1)
    assert found.pairing.needed == 1


def test_two_of_three_are_half_a_point(key, code):
    answers = read_key(key("1 attacked DEU ASSAULT ESP AUTHOR reported - - C"), TEXT)
    first = [s for s in code(TEXT) if s.actor == "DEU"]
    found = score(answers, first)
    assert (found.f1, found.partial) == (0, 0.5)
    assert [a.id for a in found.pairing.missed] == ["1"]


def test_alternatives_are_equally_right(key, code):
    answers = read_key(key("1 attacked FRA|DEU COERCE|ASSAULT ITA|FRA AUTHOR reported - - C"), TEXT)
    assert len(pair(answers, code(TEXT)).exact) == 1


def test_one_statement_answers_one_row(key, code):
    rows = [f"{n} attacked DEU ASSAULT FRA AUTHOR reported - - C" for n in (1, 2)]
    found = score(read_key(key(*rows), TEXT), code(TEXT))
    assert (len(found.pairing.exact), len(found.pairing.missed)) == (1, 1)


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (
            "1 nowhere DEU ASSAULT FRA AUTHOR reported - - C",
            "line 2, field anchor: “nowhere” is not found",
        ),
        ("1 e DEU ASSAULT FRA AUTHOR reported - - C", "is found 9 times"),
        ("1 helped DEU WAR FRA AUTHOR reported - - C", "field type: “WAR” is not an event type"),
        ("1 helped DEU AID FRA AUTHOR said - - C", "field stance: “said” is not a stance"),
        ("1 helped DEU AID FRA AUTHOR reported - - X", "field need: “X” must be C or O"),
        ("1 helped DEU AID FRA", "line 2: 5 fields, not 10"),
    ],
)
def test_a_wrong_row_is_named_with_line_and_field(key, row, said):
    with pytest.raises(CuibonoError, match=r"key\.tsv") as raised:
        read_key(key(row), TEXT)
    assert said in str(raised.value)
    assert "\n" not in str(raised.value)


@pytest.mark.long
def test_the_seed_reaches_its_floor(data):
    """The floor that the shipped reader holds on a text that nothing was tuned for."""
    seed = data.parent / "seed" / "timely-escalation.txt"

    gold = Path(__file__).parents[2] / "benchmarks" / "keys" / "seed.tsv"
    found = Desk().score(gold, seed, About(published=date(2022, 12, 5)))
    assert found.recall >= 0.3
    assert found.precision >= 0.4
