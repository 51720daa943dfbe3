"""A block of lines as columns: quickly where all is well, line by line where it is not."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cuibono.exchange.imports.plan import Plan
from cuibono.exchange.imports.sources import Block

if TYPE_CHECKING:
    import pyarrow as pa

TOLD = 2000

# What a blank line may hold.
BLANK = " \t\r\n\v\f"


@dataclass(frozen=True, slots=True)
class Bad:
    """A line that is not loaded: its number, the reason, the beginning of its text."""

    line: int
    reason: str
    text: str


@dataclass(frozen=True, slots=True)
class Shape:
    """The columns of one file in their order."""

    plan: Plan
    columns: tuple[str, ...]


def parse(block: Block, shape: Shape, drop: frozenset[int]) -> tuple[pa.Table, list[Bad]]:
    """The needed columns of a block, with `line`; and the lines that are not of the format.

    `drop` are numbers of lines that are left out because they are dealt with: a header,
    repetitions. Keys come as dictionaries, the rest as text.
    """
    import pyarrow as pa

    if not drop and not _has_blank(block.data):
        try:
            return _quick(block, shape), []
        except (pa.ArrowInvalid, _OddError):
            pass
    return _careful(block, shape, drop)


def _has_blank(data: bytes) -> bool:
    """Whether a line is empty: read quickly, it would be a row of empty values."""
    return data.startswith((b"\n", b"\r\n")) or b"\n\n" in data or b"\n\r\n" in data


class _OddError(Exception):
    """Lines and rows of a block do not match one to one."""


def _quick(block: Block, shape: Shape) -> pa.Table:
    import numpy as np
    import pyarrow as pa
    from pyarrow import csv as arrow_csv

    plan = shape.plan
    types: dict[str, pa.DataType] = {name: pa.string() for name in plan.needed}
    types |= {name: pa.dictionary(pa.int32(), pa.string()) for name in plan.keys}
    table = arrow_csv.read_csv(
        pa.BufferReader(block.data),
        arrow_csv.ReadOptions(
            use_threads=False, block_size=len(block.data) + 1, column_names=list(shape.columns)
        ),
        arrow_csv.ParseOptions(
            delimiter=plan.delimiter,
            quote_char='"' if plan.quoted else False,
            newlines_in_values=plan.quoted,
            ignore_empty_lines=False,
        ),
        arrow_csv.ConvertOptions(
            include_columns=list(plan.needed), column_types=types, strings_can_be_null=False
        ),
    ).combine_chunks()
    lines = block.breaks + (not block.data.endswith(b"\n"))
    if table.num_rows != lines:
        raise _OddError
    first = np.arange(block.line, block.line + lines, dtype=np.int64)
    return table.append_column("line", pa.array(first))


def _careful(block: Block, shape: Shape, drop: frozenset[int]) -> tuple[pa.Table, list[Bad]]:
    import pyarrow as pa

    plan, bad = shape.plan, list[Bad]()
    places = [shape.columns.index(name) for name in plan.needed]
    kept: list[Sequence[str]] = []
    numbers: list[int] = []
    for number, cells, text in _records(block, plan):
        # Control characters are not blanks: such a line is broken, not empty.
        if number in drop or not text.strip(BLANK):
            continue
        reason = _fault(cells, len(shape.columns), places)
        if reason:
            bad.append(Bad(number, reason, _printable(text)))
            continue
        kept.append([cells[i] for i in places])
        numbers.append(number)
    columns = list(zip(*kept, strict=True)) if kept else [()] * len(places)
    arrays: list[pa.Array] = [pa.array(list(c), pa.string()) for c in columns]
    keys = set(plan.keys)
    made = {
        n: a.dictionary_encode() if n in keys else a
        for n, a in zip(plan.needed, arrays, strict=True)
    }
    return pa.table(made | {"line": pa.array(numbers, pa.int64())}), bad


def _records(block: Block, plan: Plan) -> Iterator[tuple[int, list[str], str]]:
    """Number, cells and text of each line, or of each record where values may be quoted."""
    text = block.data.decode("utf-8", "surrogateescape")
    if not plan.quoted:
        for nth, line in enumerate(text.removesuffix("\n").split("\n")):
            bare = line.removesuffix("\r")
            yield block.line + nth, bare.split(plan.delimiter), bare
        return
    csv.field_size_limit(2**27)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=plan.delimiter)
    last = 0
    for cells in reader:
        yield block.line + last, cells, plan.delimiter.join(cells)
        last = reader.line_num


def _fault(cells: list[str], wanted: int, places: list[int]) -> str | None:
    if len(cells) < wanted or any(cells[wanted:]):
        return f"{len(cells)} columns instead of {wanted}"
    if any("\udc80" <= c <= "\udcff" for i in places for c in cells[i]):
        return "not UTF-8"
    return None


def _printable(text: str) -> str:
    """The text of a bad line as it can be stored: bytes that are not UTF-8 read as Latin-1."""
    raw = text[:TOLD].encode("utf-8", "surrogateescape")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("latin-1")
