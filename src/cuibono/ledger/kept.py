"""Tables as they were last read, kept in memory until anything is written to them."""

from __future__ import annotations

import os
from collections import OrderedDict
from threading import Lock
from typing import Any

MOST = 12


class Cache:
    """Values by key, of which each holds for one version; the least used go first.

    >>> kept = Cache()
    >>> kept.put("documents", "v1", 7)
    >>> kept.get("documents", "v1"), kept.get("documents", "v2"), kept.last("documents")
    (7, None, 7)
    """

    def __init__(self, most: int = MOST) -> None:
        self._held: OrderedDict[Any, tuple[Any, Any]] = OrderedDict()
        self._lock = Lock()
        self._most = most

    def get(self, key: Any, version: Any) -> Any:
        """The value of this version, None where there is none."""
        with self._lock:
            held = self._held.get(key)
            if held is None or held[0] != version:
                return None
            self._held.move_to_end(key)
            return held[1]

    def last(self, key: Any) -> Any:
        """The value of whatever version was kept last, None where there is none."""
        with self._lock:
            held = self._held.get(key)
            return held[1] if held else None

    def put(self, key: Any, version: Any, value: Any) -> None:
        """Keep a value in place of that of any other version."""
        with self._lock:
            self._held[key] = (version, value)
            self._held.move_to_end(key)
            while len(self._held) > self._most:
                self._held.popitem(last=False)


def version(log: str) -> tuple[str, int, int]:
    """What changes with every commit to a Delta table: name, time and file of its log's last entry.

    Nothing of the table is read; ("", 0, 0) where there is none. Commits are files that are named
    by their number: from the last that was seen on, one look tells whether there is a next.
    """
    name = _LAST.get(log) or _last(log)
    try:
        while os.path.exists(os.path.join(log, after := f"{int(name[:-5]) + 1:020d}.json")):  # noqa: PTH110, PTH118
            name = after
        found = os.stat(os.path.join(log, name))  # noqa: PTH116, PTH118
    except (OSError, ValueError):  # another ledger lies there now, or none
        _LAST.pop(log, None)
        return ("", 0, 0) if not _last(log) else version(log)
    _LAST[log] = name
    return name, found.st_mtime_ns, found.st_ino


_LAST: dict[str, str] = {}


def _last(log: str) -> str:
    """The name of the last commit, "" where there is none."""
    try:
        # The numbers have one width: the last in order is the latest.
        return max(n for n in os.listdir(log) if n.endswith(".json") and n[:1].isdigit())  # noqa: PTH208
    except (OSError, ValueError):
        return ""
