"""What the system refused, whatever library was asked to write: its number, and its words."""

from __future__ import annotations

import errno
import os
import re
from collections.abc import Iterator

# "[Errno 28] …" and "(os error 28)" of Arrow and Rust; "IO_ENOSPC" of libxml2.
NUMBER = re.compile(r"\b(?:errno|os error) (\d+)", re.IGNORECASE)
NAME = re.compile(r"(?:\b|_)(E[A-Z0-9]{3,})\b")


def refused(error: BaseException) -> str | None:
    """Why the system would not write, in its own words; None where the error is of another kind.

    Libraries wrap what the system says in errors of their own: all that led to one is looked at.

    >>> refused(RuntimeError("IO_ENOSPC")), refused(RuntimeError("Write failed (os error 27)"))
    ('No space left on device', 'File too large')
    >>> refused(ValueError("a cell holds no list")) is None
    True
    """
    number = next(filter(None, map(_number, _led_to(error))), None)
    if number is not None:
        return os.strerror(number)
    return str(error) if isinstance(error, OSError) else None


def _led_to(error: BaseException) -> Iterator[BaseException]:
    """An error, and what it was raised from or while handling, each once."""
    seen: set[int] = set()
    waiting: list[BaseException | None] = [error]
    while waiting:
        one = waiting.pop(0)
        if one is not None and id(one) not in seen:
            seen.add(id(one))
            yield one
            waiting += [one.__cause__, one.__context__]


def _number(error: BaseException) -> int | None:
    if isinstance(error, OSError) and error.errno:
        return error.errno
    if isinstance(
        error, ValueError | TypeError | LookupError
    ):  # speaks of a value, whatever that says
        return None
    said = str(error)
    if found := NUMBER.search(said):
        return int(found[1]) if int(found[1]) in errno.errorcode else None
    names = (getattr(errno, name, None) for name in NAME.findall(said))
    return next((number for number in names if isinstance(number, int)), None)
