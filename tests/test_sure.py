"""What the reader is not sure of is kept and can be shown, and no measure counts it."""

import csv
import io
import json
from datetime import date
from importlib.resources import files

import pytest

from cuibono import Desk
from cuibono.briefs.sections import UNSURE
from cuibono.cli.options import Size
from cuibono.cli.run import run
from cuibono.coding.statement import Coding, Link, Stance, Statement
from cuibono.counting import counted, floor, unsure
from cuibono.documents import Document
from cuibono.errors import UsageError
from cuibono.forecasts.expecting import Horizon
from cuibono.foretold.foresight import Ruling
from cuibono.ledger import Ledger

TEXT = (
    "Moscow sent Pyongyang flour.\n\nSeoul said that Moscow sent Pyongyang shells.\n\n"
    "Moscow will send Pyongyang fuel.\n\nMoscow struck."
)
SURE, DOUBTFUL = 0.95, 0.5


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Four statements of RUS on PRK; the last three are below every reader's floor."""
    folder = tmp_path_factory.mktemp("sure") / "ledger"
    document = Document(TEXT, publisher="Border Watch", published=date(2022, 12, 5))
    dated = {"when": "2022-11-02"}
    shells = {"item": "arms", "source": "KOR", "source_chain": ("KOR",)}
    ahead = {"stance": Stance.EXPECTED, "when": "2023", "item": "fuel"}
    told = (
        ("AID", "flour", dated | {"item": "food", "confidence": SURE}),
        ("AID", "shells", dated | shells | {"confidence": floor() / 2}),
        ("AID", "fuel", ahead | {"confidence": floor() / 2}),
        ("ASSAULT", "struck", dated | {"confidence": floor() / 2}),
    )
    said = []
    for type_, word, more in told:
        quote = next(s for s in TEXT.split("\n\n") if word in s)
        start, inside = TEXT.index(quote), TEXT.index(word)
        said.append(
            Statement(
                document.id, quote, start, start + len(quote), word, inside, inside + len(word),
                "RUS", "", type_, "PRK", published="2022-12-05", **more,
            )
        )  # fmt: skip
    Ledger.open(folder).append(document, Coding(tuple(said)))
    return folder


@pytest.fixture(scope="module")
def desk(folder):
    return Desk(folder)


def test_the_floor_is_the_readers_own_unless_one_is_named():
    assert 0 < floor() < SURE
    assert floor(0) == 0
    with pytest.raises(UsageError, match=r"between 0 and 1, not 1\.5"):
        floor(1.5)
    with pytest.raises(UsageError, match="not nan"):
        floor(float("nan"))


def test_at_the_floor_a_statement_counts():
    edge = Statement("d", "", 0, 0, "", 0, 0, "RUS", "", "AID", confidence=floor())
    assert counted([edge]) == [edge]
    assert not unsure(edge)


def test_imported_and_older_statements_count():
    assert counted([Statement("d", "", 0, 0, "", 0, 0, "RUS", "", "AID")], 1.0)


def test_the_ledger_keeps_everything(desk):
    assert len(desk.ledger.statements()) == 4


@pytest.mark.parametrize(("sure", "rows"), [(None, 1), (0, 4), (DOUBTFUL, 1), (1, 0)])
def test_every_measure_counts_the_same_statements(desk, sure, rows):
    assert len(desk.statements("RUS", sure=sure)) == rows
    assert len(desk.timeline("RUS", "PRK", sure=sure)) == rows
    given = {c.channel for c in desk.balance("RUS", "PRK", sure=sure).given}
    assert (
        given == {None: {"food"}, 0: {"food", "arms", "fuel"}, DOUBTFUL: {"food"}, 1: set()}[sure]
    )
    assert len(desk.claims(sure=sure)) == (rows == 4)
    assert len(desk.forecasts(sure=sure)) == (rows == 4)
    # Foretold deeds are no rows of a series.
    assert desk.dyads(sure).ask("select count(*) from deeds") == [(max(0, rows - (rows == 4)),)]
    assert len(desk.acts("RUS", "PRK", sure=sure)) == max(0, rows - (rows == 4))


def test_series_escalation_forecast_and_brief_leave_out_what_is_unsure(desk):
    assert sum(f.events for f in desk.series("RUS", "PRK").of("RUS")) == 1
    assert sum(f.events for f in desk.series("RUS", "PRK", sure=0).of("RUS")) == 3
    assert desk.series(sure=0).support.rows == 3
    with pytest.raises(UsageError, match="no dated act of conflict"):
        desk.escalation("RUS", "PRK")
    with pytest.raises(UsageError, match=r"would be enough|events"):
        desk.escalation("RUS", "PRK", sure=0)
    ahead = Horizon(on=date(2022, 12, 1))
    for sure, many in ((None, "1 dated deed "), (0, "2 dated deeds ")):
        notes = desk.forecast("RUS", "PRK", ahead, sure=sure).notes
        assert any(note.startswith(many) for note in notes), notes
    apart = f"## {UNSURE}"
    told, unsure = desk.brief("RUS", "PRK", "md").split(apart)
    assert "fuel" not in told
    assert "fuel" in unsure
    # What names only one of the two is left out whatever the floor.
    told = desk.brief("RUS", "PRK", "md", sure=0)
    assert "fuel" in told
    assert apart not in told
    assert desk.brief("RUS", "PRK", "md", sure=1).count("\n## ") == 2  # unsure, and quotes


def test_a_person_may_rule_on_what_the_reader_was_not_sure_of(desk):
    (told,) = desk.forecasts(sure=0)
    ruled = desk.resolve(told.statement.id, Ruling("failed", who="A", why="none came"))
    assert str(ruled.outcome) == "failed"


def listed(capsys, *arguments):
    assert run([str(a) for a in arguments]) == 0
    return capsys.readouterr().out


def test_statements_says_what_it_leaves_out_and_marks_what_it_shows(folder, capsys):
    asked = ("statements", "--ledger", folder)
    assert listed(capsys, *asked).startswith("1 statement; 3 unsure left out (--sure 0 lists them)")
    every = listed(capsys, *asked, "--sure", 0).splitlines()
    assert every[0] == "4 statements"
    assert [", unsure" in line for line in every[2:]] == [False, True, True, True]
    assert listed(capsys, *asked, "--sure", 1).startswith("0 statements\n")


def test_rows_for_programs_are_marked_too(folder, capsys):
    asked = ("statements", "--ledger", folder, "--sure", 0, "--format")
    rows = [json.loads(line) for line in listed(capsys, *asked, "jsonl").splitlines()]
    assert [row["unsure"] for row in rows] == [False, True, True, True]
    table = csv.DictReader(io.StringIO(listed(capsys, *asked, "csv")))
    assert [row["unsure"] for row in table] == ["False", "True", "True", "True"]


@pytest.mark.parametrize(
    ("call", "one", "every"),
    [
        (("timeline", "RUS", "PRK"), "1 event\n", "4 events\n"),
        (("claims",), "0 claims\n", "1 claim\n"),
        (("forecasts",), "0 forecasts\n", "1 forecast\n"),
    ],
)
def test_the_verbs_that_list_take_a_floor(folder, capsys, call, one, every):
    assert listed(capsys, *call, "--ledger", folder).startswith(one)
    assert listed(capsys, *call, "--sure", 0, "--ledger", folder).startswith(every)


@pytest.mark.parametrize("call", [("balance",), ("balance", "--by", "year"), ("series", "--rows")])
def test_the_verbs_on_two_actors_take_a_floor(folder, capsys, call):
    verb, *more = call
    asked = (verb, "RUS", "PRK", *more, "--ledger", folder)
    assert len(listed(capsys, *asked)) < len(listed(capsys, *asked, "--sure", 0))


def test_a_brief_rests_only_on_what_is_above_the_floor(folder, capsys):
    asked = ("brief", "RUS", "PRK", "--ledger", folder)
    told, every = (listed(capsys, *asked, *more).split(f"## {UNSURE}")[0]
                   for more in ((), ("--sure", 0)))  # fmt: skip
    assert "shells" not in told
    assert "shells" in every


def test_explain_marks_what_is_not_counted(folder, desk, capsys):
    sure, doubted, *_ = desk.statements("RUS", sure=0)
    assert "unsure: not counted" in listed(capsys, "explain", doubted.id, "--ledger", folder)
    assert "unsure" not in listed(capsys, "explain", sure.id, "--ledger", folder)


def test_verify_and_export_have_everything(folder, desk, capsys, tmp_path):
    assert "4 statements, every quote" in listed(capsys, "verify", "--ledger", folder)
    assert desk.export("jsonl", tmp_path / "all.jsonl").count == 4


def test_a_floor_that_is_no_chance_is_refused(folder, capsys):
    assert run(["balance", "RUS", "PRK", "--sure", "2", "--ledger", str(folder)]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert "Invalid value for '--sure'" in line


class Canned:
    """A coder that gives two statements with a link, the second of them unsure."""

    def code(self, document):
        sure, doubted = (
            Statement(document.id, "", 0, 9, word, at, 9, "RUS", "", "AID", confidence=chance)
            for at, (word, chance) in enumerate((("sent", SURE), ("gave", floor() / 2)))
        )
        same, crossing = (
            Link(sure.id, "because", other.id, document.id, 0, 0, "") for other in (sure, doubted)
        )
        return Coding((sure, doubted), (same, crossing), ("a note",))


def test_code_leaves_out_what_is_unsure_and_the_links_to_it():
    desk = Desk()
    desk.inquiry.coder = Canned()
    plain, every = desk.code("Moscow sent it."), desk.code("Moscow sent it.", sure=0)
    assert ([s.trigger for s in plain.statements], len(plain.links)) == (["sent"], 1)
    assert ([s.trigger for s in every.statements], len(every.links)) == (["sent", "gave"], 2)
    assert plain.notes == every.notes == ("a note",)


def test_score_leaves_out_what_is_unsure(tmp_path):
    desk = Desk()
    desk.inquiry.coder = Canned()
    (tmp_path / "text.txt").write_text("Moscow sent it.", "utf-8")
    head = "id anchor actor type recipient source stance when item need".replace(" ", "\t")
    row = "1 sent RUS AID - AUTHOR reported - - C".replace(" ", "\t")
    (tmp_path / "key.tsv").write_text(f"{head}\n{row}\n", "utf-8")
    found = desk.score(tmp_path / "key.tsv", tmp_path / "text.txt")
    assert len(found.pairing.exact) + len(found.pairing.extra) <= 1


@pytest.mark.parametrize("reader", list(Size))
def test_code_on_the_command_line_with_and_without_a_floor(capsys, reader):
    if not files("cuibono").joinpath("data", "reader", reader).is_dir():
        pytest.skip(f"needs the weights of the reader {reader}")
    call = ["code", "Kyiv cut ties with Pyongyang, which may send troops.", "--reader", reader]
    plain, every = listed(capsys, *call), listed(capsys, *call, "--sure", 0)
    assert set(plain.splitlines()) <= set(every.splitlines())
    assert all(not json.loads(line)["unsure"] for line in plain.splitlines())
