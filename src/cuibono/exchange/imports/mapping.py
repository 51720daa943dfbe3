"""Columns of a source become columns of the ledger: each distinct value is looked up once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from importlib import import_module
from typing import TYPE_CHECKING, Any

from cuibono.exchange.imports.parse import Bad
from cuibono.exchange.imports.plan import Lookup, Plan, Side, Typed, Who

if TYPE_CHECKING:
    import pyarrow as pa

SEPARATOR = " | "


@dataclass(slots=True)
class Mapped:
    """What a block holds: events, lines set aside, and counts of what did not map."""

    events: list[pa.Table] = field(default_factory=list["pa.Table"])
    bad: list[Bad] = field(default_factory=list[Bad])
    rows: int = 0
    unmapped: Counter[tuple[str, str]] = field(default_factory=Counter[tuple[str, str]])


def compute() -> Any:
    """Arrow's functions; the package gives no types for them."""
    return import_module("pyarrow.compute")


def map_block(table: pa.Table, plan: Plan, bad: list[Bad]) -> Mapped:
    """Events of the rows of a block; a row without a day is set aside with the bad lines."""
    import pyarrow as pa

    pc = compute()
    mapped = Mapped(bad=bad, rows=table.num_rows + len(bad))
    index, days = _looked_up(table, plan.date)
    known = pa.array([d is not None for d in days], pa.bool_()).take(index)
    if known.false_count:
        mapped.bad += _undated(table.filter(pc.invert(known)), plan)
        table = table.filter(known)
        index = index.filter(known)
    dated = pa.array(days, pa.string()).cast(pa.date32()).take(index)
    for party in plan.actors:
        keep = _present(table, party) if len(plan.actors) > 1 else None
        rows = table if keep is None else table.filter(keep)
        when = dated if keep is None else dated.filter(keep)
        mapped.events.append(_events(rows, when, plan, party, mapped.unmapped))
    return mapped


def _undated(table: pa.Table, plan: Plan) -> list[Bad]:
    shown = table.select(list(plan.date.columns)).to_pylist()
    lines: list[int] = table["line"].to_pylist()
    texts = [SEPARATOR.join(str(v) for v in row.values()) for row in shown]
    named = SEPARATOR.join(plan.date.columns)
    return [Bad(n, f"{named} is not a day: {t!r}", t) for n, t in zip(lines, texts, strict=True)]


def _present(table: pa.Table, party: Side) -> Any:
    pc = compute()
    index, there = _looked_up(table, Lookup(party.who.columns, lambda *cells: bool(any(cells))))
    return pc.take(_bools(there), index)


def _bools(values: Sequence[bool]) -> pa.Array:
    import pyarrow as pa

    return pa.array(values, pa.bool_())


def _events(
    table: pa.Table, when: pa.Array, plan: Plan, party: Side, unmapped: Counter[tuple[str, str]]
) -> pa.Table:
    """One event a row, with the raw codes; what does not map is null and counted."""
    import pyarrow as pa

    columns: dict[str, Any] = {"line": table["line"].combine_chunks(), "date": when}
    columns["event_id"] = _text(table, plan.event_id)
    index, types = _looked_up(table, plan.type, unmapped_as("type", unmapped))
    for name, kind in (("type", pa.string()), ("mode", pa.string()), ("score", pa.float64())):
        columns[name] = pa.array([getattr(t, name) for t in types], kind).take(index)
    contexts = pa.array([list(t.contexts) for t in types], pa.list_(pa.string()))
    columns["contexts"] = contexts.take(index)
    columns["actor"] = _who(table, party, when, unmapped_as("actor", unmapped))
    columns["raw_actor"] = _raw(table, party.raw)
    if plan.recipient:
        found = _who(table, plan.recipient, when, unmapped_as("recipient", unmapped))
        columns["recipient"] = found
        columns["raw_recipient"] = _raw(table, plan.recipient.raw)
    else:
        columns["recipient"] = columns["raw_recipient"] = pa.nulls(table.num_rows, pa.string())
    columns["raw_type"] = _raw(table, plan.raw_type)
    columns["publisher"], columns["url"] = _text(table, plan.publisher), _text(table, plan.url)
    return pa.table(columns | _days(table, plan.days) | _place(table, plan.place))


def _days(table: pa.Table, lookup: Lookup | None) -> dict[str, Any]:
    """The days between which each event lies, null where its date is the day."""
    import pyarrow as pa

    if lookup is None:
        return dict.fromkeys(("since", "until"), pa.nulls(table.num_rows, pa.date32()))
    index, spans = _looked_up(table, lookup)
    ends = (pa.array([span[end] for span in spans], pa.string()) for end in (0, 1))
    return {
        name: days.cast(pa.date32()).take(index)
        for name, days in zip(("since", "until"), ends, strict=True)
    }


def _place(table: pa.Table, lookup: Lookup | None) -> dict[str, Any]:
    """Where each event was, null where that is not said."""
    import pyarrow as pa

    kinds = {"latitude": pa.float64(), "longitude": pa.float64(), "area": pa.bool_()}
    if lookup is None:
        return {name: pa.nulls(table.num_rows, kind) for name, kind in kinds.items()}
    index, places = _looked_up(table, lookup)
    return {
        name: pa.array([getattr(place, name) for place in places], kind).take(index)
        for name, kind in kinds.items()
    }


Count = Callable[[Any, Sequence[str], int], None]


def unmapped_as(what: str, unmapped: Counter[tuple[str, str]]) -> Count:
    """How lookups that find nothing are counted: by what was looked for, and in which
    words of the first column."""

    def count(meaning: Any, cells: Sequence[str], times: int) -> None:
        nothing = meaning.type is None if isinstance(meaning, Typed) else not meaning
        if nothing:
            said = cells[0] if cells and cells[0] not in ("", "NA", "None") else "(empty)"
            unmapped[what, said] += times

    return count


def _who(table: pa.Table, party: Side, when: pa.Array, count: Count) -> Any:
    """Codes of actors, on the day of each row where a code has meant several states."""
    import pyarrow as pa

    pc = compute()
    index, found = _looked_up(table, party.who, count)
    whos: list[Who] = list(found)
    codes = pa.array([who[-1][0] if who else None for who in whos], pa.string()).take(index)
    for depth in range(2, max((len(who) for who in whos), default=1) + 1):
        earlier = [who[-depth] if len(who) >= depth else (None, None) for who in whos]
        before = pa.array([u for _, u in earlier], pa.string()).cast(pa.date32()).take(index)
        holds = pc.fill_null(pc.less(when, before), False)
        codes = pc.if_else(holds, pa.array([c for c, _ in earlier], pa.string()).take(index), codes)
    return codes


def _looked_up(
    table: pa.Table, lookup: Lookup, count: Count | None = None
) -> tuple[pa.Array, list[Any]]:
    """For each row the place of its meaning, and the meanings of the distinct values."""
    index, values = _distinct(table, lookup.columns)
    meanings = [lookup.meaning(*cells) for cells in values]
    if count:
        pc = compute()
        for pair in pc.value_counts(index).to_pylist():
            count(meanings[pair["values"]], values[pair["values"]], pair["counts"])
    return index, meanings


def _distinct(table: pa.Table, columns: Sequence[str]) -> tuple[pa.Array, list[tuple[str, ...]]]:
    """Places of rows in the list of distinct combinations of the columns' values."""
    import pyarrow as pa

    pc = compute()
    arrays = [table[name].combine_chunks() for name in columns]
    arrays = [a if pa.types.is_dictionary(a.type) else a.dictionary_encode() for a in arrays]
    words: list[list[str]] = [a.dictionary.to_pylist() for a in arrays]
    if len(arrays) == 1:
        return arrays[0].indices, [(word,) for word in words[0]]
    joined = arrays[0].indices.cast(pa.int64())
    for array, listed in zip(arrays[1:], words[1:], strict=True):
        joined = pc.add(pc.multiply(joined, len(listed)), array.indices.cast(pa.int64()))
    encoded = joined.dictionary_encode()
    values: list[tuple[str, ...]] = []
    for code in encoded.dictionary.to_pylist():
        cells: list[str] = []
        rest = code
        for listed in reversed(words):
            rest, nth = divmod(rest, len(listed))
            cells.append(listed[nth])
        values.append(tuple(reversed(cells)))
    return encoded.indices, values


def _raw(table: pa.Table, columns: Sequence[str]) -> Any:
    """The source's own words, joined where they stand in several columns; null where empty."""
    import pyarrow as pa

    if not columns:
        return pa.nulls(table.num_rows, pa.string())
    if columns[0] not in table.column_names:
        return pa.nulls(table.num_rows, pa.string())
    index, values = _distinct(table, columns)
    words = [SEPARATOR.join(c for c in cells if c) or None for cells in values]
    return pa.array(words, pa.string()).take(index)


def _text(table: pa.Table, column: str | None) -> Any:
    import pyarrow as pa

    pc = compute()
    if column is None:
        return pa.nulls(table.num_rows, pa.string())
    values = table[column].combine_chunks()
    if pa.types.is_dictionary(values.type):
        values = values.dictionary_decode()
    empty = pc.equal(values, "")
    return pc.if_else(empty, None, values) if pc.any(empty).as_py() else values
