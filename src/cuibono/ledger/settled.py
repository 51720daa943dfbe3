"""What a commit wrote, forced onto the disk: a power cut takes back nothing that was said."""

from __future__ import annotations

import json
import os
import time
from pathlib import Path
from urllib.parse import unquote

POINTER = "_last_checkpoint"


def settle(table: Path, before: str) -> None:
    """Flush the entries of a table's log that are later than `before`, and the files they add.

    With `before` empty everything that the log tells of is flushed. Raises OSError where the disk
    cannot hold them.
    """
    log = table / "_delta_log"
    for entry in sorted(log.glob("[0-9]*.json")):
        if entry.name > before:
            for line in entry.read_bytes().splitlines():
                added = json.loads(line).get("add")
                if added:
                    flush(table / unquote(added["path"]))
            flush(entry)
    summed_up = [path for path in log.glob("[0-9]*.parquet") if path.name > before]
    for path in (*summed_up, *([log / POINTER] if summed_up else [])):
        flush(path)
    flush_names(log, table)


def flush(path: Path) -> None:
    """Force what is in a file onto the disk."""
    try:
        held = os.open(path, os.O_RDONLY if os.name != "nt" else os.O_RDWR)
    except FileNotFoundError:  # joined with others by another process meanwhile
        return
    try:
        os.fsync(held)
    finally:
        os.close(held)


def put(path: Path, text: str) -> None:
    """Write a small file that is there whole or not at all, and stays there."""
    spare = path.with_name(f"{path.name}.{time.monotonic_ns()}")
    spare.write_text(text, encoding="utf-8")
    flush(spare)
    spare.replace(path)
    flush_names(path.parent)


def flush_names(*folders: Path) -> None:
    """Force onto the disk which files are in folders: else a new file may be gone as a whole."""
    if os.name != "nt":  # Windows has no handles of folders to flush.
        for folder in folders:
            flush(folder)
