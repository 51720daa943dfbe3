"""GeoJSON (RFC 7946): each statement that names a known place as a point."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from cuibono.exchange.exports.format import Format
from cuibono.exchange.exports.matter import Matter
from cuibono.exchange.exports.placed import OnMap, placed, properties
from cuibono.unseen import as_json


def feature(one: OnMap, matter: Matter) -> dict[str, Any]:
    """A statement as a feature; longitude comes first, as the standard wants."""
    return {
        "type": "Feature", "id": one.statement.id,
        "geometry": {"type": "Point", "coordinates": [one.longitude, one.latitude]},
        "properties": properties(one, matter),
    }  # fmt: skip


def write(matter: Matter, path: Path) -> int:
    """Write a collection of features and say how many there are."""
    found = [feature(one, matter) for one in placed(matter)]
    whole = {"type": "FeatureCollection", "features": found}
    path.write_text(as_json(whole, 1) + "\n", "utf-8")
    return len(found)


LOSES = "statements without a place, or with one that cannot be put on the map; quantities; links"
FORMAT = Format(
    "geojson", (".geojson", ".json"), ("statements",), "QGIS, kepler.gl, Leaflet, GitHub",
    LOSES, write,
)  # fmt: skip
