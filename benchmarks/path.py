"""Speed and memory of the whole path: `cuibono read` itself, files to rows of a ledger.

    python -m benchmarks.path [--reader FOLDER] [--documents 100] [--times 3]

Releases and essays of DATA/prose, evenly taken, are written to a folder as text files and read by
`Desk.read` into a fresh ledger; then the coder alone reads the same texts without files or a
ledger. The reader is loaded before the clock starts. The median of several runs is told. A peer
that does the same does not exist: PETRARCH2 and UniversalPetrarch start from parsed sentences.
"""

from __future__ import annotations

import json
import os
import resource
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from benchmarks.setting import coder_of, options
from cuibono.coding.extractor import READERS
from cuibono.desk import Desk
from cuibono.documents import read
from cuibono.language.sentence import cut

PROSE = ("state-releases.jsonl", "milestones.jsonl")


def texts(data: Path, many: int) -> list[dict[str, str]]:
    """So many documents of both files together, at even distances."""
    lines = [line for name in PROSE for line in (data / "prose" / name).open(encoding="utf-8")]
    step = max(1, len(lines) // many)
    return [json.loads(line) for line in lines[::step][:many]]


def write(folder: Path, found: Sequence[dict[str, str]]) -> Iterator[Path]:
    """The documents as text files with a header; their paths."""
    for raw in found:
        path = folder / f"{raw['id']}.txt"
        fields = {"Title": raw.get("title"), "Published": raw.get("published"),
                  "Publisher": raw.get("publisher"), "Address": raw.get("address")}  # fmt: skip
        header = "".join(f"{name}: {value}\n" for name, value in fields.items() if value)
        path.write_text(f"{header}\n{raw['text']}\n", encoding="utf-8")
        yield path


def seconds(act: Callable[[int], object], times: int) -> float:
    """The median duration of several runs; each is told its number."""
    found: list[float] = []
    for number in range(times):
        began = time.perf_counter()
        act(number)
        found.append(time.perf_counter() - began)
    return statistics.median(found)


def peak() -> float:
    """The most memory that this process has held, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    """Print sentences a second and the peak of memory, whole path and coder alone."""
    parser = options(__doc__)
    parser.add_argument("--documents", type=int, default=100)
    parser.add_argument("--times", type=int, default=3)
    chosen = parser.parse_args()
    if chosen.reader not in READERS:
        parser.error("the whole path has the reader that ships: base")
    coder_of(chosen)  # what stays in memory from here on, and what a missing reader ends
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        (place / "texts").mkdir()
        files = list(write(place / "texts", texts(chosen.data, chosen.documents)))
        documents = [read(path) for path in files]
        sentences = sum(len(cut(d.text)) for d in documents)
        print(f"reader {chosen.reader}: {len(files)} documents, {sentences} sentences, "
              f"median of {chosen.times}; {os.cpu_count()} cores", flush=True)  # fmt: skip

        def whole(number: int) -> None:
            receipts = Desk(place / f"ledger-{number}", reader=chosen.reader).read(files)
            failed = [r for r in receipts if r.error]
            if failed:
                raise SystemExit(f"{failed[0].path}: {failed[0].error}")

        took = seconds(whole, chosen.times)
        print(f"whole path: {sentences / took:.0f} sentences a second, {peak():.0f} MB at the peak")
        coder = coder_of(chosen)
        took = seconds(lambda _: list(coder.code_many(documents)), chosen.times)
        print(f"coder alone: {sentences / took:.0f} sentences a second")


if __name__ == "__main__":
    main()
