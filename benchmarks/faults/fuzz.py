"""Inputs that nobody meant, by the hundred thousand: none may end in a traceback or hang.

    python -m benchmarks.faults.fuzz [SECONDS] [--seed N] [--only KIND ...]

Each kind of input takes its share of the seconds of processor time. Inputs begin as good ones and
are cut, doubled, mixed and filled with what breaks things; the number of an input and the seed make
it again; without a seed each run tries others. An input hangs that takes more than ten seconds of
processor time.

- `dates`: words that may be a date or a time, through each reader of dates and times.
- `rows`: rows of event data in each format that is imported; each row is an input.
- `documents`: files of each format that is read.
- `routes`: requests of every route of the workbench, asked of the whole application.
- `calls`: command lines of every verb that neither goes out nor waits.
"""

from __future__ import annotations

import random
import shutil
import signal
import sys
import tempfile
import time
import traceback
from argparse import ArgumentParser
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from itertools import count
from pathlib import Path

from benchmarks.faults.doors import Once, calls, routes
from benchmarks.faults.mutants import GOOD, Mutants
from cuibono.errors import CuibonoError

SHARES = {"dates": 0.2, "rows": 0.25, "documents": 0.3, "routes": 0.15, "calls": 0.1}
LONGEST = 10.0
ROWS = 2_000
MOST = 20
"""Faults of a kind after which it ends."""


class Hangs(BaseException):
    """Too much processor time for one input; nothing that is tried may catch it."""


@contextmanager
def bounded() -> Iterator[None]:
    """Raise Hangs after ten seconds of processor time."""

    def late(*_: object) -> None:
        raise Hangs

    signal.signal(signal.SIGPROF, late)
    signal.setitimer(signal.ITIMER_PROF, LONGEST)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def fuzz(work: Path, seconds: float, seed: int, kinds: Sequence[str] = tuple(SHARES)) -> list[str]:
    """Try inputs of each kind; what went wrong."""
    wrong: list[str] = []
    tried: dict[str, int] = {}
    whole = sum(SHARES[kind] for kind in kinds)
    for kind in kinds:
        folder = work / kind
        folder.mkdir(parents=True)
        number, found = _kind(kind, folder, seconds * SHARES[kind] / whole, seed)
        print(f"  {kind}: {number} inputs, {len(found)} faults", flush=True)
        tried[kind] = number
        wrong += found
    print(f"{sum(tried.values())} inputs: {len(wrong)} faults", flush=True)
    return wrong


def _kind(kind: str, folder: Path, seconds: float, seed: int) -> tuple[int, list[str]]:
    once = KINDS[kind](folder)
    until = time.process_time() + seconds
    tried, wrong = 0, list[str]()
    for number in count():
        if time.process_time() > until or len(wrong) >= MOST:
            return tried, wrong
        draw = random.Random(f"{seed} {kind} {number}")
        try:
            with bounded():
                made, said = once(draw)
            tried += made
            wrong += [f"{kind} {number}: {one}" for one in said]
        except Hangs:
            wrong.append(f"{kind} {number}: hangs: {_where()}")
        except Exception:  # what is looked for
            wrong.append(f"{kind} {number}: {_where()}")
    return tried, wrong


def _where() -> str:
    """Where the exception that is being handled arose, in one line, without its source."""
    lines = traceback.format_exc(limit=-3).splitlines()
    said = [" ".join(x.split()) for x in lines if x.startswith("  File") or not x.startswith(" ")]
    return " ".join(said)[-600:]


def dates(_: Path) -> Once:
    """One text through everything that reads dates, times and quantities."""
    from cuibono.documents.dates import parse_date
    from cuibono.exchange.imports.formats import digits, iso
    from cuibono.language.intervals import is_valid
    from cuibono.language.quantities import find_quantities
    from cuibono.language.times import find_times

    def once(draw: random.Random) -> tuple[int, list[str]]:
        text = Mutants(draw).times()
        found = parse_date(text)
        wrong = [] if found is None or date.min <= found <= date.max else [f"{found!r}"]
        for read in (iso, digits):
            day = read(text)
            wrong += [] if day is None or date.fromisoformat(day) else [repr(day)]
        published = draw.choice((None, date(2022, 11, 2), date.min, date.max))
        for time_ in find_times(text, published):
            if text[time_.start : time_.end] != time_.text:
                wrong.append(f"{text!r}: {time_!r} does not stand there")
            if time_.value is not None and not is_valid(time_.value):
                wrong.append(f"{text!r}: {time_.value!r} is not an interval")
        for amount in find_quantities(text):
            if text[amount.start : amount.end] != amount.text:
                wrong.append(f"{text!r}: {amount!r} does not stand there")
        return 1, wrong

    return once


def rows(folder: Path) -> Once:
    """A file of rows into a ledger; what is not an event must be set aside."""
    from cuibono.exchange.imports import import_files
    from cuibono.exchange.imports.store import Store

    turn = count()

    def once(draw: random.Random) -> tuple[int, list[str]]:
        ledger = folder / f"ledger-{next(turn) // 10}"
        format_, suffix, data = Mutants(draw).rows(ROWS)
        name = folder / f"rows{suffix}"
        name.write_bytes(data)
        plan = folder / "plan.toml"
        plan.write_text(GOOD, "utf-8")
        wrong: list[str] = []
        before = Store(ledger).events().num_rows if ledger.exists() else 0
        try:
            report = import_files(str(plan) if format_ == "own" else format_, [name], ledger)
        except CuibonoError as error:
            return ROWS, [f"{format_}: {error!r}"] if "\n" in str(error) else []
        wrong += [repr(e) for e in map(str, report.errors) if "\n" in e or "unexpected" in e]
        if ledger.exists() and Store(ledger).events().num_rows != before + report.events:
            wrong.append(f"{format_}: {report.events} events were told, others are there")
        for old in folder.glob("ledger-*"):
            if old != ledger:
                shutil.rmtree(old)
        return ROWS, wrong

    return once


def documents(folder: Path) -> Once:
    """A file of any format, whatever is in it; each receipt is a document or one line."""
    from cuibono.documents.read import Way, read_all
    from tests.documents.folder import files

    # A PDF is read in a process of its own, which takes long to begin.
    held = [
        (name, data if isinstance(data, bytes) else data.encode())
        for name, (data, _) in files().items()
    ]
    slow = [one for one in held if one[0].endswith((".pdf", ".png", ".tif"))]
    quick = [one for one in held if one not in slow]

    def once(draw: random.Random) -> tuple[int, list[str]]:
        name, data = draw.choice(slow if draw.random() < 0.01 else quick)
        path = folder / f"input{''.join(Path(name).suffixes[-2:])}"
        path.write_bytes(Mutants(draw).file(data))
        wrong: list[str] = []
        for found in read_all(path, Way()):
            if isinstance(found, CuibonoError):
                said = str(found)
                if "\n" in said or "unexpected" in said or not said.startswith(str(path)):
                    wrong.append(f"{name}: {said!r}")
            elif not found.text.strip():
                wrong.append(f"{name}: a document without a text")
        return 1, wrong

    return once


KINDS: dict[str, Callable[[Path], Once]] = {
    "dates": dates, "rows": rows, "documents": documents, "routes": routes, "calls": calls,
}  # fmt: skip


def main() -> int:
    """Say what went wrong; 1 where anything did."""
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("seconds", type=float, nargs="?", default=60)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10**9))
    parser.add_argument("--only", nargs="*", choices=list(SHARES), default=list(SHARES))
    given = parser.parse_args()
    print(f"seed {given.seed}", flush=True)
    with tempfile.TemporaryDirectory(prefix="fuzz-") as name:
        wrong = fuzz(Path(name), given.seconds, given.seed, given.only)
    for one in wrong:
        print(f"  {one[:1000]}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
