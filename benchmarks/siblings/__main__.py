"""How many siblings of the cases are read rightly.

    python -m benchmarks.siblings [--reader FOLDER] [--sure 0.2] [--misses]

A text is right where every row of its `need` is found, and none of its `never`, which holds the
mistake that texts of its kind invite. Codes count up to the first dot; `|` separates equally right
values. The texts were written after the small texts in `cases/` beside the corpora, by people who
saw neither the program nor its training data: 185, later 90, 120 and 75, each by somebody else. The
last 75 are of the kinds in which the program was weakest, to correct it by.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from benchmarks.setting import coder_of, made, options
from benchmarks.traps import agrees
from cuibono.coding import Coder
from cuibono.coding.statement import Statement
from cuibono.documents import Document

NAMES = ("first", "second", "third", "fourth")
FILES = tuple(Path(__file__).parent / f"{name}.jsonl" for name in NAMES)
Sibling = dict[str, Any]


def siblings(file: Path) -> list[Sibling]:
    """The texts of a file with what must be found in them, and what must not."""
    return [json.loads(line) for line in file.read_text("utf-8").splitlines()]


def missed(one: Sibling, statements: Sequence[Statement]) -> list[dict[str, str]]:
    """What must be found and is not."""
    return [row for row in one["need"] if not any(agrees(row, s) for s in statements)]


def mistaken(one: Sibling, statements: Sequence[Statement]) -> list[dict[str, str]]:
    """What must not be found and is."""
    return [row for row in one["never"] if any(agrees(row, s) for s in statements)]


def main() -> None:
    """Print how many are right, by kind and over all, and how many hold the mistake."""
    parser = options(__doc__)
    parser.add_argument("--misses", action="store_true", help="list what was wrong")
    chosen = parser.parse_args()
    coder = coder_of(chosen)
    for file in FILES:
        print(*report(file, coder, chosen.sure, chosen.misses), sep="\n")


def report(file: Path, coder: Coder, sure: float, misses: bool) -> Iterator[str]:
    """The lines for one file."""
    found = siblings(file)
    documents = (Document(x["text"], published=date.fromisoformat(x["published"])) for x in found)
    right, every, wrong = Counter[str](), Counter[str](), 0
    for one, statements in zip(found, made(coder, documents, sure), strict=True):
        lacks, has = missed(one, statements), mistaken(one, statements)
        every[one["kind"]] += 1
        right[one["kind"]] += not lacks and not has
        wrong += bool(has)
        if misses and (lacks or has):
            yield f"{one['kind']}: {one['text']}\n   lacks {lacks}\n   has {has}\n"
    yield from (f"{kind:20}{right[kind]:4} of {n:4}" for kind, n in sorted(every.items()))
    yield f"{file.stem:20}{right.total():4} of {every.total():4}; the mistake in {wrong}\n"


if __name__ == "__main__":
    main()
