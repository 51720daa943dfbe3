"""FollowTheMoney: actors, documents and happenings as entities, or as the statements they rest on.

An actor is a PublicBody or an Organization, a text an Article, a happening that somebody affirms
an Event in which they are involved. A Note carries each quote, with its offsets and its source.
"""

from __future__ import annotations

import csv
import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from cuibono.coding.statement import Statement
from cuibono.documents.document import Document
from cuibono.events.event import Event
from cuibono.exchange.exports.dates import days, prefix
from cuibono.exchange.exports.format import Format
from cuibono.exchange.exports.matter import Matter, bare, headline
from cuibono.exchange.exports.parties import NOBODY, state_and_role
from cuibono.unseen import as_json

DATASET = "cuibono"
Entity = dict[str, Any]
# The columns of the statement format, and the kinds of the properties that are used here.
COLUMNS = (
    "canonical_id", "entity_id", "prop", "prop_type", "schema", "value", "dataset", "origin",
    "lang", "original_value", "external", "first_seen", "last_seen", "id",
)  # fmt: skip
KINDS = {
    "name": "name", "title": "string", "summary": "text", "description": "text",
    "keywords": "string", "country": "country", "involved": "entity", "entity": "entity",
    "proof": "entity", "startDate": "date", "endDate": "date", "publishedAt": "date",
    "publisher": "string", "sourceUrl": "url", "author": "string", "recordId": "string",
    "notes": "text", "indexText": "text",
}  # fmt: skip


def entities(matter: Matter) -> Iterator[Entity]:
    """The entities: documents, then actors, then happenings with the quotes that tell of them."""
    for document in matter.documents.values():
        yield _article(document)
    happened = [e for e in matter.events if e.happened]
    left = len(matter.events) - len(happened)
    matter.note(left, "happenings that are only foretold or only denied are left out")
    for code in sorted({c for e in happened for c in (e.actor, e.recipient)} - NOBODY):
        yield _actor(code, matter)
    for event in happened:
        # The id is a hash of all statements: made once, not for each of them.
        id_ = event.id
        yield _event(event, id_, matter)
        for s in event.statements:
            yield _note(s, event, id_, matter)


def _entity(id_: str, schema: str, **properties: Any) -> Entity:
    """An entity whose properties are lists of texts; what is None is not there."""
    listed = {k: v if isinstance(v, list) else [v] for k, v in properties.items()}
    held = {k: [str(x) for x in v if x] for k, v in listed.items()}
    return {"id": id_, "schema": schema, "properties": {k: v for k, v in held.items() if v}}


def _article(d: Document) -> Entity:
    return _entity(
        f"cuibono-document-{d.id}", "Article", title=d.title, name=d.title or f"document {d.id}",
        publisher=d.publisher, author=d.author, sourceUrl=web(d.address),
        publishedAt=d.published and d.published.isoformat(), indexText=d.text,
    )  # fmt: skip


def _actor(code: str, matter: Matter) -> Entity:
    schema = "PublicBody" if state_and_role(code) else "Organization"
    return _entity(f"cuibono-actor-{code}", schema, name=matter.name(code), keywords=code)


def _event(e: Event, id_: str, matter: Matter) -> Entity:
    first, last = days(e.when)
    return _entity(
        f"cuibono-happening-{id_}", "Event", name=headline(e, matter), recordId=id_,
        keywords=[x for x in (e.type, e.mode, e.item, str(e.status)) if x],
        startDate=prefix(first, last) if first else None,
        endDate=prefix(last, None) if last and last != first else None,
        involved=[f"cuibono-actor-{c}" for c in sorted({e.actor, e.recipient} - NOBODY)],
        proof=sorted({f"cuibono-document-{s.document}" for s in e.statements}),
        summary=f"{e.sources} independent sources affirm it, {len(e.deniers)} deny it",
    )  # fmt: skip


def _note(s: Statement, event: Event, id_: str, matter: Matter) -> Entity:
    about = {
        "statement": s.id, "happening": id_, "stance": str(s.stance), "source": s.source,
        "start": s.start, "end": s.end, "confidence": s.confidence, "versions": s.versions,
    }  # fmt: skip
    parties = sorted({s.actor, s.recipient} & {event.actor, event.recipient} - NOBODY)
    return _entity(
        f"cuibono-statement-{s.id}", "Note", name=f"{bare(s)}, according to {matter.speaker(s)}",
        description=s.quote, proof=f"cuibono-document-{s.document}",
        entity=[f"cuibono-actor-{c}" for c in parties],
        publisher=matter.publisher(s), sourceUrl=web(matter.address(s)),
        notes=json.dumps(about, ensure_ascii=False, sort_keys=True),
    )  # fmt: skip


def web(address: str | None) -> str | None:
    """An address of the web, None for any other.

    >>> web("https://example.org/a"), web("folder/a.txt")
    ('https://example.org/a', None)
    """
    held = address or ""
    return address if held.startswith(("http://", "https://")) and " " not in held else None


def write(matter: Matter, path: Path) -> int:
    """Write the entities as JSON Lines and say how many there are."""
    made = list(entities(matter))
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(f"{as_json(entity)}\n" for entity in made)
    return len(made)


def write_statements(matter: Matter, path: Path) -> int:
    """Write the statements that the entities consist of as CSV and say how many there are."""
    made = 0
    with path.open("w", encoding="utf-8", newline="") as file:
        writer: csv.DictWriter[str] = csv.DictWriter(
            file, list(COLUMNS), dialect="unix", quoting=csv.QUOTE_MINIMAL
        )
        writer.writeheader()
        for entity in entities(matter):
            for row in _statements(entity):
                writer.writerow(row)
                made += 1
    return made


def _statements(entity: Entity) -> Iterator[dict[str, Any]]:
    """One row a value, and one with the entity's id, which names it where it has no property."""
    id_, found = entity["id"], entity["properties"]
    values = [(prop, value) for prop, each in found.items() for value in dict.fromkeys(each)]
    rows = [(prop, value, _key(id_, prop, value)) for prop, value in values]
    keys = "".join(sorted(key for _, _, key in rows))
    checksum = hashlib.sha1(f"{entity['schema']}{keys}".encode()).hexdigest()
    rows.append(("id", checksum, _key(id_, "id", checksum)))
    for prop, value, key in rows:
        yield {
            "canonical_id": id_, "entity_id": id_, "prop": prop, "prop_type": KINDS.get(prop, "id"),
            "schema": entity["schema"], "value": value, "dataset": DATASET, "external": "f",
            "id": key,
        }  # fmt: skip


def _key(entity: str, prop: str, value: str) -> str:
    """The id of a statement, as the library makes it."""
    return hashlib.sha1(f"{DATASET}.{entity}.{prop}.{value}".encode()).hexdigest()


_LOSES = (
    "happenings that are only foretold or only denied; the kind of a link beyond “involved”; "
    "offsets, stance and versions are JSON in the notes of each quote"
)
FORMAT = Format(
    "ftm", (".json", ".jsonl", ".ijson"), ("happenings", "claims"),
    "followthemoney, Aleph, OpenSanctions' tools", _LOSES, write,
)  # fmt: skip
STATEMENTS = Format(
    "ftm-statements", (".csv",), ("happenings", "claims"),
    "followthemoney's statement tools, nomenklatura", _LOSES, write_statements,
)  # fmt: skip
