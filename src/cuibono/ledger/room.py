"""Room on the disk, taken before the tables are written to and given back at once.

The tables' own code prints a panic of its own where a disk fills up while it writes.
"""

from __future__ import annotations

import errno
import os
import shutil
import uuid
from pathlib import Path

SPARE = 65_536
"""Bytes that the log and the head of a file take at most, beside the rows."""


def make_sure_of(folder: Path, size: int) -> None:
    """Raise OSError where a folder's disk, or a limit on files, has no room for so many bytes.

    >>> import tempfile
    >>> make_sure_of(Path(tempfile.mkdtemp()), 1_000)
    """
    wanted = size + SPARE
    if not hasattr(os, "posix_fallocate"):
        if shutil.disk_usage(folder).free < wanted:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return
    path = folder / f".room.{uuid.uuid4().hex[:12]}"
    held = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    # Without a name from the start: a process that is killed now leaves nothing behind.
    path.unlink(missing_ok=True)
    try:
        _take(held, wanted, folder)
    finally:
        os.close(held)


def _take(held: int, wanted: int, folder: Path) -> None:
    try:
        os.posix_fallocate(held, 0, wanted)
    except OSError as error:
        # A disk that cannot set room aside is asked how much it has.
        if error.errno not in (errno.EOPNOTSUPP, errno.EINVAL, errno.ENOSYS):
            raise
        if shutil.disk_usage(folder).free < wanted:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)) from None
