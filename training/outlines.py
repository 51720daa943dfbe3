"""Write the outlines of countries that maps are drawn on, from Natural Earth's shapefile.

    python -m training.outlines naturalearth_lowres.shp src/cuibono/data/outlines.json

The file is `ne_110m_admin_0_countries.shp` of naturalearthdata.com (public domain), as geopandas
0.14.4 has it in `geopandas/datasets/naturalearth_lowres/`.
"""

from __future__ import annotations

import json
import struct
import sys
from collections.abc import Iterator
from itertools import groupby, pairwise
from pathlib import Path

STEP = 0.1
"""Degrees to which points are rounded: 11 km, a pixel of a map of a continent."""
POLYGON = 5
SOUTHMOST = -60.0
NOTE = (
    "Outlines of countries: Natural Earth, 1:110 million, admin 0 countries, rounded to a tenth of "
    "a degree, without Antarctica. Made with Natural Earth (naturalearthdata.com), public domain; "
    "written by training/outlines.py. The lines are those that Natural Earth takes for in force."
)
Ring = list[tuple[int, int]]


def rings(data: bytes) -> Iterator[Ring]:
    """The rings of all polygons, in steps of a tenth of a degree, east and north.

    The form is that of ESRI Shapefile Technical Description (1998), page 8.
    """
    at = 100
    while at < len(data):
        (words,) = struct.unpack_from(">i", data, at + 4)
        record, at = data[at + 8 : at + 8 + 2 * words], at + 8 + 2 * words
        kind, _, south, _, _, parts, points = struct.unpack_from("<i4d2i", record)
        if kind != POLYGON or south < SOUTHMOST:
            continue
        starts = [*struct.unpack_from(f"<{parts}i", record, 44), points]
        flat = struct.unpack_from(f"<{2 * points}d", record, 44 + 4 * parts)
        paired = zip(flat[::2], flat[1::2], strict=True)
        whole = [(round(x / STEP), round(y / STEP)) for x, y in paired]
        for first, last in pairwise(starts):
            ring = [point for point, _ in groupby(whole[first:last])]
            # A hole is the outline of the country that lies in it, which comes by itself.
            if len(ring) > 3 and clockwise(ring):
                yield ring


def clockwise(ring: Ring) -> bool:
    """Whether a ring runs as outer rings do.

    >>> clockwise([(0, 0), (0, 1), (1, 1), (0, 0)])
    True
    """
    return sum((x - a) * (y + b) for (a, b), (x, y) in pairwise(ring)) > 0


def topology(found: list[Ring]) -> dict[str, object]:
    """The rings as TopoJSON: each is an arc, whose points are steps from the one before."""
    arcs = [
        [list(ring[0]), *([x - a, y - b] for (a, b), (x, y) in pairwise(ring))] for ring in found
    ]
    shapes = [{"type": "Polygon", "arcs": [[n]]} for n in range(len(arcs))]
    return {
        "type": "Topology",
        "note": NOTE,
        "transform": {"scale": [STEP, STEP], "translate": [0, 0]},
        "objects": {"countries": {"type": "GeometryCollection", "geometries": shapes}},
        "arcs": arcs,
    }


if __name__ == "__main__":
    source, target = map(Path, sys.argv[1:])
    made = topology(list(rings(source.read_bytes())))
    target.write_text(json.dumps(made, separators=(",", ":")) + "\n", "utf-8")
