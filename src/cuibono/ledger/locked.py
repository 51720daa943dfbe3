"""A lock between processes, so that two people never judge the same row at the same moment."""

from __future__ import annotations

import os
import time
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from cuibono.errors import CuibonoError

PATIENCE = 20.0
"""Seconds that a judgement waits for others that are being written."""


@contextmanager
def locked(path: Path, patience: float = PATIENCE) -> Generator[None]:
    """Hold a lock file while a block runs; the system frees it when the process dies.

    Raises CuibonoError where it cannot be had within so many seconds.
    """
    try:
        held = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
    except OSError as error:
        why = error.strerror or error
        raise CuibonoError(f"{path.parent}: cannot write the ledger: {why}") from error
    try:
        _wait(held, path, patience)
        try:
            yield
        finally:
            _free(held)
    finally:
        os.close(held)


def _wait(held: int, path: Path, patience: float) -> None:
    until = time.monotonic() + patience
    while not _take(held):
        if time.monotonic() > until:
            raise CuibonoError(
                f"{path.parent}: somebody else is writing to this ledger: try again in a moment"
            )
        time.sleep(0.01)


if os.name == "nt":  # pragma: no cover
    import msvcrt

    def _take(held: int) -> bool:
        try:
            os.lseek(held, 0, os.SEEK_SET)
            msvcrt.locking(held, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]
        except OSError:
            return False
        return True

    def _free(held: int) -> None:
        os.lseek(held, 0, os.SEEK_SET)
        msvcrt.locking(held, msvcrt.LK_UNLCK, 1)  # type: ignore[attr-defined]

else:
    import fcntl

    def _take(held: int) -> bool:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True

    def _free(held: int) -> None:
        fcntl.flock(held, fcntl.LOCK_UN)
