"""How the columns of a format become events: a plan that says it column by column."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple


class Typed(NamedTuple):
    """A PLOVER type with its mode, contexts and conflict-cooperation score."""

    type: str | None = None
    mode: str | None = None
    contexts: tuple[str, ...] = ()
    score: float | None = None


UNTYPED = Typed()


class Point(NamedTuple):
    """Degrees north and east; `area`: the point stands for a region or a country."""

    latitude: float | None = None
    longitude: float | None = None
    area: bool | None = None


NOWHERE = Point()

# Registry codes with the ISO day until which each holds, None for the last: a source's code for
# Moscow is SUN before 1991-12-26 and RUS from then on. Nobody known: the empty tuple.
Who = tuple[tuple[str | None, str | None], ...]
NOBODY: Who = ()


@dataclass(frozen=True, slots=True)
class Lookup:
    """Columns of the source and what their values, taken together, mean.

    `meaning` is called once for each distinct combination of values.
    """

    columns: tuple[str, ...]
    meaning: Callable[..., Any]


@dataclass(frozen=True, slots=True)
class Side:
    """One side of an event: who it is and the columns kept as its raw code."""

    who: Lookup
    raw: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """One format: how a file is cut into columns, and what the columns mean.

    `layouts` are the known lists of columns of files without a header, chosen by their number;
    without layouts the first line names the columns, those `unfilled` aside, which a publisher
    names but does not deliver. `quoted` says whether values may stand in
    double quotes. `date` means an ISO day, or None for what is not a day. A format that tells of
    several events in a row has several `actors`; rows without a value for one are then no event.
    `adapted` fits the plan to the columns that a variant of the format has.
    `days` mean the first and last ISO day between which an event lies, None for both where its
    date is that day; `place` a `Point`. A file may lack the columns of either.
    `distinct`: lines that repeat an earlier line of the file are set aside. `untyped` says why
    a row of this format may have no PLOVER type.
    """

    dataset: str
    date: Lookup
    actors: tuple[Side, ...]
    recipient: Side | None
    type: Lookup
    raw_type: tuple[str, ...]
    event_id: str | None = None
    url: str | None = None
    publisher: str | None = None
    delimiter: str = "\t"
    quoted: bool = False
    layouts: tuple[tuple[str, ...], ...] = ()
    unfilled: tuple[str, ...] = ()
    distinct: bool = False
    untyped: str = "type without a PLOVER equivalent"
    adapted: Callable[[Plan, frozenset[str]], Plan] | None = None
    days: Lookup | None = None
    place: Lookup | None = None

    @property
    def keys(self) -> tuple[str, ...]:
        """Columns that are looked up: few distinct values, read as dictionaries."""
        parties = (*self.actors, *([self.recipient] if self.recipient else []))
        names = [*self.date.columns, *self.type.columns, *self.raw_type, *self.extra]
        names += [n for p in parties for n in (*p.who.columns, *p.raw)]
        return tuple(dict.fromkeys(names))

    @property
    def extra(self) -> tuple[str, ...]:
        """Columns of days and places, which a file may lack."""
        return tuple(n for lookup in (self.days, self.place) if lookup for n in lookup.columns)

    @property
    def texts(self) -> tuple[str, ...]:
        """Columns that are kept as they are."""
        named = (self.event_id, self.url, self.publisher)
        return tuple(dict.fromkeys(n for n in named if n and n not in self.keys))

    @property
    def needed(self) -> tuple[str, ...]:
        """All columns that a file of this format must have."""
        return (*self.keys, *self.texts)
