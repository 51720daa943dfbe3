"""Who did what to whom and when, of imported event data and of texts, asked in one way."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar

from cuibono.actors.code import Code, literal, root_in_sql
from cuibono.errors import CuibonoError
from cuibono.events.kinds import SHIPPED, Kinds
from cuibono.ledger import Ledger
from cuibono.ledger.lazy import connect, readable
from cuibono.measures.deeds.met import VOTES, WITH_MET, meet
from cuibono.measures.deeds.support import Source
from cuibono.measures.deeds.told import ToldRows, told

if TYPE_CHECKING:
    import duckdb
    import pyarrow as pa

DEEDS = f"""
create view deeds as
select dataset as source, 'imported' as kind, coalesce(rank, 1) = 1 as once, event_id,
    date as first, date as last, actor, recipient, type, mode, score, false as contested,
    false as reported, file, line, url, others as met, sets, event, rank,
    cast(null as varchar) as statements
from {WITH_MET} where date is not null and dataset <> '{VOTES}'
union all
select source, kind, once, event_id, first, last, actor, recipient, type, mode, score,
    contested, reported, null, null, null, null, null, null, null, statements
from told
"""
BALLOTS = f"""
create view ballots as
select dataset as source, 'vote' as kind, true as once, event_id, date as first, date as last,
    actor, recipient, raw_type as type, mode, score, false as contested,
    false as reported, file, line, url, cast(null as varchar) as met,
    cast(null as varchar) as statements
from imported
where date is not null and dataset = '{VOTES}' and raw_type in ('yes', 'abstain', 'no')
"""
LISTED = (
    "source", "kind", "first", "last", "actor", "type", "mode", "recipient", "score",
    "contested", "reported", "event_id", "file", "line", "url", "met", "statements",
)  # fmt: skip


class Dyads:
    """Dated rows of who did what to whom; DuckDB reads from disk only what a question needs.

    The view `deeds` has a row for every imported event with a day (votes apart), and one for
    every publisher of an event that texts tell; `once` counts each event once, also one that
    several data sets have (`met`: where else it stands). `ballots` has
    the votes, with the same columns: `type` is yes, abstain or no, `event_id` the roll call.
    Rows of a batch that was never committed are not seen. Texts' events are scored by `kinds`;
    `borrowed` are the types among them whose score is the mean of their quadrant.

    >>> import tempfile
    >>> ledger = Ledger.open(tempfile.mkdtemp() + "/ledger")
    >>> Dyads(ledger).coverage
    ()
    """

    def __init__(
        self,
        ledger: Ledger,
        texts: ToldRows | None = None,
        kinds: Kinds = SHIPPED,
    ) -> None:
        self._ledger = ledger
        self._texts, self.left_out = texts or told((), (), {}, kinds)
        self.borrowed = kinds.borrowed(self._texts["type"].unique().to_pylist())

    @cached_property
    def _connection(self) -> duckdb.DuckDBPyConnection:
        connection = connect()
        self._ledger.lend(connection)
        connection.register("told", self._texts)
        with readable():
            meet(connection, self._ledger.tables.folder)
        connection.execute(DEEDS)
        connection.execute(BALLOTS)
        return connection

    def ask(self, question: str) -> list[tuple[Any, ...]]:
        """The rows that answer SQL over `deeds`, `ballots` or `imported`, as tuples."""
        with readable():
            return self._connection.sql(question).fetchall()

    def table(self, question: str) -> pa.Table:
        """The answer to SQL over `deeds`, `ballots` or `imported`, as an Arrow table."""
        with readable():
            return self._connection.sql(question).to_arrow_table()

    @cached_property
    def coverage(self) -> tuple[Source, ...]:
        """The sources of deeds with their rows and the days between which they have any."""
        return self._sources("deeds")

    @cached_property
    def voted(self) -> tuple[Source, ...]:
        """The sources of votes, in the same way."""
        return self._sources("ballots")

    def _sources(self, view: str) -> tuple[Source, ...]:
        found = self.ask(
            f"select source, any_value(kind), count(*), min(first), max(last) from {view} "
            "group by source order by source"
        )
        return tuple(Source(*row) for row in found)

    def rows(self, where: str, view: str = "deeds") -> list[dict[str, Any]]:
        """The rows of a view that answer a condition, in order of time, as plain values."""
        listed = ", ".join(LISTED)
        found = self.ask(
            f"select {listed} from {view} where {where} "
            "order by first, last, source, file, line, event_id"
        )
        return [_plain(dict(zip(LISTED, row, strict=True))) for row in found]


@dataclass(frozen=True, slots=True)
class Evidence:
    """The rows behind a result, listed when asked for: a view and a condition on it, or several."""

    dyads: Dyads
    parts: tuple[tuple[str, str], ...]

    COLUMNS: ClassVar = LISTED

    def rows(self) -> list[dict[str, Any]]:
        """The rows, in order of time: dates as ISO days, and where each of them stands."""
        return [row for view, where in self.parts for row in self.dyads.rows(where, view)]


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    return row | {"first": row["first"].isoformat(), "last": row["last"].isoformat()}


def either(column: str, a: str, b: str) -> str:
    """SQL that keeps the rows of either of two actors.

    >>> either("actor", "PRK", "RUS").endswith(" in ('PRK', 'RUS')")
    True
    """
    if Code(a).role or Code(b).role:
        return f"({Code(a).in_sql(column)} or {Code(b).in_sql(column)})"
    return f"{root_in_sql(column)} in ({literal(a)}, {literal(b)})"


def directed(actor: str, recipient: str) -> str:
    """SQL that keeps what one actor did to another."""
    return f"({Code(actor).in_sql('actor')} and {Code(recipient).in_sql('recipient')})"


def either_way(a: str, b: str) -> str:
    """SQL that keeps what either of two actors did to the other."""
    return f"({directed(a, b)} or {directed(b, a)})"


def once(*codes: str) -> str:
    """SQL that counts each event once.

    Of an event that several data sets have one row counts. Where an organ is asked for, that row
    may name another organ of its state: then each row counts, and none is lost.

    >>> once("RUS"), once("RUS.MIL")
    ('once', '(once or event is not null)')
    """
    return "(once or event is not null)" if any("." in code for code in codes) else "once"


def one_each(where: str) -> str:
    """Deeds that answer a condition, as a subquery: of what several data sets have, one row."""
    return (
        f"(select * from deeds where once and event is null and {where} union all "
        f"select * from deeds where event is not null and {where} "
        "qualify rank = min(rank) over (partition by event))"
    )


def nothing(dyads: Dyads, a: str, b: str | None, where: str = "true") -> CuibonoError:
    """Why there is no number on an actor, or on two: which rows there are, and what is enough."""
    if not dyads.coverage:
        return CuibonoError("the ledger has no dated event: `import` event data or `read` texts")
    if b is None:
        return CuibonoError(
            f"{a}: no dated event has it as actor or recipient; the ledger covers "
            f"{_covered(dyads)}: one row would be enough to count"
        )
    asked = [
        f"count(*) filter (where {Code(x).in_sql('actor')} or {Code(x).in_sql('recipient')})"
        for x in (a, b)
    ]
    ((of_a, of_b),) = dyads.ask(f"select {', '.join(asked)} from deeds where {where}")
    return CuibonoError(
        f"no dated event between {a} and {b}: {of_a} rows concern {a} and {of_b} {b}, none both; "
        f"the ledger covers {_covered(dyads)}: one row would be enough to count"
    )


def _covered(dyads: Dyads) -> str:
    return "; ".join(f"{s.name} {s.first} to {s.last}" for s in dyads.coverage[:4])
