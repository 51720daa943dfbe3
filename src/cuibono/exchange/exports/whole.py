"""Files and folders that are there whole or not at all, with the modes of ordinary files."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO, TypeVar

from cuibono.errors import CuibonoError, UsageError

T = TypeVar("T")
STDOUT = "-"


def write_whole(path: str | Path, write: Callable[[Path], T], binary: bool = False) -> T:
    """Let `write` make a file, and put it in its place once it is complete.

    `-` is standard output. A link is followed, and the file that is replaced hands on its mode.
    Raises CuibonoError where the file cannot be written, UsageError for binary on a terminal.
    """
    if str(path) == STDOUT:
        return _to_stdout(write, binary)
    target = Path(path).resolve() if Path(path).is_symlink() else Path(path)
    if target.is_dir():
        raise CuibonoError(f"{path}: is a folder; name a file")
    if target.exists() and not target.is_file():  # a pipe or a device takes what it is given
        with target.open("wb") as sink:
            return _through(write, sink)
    part = target.parent / f".{target.name[:60]}.{uuid.uuid4().hex[:12]}"
    try:
        made = write(_fresh(part))
        if target.is_file():
            shutil.copymode(target, part)
        part.replace(target)
        return made
    except OSError as error:
        raise CuibonoError(f"{path}: {error.strerror or error}") from error
    finally:
        part.unlink(missing_ok=True)


def write_folder(path: str | Path, write: Callable[[Path], T]) -> T:
    """Let `write` fill a folder, and put it in its place once it is complete.

    Raises CuibonoError for a folder that holds something: what a person keeps there stays.
    """
    if str(path) == STDOUT:
        raise UsageError("a folder cannot go to standard output: name a folder")
    target = Path(path)
    part = target.parent / f".{target.name[:60]}.{uuid.uuid4().hex[:12]}"
    try:
        if target.exists() and (not target.is_dir() or any(target.iterdir())):
            raise CuibonoError(f"{path}: is there already; name a new folder, or an empty one")
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


def _fresh(path: Path) -> Path:
    """An empty file that nobody else has, with the mode that the user's mask leaves."""
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o666))
    return path


def _to_stdout(write: Callable[[Path], T], binary: bool) -> T:
    if binary and sys.stdout.isatty():
        raise UsageError("this format is not text: name a file, or send it into a pipe")
    sys.stdout.flush()
    made = _through(write, sys.stdout.buffer)
    sys.stdout.buffer.flush()
    return made


def _through(write: Callable[[Path], T], sink: BinaryIO) -> T:
    """Let `write` make a file elsewhere, and copy it once it is complete."""
    with tempfile.TemporaryDirectory(prefix="cuibono-") as folder:
        part = _fresh(Path(folder) / "part")
        made = write(part)
        with part.open("rb") as source:
            shutil.copyfileobj(source, sink)
    return made
