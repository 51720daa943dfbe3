"""The faults on purpose, a few of each: `python -m benchmarks.faults` runs many."""

import os
import random
import sys

import pytest

if sys.platform != "linux":
    pytest.skip("kills processes and looks at their files", allow_module_level=True)

from benchmarks.faults.kills import kills
from benchmarks.faults.power import Forced, power


@pytest.mark.long
def test_a_process_that_is_killed_loses_nothing(tmp_path):
    assert kills(tmp_path, 4, random.Random(2), ("judge", "compact")) == []


@pytest.mark.long
def test_a_power_cut_takes_back_nothing_that_was_told(tmp_path):
    assert power(tmp_path, 10, random.Random(3), ("read", "judge", "ask", "compact")) == []


def test_a_cut_takes_what_was_not_forced(tmp_path):
    """The cut itself: a file that nobody forced is lost sometimes, one that was is always there."""
    folder = tmp_path / "ledger"
    folder.mkdir()
    forced = Forced(folder)
    with forced.watched():
        for name in ("kept", "lost"):
            (folder / name).write_text("all of it", "utf-8")
        for path in (folder / "kept", folder):
            held = os.open(path, os.O_RDONLY)
            os.fsync(held)
            os.close(held)
        (folder / "kept").open("a", encoding="utf-8").write(" and more")
    left = set()
    for number in range(40):
        into = tmp_path / f"cut-{number}"
        forced.cut(into, random.Random(number))
        assert (into / "kept").read_text("utf-8").startswith("all of it")
        left.add((into / "lost").read_text("utf-8") if (into / "lost").exists() else None)
    assert {"all of it", ""} < left
