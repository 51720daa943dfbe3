"""The ledger: append-only, atomic per document, readable as of any moment."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cuibono.coding.statement import Coding, Link, Statement
from cuibono.documents.document import Document
from cuibono.errors import UsageError
from cuibono.ledger import rows
from cuibono.ledger.faults import LedgerError
from cuibono.ledger.judgement import Judgement
from cuibono.ledger.kept import Cache
from cuibono.ledger.lazy import connect, make_views
from cuibono.ledger.locked import locked
from cuibono.ledger.proof import Proof
from cuibono.ledger.query import Query, among, compute
from cuibono.ledger.repair import Repaired, repair
from cuibono.ledger.replay import Binding, Replay
from cuibono.ledger.schema import JUDGEMENTS, VERDICTS, schemas
from cuibono.ledger.standing import one_by_one
from cuibono.ledger.tables import Tables
from cuibono.ledger.verify import Problem, miscounted, problems
from cuibono.ledger.view import WRITTEN, View

if TYPE_CHECKING:
    import duckdb
    import pyarrow as pa

EVERYTHING = Query()
_KEPT = Cache(6)


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
        self._seen: View | None = None

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
        self.append_all([(document, coding)])
        return True

    def amend(self, document: Document, coding: Coding) -> None:
        """Replace what is said of a document that is there, and what was read out of it.

        Both readings stay on record; the ledger as of an earlier moment shows the earlier one.
        """
        self.append_all([(document, coding)], {document.id})

    def append_all(
        self, read: Sequence[tuple[Document, Coding]], known: Container[str] = frozenset()
    ) -> None:
        """Add documents in one commit a table: all of them or none; those `known` are amended."""
        self.tables.create()
        statements: list[rows.Row] = []
        links: list[rows.Row] = []
        documents: list[rows.Row] = []
        for document, coding in read:
            batch = rows.AMENDED * (document.id in known) + uuid.uuid4().hex
            statements += (rows.statement_row(s, batch) for s in coding.statements)
            links += (rows.link_row(link, batch) for link in coding.links)
            counts = (len(coding.statements), len(coding.links))
            at = self._now("documents", "read_at", document.id in known)
            documents.append(rows.document_row(document, batch, counts, at))
        self.tables.append("statements", statements)
        self.tables.append("links", links)
        self.tables.append("documents", documents)

    def supersede(self, old: str, new: Statement | None, who: str, why: str) -> None:
        """Replace a statement by a corrected one, or withdraw it; both stay on record."""
        held = self.statement(old)
        row = {
            "old": held.id, "new": new.id if new else None, "who": who, "why": why,
            "at": self._now("supersessions", "at"),
        }  # fmt: skip
        if new is not None:
            self.tables.append("statements", [rows.statement_row(new, rows.correction(row))])
        self.tables.append("supersessions", [row])

    def judge(self, verdict: Mapping[str, Any]) -> None:
        """Add a verdict on something foretold: statement, verdict, because, who, why, at.

        A later verdict on the same statement supersedes it; both stay on record.
        """
        if not self.tables.exists:
            self.tables.create((VERDICTS,))
        with locked(self.tables.folder / f"{JUDGEMENTS}.lock"):
            at = max(verdict["at"], self._now(VERDICTS, "at"))
            self.tables.create((VERDICTS,))
            self.tables.append(VERDICTS, [{**verdict, "at": at}])

    def record(self, make: Callable[[datetime], Judgement]) -> Judgement:
        """Add a judgement; `make` gives it for a moment, and may refuse by raising.

        No other judgement is written between what `make` sees of the ledger and its own.
        """
        return self.record_all(lambda at: (make(at),))[0]

    def record_all(self, make: Callable[[datetime], Sequence[Judgement]]) -> Sequence[Judgement]:
        """The same of several judgements, in one commit: all of them are written or none."""
        if not self.tables.exists:
            self.tables.create((JUDGEMENTS,))
        with locked(self.tables.folder / f"{JUDGEMENTS}.lock"):
            at = self._now(JUDGEMENTS, "at")
            self._seen = self.view  # looked for once: it takes longer than a judgement
            try:
                made = make(at)
            finally:
                self._seen = None
            if made:  # Only now: what is refused must not leave a table behind.
                self.tables.create((JUDGEMENTS,))
                self.tables.append(JUDGEMENTS, [one.row() for one in made])
        return made

    def _now(self, table: str, moment: str, supersedes: bool = True) -> datetime:
        """The moment of a new row, which is later than those of the rows that it supersedes.

        A clock that was set back must not put what somebody says now before what was said then.
        """
        now = datetime.now(UTC)
        if not supersedes:
            return now
        # All columns, but for texts: of what was read before, only new files are then read.
        columns = (moment,) if table == "documents" else None
        last = compute().max(self.tables.table(table, columns)[moment]).as_py()
        return max(now, last + timedelta(microseconds=1)) if last else now

    def compact(self) -> dict[str, tuple[int, int]]:
        """Join the small files that many appends leave; files before and after, table by table.

        Every so many commits they are joined without being asked. Nothing of what was held at
        any moment is lost.
        """
        return self.tables.compact()

    def repair(self) -> list[Repaired]:
        """Bring back what is lost, as far as any file still holds it, and say what none does.

        Nobody else may write to the ledger meanwhile.
        """
        return list(repair(self.tables))

    # --- reading -------------------------------------------------------------------------

    def stamp(self) -> str:
        """What changes whenever anything in the ledger does; no table is read for it."""
        return repr([self.tables.version(name) for name in WRITTEN])

    @property
    def view(self) -> View:
        """The rows that count, as they stand; kept until anything is written."""
        if self._seen is not None:
            return self._seen
        key, version = (str(self.tables.folder.absolute()), self._as_of), self.stamp()
        kept = _KEPT.get(key, version)
        if kept is None:
            kept = View(self.tables, self._as_of, _KEPT.last(key))
            _KEPT.put(key, version, kept)
        return kept

    @property
    def replay(self) -> Replay:
        """The judgements of people, and what they add up to."""
        return self.view.judged

    def has(self, document: str) -> bool:
        """Whether a document of this id is in the ledger, withdrawn or not."""
        return document in self.view.read

    def known(self) -> set[str]:
        """The ids of all documents ever read into it; none where there is no ledger yet."""
        return set(self.tables.table("documents", ("id",))["id"].to_pylist())

    def documents(self, withdrawn: bool = False) -> list[Document]:
        """All documents in the order in which they were read; those withdrawn when asked for."""
        view = self.view
        return [d for id_, d in view.papers.items() if withdrawn or id_ in view.batches]

    def labels(self, ids: Iterable[str] | None = None) -> dict[str, Document]:
        """What is said of each document, or of some, by id: documents without their texts."""
        names = [n for n in schemas()["documents"].names if n != "text"]
        read = self.view.read
        batches = {id_: read[id_] for id_ in (read if ids is None else ids) if id_ in read}
        table = self.tables.table("documents", names)
        held = table.filter(among(table["batch"], batches.values())).to_pylist()
        said = {row["batch"]: self.replay.document(row) for row in held}
        return {id_: rows.to_document({**said[b], "text": ""}) for id_, b in batches.items()}

    def document(self, id_: str, withdrawn: bool = False) -> Document:
        """One document by its id or the beginning of it."""
        view = self.view
        held = view.document_rows if withdrawn else view.standing_rows
        found = [id_] if id_ in held else [known for known in held if known.startswith(id_)]
        return rows.to_document(held[_single(found, id_, "document")])

    def statements(self, query: Query = EVERYTHING) -> list[Statement]:
        """Statements that answer a query, by document in reading order and place in the text."""
        view = self.view
        wanted = query.mask(view.statement_table)
        if wanted is None:
            return list(view.statements)
        return view.chosen(compute().indices_nonzero(wanted).to_pylist())

    def types(self) -> frozenset[str]:
        """The event types that the statements have."""
        return frozenset(self.view.statement_table["type"].to_pylist())

    def actors(self) -> frozenset[str]:
        """The codes of actors, recipients and sources that the statements have."""
        table = self.view.statement_table
        names = ("actor", "recipient", "source")
        every = {code for name in names for code in table[name].to_pylist()}
        return frozenset(every - {"", "---", "AUTHOR", "UNNAMED"})

    def statement(self, id_: str) -> Statement:
        """One statement by its id or the beginning of it: as it stands, or else as it once stood.

        A correction that changes nothing of the id goes before what it corrects.
        """
        view = self.view
        table = view.statement_table
        wanted = compute().starts_with(table["id"], id_)
        few = (compute().sum(wanted).as_py() or 0) <= LISTED
        found = one_by_one(table, wanted) if few else table.filter(wanted).to_pylist()
        by_id = {row["id"]: row for row in found} or view.once(id_)
        return rows.to_statement(by_id[_single(list(by_id), id_, "statement")])

    def links(self) -> list[Link]:
        """Links between the statements of documents that are in the ledger."""
        return [rows.to_link(row) for row in self.view.link_table.to_pylist()]

    def supersessions(self) -> list[dict[str, Any]]:
        """Corrections in the order in which they were made: old, new, who, why, at."""
        return list(self.view.supersessions)

    def verdicts(self) -> list[dict[str, Any]]:
        """Verdicts on what was foretold, in the order in which they were given."""
        return list(self.view.verdicts)

    def bonds(self) -> tuple[Binding, ...]:
        """What people said of happenings: which statements are of one, and which are not."""
        return self.replay.bonds

    def statement_table(self, query: Query = EVERYTHING) -> pa.Table:
        """Statements that answer a query as an Arrow table, in no order."""
        table = self.view.statement_table
        wanted = query.mask(table)
        return table if wanted is None else table.filter(wanted)

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
        import pyarrow as pa

        view = self.view
        documents = pa.Table.from_pylist(view.documents, schemas()["documents"])
        with connect() as connection:
            connection.register("statements", view.statement_table)
            connection.register("documents", documents)
            connection.register("links", view.link_table)
            self.lend(connection)
            try:
                answer: Any = connection.sql(question)
                if answer is None:
                    raise LedgerError("SQL: this is not a question: begin with SELECT")
                return answer.to_arrow_table()
            except duckdb.Error as error:
                raise LedgerError(f"SQL: {' '.join(str(error).split())[:300]}") from error

    def lend(self, connection: duckdb.DuckDBPyConnection) -> None:
        """Make `imported`, `quarantine` and `imports` known to a DuckDB connection, unread."""
        make_views(connection, self.tables, self._as_of)

    def proof(self) -> Proof:
        """What the journal and the logs of the tables prove: a part of `verify`."""
        return Proof(self.tables)

    def verify(self, proof: Proof | None = None) -> Iterator[Problem]:
        """What is wrong in the ledger: rows, logs, quotes, offsets, ids, links, counts.

        Nothing where it is whole. Damage is a problem that is told, and never raised.
        """
        yield from (proof or self.proof()).problems()
        try:
            yield from self._spoken()
        except LedgerError as error:
            yield Problem("ledger", str(error).removeprefix(f"{self.tables.folder}: "))

    def _spoken(self) -> Iterator[Problem]:
        """What is wrong in what the rows say."""
        view = self.view
        every = {row["id"]: row for row in view.every_document}
        documents = {row["id"]: row for row in view.documents}
        links = [rows.to_link(row) for row in view.link_table.to_pylist()]
        held = view.statement_table.to_pylist()
        yield from problems(documents, held, links, view.supersessions)
        for name in ("statements", "links"):
            batches = self.tables.table(name, ("batch",))["batch"].to_pylist()
            yield from miscounted(every, name, Counter(batches))


LISTED = 5
"""How many ids are named where a beginning fits several."""


def _single(found: list[str], id_: str, what: str) -> str:
    """The one id that an abbreviated id stands for."""
    if not id_ or not found:
        raise LedgerError(f"no {what} with id {id_}")
    if len(found) > 1 and id_ not in found:
        some = ", ".join(sorted(found)[:LISTED]) + ", …" * (len(found) > LISTED)
        raise LedgerError(
            f"{len(found)} {what}s have ids that begin with {id_}: {some}: give more of it"
        )
    return id_ if id_ in found else found[0]
