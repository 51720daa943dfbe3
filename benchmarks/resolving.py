"""How long it takes to find the happenings of made-up statements from nothing.

    python -m benchmarks.resolving [--statements 50000]
    python -m benchmarks.resolving --questions [--statements 100000]

With `--questions` the statements go into a ledger, which is asked what needs their happenings: the
first time, again in the same process, and in a new one. Processor time is told beside wall time,
since a shared machine stretches the latter.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from argparse import ArgumentParser
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from benchmarks.ledgers import GROUP, dispatches, write
from cuibono.coding.statement import Statement
from cuibono.desk import Desk
from cuibono.documents import Document
from cuibono.events.resolve import resolve

EACH = 20


def rows(many: int) -> tuple[list[Statement], list[Document]]:
    """So many statements, twenty a document."""
    read = list(dispatches(many // EACH, EACH))
    return [s for _, coding in read for s in coding.statements], [d for d, _ in read]


def questions(folder: Path) -> dict[str, Callable[[], Any]]:
    """What is asked of the happenings: of two actors, of one, of all."""
    desk = Desk(folder)
    return {
        "timeline RUS PRK": lambda: desk.timeline("RUS", "PRK"),
        "timeline RUS": lambda: desk.timeline("RUS"),
        "balance RUS PRK": lambda: desk.balance("RUS", "PRK"),
        "counterparts RUS": lambda: desk.counterparts("RUS"),
        "claims": desk.claims,
        "claims --contested": lambda: desk.claims(contested=True),
        "series RUS PRK": lambda: desk.series("RUS", "PRK"),
        "brief RUS": lambda: desk.brief("RUS"),
        "brief RUS in Markdown": lambda: desk.brief("RUS", format="md"),
        "brief RUS PRK": lambda: desk.brief("RUS", "PRK"),
    }


def ask(folder: Path, names: Sequence[str]) -> None:
    """Ask each question twice, and say how long it took."""
    held = questions(folder)
    for name in names or held:
        took: list[str] = []
        for _ in range(2):
            used, wall = time.process_time(), time.perf_counter()
            held[name]()
            used, wall = time.process_time() - used, time.perf_counter() - wall
            took.append(f"{wall:.2f} s ({used:.2f} of processor time)")
        print(f"  {name}: {took[0]}, again {took[1]}", flush=True)


def asked(many: int) -> None:
    """All questions in one process, then each in one of its own."""
    with tempfile.TemporaryDirectory(prefix="resolving-") as work:
        folder = Path(work) / "ledger"
        write(folder, dispatches(many // EACH, EACH), GROUP)
        command = [sys.executable, "-m", "benchmarks.resolving", "--ask", str(folder)]
        print(f"{many} statements: all in one process, the first resolves", flush=True)
        subprocess.run(command, check=True)
        print("each in a process of its own", flush=True)
        for name in questions(folder):
            subprocess.run([*command, name], check=True)


def main() -> None:
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--statements", type=int)
    parser.add_argument("--questions", action="store_true")
    parser.add_argument("--ask", nargs="+", metavar="LEDGER")
    given = parser.parse_args()
    if given.ask:
        ask(Path(given.ask[0]), given.ask[1:])
        return
    if given.questions:
        asked(given.statements or 100_000)
        return
    said, documents = rows(given.statements or 50_000)
    resolve(said[:EACH], documents[:1])  # words and weights are loaded
    used, wall = time.process_time(), time.perf_counter()
    events = resolve(said, documents)
    used, wall = time.process_time() - used, time.perf_counter() - wall
    print(f"{len(said)} statements, {len(events)} happenings and affairs: "
          f"{used:.1f} s of processor time, {wall:.1f} s of wall time")  # fmt: skip


if __name__ == "__main__":
    main()
