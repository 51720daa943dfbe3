"""The log of a Delta table, read by hand: which entries there are, and which files they name.

Delta itself refuses a table whose log is damaged. To say what is damaged, and to save what is
left, the log is read here entry by entry.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote

ENTRY = re.compile(r"(\d{20})\.json")
CHECKPOINT = re.compile(r"(\d{20})\.checkpoint.*\.parquet")


@dataclass(frozen=True, slots=True)
class Log:
    """What stands in a log: entries by number, numbers that cannot be read, the last checkpoint."""

    folder: Path
    entries: dict[int, list[dict[str, Any]]]
    broken: dict[int, str]
    checkpoint: int | None

    @property
    def gaps(self) -> list[int]:
        """Numbers of entries that are missing, from the first that must be there."""
        there = {*self.entries, *self.broken}
        if not there:
            return []
        # What a checkpoint sums up may have been cleared away before it.
        first = min(there) if self.checkpoint is not None and min(there) else 0
        return sorted(set(range(first, max(there))) - there)

    @property
    def whole(self) -> bool:
        """Whether all entries from the first are there, so that the log alone tells the table."""
        return bool(self.entries) and not self.broken and not self.gaps and 0 in self.entries

    @property
    def removed(self) -> set[str]:
        """Files that an entry takes out of the table."""
        return {unquote(a["remove"]["path"]) for a in self._actions() if a.get("remove")}

    def live(self) -> dict[str, dict[str, Any]]:
        """The files of the table by their names, as far as the entries tell."""
        held: dict[str, dict[str, Any]] = {}
        for action in self._actions():
            if removed := action.get("remove"):
                held.pop(unquote(removed["path"]), None)
            if added := action.get("add"):
                held[unquote(added["path"])] = added
        return held

    def _actions(self) -> Iterator[dict[str, Any]]:
        for number in sorted(self.entries):
            yield from self.entries[number]


def read_log(table: Path) -> Log:
    """The log of the table in a folder; raises OSError where the folder cannot be looked into."""
    folder = table / "_delta_log"
    entries: dict[int, list[dict[str, Any]]] = {}
    broken: dict[int, str] = {}
    checkpoints: list[int] = []
    for path in folder.iterdir() if folder.is_dir() else ():
        if found := CHECKPOINT.fullmatch(path.name):
            checkpoints.append(int(found[1]))
        elif found := ENTRY.fullmatch(path.name):
            try:
                entries[int(found[1])] = _entry(path)
            except (OSError, ValueError) as error:
                broken[int(found[1])] = str(error)
    return Log(folder, entries, broken, max(checkpoints, default=None))


def _entry(path: Path) -> list[dict[str, Any]]:
    """The actions of an entry; raises ValueError, with what is wrong, where they cannot be read."""
    data = path.read_bytes()
    if not data.strip():
        raise ValueError("is empty")
    try:
        actions = [json.loads(line) for line in data.splitlines() if line.strip()]
    except ValueError:
        raise ValueError("is cut off or garbled") from None
    if not all(isinstance(action, dict) for action in actions):
        raise ValueError("is garbled")
    return actions


def log_faults(table: Path) -> Iterator[str]:
    """What is wrong with the log of a table and with the files that it names.

    >>> import tempfile
    >>> list(log_faults(Path(tempfile.mkdtemp())))
    ['its log has no entry']
    """
    log = read_log(table)
    if not log.entries and not log.broken:
        yield "its log has no entry"
    for number in log.gaps:
        yield f"entry {number} of its log is missing"
    for number, what in sorted(log.broken.items()):
        yield f"entry {number} of its log {what}"
    for name, added in log.live().items():
        path = table / name
        rows = _rows(added)
        if not path.exists():
            yield f"the file {name} is missing{rows}"
        elif path.stat().st_size != added.get("size", path.stat().st_size):
            yield f"the file {name} is not as long as it was written{rows}"


def _rows(added: dict[str, Any]) -> str:
    """How many rows a file holds, where its entry says so."""
    try:
        number = json.loads(added["stats"])["numRecords"]
    except (KeyError, TypeError, ValueError):
        return ""
    return f": {number} row{'s' * (number != 1)}"
