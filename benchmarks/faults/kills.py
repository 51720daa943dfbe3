"""Kill a process at random moments of its work, look at the ledger, and do the same again."""

from __future__ import annotations

import random
import shutil
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from benchmarks.faults.nursery import Nursery
from benchmarks.faults.work import (
    WORKS,
    Work,
    announced,
    complaints,
    inside,
    material,
    missing,
    strays,
)
from cuibono.ledger.journal import FILE

AT_COMMITS = ("read", "import", "judge", "deal", "resolve", "amend", "learn")
"""Work whose writes the journal announces."""
AIMED = 0.03
"""Seconds after the announcement of a write within which an aimed kill falls."""


def kills(
    folder: Path,
    many: int,
    draw: random.Random,
    names: Sequence[str] = tuple(WORKS),
    aimed: bool = False,
) -> list[str]:
    """Kill each kind of work many times; what was wrong afterwards.

    A kill that is `aimed` falls shortly after a write was announced, else at any moment.
    """
    source = material(folder / "source")
    wrong: list[str] = []
    counts: Counter[str] = Counter()
    began = time.perf_counter()
    with Nursery() as nursery:
        for number, name in enumerate(names):
            share = many // len(names) + (number < many % len(names))
            trial = _Trial(name, WORKS[name], folder / name, source, nursery)
            told: Counter[str] = Counter()
            for nth in range(share):
                found = trial.kill(draw, told, aimed)
                wrong += [f"kill {nth} ({name}): {one}" for one in found]
            at_work, within = told["at work"], told["inside"]
            print(f"  {name}: {share} kills, {at_work} at work, {within} inside a commit, "
                  f"{told['stopped short']} before all was told", flush=True)  # fmt: skip
            counts += told
    took = time.perf_counter() - began
    what = "kills aimed at commits" if aimed else "kills"
    print(f"{many} {what}, {counts['at work']} at work, {counts['inside']} inside a commit, "
          f"{took:.0f} s: {len(wrong)} faults", flush=True)  # fmt: skip
    return wrong


class _Trial:
    """One kind of work: a ledger to begin from, how long all of it takes, what comes out of it."""

    def __init__(self, name: str, work: Work, folder: Path, source: Path, nursery: Nursery) -> None:
        self.name, self.work, self.source, self.nursery = name, work, source, nursery
        folder.mkdir()
        self.folder, self.first, self.number = folder, folder / "first", 0
        work.ready(self.first)
        self.before = strays(self.first)
        ledger = self._fresh()
        life = nursery.do("act", name, str(ledger), str(source))
        if life.code:
            raise RuntimeError(f"{name} does not work undisturbed: {life.error[-500:]}")
        self.takes, self.all = life.took, len(life.told)
        self.writes = max(1, announced(ledger) - announced(self.first))
        self.done = work.state(ledger)

    def _fresh(self) -> Path:
        """A ledger to begin from, under a name that none had: what is kept goes by the name."""
        self.number += 1
        ledger = self.folder / f"ledger-{self.number}"
        if self.first.exists():
            shutil.copytree(self.first, ledger)
        return ledger

    def kill(self, draw: random.Random, told: Counter[str], aimed: bool) -> list[str]:
        """What was wrong after a kill; `told` counts where it landed."""
        ledger, words = self._fresh(), ("act", self.name)
        moment = draw.uniform(0.0, AIMED if aimed else self.takes)
        journal = ledger / FILE if aimed else None
        life = self.nursery.do(
            *words, str(ledger), str(self.source), kill=moment, commit=journal,
            after=draw.randrange(self.writes) if aimed else 0,
        )  # fmt: skip
        told["at work"] += life.at_work
        told["inside"] += life.at_work and inside(ledger, self.before)
        wrong = [] if self.work.damaged else complaints(ledger)
        wrong += missing(self.work, ledger, life.told)
        told["stopped short"] += len(life.told) < self.all
        again = self.nursery.do(*words, str(ledger), str(self.source))
        if again.code:
            wrong.append(f"the same failed afterwards: {again.error[-300:]}")
        elif self.work.state(ledger) != self.done:
            wrong.append("the same did not come to the same afterwards")
        wrong += complaints(ledger)
        if not wrong:
            shutil.rmtree(ledger)
        return wrong
