"""GraphML: actors as nodes, what one did to another as directed edges, an edge a happening."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

from cuibono.events.event import Event
from cuibono.exchange.exports.format import Format
from cuibono.exchange.exports.kml import HEAD, fit
from cuibono.exchange.exports.matter import Matter
from cuibono.exchange.exports.parties import NOBODY
from cuibono.exchange.exports.tables import evidence_row
from cuibono.unseen import as_json, in_xml

SPACE = "http://graphml.graphdrawing.org/xmlns"
EDGE = {
    "type": "string", "mode": "string", "item": "string", "when": "string", "status": "string",
    "sources": "int", "deniers": "int", "statements": "string", "quotes": "string",
    "evidence": "string",
}  # fmt: skip
NODE = {"label": "string"}


def write(matter: Matter, path: Path) -> int:
    """Write the graph and say how many edges it has."""
    happened = [e for e in matter.events if e.happened]
    left = len(matter.events) - len(happened)
    matter.note(left, "happenings that are only foretold or only denied are left out")
    between = [e for e in happened if not {e.actor, e.recipient} & NOBODY]
    matter.note(
        len(happened) - len(between), "happenings without two parties with codes are left out"
    )
    root = ET.Element("graphml", xmlns=SPACE)
    _keys(root, "node", NODE)
    _keys(root, "edge", EDGE)
    graph = ET.SubElement(root, "graph", id="cuibono", edgedefault="directed")
    for code in sorted({c for e in between for c in (e.actor, e.recipient)}):
        _data(ET.SubElement(graph, "node", id=code), "node", {"label": matter.name(code)})
    for event in between:
        ends = {"source": event.actor, "target": event.recipient}
        _data(ET.SubElement(graph, "edge", {"id": event.id, **ends}), "edge", _of(event, matter))
    ET.indent(root, " ")
    path.write_text(HEAD + in_xml(ET.tostring(root, "unicode")) + "\n", "utf-8", newline="\n")
    return len(between)


def _of(e: Event, matter: Matter) -> dict[str, Any]:
    evidence = [evidence_row(s, matter) for s in e.statements]
    return {
        "type": e.type, "mode": e.mode, "item": e.item, "when": e.when, "status": str(e.status),
        "sources": e.sources, "deniers": len(e.deniers),
        "statements": " ".join(s.id for s in e.statements),
        "quotes": " | ".join(s.quote for s in e.statements),
        "evidence": as_json(evidence),
    }  # fmt: skip


def _keys(root: ET.Element, of: str, kinds: Mapping[str, str]) -> None:
    for name, kind in kinds.items():
        about = {"id": f"{of}-{name}", "for": of, "attr.name": name, "attr.type": kind}
        ET.SubElement(root, "key", about)


def _data(parent: ET.Element, of: str, values: Mapping[str, Any]) -> None:
    held: Iterable[tuple[str, Any]] = ((k, v) for k, v in values.items() if v is not None)
    for name, value in held:
        ET.SubElement(parent, "data", key=f"{of}-{name}").text = fit(str(value))


FORMAT = Format(
    "graphml", (".graphml", ".xml"), ("happenings", "claims"), "Gephi, yEd, Cytoscape, networkx",
    "happenings that are only foretold or denied, or lack two parties with codes; "
    "places; control characters",
    write,
)  # fmt: skip
