"""One import into a ledger at a time: the second waits, and then finds what the first brought."""

from __future__ import annotations

import hashlib
import os
import sys
import tempfile
import time
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

PAUSE = 0.1


@contextmanager
def alone(folder: Path) -> Generator[None]:
    """Wait until no other process of this user imports into the ledger in a folder.

    The lock lies outside of the ledger, whose folder may not be there yet, and ends with its
    process, however that ends.
    """
    name = hashlib.sha256(str(folder.resolve()).encode("utf-8", "backslashreplace")).hexdigest()
    owner = os.getuid() if hasattr(os, "getuid") else 0
    path = Path(tempfile.gettempdir()) / f"cuibono-import-{owner}-{name[:16]}.lock"
    with path.open("a+b") as file:
        while not _locked(file):
            time.sleep(PAUSE)
        yield


def _locked(file: IO[bytes]) -> bool:
    """Whether the lock could be had; closing the file gives it back."""
    try:
        if sys.platform == "win32":
            import msvcrt

            file.seek(0)
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
