"""The statements of a ledger as they stand: what was read, with what people judged of it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from cuibono.ledger.query import compute
from cuibono.ledger.replay import Replay, added_row
from cuibono.ledger.schema import schemas

if TYPE_CHECKING:
    import pyarrow as pa


def stand(read: pa.Table, judged: Replay, documents: Iterable[str]) -> pa.Table:
    """Rows as they were read to rows as they stand; `documents` are the ids of those that count.

    Rows that nobody touched stay in Arrow, so that the cost grows with what was judged.
    """
    import pyarrow as pa

    live = set(documents)
    added = [added_row(j) for j in judged.added if j.changes["document"] in live]
    amended = judged.amended & live
    if not (judged.touched or amended or judged.refit):
        return read
    pc = compute()
    named = pa.array(sorted(judged.touched), pa.string())
    here = pa.array(sorted(amended), pa.string())
    touched = pc.or_(pc.is_in(read["id"], named), pc.is_in(read["document"], here))
    rows = [*read.filter(touched).to_pylist(), *added]
    now = [row for row in map(judged.stands, rows) if row is not None]
    rest = _refitted(read.filter(pc.invert(touched)), judged)
    # A correction may say what another row says already: the first of equals counts.
    ids = pa.array([row["id"] for row in now], pa.string())
    said = pc.is_in(ids, rest["id"].combine_chunks()).to_pylist()
    pairs = reversed(list(zip(now, said, strict=True)))
    unique = {row["id"]: row for row, again in pairs if not again}
    made = pa.Table.from_pylist(list(reversed(unique.values())), schemas()["statements"])
    return pa.concat_tables([rest, made])


def _refitted(table: pa.Table, judged: Replay) -> pa.Table:
    """Rows with the confidence that was learned."""
    import pyarrow as pa

    if judged.refit is None or not table.num_rows:
        return table
    fit = judged.refit
    learned: dict[Any, float] = {c: fit.of(c) for c in set(table["confidence"].to_pylist())}
    column = pa.array([learned[c] for c in table["confidence"].to_pylist()], pa.float64())
    return table.set_column(table.schema.get_field_index("confidence"), "confidence", column)
