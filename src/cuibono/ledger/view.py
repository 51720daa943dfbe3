"""What a ledger holds at one moment: the rows that count, as people's judgements leave them.

Everything that asks a ledger reads its rows here. The batches that count are asked for before the
tables that they count in: a writer may add to both meanwhile, and then its rows are in the tables
but nobody sees a part of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any

from cuibono.coding.statement import Statement
from cuibono.ledger import rows
from cuibono.ledger.judgement import Action
from cuibono.ledger.query import compute
from cuibono.ledger.replay import Replay, added_row, in_order
from cuibono.ledger.schema import JUDGEMENTS, VERDICTS, schemas
from cuibono.ledger.standing import stand
from cuibono.ledger.tables import Tables

if TYPE_CHECKING:
    import pyarrow as pa

WRITTEN = ("documents", "statements", "links", "supersessions", VERDICTS, JUDGEMENTS, "imports")


class View:
    """One look at the tables of a ledger, up to a moment; nothing is read before it is asked for.

    It stays the same however much is written meanwhile, so that it can be kept and shared.
    """

    def __init__(self, tables: Tables, as_of: datetime | None) -> None:
        self._tables = tables
        self._as_of = as_of
        self._made: dict[int, Statement] = {}
        self.judged = Replay(in_order(self._until("judgements", "at")))
        self._documents = self._until("documents", "read_at", ("id", "batch", "read_at"))

    def _until(
        self, name: str, moment: str, columns: tuple[str, ...] | None = None
    ) -> list[dict[str, Any]]:
        """Rows of a table up to the moment, in order of time."""
        found = self._tables.table(name, columns).to_pylist()
        seen = [r for r in found if self._as_of is None or r[moment] <= self._as_of]
        return sorted(seen, key=lambda r: r[moment])

    # --- documents -----------------------------------------------------------------------

    @cached_property
    def read(self) -> Mapping[str, str]:
        """Document id to the batch of its first reading, in reading order."""
        seen: dict[str, str] = {}
        for row in self._documents:
            seen.setdefault(row["id"], row["batch"])
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

    # --- statements ----------------------------------------------------------------------

    @cached_property
    def supersessions(self) -> list[dict[str, Any]]:
        """Corrections in the order in which they were made: old, new, who, why, at."""
        return self._until("supersessions", "at")

    @cached_property
    def statement_table(self) -> pa.Table:
        """The statements of documents that stand, as they stand."""
        return stand(self.read_rows(self.batches), self.judged, self.batches)

    @cached_property
    def statements(self) -> list[Statement]:
        """The same, by document in reading order and place in the text."""
        return self.chosen(range(self.statement_table.num_rows))

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
        order = self._order
        made = (self._made[n] for n in wanted)
        return sorted(made, key=lambda s: (order.get(s.document, 0), s.start, s.trigger_start))

    @cached_property
    def _order(self) -> Mapping[str, int]:
        return {id_: n for n, id_ in enumerate(self.batches)}

    def read_rows(self, batches: Mapping[str, str]) -> pa.Table:
        """Statements as they were read, whatever people judged of them since."""
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
        brought = [j for j in judged.judgements if j.action is Action.ADD and j.root in roots]
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


def among(column: Any, values: Iterable[str]) -> Any:
    """Which entries of an Arrow column are any of these."""
    import pyarrow as pa

    return compute().is_in(column, pa.array(sorted(values), pa.string()))
