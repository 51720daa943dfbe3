"""Value types to rows of the tables and back; the only place that knows both."""

from __future__ import annotations

import json
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from cuibono.coding.statement import Certainty, Link, Place, Quantity, Stance, Statement
from cuibono.documents.document import Document, Sure, Witness
from cuibono.errors import CuibonoError
from cuibono.language.intervals import is_valid

Row = dict[str, Any]
AMENDED = "amended:"
"""What the batch of a document begins with that was read again with better provenance."""


def statement_row(statement: Statement, batch: str) -> Row:
    """A statement as a row of `statements`."""
    row = statement.to_dict()
    row["versions"] = json.dumps(row["versions"], sort_keys=True)
    return {**row, "batch": batch, "sense": statement.sense or None}


def to_statement(row: Row) -> Statement:
    """The statement of a row of `statements`; CuibonoError where the row says no statement."""
    try:
        when, reason = _datable(row["when"], row["reason"])
        where, quantity = row["where"], row["quantity"]
        return Statement(
            *map(row.__getitem__, _SAID), contexts=tuple(row["contexts"] or ()),
            source=row["source"], source_chain=tuple(row["source_chain"] or ()),
            stance=Stance(row["stance"]), certainty=Certainty(row["certainty"]), when=when,
            where=Place(**where) if where else None,
            quantity=Quantity(**quantity) if quantity else None,
            item=row["item"], giver=row["giver"], receiver=row["receiver"],
            beneficiary=row["beneficiary"], reason=reason, confidence=row["confidence"],
            title=row["title"], published=row["published"], versions=dict(_parsed(row["versions"])),
            sense=row.get("sense") or "",
        )  # fmt: skip
    except (TypeError, ValueError, KeyError) as error:
        raise CuibonoError(f"statement {row['id']}: its row cannot be read: {error}") from error


_SAID = (
    "document", "quote", "start", "end", "trigger", "trigger_start", "trigger_end", "actor",
    "actor_text", "type", "recipient", "recipient_text", "mode",
)  # fmt: skip
"""The first fields of a statement, which are what a row says."""


@lru_cache(maxsize=1_000)
def _parsed(versions: str | None) -> dict[str, str]:
    """What made a row: few readings made many rows."""
    found = json.loads(versions or "{}")
    if not isinstance(found, dict):
        raise ValueError("its versions are not named")
    return found


def _datable(when: str | None, reason: str) -> tuple[str | None, str]:
    """The date and the reason, without a date that is not an interval: nothing else is lost."""
    if not when or _is_interval(when):
        return when, reason
    why = f"its date “{when}” is not an interval and is not used"
    return None, "; ".join(filter(None, (reason, why)))


_is_interval = lru_cache(maxsize=50_000)(is_valid)


def correction(row: Row) -> str:
    """The batch of the statement that a row of `supersessions` brought."""
    return f"correction:{row['new']}:{row['at'].isoformat()}"


def link_row(link: Link, batch: str) -> Row:
    """A link as a row of `links`."""
    return {
        "batch": batch, "cause": link.cause, "kind": link.kind, "effect": link.effect,
        "document": link.document, "quote": link.quote, "start": link.start, "end": link.end,
    }  # fmt: skip


def to_link(row: Row) -> Link:
    """The link of a row of `links`."""
    return Link(**{key: value for key, value in row.items() if key != "batch"})


def document_row(document: Document, batch: str, counts: tuple[int, int], at: datetime) -> Row:
    """A document as a row of `documents`, with how many statements and links it brought."""
    return {
        "id": document.id, "batch": batch, "text": document.text, "title": document.title,
        "publisher": document.publisher, "author": document.author, "address": document.address,
        "published": document.published.isoformat() if document.published else None,
        "path": document.path, "notes": list(document.notes),
        "updated": document.updated.isoformat() if document.updated else None,
        "language": document.language, "witnesses": _witnesses(document.witnesses),
        "statements": counts[0], "links": counts[1], "read_at": at,
    }  # fmt: skip


def to_document(row: Row) -> Document:
    """The document of a row of `documents`."""
    return Document(
        text=row["text"], title=row["title"], publisher=row["publisher"], author=row["author"],
        address=row["address"], path=row["path"], notes=tuple(row["notes"] or ()),
        published=date.fromisoformat(row["published"]) if row["published"] else None,
        updated=date.fromisoformat(row["updated"]) if row["updated"] else None,
        language=row["language"], witnesses=_to_witnesses(row["witnesses"]),
    )  # fmt: skip


def _witnesses(witnesses: tuple[Witness, ...]) -> str | None:
    listed = [[w.field, w.value, w.where, str(w.sure)] for w in witnesses]
    return json.dumps(listed, ensure_ascii=False) if listed else None


def _to_witnesses(written: str | None) -> tuple[Witness, ...]:
    listed = json.loads(written) if written else []
    return tuple(Witness(name, value, where, Sure(sure)) for name, value, where, sure in listed)
