import io
import subprocess
import sys
from types import SimpleNamespace

import pytest

from cuibono import Desk
from cuibono.coding.statement import Coding

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
        (b"\x89PNG\r\n\x1a\n" + NOISE, "standard input: binary data, not text: a picture (PNG)"),
    ],
)
def test_standard_input_that_is_no_text_is_one_line(cuibono, monkeypatch, coded, data, said):
    typed(monkeypatch, data)
    ended = cuibono("code")
    assert (ended.code, ended.out, ended.error, coded) == (1, "", said, [])


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
