"""The whole path on one page: a text goes in at `read`, a cited page comes out at `brief`.

documents → language → coding (with actors) → ledger → events → measures → briefs. The doors
(`cli/`) call the methods of `Desk`, one for each verb, and hold no logic of their own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from cuibono.coding.statement import Coding, Statement
from cuibono.documents.document import Document
from cuibono.errors import CuibonoError, UsageError

if TYPE_CHECKING:
    from cuibono.actors import Registry
    from cuibono.coding import Coder
    from cuibono.documents import About
    from cuibono.language import Reader
    from cuibono.ledger import Ledger, Query

DEFAULT_LEDGER = "ledger"


@dataclass(frozen=True, slots=True)
class Receipt:
    """What became of one file that was handed in.

    `known` means that the ledger already held this text; `error` is set when the file
    could not be read, and then nothing of it is in the ledger.
    """

    path: str
    document: Document | None = None
    statements: int = 0
    notes: tuple[str, ...] = ()
    known: bool = False
    error: CuibonoError | None = None


def _silent(_: Receipt) -> None:
    pass


class Desk:
    """An analyst's desk: one ledger, one reader, one registry of actors.

    >>> from cuibono import Desk
    >>> desk = Desk("ledger")           # nothing is opened or loaded yet
    >>> desk.ledger_path.name
    'ledger'
    """

    def __init__(self, ledger: str | Path = DEFAULT_LEDGER, as_of: datetime | None = None) -> None:
        self.ledger_path = Path(ledger)
        self.as_of = as_of

    @cached_property
    def reader(self) -> Reader:
        """The learned reader of language, loaded when it is first needed."""
        from cuibono.language import Reader

        return Reader.load()

    @cached_property
    def registry(self) -> Registry:
        """The dated registry of actors."""
        from cuibono.actors import Registry

        return Registry.load()

    @cached_property
    def coder(self) -> Coder:
        """The coder that follows the codebook."""
        from cuibono.coding import Coder

        return Coder.load(registry=self.registry, reader=self.reader)

    @cached_property
    def ledger(self) -> Ledger:
        """The ledger on disk."""
        from cuibono.ledger import Ledger

        return Ledger.open(self.ledger_path)

    # --- into the ledger -----------------------------------------------------------------

    def read(
        self,
        paths: Iterable[str | Path],
        about: About | None = None,
        each: Callable[[Receipt], None] = _silent,
    ) -> list[Receipt]:
        """Read files and folders into the ledger, one document at a time.

        A file that cannot be read gets a receipt with its error; the others are still read.
        `each` is called with every receipt as it is written.
        """
        from cuibono.documents import gather

        receipts: list[Receipt] = []
        for path in gather(paths):
            receipts.append(self._read_one(path, about))
            each(receipts[-1])
        return receipts

    def _read_one(self, path: str | Path, about: About | None) -> Receipt:
        from cuibono.documents import About, read

        try:
            document = read(path, about or About())
            if self.ledger.has(document.id):
                return Receipt(str(path), document, notes=document.notes, known=True)
            coding = self._code(document)
            self.ledger.append(document, coding)
        except CuibonoError as error:
            return Receipt(str(path), error=error)
        notes = (*document.notes, *coding.notes)
        return Receipt(str(path), document, len(coding.statements), notes)

    def _code(self, document: Document) -> Coding:
        return self.coder.code(document, self.reader.read(document.text))

    def code(self, text: str, published: date | None = None) -> Coding:
        """Code a text on its own, without a ledger."""
        return self._code(Document(text, published=published))
