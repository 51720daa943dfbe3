"""A disk that does not answer, such as a network drive whose server is gone, is not waited for."""

from __future__ import annotations

import os
import threading
import time
from contextlib import suppress
from pathlib import Path
from stat import S_ISDIR, S_ISREG

PATIENCE = 20.0
"""Seconds that a disk has for an answer: one that was asleep needs some."""
AGAIN = 5.0
"""Seconds after an answer for which it is not asked again."""
MANY = 4096
"""Answers that are remembered at most."""
SILENT = "its disk does not answer: see whether the drive is connected"
_ANSWERED: dict[str, float] = {}
_ASKED: dict[str, threading.Thread] = {}
"""Who still waits for an answer, by the folder that is waited for."""


def answers(path: Path) -> bool:
    """Whether the disk of a file or folder says in time what is in it, or that there is none.

    A call of the system that waits for a drive cannot be taken back: it is left to a thread that
    ends with the program.

    >>> answers(Path(__file__))
    True
    """
    name, folder = os.path.abspath(path), os.path.abspath(path.parent)  # noqa: PTH100
    if time.monotonic() - _ANSWERED.get(name, -AGAIN) < AGAIN:
        return True
    if folder in _ASKED and _ASKED[folder].is_alive():
        return False
    asking = threading.Thread(target=_ask, args=(name,), daemon=True)
    asking.start()
    asking.join(PATIENCE)
    if asking.is_alive():
        _ASKED[folder] = asking
        return False
    return True


def _ask(name: str) -> None:
    with suppress(OSError, ValueError):
        kind = os.stat(name).st_mode  # noqa: PTH116
        if S_ISDIR(kind):
            os.scandir(name).close()
        elif S_ISREG(kind):  # a pipe would be waited for
            with open(name, "rb") as file:  # noqa: PTH123
                file.read(1)
    if len(_ANSWERED) > MANY:
        _ANSWERED.clear()
    _ANSWERED[name] = time.monotonic()
