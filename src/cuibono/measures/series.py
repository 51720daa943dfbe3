"""How much passed between two actors, period by period, in counts and PLOVER scores."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from cuibono.actors.code import root_in_sql
from cuibono.errors import CuibonoError, UsageError
from cuibono.measures.deeds.dyads import Dyads, Evidence, directed, either_way, nothing, one_each
from cuibono.measures.deeds.support import Source, Support, Supported, counted
from cuibono.measures.periods import When
from cuibono.unseen import defused
from cuibono.whole import write_whole

if TYPE_CHECKING:
    import pyarrow as pa

ALL = "all"
NOTHING = (0.0,) * 6
HOW = (
    "Events from one to the other whose days are all in one period; organs count with their state; "
    "scores are PLOVER's, from -10 to 10, cooperative above 0, conflictual below."
)
SUMS = """
count(*) as events, count(score) as scored, count(*) filter (where score > 0) as cooperative,
count(*) filter (where score < 0) as conflictual, count(*) filter (where contested) as contested,
coalesce(sum(score), 0) as score_sum
"""


@dataclass(frozen=True, slots=True)
class Flow:
    """What one actor did to another in one period, as one source, or all of them, tell it.

    `scored` are the events of a PLOVER type, `cooperative` and `conflictual` those of a score
    above and below 0, `contested` those that somebody denies.
    """

    period: date
    label: str
    actor: str
    recipient: str
    source: str
    events: int = 0
    scored: int = 0
    cooperative: int = 0
    conflictual: int = 0
    contested: int = 0
    score_sum: float = 0.0

    @property
    def score_mean(self) -> float | None:
        """The mean score of the events that have one, None where none has."""
        return self.score_sum / self.scored if self.scored else None


@dataclass(frozen=True, slots=True)
class Series(Supported):
    """What A did to B and B to A, period by period; empty periods are zeros.

    `flows` run over the span of their source, `first` to `last` in its `Source`; those of the
    source "all" over every day that any source covers, each event counted once.
    """

    a: str
    b: str
    when: When
    flows: tuple[Flow, ...]
    support: Support
    evidence: Evidence

    COLUMNS: ClassVar = (
        "period", "actor", "recipient", "source", "events", "scored", "cooperative",
        "conflictual", "contested", "score_sum", "score_mean",
    )  # fmt: skip

    def records(self) -> list[dict[str, Any]]:
        """The series as plain JSON values, a line for each period, direction and source."""
        return [
            {name: getattr(f, name) for name in self.COLUMNS} | {"period": f.label}
            for f in self.flows
        ]

    def rows(self) -> list[dict[str, Any]]:
        """The rows behind the series, in order of time."""
        return self.evidence.rows()

    def of(self, actor: str, source: str = ALL) -> tuple[Flow, ...]:
        """The flows of one direction, by who acts."""
        return tuple(f for f in self.flows if f.actor == actor and f.source == source)


def series(dyads: Dyads, a: str, b: str, when: When) -> Series:
    """What `a` did to `b` and `b` to `a` in every period, counted and scored.

    A source's empty periods are zeros between the first and last day on which it has any row in
    the ledger, of whomever. Raises UsageError where both are the same actor, CuibonoError where
    nothing passed between them.
    """
    if a == b:
        raise UsageError(f"a series needs two actors, not {a} twice")
    known = covering(dyads, when)
    where = f"{either_way(a, b)} and {when.condition}"
    asked = f"select {when.period}, {directed(a, b)}, {{}}, {when.within_one}, {SUMS} from {{}}"
    found = dyads.ask(asked.format("source", f"deeds where {where}") + " group by all")
    if not found:
        raise nothing(dyads, a, b, when.condition)
    found += dyads.ask(asked.format(f"'{ALL}'", one_each(where)) + " group by all")
    rows: defaultdict[str, int] = defaultdict(int)
    cells: defaultdict[tuple[bool, str, date], list[float]] = defaultdict(lambda: list(NOTHING))
    wide = 0
    for period, forward, source, whole, *sums in found:
        if not whole:
            wide += sums[0] if source == ALL else 0
            continue
        rows[source] += sums[0]
        held = cells[forward, source, period]
        held[:] = [x + y for x, y in zip(held, sums, strict=True)]
    rows.pop(ALL, None)
    spans = _spans(known, rows)
    flows = tuple(_flows((a, b), when, spans, cells))
    support = Support(HOW, counted(known, rows), tuple(_notes(known, when, wide, dyads, where)))
    evidence = Evidence(dyads, (("deeds", f"{where} and {when.within_one}"),))
    return Series(a, b, when, flows, support, evidence)


def covering(dyads: Dyads, when: When) -> tuple[Source, ...]:
    """The sources that have any row within the days asked for.

    Raises CuibonoError where there is none, and says which days are covered.
    """
    known = dyads.coverage
    if not known:
        raise nothing(dyads, "", None)
    inside = [
        s for s in known
        if not (when.first and s.last < when.first) and not (when.last and s.first > when.last)
    ]  # fmt: skip
    if not inside:
        told = "; ".join(f"{s.name} {s.first} to {s.last}" for s in known)
        asked = f"{when.first or '..'} to {when.last or '..'}"
        raise CuibonoError(f"no source covers {asked}; covered are {told}: ask within these days")
    return tuple(inside)


def _spans(known: Iterable[Source], rows: dict[str, int]) -> dict[str, tuple[date, date]]:
    """First and last day of each source that has rows here, and of all that cover anything."""
    held = list(known)
    spans = {ALL: (min(s.first for s in held), max(s.last for s in held))}
    return spans | {s.name: (s.first, s.last) for s in held if rows.get(s.name)}


def _flows(
    pair: tuple[str, str],
    when: When,
    spans: dict[str, tuple[date, date]],
    cells: dict[tuple[bool, str, date], list[float]],
) -> Iterator[Flow]:
    for source, (first, last) in spans.items():
        for forward in (True, False):
            one, other = pair if forward else pair[::-1]
            for period in when.starts(first, last):
                held = cells.get((forward, source, period), NOTHING)
                label = when.by.label(period)
                yield _flow(Flow(period, label, one, other, source), held)


def _flow(empty: Flow, sums: Sequence[float]) -> Flow:
    events, scored, good, bad, contested = (int(n) for n in sums[:5])
    return replace(
        empty, events=events, scored=scored, cooperative=good, conflictual=bad,
        contested=contested, score_sum=float(sums[5]),
    )  # fmt: skip


def _notes(
    known: Iterable[Source], when: When, wide: int, dyads: Dyads, where: str
) -> Iterator[str]:
    held = list(known)
    first = max(min(s.first for s in held), when.first or date.min)
    last = min(max(s.last for s in held), when.last or date.max)
    if sum(s.kind == "imported" for s in held) > 1:
        yield from in_several_sets(dyads, where)
    yield f"Periods without an event from {first} to {last} are zeros."
    if any(s.kind == "text" for s in held):
        yield "Texts are not a census: a zero means only that none of them reports an event."
    if wide:
        yield f"Left out, as dated less closely than to a {when.by}: {wide}."
    yield from on_texts(dyads)


def in_several_sets(dyads: Dyads, where: str = "true") -> Iterator[str]:
    """What is said of events that several data sets have: how many of which, counted once."""
    found = dyads.ask(
        f"select sets, count(distinct event) from deeds where event is not null and {where} "
        "group by all order by all"
    )
    told = ", ".join(f"{times} of {sets}" for sets, times in found)
    if told:
        yield f"Events that are in several data sets and count once in “all”: {told}."
    yield "Rows that may be one event or several count in each data set (docs/imports.md)."


def on_texts(dyads: Dyads) -> Iterator[str]:
    """What is said of the events of texts: those that are left out, and borrowed scores."""
    if dyads.left_out:
        yield without_date(dyads.left_out)
    yield from borrowed(dyads)


def borrowed(dyads: Dyads) -> Iterator[str]:
    """What is said of types whose score is not their own."""
    for name, score in dyads.borrowed.items():
        yield f"{name} has no score of its own and takes the mean of its quadrant, {score:g}."


def without_date(events: int) -> str:
    """What is said of the events of texts that cannot be put into a period."""
    return (
        f"Of the events in texts, {events} have no date with two ends, are states of affairs, "
        "gains or losses, only foretold or only denied, and are not counted."
    )


@dataclass(frozen=True, slots=True)
class Everyone(Supported):
    """The series of all dyads as an Arrow table: a row where anything happened, zeros elsewhere.

    Columns are those of `Series`; `period` is the first day of the period, `source` a data set or
    publisher, or "all" where the ledger has several.
    """

    when: When
    table: pa.Table
    support: Support

    def arrow(self) -> pa.Table:
        """The table."""
        return self.table

    def records(self) -> list[dict[str, Any]]:
        """The rows as plain values."""
        return self.table.to_pylist()

    def write(self, path: str | Path) -> int:
        """Write the table as CSV, or as Parquet where the file is called so; how many lines.

        Raises CuibonoError where the file cannot be written.
        """
        table = self.table
        if Path(path).suffix == ".parquet":
            write = import_module("pyarrow.parquet").write_table
        else:
            write = import_module("pyarrow.csv").write_csv
            table = _defused(table)
        write_whole(path, lambda part: write(table, part))
        return self.table.num_rows


def _defused(table: pa.Table) -> pa.Table:
    """The table with no text that a spreadsheet takes for a formula."""
    types = import_module("pyarrow").types
    for at, name in enumerate(table.column_names):
        column = table[name]
        if types.is_string(column.type) or types.is_large_string(column.type):
            values = [defused(v) if v else v for v in column.to_pylist()]
            table = table.set_column(at, name, [values])
    return table


def everyone(dyads: Dyads, when: When) -> Everyone:
    """The series of every state, body or group to every other, organs counted with them.

    Raises CuibonoError where the ledger has no dated event in the days asked for.
    """
    known = covering(dyads, when)
    where = (
        f"actor is not null and recipient is not null and {when.condition} and {when.within_one}"
    )
    question = _sums("source", when, where)
    if len(known) > 1:
        question += " union all " + _sums(f"'{ALL}'", when, f"once and {where}")
    table = dyads.table(
        f"select *, score_sum / nullif(scored, 0) as score_mean from ({question}) "
        "order by period, actor, recipient, source"
    )
    per = table.group_by("source").aggregate([("events", "sum")]).to_pylist()
    rows = {row["source"]: row["events_sum"] for row in per}
    notes = tuple(_notes(known, when, 0, dyads, where))
    return Everyone(when, table, Support(HOW, counted(known, rows), notes))


def _sums(source: str, when: When, where: str) -> str:
    return (
        f"select {when.period} as period, {root_in_sql('actor')} as actor, "
        f"{root_in_sql('recipient')} as recipient, {source} as source, {SUMS} "
        f"from deeds where {where} group by 1, 2, 3, 4"
    )
