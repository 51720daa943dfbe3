"""Results as frames: what is listed as records becomes an Arrow, pandas or polars table.

Every list of a desk can do this, and draws itself as a table in a notebook.
"""

from __future__ import annotations

import html
import json
from collections.abc import Iterable, Mapping, Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Any, TypeVar, cast

from cuibono.errors import CuibonoError

if TYPE_CHECKING:
    import pandas
    import polars
    import pyarrow as pa

Record = Mapping[str, Any]
T = TypeVar("T")
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


class Frames:
    """What has `records()`, plain values by column, and therefore frames.

    >>> class Two(Frames):
    ...     def records(self): return [{"n": 1}, {"n": 2}]
    >>> Two().arrow().num_rows
    2
    """

    __slots__ = ()

    def records(self) -> Sequence[Record]:
        """The rows as plain values by column."""
        raise NotImplementedError

    def arrow(self) -> pa.Table:
        """The rows as an Arrow table."""
        return arrow(self.records(), self._names())

    def df(self) -> pandas.DataFrame:
        """The rows as a pandas frame; raises CuibonoError where pandas is not installed."""
        _library("pandas")
        return self.arrow().to_pandas()

    def pl(self) -> polars.DataFrame:
        """The rows as a polars frame; raises CuibonoError where polars is not installed."""
        return cast("polars.DataFrame", _library("polars").from_arrow(self.arrow()))

    def _repr_html_(self) -> str:
        """The rows as a table of HTML, which a notebook draws."""
        return drawn(self.records(), self._names())

    def _names(self) -> Sequence[str]:
        """The columns that are there without rows too."""
        return getattr(self, "COLUMNS", ())


class AnswerList(Frames, list[T]):
    """A list whose things have `to_dict()`.

    >>> Rows([]).records(), AnswerList([]) == []
    ([], True)
    """

    __slots__ = ("_columns",)

    def __init__(self, things: Iterable[T] = (), columns: Sequence[str] = ()) -> None:
        super().__init__(things)
        self._columns = tuple(columns)

    def records(self) -> list[dict[str, Any]]:
        """The things as plain values by column."""
        return [cast(Any, thing).to_dict() for thing in self]

    def _names(self) -> Sequence[str]:
        return self._columns


class AnswerTuple(Frames, tuple[T, ...]):
    """A tuple whose things have `to_dict()`, and say their columns in `COLUMNS`.

    >>> FixedRows(()) == (), AnswerTuple(()).records()
    (True, [])
    """

    __slots__ = ()

    def records(self) -> list[dict[str, Any]]:
        """The things as plain values by column."""
        return [cast(Any, thing).to_dict() for thing in self]


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


def _library(name: str) -> Any:
    try:
        return import_module(name)
    except ImportError as error:
        raise CuibonoError(
            f"this frame needs {name}, which is not installed: pip install 'cuibono[{name}]'"
        ) from error
