"""Every verb that writes on a disk that is full: one line, and what was there is there.

Each verb runs with a limit on the size of its files, which grows in steps. Where this process may
mount disks it also runs on a small one, of which less and less is left free; and each verb that
prints does so into `/dev/full`.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from benchmarks.faults.nursery import Life, Nursery
from benchmarks.faults.work import complaints, desk_of, material
from benchmarks.ledgers import build
from cuibono.ledger import Ledger

LIMITS = (0, 700, 4_000, 20_000, 200_000)
FREE = (0, 4, 60, 70, 100)
"""Kilobytes: 64 are set aside for a log and the head of a file before a table is written to."""
DISK = 8_000_000
BEFORE = "what was there before"
DOCUMENTS = 14
FILES = {
    "brief": "brief.html", "brief md": "brief.md", "brief docx": "brief.docx",
    "export csv": "rows.csv", "export xlsx": "rows.xlsx", "export jsonl": "rows.jsonl",
    "export parquet": "rows.parquet", "export ftm": "ftm.jsonl", "export stix": "rows.stix",
    "export annotations": "rows.jsonld", "export graphml": "rows.graphml",
    "export csl": "works.json", "export sqlite": "rows.sqlite", "export notebook": "rows.ipynb",
    "export timelinejs": "line.json", "series --chart": "series.svg",
}  # fmt: skip
PRINTING = (
    "statements", "statements --format jsonl", "timeline RUS PRK", "affairs RUS", "claims",
    "documents", "search shells", "history", "brief RUS PRK --format md", "verify", "export",
)  # fmt: skip
UNLIKE = 200
"""Words that go into a judgement, so that each run writes something that was not there."""


@dataclass(frozen=True, slots=True)
class Verb:
    """A call that writes; `output` is the file that it makes, if it makes one."""

    words: tuple[str, ...]
    output: Path | None = None

    @property
    def name(self) -> str:
        """The verb, and the format where it has one."""
        return " ".join(self.words[:2]) if self.words[0] == "export" else self.words[0]


def full_disk(work: Path) -> list[str]:
    """What was wrong: not one line, an earlier file that is gone, a ledger that is not whole."""
    source = material(work / "source")
    with Nursery() as nursery:
        wrong = _limited(work / "limited", source, nursery)
        wrong += _unheard(work / "limited" / "ledger", nursery)
    words = ["unshare", "--mount", sys.executable, "-m", "benchmarks.faults.disk", str(work)]
    if subprocess.run([*words[:2], "true"], check=False, capture_output=True).returncode:
        print("  no small disk: this process may not mount any", flush=True)
        return wrong
    done = subprocess.run(words, check=False, capture_output=True, text=True)
    count, *told = done.stdout.splitlines() or [""]
    print(count, flush=True)
    return wrong + list(filter(None, told)) + ([done.stderr[-500:]] if done.returncode else [])


def _limited(work: Path, source: Path, nursery: Nursery) -> list[str]:
    """Each verb with files that may not grow beyond a limit."""
    work.mkdir()
    build(work / "ledger", DOCUMENTS)
    tried = _Tried(work, source)
    for limit in LIMITS:
        for verb in tried.verbs():
            tried.judge(verb, f"{limit} bytes", nursery, limit)
    return tried.summed_up("a limit on files")


def _small(work: Path) -> list[str]:
    """Each verb on a small disk, of which so much is free."""
    (work / "disk").mkdir()
    subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={DISK}", "none", str(work / "disk")], check=True
    )
    build(work / "disk" / "ledger", DOCUMENTS)
    ballast = work / "disk" / "ballast"
    tried = _Tried(work / "disk", work / "source")
    with Nursery() as nursery:
        for free in FREE:
            for verb in tried.verbs():
                tried.judge(
                    verb, f"{free} KB free", nursery, before=lambda f=free: _fill(ballast, f)
                )
                ballast.unlink()
    return tried.summed_up("a small disk")


def _fill(ballast: Path, free: int) -> None:
    """Take what a disk has, but so many kilobytes."""
    held = os.statvfs(ballast.parent)
    with ballast.open("wb") as file:
        os.posix_fallocate(file.fileno(), 0, max(1, held.f_bavail * held.f_frsize - free * 1024))


def _unheard(ledger: Path, nursery: Nursery) -> list[str]:
    """Each verb that prints, where what it prints goes onto a full disk."""
    wrong: list[str] = []
    for line in PRINTING:
        life = nursery.do("unheard", *line.split(), "--ledger", str(ledger))
        # How much is reviewed may stand before it: that has nothing to do with the disk.
        life = replace(life, error=_last(life.error))
        wrong += [f"{line} printed onto a full disk: {one}" for one in _one_line(life)]
        if not life.code:
            wrong.append(f"{line} printed onto a full disk: said to be done")
    print(f"printed onto a full disk, {len(PRINTING)} runs: {len(wrong)} faults", flush=True)
    return wrong


class _Tried:
    """A ledger, what is tried on it, and how it went."""

    def __init__(self, work: Path, source: Path) -> None:
        self.work, self.source, self.ledger = work, source, work / "ledger"
        self.runs = self.refused = self.round = 0
        self.wrong: list[str] = []
        self.held = sorted(s.id for s in Ledger.open(self.ledger).statements())

    def verbs(self) -> Iterator[Verb]:
        """All verbs that write, each so that it has something to do."""
        # What takes long to find is kept beside the ledger, where it can be.
        desk_of(self.ledger).events()
        yield from self._to_files()
        ledger, deeds = ("--ledger", str(self.ledger)), self.source / "deeds"
        n = self.round = self.round + 1
        one, two, three, four = self.held[n * 4 : n * 4 + 4]
        paper = sorted(Ledger.open(self.ledger).known())[n]
        why = ("--who", "a", "--why", "why " * UNLIKE)
        calls: Iterable[Sequence[str]] = (
            ("import", str(deeds / "plan.toml"), str(deeds / "deeds.csv")),
            ("read", str(self.source / "texts" / f"{n % 6:06}.txt"), "--publisher", f"Wire {n}"),
            ("accept", one, *why), ("reject", two, *why), ("correct", three, "when=2021-05", *why),
            ("merge", one, four, *why), ("split", three, "--from", four, *why),
            ("amend", paper, "--title", f"Title {n}", *why), ("withdraw", paper, *why), ("undo",),
            ("compact",), ("repair",), ("learn",), ("review", "--list"),
        )  # fmt: skip
        yield from (Verb((*call, *ledger)) for call in calls)

    def _to_files(self) -> Iterator[Verb]:
        for words, name in FILES.items():
            output, ledger = self.work / name, ("--ledger", str(self.ledger))
            verb, _, rest = words.partition(" ")
            if verb == "export":
                yield Verb((verb, rest, str(output), *ledger), output)
            elif verb == "brief":
                yield Verb((verb, "RUS", "PRK", "-o", str(output), *ledger), output)
            else:
                yield Verb((verb, "RUS", "PRK", rest, str(output), *ledger), output)

    def judge(
        self, verb: Verb, how: str, nursery: Nursery, limit: int | None = None,
        before: Callable[[], None] = lambda: None,
    ) -> None:  # fmt: skip
        """Run a verb, and note what is wrong with how it ended."""
        if verb.output:
            verb.output.write_text(BEFORE, "utf-8")
        known = Ledger.open(self.ledger).known()
        given = len(Ledger.open(self.ledger).replay.judgements)
        before()
        life = nursery.do("call", *verb.words, limit=limit)
        self.runs += 1
        self.refused += bool(life.code)
        found = _one_line(life) if life.code else []
        held = verb.output.read_bytes() if verb.output else b""
        if life.code and verb.output and held != BEFORE.encode():
            found.append("the earlier file is gone")
        elif not life.code and verb.output and held == BEFORE.encode():
            found.append("said to be done, and is not")
        found += complaints(self.ledger)
        now = Ledger.open(self.ledger)
        if known - now.known() or len(now.replay.judgements) < given:
            found.append("something is missing that was there before")
        self.wrong += [f"{verb.name} with {how}: {one}" for one in found]

    def summed_up(self, what: str) -> list[str]:
        """All that was wrong; says how many runs there were."""
        left = [p.name for p in self.work.iterdir() if p.name.startswith(".")]
        self.wrong += [f"{name} was left behind" for name in left]
        print(f"full disk ({what}), {self.runs} runs, {self.refused} refused: "
              f"{len(self.wrong)} faults", flush=True)  # fmt: skip
        return self.wrong


def _last(said: str) -> str:
    """What was said without the line on how much is reviewed."""
    lines = said.splitlines(keepends=True)
    return "".join(line for line in lines if "have been reviewed" not in line)


def _one_line(life: Life) -> list[str]:
    """What is wrong with the words in which a verb refused."""
    lines = life.error.strip().splitlines()
    if len(lines) == 1 and lines[0].startswith("cuibono: ") and "unexpected" not in lines[0]:
        return []
    return [f"not one line: {life.error[-400:]!r}"]


if __name__ == "__main__":
    faults_ = _small(Path(sys.argv[1]))
    print("\n".join(" ".join(one.split()) for one in faults_))
