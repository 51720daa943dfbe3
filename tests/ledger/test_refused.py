"""Folders that cannot be a ledger: one line, and nothing changed."""

import os

import pyarrow as pa
import pytest
from deltalake import write_deltalake

from cuibono.cli.run import run
from cuibono.ledger import Ledger, LedgerError, tables
from tests.ledger.test_ledger import TEXT, about


def files(folder):
    return {p: p.stat().st_mtime_ns for p in folder.rglob("*")}


@pytest.mark.parametrize("name", ["two\nlines", "a[1]", "a%20b", "tab\there", "bytes\udcff"])
def test_a_name_that_the_tables_cannot_bear(tmp_path, name, capsys):
    with pytest.raises(LedgerError, match=r"--ledger") as raised:
        Ledger.open(tmp_path / name).append(*about(TEXT))
    assert "\n" not in str(raised.value)
    assert list(tmp_path.iterdir()) == []
    assert run(["statements", "--ledger", str(tmp_path / name)]) == 1
    assert len(capsys.readouterr().err.splitlines()) == 1


@pytest.mark.parametrize("name", ["with space", "Kyïv", "100%", "a#b", "a?b"])
def test_a_name_that_they_can(tmp_path, name):
    if os.name == "nt" and "?" in name:
        pytest.skip("not a name there")
    ledger = Ledger.open(tmp_path / name)
    ledger.append(*about(TEXT))
    ledger.compact()
    assert len(Ledger.open(tmp_path / name).documents()) == 1
    assert list(ledger.verify()) == []


def test_a_table_of_somebody_else(tmp_path):
    folder = tmp_path / "ledger"
    write_deltalake(str(folder / "documents"), pa.table({"price": [1.0]}))
    before = files(folder)
    with pytest.raises(LedgerError, match="its table documents has other columns"):
        Ledger.open(folder).append(*about(TEXT))
    assert files(folder) == before


@pytest.mark.parametrize("table", ["documents", "statements", "links"])
def test_half_a_ledger_is_one_line_for_every_question(tmp_path, table, capsys, monkeypatch):
    # Nobody is making the table that is missing: it need not be waited for.
    monkeypatch.setattr(tables, "TRIES", 2)
    folder = tmp_path / "ledger"
    Ledger.open(folder).append(*about(TEXT))
    (folder / table).rename(tmp_path / "elsewhere")
    before = files(folder)
    asked = [["brief", "UKR", "PRK"], ["export", "csv", str(tmp_path / "x.csv")], ["verify"]]
    # Neither a brief nor an export has any use for links.
    for words in asked[2:] if table == "links" else asked:
        assert run([*words, "--ledger", str(folder)]) == 1
        told = capsys.readouterr()
        assert "Traceback" not in told.err
        assert len(told.err.splitlines()) == 1
    assert files(folder) == before
    assert not (tmp_path / "x.csv").exists()


def test_an_attempt_to_make_a_table_that_a_full_disk_ended(tmp_path):
    folder = tmp_path / "ledger"
    Ledger.open(folder).append(*about(TEXT))
    (folder / "judgements" / "_delta_log").mkdir(parents=True)
    ledger = Ledger.open(folder)
    assert list(ledger.verify()) == []
    assert len(ledger.statements()) == 2
    ledger.tables.create(("judgements",))
    assert ledger.tables.raw("judgements").num_rows == 0
