"""What Delta, Arrow or the disk complains about, as a line that says what to do."""

from __future__ import annotations

import errno
import os
import re

from cuibono.errors import CuibonoError

SYSTEM = re.compile(r"\(os error (\d+)\)")
COLOURED = re.compile(r"\x1b\[[\d;]*m|↳")
ADVICE = {
    errno.ENOSPC: "make room and run the same command again",
    errno.EDQUOT: "make room and run the same command again",
    errno.EFBIG: "make room and run the same command again",
    errno.EROFS: "copy the ledger to a disk that can be written to",
    errno.EACCES: "ask for the right to write there, or name another folder with --ledger",
    errno.EPERM: "ask for the right to write there, or name another folder with --ledger",
    errno.EIO: "the disk may be failing: copy the ledger elsewhere, then run `cuibono verify`",
}
DAMAGED = "`cuibono verify` says what is damaged, `cuibono repair` saves what is left"
LONGEST = 200


class LedgerError(CuibonoError):
    """A ledger that cannot be opened, read or written: says which and why."""


def is_fault(error: BaseException) -> bool:
    """Whether an error comes from the tables or the disk, and not from a mistake in this program.

    >>> is_fault(OSError(28, "No space left on device")), is_fault(KeyboardInterrupt())
    (True, False)
    """
    import pyarrow as pa
    from deltalake.exceptions import DeltaError

    # A panic of the Rust code is not one of Python's own exceptions.
    panic = type(error).__name__ == "PanicException"
    return panic or isinstance(error, OSError | DeltaError | pa.ArrowException | UnicodeError)


def complaint(error: BaseException) -> str:
    """One line on a fault: what the system says, and what helps.

    >>> complaint(OSError(28, "No space left on device"))
    'No space left on device: make room and run the same command again'
    """
    said = " ".join(COLOURED.sub("", str(error)).split())
    found = SYSTEM.search(said)
    number = error.errno if isinstance(error, OSError) else None
    number = int(found[1]) if found and number is None else number
    if number is None or number == errno.ENOENT:
        return f"{said[:LONGEST]}: {DAMAGED}"
    why = os.strerror(number)
    return f"{why}: {ADVICE[number]}" if number in ADVICE else why
