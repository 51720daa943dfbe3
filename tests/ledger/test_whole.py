"""A ledger that is damaged, corrected or read while it is written says the truth or says why."""

import shutil
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from deltalake import DeltaTable

from cuibono.ledger import Ledger, LedgerError
from tests.ledger.test_ledger import TEXT, about


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    made = Ledger.open(tmp_path_factory.mktemp("whole") / "ledger")
    made.append(*about(TEXT))
    return made.tables.folder


@pytest.fixture
def ledger(small, tmp_path):
    return Ledger.open(shutil.copytree(small, tmp_path / "ledger"))


def change(ledger, table, values, where=None):
    DeltaTable(str(ledger.tables.folder / table)).update(values, predicate=where)


def complaints(ledger):
    return [str(problem) for problem in ledger.verify()]


# --- corrections -------------------------------------------------------------------------


def test_a_correction_that_leaves_the_id_as_it_is(ledger):
    old = ledger.statements()[0]
    new = replace(old, when="2022-08", confidence=0.5)
    assert new.id == old.id
    ledger.supersede(old.id, new, "an analyst", "a month late")
    assert [s.when for s in ledger.statements()] == ["2022-08", None]
    assert ledger.statement(old.id) == new
    ledger.supersede(old.id, replace(old, when="2022-09"), "an analyst", "later still")
    assert [s.when for s in ledger.statements()] == ["2022-09", None]
    assert complaints(ledger) == []


def test_a_correction_can_be_taken_back(ledger):
    old = ledger.statements()[0]
    new = replace(old, type="REJECT")
    ledger.supersede(old.id, new, "an analyst", "a refusal")
    ledger.supersede(new.id, old, "an analyst", "a sanction after all")
    assert [s.type for s in ledger.statements()] == ["SANCTION", "SUPPORT"]
    ledger.supersede(old.id, None, "an analyst", "neither")
    assert [s.type for s in ledger.statements()] == ["SUPPORT"]
    assert complaints(ledger) == []


def test_a_correction_cut_short_is_not_seen(ledger):
    from cuibono.ledger import rows

    old = ledger.statements()[0]
    row = {"new": old.id, "at": datetime.now(UTC)}
    half = rows.statement_row(replace(old, when="2022-08"), rows.correction(row))
    ledger.tables.append("statements", [half])
    assert [s.when for s in ledger.statements()] == ["2022-07", None]
    assert ledger.statement(old.id) == old
    assert complaints(ledger) == []


# --- SQL ---------------------------------------------------------------------------------


def test_sql_sees_what_counts_and_no_more(ledger):
    from cuibono.ledger import rows

    before = datetime.now(UTC)
    later, coding = about(TEXT.replace("Kyiv", "Oslo"))
    ledger.append(later, coding)
    ledger.tables.append("links", [rows.link_row(link, "lost") for link in coding.links])
    ask = "select (select count(*) from {}) as n"
    for name, now in (("documents", 2), ("links", 2), ("statements", 4)):
        assert ledger.sql(ask.format(name)).to_pylist() == [{"n": now}]
        assert ledger.as_of(before).sql(ask.format(name)).to_pylist() == [{"n": now // 2}]


@pytest.mark.parametrize("question", ["", ";", "-- nothing", "select", "drop table documents"])
def test_sql_that_asks_for_nothing(ledger, question):
    with pytest.raises(LedgerError, match=r"^SQL: [^\n]+$"):
        ledger.sql(question)


# --- damage ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("table", "values", "what"),
    [
        ("statements", {"id": "'0123456789abcdef'"}, "its id is not the hash of its content"),
        ("statements", {"quote": "'Kyiv kept its ties.'"}, "its quote is not the text"),
        ("statements", {"start": "1"}, "its quote is not the text"),
        ("statements", {"stance": "'sure'"}, "its row cannot be read"),
        ("statements", {"versions": "'{'"}, "its row cannot be read"),
        ("statements", {"document": "'0123456789abcdef'"}, "no document 0123456789abcdef"),
        ("documents", {"text": "'Something else.'"}, "its id is not the hash of its text"),
        ("links", {"cause": "'0123456789abcdef'"}, "no statement 0123456789abcdef"),
        ("links", {"start": "3"}, "its quote is not the text"),
    ],
)
def test_verify_finds_what_was_changed_in_the_tables(ledger, table, values, what):
    assert complaints(ledger) == []
    change(ledger, table, values)
    assert any(what in complaint for complaint in complaints(ledger))


@pytest.mark.parametrize("table", ["statements", "links"])
@pytest.mark.parametrize("corrected", [False, True])
def test_verify_finds_what_was_taken_out(ledger, table, corrected):
    if corrected:
        old = ledger.statements()[0]
        ledger.supersede(old.id, replace(old, when="2022-08"), "an analyst", "a month late")
    DeltaTable(str(ledger.tables.folder / table)).delete()
    assert any(f"0 {table} of" in complaint for complaint in complaints(ledger))


@pytest.mark.parametrize("pattern", ["statements/*.parquet", "statements/_delta_log/*.json"])
@pytest.mark.parametrize("damage", ["junk", "cut", "gone"])
def test_a_damaged_file_is_one_line(ledger, pattern, damage):
    for file in ledger.tables.folder.glob(pattern):
        if damage == "gone":
            file.unlink()
        else:
            file.write_bytes(b"junk" if damage == "junk" else file.read_bytes()[:200])
    with pytest.raises(LedgerError, match="cannot read the ledger") as raised:
        ledger.statements()
    assert str(raised.value).startswith(str(ledger.tables.folder))
    assert "\n" not in str(raised.value)


@pytest.mark.parametrize("marker", ["", "junk", "[]", '{"format": Infinity}', '{"format": null}'])
def test_a_marker_that_says_nothing(ledger, marker):
    (ledger.tables.folder / "ledger.json").write_text(marker, "utf-8")
    with pytest.raises(LedgerError, match=r"^[^\n]*ledger\.json cannot be read[^\n]*$"):
        Ledger.open(ledger.tables.folder)
