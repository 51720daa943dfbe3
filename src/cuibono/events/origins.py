"""Where a document's words come from: its publisher, and the text that it reprints."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from cuibono.coding.statement import Statement
from cuibono.documents import Document, reprints

CREDITED = 200
"""How many characters at the head of a text may credit a news agency."""
CREDIT = re.compile(
    r"\((Reuters|AP|AFP|TASS|ITAR-TASS|Xinhua|Yonhap|Kyodo|Interfax|ANSA|DPA|UPI|KCNA|IRNA|EFE)\)"
)
PARTS = re.compile(
    r"\b(?:news(?: agency)?|agency|online|english|international|world|service|com|group)\b"
)


@dataclass(frozen=True, slots=True)
class Origin:
    """The text that a document carries: `text` is the id of the first document with it.

    `key` and `name` are those of the author's voice; `published` is the day on which the
    text first came out, so that a reprint is never later than what it reprints.
    """

    text: str
    key: str
    name: str
    published: date | None


Place = tuple[date, str, bool, str, int, int, str]


class Known(dict[str, Origin]):
    """The origins of documents; where a statement stands, with its id, is found out once."""

    def __init__(self, held: Mapping[str, Origin]) -> None:
        super().__init__(held)
        self._places: dict[int, tuple[Statement, Place]] = {}

    def place(self, s: Statement) -> Place:
        """Where a statement stands in the order of reading."""
        held = self._places.get(id(s))
        if held is None:
            # The statement is held too, so that no other gets its number.
            held = self._places[id(s)] = s, _place(s, self)
        return held[1]


def origins(documents: Iterable[Document], folder: Path | None = None) -> Known:
    """The origin of each document by its id; the earliest of a text's documents is its first.

    In `folder` the documents' signatures are kept.
    """
    ordered = sorted(documents, key=lambda d: (d.published or date.max, d.id))
    first_of = reprints(ordered, folder)
    by_id = {d.id: d for d in ordered}
    return Known({id_: _origin(by_id[first]) for id_, first in first_of.items()})


def family(publisher: str) -> str:
    """The house behind a publisher's name, so that its services and addresses are one.

    >>> family("BBC News"), family("www.bbc.co.uk"), family("ITAR-TASS News Agency")
    ('bbc', 'bbc', 'tass')
    """
    name = " ".join(publisher.casefold().split())
    name = re.sub(r"^(?:https?://)?(?:www\.)?([\w-]+)\.[\w./-]+$", r"\1", name)
    name = PARTS.sub(" ", name.removeprefix("the ").replace("itar-", ""))
    return " ".join(name.split()) or " ".join(publisher.casefold().split())


def _origin(first: Document) -> Origin:
    name = first.publisher or first.title or first.id
    credit = CREDIT.search(first.text[:CREDITED])
    publisher = family(credit.group(1) if credit else first.publisher or "")
    key = f"publisher:{publisher}" if publisher else f"document:{first.id}"
    return Origin(first.id, key, name, first.published)


def origin(statement: Statement, known: Mapping[str, Origin]) -> Origin:
    """The origin of a statement's document, which stands for itself where it is not known."""
    if statement.document in known:
        return known[statement.document]
    published = date.fromisoformat(statement.published) if statement.published else None
    id_ = statement.document
    return Origin(id_, f"document:{id_}", statement.title or id_, published)


def place(s: Statement, known: Mapping[str, Origin]) -> Place:
    """The order of reading: by first publication, an original before its reprints; id last."""
    return known.place(s) if isinstance(known, Known) else _place(s, known)


def in_order(statements: Iterable[Statement], known: Mapping[str, Origin]) -> list[Statement]:
    """Statements in the order of reading."""
    held = list(statements)
    if len(held) > 1:
        held.sort(key=known.place if isinstance(known, Known) else lambda s: _place(s, known))
    return held


def _place(s: Statement, known: Mapping[str, Origin]) -> Place:
    here = origin(s, known)
    copied = s.document != here.text
    first = here.published or date.max
    return first, here.text, copied, s.document, s.start, s.trigger_start, s.id
