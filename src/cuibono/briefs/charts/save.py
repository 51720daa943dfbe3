"""A chart into a file, with its data inside: a page, an SVG or a PNG, by the file's suffix."""

from __future__ import annotations

import html
import json
import struct
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

from cuibono.errors import UsageError
from cuibono.unseen import as_json
from cuibono.whole import write_whole

NAME = "vega-lite"
PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>{title}</title>
<style>body {{ margin: 1.5rem; }} svg {{ max-width: 100%; height: auto; }}</style>
</head>
<body>
<figure role="img" aria-label="{title}">
{svg}
</figure>
<script type="application/json" id="{name}">{spec}</script>
</body>
</html>
"""
SIGNATURE = b"\x89PNG\r\n\x1a\n"


def save(chart: Any, path: str | Path) -> Path:
    """Write a chart as .html, .svg or .png, and give back the path.

    The file holds the chart's specification with all data, as JSON: in a script element of the
    page, in the metadata of the SVG, in a text chunk of the PNG, each called vega-lite. Nothing
    is loaded from a network when it is opened. Raises UsageError for another suffix, CuibonoError
    where the file cannot be written.
    """
    target = Path(path)
    write = WRITERS.get(target.suffix.lower())
    if write is None:
        raise UsageError(f"{target}: a chart is written as {', '.join(WRITERS)}")
    drawn = write(chart.to_dict())
    write_whole(target, lambda part: part.write_bytes(drawn))
    return target


def _svg(spec: dict[str, Any]) -> bytes:
    drawn = _drawn(spec)
    head, _, rest = drawn.partition(">")
    inside = f'<metadata id="{NAME}">{html.escape(_json(spec), quote=False)}</metadata>'
    return f"{head}>{inside}{rest}".encode()


def _page(spec: dict[str, Any]) -> bytes:
    title = html.escape(_title(spec))
    # A closing tag in the data must not end the script.
    data = _json(spec).replace("<", "\\u003c")
    return PAGE.format(title=title, svg=_drawn(spec), name=NAME, spec=data).encode()


def _png(spec: dict[str, Any]) -> bytes:
    import vl_convert

    picture = vl_convert.vegalite_to_png(json.dumps(spec), scale=2)
    head = len(SIGNATURE) + 25  # The header chunk comes first: 13 bytes and 12 around them.
    content = f"{NAME}\0\0\0\0\0{_json(spec)}".encode()
    return picture[:head] + _chunk(b"iTXt", content) + picture[head:]


def _chunk(kind: bytes, content: bytes) -> bytes:
    check = struct.pack(">I", zlib.crc32(kind + content))
    return struct.pack(">I", len(content)) + kind + content + check


def _drawn(spec: dict[str, Any]) -> str:
    import vl_convert

    return vl_convert.vegalite_to_svg(json.dumps(spec))


def _json(spec: dict[str, Any]) -> str:
    return as_json(spec)


def _title(spec: dict[str, Any]) -> str:
    title = spec.get("title", "")
    return str(title.get("text", "") if isinstance(title, dict) else title)


Writer = Callable[[dict[str, Any]], bytes]
WRITERS: dict[str, Writer] = {".html": _page, ".svg": _svg, ".png": _png}
