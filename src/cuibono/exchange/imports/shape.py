"""Which columns a file has, and whether they are those of its format."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable
from dataclasses import replace

from cuibono.errors import CuibonoError
from cuibono.exchange.imports.parse import Shape
from cuibono.exchange.imports.plan import Plan
from cuibono.exchange.imports.sources import RowFile

LOOKED_AT = 2**20


def shape_of(source: RowFile, plan: Plan) -> Shape:
    """The columns of a file in their order.

    Raises CuibonoError, in one line, where they are not those of the format, or there are none.
    """
    with source.opened() as file:
        beginning = file.read(LOOKED_AT).removeprefix(b"\xef\xbb\xbf").decode("utf-8", "replace")
    if not beginning.strip():
        raise CuibonoError(f"{source.path}: empty")
    lines = beginning.splitlines()[:100]
    if not plan.layouts:
        plan = _fitted(plan, lines[0])
    columns = _layout(source, plan, lines) if plan.layouts else _header(source, plan, lines[0])
    return Shape(_without(plan, columns), columns)


def _without(plan: Plan, columns: Iterable[str]) -> Plan:
    """The plan without the columns that it can do without, where a file lacks them."""
    there = set(columns)
    lacking = {n: None for n in ("url", "publisher", "event_id") if getattr(plan, n) not in there}
    for name, lookup in (("days", plan.days), ("place", plan.place)):
        if lookup and not there.issuperset(lookup.columns):
            lacking[name] = None
    return replace(plan, **lacking) if lacking else plan


def _fitted(plan: Plan, line: str) -> Plan:
    """The plan with the delimiter that the file has, fitted to the variant that it is of."""
    wanted = {_plain(name) for name in plan.needed}
    delimiters = dict.fromkeys((plan.delimiter, ",", ";", "\t", "|"))

    def known(delimiter: str) -> int:
        return len(wanted & {_plain(cell) for cell in _cells(line, delimiter)})

    delimiter = max(delimiters, key=known)
    if delimiter != plan.delimiter:
        plan = replace(plan, delimiter=delimiter, quoted=delimiter != "\t")
    if plan.adapted is None:
        return plan
    return plan.adapted(plan, frozenset(map(_plain, _cells(line, delimiter))))


def _cells(line: str, delimiter: str) -> list[str]:
    return next(csv.reader([line], delimiter=delimiter), [])


def _layout(source: RowFile, plan: Plan, lines: list[str]) -> tuple[str, ...]:
    counts = [line.count(plan.delimiter) + 1 for line in lines]
    for layout in plan.layouts:
        if len(layout) in counts:
            return layout
    known = ", ".join(str(n) for n in sorted(len(layout) for layout in plan.layouts))
    has = f"it has {counts[0]} column{'s' * (counts[0] != 1)}, but one of {known} is expected"
    raise CuibonoError(f"{source.path}: not {plan.dataset} events: {has}")


def _header(source: RowFile, plan: Plan, line: str) -> tuple[str, ...]:
    if plan.quoted:
        cells = next(csv.reader([line], delimiter=plan.delimiter), [])
    else:
        cells = line.split(plan.delimiter)
    # Tools rename "Event ID" to event_id; the names are matched either way.
    wanted = {_plain(name): name for name in plan.needed}
    columns = tuple(wanted.get(_plain(c), c.strip()) for c in cells if c not in plan.unfilled)
    sure = {*plan.date.columns, *plan.type.columns}
    optional = {plan.url, plan.publisher, plan.event_id, *plan.extra} - sure
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
