"""What a process does to a ledger while it is in danger, and how its ledger looks afterwards."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.growth import Quick, build, files
from cuibono.desk import Desk
from cuibono.events.kept import NAME
from cuibono.ledger import Action, Ledger
from cuibono.ledger.journal import Journal

TEXTS = 40
LINES = 4_000
JUDGED = 45
PLAN = '[columns]\ndate = "day"\nactor = "who"\nrecipient = "whom"\ntype = "what"\n'
BEGINS = "begins"


@dataclass(frozen=True)
class Work:
    """Work on a ledger that can be broken off and done again.

    `ready` makes what must be there before, `do` says each thing that is done, `held` says which of
    these things a ledger holds, and `state` is the same for every ledger on which all is done.
    """

    ready: Callable[[Path], object]
    do: Callable[[Desk, Path], Iterator[str]]
    held: Callable[[Ledger], set[str]]
    state: Callable[[Path], str]


# --- reading and importing -----------------------------------------------------------------


def _read(desk: Desk, source: Path) -> Iterator[str]:
    # One file at a time, so that many commits are there to be hit.
    for path in sorted((source / "texts").iterdir()):
        for receipt in desk.reading([path]):
            yield receipt.document.id if receipt.document else str(receipt.error)


def _import(desk: Desk, source: Path) -> Iterator[str]:
    desk.import_(str(source / "deeds" / "plan.toml"), [source / "deeds" / "deeds.csv"])
    yield "imported"


def _imported(ledger: Ledger) -> set[str]:
    return {"imported"} if ledger.tables.imported().num_rows == LINES else set()


def _rows(ledger: Path) -> str:
    """All that a ledger holds, in any order."""
    held = Ledger.open(ledger)
    named = [*(s.id for s in held.statements()), *held.known()]
    return _digest([*named, str(held.tables.imported().num_rows)])


# --- asking, judging, joining, learning ----------------------------------------------------


def _ask(desk: Desk, _: Path) -> Iterator[str]:
    """Resolve all statements again and again: what is kept of it lies beside the ledger."""
    for _round in range(3):
        (desk.folder / NAME).unlink(missing_ok=True)
        desk.events()
        desk.search("shells")
        yield "asked"


def _groups(ledger: Path) -> str:
    events = Desk(ledger).events()
    return _digest(" ".join(sorted(s.id for s in event.statements)) for event in events)


def _judge(desk: Desk, _: Path) -> Iterator[str]:
    # The ids of statements as they were read, whatever was judged of them since.
    roots = sorted(desk.ledger.tables.table("statements", ("id",))["id"].to_pylist())
    done = {j.root for j in desk.history()}
    for number, id_ in enumerate(roots[:JUDGED]):
        if id_ in done:
            continue
        if number % 3 == 0:
            made = desk.accept(id_, who="a")
        elif number % 3 == 1:
            made = desk.correct(id_, {"when": "2021-05-04"}, who="a")
        else:
            made = desk.reject(id_, who="a")
        yield made.root


def _judged(ledger: Ledger) -> set[str]:
    return {j.root for j in ledger.replay.judgements}


def _judgements(ledger: Path) -> str:
    found = Ledger.open(ledger).replay.judgements
    return _digest(f"{j.root} {j.action} {json.dumps(j.changes, sort_keys=True)}" for j in found)


def _join(desk: Desk, _: Path) -> Iterator[str]:
    desk.compact()
    yield "joined"


def _learn(desk: Desk, _: Path) -> Iterator[str]:
    desk.learn(True, who="a")
    yield "learned"


def _learned(ledger: Ledger) -> set[str]:
    taught = any(j.action is Action.LEARN for j in ledger.replay.judgements)
    return {"learned"} if taught else set()


def _lessons(ledger: Path) -> str:
    taught = [j for j in Ledger.open(ledger).replay.judgements if j.action is Action.LEARN]
    told = (json.dumps(j.changes, sort_keys=True) for j in taught)
    return f"{len(taught)} lessons: {_digest(told)}"


def _built(ledger: Path) -> None:
    build(ledger, 6)


def _scattered(ledger: Path) -> None:
    """A ledger of many small files."""
    for group in range(20):
        desk = Desk(ledger)
        desk.inquiry.coder = Quick()
        folder = files(ledger.parent / f"texts-{group}", 2)
        for path in folder.iterdir():
            path.write_text(path.read_text("utf-8").replace("New", f"New {group}"), "utf-8")
        desk.read([folder])
        shutil.rmtree(folder)


def _taught(ledger: Path) -> None:
    """A ledger of which enough is judged that something can be learned."""
    build(ledger, 6)
    for _ in _judge(Desk(ledger), ledger):
        pass


def _digest(things: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(sorted(things)).encode()).hexdigest()[:16]


WORKS = {
    "read": Work(lambda _: None, _read, Ledger.known, _rows),
    "import": Work(lambda _: None, _import, _imported, _rows),
    "ask": Work(_built, _ask, lambda _: {"asked"}, _groups),
    "judge": Work(_built, _judge, _judged, _judgements),
    "compact": Work(_scattered, _join, lambda _: {"joined"}, _rows),
    "learn": Work(_taught, _learn, _learned, _lessons),
}


def material(folder: Path) -> Path:
    """What is read and imported."""
    folder.mkdir(parents=True, exist_ok=True)
    files(folder / "texts", TEXTS)
    (folder / "deeds").mkdir()
    (folder / "deeds" / "plan.toml").write_text(PLAN, "utf-8")
    lines = (f"2022-{n % 12 + 1:02}-05,Russia,North Korea,{n}" for n in range(LINES))
    text = "\n".join(["day,who,whom,what", *lines])
    (folder / "deeds" / "deeds.csv").write_text(f"{text}\n", "utf-8")
    return folder


def act(name: str, ledger: str, source: str) -> None:
    """Work on a ledger in this process; a line on standard output is a thing that is done."""
    import deltalake  # noqa: F401  # before it begins, so that kills hit the work
    import pyarrow.compute  # noqa: F401

    desk = Desk(ledger)
    desk.inquiry.coder = Quick()
    print(BEGINS, flush=True)
    for told in WORKS[name].do(desk, Path(source)):
        print(told, flush=True)


def started(name: str, ledger: Path, source: Path) -> subprocess.Popen[str]:
    """A process that works on a ledger."""
    words = [sys.executable, "-m", "benchmarks.faults", "--act", name, str(ledger), str(source)]
    return subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def open_seals(ledger: Path) -> int:
    """How many writes were announced and not crossed off."""
    return sum(not entry.done for entry in Journal(ledger).read().entries)


def complaints(ledger: Path) -> list[str]:
    """What does not hold in a ledger; one that was never begun holds nothing."""
    held = Ledger.open(ledger)
    return list(map(str, held.verify())) if held.tables.exists else []


def missing(work: Work, ledger: Path, told: Iterable[str]) -> list[str]:
    """What was told as done and is not there."""
    if not Ledger.open(ledger).tables.exists:
        return [f"{one} was told as done, and there is no ledger" for one in told]
    held = work.held(Ledger.open(ledger))
    return [f"{one} was told as done and is not there" for one in told if one not in held]
