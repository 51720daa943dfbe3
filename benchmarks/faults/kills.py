"""Kill a process at random moments of its work, look at the ledger, and do the same again."""

from __future__ import annotations

import random
import shutil
import signal
import subprocess
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from benchmarks.faults.work import (
    BEGINS,
    WORKS,
    Work,
    complaints,
    material,
    missing,
    open_seals,
    started,
)


def kills(
    folder: Path, many: int, draw: random.Random, names: Sequence[str] = tuple(WORKS)
) -> list[str]:
    """Kill each kind of work in turn; what was wrong afterwards."""
    source = material(folder / "source")
    trials = {name: _Trial(name, WORKS[name], folder / name, source) for name in names}
    wrong: list[str] = []
    counts: Counter[tuple[str, str]] = Counter()
    for number in range(many):
        trial = trials[names[number % len(names)]]
        alive, inside, found = trial.kill(draw)
        counts[trial.name, "kills"] += 1
        counts[trial.name, "alive"] += alive
        counts[trial.name, "inside"] += inside
        wrong += [f"kill {number} ({trial.name}): {one}" for one in found]
    for name in names:
        all_, alive, inside = (counts[name, what] for what in ("kills", "alive", "inside"))
        print(f"  {name}: {all_} kills, {alive} at work, {inside} inside a commit", flush=True)
    inside = sum(n for (_, what), n in counts.items() if what == "inside")
    print(f"{many} kills, {inside} of them inside a commit: {len(wrong)} faults", flush=True)
    return wrong


class _Trial:
    """One kind of work: a ledger to begin from, how long all of it takes, what comes out of it."""

    def __init__(self, name: str, work: Work, folder: Path, source: Path) -> None:
        self.name, self.work, self.source = name, work, source
        folder.mkdir()
        self.first, self.ledger = folder / "first", folder / "ledger"
        work.ready(self.first)
        self._fresh()
        process = started(name, self.ledger, source)
        _wait(process)
        began = time.perf_counter()
        said, error = process.communicate()
        if process.returncode:
            raise RuntimeError(f"{name} does not work undisturbed: {error[-500:]}")
        self.takes = time.perf_counter() - began
        self.done = work.state(self.ledger)
        assert said

    def _fresh(self) -> None:
        shutil.rmtree(self.ledger, ignore_errors=True)
        if self.first.exists():
            shutil.copytree(self.first, self.ledger)

    def kill(self, draw: random.Random) -> tuple[bool, bool, list[str]]:
        """Whether it was at work, whether inside a commit, and what was wrong."""
        self._fresh()
        process = started(self.name, self.ledger, self.source)
        _wait(process)
        time.sleep(draw.uniform(0.0, 1.0) * self.takes)
        alive = process.poll() is None
        process.send_signal(signal.SIGKILL)
        # What was told in a line that is not whole was not told.
        told = [line for line in process.communicate()[0].splitlines(True) if line.endswith("\n")]
        inside = open_seals(self.ledger) > 0
        wrong = complaints(self.ledger)
        wrong += missing(self.work, self.ledger, map(str.strip, told))
        again = started(self.name, self.ledger, self.source)
        said = again.communicate()[1]
        if again.returncode:
            wrong.append(f"the same failed afterwards: {said[-300:]}")
        elif self.work.state(self.ledger) != self.done:
            wrong.append("the same did not come to the same afterwards")
        return alive, inside, wrong + complaints(self.ledger)


def _wait(process: subprocess.Popen[str]) -> None:
    """Until a process has loaded its libraries and begins."""
    assert process.stdout
    if process.stdout.readline().strip() != BEGINS:
        raise RuntimeError(f"it did not begin: {process.communicate()[1][-500:]}")
