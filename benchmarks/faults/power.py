"""Power cuts, simulated: what was not forced onto the disk may be gone, empty, cut off or there.

While a ledger is written in this process, every call of `os.fsync` is noted: what a file held at
that moment, and which names a folder had. A cut takes the ledger as it lies there and leaves only
what was noted for sure. What became of all else is drawn at random for each file: it is as it was
written, as it was when it was last forced, cut off in the middle, empty, or not there at all.

Where the table library's own files were lost in the middle of a commit, a table may not be readable
until `repair` has been run: this is counted, and then nothing that was told may be missing.

This is stricter than most file systems, which write out files within seconds and keep the order of
some changes. It does not show what the disk itself does with what it was told to keep, nor blocks
that are torn in the middle. The libraries of the tables force nothing onto the disk themselves, so
that nothing of theirs is missed; if they did, the cut would take more than a real one.
"""

from __future__ import annotations

import os
import random
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from benchmarks.faults.work import WORKS, Work, complaints, desk_of, material, missing
from cuibono.errors import CuibonoError
from cuibono.ledger import Ledger, Repaired

EVERY = 0.2
"""The share of forced writes after which a cut is tried."""
MOST = 150


class Forced:
    """What was forced onto the disk below a folder; `then` is called after each time."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        # By the number of the file or folder: it may be forced before it gets its name.
        self.files: dict[int, bytes] = {}
        self.names: dict[int, set[str]] = {}
        self.then: Callable[[], None] = lambda: None

    @contextmanager
    def watched(self) -> Iterator[None]:
        """Note what is forced meanwhile."""
        force = os.fsync

        def noted(held: int) -> None:
            force(held)
            path = Path(f"/proc/self/fd/{held}").readlink()
            if self.folder in (path, *path.parents):
                self._note(path)
                self.then()

        os.fsync = noted  # type: ignore[assignment]
        try:
            yield
        finally:
            os.fsync = force

    def _note(self, path: Path) -> None:
        if path.is_dir():
            self.names[path.stat().st_ino] = {entry.name for entry in path.iterdir()}
        elif path.exists():
            self.files[path.stat().st_ino] = path.read_bytes()

    def cut(self, into: Path, draw: random.Random) -> None:
        """Lay down what may be left of the folder if the power fails at this moment."""
        self._folder(self.folder, into, draw)

    def _folder(self, folder: Path, into: Path, draw: random.Random) -> None:
        into.mkdir(parents=True)
        sure = self.names.get(folder.stat().st_ino, set())
        for path in sorted(folder.iterdir()):
            kept = path.name in sure or draw.random() < 0.5
            if kept and path.is_dir():
                self._folder(path, into / path.name, draw)
            elif kept:
                (into / path.name).write_bytes(self._left(path, draw))

    def _left(self, path: Path, draw: random.Random) -> bytes:
        now, forced = path.read_bytes(), self.files.get(path.stat().st_ino)
        if now == forced:
            return now
        # What was added to a file later may be there in part; what was forced before stays.
        least = len(forced) if forced is not None and now.startswith(forced) else 0
        return draw.choice([now, now[:least], now[: (least + len(now)) // 2]])


def power(
    work: Path, cuts: int, draw: random.Random, names: Sequence[str] = tuple(WORKS)
) -> list[str]:
    """Cut the power at random moments of each kind of work; what was wrong afterwards."""
    source = material(work / "source")
    wrong: list[str] = []
    made = mended = 0
    for number, name in enumerate(names):
        share = cuts // len(names) + (number < cuts % len(names))
        folder = work / name
        folder.mkdir()
        tried, repaired, found = _cuts(name, folder, source, share, draw)
        made += tried
        mended += repaired
        wrong += [f"power cut ({name}): {one}" for one in found]
        print(f"  {name}: {tried} power cuts, {repaired} repaired", flush=True)
    print(f"{made} power cuts, {mended} ledgers repaired: {len(wrong)} faults", flush=True)
    return wrong


def _cuts(
    name: str, folder: Path, source: Path, many: int, draw: random.Random
) -> tuple[int, int, list[str]]:
    """Do the work once, and cut the power at so many of its moments, drawn at random."""
    work, ledger = WORKS[name], folder / "ledger"
    forced = Forced(ledger)
    told: list[str] = []
    moments: list[tuple[Path, list[str]]] = []

    def moment() -> None:
        if ledger.exists() and len(moments) < MOST:
            into = folder / f"cut-{len(moments)}"
            forced.cut(into, draw)
            moments.append((into, told[:]))

    with forced.watched():
        work.ready(ledger)
        forced.then = lambda: moment() if draw.random() < EVERY else None
        for one in work.do(desk_of(ledger), source):
            told.append(one)
            moment()
    done = work.state(ledger)
    picked = draw.sample(moments, min(many, len(moments)))
    after = [_after(work, left, source, said, done) for left, said in picked]
    return len(picked), sum(one for one, _ in after), [p for _, found in after for p in found]


def _after(
    work: Work, ledger: Path, source: Path, told: list[str], done: str
) -> tuple[bool, list[str]]:
    """Whether a cut left what must be repaired; what is wrong then, and after the same work."""
    broken = complaints(ledger)
    wrong = [str(one) for one in repair(ledger) if not one.done] if broken else []
    wrong += [*complaints(ledger), *missing(work, ledger, told)]
    try:
        for _ in work.do(desk_of(ledger), source):
            pass
        if work.state(ledger) != done:
            wrong.append("the same did not come to the same afterwards")
    except CuibonoError as error:
        wrong.append(f"the same failed afterwards: {error}")
    return bool(broken) and not work.damaged, wrong + complaints(ledger)


def repair(ledger: Path) -> list[Repaired]:
    """What `cuibono repair` does."""
    return Ledger.open(ledger).repair()
