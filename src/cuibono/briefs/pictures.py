"""The picture of a brief, as SVG without scripts: when what passed between its actors.

Shapes and the fullness of one ink tell statuses apart, so that no picture needs its colours, and
each means the same on white paper and on a dark screen.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from cuibono.briefs.altair import altair
from cuibono.briefs.topics import ORDER, SORTED, topic
from cuibono.events.event import Event
from cuibono.events.kinds import Kinds

INK = "#101010"
STATUSES = ("corroborated", "uncontested", "contested", "foretold")
SHAPES = ("circle", "square", "triangle-up", "diamond")
# What stands for the ink at each fullness until the picture is drawn (see `_svg`).
SHADES = {INK: 1.0, "#101011": 0.5, "#101012": 0.2, "#101013": 0.0}
WIDTH = 560
CAPTION = (
    "Each mark is one dated event, on the line of its topic. Full circle: corroborated by "
    "independent sources; paler square: one source; pale triangle: contested; hollow diamond: only "
    "foretold. Events without a date are not shown, nor those of whose topic the reader is unsure."
)
FEWEST = 4
"""Dated events from which a picture says more than a list."""


def timeline(events: Iterable[Event], kinds: Kinds) -> str | None:
    """Dated events by topic over time; None where there are too few to show anything.

    Those of whose topic the reader is not sure are left out, as they are under no heading.
    """
    alt = altair()

    shown = (e for e in events if e.when and e.told and _sure(e))
    rows = [row for e in shown if (row := _point(e, kinds))["date"]]
    if len(rows) < FEWEST or len({row["date"] for row in rows}) < FEWEST:
        return None
    topics = [t for t in ORDER if t in {row["topic"] for row in rows}]
    chart = (
        alt.Chart(alt.InlineData(rows))
        .mark_point(size=110, filled=True, opacity=1, stroke=INK, strokeWidth=1.2)
        .encode(
            x=alt.X("date:T", title=None, axis=alt.Axis(format="%b %Y", tickCount=8)),
            y=alt.Y("topic:N", title=None, sort=topics, axis=alt.Axis(labelLimit=260, grid=True)),
            shape=_scaled(alt.Shape, "status", SHAPES),
            fill=_scaled(alt.Fill, "status", tuple(SHADES)),
        )
    )
    return _svg(chart, height=max(80, 40 * len(topics)))


def _scaled(channel: Any, field: str, values: tuple[str, ...]) -> Any:
    alt = altair()

    scale = alt.Scale(domain=list(STATUSES), range=list(values))
    return channel(f"{field}:N", scale=scale, legend=alt.Legend(title=None, orient="top"))


def _sure(event: Event) -> bool:
    return max(s.confidence for s in event.statements) >= SORTED


def _point(event: Event, kinds: Kinds) -> dict[str, Any]:
    about = topic((event.affirmed or event.statements)[0], kinds)
    return {"date": _start(event.when or ""), "topic": about, "status": str(event.status)}


def _start(interval: str) -> str | None:
    """The first day of an ISO interval, or its last where the first is open."""
    first, _, last = interval.partition("/")
    text = last if first == ".." else first
    match = re.match(r"\d{4}(-\d\d)?(-\d\d)?", text)
    return (match[0] + "-01-01"[len(match[0]) - 4 :])[:10] if match else None


def _svg(chart: Any, height: int) -> str:
    """The chart as SVG that takes its ink from the page, in the light and in the dark."""
    import vl_convert

    styled = (
        chart.properties(
            width=WIDTH, height=height, background="transparent",
            padding={"left": 24, "top": 5, "right": 12, "bottom": 5},
        )
        .configure_view(stroke=None)
        .configure_axis(labelColor=INK, titleColor=INK, tickColor=INK, domainColor=INK,
                        gridColor=INK, gridOpacity=0.12, labelFontSize=12, titleFontSize=12,
                        titleFontWeight="normal")
        .configure_legend(labelColor=INK, labelFontSize=12)
    )  # fmt: skip
    svg = vl_convert.vegalite_to_svg(styled.to_json())
    for shade, fullness in SHADES.items():
        drawn = f'fill="currentColor" fill-opacity="{fullness:g}"'
        # A key's mark has a fullness of its own, and no XML has an attribute twice.
        svg = re.sub(rf'fill="{shade}"(?: fill-opacity="[^"]*")?', drawn, svg)
    return svg.replace(INK, "currentColor")
