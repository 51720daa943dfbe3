"""The ledger: append-only, atomic per document, readable as of any moment."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cuibono.coding.statement import Coding, Link, Statement
from cuibono.documents.document import Document
from cuibono.ledger import rows
from cuibono.ledger.query import Query, compute
from cuibono.ledger.tables import LedgerError, Tables
from cuibono.ledger.verify import Problem, problems

if TYPE_CHECKING:
    import pyarrow as pa

EVERYTHING = Query()


class Ledger:
    """Documents, statements, links and supersessions in a folder of Delta tables.

    A document's row is written last and names the batch of its statements and links; rows of
    a batch without a document are what a killed writer left, and are not seen. Nothing is
    ever changed: a correction is a new row that supersedes an old one.

    >>> import tempfile
    >>> ledger = Ledger.open(tempfile.mkdtemp() + "/ledger")
    >>> document = Document("Kyiv cut ties with Pyongyang.")
    >>> _ = ledger.append(document, Coding(()))
    >>> ledger.has(document.id), len(ledger.documents())
    (True, 1)
    """

    def __init__(self, folder: Path, as_of: datetime | None = None) -> None:
        self.tables = Tables(folder)
        self._as_of = as_of

    @classmethod
    def open(cls, path: str | Path) -> Ledger:
        """The ledger in a folder; an empty or missing folder becomes one at the first append.

        Raises LedgerError for a folder with other files, or a ledger of a newer version.
        """
        return cls(Path(path))

    def as_of(self, moment: datetime) -> Ledger:
        """The ledger as it stood at a moment (local time where it names no zone)."""
        return Ledger(self.tables.folder, moment.astimezone(UTC))

    # --- writing -------------------------------------------------------------------------

    def append(self, document: Document, coding: Coding) -> bool:
        """Add a document with what was read out of it; False when its text is there already."""
        self.tables.create()
        if self.has(document.id):
            return False
        batch = uuid.uuid4().hex
        self.tables.append("statements", [rows.statement_row(s, batch) for s in coding.statements])
        self.tables.append("links", [rows.link_row(link, batch) for link in coding.links])
        counts = (len(coding.statements), len(coding.links))
        row = rows.document_row(document, batch, counts, datetime.now(UTC))
        self.tables.append("documents", [row])
        return True

    def supersede(self, old: str, new: Statement | None, who: str, why: str) -> None:
        """Replace a statement by a corrected one, or withdraw it; both stay on record."""
        held = self.statement(old)
        if new is not None:
            self.tables.append("statements", [rows.statement_row(new, f"correction:{new.id}")])
        row = {
            "old": held.id, "new": new.id if new else None, "who": who, "why": why,
            "at": datetime.now(UTC),
        }  # fmt: skip
        self.tables.append("supersessions", [row])

    def compact(self) -> None:
        """Join the small files that many appends leave behind."""
        self.tables.compact()

    # --- reading -------------------------------------------------------------------------

    def has(self, document: str) -> bool:
        """Whether a document of this id is in the ledger."""
        return document in self._batches()

    def documents(self) -> list[Document]:
        """All documents in the order in which they were read."""
        return [rows.to_document(row) for row in self._document_rows()]

    def document(self, id_: str) -> Document:
        """One document by its id or the beginning of it."""
        found = [d for d in self.documents() if d.id.startswith(id_)]
        return _single(found, id_, "document")

    def statements(self, query: Query = EVERYTHING) -> list[Statement]:
        """Statements that answer a query, by document in reading order and place in the text."""
        table = self.statement_table(query)
        order = {id_: n for n, id_ in enumerate(self._batches())}
        found = [rows.to_statement(row) for row in table.to_pylist()]
        return sorted(found, key=lambda s: (order.get(s.document, 0), s.start, s.trigger_start))

    def types(self) -> frozenset[str]:
        """The event types that the statements have."""
        return frozenset(self.tables.table("statements", ("type",))["type"].to_pylist())

    def statement(self, id_: str) -> Statement:
        """One statement, superseded or not, by its id or the beginning of it."""
        pc = compute()
        table = self.tables.table("statements")
        found = table.filter(pc.starts_with(table["id"], id_))
        unique = {row["id"]: rows.to_statement(row) for row in found.to_pylist()}
        return _single(list(unique.values()), id_, "statement")

    def links(self) -> list[Link]:
        """Links between the statements of documents that are in the ledger."""
        import pyarrow as pa

        pc = compute()
        table = self.tables.table("links")
        live = pa.array(list(self._batches().values()), pa.string())
        return [rows.to_link(r) for r in table.filter(pc.is_in(table["batch"], live)).to_pylist()]

    def supersessions(self) -> list[dict[str, Any]]:
        """Corrections in the order in which they were made: old, new, who, why, at."""
        found = self.tables.table("supersessions").to_pylist()
        seen = [r for r in found if self._as_of is None or r["at"] <= self._as_of]
        return sorted(seen, key=lambda r: r["at"])

    def statement_table(self, query: Query = EVERYTHING) -> pa.Table:
        """Statements that answer a query as an Arrow table, in no order."""
        import pyarrow as pa

        pc = compute()
        table = self.tables.table("statements")
        corrections = self.supersessions()
        new = [f"correction:{r['new']}" for r in corrections if r["new"]]
        live = pa.array([*self._batches().values(), *new], pa.string())
        gone = pa.array([r["old"] for r in corrections], pa.string())
        mask = pc.and_(pc.is_in(table["batch"], live), pc.invert(pc.is_in(table["id"], gone)))
        table = table.filter(mask)
        wanted = query.mask(table)
        return table if wanted is None else table.filter(wanted)

    def sql(self, question: str) -> pa.Table:
        """Answer SQL over `documents`, `statements` and `links` with DuckDB."""
        import duckdb

        with duckdb.connect() as connection:
            connection.register("statements", self.statement_table())
            connection.register("documents", self.tables.table("documents"))
            connection.register("links", self.tables.table("links"))
            try:
                return connection.sql(question).to_arrow_table()
            except duckdb.Error as error:
                raise LedgerError(f"SQL: {' '.join(str(error).split())[:300]}") from error

    def verify(self) -> Iterator[Problem]:
        """What is wrong in the ledger: quotes, offsets, ids, links, counts; nothing if whole."""
        documents = {row["id"]: row for row in self._document_rows()}
        table = self.statement_table()
        yield from problems(documents, table.to_pylist(), self.links(), self.supersessions())

    # --- what counts ---------------------------------------------------------------------

    def _document_rows(self) -> list[dict[str, Any]]:
        """Rows of documents, the first reading of each text, in reading order."""
        found = self.tables.table("documents").to_pylist()
        seen: dict[str, dict[str, Any]] = {}
        for row in sorted(found, key=lambda r: r["read_at"]):
            if self._as_of is None or row["read_at"] <= self._as_of:
                seen.setdefault(row["id"], row)
        return list(seen.values())

    def _batches(self) -> dict[str, str]:
        """Document id to the batch that counts, in reading order."""
        table = self.tables.table("documents", ("id", "batch", "read_at"))
        seen: dict[str, str] = {}
        for row in sorted(table.to_pylist(), key=lambda r: r["read_at"]):
            if self._as_of is None or row["read_at"] <= self._as_of:
                seen.setdefault(row["id"], row["batch"])
        return seen


def _single(found: list[Any], id_: str, what: str) -> Any:
    """The one thing that an abbreviated id stands for."""
    if not id_ or not found:
        raise LedgerError(f"no {what} with id {id_}")
    if len(found) > 1:
        raise LedgerError(f"{len(found)} {what}s have ids that begin with {id_}: give more of it")
    return found[0]
