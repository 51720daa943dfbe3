"""What a ledger holds at one moment: the rows that count, as people's judgements leave them.

Everything that asks a ledger reads its rows here. The batches that count are asked for before the
tables that they count in: a writer may add to both meanwhile, and then its rows are in the tables
but nobody sees a part of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

from cuibono.coding.statement import Statement
from cuibono.documents.document import Document
from cuibono.ledger import rows
from cuibono.ledger.judgement import Action
from cuibono.ledger.kept import Cache
from cuibono.ledger.placing import Placing
from cuibono.ledger.query import among, compute
from cuibono.ledger.replay import Replay, added_row, in_order
from cuibono.ledger.schema import JUDGEMENTS, VERDICTS, schemas
from cuibono.ledger.standing import Stood, stand
from cuibono.ledger.tables import Tables

if TYPE_CHECKING:
    import pyarrow as pa

T = TypeVar("T")
_KEPT = Cache(8)
WRITTEN = ("documents", "statements", "links", "supersessions", VERDICTS, JUDGEMENTS, "imports")


class View:
    """One look at the tables of a ledger, up to a moment; nothing is read before it is asked for.

    It stays the same however much is written meanwhile, so that it can be kept and shared.
    """

    def __init__(self, tables: Tables, as_of: datetime | None, before: View | None = None) -> None:
        self._tables = tables
        self._as_of = as_of
        self._made: dict[int, Statement] = {}
        self._stood: Stood | None = None
        self._valued: tuple[Stood, list[Statement]] | None = None
        self._listed = tables.table("documents", ("id", "batch", "read_at"))
        same = before if before is not None and before._listed is self._listed else None
        self.judged = self._replay(same)
        if same is not None:
            self._follow(same)

    def _replay(self, before: View | None) -> Replay:
        """What people judged; of a look that follows another, only what came since is parsed."""
        if before is not None and self._as_of is None:
            table, known = self._tables.table(JUDGEMENTS), before.judged.judgements
            came = table.filter(compute().invert(among(table["id"], [j.id for j in known])))
            if came.num_rows + len(known) == table.num_rows:
                return Replay(in_order(came.to_pylist(), known)) if len(came) else before.judged
        return Replay(in_order(self._until(JUDGEMENTS, "at")))

    def _follow(self, before: View) -> None:
        """Take over what judgements given since do not change, and the rows to change."""
        same = ["read"]
        if before.judged.on_documents == self.judged.on_documents:
            same += ["batches", "every_document", "documents", "document_rows", "standing_rows",
                     "papers", "_order"]  # fmt: skip
        held = before.__dict__
        self.__dict__.update({name: held[name] for name in same if name in held})
        self._stood = held.get("_standing", before._stood)
        self._valued = before._valued
        if "statements" in held:
            self._valued = before._standing, before.statements

    def _until(self, name: str, moment: str) -> list[dict[str, Any]]:
        """Rows of a table up to the moment, in order of time."""
        return self._to_moment(self._tables.table(name), moment)

    def _to_moment(self, table: pa.Table, moment: str) -> list[dict[str, Any]]:
        seen = [r for r in table.to_pylist() if self._as_of is None or r[moment] <= self._as_of]
        return sorted(seen, key=lambda r: r[moment])

    # --- documents -----------------------------------------------------------------------

    @cached_property
    def read(self) -> Mapping[str, str]:
        """Document id to the batch of its first reading, or of the last that amended it."""
        seen: dict[str, str] = {}
        for row in self._to_moment(self._listed, "read_at"):
            if row["id"] not in seen or row["batch"].startswith(rows.AMENDED):
                seen[row["id"]] = row["batch"]
        return seen

    @cached_property
    def batches(self) -> Mapping[str, str]:
        """The same without documents that are withdrawn."""
        gone = self.judged.withdrawn
        return {id_: batch for id_, batch in self.read.items() if id_ not in gone}

    @cached_property
    def every_document(self) -> list[rows.Row]:
        """Rows of documents as they stand, in reading order, those withdrawn among them."""
        held = {row["batch"]: row for row in self._tables.table("documents").to_pylist()}
        return [self.judged.document(held[batch]) for batch in self.read.values()]

    @cached_property
    def documents(self) -> list[rows.Row]:
        """Rows of documents that stand."""
        return [row for row in self.every_document if row["id"] in self.batches]

    @cached_property
    def document_rows(self) -> Mapping[str, rows.Row]:
        """The rows of documents by id, those withdrawn among them."""
        return {row["id"]: row for row in self.every_document}

    @cached_property
    def standing_rows(self) -> Mapping[str, rows.Row]:
        """The rows of documents that stand, by id."""
        return {row["id"]: row for row in self.documents}

    @cached_property
    def papers(self) -> Mapping[str, Document]:
        """The documents by id, in reading order, those withdrawn among them."""
        return {row["id"]: rows.to_document(row) for row in self.every_document}

    # --- statements ----------------------------------------------------------------------

    @cached_property
    def supersessions(self) -> list[dict[str, Any]]:
        """Corrections in the order in which they were made: old, new, who, why, at."""
        return self._until("supersessions", "at")

    @cached_property
    def _standing(self) -> Stood:
        read, old = self.read_rows(self.batches), self._stood
        self._stood = None
        followed = old.after(self.judged, self.batches) if old and old.read is read else None
        return followed or stand(read, self.judged, self.batches)

    @property
    def statement_table(self) -> pa.Table:
        """The statements of documents that stand, as they stand."""
        return self._standing.rows

    @cached_property
    def statements(self) -> list[Statement]:
        """The same, by document in reading order and place in the text."""
        old, self._valued = self._valued, None
        return (self._moved(*old) if old else None) or self._every_statement()

    def _moved(self, stood: Stood, held: list[Statement]) -> list[Statement] | None:
        """The statements of an earlier look after a few judgements; None where that is not sure."""
        if stood.read is not self._standing.read or not self._standing.single:
            return None
        told = stood.change(self.judged, self.batches)
        if told is None:
            return None
        found, placing = list(held), self._placing
        out = [placing.take(found, rows.to_statement(row)) for row in told.gone]
        for row in told.came:
            placing.put(found, rows.to_statement(row))
        return found if all(out) else None

    def _every_statement(self) -> list[Statement]:
        judged, table = self.judged, self.statement_table
        if judged.refit is not None or not judged.holding:
            return self.in_order(table)
        # Rows that nobody touched are made into values once, however often people judge others.
        touched = _touched(table, judged)
        raw = self._untouched()
        ids = table.filter(compute().invert(touched))["id"].to_pylist()
        rest = [raw[id_] for id_ in ids if id_ in raw]
        if len(rest) < len(ids):
            return self.in_order(table)
        made = map(rows.to_statement, table.filter(touched).to_pylist())
        return self._placing.sorted([*rest, *made])

    def _untouched(self) -> Mapping[str, Statement]:
        """Statements as they were read, by their ids; shared by all views of the same reading."""

        def made() -> Mapping[str, Statement]:
            held = self.read_rows(self.read).to_pylist()
            return {row["id"]: rows.to_statement(row) for row in held}

        return self._shared("values", made)

    def _shared(self, what: str, make: Callable[[], T]) -> T:
        """What does not depend on judgements, made once for all views of the same reading."""
        key = (str(self._tables.folder.absolute()), self._as_of, what)
        names = ("documents", "statements", "supersessions")
        # What this view saw of the documents belongs to it: somebody may have added one since.
        seen = hash(tuple(self.read.values()))
        version = (*(self._tables.version(name) for name in names), seen)
        kept: T | None = _KEPT.get(key, version)
        if kept is None:
            kept = make()
            _KEPT.put(key, version, kept)
        return kept

    def of(self, documents: Iterable[str]) -> list[Statement]:
        """The statements of some documents, in order; the others are not looked at."""
        table = self.statement_table
        return self.in_order(table.filter(among(table["document"], documents)))

    def in_order(self, table: pa.Table) -> list[Statement]:
        """Rows of statements by document in reading order and place in the text."""
        return self._placing.sorted(map(rows.to_statement, table.to_pylist()))

    def chosen(self, places: Iterable[int]) -> list[Statement]:
        """Those in some places of the table, by document in reading order and place in the text.

        What was made of a row once is kept: most questions ask for the same rows again.
        """
        import pyarrow as pa

        wanted = list(places)
        new = [n for n in wanted if n not in self._made]
        held = self.statement_table
        found = held if len(new) == held.num_rows else held.take(pa.array(new, pa.int64()))
        self._made.update(zip(new, map(rows.to_statement, found.to_pylist()), strict=True))
        return self._placing.sorted([self._made[n] for n in wanted])

    @cached_property
    def _placing(self) -> Placing:
        return Placing(self._order, self._ranks, self.judged)

    @cached_property
    def _order(self) -> Mapping[str, int]:
        return {id_: n for n, id_ in enumerate(self.batches)}

    def _ranks(self) -> Mapping[str, int]:
        """Ids of statements with their places among those that were read."""

        def made() -> Mapping[str, int]:
            return {id_: n for n, id_ in enumerate(self.read_rows(self.read)["id"].to_pylist())}

        return self._shared("ranks", made)

    def read_rows(self, batches: Mapping[str, str]) -> pa.Table:
        """Statements as they were read, whatever people judged of them since."""
        gone = ",".join(sorted(set(self.read) - set(batches)))
        return self._shared(f"rows without {gone}", lambda: self._read_rows(batches))

    def _read_rows(self, batches: Mapping[str, str]) -> pa.Table:
        import pyarrow as pa

        pc = compute()
        # What corrections say of an id, the last one's word: the batch that counts, or none.
        said: dict[str, str | None] = {}
        for row in self.supersessions:
            said[row["old"]] = None
            if row["new"]:
                said[row["new"]] = rows.correction(row)
        table = self._tables.table("statements")
        new = [batch for batch in said.values() if batch]
        read = among(table["batch"], batches.values())
        untouched = pc.invert(pc.is_in(table["id"], pa.array(list(said), pa.string())))
        return table.filter(pc.or_(pc.and_(read, untouched), among(table["batch"], new)))

    def once(self, id_: str) -> dict[str, rows.Row]:
        """The rows that stood under an id, or under its beginning, at any time."""
        pc, judged = compute(), self.judged
        roots = {root for known, root in judged.roots.items() if known.startswith(id_)}
        order = [*self.read.values(), *map(rows.correction, self.supersessions)]
        rank = {batch: n for n, batch in enumerate(order)}
        table = self._tables.table("statements")
        wanted = pc.or_(pc.starts_with(table["id"], id_), among(table["id"], roots))
        seen = [r for r in table.filter(wanted).to_pylist() if r["batch"] in rank]
        brought = [
            j for j in judged.judgements
            if j.action in (Action.PROPOSE, Action.ADD) and j.changes
            and (j.root in roots or j.root.startswith(id_))
        ]  # fmt: skip
        found: dict[str, rows.Row] = {}
        for row in (*sorted(seen, key=lambda r: rank[r["batch"]]), *map(added_row, brought)):
            for now, _ in judged.versions(row):
                if now and now["id"].startswith(id_):
                    found[now["id"]] = now
        return found

    # --- what hangs on statements --------------------------------------------------------

    @cached_property
    def link_table(self) -> pa.Table:
        """Links of documents that stand, between statements as they stand."""
        import pyarrow as pa

        judged = self.judged
        table = self._tables.table("links")
        table = table.filter(among(table["batch"], self.batches.values()))
        if not judged.roots:
            return table
        ends = ("cause", "effect")
        kept = [
            {**row, **{end: judged.current(row[end]) for end in ends}}
            for row in table.to_pylist()
            if not any(judged.roots.get(row[end], row[end]) in judged.rejected for end in ends)
        ]
        return pa.Table.from_pylist(kept, schemas()["links"])

    @cached_property
    def verdicts(self) -> list[dict[str, Any]]:
        """Verdicts on what was foretold, on the statements as they stand."""
        now = self.judged.current
        return [{**row, "statement": now(row["statement"])} for row in self._until(VERDICTS, "at")]


def _touched(table: pa.Table, judged: Replay) -> Any:
    """Which rows, as they stand, are not as they were read."""
    names = {judged.current(root) for root in judged.touched} | {j.root for j in judged.added}
    here = among(table["document"], judged.amended)
    return compute().or_(among(table["id"], names | judged.touched), here)
