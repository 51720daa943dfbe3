"""The map of a page on actors: where it happened, and the table of the same places."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from cuibono.briefs.charts.map import Spot, drawn
from cuibono.web.held import HeldDesk

MOST = 40


@dataclass(frozen=True, slots=True)
class Where:
    """What the part `map.html` shows; `left` are places that the table does not list."""

    spots: tuple[Spot, ...]
    picture: Markup | None
    notes: tuple[str, ...]
    left: int = 0


def where(desk: HeldDesk, a: str, b: str | None, sure: float | None) -> Where:
    """The places of what one actor, or two, take part in, worked out once."""
    return desk.remember(("where", a, b, sure), lambda: _made(desk, a, b, sure))


def _made(desk: HeldDesk, a: str, b: str | None, sure: float | None) -> Where:
    found, notes = desk.places(a, b, sure)
    picture = drawn(found)
    safe = Markup(picture) if picture else None
    return Where(found[:MOST], safe, tuple(notes), max(0, len(found) - MOST))
