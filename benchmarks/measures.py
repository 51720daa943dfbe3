"""Measures on ten million events, beside polars or pandas doing the same.

    python -m benchmarks.measures --rows 10000000 --peers /path/to/venv/bin/python

Writes synthetic events through the ledger's own writer, batch by batch as an import does, and
asks them: the series of one dyad, the alignment of two states towards third ones, the isolation
of one state among all, and the monthly series of all dyads. The peers read the same Parquet
files. Every run is a process of its own; its libraries are loaded before the clock starts. Of
several runs the median one is told: seconds of wall clock and the peak of memory. Where a figure
of a peer differs, the run fails.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
import uuid
from datetime import UTC, date, datetime
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from cuibono.exchange.imports.crosswalks import rows
from cuibono.ledger.schema import IMPORTED, TABLES, schemas
from cuibono.ledger.tables import Tables

BATCH = 500_000
ROLES = ("", "", ".GOV", ".MIL", ".OPP", ".REB")
FIRST, DAYS = date(2015, 1, 1), 3287
A, B = "PRK", "RUS"

CUIBONO = """
import sys, time, resource, json
import duckdb, deltalake, numpy, pyarrow.dataset, pyarrow.compute
from cuibono.ledger import Ledger
from cuibono.measures import alignment, isolation, series
from cuibono.measures.deeds.dyads import Dyads
from cuibono.measures.periods import When
folder, a, b, states = sys.argv[1], sys.argv[2], sys.argv[3], frozenset(sys.argv[4].split(","))
start = time.perf_counter()
dyads = Dyads(Ledger.open(folder))
{ask}
"""
ONE = CUIBONO.format(
    ask="""found = series.series(dyads, a, b, When.of("BY"))
told = [sum(f.events for f in found.of(a)), round(sum(f.score_sum for f in found.of(a)), 1)]"""
)
ALL = CUIBONO.format(
    ask="""table = series.everyone(dyads, When.of("month")).table
told = [
    table.num_rows, pyarrow.compute.sum(table["events"]).as_py()]"""
)
STANCE = CUIBONO.format(
    ask="""found = alignment.alignment(dyads, a, b, When.of("year"), states)
told = [sum(s.events for s in found.stances)]"""
)
ALONE = CUIBONO.format(
    ask="""found = isolation.isolation(dyads, a, When.of("year"), states)
told = [sum(p.events for p in found.points)]"""
)
POLARS = """
import sys, time, resource, json
import polars as pl
folder, a, b = sys.argv[1:4]
start = time.perf_counter()
root = lambda name: pl.col(name).str.split(".").list.first()
frame = pl.scan_parquet(folder + "/imported/*.parquet").select(
    period=pl.col("date").dt.truncate("1mo"), a=root("actor"), b=root("recipient"),
    dataset="dataset", score="score")
{ask}
"""
POLARS_SUMS = """.agg(
    events=pl.len(), scored=pl.col("score").count(), good=(pl.col("score") > 0).sum(),
    bad=(pl.col("score") < 0).sum(), total=pl.col("score").sum()).collect()
"""
POLARS_ONE = POLARS.format(
    ask="""frame = frame.filter((pl.col("a") == a) & (pl.col("b") == b) | (pl.col("a") == b)
    & (pl.col("b") == a)).group_by("period", "a", "b", "dataset")"""
    + POLARS_SUMS
    + """frame = frame.filter(pl.col("a") == a)
told = [frame["events"].sum(), round(frame["total"].sum(), 1)]"""
)
POLARS_ALL = POLARS.format(
    ask='frame = frame.group_by("period", "a", "b", "dataset")'
    + POLARS_SUMS
    + 'told = [frame.height, frame["events"].sum()]'
)
PANDAS = """
import sys, time, resource, json
import pandas as pd
folder, a, b = sys.argv[1:4]
start = time.perf_counter()
frame = pd.read_parquet(folder + "/imported", columns="date actor recipient dataset score".split())
for name, column in (("a", "actor"), ("b", "recipient")):
    frame[name] = frame[column].str.split(".", n=1).str[0]
frame["period"] = pd.to_datetime(frame["date"]).dt.to_period("M")
{ask}
"""
PANDAS_ONE = PANDAS.format(
    ask="""frame = frame[(frame.a == a) & (frame.b == b)]
found = frame.groupby(["period", "dataset"]).score.agg(["size", "sum"])
told = [int(found["size"].sum()), round(float(found["sum"].sum()), 1)]"""
)
PANDAS_ALL = PANDAS.format(
    ask="""found = frame.groupby(["period", "a", "b", "dataset"], observed=True).score.agg(
    ["size", "sum"])
told = [len(found), int(found["size"].sum())]"""
)
MEASURE = """
took, used = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_SELF)
print(json.dumps([took, used.ru_maxrss / 1024, told]), flush=True)
import os
os._exit(0)  # as the command does: threads of the table library may abort at the very end
"""


def states() -> list[str]:
    """The states of the code tables."""
    return [cells[0] for cells in rows("states.tsv") if cells[1] != "-"]


def write(folder: Path, many: int, seed: int = 0) -> None:
    """A ledger of that many events: few dyads have most of them, as in real event data."""
    import numpy as np

    tables, draw = Tables(folder), np.random.default_rng(seed)
    tables.create((*TABLES, *IMPORTED))
    listed = states()
    random.Random(seed).shuffle(listed)
    codes = [state + role for state in listed for role in ROLES]
    weights = np.repeat(1 / np.arange(1, len(listed) + 1), len(ROLES))
    for start in range(0, many, BATCH):
        size, batch = min(BATCH, many - start), uuid.uuid4().hex
        tables.append_table("imported", _events(draw, codes, weights, (start, size, batch)))
        row = {"batch": batch, "dataset": "synthetic", "file": "synthetic.csv", "start": start,
               "events": size, "quarantined": 0, "at": datetime.now(UTC)}  # fmt: skip
        tables.append("imports", [row])


def _events(draw: Any, codes: list[str], weights: Any, place: tuple[int, int, str]) -> Any:
    import numpy as np
    import pyarrow as pa

    start, size, batch = place
    schema, share = schemas()["imported"], weights / weights.sum()
    types = list(rows("plover-scores.tsv"))
    kind = draw.integers(0, len(types), size)
    ids = pa.array(np.arange(start, start + size))
    first = (FIRST - date(1970, 1, 1)).days
    days = pa.array((first + draw.integers(0, DAYS, size)).astype("int32")).cast(pa.date32())
    who, whom = (
        pa.array(codes).take(pa.array(draw.choice(len(codes), size, p=share))) for _ in range(2)
    )
    held: dict[str, Any] = {
        "line": ids, "event_id": ids.cast(pa.string()), "date": days, "actor": who,
        "recipient": whom, "raw_actor": who, "raw_recipient": whom,
        "type": pa.array([t[0] for t in types]).take(pa.array(kind)),
        "mode": pa.array([t[1] or None for t in types]).take(pa.array(kind)),
        "score": pa.array([float(t[2]) for t in types]).take(pa.array(kind)),
    }  # fmt: skip
    for name, text in (("batch", batch), ("dataset", "synthetic"), ("file", "synthetic.csv")):
        held[name] = pa.repeat(pa.scalar(text), size)
    empty = [held.get(f.name, pa.nulls(size, f.type)) for f in schema]
    return pa.Table.from_arrays(empty, schema=schema)


def timed(python: str, program: str, folder: Path) -> tuple[float, float, list[float]]:
    """Seconds, MiB at the peak and the figures of one program, run on its own."""
    arguments = [str(folder), A, B, ",".join(states())]
    done = subprocess.run(
        [python, "-c", program + MEASURE, *arguments], capture_output=True, text=True, check=False
    )
    if done.returncode or not done.stdout:
        raise SystemExit(done.stderr)
    seconds, peak, told = json.loads(done.stdout)
    return seconds, peak, told


def median(python: str, program: str, folder: Path, times: int) -> tuple[float, float, list[float]]:
    """The run of middling length of several."""
    runs = sorted((timed(python, program, folder) for _ in range(times)), key=lambda run: run[0])
    return runs[times // 2]


def has(python: str, library: str) -> bool:
    """Whether an interpreter can load a library."""
    command = [python, "-c", f"import {library}"]
    return not subprocess.run(command, capture_output=True, check=False).returncode


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=10_000_000)
    parser.add_argument("--peers", default=sys.executable, help="python with polars, or pandas")
    parser.add_argument("--folder", type=Path, help="where the ledger is written for the time")
    parser.add_argument("--times", type=int, default=5, help="runs, of which the median is told")
    chosen = parser.parse_args()
    folder = Path(tempfile.mkdtemp(dir=chosen.folder))
    try:
        measure(folder / "ledger", chosen.rows, chosen.peers, chosen.times)
    finally:
        shutil.rmtree(folder)


def measure(folder: Path, many: int, peers: str, times: int) -> None:
    """Write, ask, let a peer ask; a line for each."""
    start = time.perf_counter()
    # In a process of its own: what this one once held would count as the peak of its children.
    writer = get_context("spawn").Process(target=write, args=(folder, many))
    writer.start()
    writer.join()
    size = sum(p.stat().st_size for p in folder.rglob("*") if p.is_file())
    print(f"{many:,} events, {size / 2**20:,.0f} MiB, written in "
          f"{time.perf_counter() - start:.1f} s; {os.cpu_count()} cores", flush=True)  # fmt: skip
    peer, one, every = "", "", ""
    if has(peers, "polars"):
        peer, one, every = "polars", POLARS_ONE, POLARS_ALL
    elif has(peers, "pandas"):
        peer, one, every = "pandas", PANDAS_ONE, PANDAS_ALL
    month, week = (ONE.replace("BY", by) for by in ("month", "week"))
    runs = [
        (f"series {A} {B} by month", month, one),
        (f"series {A} {B} by week", week, ""),
        (f"alignment {A} {B} by year, towards third states", STANCE, ""),
        (f"isolation {A} by year, among all states", ALONE, ""),
        ("series of all dyads by month", ALL, every),
    ]
    for name, own, other in runs:
        figures = report(f"cuibono: {name}", median(sys.executable, own, folder, times))
        if other and figures != report(f"{peer}: {name}", median(peers, other, folder, times)):
            raise SystemExit(f"{name}: {peer} finds other figures")


def report(name: str, run: tuple[float, float, list[float]]) -> list[float]:
    """Print one run; its figures."""
    seconds, peak, told = run
    print(f"{name:60} {seconds:7.2f} s {peak:7,.0f} MiB  {told}", flush=True)
    return told


if __name__ == "__main__":
    main()
