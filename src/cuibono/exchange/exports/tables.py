"""The plain rows of an export: statements, claims, happenings and documents, column by column."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from dataclasses import fields, is_dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, cast

from cuibono.coding.statement import Statement
from cuibono.documents.document import Document
from cuibono.events.event import Event
from cuibono.exchange.exports.matter import Matter
from cuibono.ledger import reviewed
from cuibono.measures.claims import Claim

if TYPE_CHECKING:
    import pyarrow as pa

Row = dict[str, Any]
BESIDE = ("publisher", "author", "address")
VOICE = ("name", "denies", "counts", "statements")
FLAGS = frozenset({"denies", "counts"})
EVIDENCE = (
    "statement", "document", "title", "publisher", "address", "published", "start", "end",
    "quote", "source", "stance", "confidence", "versions",
)  # fmt: skip
# Every field of a document, its text at the end.
FIELDS = tuple(f.name for f in fields(Document) if f.name != "text")
DOCUMENT = ("id", *FIELDS, "read_at", "characters", "statements", "versions", "text")


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
    held = Claim.COLUMNS if kind == "claims" else Event.COLUMNS
    return (*held, "said_by", "denied_by", "evidence")


def rows(matter: Matter) -> list[Row]:
    """The rows of what is handed on."""
    if matter.kind == "statements":
        return [statement_row(s, matter) for s in matter.statements]
    if matter.kind == "documents":
        return [document_row(d, matter) for d in matter.texts]
    return [event_row(e, matter) for e in matter.events]


def statement_row(s: Statement, matter: Matter) -> Row:
    """A statement with publisher, author and address of its text, and its standing.

    `unsure` says that it is not counted, `reviewed` that a person has judged it as it stands.
    """
    plain = s.to_dict()
    document = matter.documents.get(s.document)
    head = {key: plain.pop(key) for key in ("id", "document", "title", "published")}
    beside = {key: getattr(document, key) if document else None for key in BESIDE}
    marks = {"unsure": s.confidence < matter.floor, "reviewed": reviewed(s.versions)}
    return {**head, **beside, **plain, **marks}


def to_statement(row: Row) -> Statement:
    """The statement of a row that `statement_row` gave."""
    return Statement.from_dict(
        {k: v for k, v in row.items() if k not in (*BESIDE, "unsure", "reviewed")}
    )


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
    """A value of a field as plain JSON."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [_plain(each) for each in cast("tuple[Any, ...]", value)]
    if is_dataclass(value) and not isinstance(value, type):
        return {f.name: _plain(getattr(value, f.name)) for f in fields(value)}
    return str(value) if isinstance(value, str) else value


def document_row(d: Document, matter: Matter) -> Row:
    """A document with its text, and what read it."""
    held = matter.by_document.get(d.id, [])
    own: Row = {
        "read_at": matter.read_at[d.id].isoformat() if d.id in matter.read_at else None,
        "characters": len(d.text), "statements": len(held), "versions": merged(held),
    }  # fmt: skip
    return {name: own[name] if name in own else _plain(getattr(d, name)) for name in DOCUMENT}


def merged(statements: Sequence[Statement]) -> dict[str, str]:
    """The versions of all that made some statements; several of one thing stand by commas."""
    found: dict[str, set[str]] = {}
    for s in statements:
        for part, version in s.versions.items():
            found.setdefault(part, set()).add(str(version))
    return {part: ", ".join(sorted(each)) for part, each in sorted(found.items())}


def arrow_table(matter: Matter) -> pa.Table:
    """The rows as a typed Arrow table; `versions` are JSON text."""
    import pyarrow as pa

    schema = arrow_schema(matter.kind)
    texts = {f.name for f in schema if f.type == pa.string()}
    found: list[Row] = []
    for row in rows(matter):
        if "evidence" in row:
            row["evidence"] = [_texts(e, frozenset({"versions"})) for e in row["evidence"]]
        found.append(_texts(row, texts))
    return pa.Table.from_pylist(found, schema=schema)


def _texts(row: Row, texts: Collection[str]) -> Row:
    """A row whose columns of text hold text: lists and mappings there stand as JSON."""
    return {
        name: json.dumps(value, ensure_ascii=False, sort_keys=True)
        if name in texts and isinstance(value, list | dict)
        else value
        for name, value in row.items()
    }


def arrow_schema(kind: str) -> pa.Schema:
    """The types of a table's columns."""
    import pyarrow as pa

    from cuibono.ledger.schema import schemas

    text, whole = pa.string(), pa.int64()
    texts = pa.list_(text)
    known = {f.name: f.type for f in schemas()["statements"]}
    known |= dict.fromkeys((*BESIDE, "path", "read_at", "text", "status"), text)
    known |= dict.fromkeys(("notes", "said_by", "denied_by"), texts)
    known |= {"unsure": pa.bool_(), "reviewed": pa.bool_()}
    known |= {"characters": whole, "sources": whole}
    if kind == "documents":
        known |= {"statements": whole}
    elif kind != "statements":
        voice = pa.struct([(n, pa.bool_() if n in FLAGS else texts if n == "statements" else text)
                           for n in VOICE])  # fmt: skip
        evidence = pa.struct([(n, known.get(n, text)) for n in EVIDENCE])
        silent = pa.struct([("name", text), ("wrote", whole), ("statements", texts)])
        turn = pa.struct([("day", text), ("what", text), ("by", texts), ("statements", texts)])
        known |= {"statements": texts, "voices": pa.list_(voice), "evidence": pa.list_(evidence)}
        known |= {"silent": pa.list_(silent), "history": pa.list_(turn)}
    return pa.schema([(name, known.get(name, text)) for name in columns(kind)])
