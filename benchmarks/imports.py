"""Importing GDELT-shaped rows, beside polars and pandas reading the same file.

    python -m benchmarks.imports --rows 1000000 --peers /path/to/venv/bin/python

Writes a synthetic file of GDELT 2.0 events (61 columns), imports it into a ledger in a folder of
its own, and has an interpreter with polars and pandas read it: all columns, and the six that
the import needs. Every run is a process of its own; seconds of wall clock and the peak of memory
are printed, with the files' cost on disk; all files are deleted at the end.
"""

from __future__ import annotations

import argparse
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from cuibono.exchange.imports.crosswalks import rows
from cuibono.exchange.imports.formats import GDELT

CHUNK = 20_000
ROLES = ("", "", "GOV", "MIL", "OPP", "REB", "COP", "BUS", "MED", "CVL")
NEEDED = "GLOBALEVENTID SQLDATE Actor1Code Actor2Code EventCode SOURCEURL".split()

# Libraries are loaded before the clock starts, for all alike.
IMPORT = """
import sys, time, resource
import deltalake, pyarrow.compute, pyarrow.csv
start = time.perf_counter()
from cuibono.exchange.imports import import_files
report = import_files("gdelt", [sys.argv[1]], sys.argv[2])
assert report.events == int(sys.argv[3]) and not report.quarantined, report
"""
POLARS = """
import sys, time, resource
import polars as pl
start = time.perf_counter()
names = sys.argv[4].split(",")
options = dict(separator="\\t", has_header=False, quote_char=None, infer_schema=False)
{read}
assert frame.height == int(sys.argv[3])
"""
ALL = POLARS.format(read="frame = pl.read_csv(sys.argv[1], **options)")
PART = POLARS.format(
    read="""places = sorted(names.index(n) for n in sys.argv[5].split(","))
frame = pl.read_csv(sys.argv[1], columns=places, **options)"""
)
WRITTEN = PART + "\nframe.write_parquet(sys.argv[2])\n"
PANDAS = """
import sys, time, resource
import pandas as pd
start = time.perf_counter()
frame = pd.read_csv(sys.argv[1], sep="\\t", header=None, quoting=3, dtype=str,
                    names=sys.argv[4].split(","), usecols=sys.argv[5].split(","))
assert len(frame) == int(sys.argv[3])
"""
MEASURE = """
took, used = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_SELF)
print(took, used.ru_maxrss / 1024, flush=True)
import os
os._exit(0)  # as the command does: threads of the table library may abort at the very end
"""


def lines(many: int, seed: int = 0) -> Iterator[str]:
    """Synthetic rows with the spread of real ones: a few dyads have most of the events."""
    dice = random.Random(seed)
    states = [c[0] for c in rows("states.tsv") if c[1] != "-"]
    weights = [1 / n for n in range(1, len(states) + 1)]
    codes = [c[0] for c in rows("cameo-plover.tsv")] + ["010", "020", "042"] * 20
    for start in range(0, many, CHUNK):
        size = min(CHUNK, many - start)
        first, second = (dice.choices(states, weights, k=size) for _ in range(2))
        for nth in range(size):
            yield _line(dice, start + nth, first[nth], second[nth], dice.choice(codes))


def _line(dice: random.Random, id_: int, one: str, two: str, code: str) -> str:
    year, month, day = dice.randint(2015, 2023), dice.randint(1, 12), dice.randint(1, 28)
    date = f"{year}{month:02}{day:02}"
    geo = ["1", "Some Place, Some Region", "KN", "KN01", "", "39.0194", "125.755", "-239"]
    actors = [cell for state in (one, two) for cell in _actor(state, dice.choice(ROLES))]
    cells = [str(id_), date, date[:6], date[:4], f"{year}.5", *actors]
    cells += ["1", code, code[:3], code[:2], "1", "1.0", "10", "2", "10", "-2.5063"]
    cells += geo * 3
    address = f"https://www.example-{dice.randint(0, 5000)}.com/world/{date}/a-story-{id_}.html"
    return "\t".join([*cells, f"{date}120000", address])


def _actor(state: str, role: str) -> list[str]:
    return [state + role, f"NAME OF {state}", state, "", "", "", "", role, "", ""]


def write(path: Path, many: int) -> None:
    """A file of that many rows."""
    with path.open("w", encoding="utf-8", newline="\n") as file:
        buffer: list[str] = []
        for line in lines(many):
            buffer.append(line)
            if len(buffer) == CHUNK:
                file.write("\n".join(buffer) + "\n")
                buffer.clear()
        file.write("".join(line + "\n" for line in buffer))


def timed(python: str, program: str, arguments: list[str]) -> tuple[float, float]:
    """Seconds and MiB at the peak of one program, run on its own."""
    command = [python, "-c", program + MEASURE, *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    seconds, peak = done.stdout.split()[-2:]
    return float(seconds), float(peak)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--peers", help="python of an environment with polars and pandas")
    parser.add_argument("--folder", type=Path, help="where the files are written for the time")
    chosen = parser.parse_args()
    folder = Path(tempfile.mkdtemp(dir=chosen.folder))
    try:
        measure(folder, chosen.rows, chosen.peers)
    finally:
        shutil.rmtree(folder)


def measure(folder: Path, many: int, peers: str | None) -> None:
    """Write, import, let the peers read; print a line for each."""
    path, ledger = folder / "20240101000000.export.CSV", folder / "ledger"
    start = time.perf_counter()
    write(path, many)
    print(f"{many:,} rows, {path.stat().st_size / 2**20:,.0f} MiB, "
          f"written in {time.perf_counter() - start:.1f} s", flush=True)  # fmt: skip
    rest = [str(many), ",".join(GDELT.layouts[0]), ",".join(NEEDED)]
    runs = [("cuibono import (parse, map, commit)", sys.executable, IMPORT, ledger)]
    if peers:
        spare = folder / "spare.parquet"
        runs += [
            ("polars read_csv, 6 columns", peers, PART, spare),
            ("polars read_csv, 6 columns, write_parquet", peers, WRITTEN, spare),
            ("pandas read_csv, 6 columns", peers, PANDAS, spare),
        ]
        # Ten million rows of 61 columns of text would need some 15 GB of memory.
        runs += [("polars read_csv, 61 columns", peers, ALL, spare)] * (many <= 2_000_000)
    for name, python, program, target in runs:
        seconds, peak = timed(python, program, [str(path), str(target), *rest])
        print(f"{name:45} {seconds:8.2f} s {peak:8,.0f} MiB", flush=True)
    size = sum(p.stat().st_size for p in ledger.rglob("*") if p.is_file())
    print(f"ledger on disk: {size / 2**20:,.0f} MiB")


if __name__ == "__main__":
    main()
