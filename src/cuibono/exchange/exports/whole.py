"""Files and folders that are there whole or not at all, with the modes of ordinary files."""

from __future__ import annotations

import io
import shutil
import sys
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from cuibono import whole
from cuibono.errors import CuibonoError, UsageError
from cuibono.unseen import written_out

T = TypeVar("T")
STDOUT = "-"


def write_whole(path: str | Path, write: Callable[[Path], T], binary: bool = False) -> T:
    """Let `write` make a file, and put it in its place once it is complete.

    `-` is standard output; the rest is as in `cuibono.whole`. Raises
    CuibonoError where the file cannot be written, UsageError for binary on a terminal.
    """
    if str(path) == STDOUT:
        return _to_stdout(write, binary)
    return whole.write_whole(path, write)


def write_folder(path: str | Path, write: Callable[[Path], T]) -> T:
    """Let `write` fill a folder, and put it in its place once it is complete.

    Raises CuibonoError for a folder that holds something: what a person keeps there stays.
    """
    if str(path) == STDOUT:
        raise UsageError(
            "this format is a folder, which cannot go to standard output: name a folder"
        )
    target = Path(path)
    part = target.parent / f".{target.name[:60]}.{uuid.uuid4().hex[:12]}"
    try:
        if target.exists() and (not target.is_dir() or any(target.iterdir())):
            raise CuibonoError(f"{path}: it exists already: name a new folder, or an empty one")
        part.mkdir()
        made = write(part)
        if target.is_dir():
            target.rmdir()
        part.replace(target)
        return made
    except OSError as error:
        raise CuibonoError(f"{path}: {error.strerror or error}") from error
    finally:
        shutil.rmtree(part, ignore_errors=True)


def _to_stdout(write: Callable[[Path], T], binary: bool) -> T:
    if binary and sys.stdout.isatty():
        raise UsageError("this format is not text: name a file, or send it to another program")
    sys.stdout.flush()
    if sys.stdout.isatty():  # what a file may hold, a terminal must not obey
        held = io.BytesIO()
        made = whole.through(write, held)
        sys.stdout.write(written_out(held.getvalue().decode("utf-8", "replace")))
        sys.stdout.flush()
        return made
    made = whole.through(write, sys.stdout.buffer)
    sys.stdout.buffer.flush()
    return made
