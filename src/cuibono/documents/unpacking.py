"""What keeps the unpacking of files inside files within bounds."""

from __future__ import annotations

import zlib
from dataclasses import dataclass, field
from typing import IO

from cuibono.documents.columns import BY_NAME, Columns
from cuibono.documents.found import DocumentError

LARGEST = 50_000_000
LARGEST_ARCHIVE = 4_000_000_000
UNPACKED = 1_000_000_000
MOST_DOCUMENTS = 10_000
DEEPEST = 4
PIECE = 2**20


@dataclass(slots=True)
class Unpacking:
    """What may still be unpacked from one file that was handed in.

    `columns` say how tables of articles are read.
    """

    columns: Columns = field(default_factory=lambda: BY_NAME)
    bytes_left: int = field(default_factory=lambda: UNPACKED)
    documents_left: int = field(default_factory=lambda: MOST_DOCUMENTS)

    def take(self, size: int) -> None:
        """Count bytes that were unpacked; raises DocumentError where it becomes too much."""
        self.bytes_left -= size
        if self.bytes_left < 0:
            raise DocumentError(
                f"more than {UNPACKED // 10**6} MB once unpacked: the rest was not read"
            )

    def one_more(self) -> None:
        """Count a document; raises DocumentError where there are too many in one file."""
        self.documents_left -= 1
        if self.documents_left < 0:
            raise DocumentError(
                f"more than {MOST_DOCUMENTS:,} documents: the rest was not read; split the file"
            )

    def whole(self, file: IO[bytes], largest: int = LARGEST) -> bytes:
        """All bytes of a packed file; raises DocumentError where they are too many or broken."""
        pieces: list[bytes] = []
        size = 0
        try:
            while piece := file.read(PIECE):
                size += len(piece)
                self.take(len(piece))
                if size > largest:
                    raise DocumentError(f"too large: more than {largest // 10**6} MB once unpacked")
                pieces.append(piece)
        except (OSError, EOFError, zlib.error, NotImplementedError, RuntimeError) as error:
            why = "encrypted" if "encrypted" in str(error) else f"damaged: {error}"
            raise DocumentError(why) from error
        return b"".join(pieces)
