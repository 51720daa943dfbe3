"""Documents are read in parts: here, one group after the other, or where others have hands free.

Whoever reads, a part goes through `codings`, so that a document gives the same wherever it is read.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Protocol, TypeVar

from cuibono.coding.statement import Coding
from cuibono.documents import Document
from cuibono.errors import CuibonoError

if TYPE_CHECKING:
    from cuibono.coding import Coder

T = TypeVar("T")
Coded = list[Coding | CuibonoError]
DOCUMENTS, CHARACTERS = 8, 40_000
"""What a part holds at most; a longer document is a part of its own."""


class Hands(Protocol):
    """Who reads: takes documents, and gives what was read of them when it is asked for."""

    @property
    def ahead(self) -> int:
        """How many documents may be under way before the first of them is waited for."""
        ...

    def take(self, documents: Sequence[Document]) -> Callable[[], Coded]:
        """Begin with some documents; calling what is given waits for what was read of each."""
        ...


class Here:
    """This process reads, when it is asked for what was read."""

    ahead = 0

    def __init__(self, coder: Callable[[], Coder]) -> None:
        self._coder = coder

    def take(self, documents: Sequence[Document]) -> Callable[[], Coded]:
        """Nothing is begun: this process has no hands free."""
        return lambda: codings(self._coder, documents)


def codings(coder: Callable[[], Coder], documents: Sequence[Document]) -> Coded:
    """What is read of documents, in their order; the fault of one is its own.

    The coder is not made where there is nothing to read.
    """
    if not documents:
        return []
    reads = coder()
    together = attempt(lambda: list(reads.code_many(documents)))
    if not isinstance(together, CuibonoError):
        return list(together)
    return [attempt(lambda d=d: reads.code(d)) for d in documents]


def parted(documents: Sequence[Document]) -> Iterator[list[Document]]:
    """Documents in their order, in parts that take about as long as each other.

    >>> [len(part) for part in parted([Document("a" * n) for n in (9, 50_000, 9, 9)])]
    [1, 1, 2]
    """
    part: list[Document] = []
    size = 0
    for document in documents:
        if part and (len(part) == DOCUMENTS or size + len(document.text) > CHARACTERS):
            yield part
            part, size = [], 0
        part.append(document)
        size += len(document.text)
    if part:
        yield part


def attempt(act: Callable[[], T]) -> T | CuibonoError:
    """What an act gives, or its fault as a value: one document never stops the others."""
    try:
        return act()
    except CuibonoError as error:
        return error
    except BaseException as error:
        # A panic in the tokenizer or the tables is none of Python's exceptions.
        if not isinstance(error, Exception) and type(error).__name__ != "PanicException":
            raise
        if os.environ.get("CUIBONO_DEBUG"):
            raise
        said = " ".join(f"{type(error).__name__}: {error}".split())[:200]
        return CuibonoError(f"cannot be read: {said} (CUIBONO_DEBUG=1 shows where; please report)")
