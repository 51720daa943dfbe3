import os
import signal
import subprocess
import sys

import pytest

from cuibono import Desk

CALL = [sys.executable, "-m", "cuibono"]
# Tests that a shell runs in its background ignore Ctrl-C, and so would what they start.
HEEDS = """
import signal
signal.signal(signal.SIGINT, signal.default_int_handler)
from cuibono.cli import main
main()
"""


def test_without_arguments_it_shows_the_help(cuibono):
    assert cuibono().out == cuibono("--help").out
    assert cuibono().code == 0


def test_version(cuibono):
    from cuibono import __version__

    assert cuibono("--version").out.startswith(f"cuibono {__version__}\nreader ")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["reed"], "No such command 'reed'"),
        (["read"], "Missing argument 'PATH'"),
        (["code", "x", "--published", "yesterday"], "'yesterday' is not a date"),
        (["statements", "--as-of", "soon"], "'soon' is not a moment"),
        (["statements", "--format", "xml"], "'xml' is not one of"),
        (["statements", "--stance", "sure"], "'sure' is not one of"),
        (["export", "docx", "out"], "no export format is called 'docx': csv, xlsx"),
        (["export", "csv"], "name the file to write"),
        (["balance", "RUS"], "Missing argument 'B'"),
        (["read", "x", "--no-such"], "No such option"),
    ],
)
def test_a_call_that_cannot_be_meant_ends_with_2(cuibono, arguments, said):
    ended = cuibono(*arguments)
    assert ended.code == 2
    assert said in ended.error
    assert ended.out == ""


@pytest.mark.parametrize("moment", ["0001-01-01T00:00+05:00", "9999-12-31T23:59-05:00"])
def test_as_of_beyond_the_calendar_is_one_line(cuibono, ledger, moment):
    ended = cuibono("statements", "--as-of", moment, "--ledger", ledger)
    assert ended.code == 2
    assert "is outside of the years 1 to 9999 in UTC" in ended.error


def test_as_of_the_first_and_the_last_day(cuibono, ledger):
    def read(day):
        return cuibono("statements", "--format", "jsonl", "--as-of", day, "--ledger", ledger)

    assert (read("0001-01-01").code, read("0001-01-01").out) == (0, "")
    assert (
        read("9999-12-31").out == cuibono("statements", "--format", "jsonl", "--ledger", ledger).out
    )


def test_an_unexpected_error_is_one_line(cuibono, monkeypatch):
    monkeypatch.setattr("cuibono.desk.Desk.code", lambda *_: 1 / 0)
    ended = cuibono("code", "x")
    assert ended.code == 1
    assert ended.error == (
        "unexpected ZeroDivisionError: division by zero (set CUIBONO_DEBUG=1 to see where)"
    )


def test_debug_shows_where(cuibono, monkeypatch):
    monkeypatch.setattr("cuibono.desk.Desk.code", lambda *_: 1 / 0)
    monkeypatch.setenv("CUIBONO_DEBUG", "1")
    with pytest.raises(ZeroDivisionError):
        cuibono("code", "x")


def test_a_full_disk_is_one_line(cuibono, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device", "/disk/ledger")

    monkeypatch.setattr("cuibono.desk.Desk.code", full)
    ended = cuibono("code", "x")
    assert (ended.code, ended.error) == (1, "/disk/ledger: No space left on device")


@pytest.mark.skipif(os.name == "nt", reason="POSIX pipes")
def test_a_reader_that_leaves_the_pipe_is_no_error(ledger):
    command = [*CALL, "statements", "--format", "jsonl", "--ledger", str(ledger)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    process.stdout.close()
    assert process.stderr.read() == b""
    assert process.wait() == 141


@pytest.mark.skipif(os.name == "nt", reason="POSIX signals")
def test_ctrl_c_keeps_what_was_read(cuibono, tmp_path):
    files = [tmp_path / f"{n:03}.md" for n in range(200)]
    for n, file in enumerate(files):
        text = f"Kyiv cut ties with Minsk {n} times."
        file.write_text(text, "utf-8")
    ledger = tmp_path / "ledger"
    command = [sys.executable, "-c", HEEDS, "read", *map(str, files), "--ledger", str(ledger)]
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8"
    )
    read_before = [process.stdout.readline(), process.stdout.readline()]
    process.send_signal(signal.SIGINT)
    out, err = process.communicate()
    assert process.returncode == 130
    assert err.splitlines()[-1] == "cuibono: stopped; everything done before is in the ledger"
    assert all("statement" in line for line in read_before)

    assert cuibono("verify", "--ledger", ledger).code == 0
    kept = len(read_before) + len(out.splitlines())
    assert kept < len(files)
    # What was told of is there, and one that was not reached is read now.
    again = cuibono("read", *files[:kept], files[-1], "--ledger", ledger)
    assert again.code == 0
    assert again.out.count("already in the ledger\n") == kept
    assert len(Desk(ledger).documents()) > kept


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no /dev/full here")  # noqa: PTH110
@pytest.mark.parametrize("words", [["documents"], ["statements", "--format", "jsonl"], ["--help"]])
def test_what_is_printed_onto_a_full_disk_is_one_line(ledger, words):
    more = [] if words == ["--help"] else ["--ledger", str(ledger)]
    with open("/dev/full", "wb") as full:  # noqa: PTH123
        done = subprocess.run(
            [*CALL, *words, *more], stdout=full, stderr=subprocess.PIPE, text=True, check=False
        )
    assert done.returncode == 1
    assert done.stderr == "cuibono: No space left on device\n"
