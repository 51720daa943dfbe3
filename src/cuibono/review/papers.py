"""The documents of a ledger as a person looks at them: the list, and one with its statements."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING, Any, ClassVar

from cuibono.coding.statement import Statement
from cuibono.documents import Document
from cuibono.errors import UsageError
from cuibono.ledger import Ledger
from cuibono.ledger.judgement import Action, Judgement
from cuibono.ledger.query import among, compute
from cuibono.ledger.replay import REVIEW
from cuibono.ledger.rows import Row, to_statement
from cuibono.ledger.standing import settled
from cuibono.review.agreement import first_rows

if TYPE_CHECKING:
    import pyarrow as pa

SORTS = ("read", "published", "title", "publisher", "statements", "unreviewed")


@dataclass(frozen=True, slots=True)
class Listed:
    """A document of the list: how many statements stand, are sure and are reviewed."""

    document: Document
    statements: int
    reviewed: int
    sure: int
    read_at: datetime
    withdrawn: bool
    versions: dict[str, str]

    COLUMNS: ClassVar = (
        "id", "title", "publisher", "author", "published", "address", "path", "statements",
        "reviewed", "sure", "read_at", "withdrawn", "notes",
    )  # fmt: skip

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON values."""
        d = self.document
        return {
            "id": d.id, "title": d.title, "publisher": d.publisher, "author": d.author,
            "published": d.published.isoformat() if d.published else None, "address": d.address,
            "path": d.path, "statements": self.statements, "reviewed": self.reviewed,
            "sure": self.sure, "read_at": self.read_at.isoformat(), "withdrawn": self.withdrawn,
            "notes": list(d.notes),
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Shown:
    """A document with its statements in the order of the text, and what was judged of them.

    `rejected` are statements as they stood when they were rejected; `judgements` those on the
    document and on its statements, the oldest first, of which `undone` hold no more.
    """

    document: Document
    statements: tuple[Statement, ...]
    rejected: tuple[Statement, ...]
    judgements: tuple[Judgement, ...]
    undone: frozenset[str]
    withdrawn: bool


def listed(ledger: Ledger, rows: Iterable[Row], least: float, sort: str = "read") -> list[Listed]:
    """Rows of documents as a list; `least` is the confidence from which a statement counts."""
    if sort not in SORTS:
        raise UsageError(f"no order of documents is called {sort!r}: {', '.join(SORTS)}")
    view = ledger.view
    held, gone = _of_each(view.statement_table, least), view.judged.withdrawn
    # Most rows were made by one version of the reader: its name is parsed once.
    made = cache(lambda versions: {
        k: v for k, v in json.loads(versions or "{}").items() if k != REVIEW
    })  # fmt: skip
    found: list[Listed] = []
    for row in rows:
        many, done, sure, versions = held.get(row["id"], (0, 0, 0, ""))
        paper = view.papers[row["id"]]
        withdrawn = row["id"] in gone
        found.append(Listed(paper, many, done, sure, row["read_at"], withdrawn, made(versions)))
    return sorted(found, key=lambda one: _order(one, sort))


def _of_each(table: pa.Table, least: float) -> dict[str, tuple[int, int, int, str]]:
    """Of each document how many statements stand, are reviewed and sure; versions of the first."""
    import pyarrow as pa

    sure = compute().greater_equal(table["confidence"], least)
    columns = {"document": table["document"], "versions": table["versions"]}
    told = pa.table({**columns, "sure": sure, "reviewed": settled(table)})
    wanted = [("document", "count"), ("reviewed", "sum"), ("sure", "sum"), ("versions", "first")]
    found = told.group_by("document", use_threads=False).aggregate(wanted)
    names = ("document", "document_count", "reviewed_sum", "sure_sum", "versions_first")
    rows = zip(*(found[name].to_pylist() for name in names), strict=True)
    return {id_: (many, done or 0, sure or 0, made or "") for id_, many, done, sure, made in rows}


def _order(one: Listed, sort: str) -> tuple[Any, ...]:
    d = one.document
    keys: dict[str, tuple[Any, ...]] = {
        "read": (one.read_at,),
        "published": (d.published is None, -(d.published.toordinal() if d.published else 0)),
        "title": (not d.title, (d.title or "").casefold()),
        "publisher": (not d.publisher, (d.publisher or "").casefold()),
        "statements": (-one.statements,),
        "unreviewed": (-(one.sure - one.reviewed),),
    }
    return (*keys[sort], one.read_at, d.id)


def shown(ledger: Ledger, document: Document) -> Shown:
    """A document with its statements and all that was judged of it."""
    view, judged = ledger.view, ledger.replay
    said = tuple(of_document(ledger, document.id))
    roots = {j.root for j in said if j.root in judged.rejected}
    rejected = []
    for row in first_rows(ledger, roots).values():
        stood = [now for now, _ in judged.versions(row) if now is not None]
        if row["document"] == document.id and stood:
            rejected.append(to_statement(stood[-1]))
    return Shown(
        document, tuple(view.of([document.id])),
        tuple(sorted(rejected, key=lambda s: (s.start, s.trigger_start))), said, judged.undone,
        document.id in judged.withdrawn,
    )  # fmt: skip


def of_document(ledger: Ledger, id_: str) -> list[Judgement]:
    """Judgements on a document and on the statements in it, the oldest first."""
    judged = ledger.replay
    # A root is read once a document; that of an added statement says where it was added.
    table = ledger.tables.table("statements", ("id", "document"))
    here = set(table.filter(among(table["document"], [id_]))["id"].to_pylist())
    here |= {j.root for j in judged.judgements
             if j.action is Action.ADD and j.changes["document"] == id_}  # fmt: skip
    direct = {j.id for j in judged.judgements if j.on == id_ or (j.root and j.root in here)}
    return [j for j in judged.judgements if j.id in direct or j.on in direct]
