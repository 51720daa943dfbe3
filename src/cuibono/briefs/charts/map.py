"""The picture of where it happened, as SVG without scripts, on outlines that ship with the package.

Shape and fullness tell how exact and how sure a place is, so that no picture needs its colours; all
it shows stands in the table beside it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import accumulate
from math import asinh, atan, degrees, radians, sinh, tan
from typing import Any

from cuibono.briefs.pictures import INK, SHADES

WIDTH, HEIGHT, LETTERS = 560, 420, 15
AROUND = 9.0
"""Degrees that are shown around the outermost places, so that it can be seen where they are."""
PAPER = "#fefefe"
SHAPES = {"point": "circle", "area": "diamond"}
FULL, FAINT, EMPTY = (shade for shade, part in SHADES.items() if part in (1.0, 0.2, 0.0))
FILLS = {"alone": FULL, "settled": FAINT, "unknown": EMPTY}


@dataclass(frozen=True, slots=True)
class Spot:
    """A place on the map with the ids of the statements that name it.

    `precision` is point, or area, whose middle it is; `sure` is alone where no other place has
    the name, settled where the text decides between several, else unknown; `why` says how.
    """

    name: str
    country: str | None
    latitude: float
    longitude: float
    precision: str
    sure: str
    why: str
    statements: tuple[str, ...]


Box = tuple[float, float, float, float]
Ring = tuple[Box, list[tuple[float, float]]]


def drawn(spots: Sequence[Spot]) -> str | None:
    """Places on the outlines of countries, as SVG that takes its ink from the page.

    None without any. The more statements, the bigger the mark.
    """
    import vl_convert

    if not spots:
        return None
    view = _view(spots)
    spec = {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "width": WIDTH, "height": HEIGHT, "background": "transparent", "padding": 2,
        "projection": view.projection(), "config": {"view": {"stroke": None}},
        "layer": [_land(view.box()), _marks(spots), *_names(spots, view)],
    }  # fmt: skip
    svg = vl_convert.vegalite_to_svg(json.dumps(spec))
    return _inked(svg, f"Map of {len(spots)} places; the table lists the same.")


def _land(box: Box) -> dict[str, Any]:
    shapes = [{"type": "Polygon", "coordinates": [ring]} for ring in _seen(box)]
    return {
        "data": {"values": shapes},
        "mark": {"type": "geoshape", "clip": True, "aria": False, "fill": FAINT, "stroke": INK,
                 "strokeWidth": 0.5, "strokeOpacity": 0.45},
    }  # fmt: skip


def _marks(spots: Sequence[Spot]) -> dict[str, Any]:
    rows = [
        {"east": s.longitude, "north": s.latitude, "precision": s.precision, "sure": s.sure,
         "size": min(60 + 45 * len(s.statements), 600)}
        for s in spots
    ]  # fmt: skip
    return {
        "data": {"values": rows},
        "mark": {"type": "point", "filled": True, "aria": False, "opacity": 1, "stroke": INK,
                 "strokeWidth": 1.6},
        "encoding": {
            **_at(), "shape": _scaled("precision", SHAPES), "fill": _scaled("sure", FILLS),
            "size": {"field": "size", "type": "quantitative", "scale": None},
        },
    }  # fmt: skip


def _names(spots: Sequence[Spot], view: MapView) -> Iterator[dict[str, Any]]:
    """The names, first in the paper's colour and broad, so that they stand off from lines."""
    rows = list(_placed(spots, view))
    for look in ({"color": PAPER, "stroke": PAPER, "strokeWidth": 4}, {"color": INK}):
        yield {
            "data": {"values": rows},
            "mark": {"type": "text", "aria": False, "fontSize": LETTERS, **look},
            "encoding": {
                "x": {"field": "x", "type": "quantitative", "scale": None},
                "y": {"field": "y", "type": "quantitative", "scale": None},
                "text": {"field": "name", "type": "nominal"},
            },
        }


def _placed(spots: Sequence[Spot], view: MapView) -> Iterator[dict[str, Any]]:
    """Names above their marks, or below or beside them, where they lie on nothing else.

    A name that has no room is left out: the table has it.
    """
    at = [view.pixels(s) for s in spots]
    taken = [(x - 8, y - 8, x + 8, y + 8) for x, y in at]
    for spot, (x, y), own in zip(spots, at, tuple(taken), strict=True):
        half = 0.29 * LETTERS * len(spot.name)
        for dx, dy in ((0, -17), (0, 17), (half + 13, 0), (-half - 13, 0)):
            left, top = x + dx - half, y + dy - LETTERS / 2
            box = (left, top, left + 2 * half, top + LETTERS)
            inside = box[0] > 0 and box[1] > 0 and box[2] < WIDTH and box[3] < HEIGHT
            if inside and not any(_meet(box, other) for other in taken if other != own):
                taken.append(box)
                yield {"x": x + dx, "y": y + dy, "name": spot.name}
                break


def _meet(a: Box, b: Box) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def _at() -> dict[str, Any]:
    return {
        "longitude": {"field": "east", "type": "quantitative"},
        "latitude": {"field": "north", "type": "quantitative"},
    }


def _scaled(field: str, values: dict[str, str]) -> dict[str, Any]:
    scale = {"domain": list(values), "range": list(values.values())}
    return {"field": field, "type": "nominal", "scale": scale, "legend": None}


@dataclass(frozen=True, slots=True)
class MapView:
    """A part of a map of Mercator: pixels for a radian, and what lies in the middle."""

    scale: float
    east: float
    height: float

    def pixels(self, spot: Spot) -> tuple[float, float]:
        """Where a place stands in the picture."""
        x = WIDTH / 2 + self.scale * radians(spot.longitude - self.east)
        return x, HEIGHT / 2 - self.scale * (_up(spot.latitude) - self.height)

    def projection(self) -> dict[str, Any]:
        """The same for Vega-Lite."""
        return {
            "type": "mercator", "scale": self.scale, "translate": [WIDTH / 2, HEIGHT / 2],
            "center": [self.east, _down(self.height)],
        }  # fmt: skip

    def box(self) -> Box:
        """The degrees west, south, east and north that it shows."""
        across, up = degrees(WIDTH / self.scale) / 2, HEIGHT / self.scale / 2
        east, height = self.east, self.height
        return east - across, _down(height - up), east + across, _down(height + up)


def _view(spots: Iterable[Spot]) -> MapView:
    """The part of the world that shows all places and what lies around them."""
    held = list(spots)
    east, north = [s.longitude for s in held], [s.latitude for s in held]
    west, east_ = max(-180.0, min(east) - AROUND), min(180.0, max(east) + AROUND)
    low, high = _up(min(north) - AROUND), _up(max(north) + AROUND)
    scale = min(WIDTH / radians(east_ - west), HEIGHT / (high - low))
    return MapView(scale, (west + east_) / 2, (low + high) / 2)


def _up(north: float) -> float:
    """Degrees north as the height on a map of Mercator."""
    return asinh(tan(radians(max(-85.0, min(85.0, north)))))


def _down(height: float) -> float:
    return degrees(atan(sinh(height)))


def _seen(box: Box) -> Iterator[list[tuple[float, float]]]:
    """The outlines of which something can lie in a box."""
    west, south, east, north = box
    for (left, low, right, high), ring in _rings():
        if left <= east and right >= west and low <= north and high >= south:
            yield ring


@cache
def _rings() -> tuple[Ring, ...]:
    """The outlines of `data/outlines.json` in degrees, each with the box around it."""
    source = files("cuibono") / "data" / "outlines.json"
    held = json.loads(source.read_text("utf-8"))
    step = held["transform"]["scale"][0]
    found: list[Ring] = []
    for arc in held["arcs"]:
        east = [round(n * step, 1) for n in accumulate(x for x, _ in arc)]
        north = [round(n * step, 1) for n in accumulate(y for _, y in arc)]
        box = (min(east), min(north), max(east), max(north))
        found.append((box, list(zip(east, north, strict=True))))
    return tuple(found)


def _inked(svg: str, told: str) -> str:
    for shade, fullness in SHADES.items():
        svg = svg.replace(f'fill="{shade}"', f'fill="currentColor" fill-opacity="{fullness:g}"')
    svg = svg.replace(f'stroke="{PAPER}"', "").replace(f'fill="{PAPER}"', 'class="halo"')
    svg = re.sub(r"(\d\.\d)\d+", r"\1", svg.replace(INK, "currentColor"))
    return svg.replace("<svg ", f'<svg role="img" aria-label="{told}" ', 1)


__all__ = ["Spot", "drawn"]
