"""The verbs that go out for texts: `fetch` opens connections, `watch` looks again and again."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Protocol

from cuibono.documents import DocumentError
from cuibono.intake.receipt import Receipt

FETCHED = "fetched"
MOST_ITEMS = 200
Each = Callable[[Receipt], None]


class Read(Protocol):
    """What reads files into a ledger: `Desk.read`."""

    def __call__(
        self, paths: Iterable[str | Path], *, each: Each = lambda _: None
    ) -> list[Receipt]:
        """Read files and folders, with a receipt for each document."""
        ...


def fetch(
    read: Read,
    addresses: Iterable[str],
    into: str | Path = FETCHED,
    each: Each = lambda _: None,
    pause: float = 1.0,
) -> list[Receipt]:
    """Fetch addresses, and the items of those that are feeds, into a folder and read them."""
    from cuibono.documents.fetching import Fetcher, linked

    fetcher = Fetcher(Path(into), pause)
    waiting, receipts, seen = list(addresses), list[Receipt](), set[str]()
    feeds = set(waiting)
    for nth, address in enumerate(waiting, 1):
        if address in seen:
            continue
        seen.add(address)
        try:
            path = fetcher.fetch(address)
        except DocumentError as error:
            receipts.append(Receipt(address, nth, len(waiting), error=error))
            each(receipts[-1])
            continue
        items = linked(path)[:MOST_ITEMS] if address in feeds else []
        waiting += [item for item in items if item not in seen]
        if not items:
            receipts += read([path], each=each)
    return receipts


def watch(
    read: Read,
    places: Iterable[str],
    into: str | Path = FETCHED,
    each: Each = lambda _: None,
    every: float = 15.0,
    times: int = 0,
) -> list[Receipt]:
    """Read folders and fetch addresses again every so many minutes; `times` 0 is without end.

    Only what is new, or known better, is told.
    """
    listed = list(places)
    addresses = [p for p in listed if p.startswith(("http://", "https://"))]
    folders = [p for p in listed if p not in addresses]
    receipts: list[Receipt] = []

    def tell(receipt: Receipt) -> None:
        if not receipt.known:
            receipts.append(receipt)
            each(receipt)

    count = 0
    while True:
        read(folders, each=tell) if folders else None
        fetch(read, addresses, into, tell) if addresses else None
        count += 1
        if count == times:
            return receipts
        del receipts[:]
        time.sleep(60 * every)
