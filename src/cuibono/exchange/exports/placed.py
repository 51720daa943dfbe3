"""Statements with a point on the map, and how exact and how sure the point is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from cuibono.actors.places import Gazetteer
from cuibono.coding.statement import Statement
from cuibono.exchange.exports.matter import Matter, bare
from cuibono.exchange.exports.tables import evidence_row

AREAS = frozenset({"country", "region", "water", "front", "border"})


@dataclass(frozen=True, slots=True)
class Placed:
    """A statement at degrees north and east; `kind` and `sure` say what the point stands for."""

    statement: Statement
    name: str
    country: str | None
    latitude: float
    longitude: float
    kind: str
    sure: str


def placed(matter: Matter) -> Iterator[Placed]:
    """The statements whose place has coordinates; what has none is noted, and not guessed at."""
    told = matter.counted
    named = [s for s in told if s.where]
    matter.note(len(told) - len(named), "statements name no place")
    there = [x for s in named if (x := _placed(s))]
    matter.note(len(named) - len(there), "statements name a place that cannot be put on the map")
    yield from there


def _placed(s: Statement) -> Placed | None:
    where = s.where
    if where is None or where.latitude is None or where.longitude is None:
        return None
    known = Gazetteer.load().find(where.name, where.country)
    kind = known.kind if known else "unknown"
    point = (where.latitude, where.longitude)
    return Placed(s, where.name, where.country, *point, kind, _sure(where.name, kind))


def _sure(name: str, kind: str) -> str:
    """How sure a point is, in English.

    >>> _sure("Kyiv", "capital")
    'a point; no other place in the gazetteer has this name'
    >>> _sure("Ukraine", "country").partition(";")[0]
    'the middle of an area, which is all that the text names'
    """
    exact = (
        "the middle of an area, which is all that the text names" if kind in AREAS else "a point"
    )
    bearers = Gazetteer.load().bearers(name)
    if len(bearers) > 1:
        return f"{exact}; {len(bearers)} places have this name, and the text decides between them"
    return f"{exact}; no other place in the gazetteer has this name"


def properties(one: Placed, matter: Matter) -> dict[str, Any]:
    """What a map shows of a statement: who, what, whom, the words, where they stand."""
    s = one.statement
    return {
        **evidence_row(s, matter), "says": bare(s), "according_to": matter.speaker(s),
        "actor": s.actor, "type": s.type, "mode": s.mode, "recipient": s.recipient,
        "item": s.item, "when": s.when, "place": one.name, "country": one.country,
        "place_kind": one.kind, "place_sure": one.sure,
    }  # fmt: skip
