"""W3C Web Annotations: each statement as an annotation on the words that it stands on.

Positions count Unicode code points, as the standard wants, in the text that was read (the source
`urn:cuibono:document:…`). The page at an address may be laid out otherwise, so there the words are
found by quoting them, with what stands before and after.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from cuibono.coding.statement import Statement
from cuibono.exchange.exports.followthemoney import web
from cuibono.exchange.exports.format import Format
from cuibono.exchange.exports.matter import Matter, bare
from cuibono.exchange.exports.tables import statement_row
from cuibono.unseen import as_json

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
BESIDE = 32
"""How many characters before and after the quote tell it from its likes."""


def annotation(s: Statement, matter: Matter) -> dict[str, Any]:
    """A statement as an annotation."""
    text = matter.documents[s.document].text
    quote = {
        "type": "TextQuoteSelector", "exact": text[s.start : s.end],
        "prefix": text[max(0, s.start - BESIDE) : s.start], "suffix": text[s.end :][:BESIDE],
    }  # fmt: skip
    position = {"type": "TextPositionSelector", "start": s.start, "end": s.end}
    target: list[dict[str, Any]] = [
        {"source": f"urn:cuibono:document:{s.document}", "selector": [quote, position]}
    ]
    address = web(matter.address(s))
    if address:
        target.append({"source": address, "selector": quote})
    row = json.dumps(statement_row(s, matter), ensure_ascii=False)
    return {
        "id": f"urn:cuibono:statement:{s.id}", "type": "Annotation", "motivation": "classifying",
        "created": matter.read(s.document).isoformat(),
        "generator": {"type": "Software", "name": "cuibono"},
        "body": [
            {"type": "TextualBody", "purpose": "describing", "format": "text/plain",
             "value": f"{bare(s)}, according to {matter.speaker(s)}"},
            {"type": "TextualBody", "purpose": "tagging", "value": s.type},
            {"type": "TextualBody", "purpose": "classifying", "format": "application/json",
             "value": row},
        ],
        "target": target,
    }  # fmt: skip


def write(matter: Matter, path: Path) -> int:
    """Write an annotation page and say how many annotations are on it."""
    found = [s for s in matter.counted if s.document in matter.documents]
    page = {
        "@context": CONTEXT, "id": "urn:cuibono:annotations", "type": "AnnotationPage",
        "startIndex": 0, "items": [annotation(s, matter) for s in found],
    }  # fmt: skip
    path.write_text(as_json(page, 1) + "\n", "utf-8")
    return len(found)


FORMAT = Format(
    "annotations", (".jsonld", ".json"), ("statements",),
    "Recogito, Hypothesis clients, annotation servers",
    "the texts themselves; no part of a statement: its annotation holds the whole row",
    write,
)  # fmt: skip
