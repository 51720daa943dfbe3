"""Run all faults, or those that are named."""

from __future__ import annotations

import json
import random
import sys
import tempfile
from argparse import ArgumentParser
from collections.abc import Callable, Sequence
from pathlib import Path

import benchmarks.faults
from benchmarks.faults.nursery import breed


def main(words: Sequence[str] | None = None) -> int:
    """What went wrong, and 1 where anything did."""
    parser = ArgumentParser(description=benchmarks.faults.__doc__)
    parser.add_argument("--kills", type=int, default=60)
    parser.add_argument("--seconds", type=float, default=20)
    parser.add_argument("--cuts", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--only", nargs="*", choices=["kills", "aimed", "together", "power", "disk", "fuzz"]
    )
    parser.add_argument("--work", nargs="*", help="the kinds of work that are killed or cut")
    parser.add_argument("--nursery", action="store_true", help="used by itself")
    given = parser.parse_args(words)
    if given.nursery:
        breed()
        return 0
    from benchmarks.faults.disk import full_disk
    from benchmarks.faults.fuzz import fuzz
    from benchmarks.faults.kills import AT_COMMITS, kills
    from benchmarks.faults.power import power
    from benchmarks.faults.together import together
    from benchmarks.faults.work import WORKS

    names = tuple(given.work or WORKS)
    faults: dict[str, Callable[[Path], list[str]]] = {
        "kills": lambda folder: kills(folder, given.kills, random.Random(given.seed), names),
        "aimed": lambda folder: kills(
            folder, given.kills, random.Random(given.seed), tuple(given.work or AT_COMMITS), True
        ),
        "together": lambda folder: together(folder, given.seconds, random.Random(given.seed)),
        "power": lambda folder: power(folder, given.cuts, random.Random(given.seed), names),
        "disk": full_disk,
        "fuzz": lambda folder: fuzz(folder, given.seconds, given.seed),
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
