"""Delta tables in a folder: opened, appended to, read; failures in one line."""

from __future__ import annotations

import json
import time
from collections.abc import Generator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal
from urllib.parse import unquote

from cuibono.errors import CuibonoError
from cuibono.ledger import grown
from cuibono.ledger.faults import LedgerError, complaint, is_fault
from cuibono.ledger.journal import Journal
from cuibono.ledger.kept import Cache, version
from cuibono.ledger.locked import locked
from cuibono.ledger.opening import refuse
from cuibono.ledger.room import make_sure_of
from cuibono.ledger.rows import Row
from cuibono.ledger.schema import (
    FORMAT,
    LATER,
    MARKER,
    TABLES,
    schemas,
)
from cuibono.ledger.settled import flush_names, put, settle

if TYPE_CHECKING:
    import pyarrow as pa
    from deltalake import DeltaTable, PostCommitHookProperties

Mode = Literal["append", "overwrite"]
TRIES = 20
_KEPT = Cache()
EVERY = 64
"""Commits to a table after which its small files are joined."""
SMALL = 8_000_000
"""Bytes up to which a file counts as small then: what joining costs does not grow."""
JOINING = "ledger.lock"
"""Held by who joins files."""
A_WEEK = 168
"""Hours for which files that were joined stay: for those who read them now, and for `repair`."""


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
        self.journal = Journal(folder)
        self._handles: dict[str, DeltaTable] = {}
        self._logs: dict[str, str] = {}
        refuse(folder)
        self._begun = self.exists

    @property
    def exists(self) -> bool:
        """Whether anything has been written yet."""
        return (self.folder / MARKER).exists()

    def create(self, names: Sequence[str] = TABLES) -> None:
        """Make the tables that are not there yet; several processes may do so at once."""
        from deltalake import DeltaTable

        if self._begun and not self.exists:
            # Else a disk that was taken away would be followed by a new ledger where it was.
            why = "the ledger is no longer there: see whether its disk is connected"
            raise LedgerError(f"{self.folder}: {why}")
        with self._named("create"):
            self.folder.mkdir(parents=True, exist_ok=True)
            if not self.exists:
                self._refuse_foreign()
            fresh = [name for name in names if not self.holds(name)]
            for name in fresh:
                make_sure_of(self.folder, 0)
                where, what = str(self.folder / name), schemas()[name]
                self._retry(lambda w=where, s=what: DeltaTable.create(w, s, mode="ignore"))
                settle(self.folder / name, "")
            if not self.exists:
                put(self.folder / MARKER, json.dumps({"format": FORMAT}))
            if fresh:
                flush_names(self.folder, self.folder.parent)
        self._begun = True

    def _refuse_foreign(self) -> None:
        """Raise LedgerError where somebody else's tables lie under the names of ours."""
        from deltalake import DeltaTable

        for name in filter(self.holds, (*TABLES, *LATER)):
            there = {field.name for field in DeltaTable(str(self.folder / name)).schema().fields}
            if not set(schemas()[name].names[:4]) <= there:
                raise LedgerError(
                    f"{self.folder}: not a ledger: its table {name} has other columns: "
                    "name another folder with --ledger"
                )

    def holds(self, name: str) -> bool:
        """Whether a table has been made: an empty log is what a full disk left of the attempt."""
        log = self.folder / name / "_delta_log"
        return any(log.glob("*.json")) or any(log.glob("*.parquet"))

    def append(self, name: str, rows: Sequence[Row]) -> None:
        """Append rows to one table in one atomic commit; nothing for no rows."""
        import pyarrow as pa

        if rows:
            with self._named("write"):
                made = pa.Table.from_pylist(list(rows), schema=schemas()[name])
            self.append_table(name, made)

    def append_table(self, name: str, table: pa.Table) -> None:
        """Append an Arrow table of the right schema in one atomic commit.

        The rows are announced in the journal before, and crossed off after they are on the disk.
        """
        with self._named("write"):
            self._begin_journal()
            announced = self.journal.announce(name, table)
            self.write(name, table)
            self.journal.cross_off(announced)
        self._tidy(name)

    def _begin_journal(self) -> None:
        """Make the journal, with how many rows each table held without one."""
        if not self.journal.begun:
            held = (name for name in schemas() if self.holds(name))
            self.journal.begin({name: self.raw(name, ()).num_rows for name in held})

    def write(
        self, name: str, table: pa.Table, mode: Mode = "append", where: str | None = None
    ) -> None:
        """Append to a table, or replace its rows, in a commit that the journal is not told of.

        `where` says in SQL which rows are replaced; without it all are.
        """
        from deltalake import ColumnProperties, WriterProperties, write_deltalake

        # Values that hardly repeat gain nothing from a dictionary, and trying takes time.
        single = ColumnProperties(dictionary_enabled=False)
        columns = {c: single for c in ("url", "event_id", "line") if c in table.column_names}
        properties = WriterProperties(compression="SNAPPY", column_properties=columns)
        # Columns that are younger than the ledger join it with the first row.
        younger = "merge" if name in ("statements", "documents", "imported") else None
        # The library takes a predicate with one of the modes only, and says so in its types.
        put: Any = write_deltalake
        with self._named("write"):
            make_sure_of(self.folder, table.nbytes)
            before = self.version(name)[0]
            self._retry(
                lambda: put(
                    self._opened(name),
                    table,
                    mode=mode,
                    predicate=where,
                    schema_mode=younger,
                    writer_properties=properties,
                    post_commithook_properties=_keep_log(),
                ),
                lambda: self._handles.pop(name, None),
            )
            settle(self.folder / name, before)

    def _opened(self, name: str) -> DeltaTable:
        """A table to write to: opened once, since opening takes longer the more is in its log."""
        from deltalake import DeltaTable

        if name not in self._handles:
            self._handles[name] = DeltaTable(str(self.folder / name))
        return self._handles[name]

    def make(self, name: str, table: pa.Table) -> None:
        """Make a new table with these rows, under a name that no table has."""
        from deltalake import write_deltalake

        with self._named("write"):
            write_deltalake(str(self.folder / name), table, mode="error")
            settle(self.folder / name, "")

    def put(self, spare: str, name: str, aside: str) -> None:
        """Put a new table in the place of an old one, which stays under the name `aside`."""
        self._handles.pop(name, None)
        if (self.folder / name).exists():
            (self.folder / name).rename(self.folder / aside)
        (self.folder / spare).rename(self.folder / name)
        flush_names(self.folder)

    def _tidy(self, name: str) -> None:
        """Join the small files of a table once in so many commits; what fails is left for later."""
        from deltalake import DeltaTable

        before = self.version(name)[0]
        if int(before.split(".")[0] or 0) % EVERY != EVERY - 1:
            return
        # Two who join the same files at once would each put in all rows: nobody would see it.
        with suppress(CuibonoError), locked(self.folder / JOINING, 0), self._named("compact"):
            make_sure_of(self.folder, 2 * SMALL)
            held = DeltaTable(str(self.folder / name))
            held.optimize.compact(target_size=SMALL, post_commithook_properties=_keep_log())
            settle(self.folder / name, before)

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
        grown.refuse_foreign(name, schemas()[name], (c.name for c in held.schema().fields))
        return grown.rows_of(held, schemas()[name], wanted)

    def raw(
        self, name: str, columns: Sequence[str] | None = None, batch: str | None = None
    ) -> pa.Table:
        """All rows of one table, whether they count or not, or those of one batch; not kept."""
        from importlib import import_module

        from deltalake import DeltaTable

        with self._named("read"):
            held = self._retry(lambda: DeltaTable(str(self.folder / name)))
            names = held.schema().to_arrow().names
            grown.refuse_foreign(name, schemas()[name], names)
            there = [c for c in schemas()[name].names if c in names]
            wanted = there if columns is None else list(columns)
            chosen = None
            if batch is not None:
                chosen = import_module("pyarrow.compute").field("batch") == batch
            return held.to_pyarrow_dataset().to_table(columns=wanted, filter=chosen)

    def version(self, name: str) -> tuple[str, int, int]:
        """What changes whenever a table is written to; nothing of it is read."""
        # Asked before every answer, for each of the tables.
        log = self._logs.get(name) or str(self.folder / name / "_delta_log")
        self._logs[name] = log
        return version(log)

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
            grown.refuse_foreign(name, schemas()[name], held.schema.names)
            there = [c for c in wanted if c in held.schema.names]
            return grown.completed(held.to_table(there, filter=where), schemas()[name], wanted)

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

    def compact(self) -> dict[str, tuple[int, int]]:
        """Join the small files that many appends leave; how many files there were and are.

        The log is summed up in a checkpoint. Files that a join replaced go after a week, so that
        nobody who reads them now loses them; what the ledger held at any moment stays readable.
        """
        made: dict[str, tuple[int, int]] = {}
        with locked(self.folder / JOINING), self._named("compact"):
            for name in filter(self.holds, (*TABLES, *LATER)):
                made[name] = self._retry(lambda name=name: self._compact(name))
        return made

    def _compact(self, name: str) -> tuple[int, int]:
        from deltalake import DeltaTable

        held, since = DeltaTable(str(self.folder / name)), self.version(name)[0]
        before = len(held.file_uris())
        sizes = (Path(unquote(path)).stat().st_size for path in held.file_uris())
        make_sure_of(self.folder, sum(sizes))
        held.optimize.compact(post_commithook_properties=_keep_log())
        held.create_checkpoint()
        # What is joined must be on the disk before what it was joined from goes.
        settle(self.folder / name, since)
        held.vacuum(A_WEEK, dry_run=False, post_commithook_properties=_keep_log())
        settle(self.folder / name, since)
        return before, len(held.file_uris())

    def _retry(self, action: Any, before: Any = lambda: None) -> Any:
        """Try again when another writer was faster; `before` is done ahead of another try."""
        from deltalake.exceptions import CommitFailedError, TableNotFoundError

        for attempt in range(TRIES):
            try:
                return action()
            except (CommitFailedError, TableNotFoundError):
                if attempt == TRIES - 1:
                    raise
                before()
                time.sleep(0.02 * (attempt + 1))
        return None

    @contextmanager
    def _named(self, doing: str) -> Generator[None]:
        """Turn what Delta or the disk complains about into one line."""
        try:
            yield
        except BaseException as error:
            if not is_fault(error):
                raise
            said = f"{self.folder}: cannot {doing} the ledger: {complaint(error)}"
            raise LedgerError(said) from error


def _keep_log() -> PostCommitHookProperties:
    """Keep all entries of a log: `verify` goes by them."""
    from deltalake import PostCommitHookProperties

    return PostCommitHookProperties(create_checkpoint=True, cleanup_expired_logs=False)
