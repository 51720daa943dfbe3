"""The journal of a ledger: what is about to be written, row by row, and what has been written.

A table cannot prove that nothing is missing from it. So every write is announced here first, with
a digest over every field of every row, and crossed off once it is in its table. An announcement
that was never crossed off and whose rows are nowhere is what a stopped writer left; rows that are
crossed off and nowhere are lost. The file is only ever added to.
"""

from __future__ import annotations

import json
import os
import uuid
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cuibono.ledger.digest import Seal, seals
from cuibono.ledger.settled import flush, flush_names

if TYPE_CHECKING:
    import pyarrow as pa

FILE = "journal.jsonl"


@dataclass(frozen=True, slots=True)
class Announced:
    """One write that was announced: into which table, when, which rows, and whether it was done."""

    table: str
    at: str
    seals: tuple[Seal, ...]
    done: bool


@dataclass(frozen=True, slots=True)
class Journaled:
    """What a journal tells: its entries, and how many rows each table held before it began."""

    entries: tuple[Announced, ...] = ()
    before: Mapping[str, int] | None = None

    def of(self, table: str) -> Iterator[Announced]:
        """The writes into one table, in order."""
        return (entry for entry in self.entries if entry.table == table)


class Journal:
    """The journal of the ledger in a folder.

    >>> import tempfile
    >>> journal = Journal(Path(tempfile.mkdtemp()))
    >>> journal.begin({})
    >>> journal.read().before
    {}
    """

    def __init__(self, folder: Path) -> None:
        self.path = folder / FILE

    @property
    def begun(self) -> bool:
        """Whether anything has been written into it."""
        return self.path.exists()

    def begin(self, before: Mapping[str, int]) -> None:
        """Make the file; `before` says how many rows each table holds that it knows nothing of."""
        spare = self.path.with_name(f"{FILE}.{uuid.uuid4().hex}")
        try:
            spare.write_text(_line({"begins": _now(), "before": dict(before)}), "utf-8")
            flush(spare)
            # The first of several processes makes it; `replace` would wipe out what it wrote.
            os.link(spare, self.path)
        except FileExistsError:
            pass
        except OSError:  # a disk without hard links
            if not self.begun:
                spare.replace(self.path)
        finally:
            spare.unlink(missing_ok=True)
        flush_names(self.path.parent)

    def announce(self, table: str, rows: pa.Table) -> str:
        """Say which rows are about to be written; gives the name under which they are crossed off.

        Raises OSError where it cannot be written: then nothing may be written into the table.
        """
        name = uuid.uuid4().hex[:16]
        listed = [seal.to_list() for seal in seals(table, rows)]
        # On the disk before the rows are: else a power cut could leave rows that nobody announced.
        self._add({"seal": name, "table": table, "at": _now(), "rows": listed})
        return name

    def cross_off(self, name: str) -> None:
        """Say that announced rows are in their table."""
        try:
            self._add({"done": name})
        except OSError:
            # The rows are in the table, and their announcement proves them.
            return

    def _add(self, what: Mapping[str, Any]) -> None:
        held = os.open(self.path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o666)
        try:
            data = _line(what).encode()
            while data:
                data = data[os.write(held, data) :]
            os.fsync(held)
        finally:
            os.close(held)

    def read(self) -> Journaled:
        """All that the journal tells; a line that a stopped writer broke off tells nothing.

        Raises OSError where it cannot be read.
        """
        if not self.begun:
            return Journaled()
        lines = list(_readable(self.path.read_bytes().splitlines()))
        done = {line["done"] for line in lines if "done" in line}
        before = next((line["before"] for line in lines if "begins" in line), {})
        return Journaled(tuple(_entries(lines, done)), before)


def _entries(lines: Iterable[Mapping[str, Any]], done: set[str]) -> Iterator[Announced]:
    for line in lines:
        if "seal" in line:
            listed = tuple(Seal.of(row) for row in line["rows"])
            yield Announced(line["table"], line["at"], listed, line["seal"] in done)


def _readable(lines: Iterable[bytes]) -> Iterator[dict[str, Any]]:
    for line in filter(None, lines):
        try:
            found = json.loads(line)
        except ValueError:
            continue
        if isinstance(found, dict):
            yield found


def _line(what: Mapping[str, Any]) -> str:
    # A line begins where it ends what another writer may have broken off.
    return "\n" + json.dumps(what, separators=(",", ":")) + "\n"


def _now() -> str:
    return datetime.now(UTC).isoformat()
