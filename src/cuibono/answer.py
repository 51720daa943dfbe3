"""The one shape in which every question is answered; doors render it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeVar, cast

from cuibono.frames import arrow, drawn, library

if TYPE_CHECKING:
    import pandas
    import polars
    import pyarrow as pa

T = TypeVar("T")


class Answer:
    """Columns and rows, figures, the evidence behind each row, and notes.

    The rows are `records()`, plain values by column; `figures()` are the numbers that sum them up;
    `behind()` names what each row rests on; `notes` say what was left out, and what the numbers
    cannot say. `Desk.chart` draws an answer that has a picture.

    >>> class Two(Answer):
    ...     def records(self): return [{"id": "3f9a", "n": 1}, {"statements": ["77b1", "81c2"]}]
    >>> Two().columns, Two().behind(), Two().arrow().num_rows
    (('id', 'n', 'statements'), [('3f9a',), ('77b1', '81c2')], 2)
    """

    __slots__ = ()

    def records(self) -> Sequence[Mapping[str, Any]]:
        """The rows as plain values by column."""
        raise NotImplementedError

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of the columns; they are there without rows too where they are always alike."""
        return tuple(dict.fromkeys((*self._names(), *(n for r in self.records() for n in r))))

    def figures(self) -> dict[str, Any]:
        """Numbers and words that sum the rows up, by name."""
        return {}

    def behind(self) -> list[tuple[str, ...]]:
        """For each row the ids of the statements that it rests on.

        A row that is itself a statement, a document or a judgement has its own id. A row that is
        counted from many has none: there `rows()` lists what the whole answer rests on.
        """
        return [behind(record) for record in self.records()]

    @property
    def notes(self) -> tuple[str, ...]:
        """What was left out, and what the numbers cannot say, in sentences."""
        return ()

    def arrow(self) -> pa.Table:
        """The rows as an Arrow table."""
        return arrow(self.records(), self._names())

    def df(self) -> pandas.DataFrame:
        """The rows as a pandas frame; raises CuibonoError where pandas is not installed."""
        library("pandas")
        return self.arrow().to_pandas()

    def pl(self) -> polars.DataFrame:
        """The rows as a polars frame; raises CuibonoError where polars is not installed."""
        return cast("polars.DataFrame", library("polars").from_arrow(self.arrow()))

    def _repr_html_(self) -> str:
        """The rows as a table of HTML, which a notebook draws."""
        return drawn(self.records(), self._names())

    def _names(self) -> Sequence[str]:
        """The columns that are there without rows too."""
        return getattr(self, "COLUMNS", ())


class AnswerList(Answer, list[T]):
    """A list whose things have `to_dict()`.

    >>> AnswerList([]).records(), AnswerList([]) == [], AnswerList([], ["id"]).columns
    ([], True, ('id',))
    """

    __slots__ = ("_named",)

    def __init__(self, things: Iterable[T] = (), columns: Sequence[str] = ()) -> None:
        super().__init__(things)
        self._named = tuple(columns)

    def records(self) -> list[dict[str, Any]]:
        """The things as plain values by column."""
        return [cast(Any, thing).to_dict() for thing in self]

    def _names(self) -> Sequence[str]:
        return self._named


class AnswerTuple(Answer, tuple[T, ...]):
    """A tuple whose things have `to_dict()`, and say their columns in `COLUMNS`.

    >>> AnswerTuple(()) == (), AnswerTuple(()).records()
    (True, [])
    """

    __slots__ = ()

    def records(self) -> list[dict[str, Any]]:
        """The things as plain values by column."""
        return [cast(Any, thing).to_dict() for thing in self]


def behind(record: Mapping[str, Any]) -> tuple[str, ...]:
    """The ids of the statements that a row rests on: those it lists, or its own.

    >>> behind({"id": "e1", "statements": ["3f9a"]}), behind({"id": "3f9a"}), behind({"n": 1})
    (('3f9a',), ('3f9a',), ())
    """
    held = record.get("statements")
    if isinstance(held, list):
        return tuple(map(str, cast("list[Any]", held)))
    named = record.get("statement", record.get("id"))
    return (str(named),) if named else ()
