import csv
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cuibono.coding.statement import Quantity, Statement
from cuibono.errors import CuibonoError, UsageError
from cuibono.exchange.export import columns, export


def statement(quote="Ankara sent 3 tanks.", actor="TUR"):
    return Statement(
        "d", quote, 0, len(quote), quote[:4], 0, 4, actor, "Ankara", "AID", "UKR",
        contexts=("military",), quantity=Quantity(3, "exactly", "tanks"), versions={"model": "m"},
    )  # fmt: skip


@given(st.lists(st.text(min_size=1), max_size=5))
def test_json_lines_give_back_what_went_in(tmp_path_factory, quotes):
    path = tmp_path_factory.mktemp("out") / "s.jsonl"
    given_ = [statement(q) for q in quotes]
    assert export(given_, "jsonl", path) == len(given_)
    lines = path.read_text("utf-8").split("\n")[:-1]
    assert [Statement.from_dict(json.loads(line)) for line in lines] == given_


def test_csv_has_every_column_and_lists_as_json(tmp_path):
    export([statement()], "csv", tmp_path / "s.csv")
    with (tmp_path / "s.csv").open(encoding="utf-8", newline="") as file:
        (row,) = csv.DictReader(file)
    assert list(row) == columns()
    assert json.loads(row["contexts"]) == ["military"]
    assert json.loads(row["quantity"])["number"] == 3


def test_parquet_is_typed(tmp_path):
    import pyarrow.parquet as pq

    export([statement(), statement(actor="RUS")], "parquet", tmp_path / "s.parquet")
    table = pq.read_table(tmp_path / "s.parquet")
    assert table.column_names == columns()
    assert table["actor"].to_pylist() == ["TUR", "RUS"]
    assert table["quantity"][0]["number"].as_py() == 3.0


def test_nothing_to_export_is_a_file_with_a_header(tmp_path):
    export([], "csv", tmp_path / "s.csv")
    assert (tmp_path / "s.csv").read_text("utf-8").strip() == ",".join(columns())


def test_an_unknown_format_names_the_known(tmp_path):
    with pytest.raises(UsageError, match="csv, jsonl, parquet"):
        export([], "xlsx", tmp_path / "s.xlsx")


def test_a_folder_that_is_not_there_is_one_line(tmp_path):
    with pytest.raises(CuibonoError, match="No such file or directory"):
        export([], "csv", tmp_path / "no" / "s.csv")


def test_a_failed_export_leaves_the_old_file_and_no_scraps(tmp_path, monkeypatch):
    path = tmp_path / "s.csv"
    path.write_text("old", "utf-8")

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setitem(__import__("cuibono.exchange.export").exchange.export.WRITERS, "csv", full)
    with pytest.raises(CuibonoError, match="No space left"):
        export([statement()], "csv", path)
    assert path.read_text("utf-8") == "old"
    assert list(tmp_path.iterdir()) == [path]
