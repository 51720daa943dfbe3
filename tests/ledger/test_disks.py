"""Disks that can only be read, vanish, are cut off or never answer: one line, nothing changed."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from cuibono.cli.run import run
from cuibono.ledger import Ledger, LedgerError
from tests.ledger.test_ledger import TEXT, about

ROOT = Path(__file__).parents[2]
ALONE = ["unshare", "--mount"]
WRITES = {"import", "accept", "reject", "amend", "withdraw", "undo", "compact"}


def may_mount():
    try:
        done = subprocess.run(
            [*ALONE, "mount", "-t", "tmpfs", "none", "/mnt"], check=False, capture_output=True
        )
        return done.returncode == 0
    except OSError:
        return False


mounting = pytest.mark.skipif(not may_mount(), reason="this process may not mount disks")


def on_a_disk(kind, tmp_path):
    env = {**os.environ, "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}"}
    words = [*ALONE, sys.executable, "-m", "tests.ledger.disks", kind, str(tmp_path)]
    done = subprocess.run(words, cwd=ROOT, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    return json.loads(done.stdout)


def one_line(said):
    assert len(said.splitlines()) == 1, said
    assert "Traceback" not in said
    assert "unexpected" not in said


@mounting
def test_a_disk_that_can_only_be_read_is_asked_and_not_written_to(tmp_path):
    told = on_a_disk("readonly", tmp_path)
    assert {verb for verb, _, _ in told["ended"]} >= WRITES
    for verb, code, said in told["ended"]:
        if verb in WRITES:
            assert code == 1, (verb, said)
            one_line(said)
        else:
            assert (verb, code, said) == (verb, 0, "")


@mounting
def test_a_disk_that_vanishes_is_one_line_and_nothing_is_written_where_it_was(tmp_path):
    told = on_a_disk("vanishing", tmp_path)
    assert told["left"] == []
    for _, code, said in told["ended"]:
        assert code == 1
        one_line(said)


@pytest.mark.long
@mounting
@pytest.mark.skipif(not Path("/dev/fuse").exists(), reason="no drives of one's own here")
def test_a_drive_that_never_answers_is_not_waited_for(tmp_path):
    for verb, code, said in on_a_disk("silent", tmp_path)["ended"]:
        assert code == 1, verb
        one_line(said)
        assert "its disk does not answer" in said


@mounting
@pytest.mark.skipif(not Path("/dev/fuse").exists(), reason="no drives of one's own here")
def test_a_drive_that_was_cut_off_is_one_line(tmp_path):
    for verb, code, said in on_a_disk("gone", tmp_path)["ended"]:
        assert code == 1, verb
        one_line(said)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="POSIX pipes")
def test_a_pipe_in_the_place_of_the_marker_is_not_waited_for(tmp_path, capsys):
    (tmp_path / "ledger").mkdir()
    os.mkfifo(tmp_path / "ledger" / "ledger.json")
    with pytest.raises(LedgerError, match="not a file"):
        Ledger.open(tmp_path / "ledger")
    assert run(["statements", "--ledger", str(tmp_path / "ledger")]) == 1
    one_line(capsys.readouterr().err)


FORBIDDEN = """
import sys
from cuibono.cli.run import run
code = 0
for line in sys.argv[2:]:
    sys.stderr.write(f"{line}: {run([*line.split(), '--ledger', sys.argv[1]])}\\n")
"""


def test_without_the_right_to_write_or_read(tmp_path):
    """Root may do anything, so that right is given up first."""
    ledger = Ledger.open(tmp_path / "ledger")
    ledger.append(*about(TEXT))
    one = ledger.statements()[0].id
    drop = [] if os.name == "nt" or os.geteuid() else [
        "setpriv", "--bounding-set", "-dac_override,-dac_read_search",
    ]  # fmt: skip
    if os.name == "nt" or (drop and subprocess.run([*drop, "true"], check=False).returncode):
        pytest.skip("no way to give up a right here")
    env = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    folders = [ledger.tables.folder, *(p for p in ledger.tables.folder.rglob("*") if p.is_dir())]

    def ended(mode, *lines):
        for folder in folders:
            folder.chmod(mode)
        words = [*drop, sys.executable, "-c", FORBIDDEN, str(ledger.tables.folder), *lines]
        try:
            done = subprocess.run(
                words, env=env, capture_output=True, text=True, check=False, timeout=300
            )
        finally:
            for folder in folders:
                folder.chmod(0o700)
        return done.stderr.splitlines()

    said = ended(0o500, f"accept {one}", "compact")
    assert [line.rpartition(": ")[2] for line in said[1::2]] == ["1", "1"], said
    assert all(line.startswith("cuibono: ") and "denied" in line for line in said[::2]), said
    (line, code) = ended(0o000, "statements")
    assert line.startswith("cuibono: ")
    assert "denied" in line.lower()
    assert code == "statements: 1"
    assert list(Ledger.open(tmp_path / "ledger").verify()) == []
