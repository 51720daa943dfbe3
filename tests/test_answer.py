"""Results become frames of Arrow, pandas and polars, and draw themselves."""

import sys

import pytest

from cuibono import Desk
from cuibono.answer import AnswerList
from cuibono.coding.statement import Statement
from cuibono.errors import CuibonoError
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
