"""A type of a user's own counts in every measure as those that ship do."""

from datetime import date

import pytest

from cuibono import Desk
from cuibono.briefs.topics import SUPPORT
from cuibono.cli.run import run
from cuibono.coding.statement import Coding, Stance, Statement
from cuibono.documents import Document
from cuibono.errors import CuibonoError, UsageError
from cuibono.forecasts.expecting import Horizon
from cuibono.inquiry import Own
from cuibono.ledger import Ledger
from cuibono.scoring.answer_key import COLUMNS, read_key

OWN = """
types:
  - type: MEDIATE
    quadrant: verbal cooperation
    definition: A third party brings two sides together.
  - type: SABOTAGE
    quadrant: material conflict
    score: -8
    definition: An actor breaks what another needs.
"""
NAMES = {"QAT": "Doha", "OMN": "Muscat"}
THIRD = ("IRN", "SYR", "LBN", "IRQ", "JOR", "EGY")


def statements():
    """Two that mediate for some third states and sabotage others, and what they do to each other.

    From July on QAT sabotages OMN eleven times a month, before that once.
    """
    for n, third in enumerate(THIRD):
        for actor in ("QAT", "OMN"):
            yield actor, "MEDIATE" if n % 2 else "SABOTAGE", third, f"2022-0{n + 1}-1{n}"
    for month in range(1, 13):
        for day in range(1, 2 if month < 7 else 12):
            yield "QAT", "SABOTAGE", "OMN", f"2022-{month:02}-{day:02}"
    yield "QAT", "MEDIATE", "OMN", "2022-03-05"
    yield "OMN", "MEDIATE", "QAT", "2022-04-06"


@pytest.fixture(scope="module")
def mine(tmp_path_factory):
    path = tmp_path_factory.mktemp("codebook") / "mine.yaml"
    path.write_text(OWN, "utf-8")
    return path


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("own") / "ledger"
    text = " ".join(f"Sentence {n}." for n, _ in enumerate(statements()))
    document = Document(text, publisher="Gulf Post", published=date(2023, 1, 2))
    said, at = [], 0
    for n, (actor, type_, recipient, when) in enumerate(statements()):
        quote = f"Sentence {n}."
        said.append(
            Statement(
                document.id, quote, at, at + len(quote), "Sentence", at, at + 8, actor,
                NAMES[actor], type_, recipient, NAMES.get(recipient, ""), when=when,
                published="2023-01-02",
            )
        )  # fmt: skip
        at += len(quote) + 1
    Ledger.open(folder).append(document, Coding(tuple(said)))
    return folder


@pytest.fixture(scope="module")
def desk(folder, mine):
    return Desk(folder, own=Own(mine))


@pytest.fixture(scope="module")
def bare(folder):
    return Desk(folder)


def test_the_series_scores_it_and_says_where_the_score_is_from(desk, bare):
    march = next(f for f in desk.series("QAT", "OMN").of("QAT") if f.label == "2022-03")
    assert (march.events, march.cooperative, march.conflictual) == (2, 1, 1)
    assert march.score_sum == pytest.approx(3.62 - 8)
    notes = desk.series("QAT", "OMN").support.notes
    assert "MEDIATE has no score of its own and takes the mean of its quadrant, 3.62." in notes
    assert {f.scored for f in bare.series("QAT", "OMN").of("QAT")} == {0}


def test_the_balance_has_it_as_a_channel(desk, bare):
    channels = [(c.giver, c.receiver, c.channel) for c in desk.balance("QAT", "OMN").given]
    assert channels == [("QAT", "OMN", "mediate"), ("OMN", "QAT", "mediate")]
    assert bare.balance("QAT", "OMN").given == ()
    assert desk.balance_over_time("QAT", "OMN", "year").records()[0]["what"] == "mediate"


def test_escalation_and_reciprocity_count_it_on_its_side(desk, bare):
    assert desk.escalation("QAT", "OMN").counts.counts == (1,) * 6 + (11,) * 6
    assert {row.side for row in desk.acts("OMN", "QAT")} == {"cooperation"}
    with pytest.raises(UsageError, match="no dated act of conflict"):
        bare.escalation("QAT", "OMN")


def test_alignment_and_isolation_weigh_it(desk, bare):
    (year,) = desk.alignment("QAT", "OMN").stances
    assert (year.thirds, year.correlation.value) == (len(THIRD), pytest.approx(1))
    assert "MEDIATE has no score of its own" in str(desk.alignment("QAT", "OMN").support)
    with pytest.raises(CuibonoError, match="no alignment"):
        bare.alignment("QAT", "OMN")
    with pytest.raises(CuibonoError, match="at most 5 cooperative"):
        desk.isolation("QAT")
    with pytest.raises(CuibonoError, match="at most 0 cooperative"):
        bare.isolation("QAT")


def test_forecasts_know_it(desk):
    kinds = {e.relation for e in desk.forecast("QAT", "OMN", Horizon(days=20)).expectations}
    assert "SABOTAGE" in kinds


def test_the_brief_shows_it_under_the_heading_of_its_quadrant(desk, bare):
    mine, theirs = (d.brief("QAT", "OMN", "md") for d in (desk, bare))
    assert f"## {SUPPORT}" in mine or "## Help and cooperation" in mine
    assert "## Other passages that name both" in theirs


def test_the_command_line_takes_the_codebook(folder, mine, capsys):
    pair = ("QAT", "OMN", "--ledger", str(folder))
    calls = (
        ("series",), ("balance",), ("balance", "--by", "year"), ("escalation",),
        ("reciprocity", "--rows"),
    )  # fmt: skip
    for verb, *more in calls:
        assert run([verb, *pair, *more, "--codebook", str(mine)]) == 0
        told = capsys.readouterr().out
        assert "mediate" in told.lower() or verb == "escalation", verb


def test_an_answer_key_may_name_it(tmp_path, mine, desk):
    path = tmp_path / "key.tsv"
    row = "1 mediated QAT MEDIATE IRN AUTHOR reported - - C".split()
    path.write_text("\n".join(map("\t".join, (COLUMNS, row))) + "\n", "utf-8")
    (answer,) = read_key(path, "Qatar mediated.", desk.kinds)
    assert answer.type == {"MEDIATE"}
    with pytest.raises(CuibonoError, match="“MEDIATE” is not an event type"):
        read_key(path, "Qatar mediated.")


def test_what_is_of_its_family_fulfils_a_forecast(tmp_path):
    path = tmp_path / "mine.yaml"
    path.write_text(OWN.replace("    definition", "    family: MEET\n    definition", 1), "utf-8")
    ledger = Ledger.open(tmp_path / "ledger")
    for text, day, type_, when, stance in (
        ("Qatar will meet Iran.", "2022-01-05", "CONSULT", "2022-02", Stance.PLANNED),
        ("Qatar mediated for Iran.", "2022-02-10", "MEDIATE", "2022-02-02", Stance.REPORTED),
    ):
        document = Document(text, publisher="Gulf Post", published=date.fromisoformat(day))
        said = Statement(
            document.id, text, 0, len(text), "Qatar", 0, 5, "QAT", "", type_, "IRN",
            when=when, stance=stance, published=day,
        )  # fmt: skip
        ledger.append(document, Coding((said,)))
    outcomes = []
    for desk in (Desk(tmp_path / "ledger", own=Own(path)), Desk(tmp_path / "ledger")):
        (told,) = desk.forecasts()
        outcomes.append(told.proposal and str(told.proposal.outcome))
    assert outcomes == ["came-true", "unclear"]
