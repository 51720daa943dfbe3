"""Imported events in the ledger's folder: written batch by batch, known when seen again."""

from __future__ import annotations

import hashlib
import json
import uuid
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cuibono.exchange.imports.mapping import Mapped
from cuibono.exchange.imports.parse import Bad
from cuibono.exchange.imports.sources import Block, RowFile
from cuibono.ledger.rows import Row
from cuibono.ledger.schema import IMPORTED, TABLES, schemas
from cuibono.ledger.tables import Tables

if TYPE_CHECKING:
    import pyarrow as pa

HEAD = 1024
PIECE = 2**23


@dataclass(slots=True)
class Stretch:
    """Consecutive lines of one file, as they were imported in one commit."""

    dataset: str
    file: str
    start: int
    line: int
    length: int = 0
    lines: int = 0
    first: bytes = b""
    digest: Any = field(default_factory=hashlib.sha256)
    bad: list[Bad] = field(default_factory=list[Bad])
    events: list[pa.Table] = field(default_factory=list["pa.Table"])
    unmapped: Counter[tuple[str, str]] = field(default_factory=Counter[tuple[str, str]])

    def add(self, block: Block, mapped: Mapped) -> None:
        """Take in the next block of the file with what was found in it."""
        self.digest.update(block.data)
        self.first = self.first or block.data[:HEAD]
        self.length += len(block.data)
        self.lines += block.breaks
        self.bad += mapped.bad
        self.events += mapped.events
        self.unmapped += mapped.unmapped

    @property
    def rows(self) -> int:
        """How many events it holds."""
        return sum(table.num_rows for table in self.events)


class Store:
    """The tables `imported`, `quarantine` and `imports` of one ledger.

    Rows of a batch count once `imports`, written last, names the batch: what a killed import
    left behind is not seen, and is imported when the same command runs again.
    """

    def __init__(self, folder: Path) -> None:
        self.tables = Tables(folder)
        self._known: dict[tuple[str, int], list[Row]] | None = None

    def write(self, stretches: list[Stretch], versions: str) -> None:
        """Commit stretches of files as one batch, the same bytes once; nothing for none."""
        stretches = self._new(stretches)
        if not stretches:
            return
        self.tables.create((*TABLES, *IMPORTED))
        batch = uuid.uuid4().hex
        events = [_events(s, table, batch) for s in stretches for table in s.events]
        if any(table.num_rows for table in events):
            import pyarrow as pa

            self.tables.append_table("imported", pa.concat_tables(events))
        self.tables.append("quarantine", [row for s in stretches for row in _bad(s, batch)])
        self.tables.append("imports", [_stretch(s, batch, versions) for s in stretches])
        self._known = None

    def _new(self, stretches: list[Stretch]) -> list[Stretch]:
        """Those that no earlier one repeats, as copies of a file do."""
        held = {_identity(row) for rows in self._by_start().values() for row in rows}
        fresh: list[Stretch] = []
        for stretch in stretches:
            identity = _identity(_stretch(stretch, "", ""))
            if stretch.length and identity not in held:
                fresh.append(stretch)
            held.add(identity)
        return fresh

    def _by_start(self) -> dict[tuple[str, int], list[Row]]:
        # One name for both threads: the one that writes forgets what the other has just read.
        known = self._known
        if known is None:
            known = {}
            for row in self.imports():
                known.setdefault((row["dataset"], row["start"]), []).append(row)
            self._known = known
        return known

    def imports(self) -> list[Row]:
        """What has been imported: one row a stretch of a file, in order of time."""
        return sorted(self.tables.table("imports").to_pylist(), key=lambda row: row["at"])

    def events(self, columns: list[str] | None = None) -> pa.Table:
        """All imported events as an Arrow table."""
        return self.tables.imported(columns=columns)

    def quarantine(self) -> pa.Table:
        """Lines that were set aside, each with its file, number and reason."""
        return self.tables.imported("quarantine")

    def resume(self, source: RowFile, dataset: str) -> tuple[int, int]:
        """Offset and line up to which the bytes of a file have been imported before.

        They are recognised by their contents, whatever the file is called now.
        """
        held = self._by_start()
        offset, line = 0, 1
        while (dataset, offset) in held:
            found = _same(source, offset, held[dataset, offset])
            if found is None or not found["length"]:
                break
            offset, line = offset + found["length"], line + found["lines"]
        return offset, line


def _same(source: RowFile, offset: int, rows: list[Row]) -> Row | None:
    """The longest of the stretches whose bytes stand at an offset of the file."""
    with source.opened(offset) as file:
        head = file.read(HEAD)
    near = [row for row in rows if row["head"] == _head(head[: row["length"]])]
    found, digest, read = None, hashlib.sha256(), 0
    if not near:
        return None
    with source.opened(offset) as file:
        for row in sorted(near, key=lambda row: row["length"]):
            while read < row["length"]:
                piece = file.read(min(PIECE, row["length"] - read))
                if not piece:
                    return found
                digest.update(piece)
                read += len(piece)
            if digest.hexdigest() == row["digest"]:
                found = row
    return found


def _identity(row: Row) -> tuple[Any, ...]:
    return row["dataset"], row["start"], row["length"], row["digest"]


def _head(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:16]


def _events(stretch: Stretch, table: pa.Table, batch: str) -> pa.Table:
    import pyarrow as pa

    constant = {"batch": batch, "dataset": stretch.dataset, "file": stretch.file}
    columns: list[Any] = []
    schema = schemas()["imported"]
    for name in schema.names:
        if name in constant:
            columns.append(pa.repeat(pa.scalar(constant[name], pa.string()), table.num_rows))
        else:
            columns.append(table[name])
    return pa.Table.from_arrays(columns, schema=schema)


def _bad(stretch: Stretch, batch: str) -> list[Row]:
    same = {"batch": batch, "dataset": stretch.dataset, "file": stretch.file}
    return [same | {"line": b.line, "reason": b.reason, "text": b.text} for b in stretch.bad]


def _stretch(s: Stretch, batch: str, versions: str) -> Row:
    missing = Counter[str]()
    for (what, _), times in s.unmapped.items():
        missing[what] += times
    top = [{"what": w, "value": v, "rows": n} for (w, v), n in s.unmapped.most_common(50)]
    return {
        "batch": batch, "dataset": s.dataset, "file": s.file, "head": _head(s.first),
        "digest": s.digest.hexdigest(), "versions": versions, "start": s.start,
        "length": s.length, "line": s.line, "lines": s.lines, "events": s.rows,
        "quarantined": len(s.bad), "untyped": missing["type"], "actorless": missing["actor"],
        "recipientless": missing["recipient"],
        "unmapped": json.dumps(top, ensure_ascii=False), "at": datetime.now(UTC),
    }  # fmt: skip
