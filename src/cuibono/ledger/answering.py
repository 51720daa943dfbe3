"""A disk that does not answer, such as a network drive whose server is gone, is not waited for."""

from __future__ import annotations

import threading
import time
from contextlib import suppress
from pathlib import Path

PATIENCE = 20.0
"""Seconds that a disk has for an answer: one that was asleep needs some."""
AGAIN = 5.0
"""Seconds after an answer for which it is not asked again."""
_ANSWERED: dict[str, float] = {}


def answers(file: Path) -> bool:
    """Whether the disk of a file says in time what is in it, or that there is none.

    A call of the system that waits for a drive cannot be taken back: it is left to a thread that
    ends with the program.

    >>> answers(Path(__file__))
    True
    """
    name = str(file.absolute())
    if time.monotonic() - _ANSWERED.get(name, -AGAIN) < AGAIN:
        return True
    asking = threading.Thread(target=_ask, args=(name,), daemon=True)
    asking.start()
    asking.join(PATIENCE)
    return not asking.is_alive()


def _ask(name: str) -> None:
    with suppress(OSError, ValueError):
        Path(name).read_bytes()
    _ANSWERED[name] = time.monotonic()
