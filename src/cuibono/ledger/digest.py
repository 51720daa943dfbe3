"""Digests over every field of a row, the same however and wherever the row is stored."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pyarrow as pa

LENGTH = 16
MASSES = frozenset({"imported", "quarantine"})
"""Tables of millions of rows, which are sealed a batch at a time."""
NAMED = {"links": "cause", "supersessions": "old", "verdicts": "statement", "imports": "batch"}
"""The column that names a row where it is not `id`."""


@dataclass(frozen=True, slots=True)
class Seal:
    """The digest of a row, or of the `rows` of a batch, with the name to speak of it.

    `path` is where a document was read from, so that a lost one can be read again.
    """

    name: str
    digest: str
    rows: int = 1
    path: str | None = None

    def to_list(self) -> list[Any]:
        """The seal as plain JSON, as short as may be."""
        values = [self.name, self.digest, self.rows, self.path]
        return values if self.path else values[:3] if self.rows != 1 else values[:2]

    @classmethod
    def of(cls, values: list[Any]) -> Seal:
        """The seal of what `to_list` gave."""
        return cls(*values)


def seals(table: str, rows: pa.Table) -> Iterator[Seal]:
    """A seal for every row, or for every batch of a table that holds millions.

    >>> import pyarrow as pa
    >>> one, two = (pa.table({"id": ["a"], "why": [why]}) for why in ("so", "so!"))
    >>> next(seals("judgements", one)) == next(seals("judgements", two))
    False
    """
    if table in MASSES:
        yield from _of_batches(rows)
        return
    name = NAMED.get(table, "id")
    for row in rows.to_pylist():
        path = row.get("path") if table == "documents" else None
        yield Seal(str(row[name]), digest(row), 1, path)


def digest(row: Mapping[str, Any]) -> str:
    """The digest of a row; columns without a value count as not there, as in older tables.

    >>> digest({"id": "a", "title": None}) == digest({"id": "a"})
    True
    """
    said = {key: value for key, value in row.items() if value is not None}
    plain = json.dumps(said, sort_keys=True, ensure_ascii=False, default=_plain)
    return hashlib.sha256(plain.encode()).hexdigest()[:LENGTH]


def _plain(value: Any) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)


def _of_batches(rows: pa.Table) -> Iterator[Seal]:
    """Seals of whole batches, column by column, the rows in the order of their files."""
    pc = import_module("pyarrow.compute")
    for batch in pc.unique(rows["batch"]).to_pylist():
        mine = _in_order(rows.filter(pc.equal(rows["batch"], batch)))
        total = hashlib.sha256()
        for name in sorted(mine.column_names):
            column = mine[name]
            if column.null_count < len(column):
                total.update(name.encode())
                for piece in _bytes(column.combine_chunks()):
                    total.update(piece)
        yield Seal(str(batch), total.hexdigest()[:LENGTH], mine.num_rows)


def _in_order(rows: pa.Table) -> pa.Table:
    """Rows by file and line, in which order they are written; sorting them again takes time."""
    pc = import_module("pyarrow.compute")
    whole = rows.combine_chunks()
    after, before = whole["line"].slice(1), whole["line"].slice(0, max(len(whole) - 1, 0))
    if len(pc.unique(whole["file"])) == 1 and pc.all(pc.greater(after, before)).as_py():
        return whole
    return whole.sort_by([("file", "ascending"), ("line", "ascending")]).combine_chunks()


def _bytes(column: Any) -> Iterator[bytes]:
    """The values of a column as bytes: what is null, how long each is, what it holds."""
    import pyarrow as pa

    pc = import_module("pyarrow.compute")
    if isinstance(column, pa.ChunkedArray):
        column = pa.concat_arrays(column.chunks)
    yield pc.is_null(column).to_numpy(zero_copy_only=False).tobytes()
    if pa.types.is_list(column.type):
        yield pc.fill_null(pc.list_value_length(column), 0).to_numpy().tobytes()
        yield from _bytes(column.flatten())
    elif pa.types.is_string(column.type):
        yield pc.fill_null(pc.binary_length(column), 0).to_numpy().tobytes()
        yield _text(column.drop_null())
    else:
        whole = pa.int32() if pa.types.is_date(column.type) else column.type
        whole = pa.int8() if pa.types.is_boolean(column.type) else whole
        yield pc.fill_null(column.cast(whole), 0).to_numpy().tobytes()


def _text(column: Any) -> Any:
    """All the bytes of a column of words, one after the other."""
    import numpy as np

    if not len(column):
        return b""
    _, offsets, data = column.buffers()
    ends = np.frombuffer(offsets, np.int32)[column.offset : column.offset + len(column) + 1]
    return memoryview(data)[ends[0] : ends[-1]] if data else b""
