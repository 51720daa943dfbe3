"""Many values that are made at once and stay: none of them is looked at for what is unused."""

from __future__ import annotations

import gc
from collections.abc import Generator
from contextlib import contextmanager


@contextmanager
def lasting() -> Generator[None]:
    """While values are made that stay, let Python not search them for unused circles of values.

    It would search all that there are again and again, the more often the more there are: over a
    hundred thousand statements that takes a quarter of the time. What is not needed any more is
    freed all the same, unless it is in a circle, which waits until afterwards.

    >>> with lasting():
    ...     gc.isenabled()
    False
    >>> gc.isenabled()
    True
    """
    searching = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if searching:
            gc.enable()
