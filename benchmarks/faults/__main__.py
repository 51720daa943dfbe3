"""Run all faults, or those that are named."""

from __future__ import annotations

import json
import os
import random
import sys
import tempfile
from argparse import ArgumentParser
from collections.abc import Callable, Sequence
from pathlib import Path

import benchmarks.faults
from benchmarks.faults.disk import full_disk
from benchmarks.faults.kills import kills
from benchmarks.faults.power import power
from benchmarks.faults.together import together
from benchmarks.faults.work import act


def main(words: Sequence[str] | None = None) -> int:
    """What went wrong, and 1 where anything did."""
    parser = ArgumentParser(description=benchmarks.faults.__doc__)
    parser.add_argument("--kills", type=int, default=60)
    parser.add_argument("--seconds", type=float, default=20)
    parser.add_argument("--cuts", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", nargs="*", choices=["kills", "together", "power", "disk"])
    parser.add_argument("--act", nargs=3, metavar=("WORK", "LEDGER", "SOURCE"))
    given = parser.parse_args(words)
    if given.act:
        act(*given.act)
        sys.stdout.flush()
        # Threads of the table library may abort an interpreter that ends while they run.
        os._exit(0)
    faults: dict[str, Callable[[Path], list[str]]] = {
        "kills": lambda folder: kills(folder, given.kills, random.Random(given.seed)),
        "together": lambda folder: together(folder, given.seconds),
        "power": lambda folder: power(folder, given.cuts, random.Random(given.seed)),
        "disk": full_disk,
    }
    wrong: list[str] = []
    with tempfile.TemporaryDirectory(prefix="faults-") as name:
        for kind in given.only or faults:
            part = Path(name) / kind
            part.mkdir()
            wrong += faults[kind](part)
    for one in wrong[:40]:
        print(f"  {one}")
    print(json.dumps({"faults": len(wrong)}))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
