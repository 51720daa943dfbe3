"""Which columns a file has, and whether they are those of its format."""

from __future__ import annotations

import csv
import re
from dataclasses import replace

from cuibono.errors import CuibonoError
from cuibono.exchange.imports.parse import Shape
from cuibono.exchange.imports.plan import Plan
from cuibono.exchange.imports.sources import Source

LOOKED_AT = 2**20


def shape_of(source: Source, plan: Plan) -> Shape:
    """The columns of a file in their order.

    Raises CuibonoError, in one line, where they are not those of the format, or there are none.
    """
    with source.opened() as file:
        beginning = file.read(LOOKED_AT).removeprefix(b"\xef\xbb\xbf").decode("utf-8", "replace")
    if not beginning.strip():
        raise CuibonoError(f"{source.path}: empty")
    lines = beginning.splitlines()[:100]
    columns = _layout(source, plan, lines) if plan.layouts else _header(source, plan, lines[0])
    if plan.url not in columns:
        plan = replace(plan, url=None)
    if plan.publisher not in columns:
        plan = replace(plan, publisher=None)
    return Shape(plan, columns)


def _layout(source: Source, plan: Plan, lines: list[str]) -> tuple[str, ...]:
    counts = [line.count(plan.delimiter) + 1 for line in lines]
    for layout in plan.layouts:
        if len(layout) in counts:
            return layout
    known = ", ".join(str(n) for n in sorted(len(layout) for layout in plan.layouts))
    raise CuibonoError(
        f"{source.path}: not {plan.dataset} events: {counts[0]} columns, where one of {known} "
        "is expected"
    )


def _header(source: Source, plan: Plan, line: str) -> tuple[str, ...]:
    if plan.quoted:
        cells = next(csv.reader([line], delimiter=plan.delimiter), [])
    else:
        cells = line.split(plan.delimiter)
    # Tools rename "Event ID" to event_id; the names are matched either way.
    wanted = {_plain(name): name for name in plan.needed}
    columns = tuple(wanted.get(_plain(c), c.strip()) for c in cells if c not in plan.unfilled)
    optional = {plan.url, plan.publisher}
    missing = [name for name in plan.needed if name not in columns and name not in optional]
    if missing:
        found = f"{len(columns)} columns that begin {', '.join(columns)[:60]!r}"
        raise CuibonoError(
            f"{source.path}: not {plan.dataset}: no column {', '.join(missing[:3])} in {found}"
        )
    while columns and not columns[-1]:
        columns = columns[:-1]
    return columns


def _plain(name: str) -> str:
    return re.sub(r"\W+", "_", name.strip().lower())
