"""Statements with a point on the map, and how exact and how sure the point is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from cuibono.actors.surroundings import settle
from cuibono.coding.statement import Statement
from cuibono.exchange.exports.matter import Matter, bare
from cuibono.exchange.exports.tables import evidence_row

AREAS = frozenset({"country", "region", "water", "front", "border"})


@dataclass(frozen=True, slots=True)
class OnMap:
    """A statement at degrees north and east.

    `precision` is point or area, whose middle it is; `sure` is alone, where the gazetteer knows
    one place of the name, or settled, where the text decides between several; `why` says how.
    """

    statement: Statement
    name: str
    country: str | None
    latitude: float
    longitude: float
    kind: str
    precision: str
    sure: str
    why: str


def placed(matter: Matter) -> Iterator[OnMap]:
    """The statements whose place is known; what is not is noted, and not guessed at."""
    told = matter.counted
    named = [s for s in told if s.where]
    _left_out(matter, len(told) - len(named), "no place")
    there = [x for s in named if (x := located(s, matter))]
    _left_out(matter, len(named) - len(there), "a place that cannot be put on the map")
    yield from there


def _left_out(matter: Matter, count: int, what: str) -> None:
    matter.note(count, f"statement{' names' if count == 1 else 's name'} {what}")


def located(s: Statement, matter: Matter) -> OnMap | None:
    """Where a statement's place is; None without one, or where nothing decides between several."""
    if s.where is None:
        return None
    document = matter.documents.get(s.document)
    # Without its text, a sentence is all that is known.
    text, start = (document.text, s.start) if document else (s.quote, 0)
    end = start + s.end - s.start
    found = settle(s.where.name, text, start, end, [s.actor, s.recipient])
    place, why = found.place, found.why
    degrees = (s.where.latitude, s.where.longitude)
    country = s.where.country
    if degrees[0] is None and place is not None:
        degrees, country = (place.latitude, place.longitude), place.country
    latitude, longitude = degrees
    if latitude is None or longitude is None:
        return None
    kind = place.kind if place else "unknown"
    precision = "area" if kind in AREAS else "point"
    sure = "settled" if found.bearers > 1 else "alone" if place else "unknown"
    whole = f"{why}; the text names no more than this area" if precision == "area" else why
    return OnMap(s, s.where.name, country, latitude, longitude, kind, precision, sure, whole)


def properties(one: OnMap, matter: Matter) -> dict[str, Any]:
    """What a map shows of a statement: who, what, whom, the words, where they stand."""
    s = one.statement
    return {
        **evidence_row(s, matter), "says": bare(s), "according_to": matter.speaker(s),
        "actor": s.actor, "type": s.type, "mode": s.mode, "recipient": s.recipient,
        "item": s.item, "when": s.when, "place": one.name, "country": one.country,
        "place_kind": one.kind, "place_precision": one.precision, "place_sure": one.sure,
        "place_why": one.why,
    }  # fmt: skip
