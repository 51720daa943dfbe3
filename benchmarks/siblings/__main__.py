"""How many siblings of the cases are read rightly.

    python -m benchmarks.siblings [--reader FOLDER] [--sure 0.2] [--misses]

A text is right where every row of its `need` is found, and none of its `never`, which holds the
mistake that texts of its kind invite. Codes count up to the first dot; `|` separates equally right
values. The texts were written after the small texts in `cases/` beside the corpora, by somebody who
saw neither the program nor its training data.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from benchmarks.setting import coder_of, made, options
from benchmarks.traps import agrees
from cuibono.coding.statement import Statement
from cuibono.documents import Document

FILE = Path(__file__).parent / "siblings.jsonl"
Sibling = dict[str, Any]


def siblings() -> list[Sibling]:
    """The texts with what must be found in them, and what must not."""
    return [json.loads(line) for line in FILE.read_text("utf-8").splitlines()]


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
    found = siblings()
    documents = (Document(x["text"], published=date.fromisoformat(x["published"])) for x in found)
    right, every, wrong = Counter[str](), Counter[str](), 0
    for one, statements in zip(found, made(coder_of(chosen), documents, chosen.sure), strict=True):
        lacks, has = missed(one, statements), mistaken(one, statements)
        every[one["kind"]] += 1
        right[one["kind"]] += not lacks and not has
        wrong += bool(has)
        if chosen.misses and (lacks or has):
            print(f"\n{one['kind']}: {one['text']}\n   lacks {lacks}\n   has {has}")
    for kind, count in sorted(every.items()):
        print(f"{kind:20}{right[kind]:4} of {count:4}")
    print(f"{'all':20}{right.total():4} of {every.total():4}; the mistake in {wrong}")


if __name__ == "__main__":
    main()
