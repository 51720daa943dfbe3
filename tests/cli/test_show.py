import csv
import io
import json

from hypothesis import given
from hypothesis import strategies as st

from cuibono.cli.show import aligned, comma_separated, json_lines, note

cells = st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), max_size=12)


@given(st.lists(st.tuples(cells, cells, cells), min_size=1))
def test_every_row_is_one_line(rows):
    lines = aligned(rows)
    assert len(lines) == len(rows)
    assert not any(line != line.rstrip() or "\n" in line for line in lines)


def test_columns_stand_under_each_other():
    assert aligned([("a", "bb", "c"), ("aaa", "b", "c\nc")]) == ["a    bb  c", "aaa  b   c c"]


def test_json_lines_keep_every_script(capsys):
    values = [{"quote": "평양 «Москва»\n", "contexts": ["military"]}, {"quote": ""}]
    json_lines(values)
    out = capsys.readouterr().out
    assert [json.loads(line) for line in out.splitlines()] == values
    assert "평양" in out


def test_csv_reads_back(capsys):
    rows = [{"quote": 'He said "no",\nand left', "contexts": ["economic", "legal"], "when": None}]
    comma_separated(rows, ["quote", "contexts", "when"])
    (row,) = csv.DictReader(io.StringIO(capsys.readouterr().out))
    assert row["quote"] == rows[0]["quote"]
    assert json.loads(row["contexts"]) == ["economic", "legal"]
    assert row["when"] == ""


def test_a_note_is_one_line_beside_the_output(capsys):
    note("two\nlines")
    assert capsys.readouterr() == ("", "cuibono: two\\nlines\n")
