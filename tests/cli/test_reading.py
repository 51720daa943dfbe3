import io
import subprocess
import sys
from types import SimpleNamespace

import pytest

from cuibono import Desk
from cuibono.coding import Coder
from cuibono.coding.statement import Coding
from tests.documents.makers import zipped

NOISE = bytes(range(128, 256)) * 4 + b"\x00\x01\x02"
NEITHER = "there is no such file, and it does not look like a text"


@pytest.fixture
def coded(monkeypatch):
    """The calls of `code` that reach the desk."""
    calls = []

    def code(self, text, published=None, sure=None):
        calls.append((self.reader, text, published and published.isoformat(), sure))
        return Coding(())

    monkeypatch.setattr(Desk, "code", code)
    return calls


def typed(monkeypatch, data):
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(data)))


def test_a_text_as_argument_or_on_standard_input(cuibono, monkeypatch, coded):
    assert cuibono("code", "Kyiv cut ties.", "--published", "2022-07-15").code == 0
    typed(monkeypatch, b"Published: 2022-07-15\n\nKyiv cut ties.\n")
    assert cuibono("code", "--reader", "base", "--sure", "0").code == 0
    assert coded == [
        ("base", "Kyiv cut ties.", "2022-07-15", None),
        ("base", "Kyiv cut ties.", "2022-07-15", 0),
    ]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "standard input: empty: there is no text in it"),
        (b" \n\n", "standard input: empty: there is no text in it"),
        (NOISE, "standard input: binary data, not text"),
    ],
)
def test_standard_input_that_is_no_text_is_one_line(cuibono, monkeypatch, coded, data, said):
    typed(monkeypatch, data)
    ended = cuibono("code")
    assert (ended.code, ended.out, ended.error, coded) == (1, "", said, [])


def test_a_picture_on_standard_input_is_one_line(cuibono, monkeypatch, coded):
    typed(monkeypatch, b"\x89PNG\r\n\x1a\n" + NOISE)
    ended = cuibono("code")
    assert (ended.code, ended.out, coded) == (1, "", [])
    assert "a picture (PNG)" in ended.error


@pytest.mark.parametrize("text", ["", " \n "])
def test_an_empty_argument_is_one_line(cuibono, text):
    ended = cuibono("code", text)
    assert (ended.code, ended.error) == (2, "there is no text to code")


def test_bytes_that_are_no_text_are_one_line():
    call = [sys.executable.encode(), b"-m", b"cuibono", b"code", b"Kyiv \xff\xfe cut ties."]
    ended = subprocess.run(call, capture_output=True, check=False)
    assert ended.returncode == 2
    assert ended.stderr == b"cuibono: the text cannot be coded: some of its bytes are not UTF-8\n"


def test_a_folder_or_file_in_place_of_a_text_is_one_line(cuibono, tmp_path, coded):
    (tmp_path / "a note").write_text("Kyiv cut ties.")
    for path, said in (
        (tmp_path, f"{tmp_path}: this is a folder, not a text; `cuibono read` reads folders"),
        (tmp_path / "a note", "this is a file, not a text; `cuibono code < "),
        (tmp_path / "none.txt", f"{tmp_path}/none.txt: {NEITHER}"),
        ("none.md", f"none.md: {NEITHER}"),
    ):
        ended = cuibono("code", path)
        assert (ended.code, ended.out) == (2, "")
        assert said in ended.error
    assert coded == []


@pytest.mark.parametrize("text", ["Kyiv", "Kyiv cut ties with U.S. and/or EU.", "word " * 2000])
def test_a_text_is_not_taken_for_a_path(cuibono, coded, text):
    assert cuibono("code", text).code == 0
    assert [call[1] for call in coded] == [text]


@pytest.mark.parametrize("verb", [("read", "x"), ("code", "x"), ("score", "k", "x")])
def test_only_the_readers_that_ship_can_be_named(cuibono, verb):
    ended = cuibono(*verb, "--reader", "huge")
    assert ended.code == 2
    assert "'huge' is not one of" in ended.error


MANIFEST = """path,date,publisher
in/a.txt,2022-07-14,Harbour Review
in/none.txt,2022-07-14,Harbour Review
b.txt,2022-07-14,Harbour Review

in/c.zip!d.txt,2022-07-14,Harbour Review
in/c.zip!e.txt,2022-07-14,Harbour Review
in/a.txt,2022-07-15,Meridian Institute
,2022-07-15,Meridian Institute
"""


def test_rows_of_a_manifest_that_name_nothing_read_are_said(cuibono, tmp_path, coder, monkeypatch):
    monkeypatch.setattr(Coder, "load", classmethod(lambda cls, *_: coder))
    (tmp_path / "in").mkdir()
    for name in ("in/a.txt", "b.txt"):
        (tmp_path / name).write_text(f"Kyiv cut ties with Pyongyang. This is {name}.")
    (tmp_path / "in" / "c.zip").write_bytes(zipped({"d.txt": "Mali met Chad."}))
    table = tmp_path / "m.csv"
    table.write_text(MANIFEST)
    call = ("read", tmp_path / "in", "--ledger", tmp_path / "ledger", "--manifest", table)
    ended = cuibono(*call)
    assert (ended.code, ended.out.count("statement")) == (0, 3)
    assert ended.err.splitlines() == [
        f"cuibono: {table}: {said}"
        for said in (
            "line 3: in/none.txt: no such file",
            "line 4: b.txt: not among the files that were read",
            "line 7: in/c.zip!e.txt: no document that was read has this name",
            "line 8: in/a.txt: an earlier row names the same file, and that row counts",
            "line 9: a row without a path",
        )
    ]
    days = {str(d.published) for d in Desk(tmp_path / "ledger").ledger.documents()}
    assert days == {"2022-07-14"}
    again = cuibono(*call)
    assert (again.code, again.err) == (0, ended.err)
    table.write_text(MANIFEST + "".join(f"x{n}.txt,,\n" for n in range(200)))
    said = cuibono(*call).err.splitlines()
    assert (len(said), said[-1]) == (
        101,
        f"cuibono: {table}: 105 more rows name no file that was read",
    )
