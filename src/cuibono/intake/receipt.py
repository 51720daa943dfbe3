"""What became of one document that was handed in."""

from __future__ import annotations

from dataclasses import dataclass

from cuibono.documents import Document
from cuibono.errors import CuibonoError


@dataclass(frozen=True, slots=True)
class Receipt:
    """What became of one file that was handed in, the `nth` of so many.

    A file that holds several documents has a receipt for each. `known` means that the ledger
    already held this text and knew as much of it, `amended` that more is known of it now;
    `error` is set when it could not be read, and then nothing of it is in the ledger. A manifest
    has a receipt with neither where rows of it were of no use: its `notes` say which.
    """

    path: str
    nth: int
    of: int
    document: Document | None = None
    statements: int = 0
    notes: tuple[str, ...] = ()
    known: bool = False
    amended: bool = False
    error: CuibonoError | None = None
