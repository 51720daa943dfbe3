"""Delta tables in a folder: opened, appended to, read; failures in one line."""

from __future__ import annotations

import json
import time
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from cuibono.errors import CuibonoError
from cuibono.ledger import grown
from cuibono.ledger.kept import Kept, version
from cuibono.ledger.rows import Row
from cuibono.ledger.schema import FORMAT, IMPORTED, JUDGEMENTS, TABLES, VERDICTS, schemas

if TYPE_CHECKING:
    import pyarrow as pa

MARKER = "ledger.json"
TRIES = 20
LATER = frozenset((*IMPORTED, VERDICTS, JUDGEMENTS))
_KEPT = Kept()
OURS = {*TABLES, *LATER, "ledger"}


class LedgerError(CuibonoError):
    """A ledger that cannot be opened, read or written: says which and why."""


@dataclass(frozen=True, slots=True)
class File:
    """One Parquet file of a table; `batch` is that of all its rows, None where they differ."""

    path: str
    batch: str | None

    @property
    def single(self) -> bool:
        """Whether all its rows are of one batch."""
        return self.batch is not None


class Tables:
    """The tables of one ledger."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._check()

    def _check(self) -> None:
        """Refuse a folder that is no ledger, or one of a newer format."""
        try:
            self._check_marker(self.folder / MARKER)
        except OSError as error:
            why = error.strerror or error
            raise LedgerError(f"{self.folder}: cannot open the ledger: {why}") from error

    def _check_marker(self, marker: Path) -> None:
        if marker.exists():
            try:
                written = int(json.loads(marker.read_text(encoding="utf-8"))["format"])
            except (OSError, ValueError, KeyError, TypeError, OverflowError) as error:
                raise LedgerError(f"{self.folder}: {MARKER} cannot be read: {error}") from error
            if written > FORMAT:
                raise LedgerError(
                    f"{self.folder}: written by a newer cuibono (format {written}, this one "
                    f"reads {FORMAT}): update cuibono to open it"
                )
        elif self._is_something_else() and not marker.exists():
            # Asked twice: another process may be making the ledger at this moment.
            raise LedgerError(f"{self.folder}: not a ledger: it holds other files")

    def _is_something_else(self) -> bool:
        """Whether the path is taken by a file, or by a folder with anything but our tables."""
        try:  # One look only: another process may be making the folder at this moment.
            names = [entry.name for entry in self.folder.iterdir()]
        except FileNotFoundError:
            return False
        except NotADirectoryError:
            return True
        return any(n.split(".")[0] not in OURS for n in names if not n.startswith((".", "#", "_")))

    @property
    def exists(self) -> bool:
        """Whether anything has been written yet."""
        return (self.folder / MARKER).exists()

    def create(self, names: Sequence[str] = TABLES) -> None:
        """Make the tables that are not there yet; several processes may do so at once."""
        from deltalake import DeltaTable

        with self._named("create"):
            self.folder.mkdir(parents=True, exist_ok=True)
            for name in names:
                if not DeltaTable.is_deltatable(str(self.folder / name)):
                    self._retry(
                        lambda name=name: DeltaTable.create(
                            str(self.folder / name), schemas()[name], mode="ignore"
                        )
                    )
            if not self.exists:
                spare = self.folder / f"{MARKER}.{time.monotonic_ns()}"
                spare.write_text(json.dumps({"format": FORMAT}), encoding="utf-8")
                spare.replace(self.folder / MARKER)

    def holds(self, name: str) -> bool:
        """Whether a table has been made."""
        from deltalake import DeltaTable

        return DeltaTable.is_deltatable(str(self.folder / name))

    def append(self, name: str, rows: Sequence[Row]) -> None:
        """Append rows to one table in one atomic commit; nothing for no rows."""
        import pyarrow as pa

        if rows:
            self.append_table(name, pa.Table.from_pylist(list(rows), schema=schemas()[name]))

    def append_table(self, name: str, table: pa.Table) -> None:
        """Append an Arrow table of the right schema in one atomic commit."""
        from deltalake import ColumnProperties, WriterProperties, write_deltalake

        path = str(self.folder / name)
        # Values that hardly repeat gain nothing from a dictionary, and trying takes time.
        single = ColumnProperties(dictionary_enabled=False)
        columns = {c: single for c in ("url", "event_id", "line") if c in table.column_names}
        properties = WriterProperties(compression="SNAPPY", column_properties=columns)
        # Columns that are younger than the ledger join it with the first row.
        mode = "merge" if name == "documents" else None
        with self._named("write"):
            self._retry(
                lambda: write_deltalake(
                    path, table, mode="append", writer_properties=properties, schema_mode=mode
                )
            )

    def table(self, name: str, columns: Sequence[str] | None = None) -> pa.Table:
        """A whole table as Arrow, empty when nothing has been written."""
        if not self.exists or (name in LATER and not self.holds(name)):
            empty = schemas()[name].empty_table()
            return empty.select(list(columns)) if columns else empty
        wanted = tuple(columns) if columns else tuple(schemas()[name].names)
        key, now = (str(self.folder.absolute()), name, wanted), self.version(name)
        if (kept := _KEPT.get(key, now)) is not None:
            return kept
        with self._named("read"):
            found = self._retry(lambda: self._read(name, wanted))
        _KEPT.put(key, now, found)
        return found

    def _read(self, name: str, wanted: tuple[str, ...]) -> pa.Table:
        from deltalake import DeltaTable

        if wanted == tuple(schemas()[name].names):
            return grown.read(self.folder / name, schemas()[name])
        held = DeltaTable(str(self.folder / name))
        there = {column.name for column in held.schema().fields}
        found = held.to_pyarrow_table(columns=[c for c in wanted if c in there])
        return grown.completed(found, schemas()[name], wanted)

    def version(self, name: str) -> tuple[str, int, int]:
        """What changes whenever a table is written to; nothing of it is read."""
        return version(self.folder / name)

    def imported(
        self, name: str = "imported", columns: Sequence[str] | None = None, where: Any = None
    ) -> pa.Table:
        """Rows of imported event data (`imported` or `quarantine`) that count.

        `where` is an Arrow expression (pyarrow.compute.field("actor") == "PRK"): with it only
        the rows that answer are read. Rows whose batch no row of `imports` names are what a
        killed import left, and are not seen.
        """
        from importlib import import_module

        from deltalake import DeltaTable

        wanted = list(columns) if columns else schemas()[name].names
        imports = self.table("imports", ("batch", "events", "quarantined"))
        if not imports.num_rows:
            return schemas()[name].empty_table().select(wanted)
        pc = import_module("pyarrow.compute")
        with self._named("read"):
            held = self._retry(lambda: DeltaTable(str(self.folder / name)).to_pyarrow_dataset())
            expected = pc.sum(imports["events" if name == "imported" else "quarantined"]).as_py()
            # Looking at every row's batch takes time: only where something was left behind.
            if held.count_rows() != expected:
                live = pc.field("batch").isin(pc.unique(imports["batch"]))
                where = live if where is None else where & live
            return held.to_table(columns=wanted, filter=where)

    def files(self, name: str) -> list[File]:
        """The Parquet files of one table of imported data, each with its batch."""
        import pyarrow as pa
        from deltalake import DeltaTable

        if not self.exists or not self.holds(name):
            return []
        with self._named("read"):
            held = self._retry(lambda: DeltaTable(str(self.folder / name)))
            said: Any = pa.table(held.get_add_actions(flatten=True))
        found = said.select(["path", "min.batch", "max.batch"]).to_pylist() if said.num_rows else []
        return [
            File(
                str(self.folder / name / unquote(row["path"])),
                row["min.batch"] if row["min.batch"] == row["max.batch"] else None,
            )
            for row in found
        ]

    def compact(self) -> None:
        """Join the small files that many appends leave."""
        from deltalake import DeltaTable

        with self._named("compact"):
            for name in filter(self.holds, (*TABLES, *LATER)):
                self._retry(
                    lambda name=name: DeltaTable(str(self.folder / name)).optimize.compact()
                )

    def _retry(self, action: Any) -> Any:
        """Try again when another writer was faster."""
        from deltalake.exceptions import CommitFailedError, TableNotFoundError

        for attempt in range(TRIES):
            try:
                return action()
            except (CommitFailedError, TableNotFoundError):
                if attempt == TRIES - 1:
                    raise
                time.sleep(0.02 * (attempt + 1))
        return None

    @contextmanager
    def _named(self, doing: str) -> Generator[None]:
        """Turn what Delta or the disk complains about into one line."""
        import pyarrow as pa
        from deltalake.exceptions import DeltaError

        try:
            yield
        except (OSError, DeltaError, pa.ArrowException) as error:
            said = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
            line = " ".join(str(said).split())[:200]
            raise LedgerError(f"{self.folder}: cannot {doing} the ledger: {line}") from error
