"""The statements of a ledger as they stand: what was read, with what people judged of it."""

from __future__ import annotations

import json
from collections.abc import Collection, Container, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from cuibono.ledger.grown import MOST_CHUNKS
from cuibono.ledger.query import among, compute
from cuibono.ledger.replay import REVIEW, Replay, added_row
from cuibono.ledger.rows import Row
from cuibono.ledger.schema import schemas

if TYPE_CHECKING:
    import pyarrow as pa

MANY = 64
"""Statements judged at once from which all rows are looked at anew."""


@dataclass(frozen=True, slots=True)
class Revision:
    """What judgements given since make of some rows: how these stood, and how they stand."""

    gone: tuple[Row, ...]
    came: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Stood:
    """The rows as they stand, `read` as they were read, and what was `judged` of them.

    `single` tells that none fell out because another says the same: so each stands for itself.
    """

    read: pa.Table
    judged: Replay
    rows: pa.Table
    single: bool

    def change(self, judged: Replay, documents: Container[str]) -> Revision | None:
        """What later judgements changed; None where only a look at all rows can tell."""
        old = self.judged
        far = (old.learned, old.on_documents) != (judged.learned, judged.on_documents)
        roots = moved(old, judged)
        if far or not self.single or len(roots) > MANY:
            return None
        held = one_by_one(self.read, among(self.read["id"], roots))
        gone, came = (_standing(j, roots, held, documents) for j in (old, judged))
        several = any(len({r["id"] for r in rows}) < len(rows) for rows in (gone, came))
        return None if several else Revision(gone, came)

    def after(self, judged: Replay, documents: Container[str]) -> Stood | None:
        """The rows after later judgements, without touching those that they do not concern."""
        told = self.change(judged, documents)
        rows = replaced(self.rows, told) if told else None
        return Stood(self.read, judged, rows, True) if rows is not None else None


def moved(old: Replay, new: Replay) -> set[str]:
    """Roots of the statements of which two replays do not hold the same."""
    before, after = old.on_statements, new.on_statements
    roots = {root for root, said in after.items() if before.get(root) != said}
    return roots | (before.keys() - after.keys()) | (old.seconded ^ new.seconded)


def _standing(
    judged: Replay, roots: Collection[str], held: Iterable[Row], documents: Container[str]
) -> tuple[Row, ...]:
    added = [
        added_row(j) for j in judged.added if j.root in roots and j.changes["document"] in documents
    ]
    stands = map(judged.stands, (*held, *added))
    return tuple(row for row in stands if row is not None)


def one_by_one(table: pa.Table, wanted: Any) -> list[Row]:
    """The rows of a table that a mask marks, where they are few: no other is copied."""
    places: list[int] = compute().indices_nonzero(wanted).to_pylist()
    return [table.slice(n, 1).to_pylist()[0] for n in places]


def replaced(table: pa.Table, told: Revision) -> pa.Table | None:
    """A table with some rows in place of others; None where ids would not be single."""
    import pyarrow as pa

    if not (told.gone or told.came):
        return table
    ids = [row["id"] for row in told.gone]
    out: list[int] = compute().indices_nonzero(among(table["id"], ids)).to_pylist()
    there = compute().indices_nonzero(among(table["id"], [row["id"] for row in told.came]))
    if len(out) != len(ids) or not set(there.to_pylist()) <= set(out):
        return None
    ends = zip([-1, *out], [*out, table.num_rows], strict=True)
    kept = [table.slice(a + 1, b - a - 1) for a, b in ends if b - a > 1]
    came = pa.Table.from_pylist(list(told.came), schemas()["statements"])
    found = pa.concat_tables([*kept, came])
    return found.combine_chunks() if found.column(0).num_chunks > MOST_CHUNKS else found


def settled(table: pa.Table) -> Any:
    """Which rows a person has settled, as `reviewed` tells it of one."""
    return compute().match_substring(table["versions"], f"{json.dumps(REVIEW)}:")


def stand(read: pa.Table, judged: Replay, documents: Collection[str]) -> Stood:
    """Rows as they were read to rows as they stand; `documents` are the ids of those that count.

    Rows that nobody touched stay in Arrow, so that the cost grows with what was judged.
    """
    import pyarrow as pa

    added = [added_row(j) for j in judged.added if j.changes["document"] in documents]
    amended = judged.amended & set(documents)
    if not (judged.touched or amended or judged.refit):
        return Stood(read, judged, read, True)
    pc = compute()
    touched = pc.or_(among(read["id"], judged.touched), among(read["document"], amended))
    rows = [*read.filter(touched).to_pylist(), *added]
    now = [row for row in map(judged.stands, rows) if row is not None]
    rest = _refitted(read.filter(pc.invert(touched)), judged)
    unique = _first_of_equals(now, rest)
    made = pa.Table.from_pylist(unique, schemas()["statements"])
    return Stood(read, judged, pa.concat_tables([rest, made]), len(unique) == len(now))


def _first_of_equals(now: Sequence[Row], rest: pa.Table) -> list[Row]:
    """A correction may say what another row says already: the first of equals counts."""
    import pyarrow as pa

    ids = pa.array([row["id"] for row in now], pa.string())
    said = compute().is_in(ids, rest["id"].combine_chunks()).to_pylist()
    pairs = reversed(list(zip(now, said, strict=True)))
    unique = {row["id"]: row for row, again in pairs if not again}
    return list(reversed(unique.values()))


def _refitted(table: pa.Table, judged: Replay) -> pa.Table:
    """Rows with the confidence that was learned."""
    import pyarrow as pa

    if judged.refit is None or not table.num_rows:
        return table
    fit = judged.refit
    learned: dict[Any, float] = {c: fit.of(c) for c in set(table["confidence"].to_pylist())}
    column = pa.array([learned[c] for c in table["confidence"].to_pylist()], pa.float64())
    return table.set_column(table.schema.get_field_index("confidence"), "confidence", column)
