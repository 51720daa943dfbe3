"""What a commit wrote, forced onto the disk: a power cut takes back nothing that was said."""

from __future__ import annotations

import json
import os
from pathlib import Path
from urllib.parse import unquote


def settle(table: Path, before: str) -> None:
    """Flush the entries of a table's log that are later than `before`, and the files they add.

    Raises OSError where the disk cannot hold them.
    """
    log = table / "_delta_log"
    for entry in sorted(log.glob("[0-9]*.json")):
        if entry.name > before:
            for line in entry.read_bytes().splitlines():
                added = json.loads(line).get("add")
                if added:
                    _flush(table / unquote(added["path"]))
            _flush(entry)
    if os.name != "nt":  # Windows has no handles of folders to flush.
        _flush(log)
        _flush(table)


def _flush(path: Path) -> None:
    try:
        held = os.open(path, os.O_RDONLY if os.name != "nt" else os.O_RDWR)
    except FileNotFoundError:  # joined with others by another process meanwhile
        return
    try:
        os.fsync(held)
    finally:
        os.close(held)
