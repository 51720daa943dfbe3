"""Files that are there whole or not at all: a full disk never costs the file that was there."""

from __future__ import annotations

import os
import shutil
import tempfile
import uuid
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO, TypeVar

from cuibono.answering import SILENT, answers
from cuibono.errors import CuibonoError
from cuibono.refused import refused

T = TypeVar("T")


def write_whole(path: str | Path, write: Callable[[Path], T]) -> T:
    """Let `write` make a file, and put it in its place once it is complete.

    A link is followed, the file that is replaced hands on its mode, and a pipe or a device takes
    what it is given. Raises CuibonoError, in one line, where the system refuses to write, in
    whatever error a library wraps that: what was there before is then there still.

    >>> import tempfile
    >>> target = Path(tempfile.mkdtemp()) / "brief.md"
    >>> write_whole(target, lambda part: part.write_text("Kyiv cut ties.", "utf-8"))
    14
    >>> [file.name for file in target.parent.iterdir()]
    ['brief.md']
    """
    target = Path(path)
    if not answers(target.parent):
        raise CuibonoError(f"{path}: cannot be written: {SILENT}")
    try:
        if target.is_dir():
            raise CuibonoError(f"{path}: is a folder: name a file")
        if target.exists() and not target.is_file():  # a pipe or a device
            with target.open("wb") as sink:
                return through(write, sink)
        return _replace(target.resolve() if target.is_symlink() else target, write)
    except CuibonoError:
        raise
    except Exception as error:
        if why := refused(error):
            raise CuibonoError(f"{path}: cannot be written: {why}") from error
        raise


def write_text(path: str | Path, text: str) -> None:
    """Write a text in UTF-8, whole or not at all; raises CuibonoError where it cannot be."""
    write_whole(path, lambda part: part.write_bytes(text.encode("utf-8", "backslashreplace")))


def keep(path: Path, write: Callable[[Path], object]) -> None:
    """Let `write` make a cache, and put it in its place; where it cannot be, all works without it.

    >>> keep(Path("no-such-folder") / "_cache.json", lambda part: part.write_text("{}", "utf-8"))
    """
    if not path.parent.is_dir():
        return
    part = path.with_name(f"{path.name}.{uuid.uuid4().hex[:12]}")
    try:
        write(part)
        part.replace(path)
    except OSError:
        with suppress(OSError):
            part.unlink(missing_ok=True)


def through(write: Callable[[Path], T], sink: BinaryIO) -> T:
    """Let `write` make a file elsewhere, and copy it once it is complete."""
    with tempfile.TemporaryDirectory(prefix="cuibono-") as folder:
        part = _fresh(Path(folder) / "part")
        made = write(part)
        with part.open("rb") as source:
            shutil.copyfileobj(source, sink)
    return made


def _replace(target: Path, write: Callable[[Path], T]) -> T:
    part = target.parent / f".{target.name[:60]}.{uuid.uuid4().hex[:12]}{target.suffix}"
    try:
        made = write(_fresh(part))
        _put(part, target)
        return made
    finally:
        part.unlink(missing_ok=True)


def _fresh(path: Path) -> Path:
    """An empty file that nobody else has, with the mode that the user's mask leaves."""
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o666))
    return path


def _put(part: Path, target: Path) -> None:
    if target.is_file():
        shutil.copymode(target, part)
    held = os.open(part, os.O_RDWR)
    try:  # A power cut must not leave an empty file in the place of a full one.
        os.fsync(held)
    finally:
        os.close(held)
    part.replace(target)
