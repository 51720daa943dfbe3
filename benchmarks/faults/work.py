"""What a process does to a ledger while it is in danger, and how its ledger looks afterwards."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from urllib.parse import unquote

from benchmarks.ledgers import Quick, build, coding_of, files, text_of
from cuibono.coding.statement import Coding, Stance
from cuibono.desk import Desk
from cuibono.documents import About, Document
from cuibono.events.found import NAME
from cuibono.foretold.foresight import Ruling
from cuibono.inquiry import Inquiry
from cuibono.ledger import Action, Judgement, Ledger
from cuibono.ledger.journal import Journal
from cuibono.ledger.settled import flush

TEXTS = 6
LINES = 1_000
JUDGED = 6
SPARE = re.compile(r"\.jsonl?\.[0-9a-f]+$|-journal$|^\.room")
ENOUGH = 45
"""Judgements from which something can be learned."""
PLAN = '[columns]\ndate = "day"\nactor = "who"\nrecipient = "whom"\ntype = "what"\n'


@dataclass(frozen=True)
class Work:
    """Work on a ledger that can be broken off and done again.

    `ready` makes what must be there before, `do` says each thing that is done, `held` says which of
    these things a ledger holds, and `state` is the same for every ledger on which all is done. A
    ledger that is `damaged` before is whole only afterwards.
    """

    ready: Callable[[Path], object]
    do: Callable[[Desk, Path], Iterator[str]]
    held: Callable[[Ledger], set[str]]
    state: Callable[[Path], str]
    damaged: bool = False


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
    for round_ in range(3):
        (desk.folder / NAME).unlink(missing_ok=True)
        desk.events()
        desk.review()
        desk.search("shells")
        yield f"asked {round_}"


def _groups(ledger: Path) -> str:
    events = Desk(ledger).events()
    return _digest(" ".join(sorted(s.id for s in event.statements)) for event in events)


def _judge(desk: Desk, _: Path) -> Iterator[str]:
    yield from _judging(desk, JUDGED)


def _judging(desk: Desk, many: int) -> Iterator[str]:
    # The ids of statements as they were read, whatever was judged of them since.
    roots = sorted(desk.ledger.tables.table("statements", ("id",))["id"].to_pylist())
    done = {j.root for j in desk.history()}
    for number, id_ in enumerate(roots[:many]):
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


def _deal(desk: Desk, _: Path) -> Iterator[str]:
    """All other judgements, each of which is made once."""
    some = sorted(desk.ledger.tables.table("statements", ("id",))["id"].to_pylist())
    paper = desk.ledger.documents(withdrawn=True)
    at = paper[0].text.index("shells")
    sent = {"actor": "RUS", "type": "AID", "recipient": "PRK"}
    deeds: tuple[tuple[Action, Callable[[], Judgement]], ...] = (
        (Action.MERGE, lambda: desk.merge(some[:2], who="a")),
        (Action.SPLIT, lambda: desk.split(some[4:5], some[5:6], who="a")),
        (Action.AMEND, lambda: desk.amend(paper[1].id, {"publisher": "Wire"}, who="a")),
        (Action.ADD, lambda: desk.add(paper[0].id, at, at + 6, sent, who="a")),
        (Action.WITHDRAW, lambda: desk.withdraw(paper[2].id, who="a")),
        (Action.UNDO, lambda: desk.undo(who="a")),
    )
    for action, deed in deeds:
        if action not in {j.action for j in desk.history()}:
            yield deed().action


def _dealt(ledger: Ledger) -> set[str]:
    return {str(j.action) for j in ledger.replay.judgements}


def _resolve(desk: Desk, _: Path) -> Iterator[str]:
    """A verdict on each thing foretold that has none."""
    for one in desk.forecasts(open_=True, sure=0):
        made = desk.resolve(one.statement.id, Ruling("failed", why="it did not come", who="a"))
        yield made.statement.id


def _resolved(ledger: Ledger) -> set[str]:
    return {row["statement"] for row in ledger.verdicts()}


def _verdicts(ledger: Path) -> str:
    given = Ledger.open(ledger).verdicts()
    return _digest(f"{row['statement']} {row['verdict']} {row['why']}" for row in given)


def _amend(desk: Desk, source: Path) -> Iterator[str]:
    """The same texts again, of which more is known now."""
    for path in sorted((source / "texts").iterdir()):
        for receipt in desk.reading([path], About(publisher="Wire")):
            yield receipt.document.id if receipt.document else str(receipt.error)


def _amended(ledger: Ledger) -> set[str]:
    return {d.id for d in ledger.documents() if d.publisher == "Wire"}


def _labels(ledger: Path) -> str:
    held = Ledger.open(ledger)
    return _digest([*(f"{d.id} {d.publisher}" for d in held.documents()), _rows(ledger)])


def _repair(desk: Desk, _: Path) -> Iterator[str]:
    desk.repair()
    yield "repaired"


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
    for group in range(10):
        desk = desk_of(ledger)
        folder = files(ledger.parent / f"texts-{group}", 2)
        for path in folder.iterdir():
            path.write_text(path.read_text("utf-8").replace("New", f"New {group}"), "utf-8")
        desk.read([folder])
        shutil.rmtree(folder)


def _taught(ledger: Path) -> None:
    """A ledger of which enough is judged that something can be learned."""
    build(ledger, 6)
    for _ in _judging(Desk(ledger), ENOUGH):
        pass


def _foretold(ledger: Path) -> None:
    """A ledger of texts that foretell something."""
    said: list[tuple[Document, Coding]] = []
    for n in range(6):
        document = Document(text_of(n, "Ahead"), f"Ahead {n}", published=date(2021, 1, 1 + n))
        rows = coding_of(document, 2, n).statements
        ahead = (replace(s, stance=Stance.EXPECTED, when="2021-06") for s in rows)
        said.append((document, Coding(tuple(ahead))))
    Ledger.open(ledger).append_all(said)


def _known(ledger: Path) -> None:
    """A ledger that holds the texts already."""
    for _ in _read(desk_of(ledger), material(ledger.parent / "before")):
        pass


def _damaged(ledger: Path) -> None:
    """A ledger of which the last entry of a log is cut off: the rows are still in its files."""
    _scattered(ledger)
    last = max((ledger / "statements" / "_delta_log").glob("[0-9]*.json"))
    last.write_bytes(last.read_bytes()[:100])
    flush(last)


def _digest(things: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(sorted(things)).encode()).hexdigest()[:16]


WORKS = {
    "read": Work(lambda _: None, _read, Ledger.known, _rows),
    "import": Work(lambda _: None, _import, _imported, _rows),
    "ask": Work(_built, _ask, lambda _: {f"asked {n}" for n in range(3)}, _groups),
    "judge": Work(_built, _judge, _judged, _judgements),
    "deal": Work(_built, _deal, _dealt, _judgements),
    "resolve": Work(_foretold, _resolve, _resolved, _verdicts),
    "amend": Work(_known, _amend, _amended, _labels),
    "compact": Work(_scattered, _join, lambda _: {"joined"}, _rows),
    "learn": Work(_taught, _learn, _learned, _lessons),
    "repair": Work(_damaged, _repair, lambda _: {"repaired"}, _rows, damaged=True),
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
    for told in WORKS[name].do(desk_of(ledger), Path(source)):
        print(told, flush=True)


def desk_of(ledger: str | Path) -> Desk:
    """A desk that reads with the coder of `benchmarks.ledgers`."""
    desk = Desk(ledger)
    desk.inquiry.coder = Quick()
    return desk


def call(*words: str) -> int:
    """Run a command line in this process; texts are read as `desk_of` reads them."""
    from cuibono.cli.run import run

    Inquiry.coder = property(lambda _: Quick())  # type: ignore[assignment, misc]
    return run(words)


def unheard(*words: str) -> int:
    """The same where all that is printed goes onto a full disk."""
    os.dup2(os.open("/dev/full", os.O_WRONLY), 1)
    sys.stdout = os.fdopen(1, "w", closefd=False)
    return call(*words)


def inside(ledger: Path, before: set[str]) -> bool:
    """Whether a process died in the middle of a write.

    A write was announced in the journal and not crossed off, or a file lies there that nothing
    names: rows without an entry in a log, or what was to take another file's place.
    """
    if any(not entry.done for entry in Journal(ledger).read().entries):
        return True
    return bool(strays(ledger) - before)


def announced(ledger: Path) -> int:
    """How many writes the journal of a ledger tells of."""
    return len(Journal(ledger).read().entries)


def strays(ledger: Path) -> set[str]:
    """The files of a ledger that no log names, and those that were to take another's place."""
    found: set[str] = set()
    for log in ledger.glob("*/_delta_log"):
        said = b"".join(path.read_bytes() for path in log.glob("[0-9]*.json"))
        named = {unquote(p.decode()) for p in re.findall(rb'"path":"([^"]+)"', said)}
        found |= {str(p.relative_to(ledger)) for p in log.parent.glob("*.parquet")
                  if p.name not in named}  # fmt: skip
        found |= {p.name for p in log.iterdir() if "tmp" in p.name or "#" in p.name}
    beside = (p.name for p in ledger.glob("*") if p.is_file())
    return found | {name for name in beside if SPARE.search(name)}


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
