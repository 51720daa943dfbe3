"""Every question is answered in one shape, which becomes frames and draws itself."""

import sys

import pytest

from cuibono import Desk
from cuibono.answer import Answer, AnswerList
from cuibono.coding.statement import Statement
from cuibono.errors import CuibonoError, UsageError
from cuibono.frames import SHOWN, arrow, drawn
from tests.exchange.exports.world import ledger_in, statements


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    return Desk(ledger_in(tmp_path_factory.mktemp("frames") / "ledger"))


def test_statements_are_a_list_and_a_table(desk):
    found = desk.statements(sure=0)
    assert found == list(statements())
    table = found.arrow()
    assert table["id"].to_pylist() == [s.id for s in found]
    assert table["where"][0]["latitude"].as_py() == 50.45
    assert table["versions"][0].as_py() == '{"model": "m1"}'


def test_pandas_and_polars_have_the_same_rows(desk):
    pytest.importorskip("pandas")
    pytest.importorskip("polars")
    found = desk.claims(sure=0)
    assert list(found.df()["id"]) == found.pl()["id"].to_list() == [e.id for e in found]
    assert isinstance(found, tuple)


def test_no_rows_have_columns(desk):
    none = desk.statements(actor="FRA")
    assert none == [] and none.arrow().column_names == list(statements()[0].to_dict())
    assert "quote" in none.arrow().column_names
    assert "<th>quote</th>" in none._repr_html_()


@pytest.mark.parametrize("ask", ["balance", "timeline"])
def test_every_question_about_two_gives_a_frame(desk, ask):
    found = getattr(desk, ask)("PRK", "RUS", sure=0)
    assert found.arrow().num_rows == len(found.records()) > 0
    assert found._repr_html_().count("<tr>") == len(found.records()) + 1


QUESTIONS = {
    "statements": {}, "claims": {}, "timeline": {"a": "PRK"}, "affairs": {"a": "PRK"},
    "counterparts": {"a": "PRK"}, "balance": {"a": "PRK", "b": "RUS"}, "acts": {"a": "PRK"},
    "forecasts": {}, "scores": {}, "documents": {}, "search": {"words": "shells"}, "review": {},
    "history": {}, "agreement": {}, "verify": {},
}  # fmt: skip


@pytest.mark.parametrize("verb", QUESTIONS)
def test_every_question_has_the_same_shape_of_answer(desk, verb):
    takes_floor = verb not in ("documents", "search", "history", "verify", "scores")
    found = getattr(desk, verb)(**QUESTIONS[verb], **({"sure": 0} if takes_floor else {}))
    assert isinstance(found, Answer)
    rows, known = found.records(), {s.id for s in desk.statements(sure=0)}
    assert all(set(row) <= set(found.columns) for row in rows)
    assert found.arrow().column_names == list(found.columns) or not rows
    assert len(found.behind()) == len(rows)
    assert all(isinstance(note, str) for note in found.notes)
    assert all(isinstance(name, str) for name in found.figures())
    if verb in ("statements", "claims", "timeline", "affairs", "balance", "forecasts", "review"):
        assert all(ids and set(ids) <= known for ids in found.behind())


def test_what_has_no_picture_says_so(desk, tmp_path):
    with pytest.raises(CuibonoError, match="no forecast that gives a chance has a verdict yet"):
        desk.chart(desk.scores(), tmp_path / "a.svg")
    with pytest.raises(UsageError, match="this answer has no picture"):
        desk.chart(desk.claims(), tmp_path / "a.svg")


def test_a_library_that_is_missing_is_named_with_its_extra(desk, monkeypatch):
    monkeypatch.setitem(sys.modules, "polars", None)
    with pytest.raises(CuibonoError, match=r"needs polars, .* pip install 'cuibono\[polars\]'"):
        desk.statements().pl()


def test_a_drawing_is_safe_and_says_how_many_rows_it_leaves_out():
    odd = Statement("d", "<script>x</script>", 0, 1, "", 0, 0, "A", "", "AID")
    page = AnswerList([odd] * (SHOWN + 3))._repr_html_()
    assert "<script>" not in page
    assert page.count("<tr>") == SHOWN + 1
    assert "and 3 more rows" in page


def test_values_of_several_kinds_become_text():
    table = arrow([{"a": 1}, {"a": "x"}, {"a": None}, {"a": [1]}])
    assert table["a"].to_pylist() == ["1", "x", None, "[1]"]
    assert drawn([{"a": None}]).count("<td></td>") == 1
