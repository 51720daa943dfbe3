"""Places with the statements that name them: what a map of a ledger shows."""

from __future__ import annotations

from collections.abc import Iterable

from cuibono.briefs.charts.map import Spot
from cuibono.exchange.exports.placed import OnMap


def spots(found: Iterable[OnMap]) -> tuple[Spot, ...]:
    """Statements by the place that they name, the most first; one place has one mark.

    Where statements are not equally sure of a place, the least sure of them is told.
    """
    by_place: dict[tuple[float, float, str], list[OnMap]] = {}
    for one in found:
        by_place.setdefault((one.latitude, one.longitude, one.precision), []).append(one)
    made = [_spot(held) for held in by_place.values()]
    return tuple(sorted(made, key=lambda s: (-len(s.statements), s.name)))


def _spot(held: list[OnMap]) -> Spot:
    order = ("unknown", "settled", "alone")
    first = min(held, key=lambda p: order.index(p.sure))
    ids = tuple(dict.fromkeys(p.statement.id for p in held))
    return Spot(
        first.name, first.country, first.latitude, first.longitude, first.precision, first.sure,
        first.why, ids,
    )  # fmt: skip
