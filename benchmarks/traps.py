"""How many of the trap sentences are coded wholly right.

    python -m benchmarks.traps [--reader FOLDER] [--sure 0.5] [--kind denial] [--misses]

A sentence is wholly right when every statement of its `need` is found and nothing else but
what its `allow` holds. Codes count up to the first dot; `|` separates equally right values. A
row that names both directions of a mutual act allows its mirror. No sentence of these files
is in any training set. The ids that begin with "second" were written by another hand, and are
counted apart. PETRARCH2 and UniversalPetrarch need parsed input of another
form and do not run here; what they do with such sentences is described in the project's
documentation.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from benchmarks.setting import coder_of, made, options
from cuibono.coding.statement import Statement
from cuibono.documents import Document

FOLDER = Path(__file__).parent / "traps"
FIELDS = ("actor", "type", "recipient", "source", "stance", "when")
Trap = dict[str, Any]


def traps(kind: str | None = None) -> Iterator[Trap]:
    """The sentences of one kind, or of all."""
    for path in sorted(FOLDER.glob(f"{kind or '*'}.jsonl")):
        yield from traps_in(path)


def traps_in(path: Path) -> Iterator[Trap]:
    """The sentences of one file."""
    return map(json.loads, path.read_text("utf-8").splitlines())


def agrees(row: dict[str, str], statement: Statement) -> bool:
    """Whether a statement has one of the values of every field that a row names."""
    return all(_value(row[f], f, statement) for f in FIELDS if f in row)


def _value(options: str, field: str, statement: Statement) -> bool:
    found = str(getattr(statement, field) or "-")
    wanted = options.split("|")
    if field in ("actor", "recipient", "source"):
        return found.partition(".")[0] in {w.partition(".")[0] for w in wanted}
    return found in wanted


def mirrored(row: dict[str, str]) -> dict[str, str]:
    """A row with actor and recipient changed over."""
    return {**row, "actor": row["recipient"], "recipient": row["actor"]}


def wholly_right(trap: Trap, statements: Sequence[Statement]) -> bool:
    """Whether all that is needed is there, once each, and nothing that is not allowed."""
    free = list(statements)
    for row in trap["need"]:
        hit = next((s for s in free if agrees(row, s)), None)
        if hit is None:
            return False
        free.remove(hit)
    mutual = [mirrored(r) for r in trap["need"] if set(r["actor"].split("|")) & set(
        r["recipient"].split("|"))]  # fmt: skip
    allowed = [*trap.get("allow", ()), *mutual, *trap["need"]]
    return all(any(agrees(row, s) for row in allowed) for s in free)


def document(trap: Trap) -> Document:
    """A trap as a text."""
    return Document(trap["text"], published=date.fromisoformat(trap["published"]))


def main() -> None:
    """Print the share of wholly right sentences by kind and over all."""
    parser = options(__doc__)
    parser.add_argument("--kind")
    parser.add_argument("--misses", action="store_true", help="list what was wrong")
    chosen = parser.parse_args()
    right, every = Counter[str](), Counter[str]()
    found = list(traps(chosen.kind))
    coded = made(coder_of(chosen), map(document, found), chosen.sure)
    for trap, statements in zip(found, coded, strict=True):
        good = wholly_right(trap, statements)
        hand = "second hand" if trap["id"].startswith("second-") else "first hand"
        for name in (trap["kind"], hand):
            every[name] += 1
            right[name] += good
        if chosen.misses and not good:
            show(trap, statements)
    for kind, count in sorted(every.items()):
        print(f"{kind:28}{right[kind]:4} of {count:4}  {right[kind] / count:.2f}")
    both, all_ = right.total() // 2, every.total() // 2
    print(f"{'all':28}{both:4} of {all_:4}  {both / all_:.3f}")


def show(trap: Trap, statements: Sequence[Statement]) -> None:
    """One trap that was not coded rightly, beside what was found."""
    print(f"\n{trap['id']}: {trap['text']}")
    for name in ("need", "allow"):
        for row in trap.get(name, ()):
            print(f"   {name:6}{' '.join(str(v) for v in row.values())}")
    for s in statements:
        print(f"   found {s.actor} {s.type} {s.recipient} {s.source} {s.stance} {s.when or ''}"
              f" | {s.trigger} | {s.reason.split(';')[0]}")  # fmt: skip


if __name__ == "__main__":
    main()
