"""The two pictures of a brief, as SVG without scripts: a timeline, and what was given and gained.

Shapes and the fullness of one ink tell statuses apart, so that no picture needs its colours, and
each means the same on white paper and on a dark screen.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from typing import Any

from cuibono.briefs.names import Name, capital
from cuibono.briefs.sections import channel_word
from cuibono.events.event import Event
from cuibono.measures.sums import Balance

INK = "#101010"
STATUSES = ("corroborated", "uncontested", "contested", "foretold")
SHAPES = ("circle", "square", "triangle-up", "diamond")
# What stands for the ink at each fullness until the picture is drawn (see `_svg`).
SHADES = {INK: 1.0, "#101011": 0.5, "#101012": 0.2, "#101013": 0.0}
WIDTH = 560


def timeline(events: Iterable[Event], name: Name) -> str | None:
    """Dated events on a line for each actor and recipient; None where nothing is dated."""
    import altair as alt

    rows = [_point(e, name) for e in events if e.when]
    rows = [row for row in rows if row["date"]]
    if not rows:
        return None
    chart = (
        alt.Chart(alt.InlineData(rows))
        .mark_point(size=110, filled=True, opacity=1, stroke=INK, strokeWidth=1.2)
        .encode(
            x=alt.X("date:T", title=None, axis=alt.Axis(format="%b %Y", tickCount=8)),
            y=alt.Y("pair:N", title=None, axis=alt.Axis(labelLimit=260, grid=True)),
            yOffset=alt.YOffset("type:N"),
            shape=_scaled(alt.Shape, "status", SHAPES),
            fill=_scaled(alt.Fill, "status", tuple(SHADES)),
        )
    )
    return _svg(chart, height=max(80, 46 * len({r["pair"] for r in rows})))


def exchange(balance: Balance, name: Name) -> str | None:
    """Bars by channel: what A gave to the left, what B gave to the right; gains below.

    The length is the number of events; None where nothing was given or gained.
    """
    import altair as alt

    rows = _bars(balance, name)
    if not rows:
        return None
    sums: Counter[tuple[str, bool]] = Counter()
    for row in rows:
        sums[row["channel"], row["count"] < 0] += abs(row["count"])
    limit = max(sums.values())
    ticks = [n for n in range(-limit, limit + 1) if n % max(1, limit // 4) == 0]
    chart = (
        alt.Chart(alt.InlineData(rows))
        .mark_bar(stroke=INK, strokeWidth=1)
        .encode(
            x=alt.X("count:Q", title=_sides(balance, name), scale=alt.Scale(domain=[-limit, limit]),
                    axis=alt.Axis(labelExpr="abs(datum.value)", values=ticks)),
            y=alt.Y("channel:N", title=None, sort=None, axis=alt.Axis(labelLimit=260)),
            fill=_scaled(alt.Fill, "status", tuple(SHADES)),
            order=alt.Order("rank:Q"),
        )
    )  # fmt: skip
    return _svg(chart, height=30 * len({r["channel"] for r in rows}) + 10)


def _sides(balance: Balance, name: Name) -> str:
    gap = "\u2003"  # em spaces: SVG runs plain ones together
    return f"← {name(balance.a)}{gap}·{gap}number of events{gap}·{gap}{name(balance.b)} →"


def _scaled(channel: Any, field: str, values: tuple[str, ...]) -> Any:
    import altair as alt

    scale = alt.Scale(domain=list(STATUSES), range=list(values))
    return channel(f"{field}:N", scale=scale, legend=alt.Legend(title=None, orient="top"))


def _point(event: Event, name: Name) -> dict[str, Any]:
    pair = f"{capital(name(event.actor))} → {name(event.recipient)}"
    return {
        "date": _start(event.when or ""), "pair": pair, "type": event.type,
        "status": str(event.status),
    }  # fmt: skip


def _start(interval: str) -> str | None:
    """The first day of an ISO interval, or its last where the first is open."""
    first, _, last = interval.partition("/")
    text = last if first == ".." else first
    match = re.match(r"\d{4}(-\d\d)?(-\d\d)?", text)
    return (match[0] + "-01-01"[len(match[0]) - 4 :])[:10] if match else None


def _bars(balance: Balance, name: Name) -> list[dict[str, Any]]:
    counts: Counter[tuple[str, str, int]] = Counter()
    for channel in balance.given:
        side = -1 if channel.giver == balance.a else 1
        label = f"gave {channel_word(channel.channel)}"
        for event in channel.events:
            counts[label, str(event.status), side] += 1
    for gain in balance.gains:
        side = -1 if gain.actor == balance.a else 1
        verb = "gained" if gain.kind == "GAIN" else "lost"
        kind = "" if gain.context == "unspecified" else f": {gain.context.replace('_', ' ')}"
        for event in gain.events:
            counts[f"{verb}{kind}", str(event.status), side] += 1
    return [
        {"channel": label, "status": status, "count": side * n, "rank": STATUSES.index(status)}
        for (label, status, side), n in counts.items()
    ]


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
        svg = svg.replace(f'fill="{shade}"', f'fill="currentColor" fill-opacity="{fullness:g}"')
    return svg.replace(INK, "currentColor")
