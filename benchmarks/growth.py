"""What a ledger costs as it grows: reading into it, asking it, memory.

    python -m benchmarks.growth [--documents 10000] [--new 1000] [--rounds 5]

A big ledger is written directly, ten synthetic statements a document. Then the same new files are
read into it and into an empty one by `Desk.read`, each round in a process of its own, with a coder
that makes three statements of any text at once: what is measured is everything but the reader.
Processor time is told beside wall time, since a shared machine stretches the latter. Memory is the
peak of a process that reads all files in one call, with a tenth of the files and with all of them.
Questions are asked twice in one process: the first opens the tables.
"""

from __future__ import annotations

import json
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from argparse import ArgumentParser
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.ledgers import Quick, build, files
from cuibono.desk import Desk
from cuibono.ledger import Query

LIMIT = 1.15
SECOND = 1.0


def read(ledger: str, folder: str) -> dict[str, float]:
    """Read a folder in this process; processor time, wall time and peak memory in MB."""
    desk = Desk(ledger)
    desk.inquiry.coder = Quick()
    wall, used = time.perf_counter(), time.process_time()
    number = sum(receipt.error is None and not receipt.known for receipt in desk.reading([folder]))
    made = {"wall": time.perf_counter() - wall, "used": time.process_time() - used}
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return {**made, "read": number, "peak": peak / (1e6 if sys.platform == "darwin" else 1e3)}


def apart(*words: str) -> dict[str, float]:
    """The same in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.growth", "--read", *words]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


def compare(work: Path, big: Path, new: Path, rounds: int) -> float:
    """Read the same files into the big ledger and an empty one; the ratio of processor time."""
    used: dict[str, list[float]] = {"empty": [], "big": []}
    wall: dict[str, list[float]] = {"empty": [], "big": []}
    for number in range(rounds):
        for name, times in used.items():
            ledger = work / f"{name}-{number}"
            if name == "big":
                shutil.copytree(big, ledger)
            made = apart(str(ledger), str(new))
            times.append(made["used"])
            wall[name].append(made["wall"])
            shutil.rmtree(ledger)
    for name, times in used.items():
        took = f"{statistics.median(times):.2f} s of processor time"
        waited = f"{statistics.median(wall[name]):.2f} s of wall time"
        print(f"into the {name} ledger: {took}, {waited} (medians of {rounds})")
    return statistics.median(used["big"]) / statistics.median(used["empty"])


def seconds(act: Callable[[], Any]) -> float:
    began = time.perf_counter()
    act()
    return time.perf_counter() - began


def ask(folder: Path) -> float:
    """Ask everything twice; the longest that any second question takes."""
    desk = Desk(folder)
    some = desk.ledger.statements()[5].id
    print(f"{len(desk.ledger.statements())} statements")
    questions: dict[str, Callable[[], Any]] = {
        "statements RUS PRK": lambda: desk.statements("RUS", "PRK"),
        "statements by type": lambda: desk.ledger.statements(Query(type="AID")),
        "one statement by its id": lambda: desk.ledger.statement(some),
        "its document": lambda: desk.ledger.document(desk.ledger.statement(some).document),
        "all statements": desk.ledger.statements,
        "SQL, counted by actor": lambda: desk.ledger.sql(
            "select actor, count(*) from statements group by 1"
        ),
        "SQL, documents by month": lambda: desk.ledger.sql(
            "select published[:7], count(*) from documents group by 1"
        ),
    }
    longest = 0.0
    for name, question in questions.items():
        first, second = seconds(question), min(seconds(question) for _ in range(3))
        print(f"  {name}: {second:.3f} s (first {first:.2f} s)")
        longest = max(longest, second)
    return longest


def main() -> int:
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=10_000)
    parser.add_argument("--new", type=int, default=1_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--read", nargs=2, metavar=("LEDGER", "FOLDER"))
    given = parser.parse_args()
    if given.read:
        print(json.dumps(read(*given.read)))
        return 0
    with tempfile.TemporaryDirectory(prefix="growth-") as name:
        work = Path(name)
        big = work / "ledger"
        print(f"{given.documents} documents written directly: "
              f"{seconds(lambda: build(big, given.documents)):.1f} s")  # fmt: skip
        ratio = compare(work, big, files(work / "new", given.new), given.rounds)
        print(f"{given.new} files: {ratio:.2f} times as long as on an empty ledger")
        few, many = (apart(str(work / f"one-{n}"), str(files(work / f"files-{n}", n)))
                     for n in (given.documents // 10, given.documents))  # fmt: skip
        print(
            f"{few['read']:.0f} documents in one call: peak {few['peak']:.0f} MB; "
            f"{many['read']:.0f}: {many['peak']:.0f} MB, {many['used']:.1f} s of processor time"
        )
        longest = ask(big)
        print(f"longest question after the first: {longest:.3f} s")
    return 0 if ratio <= LIMIT and longest < SECOND else 1


if __name__ == "__main__":
    sys.exit(main())
