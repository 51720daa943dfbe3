"""CSL-JSON: the documents as references for Zotero, pandoc and citation processors."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from cuibono.documents.document import Document
from cuibono.exchange.exports.followthemoney import web
from cuibono.exchange.exports.format import Format
from cuibono.exchange.exports.matter import Matter
from cuibono.unseen import as_json


def item(d: Document, matter: Matter) -> dict[str, Any]:
    """A document as an item; what it is, beyond being on the web or not, is not known."""
    address = web(d.address)
    day = d.published
    held: dict[str, Any] = {
        "id": d.id, "type": "webpage" if address else "document",
        "title": d.title, "container-title": d.publisher if address else None,
        "publisher": d.publisher, "URL": address,
        # Whether it is one person, several or a body is not known: the words as they stand.
        "author": [{"literal": d.author}] if d.author else None,
        "issued": {"date-parts": [[day.year, day.month, day.day]]} if day else None,
        "note": "; ".join(d.notes) or None,
        "custom": {"cuibono": {"document": d.id, "characters": len(d.text)}},
    }  # fmt: skip
    return {key: value for key, value in held.items() if value is not None}


def write(matter: Matter, path: Path) -> int:
    """Write the items and say how many there are."""
    found = [item(d, matter) for d in matter.texts]
    path.write_text(as_json(found, 1) + "\n", "utf-8")
    return len(found)


FORMAT = Format(
    "csl", (".json",), ("documents",), "Zotero, pandoc, citeproc",
    "texts, paths and all statements; the author is one undivided name", write,
)  # fmt: skip
