"""Documents a minute without a cluster, with one worker of a Ray cluster, and with two.

    python -m benchmarks.cluster [--documents 60] [--times 3] [--workers 1 2]

The documents are those of `benchmarks.path`, read by `Desk.read` into a fresh ledger each time.
The reader is loaded and Ray runs before the clock starts, since both take the same few seconds
however many documents follow; how long that is, is told apart. A reading without a cluster uses
all cores with as many threads, a worker has one: so two workers are held against a reading on two
cores, and against twice one worker. Medians of several runs. Processor time is that of this
process and of all that it started, Ray's own included: on a machine with other work it says more
than the clock.
"""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import psutil

from benchmarks.path import seconds, texts, write
from benchmarks.setting import coder_of, options
from cuibono import Desk
from cuibono.intake.cluster import cluster


class Measured:
    """Readings of the same files, each into a ledger of its own."""

    def __init__(self, place: Path, files: Sequence[Path], times: int) -> None:
        self.place = place
        self.files = files
        self.times = times
        self.number = 0

    def read(self, files: Sequence[Path], address: str | None) -> None:
        """Read into a new ledger; a document that cannot be read ends the measuring."""
        self.number += 1
        receipts = Desk(self.place / f"ledger-{self.number}").read(files, cluster=address)
        failed = [r for r in receipts if r.error]
        if failed:
            raise SystemExit(f"{failed[0].path}: {failed[0].error}")

    def rate(self, address: str | None) -> float:
        """Documents a minute, after a reading that loads what must be loaded."""
        began = time.perf_counter()
        self.read(self.files[:16], address)
        print(f"  first 16 documents, loading included: {time.perf_counter() - began:.1f} s")
        used = processor()
        took = seconds(lambda _: self.read(self.files, address), self.times)
        used = (processor() - used) / self.times / len(self.files)
        print(f"  {used:.2f} s of processor time a document")
        return 60 * len(self.files) / took


def processor() -> float:
    """Seconds of processor time of this process and of those that it started."""
    me = psutil.Process()
    found = 0.0
    for process in (me, *me.children(recursive=True)):
        with suppress(psutil.Error):
            times = process.cpu_times()
            found += times.user + times.system
    return found


def sizes(ledger: Path, many: int) -> None:
    """Print what a ledger takes on the disk, table by table."""
    print(f"{many} documents on the disk:")
    for part in sorted(ledger.iterdir()):
        held = sum(p.stat().st_size for p in (part, *part.rglob("*")) if p.is_file())
        print(f"  {part.name}: {held / 1e3 / many:.2f} KB a document")


def main() -> None:
    """Print documents a minute for each way of reading, and what of linear that is."""
    parser = options(__doc__)
    parser.add_argument("--documents", type=int, default=60)
    parser.add_argument("--times", type=int, default=3)
    parser.add_argument("--workers", type=int, nargs="+", default=[1, 2])
    chosen = parser.parse_args()
    coder_of(chosen)  # what a missing reader ends
    desk = Desk()
    kit = (desk.registry, desk.codebook, "base")
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        (place / "texts").mkdir()
        files = list(write(place / "texts", texts(chosen.data, chosen.documents)))
        measured = Measured(place, files, chosen.times)
        print(f"{len(files)} documents, median of {chosen.times}; {os.cpu_count()} cores")
        alone = measured.rate(None)
        print(f"without a cluster: {alone:.0f} documents a minute", flush=True)
        sizes(place / f"ledger-{measured.number}", len(files))
        first = 0.0
        for workers in chosen.workers:
            began = time.perf_counter()
            with cluster(f"local:{workers}", kit):
                print(f"  Ray started in {time.perf_counter() - began:.1f} s")
                rate = measured.rate(f"local:{workers}")
            first = first or rate / workers
            beside = f"{rate / alone:.2f} of a reading without a cluster"
            linear = f"{rate / workers / first:.2f} of linear"
            print(
                f"{workers} workers: {rate:.0f} documents a minute, {beside}, {linear}", flush=True
            )


if __name__ == "__main__":
    main()
