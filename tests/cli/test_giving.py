"""`export` and the names of files, on a ledger of bare statements."""

import csv
import io
import json

import pytest

from cuibono.exchange.exports import formats
from tests.exchange.exports.world import documents, ledger_in


@pytest.fixture(scope="module")
def bare(tmp_path_factory):
    return ledger_in(tmp_path_factory.mktemp("bare") / "ledger")


def test_without_a_format_the_formats_are_listed(cuibono, bare):
    ended = cuibono("export", "--ledger", bare)
    assert ended.code == 0
    assert [line.split()[0] for line in ended.out.splitlines()[1:]] == list(formats())


def test_csv_to_standard_output_holds_nothing_else(cuibono, bare):
    ended = cuibono("export", "csv", "-", "--ledger", bare)
    rows = list(csv.DictReader(io.StringIO(ended.out, newline="")))
    assert (ended.code, ended.err, len(rows)) == (0, "", 5)
    assert rows[0]["publisher"] == "The Daily | Record"


@pytest.mark.parametrize("name", [n for n in formats() if n != "key"])
def test_every_format_goes_through_the_door(cuibono, bare, tmp_path, name):
    suffix = (formats()[name].suffixes or ("",))[0]
    ended = cuibono("export", name, tmp_path / f"out{suffix}", "--sure", "0.5", "--ledger", bare)
    assert ended.code == 0, ended.err
    assert ended.out.startswith(f"{tmp_path / f'out{suffix}'}: ")
    assert (tmp_path / f"out{suffix}").exists()


def test_what_is_handed_on_can_be_chosen_and_what_is_lost_is_said(cuibono, bare, tmp_path):
    arguments = ("--what", "claims", "--sure", "0", "--ledger", bare)
    ended = cuibono("export", "timelinejs", tmp_path / "t.json", *arguments)
    assert "have no date and are not on the timeline" in ended.error
    assert json.loads((tmp_path / "t.json").read_text("utf-8"))["events"]


def test_an_answer_key_of_one_document(cuibono, bare, tmp_path):
    ended = cuibono("export", "key", tmp_path / "k.tsv", "--sure", "0", "--ledger", bare)
    assert (ended.code, "name it with --document" in ended.error) == (2, True)
    one = documents()[0].id[:6]
    ended = cuibono("export", "key", tmp_path / "k.tsv", "--document", one, "--sure", 0,
                    "--ledger", bare)  # fmt: skip
    assert ended.out == f"{tmp_path / 'k.tsv'}: 3 answers\n"


def test_a_name_that_promises_another_format_writes_nothing(cuibono, bare, tmp_path):
    ended = cuibono("export", "csv", tmp_path / "claims.pdf", "--ledger", bare)
    assert (ended.code, list(tmp_path.iterdir())) == (2, [])
    assert "csv cannot be written to a file that ends in .pdf: name it .csv" in ended.error


@pytest.mark.parametrize(
    ("name", "more", "instead"),
    [
        ("b.pdf", (), "name it .docx, or name it .html and print the page from a browser as PDF"),
        ("b.odt", (), "name it .docx, which LibreOffice opens"),
        ("b.xlsx", (), "name it .md, .html or .docx"),
        ("b.md", ("--format", "html"), "name it .md"),
        ("b.docx", ("--format", "md"), "name it .md, .html or .docx"),
    ],
)
def test_a_brief_is_not_written_under_another_name(cuibono, bare, tmp_path, name, more, instead):
    ended = cuibono("brief", "PRK", "RUS", "-o", tmp_path / name, *more, "--ledger", bare)
    assert (ended.code, list(tmp_path.iterdir())) == (2, [])
    assert "a brief cannot be written as ." in ended.error
    assert instead in ended.error


def test_a_brief_goes_into_a_word_file(cuibono, bare, tmp_path):
    file = tmp_path / "b.docx"
    ended = cuibono("brief", "PRK", "RUS", "-o", file, "--ledger", bare)
    assert (ended.code, ended.out) == (0, f"{file}\n")
    assert file.read_bytes().startswith(b"PK")
    again = ("--since-brief", file, "--ledger", bare)
    assert "## New since" not in cuibono("brief", "PRK", "RUS", *again).out
    ended = cuibono("brief", "PRK", "RUS", "--format", "docx", "--ledger", bare)
    assert (ended.code, ended.out) == (2, "")
    assert "name a file for it" in ended.error


def test_an_earlier_brief_that_is_not_there_is_one_line(cuibono, bare, tmp_path):
    missing = tmp_path / "none.docx"
    ended = cuibono("brief", "PRK", "RUS", "--since-brief", missing, "--ledger", bare)
    assert (ended.code, ended.out) == (1, "")
    assert f"{missing}: cannot be read" in ended.error
