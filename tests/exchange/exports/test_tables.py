import csv
import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cuibono.exchange.exports import export
from cuibono.exchange.exports.cells import as_it_was
from cuibono.exchange.exports.tables import columns, rows, to_statement
from cuibono.unseen import defused
from tests.exchange.exports.world import FIRST, documents, matter, statements

KINDS = ("statements", "claims", "happenings", "documents")


def test_json_lines_give_back_every_statement(tmp_path):
    made = export(matter(), "jsonl", tmp_path / "s.jsonl")
    lines = (tmp_path / "s.jsonl").read_text("utf-8").split("\n")[:-1]
    told = [json.loads(line) for line in lines]
    assert made.count == 5
    assert tuple(to_statement(row) for row in told) == statements()
    assert told[0]["publisher"] == "The Daily | Record"
    assert [row["unsure"] for row in told] == [False, False, True, False, False]


def test_offsets_count_code_points_beyond_emoji(tmp_path):
    export(matter(), "jsonl", tmp_path / "s.jsonl")
    row = json.loads((tmp_path / "s.jsonl").read_text("utf-8").split("\n")[1])
    assert FIRST[row["start"] : row["end"]] == row["quote"]
    assert row["end"] - row["start"] == len(row["quote"])
    assert len(row["quote"].encode("utf-16-le")) // 2 == len(row["quote"]) + 1  # 𝕏 is one here


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", ["csv", "jsonl", "parquet", "xlsx"])
def test_every_table_goes_into_every_format_of_rows(tmp_path, name, kind):
    wanted = len(rows(replace(matter(), kind=kind)))
    assert wanted > 0
    made = export(matter(), name, tmp_path / f"t.{name}", kind)
    assert (made.count, made.kind) == (wanted, kind)
    assert columns_of(tmp_path / f"t.{name}", name) == list(columns(kind))


def columns_of(path, name):
    if name == "csv":
        return next(csv.reader(path.open(encoding="utf-8", newline="")))
    if name == "jsonl":
        return list(json.loads(path.read_text("utf-8").split("\n")[0]))
    if name == "parquet":
        import pyarrow.parquet as pq

        return pq.read_table(path).column_names
    import openpyxl

    return [cell.value for cell in next(openpyxl.load_workbook(path).worksheets[0].rows)]


def test_csv_gives_back_what_went_in(tmp_path):
    export(matter(), "csv", tmp_path / "s.csv")
    with (tmp_path / "s.csv").open(encoding="utf-8", newline="") as file:
        told = list(csv.DictReader(file))
    assert told[1]["quote"].startswith("'=HYPERLINK")
    assert as_it_was(told[1]["quote"]) == statements()[1].quote
    assert as_it_was(told[2]["actor_text"]) == "@Gunmen"
    assert told[2]["actor"] == "---"
    assert json.loads(told[0]["quantity"])["number"] == -3
    assert [float(row["confidence"]) for row in told] == [0.9, 0.8, 0.2, 0.7, 0.6]


@given(st.text())
def test_a_defused_cell_is_no_formula_and_comes_back(text):
    cell = defused(text)
    assert as_it_was(cell) == text
    begin = cell.lstrip(" ")[:1]
    assert begin not in ("=", "+", "@", "\t", "\r") or cell.strip()[1:].replace(".", "").isdigit()


def test_a_sheet_computes_nothing_and_its_numbers_are_numbers(tmp_path):
    import openpyxl

    export(matter(), "xlsx", tmp_path / "s.xlsx")
    book = openpyxl.load_workbook(tmp_path / "s.xlsx")
    sheet = book["statements"]
    names = [cell.value for cell in sheet[1]]
    quote = sheet.cell(3, names.index("quote") + 1)
    assert (quote.data_type, quote.value, quote.quotePrefix) == ("s", statements()[1].quote, True)
    assert sheet.cell(2, names.index("confidence") + 1).value == 0.9
    assert sheet.cell(2, names.index("start") + 1).data_type == "n"
    assert {c.data_type for row in sheet.rows for c in row} <= {"s", "n", "b", "inlineStr"}
    assert ("model", "m1") in [(a.value, b.value) for a, b in book["about"].rows]


def test_a_cell_that_is_too_long_for_a_sheet_is_cut_and_said(tmp_path):
    import openpyxl

    long = replace(documents()[0], text="🚀" * 20_000)
    made = export(_of(long), "xlsx", tmp_path / "d.xlsx", "documents")
    sheet = openpyxl.load_workbook(tmp_path / "d.xlsx")["documents"]
    (text,) = [c.value for c in sheet[2] if c.column == len(columns("documents"))]
    assert text.startswith("🚀" * 16_000) and "cut here" in text
    assert len(text.encode("utf-16-le")) // 2 <= 32_767
    assert made.notes == ("1 cells are cut at 32767 characters, the most that XLSX holds",)


def _of(document):
    return replace(matter(), statements=(), documents={document.id: document})


def test_control_characters_do_not_break_a_sheet(tmp_path):
    import openpyxl

    odd = replace(documents()[0], text="a\x00b\x0bc\ufffe", title="#N/A")
    export(_of(odd), "xlsx", tmp_path / "d.xlsx", "documents")
    sheet = openpyxl.load_workbook(tmp_path / "d.xlsx")["documents"]
    assert [c.value for c in sheet[2]][-1] == "a\ufffdb\ufffdc\ufffd"
    assert [c.value for c in sheet[2]][1] == "#N/A"


def test_parquet_is_typed_with_or_without_rows(tmp_path):
    import pyarrow.parquet as pq

    for kind in KINDS:
        export(matter(), "parquet", tmp_path / "full.parquet", kind)
        export(_empty(), "parquet", tmp_path / "none.parquet", kind)
        full, none = (pq.read_table(tmp_path / f"{n}.parquet") for n in ("full", "none"))
        assert (full.schema, none.num_rows) == (none.schema, 0)
    export(matter(), "parquet", tmp_path / "s.parquet")
    table = pq.read_table(tmp_path / "s.parquet")
    assert table["quantity"][0]["number"].as_py() == -3.0
    back = [{**row, "versions": json.loads(row["versions"])} for row in table.to_pylist()]
    assert tuple(to_statement(row) for row in back) == statements()


def _empty():
    return replace(matter(), statements=(), documents={}, resolve=tuple)


def test_a_happening_carries_the_words_of_both_sides(tmp_path):
    export(matter(), "jsonl", tmp_path / "h.jsonl", "happenings")
    told = [json.loads(x) for x in (tmp_path / "h.jsonl").read_text("utf-8").splitlines()]
    (aid,) = [row for row in told if row["type"] == "AID"]
    assert (aid["said_by"], aid["denied_by"]) == (["Ukraine"], ["North Korea: foreign ministry"])
    assert [e["stance"] for e in aid["evidence"]] == ["reported", "denied"]
    assert aid["evidence"][0]["address"] == "https://example.org/a?b=1&c=2"
    assert aid["evidence"][0]["versions"] == {"model": "m1"}
