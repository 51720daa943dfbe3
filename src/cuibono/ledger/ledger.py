"""The ledger: append-only, atomic per document, readable as of any moment."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cuibono.coding.statement import Coding, Link, Statement
from cuibono.documents.document import Document
from cuibono.errors import UsageError
from cuibono.ledger import rows
from cuibono.ledger.lazy import connect, make_views
from cuibono.ledger.query import Query, compute
from cuibono.ledger.schema import VERDICTS, schemas
from cuibono.ledger.tables import LedgerError, Tables
from cuibono.ledger.verify import Problem, miscounted, problems

if TYPE_CHECKING:
    import duckdb
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
        """The ledger as it stood at a moment (local time where it names no zone).

        Raises UsageError for a moment that leaves the years 1 to 9999 in UTC.
        """
        try:
            return Ledger(self.tables.folder, moment.astimezone(UTC))
        except (ValueError, OverflowError, OSError):
            why = "is outside of the years 1 to 9999 in UTC"
            raise UsageError(f"{moment.isoformat()} {why}") from None

    # --- writing -------------------------------------------------------------------------

    def append(
        self, document: Document, coding: Coding, known: frozenset[str] | set[str] | None = None
    ) -> bool:
        """Add a document with what was read out of it; False when its text is there already.

        `known` holds the ids that are there, from `known()`, so that a run looks them up once.
        """
        self.tables.create()
        if document.id in (self.known() if known is None else known):
            return False
        self._add(document, coding, uuid.uuid4().hex)
        return True

    def amend(self, document: Document, coding: Coding) -> None:
        """Replace what is said of a document that is there, and what was read out of it.

        Both readings stay on record; the ledger as of an earlier moment shows the earlier one.
        """
        self._add(document, coding, f"{rows.AMENDED}{uuid.uuid4().hex}")

    def _add(self, document: Document, coding: Coding, batch: str) -> None:
        self.tables.append("statements", [rows.statement_row(s, batch) for s in coding.statements])
        self.tables.append("links", [rows.link_row(link, batch) for link in coding.links])
        counts = (len(coding.statements), len(coding.links))
        row = rows.document_row(document, batch, counts, datetime.now(UTC))
        self.tables.append("documents", [row])

    def supersede(self, old: str, new: Statement | None, who: str, why: str) -> None:
        """Replace a statement by a corrected one, or withdraw it; both stay on record."""
        held = self.statement(old)
        row = {
            "old": held.id, "new": new.id if new else None, "who": who, "why": why,
            "at": datetime.now(UTC),
        }  # fmt: skip
        if new is not None:
            self.tables.append("statements", [rows.statement_row(new, rows.correction(row))])
        self.tables.append("supersessions", [row])

    def judge(self, verdict: Mapping[str, Any]) -> None:
        """Add a verdict on something foretold: statement, verdict, because, who, why, at.

        A later verdict on the same statement supersedes it; both stay on record.
        """
        self.tables.create((VERDICTS,))
        self.tables.append(VERDICTS, [dict(verdict)])

    def compact(self) -> None:
        """Join the small files that many appends leave behind."""
        self.tables.compact()

    # --- reading -------------------------------------------------------------------------

    def has(self, document: str) -> bool:
        """Whether a document of this id is in the ledger."""
        return document in self._batches()

    def known(self) -> set[str]:
        """The ids of all documents in the ledger; none where there is no ledger yet."""
        return set(self._batches()) if self.tables.exists else set()

    def documents(self) -> list[Document]:
        """All documents in the order in which they were read."""
        return [rows.to_document(row) for row in self._document_rows()]

    def labels(self) -> dict[str, Document]:
        """What is said of each document, by its id: documents without their texts."""
        names = [n for n in schemas()["documents"].names if n != "text"]
        found = self.tables.table("documents", names).to_pylist()
        return {row["id"]: rows.to_document({**row, "text": ""}) for row in self._lasting(found)}

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
        """One statement, superseded or not, by its id or the beginning of it.

        A correction that changes nothing of the id goes before what it corrects.
        """
        pc = compute()
        order = [*self._batches().values(), *map(rows.correction, self.supersessions())]
        rank = {batch: n for n, batch in enumerate(order)}
        table = self.tables.table("statements")
        found = table.filter(pc.starts_with(table["id"], id_)).to_pylist()
        seen = sorted((r for r in found if r["batch"] in rank), key=lambda r: rank[r["batch"]])
        unique = {row["id"]: rows.to_statement(row) for row in seen}
        return _single(list(unique.values()), id_, "statement")

    def links(self) -> list[Link]:
        """Links between the statements of documents that are in the ledger."""
        return [rows.to_link(row) for row in self._counted("links", self._batches()).to_pylist()]

    def supersessions(self) -> list[dict[str, Any]]:
        """Corrections in the order in which they were made: old, new, who, why, at."""
        found = self.tables.table("supersessions").to_pylist()
        seen = [r for r in found if self._as_of is None or r["at"] <= self._as_of]
        return sorted(seen, key=lambda r: r["at"])

    def verdicts(self) -> list[dict[str, Any]]:
        """Verdicts on what was foretold, in the order in which they were given."""
        found = self.tables.table(VERDICTS).to_pylist()
        seen = [r for r in found if self._as_of is None or r["at"] <= self._as_of]
        return sorted(seen, key=lambda r: r["at"])

    def statement_table(self, query: Query = EVERYTHING) -> pa.Table:
        """Statements that answer a query as an Arrow table, in no order."""
        table = self._statement_rows(self._batches())
        wanted = query.mask(table)
        return table if wanted is None else table.filter(wanted)

    def _statement_rows(self, batches: Mapping[str, str]) -> pa.Table:
        """The statements of these documents, corrected."""
        import pyarrow as pa

        pc = compute()
        # What corrections say of an id, the last one's word: the batch that counts, or none.
        said: dict[str, str | None] = {}
        for row in self.supersessions():
            said[row["old"]] = None
            if row["new"]:
                said[row["new"]] = rows.correction(row)
        table = self.tables.table("statements")
        new = [batch for batch in said.values() if batch]
        read = pc.is_in(table["batch"], pa.array(list(batches.values()), pa.string()))
        untouched = pc.invert(pc.is_in(table["id"], pa.array(list(said), pa.string())))
        corrected = pc.is_in(table["batch"], pa.array(new, pa.string()))
        return table.filter(pc.or_(pc.and_(read, untouched), corrected))

    def sql(self, question: str) -> pa.Table:
        """Answer SQL over the ledger with DuckDB.

        `documents`, `statements` and `links` of what was read; `imported`, `quarantine` and
        `imports` of event data of others, of which only what the question needs is read. Raises
        LedgerError, in one line, for SQL that cannot be answered.

        >>> import tempfile
        >>> folder = Path(tempfile.mkdtemp())
        >>> _ = (folder / "deeds.toml").write_text('[columns]\\ndate = "day"\\nactor = "who"')
        >>> _ = (folder / "deeds.csv").write_text("day,who\\n2022-12-05,Russia\\n")
        >>> from cuibono import Desk
        >>> desk = Desk(folder / "ledger")
        >>> _ = desk.import_(str(folder / "deeds.toml"), [folder / "deeds.csv"])
        >>> desk.ledger.sql("select dataset, date, actor from imported").to_pylist()
        [{'dataset': 'deeds', 'date': datetime.date(2022, 12, 5), 'actor': 'RUS'}]
        """
        import duckdb

        batches = self._batches()
        with connect() as connection:
            connection.register("statements", self._statement_rows(batches))
            connection.register("documents", self._counted("documents", batches))
            connection.register("links", self._counted("links", batches))
            self.lend(connection)
            try:
                answer: Any = connection.sql(question)
                if answer is None:
                    raise LedgerError("SQL: it asks for nothing: begin with SELECT")
                return answer.to_arrow_table()
            except duckdb.Error as error:
                raise LedgerError(f"SQL: {' '.join(str(error).split())[:300]}") from error

    def lend(self, connection: duckdb.DuckDBPyConnection) -> None:
        """Make `imported`, `quarantine` and `imports` known to a DuckDB connection, unread."""
        make_views(connection, self.tables, self._as_of)

    def verify(self) -> Iterator[Problem]:
        """What is wrong in the ledger: quotes, offsets, ids, links, counts; nothing if whole."""
        documents = {row["id"]: row for row in self._document_rows()}
        batches = {id_: row["batch"] for id_, row in documents.items()}
        corrections = self.supersessions()
        links = [rows.to_link(row) for row in self._counted("links", batches).to_pylist()]
        statements = self._statement_rows(batches).to_pylist()
        yield from problems(documents, statements, links, corrections)
        for name in ("statements", "links"):
            batches = self.tables.table(name, ("batch",))["batch"].to_pylist()
            yield from miscounted(documents, name, Counter(batches))

    # --- what counts ---------------------------------------------------------------------

    # The batches that count are asked for before the tables that they count in: a writer may
    # add to both meanwhile, and then its rows are in the tables but nobody sees a part of them.

    def _counted(self, name: str, batches: Mapping[str, str]) -> pa.Table:
        """The rows of `documents` or `links` whose batch is one of these."""
        import pyarrow as pa

        table = self.tables.table(name)
        live = pa.array(list(batches.values()), pa.string())
        return table.filter(compute().is_in(table["batch"], live))

    def _document_rows(self) -> list[dict[str, Any]]:
        """Rows of documents, one reading of each text, in reading order."""
        return self._lasting(self.tables.table("documents").to_pylist())

    def _lasting(self, found: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """The first reading of each text, or the last that amended it, in the first one's place."""
        seen: dict[str, dict[str, Any]] = {}
        for row in sorted(found, key=lambda r: r["read_at"]):
            there = self._as_of is None or row["read_at"] <= self._as_of
            if there and (row["id"] not in seen or row["batch"].startswith(rows.AMENDED)):
                seen[row["id"]] = row
        return list(seen.values())

    def _batches(self) -> dict[str, str]:
        """Document id to the batch that counts, in reading order."""
        table = self.tables.table("documents", ("id", "batch", "read_at"))
        return {row["id"]: row["batch"] for row in self._lasting(table.to_pylist())}


def _single(found: list[Any], id_: str, what: str) -> Any:
    """The one thing that an abbreviated id stands for."""
    if not id_ or not found:
        raise LedgerError(f"no {what} with id {id_}")
    if len(found) > 1:
        raise LedgerError(f"{len(found)} {what}s have ids that begin with {id_}: give more of it")
    return found[0]
