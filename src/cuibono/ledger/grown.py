"""A Delta table that is read once and then only as far as it has grown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

from cuibono.ledger.kept import Cache
from cuibono.ledger.schema import MARKER

if TYPE_CHECKING:
    import pyarrow as pa
    from deltalake import DeltaTable

_HELD = Cache(8)
_LOCK = Lock()
FEW = 8
"""So many files are read one after the other; more of them are read at once."""
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
    return Grown(delta, frozenset(delta.file_uris()), rows_of(delta, schema, schema.names))


def rows_of(delta: DeltaTable, schema: pa.Schema, wanted: Sequence[str]) -> pa.Table:
    """Some columns of all rows, empty where the table is older than they are.

    A few files are read as they are, which is quicker than Delta's own way.
    """
    import pyarrow as pa

    there = {column.name for column in delta.schema().fields}
    names = [c for c in wanted if c in there]
    files = delta.file_uris()
    if 0 < len(files) <= FEW and not delta.protocol().reader_features:
        with suppress(
            OSError, ValueError, pa.ArrowException
        ):  # their names may be written otherwise
            told = pa.schema(delta.schema().to_arrow())
            types = pa.schema([told.field(name) for name in names])
            return completed(pa.concat_tables([_file(f, types) for f in files]), schema, wanted)
    return completed(delta.to_pyarrow_table(columns=names), schema, wanted)


def _file(path: str, types: pa.Schema) -> pa.Table:
    """The rows of one file in the types of its table."""
    from pyarrow import parquet

    with parquet.ParquetFile(path) as file:
        there = [name for name in types.names if name in file.schema_arrow.names]
        found = completed(file.read(there, use_threads=False), types)
    return found if found.schema.equals(types) else found.cast(types)


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
