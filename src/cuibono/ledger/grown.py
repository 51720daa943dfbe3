"""A Delta table that is read once and then only as far as it has grown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

from cuibono.ledger.kept import Cache
from cuibono.ledger.schema import MARKER

if TYPE_CHECKING:
    import pyarrow as pa

_HELD = Cache(8)
_LOCK = Lock()
MOST_CHUNKS = 64
"""Pieces of a column from which they are joined, so that no question pays for each."""


@dataclass(frozen=True, slots=True)
class Grown:
    """A table as it was last read: its handle, its files, their rows."""

    delta: Any
    files: frozenset[str]
    rows: pa.Table


def read(table: Path, schema: pa.Schema) -> pa.Table:
    """All rows of a table; of one that was read before, only files that came since are read.

    Every judgement and every document is a file of its own: without this, each judgement would
    take longer than the one before.
    """
    key = str(table.absolute())
    made = _made(table.parent / MARKER), _made(table / "_delta_log")[:1]
    with _LOCK:
        old: Grown | None = _HELD.get(key, made)
        new = _more(old, schema) if old else None
        new = new or _whole(table, schema)
        _HELD.put(key, made, new)
    return new.rows


def _made(path: Path) -> tuple[int, ...]:
    """What tells that another ledger, or a table that `repair` made anew, lies there by now."""
    try:
        held = path.stat()
    except FileNotFoundError:
        return ()
    return held.st_ino, held.st_mtime_ns


def _whole(table: Path, schema: pa.Schema) -> Grown:
    from deltalake import DeltaTable

    delta = DeltaTable(str(table))
    refuse_foreign(table.name, schema, (column.name for column in delta.schema().fields))
    rows = completed(delta.to_pyarrow_table(), schema)
    return Grown(delta, frozenset(delta.file_uris()), rows)


def _more(old: Grown, schema: pa.Schema) -> Grown | None:
    """The table with what came since; None where files were joined or cannot be read alone."""
    import pyarrow as pa
    from deltalake.exceptions import DeltaError
    from pyarrow import parquet

    try:
        old.delta.update_incremental()
        files = frozenset(old.delta.file_uris())
        if old.files - files:
            return None
        came = [parquet.read_table(path) for path in sorted(files - old.files)]
        rows = [completed(t, schema).cast(old.rows.schema) for t in came]
        whole = pa.concat_tables([old.rows, *rows]) if rows else old.rows
    except (OSError, ValueError, pa.ArrowException, DeltaError):
        return None
    many = whole.num_columns and whole.column(0).num_chunks > MOST_CHUNKS
    return Grown(old.delta, files, whole.combine_chunks() if many else whole)


def refuse_foreign(table: str, schema: pa.Schema, there: Iterable[str]) -> None:
    """Raise ArrowInvalid where a table has none of our columns: an older one has the first of them.

    What is missing is filled up with nothing, so that somebody else's table would seem empty.
    """
    import pyarrow as pa

    if not set(schema.names[:4]) <= set(there):
        raise pa.ArrowInvalid(f"its table {table} has other columns")


def completed(found: pa.Table, schema: pa.Schema, wanted: Sequence[str] | None = None) -> pa.Table:
    """A table with all columns that are wanted: empty ones where it is older than they are."""
    import pyarrow as pa

    names = list(wanted or schema.names)
    for column in names:
        if column not in found.column_names:
            found = found.append_column(column, pa.nulls(found.num_rows, schema.field(column).type))
    return found.select(names)
