"""SQL over imported events: only what is committed, only what is asked for."""

from datetime import UTC, datetime

import pytest

from cuibono.ledger import Ledger, LedgerError
from cuibono.ledger.schema import IMPORTED, TABLES
from cuibono.ledger.tables import Tables

COMMITTED = datetime(2024, 1, 5, tzinfo=UTC)


def commit(folder, batch, actors, at=COMMITTED):
    tables = Tables(folder)
    leave(folder, batch, actors)
    tables.append("imports", [{"batch": batch, "events": len(actors), "quarantined": 1, "at": at}])


def leave(folder, batch, actors):
    """What an import writes before its batch is committed."""
    tables = Tables(folder)
    tables.create((*TABLES, *IMPORTED))
    rows = [{"batch": batch, "line": n, "actor": actor} for n, actor in enumerate(actors)]
    tables.append("imported", rows)
    tables.append("quarantine", [{"batch": batch, "line": 9, "reason": "no date"}])


def actors(ledger):
    found = ledger.sql("select actor from imported order by actor, line")
    return found["actor"].to_pylist()


def test_committed_batches_only(tmp_path):
    commit(tmp_path, "one", ["PRK", "RUS"])
    leave(tmp_path, "killed", ["USA"])
    ledger = Ledger.open(tmp_path)
    assert actors(ledger) == ["PRK", "RUS"]
    assert ledger.sql("select count(*) n from quarantine")["n"].to_pylist() == [1]
    assert ledger.sql("select batch from imports")["batch"].to_pylist() == ["one"]


def test_compacted_files_mix_batches_and_only_the_committed_count(tmp_path):
    commit(tmp_path, "one", ["PRK"])
    leave(tmp_path, "killed", ["USA"])
    commit(tmp_path, "two", ["RUS"])
    ledger = Ledger.open(tmp_path)
    ledger.compact()
    assert [file.single for file in Tables(tmp_path).files("imported")] == [False]
    assert actors(ledger) == ["PRK", "RUS"]


def test_as_it_stood_at_a_moment(tmp_path):
    commit(tmp_path, "one", ["PRK"])
    commit(tmp_path, "two", ["RUS"], datetime(2024, 6, 1, tzinfo=UTC))
    assert actors(Ledger.open(tmp_path).as_of(datetime(2024, 2, 1, tzinfo=UTC))) == ["PRK"]
    assert actors(Ledger.open(tmp_path).as_of(datetime(2023, 2, 1, tzinfo=UTC))) == []


@pytest.mark.parametrize("name", ["plain", "with space", "é*?"])
def test_whatever_the_folder_is_called(tmp_path, name):
    commit(tmp_path / name, "one", ["PRK"])
    assert actors(Ledger.open(tmp_path / name)) == ["PRK"]


def test_without_any_import_the_tables_are_empty(tmp_path):
    Tables(tmp_path / "ledger").create()
    ledger = Ledger.open(tmp_path / "ledger")
    assert actors(ledger) == []
    assert ledger.sql("select * from quarantine").num_rows == 0


def test_columns_that_are_not_there_are_one_line(tmp_path):
    commit(tmp_path, "one", ["PRK"])
    with pytest.raises(LedgerError, match="nobody") as raised:
        Ledger.open(tmp_path).sql("select nobody from imported")
    assert len(str(raised.value).splitlines()) == 1


def test_the_question_is_pushed_down_to_the_files(tmp_path):
    commit(tmp_path, "one", ["PRK", "RUS"])
    plan = Ledger.open(tmp_path).sql("explain select line from imported where actor = 'PRK'")
    told = "".join(plan["explain_value"].to_pylist())
    assert "PARQUET" in told and "PRK" in told
    assert "raw_type" not in told


@pytest.mark.parametrize("damage", [lambda p: p.unlink(), lambda p: p.write_bytes(b"no Parquet")])
def test_a_damaged_file_is_one_line(tmp_path, damage):
    commit(tmp_path, "one", ["PRK"])
    (path,) = (tmp_path / "imported").glob("*.parquet")
    damage(path)
    with pytest.raises(LedgerError, match="cannot be read") as raised:
        Ledger.open(tmp_path).sql("select actor from imported")
    assert "\n" not in str(raised.value)
