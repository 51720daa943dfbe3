"""STIX 2.1: a bundle for threat-intelligence tools.

What a source reports as done is a relationship between two identities. What is planned, expected,
sought or only denied is never one: it is a note in the words of the text. A denial of something
reported is an opinion on that relationship. A dated text is a report, an undated one a grouping,
since a report must have a day of publication.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from cuibono.coding.statement import Stance, Statement
from cuibono.documents.document import Document
from cuibono.exchange.exports.dates import moments
from cuibono.exchange.exports.followthemoney import web
from cuibono.exchange.exports.format import Format
from cuibono.exchange.exports.matter import Matter, bare
from cuibono.exchange.exports.parties import NOBODY, state_and_role
from cuibono.exchange.exports.tables import merged
from cuibono.unseen import as_json

NAMESPACE = uuid.UUID("6f0a3d0c-2f6e-5b55-9a55-5c0d0f6f0b11")
"""The same thing has the same id in every export."""
MADE = datetime(2026, 1, 1, tzinfo=UTC)
"""When every identity is said to be made: the same one in every export, whatever its first text."""
Thing = dict[str, Any]


def objects(matter: Matter) -> list[Thing]:
    """The objects of the bundle, each once."""
    made: dict[str, Thing] = {}
    for s in matter.counted:
        for thing in _of_statement(s, matter):
            made.setdefault(thing["id"], thing)
    denied = list(_opinions(matter, made))
    made |= {thing["id"]: thing for thing in denied}
    inside: dict[str, list[str]] = {}
    for thing in made.values():
        for id_ in _documents(thing):
            inside.setdefault(id_, []).append(thing["id"])
    texts = [_text(d, inside[d.id], matter) for d in matter.documents.values() if d.id in inside]
    return [*made.values(), *texts]


def _documents(thing: Thing) -> set[str]:
    references = thing.get("external_references", ())
    return {r["external_id"].partition(":")[0] for r in references if r.get("external_id")}


def _thing(kind: str, key: str, at: datetime, **fields: Any) -> Thing:
    """An object with its common properties; what is None is not there."""
    moment = at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    head = {
        "type": kind, "spec_version": "2.1", "id": _id(kind, key), "created": moment,
        "modified": moment,
    }  # fmt: skip
    return head | {k: v for k, v in fields.items() if v not in (None, "", [])}


def _id(kind: str, key: str) -> str:
    return f"{kind}--{uuid.uuid5(NAMESPACE, f'{kind}:{key}')}"


def _of_statement(s: Statement, matter: Matter) -> Iterator[Thing]:
    """The parties of a statement, the relationship that it reports, and its quote as a note."""
    at = matter.read(s.document)
    parties = [c for c in dict.fromkeys((s.actor, s.recipient)) if c not in NOBODY]
    for code in parties:
        yield _identity(code, matter)
    about = [_id("identity", code) for code in parties]
    if s.stance is Stance.REPORTED and len(parties) == 2:
        yield _relationship(s, matter, at)
        about = [_id("relationship", s.id)]
    if about:
        yield _note(s, about, matter, at)
    else:
        matter.note(1, f"statement ({s.id}) has no party with a code and is left out")


def _identity(code: str, matter: Matter) -> Thing:
    state = state_and_role(code)
    return _thing(
        "identity", code, MADE, name=matter.name(code), identity_class="organization",
        sectors=["government"] if state else None, labels=[code.lower()],
    )  # fmt: skip


def _relationship(s: Statement, matter: Matter, at: datetime) -> Thing:
    begin, end = moments(s.when)
    return _thing(
        "relationship", s.id, at, relationship_type=s.type.lower().replace("_", "-"),
        description=f"According to {matter.speaker(s)} ({matter.origin(s)}): “{s.quote}”",
        source_ref=_id("identity", s.actor), target_ref=_id("identity", s.recipient),
        start_time=begin, stop_time=end, confidence=round(100 * s.confidence),
        labels=_labels(s), external_references=_references(s, matter),
    )  # fmt: skip


def _labels(s: Statement) -> list[str]:
    return [x for x in (str(s.stance), str(s.certainty), s.mode, s.item, *s.contexts) if x]


def _note(s: Statement, about: list[str], matter: Matter, at: datetime) -> Thing:
    return _thing(
        "note", s.id, at, abstract=f"{bare(s)}, according to {matter.speaker(s)}", content=s.quote,
        authors=[matter.speaker(s)], object_refs=about, confidence=round(100 * s.confidence),
        labels=_labels(s), external_references=_references(s, matter),
    )  # fmt: skip


def _references(s: Statement, matter: Matter) -> list[Thing]:
    """Where the words stand: the text with its address, and document, offsets and statement."""
    source = {
        "source_name": matter.publisher(s) or matter.origin(s), "description": matter.origin(s),
        "url": web(matter.address(s)),
    }  # fmt: skip
    where = f"{s.document}:{s.start}-{s.end}:{s.id}"
    made = json.dumps(merged([s]), sort_keys=True)
    own = {"source_name": "cuibono", "external_id": where, "description": f"made by {made}"}
    return [{k: v for k, v in source.items() if v}, own]


def _opinions(matter: Matter, made: dict[str, Thing]) -> Iterator[Thing]:
    """What deniers say of the relationships that others report of the same happening."""
    for event in matter.happenings:
        reported = [_id("relationship", s.id) for s in event.affirmed]
        about = [id_ for id_ in reported if id_ in made]
        for s in event.statements:
            if s.stance is Stance.DENIED and about:
                yield _thing(
                    "opinion", s.id, matter.read(s.document), opinion="strongly-disagree",
                    explanation=s.quote, authors=[matter.speaker(s)], object_refs=about,
                    confidence=round(100 * s.confidence), labels=_labels(s),
                    external_references=_references(s, matter),
                )  # fmt: skip


def _text(d: Document, inside: list[str], matter: Matter) -> Thing:
    address = web(d.address)
    source = [{"source_name": d.publisher or "cuibono", "external_id": d.id, "url": address}]
    references = [{k: v for k, v in source[0].items() if v}]
    name = d.title or f"Document {d.id}"
    if d.published is None:
        return _thing(
            "grouping", d.id, matter.read(d.id), name=name, context="unspecified",
            object_refs=inside, external_references=references,
        )  # fmt: skip
    return _thing(
        "report", d.id, matter.read(d.id), name=name, report_types=["observed-data"],
        published=f"{d.published.isoformat()}T00:00:00Z", object_refs=inside,
        external_references=references,
    )  # fmt: skip


def write(matter: Matter, path: Path) -> int:
    """Write a bundle and say how many objects are in it."""
    made = objects(matter)
    ids = "".join(sorted(thing["id"] for thing in made))
    # A bundle of nothing has no `objects`: the standard allows no empty list.
    bundle: Thing = {"type": "bundle", "id": _id("bundle", ids)}
    bundle |= {"objects": made} if made else {}
    path.write_text(as_json(bundle, 1) + "\n", "utf-8")
    return len(made)


FORMAT = Format(
    "stix", (".json", ".stix"), ("statements",),
    "OpenCTI, MISP, the stix2 library",
    "statements without any party that has a code; transfers' giver and receiver; links; a text "
    "without statements",
    write,
)  # fmt: skip
