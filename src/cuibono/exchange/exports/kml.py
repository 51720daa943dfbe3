"""KML 2.2: each statement that names a known place as a placemark with its dates."""

from __future__ import annotations

import html
import re
from pathlib import Path
from xml.etree import ElementTree as ET

from cuibono.exchange.exports.dates import days
from cuibono.exchange.exports.format import Format
from cuibono.exchange.exports.geojson import LOSES
from cuibono.exchange.exports.matter import Matter, bare
from cuibono.exchange.exports.placed import OnMap, placed, properties
from cuibono.unseen import as_json, in_xml

HEAD = "<?xml version='1.0' encoding='utf-8'?>\n"
SPACE = "http://www.opengis.net/kml/2.2"
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def fit(text: str) -> str:
    """A text without the characters that XML cannot hold.

    >>> fit("a\\x00b")
    'a\ufffdb'
    """
    return _UNFIT.sub("\ufffd", text)


def _placemark(one: OnMap, matter: Matter) -> ET.Element:
    s = one.statement
    mark = ET.Element("Placemark", id=f"statement-{s.id}")
    _add(mark, "name", bare(s))
    told = f"“{s.quote}” — {matter.speaker(s)}, in: {matter.origin(s)}"
    # Programs that show it take it for HTML.
    _add(mark, "description", html.escape(told, quote=False))
    first, last = days(s.when)
    if first or last:
        span = ET.SubElement(mark, "TimeSpan")
        _add(span, "begin", first.isoformat() if first else None)
        _add(span, "end", last.isoformat() if last else None)
    data = ET.SubElement(mark, "ExtendedData")
    for name, value in properties(one, matter).items():
        if value is not None:
            held = ET.SubElement(data, "Data", name=name)
            plain = isinstance(value, str | int | float)
            _add(held, "value", str(value) if plain else as_json(value))
    _add(ET.SubElement(mark, "Point"), "coordinates", f"{one.longitude},{one.latitude}")
    return mark


def _add(parent: ET.Element, name: str, text: str | None) -> None:
    if text is not None:
        ET.SubElement(parent, name).text = fit(text)


def write(matter: Matter, path: Path) -> int:
    """Write a document of placemarks and say how many there are."""
    root = ET.Element("kml", xmlns=SPACE)
    document = ET.SubElement(root, "Document")
    _add(document, "name", "Statements of a cuibono ledger")
    marks = [_placemark(one, matter) for one in placed(matter)]
    document.extend(marks)
    ET.indent(root, " ")
    path.write_text(HEAD + in_xml(ET.tostring(root, "unicode")) + "\n", "utf-8", newline="\n")
    return len(marks)


FORMAT = Format(
    "kml", (".kml",), ("statements",), "Google Earth, QGIS",
    f"{LOSES}; control characters", write,
)  # fmt: skip
