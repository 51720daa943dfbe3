"""How documents and event data come into the ledger."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from cuibono.coding.statement import Coding
from cuibono.documents import (
    About,
    Columns,
    Document,
    Shelf,
    Way,
    amended,
    gather,
    read_all,
    read_columns,
)
from cuibono.errors import CuibonoError, UsageError
from cuibono.inquiry import Inquiry
from cuibono.intake.collecting import FETCHED, fetch, watch
from cuibono.intake.hands import Coded, Hands, Here, attempt
from cuibono.intake.receipt import Receipt
from cuibono.ledger import Ledger

if TYPE_CHECKING:
    pass

TOGETHER = 64
"""How many documents are read at once."""


@dataclass(frozen=True, slots=True)
class _Begun:
    """Documents that are being read: their receipts, which are known, what is new of them."""

    group: list[Receipt]
    again: set[str]
    fresh: dict[str, Document]
    codings: Callable[[], Coded]


class Intake:
    """The verbs that read into the ledger: `read`, `fetch`, `watch`, `import_`."""

    def __init__(self, inquiry: Inquiry) -> None:
        self._ask = inquiry

    def code(self, text: str, published: date | None = None, sure: float | None = None) -> Coding:
        """Code a text on its own, without a ledger; what is unsure is left out.

        `sure` is the least confidence, 0 to 1: nothing is left out at 0. Without it the reader's
        own floor holds. Raises UsageError for what is not a text.
        """
        return self._ask.coded(Document(_text(text), published=published), sure)

    def read(
        self,
        paths: Iterable[str | Path],
        about: About | None = None,
        each: Callable[[Receipt], None] = lambda _: None,
        manifest: str | Path | None = None,
        columns: str | Path | None = None,
        cluster: str | None = None,
    ) -> list[Receipt]:
        """Read files and folders into the ledger; a receipt for each document, in their order.

        What cannot be read gets a receipt with its error; the rest is still read. A text that is
        known is not read again, unless more is now known of it: then it is amended. `manifest`
        is a table of paths, dates, publishers, titles and addresses; where rows of it name no file
        that was read, the last receipt has its path and notes that say so, and no document.
        `columns` is a mapping in TOML for tables of articles. `cluster` is the address of a Ray
        cluster whose workers read, or `local` for one of this machine's cores. `each` is called
        with every receipt as it is written. Raises UsageError where a title or an address is given
        for more than one file, or for a manifest without paths; CuibonoError where no cluster
        answers.
        """
        receipts: list[Receipt] = []
        for receipt in self.reading(paths, about, manifest, columns, cluster):
            each(receipt)
            receipts.append(receipt)
        return receipts

    def reading(
        self,
        paths: Iterable[str | Path],
        about: About | None = None,
        manifest: str | Path | None = None,
        columns: str | Path | None = None,
        cluster: str | None = None,
    ) -> Iterator[Receipt]:
        """The same, a receipt at a time: memory does not grow with the number of documents."""
        shelf = Shelf(Path(manifest) if manifest else None)
        way = Way(about or About(), shelf, read_columns(columns) if columns else Columns())
        files = list(gather(paths, shelf))
        if about and (about.title or about.address) and len(files) > 1:
            raise UsageError(
                f"a title or an address can be given for one file, not for {len(files)}"
            )
        ledger = Ledger.open(self._ask.folder)
        with self._hands(cluster) as hands:
            yield from self._take_in(ledger, _together(_opened(files, way)), hands)
        if shelf.manifest and (idle := tuple(shelf.manifest.unused())):
            yield Receipt(str(manifest), len(files), len(files), notes=idle)

    @contextmanager
    def _hands(self, cluster: str | None) -> Generator[Hands]:
        """Who reads: this process, or the workers of a cluster."""
        if cluster is None:
            yield Here(lambda: self._ask.coder)
            return
        from cuibono.intake.cluster import cluster as workers

        with workers(cluster, (self._ask.registry, self._ask.codebook, self._ask.reader)) as hands:
            yield hands

    def _take_in(
        self, ledger: Ledger, groups: Iterable[list[Receipt]], hands: Hands
    ) -> Iterator[Receipt]:
        """Read group after group, and add them in their order; others may be read meanwhile."""
        known = ledger.known()
        begun: deque[_Begun] = deque()
        for group in groups:
            # A text that is being read is known only when it is written.
            while begun and any(_ids(group) & _ids(other.group) for other in begun):
                yield from self._end(ledger, begun.popleft(), known)
            begun.append(self._begin(ledger, group, known, hands))
            while begun and sum(len(other.group) for other in begun) > hands.ahead:
                yield from self._end(ledger, begun.popleft(), known)
        while begun:
            yield from self._end(ledger, begun.popleft(), known)

    def _begin(self, ledger: Ledger, group: list[Receipt], known: set[str], hands: Hands) -> _Begun:
        """Find what is new of some documents, and have it read."""
        again = _ids(group) & known
        held = ledger.labels(again) if again else {}
        fresh: dict[str, Document] = {}
        gone = ledger.replay.withdrawn if again else {}
        for document in (r.document for r in group if r.document and r.document.id not in gone):
            before = fresh.get(document.id) or held.get(document.id)
            better = amended(before, document) if before else document
            if better:
                fresh[document.id] = better
        return _Begun(group, again, fresh, hands.take(list(fresh.values())))

    def _end(self, ledger: Ledger, begun: _Begun, known: set[str]) -> Iterator[Receipt]:
        """Add what was read of some documents together, a receipt for each in order."""
        fresh = begun.fresh
        added = self._add(ledger, list(zip(fresh.values(), begun.codings(), strict=True)), known)
        for receipt in begun.group:
            document = receipt.document
            if document is None:
                yield receipt
                continue
            coding = added.pop(document.id, None)
            if coding is None and document.id not in known:
                error = _about(
                    receipt.path,
                    CuibonoError("it has the same text as a document above that could not be read"),
                )
                yield replace(receipt, document=None, error=error)
            elif coding is None:
                notes = (*document.notes, *_withdrawn(ledger, document.id))
                yield replace(receipt, notes=notes, known=True)
            elif isinstance(coding, CuibonoError):
                yield replace(receipt, document=None, error=_about(receipt.path, coding))
            else:
                known.add(document.id)
                yield replace(
                    receipt,
                    document=fresh[document.id],
                    statements=len(coding.statements),
                    notes=coding.notes,
                    amended=document.id in begun.again,
                )

    def _add(
        self,
        ledger: Ledger,
        read: Sequence[tuple[Document, Coding | CuibonoError]],
        known: set[str],
    ) -> dict[str, Coding | CuibonoError]:
        """Add or amend documents in one commit; where that fails one by one.

        So the fault of one document is its own.
        """
        told = {document.id: coding for document, coding in read}
        good = [(d, c) for d, c in read if isinstance(c, Coding)]
        together = attempt(lambda: ledger.append_all(good, known)) if good else None
        if isinstance(together, CuibonoError):
            for document, coding in good:
                one = attempt(lambda d=document, c=coding: ledger.append_all([(d, c)], known))
                if isinstance(one, CuibonoError):
                    told[document.id] = one
        return told

    def fetch(
        self,
        addresses: Iterable[str],
        into: str | Path = FETCHED,
        each: Callable[[Receipt], None] = lambda _: None,
    ) -> list[Receipt]:
        """Fetch addresses, and the items of feeds, into a folder and read them into the ledger.

        Polite: robots.txt, one request a second to a host, unchanged files are not fetched again.
        """
        return fetch(self.read, addresses, into, each)

    def watch(
        self,
        places: Iterable[str],
        into: str | Path = FETCHED,
        each: Callable[[Receipt], None] = lambda _: None,
        every: float = 15.0,
        times: int = 0,
    ) -> list[Receipt]:
        """Read folders and fetch addresses again every so many minutes; `times` 0 never ends."""
        return watch(self.read, places, into, each, every, times)


def _ids(group: Iterable[Receipt]) -> set[str]:
    """The ids of the documents in some receipts."""
    return {r.document.id for r in group if r.document}


def _opened(files: Sequence[str | Path], way: Way) -> Iterator[Receipt]:
    """What is in files, one document after the other, before it is read."""
    for nth, file in enumerate(files, 1):
        for found in read_all(file, way):
            if isinstance(found, CuibonoError):
                yield Receipt(str(file), nth, len(files), error=found)
            else:
                yield Receipt(found.path or str(file), nth, len(files), found)


def _together(receipts: Iterator[Receipt]) -> Iterator[list[Receipt]]:
    """Receipts in groups that are read at once."""
    while group := list(islice(receipts, TOGETHER)):
        yield group


def _about(path: str, error: CuibonoError) -> CuibonoError:
    """A fault of a file, with the file's name before it.

    >>> str(_about("a.txt", CuibonoError("no"))), str(_about("a.txt", CuibonoError("a.txt: no")))
    ('a.txt: no', 'a.txt: no')
    """
    return error if str(error).startswith(path) else CuibonoError(f"{path}: {error}")


def _withdrawn(ledger: Ledger, id_: str) -> Iterator[str]:
    """That a text which is handed in again was withdrawn, and how it comes back."""
    by = ledger.replay.withdrawn.get(id_) if ledger.tables.exists else None
    if by:
        back = f"`cuibono undo {by.id[:8]}` brings it back"
        yield f"withdrawn by {by.who} on {by.at:%Y-%m-%d}: {back}"


def _text(given: str) -> str:
    """A text that may be coded; raises UsageError for what is not one.

    >>> _text("Kyiv cut ties.")
    'Kyiv cut ties.'
    """
    if not given.strip():
        raise UsageError("there is no text to code")
    try:
        given.encode()
    except UnicodeEncodeError:  # such bytes of a command line arrive as halves of a character
        raise UsageError("the text cannot be coded: some of its bytes are not UTF-8") from None
    return given
