"""The plain rows of an export: statements, claims, happenings and documents, column by column."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from cuibono.coding.statement import Statement
from cuibono.documents.document import Document
from cuibono.events.event import Event
from cuibono.exchange.exports.matter import Matter

if TYPE_CHECKING:
    import pyarrow as pa

Row = dict[str, Any]
BESIDE = ("publisher", "author", "address")
EVIDENCE = (
    "statement", "document", "title", "publisher", "address", "published", "start", "end",
    "quote", "source", "stance", "confidence", "versions",
)  # fmt: skip
DOCUMENT = (
    "id", "title", "publisher", "author", "address", "published", "path", "read_at", "characters",
    "statements", "versions", "notes", "text",
)  # fmt: skip


def columns(kind: str) -> tuple[str, ...]:
    """The columns of a table, which it has without rows too.

    >>> columns("statements")[:7]
    ('id', 'document', 'title', 'published', 'publisher', 'author', 'address')
    """
    if kind == "documents":
        return DOCUMENT
    if kind == "statements":
        blank = Statement("", "", 0, 0, "", 0, 0, "", "", "")
        return tuple(statement_row(blank, Matter((), {})))
    return (*Event.COLUMNS, "said_by", "denied_by", "evidence")


def rows(matter: Matter) -> list[Row]:
    """The rows of what is handed on."""
    if matter.kind == "statements":
        return [statement_row(s, matter) for s in matter.statements]
    if matter.kind == "documents":
        return [document_row(d, matter) for d in matter.texts]
    return [event_row(e, matter) for e in matter.events]


def statement_row(s: Statement, matter: Matter) -> Row:
    """A statement with publisher, author and address of its text, and whether it is unsure."""
    plain = s.to_dict()
    document = matter.documents.get(s.document)
    head = {key: plain.pop(key) for key in ("id", "document", "title", "published")}
    beside = {key: getattr(document, key) if document else None for key in BESIDE}
    return {**head, **beside, **plain, "unsure": s.confidence < matter.floor}


def to_statement(row: Row) -> Statement:
    """The statement of a row that `statement_row` gave."""
    return Statement.from_dict({k: v for k, v in row.items() if k not in (*BESIDE, "unsure")})


def event_row(event: Event, matter: Matter) -> Row:
    """A happening with who says so, who denies it, and the words of each."""
    said = [matter.speaker(v.statements[0]) for v in event.voices if not v.denies]
    denied = [matter.speaker(v.statements[0]) for v in event.deniers]
    evidence = [evidence_row(s, matter) for s in event.statements]
    return {**event.to_dict(), "said_by": said, "denied_by": denied, "evidence": evidence}


def evidence_row(s: Statement, matter: Matter) -> Row:
    """The words that a statement stands on, where they stand, and what read them."""
    own = {"statement": s.id, "publisher": matter.publisher(s), "address": matter.address(s)}
    return {name: own[name] if name in own else _plain(getattr(s, name)) for name in EVIDENCE}


def _plain(value: Any) -> Any:
    return str(value) if isinstance(value, str) else value


def document_row(d: Document, matter: Matter) -> Row:
    """A document with its text, and what read it."""
    held = matter.by_document.get(d.id, [])
    own: Row = {
        "published": d.published.isoformat() if d.published else None,
        "read_at": matter.read_at[d.id].isoformat() if d.id in matter.read_at else None,
        "characters": len(d.text), "statements": len(held), "notes": list(d.notes),
        "versions": merged(held),
    }  # fmt: skip
    return {name: own[name] if name in own else getattr(d, name) for name in DOCUMENT}


def merged(statements: Sequence[Statement]) -> dict[str, str]:
    """The versions of all that made some statements; several of one thing stand by commas."""
    found: dict[str, set[str]] = {}
    for s in statements:
        for part, version in s.versions.items():
            found.setdefault(part, set()).add(str(version))
    return {part: ", ".join(sorted(each)) for part, each in sorted(found.items())}


def arrow_table(matter: Matter) -> pa.Table:
    """The rows as a typed Arrow table; `versions` are JSON text."""
    import json

    import pyarrow as pa

    schema = arrow_schema(matter.kind)
    found = rows(matter)
    for row in found:
        for holder in (row, *row.get("evidence", ())):
            if "versions" in holder:
                holder["versions"] = json.dumps(holder["versions"], sort_keys=True)
    return pa.Table.from_pylist(found, schema=schema)


def arrow_schema(kind: str) -> pa.Schema:
    """The types of a table's columns."""
    import pyarrow as pa

    from cuibono.ledger.schema import schemas

    text, whole = pa.string(), pa.int64()
    texts = pa.list_(text)
    known = {f.name: f.type for f in schemas()["statements"]}
    known |= dict.fromkeys((*BESIDE, "path", "read_at", "text", "status"), text)
    known |= dict.fromkeys(("notes", "said_by", "denied_by"), texts)
    known |= {"unsure": pa.bool_(), "characters": whole, "sources": whole}
    if kind == "documents":
        known |= {"statements": whole}
    elif kind != "statements":
        voice = pa.struct([("name", text), ("denies", pa.bool_()), ("statements", texts)])
        evidence = pa.struct([(n, known.get(n, text)) for n in EVIDENCE])
        known |= {"statements": texts, "voices": pa.list_(voice), "evidence": pa.list_(evidence)}
    return pa.schema([(name, known.get(name, text)) for name in columns(kind)])
