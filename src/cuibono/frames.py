"""Records as frames: an Arrow table, and a table of HTML for a notebook."""

from __future__ import annotations

import html
import json
from collections.abc import Mapping, Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Any

from cuibono.errors import CuibonoError

if TYPE_CHECKING:
    import pyarrow as pa

Record = Mapping[str, Any]
SHOWN = 100
"""How many rows are drawn in a notebook; a frame has them all."""
FREE = frozenset({"versions"})
"""Columns of mappings that may have any keys."""
WIDE = 300
"""How many characters of a cell are drawn."""


def arrow(records: Sequence[Record], columns: Sequence[str] = ()) -> pa.Table:
    """Records as an Arrow table; a column whose values are of several kinds becomes text.

    Mappings whose keys are not always the same stand as JSON text, as `versions` do. Without
    records the columns are there, as text.

    >>> arrow([{"actor": "PRK", "sources": 2}]).to_pylist()
    [{'actor': 'PRK', 'sources': 2}]
    """
    import pyarrow as pa

    names = list(dict.fromkeys((*columns, *(name for record in records for name in record))))
    return pa.table({name: _column(name, [r.get(name) for r in records]) for name in names})


def _column(name: str, values: list[Any]) -> Any:
    import pyarrow as pa

    held = [v for v in values if v is not None]
    mappings = [v for v in held if isinstance(v, Mapping)]
    if name in FREE or any(v.keys() != mappings[0].keys() for v in mappings):
        values = [None if v is None else _text(v) for v in values]
    if not held:
        return pa.array(values, pa.string())
    plain = [str(v) if isinstance(v, str) else v for v in values]
    try:
        return pa.array(plain)
    except (pa.ArrowInvalid, pa.ArrowTypeError):
        return pa.array([None if v is None else _text(v) for v in values], pa.string())


def _text(value: Any) -> str:
    if isinstance(value, str):
        return str(value)
    return json.dumps(value, ensure_ascii=False, default=str, sort_keys=True)


def drawn(records: Sequence[Record], columns: Sequence[str] = ()) -> str:
    """A table of HTML with the first rows, and how many more there are.

    >>> drawn([{"who": "<b>"}])
    '<table><thead><tr><th>who</th></tr></thead><tbody><tr><td>&lt;b&gt;</td></tr></tbody></table>'
    """
    names = list(dict.fromkeys((*columns, *(name for record in records for name in record))))
    head = "".join(f"<th>{html.escape(name)}</th>" for name in names)
    lines = [
        "<tr>" + "".join(f"<td>{_cell(r.get(name))}</td>" for name in names) + "</tr>"
        for r in records[:SHOWN]
    ]
    body = "".join(lines)
    more = len(records) - SHOWN
    note = (
        f"<p>and {more} more rows: .arrow(), .df() and .pl() have them all</p>" if more > 0 else ""
    )
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{note}"


def _cell(value: Any) -> str:
    text = "" if value is None else _text(value)
    return html.escape(text if len(text) <= WIDE else f"{text[:WIDE]}…")


def library(name: str) -> Any:
    """A library of frames; raises CuibonoError, with the extra that has it, where it is missing."""
    try:
        return import_module(name)
    except ImportError as error:
        raise CuibonoError(
            f"this frame needs {name}, which is not installed: pip install 'cuibono[{name}]'"
        ) from error
