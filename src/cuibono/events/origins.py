"""Where a document's words come from: its publisher, and the text that it reprints."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from cuibono.coding.statement import Statement
from cuibono.documents import Document, reprints


@dataclass(frozen=True, slots=True)
class Origin:
    """The text that a document carries: `text` is the id of the first document with it.

    `key` and `name` are those of the author's voice; `published` is the day on which the
    text first came out, so that a reprint is no later than what it reprints.
    """

    text: str
    key: str
    name: str
    published: date | None


def origins(documents: Iterable[Document]) -> dict[str, Origin]:
    """The origin of each document by its id; the earliest of a text's documents is its first."""
    ordered = sorted(documents, key=lambda d: (d.published or date.max, d.id))
    first_of = reprints(ordered)
    by_id = {d.id: d for d in ordered}
    return {id_: _origin(by_id[first]) for id_, first in first_of.items()}


def _origin(first: Document) -> Origin:
    name = first.publisher or first.title or first.id
    publisher = " ".join((first.publisher or "").casefold().split())
    key = f"publisher:{publisher}" if publisher else f"document:{first.id}"
    return Origin(first.id, key, name, first.published)


def origin(statement: Statement, known: Mapping[str, Origin]) -> Origin:
    """The origin of a statement's document, which stands for itself where it is not known."""
    if statement.document in known:
        return known[statement.document]
    published = date.fromisoformat(statement.published) if statement.published else None
    id_ = statement.document
    return Origin(id_, f"document:{id_}", statement.title or id_, published)


def place(s: Statement, known: Mapping[str, Origin]) -> tuple[date, str, bool, str, int, int, str]:
    """The order of reading: by first publication, an original before its reprints."""
    here = origin(s, known)
    copied = s.document != here.text
    first = here.published or date.max
    return first, here.text, copied, s.document, s.start, s.trigger_start, s.id
