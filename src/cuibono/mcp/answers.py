"""What the tools answer: rows, and beside them the words that every row stands on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Protocol

from cuibono.answer import behind
from cuibono.coding.statement import Statement
from cuibono.documents.document import Document
from cuibono.errors import CuibonoError, UsageError
from cuibono.events.event import Event
from cuibono.exchange.exports.matter import Matter
from cuibono.exchange.exports.tables import event_row, evidence_row, statement_row

Reply = dict[str, Any]
MOST = 50
"""How many rows an answer has at most, unless more are asked for."""
LONGEST = 20_000
"""How many characters of a text are given at once."""


class Answering(Protocol):
    """What a desk is asked, as its methods say; `Desk` has all of it."""

    ledger: Any

    def statements(
        self, actor: str | None, with_: str | None, type: str | None, stance: str | None,
        *, sure: float | None,
    ) -> Sequence[Statement]: ...  # fmt: skip
    def timeline(self, a: str, b: str | None, *, sure: float | None) -> Sequence[Event]: ...
    def claims(self, contested: bool, *, sure: float | None) -> Sequence[Event]: ...
    def balance(self, a: str, b: str, *, sure: float | None) -> Any: ...
    def verify(self) -> Sequence[object]: ...
    def read(self, paths: Iterable[str]) -> Sequence[Any]: ...


def answer(rows: Sequence[Any], most: int, told: Mapping[str, Statement], desk: Answering) -> Reply:
    """Rows up to so many, with the words behind those that are shown, and how many are not.

    Raises UsageError where fewer than one is asked for.
    """
    if most < 1:
        raise UsageError(f"`most`, the number of rows wanted, must be at least 1, not {most}")
    shown = list(rows[:most])
    wanted = [id_ for row in shown for id_ in behind(row)]
    held = library(desk)
    evidence = [evidence_row(told[id_], held) for id_ in dict.fromkeys(wanted) if id_ in told]
    return {"total": len(rows), "shown": len(shown), "rows": shown, "evidence": evidence}


def library(desk: Answering) -> Matter:
    """The documents, by which statements get their publisher and address."""
    documents: Sequence[Document] = desk.ledger.documents()
    return Matter((), {d.id: d for d in documents})


def statements(found: Sequence[Statement], most: int, desk: Answering) -> Reply:
    """Statements as an answer."""
    held = library(desk)
    rows = [statement_row(s, held) for s in found[: max(most, 1)]]
    made = answer(rows, most, {s.id: s for s in found}, desk)
    return {**made, "total": len(found)}


def events(found: Sequence[Event], most: int, desk: Answering) -> Reply:
    """Happenings or claims as an answer; the words of both sides are in its evidence."""
    held = library(desk)
    shown = found[: max(most, 1)]
    rows = [{k: v for k, v in event_row(e, held).items() if k != "evidence"} for e in shown]
    told = {s.id: s for e in shown for s in e.statements}
    return {**answer(rows, most, told, desk), "total": len(found)}


def balance(found: Any, most: int, desk: Answering) -> Reply:
    """A balance as an answer."""
    rows: list[dict[str, Any]] = found.records()
    channels = (*found.given, *found.gains)
    told = {s.id: s for c in channels for e in c.events for s in e.statements}
    return answer(rows, most, told, desk)


def statement(id_: str, desk: Answering) -> Reply:
    """One statement with the words around it, its links, and all that it was read from."""
    s: Statement = desk.ledger.statement(id_)
    document: Document = desk.ledger.document(s.document)
    links = [k for k in desk.ledger.links() if s.id in (k.cause, k.effect)]
    return {
        "total": 1, "shown": 1, "rows": [statement_row(s, library(desk))],
        "evidence": [evidence_row(s, library(desk))], "reasons": s.reason.split("; "),
        "before": document.text[max(0, s.start - 500) : s.start],
        "after": document.text[s.end : s.end + 500],
        "links": [
            {"cause": k.cause, "kind": k.kind, "effect": k.effect, "quote": k.quote,
             "document": k.document, "start": k.start, "end": k.end}
            for k in links
        ],
    }  # fmt: skip


def documents(desk: Answering) -> Reply:
    """The documents without their texts."""
    held: Sequence[Document] = desk.ledger.documents()
    rows = [
        {
            "document": d.id, "title": d.title, "publisher": d.publisher, "author": d.author,
            "address": d.address, "published": d.published.isoformat() if d.published else None,
            "characters": len(d.text),
        }
        for d in held
    ]  # fmt: skip
    return {"total": len(rows), "shown": len(rows), "rows": rows}


def passage(id_: str, start: int, end: int | None, desk: Answering) -> Reply:
    """The words of a document from one offset to another, in code points.

    Raises UsageError for offsets that are not in the text.
    """
    document: Document = desk.ledger.document(id_)
    size = len(document.text)
    last = min(size, start + LONGEST) if end is None else end
    if not 0 <= start <= last <= size:
        raise UsageError(f"the offsets of document {document.id} go from 0 to {size}")
    last = min(last, start + LONGEST)
    return {
        "document": document.id, "title": document.title, "publisher": document.publisher,
        "address": document.address, "start": start, "end": last, "characters": size,
        "quote": document.text[start:last],
    }  # fmt: skip


def verified(desk: Answering) -> Reply:
    """What does not hold in the ledger; no rows where every quote stands in its place."""
    rows = [str(problem) for problem in desk.verify()]
    return {"total": len(rows), "shown": len(rows), "rows": rows}


def taken_in(paths: Sequence[str], desk: Answering) -> Reply:
    """What became of files that were read into the ledger."""
    rows = [
        {
            "path": r.path, "document": r.document.id if r.document else None, "known": r.known,
            "statements": r.statements, "notes": list(r.notes),
            "error": str(r.error) if isinstance(r.error, CuibonoError) else None,
        }
        for r in desk.read(paths)
    ]  # fmt: skip
    return {"total": len(rows), "shown": len(rows), "rows": rows}
