"""An export is whole or not there, under a name that says what it is."""

import os
import stat
import sys
from dataclasses import replace

import pytest

from cuibono.errors import CuibonoError, UsageError
from cuibono.exchange.exports import export, formats
from cuibono.exchange.exports import lines as lines_module
from tests.exchange.exports.world import matter

FILES = [name for name, f in formats().items() if not f.folder]


def one():
    only = next(iter(matter().documents))
    said = tuple(s for s in matter().statements if s.document == only)
    return replace(matter(), only=only, statements=said)


@pytest.mark.parametrize("name", FILES)
def test_every_format_writes_an_ordinary_file_and_no_scraps(tmp_path, name):
    path = tmp_path / f"out{formats()[name].suffixes[0]}"
    old = os.umask(0o027)
    try:
        assert export(one(), name, path).count > 0
    finally:
        os.umask(old)
    assert list(tmp_path.iterdir()) == [path]
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


@pytest.mark.parametrize("name", FILES)
def test_nothing_to_export_is_a_whole_file_too(tmp_path, name):
    path = tmp_path / f"out{formats()[name].suffixes[0]}"
    document = next(iter(matter().documents.values()))
    empty = replace(matter(), statements=(), documents={document.id: document}, resolve=tuple,
                    links=())  # fmt: skip
    export(empty, name, path)
    assert path.stat().st_size > 0 or name in ("jsonl", "ftm")


@pytest.mark.parametrize("name", [*FILES, "vault"])
@pytest.mark.parametrize("suffix", [".pdf", ".docx", ".PDF", ".html"])
def test_a_name_that_promises_another_format_is_refused(tmp_path, name, suffix):
    with pytest.raises(UsageError, match="cannot be written to a file that ends in"):
        export(one(), name, tmp_path / f"out{suffix}")
    assert list(tmp_path.iterdir()) == []


def test_a_format_under_the_name_of_its_neighbour_is_refused(tmp_path):
    with pytest.raises(
        UsageError, match=r"csv cannot be written to a file that ends in .json: name it .csv"
    ):
        export(matter(), "csv", tmp_path / "out.json")


def test_an_unknown_format_or_kind_names_the_known(tmp_path):
    with pytest.raises(UsageError, match="csv, xlsx, jsonl, parquet"):
        export(matter(), "docx", tmp_path / "x")
    with pytest.raises(UsageError, match="csl can hold documents, not claims"):
        export(matter(), "csl", tmp_path / "x.json", "claims")


def test_standard_output_gets_the_bytes_of_the_file(tmp_path, capfdbinary):
    export(matter(), "csv", tmp_path / "x.csv")
    sys.stdout.flush()
    capfdbinary.readouterr()
    export(matter(), "csv", "-")
    assert capfdbinary.readouterr().out == (tmp_path / "x.csv").read_bytes()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_a_named_pipe_takes_what_it_is_given(tmp_path):
    import threading

    os.mkfifo(tmp_path / "pipe.csv")
    got = []
    reader = threading.Thread(target=lambda: got.append((tmp_path / "pipe.csv").read_bytes()))
    reader.start()
    export(matter(), "csv", tmp_path / "pipe.csv")
    reader.join(10)
    export(matter(), "csv", tmp_path / "x.csv")
    assert got == [(tmp_path / "x.csv").read_bytes()]


def test_a_folder_that_is_not_there_is_one_line(tmp_path):
    with pytest.raises(CuibonoError, match="No such file or directory"):
        export(matter(), "csv", tmp_path / "no" / "s.csv")
    with pytest.raises(CuibonoError, match="is a folder"):
        export(matter(), "csv", tmp_path)


def test_a_failed_export_leaves_the_old_file_and_no_scraps(tmp_path, monkeypatch):
    path = tmp_path / "s.jsonl"
    path.write_text("old", "utf-8")

    def full(_matter, part):
        part.write_text("half", "utf-8")
        raise OSError(28, "No space left on device")

    broken = replace(lines_module.FORMAT, write=full)
    monkeypatch.setitem(formats(), "jsonl", broken)
    with pytest.raises(CuibonoError, match="No space left"):
        export(matter(), "jsonl", path)
    assert path.read_text("utf-8") == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_link_is_followed_and_the_old_mode_stays(tmp_path):
    real = tmp_path / "real.csv"
    real.write_text("old", "utf-8")
    real.chmod(0o600)
    (tmp_path / "link.csv").symlink_to(real)
    export(matter(), "csv", tmp_path / "link.csv")
    assert (tmp_path / "link.csv").is_symlink()
    assert real.read_text("utf-8").startswith("id,")
    assert stat.S_IMODE(real.stat().st_mode) == 0o600


def test_a_folder_that_holds_something_is_left_alone(tmp_path):
    (tmp_path / "mine.md").write_text("mine", "utf-8")
    with pytest.raises(CuibonoError, match="exists already"):
        export(matter(), "vault", tmp_path)
    assert [p.name for p in tmp_path.iterdir()] == ["mine.md"]
    with pytest.raises(UsageError, match="standard output"):
        export(matter(), "vault", "-")
