"""Faults on purpose: processes that are killed, writers at once, full disks. Nothing may be lost.

    python -m benchmarks.faults [--kills 50] [--seconds 20] [--seed 1]

Kills: a process reads files or imports events and dies by SIGKILL at a random moment of the time
that the whole takes; then the ledger must be whole, hold everything that was told of as done, and
take in the rest when the same command runs again. A kill landed inside a commit where the journal
announces rows that it does not cross off. At once: two writers and a reader for some seconds.
Full disk: each verb that writes runs with a limit on the size of files (RLIMIT_FSIZE) that grows
in steps; each ends in one line and leaves what was there before. Texts are coded by a coder that
reads nothing, so that nearly all of the time is spent writing. Exits with 1 where anything fails.
"""

from __future__ import annotations

import json
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from argparse import ArgumentParser
from collections.abc import Callable, Sequence
from pathlib import Path

from benchmarks.growth import Quick, build, files
from cuibono.ledger import Ledger
from cuibono.ledger.journal import Journal
from cuibono.pipeline import Desk

MANY = 40
LINES = 4_000
PLAN = '[columns]\ndate = "day"\nactor = "who"\nrecipient = "whom"\ntype = "what"\n'
OK = 0
LIMITS = (0, 64, 700, 1_500, 4_000, 20_000, 200_000)


def act(verb: str, ledger: str, source: str) -> None:
    """What the processes do that are killed; a line on standard output is a thing that is done."""
    desk = Desk(ledger)
    if verb == "read":
        desk.__dict__["coder"] = Quick()
        # One file at a time, so that many commits are there to be hit.
        for path in sorted(Path(source).iterdir()):
            for receipt in desk.reading([path]):
                print(receipt.document.id if receipt.document else receipt.error, flush=True)
    elif verb == "import":
        report = desk.import_(f"{source}/plan.toml", [Path(source) / "deeds.csv"])
        print(report.events, flush=True)
    # Threads of the table library may abort an interpreter that ends while they run.
    os._exit(OK)


def started(*words: str) -> subprocess.Popen[str]:
    """A process of this module that acts."""
    command = [sys.executable, "-m", "benchmarks.faults", "--act", *words]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def deeds(folder: Path) -> Path:
    """A file of event data with its mapping."""
    folder.mkdir()
    (folder / "plan.toml").write_text(PLAN, "utf-8")
    lines = (f"2022-{n % 12 + 1:02}-05,Russia,North Korea,{n}" for n in range(LINES))
    (folder / "deeds.csv").write_text("\n".join(["day,who,whom,what", *lines]) + "\n", "utf-8")
    return folder


def open_seals(ledger: Path) -> int:
    """How many writes were announced and not crossed off."""
    return sum(not entry.done for entry in Journal(ledger).read().entries)


def complaints(ledger: Path) -> list[str]:
    """What does not hold in a ledger; one that was never begun holds nothing."""
    held = Ledger.open(ledger)
    return list(map(str, held.verify())) if held.tables.exists else []


def kill(
    verb: str, work: Path, source: Path, draw: random.Random, whole: float
) -> tuple[bool, list[str]]:
    """Kill a process at a random moment; whether it was inside a commit, and what was wrong."""
    ledger = work / "ledger"
    process = started(verb, str(ledger), str(source))
    time.sleep(draw.uniform(0.25, 1.0) * whole)
    process.send_signal(signal.SIGKILL)
    told = process.communicate()[0].split()
    inside = open_seals(ledger) > 0
    wrong = complaints(ledger)
    if verb == "read" and Ledger.open(ledger).tables.exists:
        held = Ledger.open(ledger).known()
        wrong += [f"{one} was told of as read and is not there" for one in told if one not in held]
    again = started(verb, str(ledger), str(source))
    said = again.communicate()[1]
    if again.returncode != OK:
        wrong.append(f"the same command failed afterwards: {said[-300:]}")
    number = held_now(verb, ledger)
    if number != (MANY if verb == "read" else LINES):
        wrong.append(f"{number} after the same command ran again")
    wrong += complaints(ledger)
    shutil.rmtree(ledger, ignore_errors=True)
    return inside, wrong


def held_now(verb: str, ledger: Path) -> int:
    """Documents or events of a ledger."""
    held = Ledger.open(ledger)
    return len(held.documents()) if verb == "read" else held.tables.imported().num_rows


def kills(work: Path, many: int, draw: random.Random) -> list[str]:
    """Kill over reading and importing in turn."""
    wrong: list[str] = []
    sources = {"read": files(work / "texts", MANY), "import": deeds(work / "deeds")}
    whole: dict[str, float] = {}
    for verb, source in sources.items():
        began = time.perf_counter()
        started(verb, str(work / "ledger"), str(source)).communicate()
        whole[verb] = time.perf_counter() - began
        shutil.rmtree(work / "ledger")
    inside = 0
    for number in range(many):
        verb = "import" if number % 3 == 2 else "read"
        hit, found = kill(verb, work, sources[verb], draw, whole[verb])
        inside += hit
        wrong += [f"kill {number} ({verb}): {one}" for one in found]
    print(f"{many} kills, {inside} of them inside a commit: {len(wrong)} faults")
    return wrong


def at_once(work: Path, seconds: float) -> list[str]:
    """Two processes read different texts into one ledger again and again while a third looks on."""
    wrong: list[str] = []
    ledger, until, looks, number = work / "ledger", time.monotonic() + seconds, 0, 0
    sources = [work / "one", work / "two"]
    wanted = 0
    while time.monotonic() < until:
        for source in sources:
            shutil.rmtree(source, ignore_errors=True)
            files(source, MANY // 2)
            for path in source.iterdir():
                path.write_text(f"{source.name} {number} {path.read_text('utf-8')}", "utf-8")
        wanted += MANY // 2 * len(sources)
        number += 1
        running = [started("read", str(ledger), str(source)) for source in sources]
        while any(process.poll() is None for process in running):
            held = Ledger.open(ledger)
            if held.tables.exists:
                looks += 1
                rows = held.sql(
                    "select d.id from documents d left join statements s on s.document = d.id "
                    "group by d.id having count(s.id) <> 3"
                )
                wrong += [f"document {one} was seen in part" for one in rows["id"].to_pylist()]
        wrong += [p.communicate()[1][-300:] for p in running if p.wait() != OK]
    number = len(Ledger.open(ledger).documents())
    if number != wanted:
        wrong.append(f"{number} documents of {wanted}")
    wrong += complaints(ledger)
    print(f"two writers for {seconds:.0f} s, {wanted} documents, {looks} looks of a reader: "
          f"{len(wrong)} faults")  # fmt: skip
    shutil.rmtree(ledger)
    return wrong


def limited(limit: int) -> Callable[[], None]:
    """Let no file of a process grow beyond so many bytes, as on a full disk."""

    def before() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    return before


def full_disk(work: Path) -> list[str]:
    """Every verb that writes on a disk that is full: one line, and what was there is there."""
    ledger, wrong, runs, refused = work / "ledger", list[str](), 0, 0
    build(ledger, 30)
    text, source = work / "short.txt", deeds(work / "more")
    text.write_text("", "utf-8")
    outputs = [work / name for name in ("brief.html", "rows.csv", "rows.jsonl", "rows.parquet")]
    for path in outputs:
        path.write_text("what was there before", "utf-8")
    place = ["--ledger", str(ledger)]
    verbs: list[tuple[list[str], Path | None]] = [
        (["brief", "RUS", "PRK", "-o", str(outputs[0])], outputs[0]),
        *((["export", p.suffix[1:], str(p)], p) for p in outputs[1:]),
        (["import", str(source / "plan.toml"), str(source / "deeds.csv")], None),
        (["compact"], None),
    ]
    for limit in LIMITS:
        for words, output in verbs:
            runs += 1
            done = subprocess.run(
                [sys.executable, "-m", "cuibono", *words, *place], capture_output=True, text=True,
                check=False, preexec_fn=limited(limit),
            )  # fmt: skip
            refused += done.returncode != OK
            wrong += judged(f"{words[0]} at {limit} bytes", done, output)
            if output:
                output.write_text("what was there before", "utf-8")
            wrong += [f"{words[0]} at {limit} bytes: {one}" for one in complaints(ledger)]
            if len(Ledger.open(ledger).documents()) != 30:
                wrong.append(f"{words[0]} at {limit} bytes: documents are missing")
    left = [p.name for p in work.iterdir() if p.name.startswith(".")]
    wrong += [f"{name} was left behind" for name in left]
    print(f"full disk, {runs} runs, {refused} refused: {len(wrong)} faults")
    shutil.rmtree(ledger)
    return wrong


def judged(what: str, done: subprocess.CompletedProcess[str], output: Path | None) -> list[str]:
    """What is wrong with how a verb ended."""
    wrong: list[str] = []
    lines = done.stderr.strip().splitlines()
    if done.returncode != OK:
        if len(lines) != 1 or not lines[0].startswith("cuibono: "):
            wrong.append(f"{what}: not one line: {done.stderr[-400:]!r}")
        if output and output.read_text("utf-8", "replace") != "what was there before":
            wrong.append(f"{what}: the earlier file is gone")
    elif output and output.read_text("utf-8", "replace") == "what was there before":
        wrong.append(f"{what}: said to be done, and is not")
    return wrong


def main(words: Sequence[str] | None = None) -> int:
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=20)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--act", nargs=3, metavar=("VERB", "LEDGER", "SOURCE"))
    given = parser.parse_args(words)
    if given.act:
        act(*given.act)
    with tempfile.TemporaryDirectory(prefix="faults-") as name:
        parts = [Path(name) / part for part in ("kills", "at-once", "full")]
        for part in parts:
            part.mkdir()
        wrong = kills(parts[0], given.kills, random.Random(given.seed))
        wrong += at_once(parts[1], given.seconds)
        wrong += full_disk(parts[2])
    for one in wrong[:40]:
        print(f"  {one}")
    print(json.dumps({"faults": len(wrong)}))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
