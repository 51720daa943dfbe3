"""A copy of a ledger on object storage, where Spark, Trino or another desk reads it.

What a Delta table has written never changes, so a copy is kept up by adding what is new: the
files with rows, then the log's entries in their order, each put only where there is none. Whoever
reads the copy meanwhile sees each table as it stood after one of its commits. Nothing is deleted.
"""

from __future__ import annotations

import time
from collections.abc import Generator, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from importlib import import_module
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from cuibono.errors import UsageError
from cuibono.ledger.deltalog import CHECKPOINT, Log, read_log
from cuibono.ledger.faults import LedgerError
from cuibono.ledger.journal import FILE as JOURNAL
from cuibono.ledger.schema import IMPORTED, JUDGEMENTS, MARKER, TABLES, VERDICTS

SCHEMES = ("s3", "gs", "az", "abfss", "file")
ORDER = (*IMPORTED, *TABLES, VERDICTS, JUDGEMENTS)
"""Tables in the order in which they are copied: what names the rows of others comes after them."""
TRIES, PAUSE = 50, 0.2
"""How often, and after how many seconds, a ledger is looked at again that is being written to."""
AT_ONCE = 8
LAST = "_last_checkpoint"


@dataclass(frozen=True, slots=True)
class Mirrored:
    """What a copy took: commits and files with rows that it did not have, and their bytes."""

    commits: int = 0
    files: int = 0
    size: int = 0

    def __add__(self, other: Mirrored) -> Mirrored:
        return Mirrored(
            self.commits + other.commits, self.files + other.files, self.size + other.size
        )


def mirror(folder: Path, address: str) -> Mirrored:
    """Bring the copy at an address, such as s3://bucket/ledger, up to where a ledger stands.

    Endpoint and keys are those of the environment. Raises UsageError for what is no address,
    LedgerError where somebody else's files or another ledger's commits lie there.
    """
    store = _store(address)
    with _named(address):
        there = {str(one["path"]): int(one["size"]) for found in store.list() for one in found}
        if there and MARKER not in there:
            raise LedgerError(f"{address}: holds other files: name an empty place")
        logs, journal = _standing(folder)
        for name, log in logs.items():
            _same(store, address, name, log, there)
        if not there:
            store.put(MARKER, (folder / MARKER).read_bytes())
        made = Mirrored()
        for name, log in logs.items():
            made += _table(store, folder / name, log, there)
        if made.commits:
            store.put(JOURNAL, journal)
    return made


def _standing(folder: Path) -> tuple[dict[str, Log], bytes]:
    """The logs of all tables and the journal, as they stand at one moment."""
    path = folder / JOURNAL
    for _ in range(TRIES):
        before = path.stat().st_size if path.exists() else 0
        # The other way round, so that no document is copied without its statements.
        logs = {name: read_log(folder / name) for name in reversed(ORDER)}
        journal = path.read_bytes() if path.exists() else b""
        if len(journal) == before:
            logs = {name: logs[name] for name in ORDER if logs[name].entries or logs[name].broken}
            for name in (n for n, log in logs.items() if not log.whole):
                raise LedgerError(f"{folder}: the log of {name} is damaged: run `cuibono repair`")
            return logs, journal
        time.sleep(PAUSE)
    raise LedgerError(f"{folder}: somebody keeps writing to it: try again later")


def _same(store: Any, address: str, name: str, log: Log, there: Mapping[str, int]) -> None:
    """Raise LedgerError where the copy of a table has commits that the table has not."""
    path = f"{name}/_delta_log/"
    held = {key.removeprefix(path): size for key, size in there.items() if key.startswith(path)}
    numbers = [int(key[:-5]) for key in held if key.endswith(".json") and key[:-5].isdigit()]
    same = all(
        number in log.entries and held[_entry(number)] == _size(log, number) for number in numbers
    )
    # The first entry holds a name that no other table has.
    if same and numbers:
        same = bytes(store.get(path + _entry(0)).bytes()) == (log.folder / _entry(0)).read_bytes()
    if not same:
        raise LedgerError(
            f"{address}: holds commits to {name} that this ledger does not have: name an "
            "empty place"
        )


def _table(store: Any, table: Path, log: Log, there: Mapping[str, int]) -> Mirrored:
    """Copy what is new of a table: files with rows first, then the commits that name them."""
    path = f"{table.name}/_delta_log/"
    live = log.live()
    new = [name for name in _added(log) if there.get(f"{table.name}/{name}") is None]
    # What was joined with others is gone after a week; what counts must be there.
    here = [name for name in new if name in live or (table / name).exists()]
    with ThreadPoolExecutor(AT_ONCE) as pool:
        list(pool.map(lambda name: store.put(f"{table.name}/{name}", table / name), here))
    commits = [n for n in sorted(log.entries) if path + _entry(n) not in there]
    for number in commits:
        data = (log.folder / _entry(number)).read_bytes()
        store.put(path + _entry(number), data, mode="create", use_multipart=False)
    _checkpoints(store, log, path, there)
    return Mirrored(len(commits), len(here), sum((table / name).stat().st_size for name in here))


def _checkpoints(store: Any, log: Log, path: str, there: Mapping[str, int]) -> None:
    """Copy what sums up a log, so that whoever opens the copy need not read every entry."""
    new = [
        file for file in sorted(log.folder.glob("*.checkpoint*.parquet"))
        if (found := CHECKPOINT.fullmatch(file.name)) and path + file.name not in there
        and int(found[1]) in log.entries
    ]  # fmt: skip
    for file in new:
        store.put(path + file.name, file)
    if new and (log.folder / LAST).exists():
        store.put(path + LAST, log.folder / LAST)


def _added(log: Log) -> Iterator[str]:
    """The files that a log ever named, each once."""
    every = (a["add"]["path"] for n in sorted(log.entries) for a in log.entries[n] if a.get("add"))
    return iter(dict.fromkeys(map(unquote, every)))


def _entry(number: int) -> str:
    return f"{number:020d}.json"


def _size(log: Log, number: int) -> int:
    return (log.folder / _entry(number)).stat().st_size


def _store(address: str) -> Any:
    """The place of a copy; raises CuibonoError, in one line, where it cannot be one."""
    scheme, slashes, rest = address.partition("://")
    if scheme not in SCHEMES or not slashes or not rest.strip("/"):
        known = ", ".join(f"{scheme}://" for scheme in SCHEMES)
        raise UsageError(f"{address!r} is not a place on object storage: it begins with {known}")
    try:
        places = import_module("obstore.store")
    except ImportError:
        raise LedgerError(
            "a copy on object storage needs obstore, which is not installed: "
            "pip install 'cuibono[objects]'"
        ) from None
    if scheme == "file":
        return places.from_url(address, mkdir=True)
    # Without these a place that nobody answers at is tried for minutes.
    patience = {"max_retries": 4, "retry_timeout": timedelta(seconds=60)}
    with _named(address):
        return places.from_url(address, retry_config=patience)


@contextmanager
def _named(address: str) -> Generator[None]:
    """Turn what the storage or the disk complains about into one line."""
    try:
        yield
    except import_module("obstore.exceptions").AlreadyExistsError:
        said = "somebody else is copying to it at this moment: try again"
        raise LedgerError(f"{address}: {said}") from None
    except (import_module("obstore.exceptions").BaseError, OSError) as error:
        lines = str(error).strip().splitlines() or [type(error).__name__]
        raise LedgerError(f"{address}: cannot be copied to: {lines[0][:200]}") from error
