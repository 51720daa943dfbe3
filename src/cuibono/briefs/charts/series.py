"""The picture of a series: bars up for one direction, down for the other, and mean scores."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from cuibono.briefs.altair import altair
from cuibono.briefs.charts.look import INK, LIGHT, PAPER, WIDTH, Name, curves, fills, panels
from cuibono.measures.series import Flow, Series

KINDS = ("conflictual", "neutral or without score", "cooperative")


def series_chart(series: Series, name: Name) -> Any:
    """Events by period as diverging bars, the mean score below; an altair chart.

    `name` gives the name of a code.
    """
    alt = altair()

    a, b = name(series.a), name(series.b)
    bars = list(_bars(series))
    top = max((abs(r["to"]) for r in bars), default=1)
    axis = alt.Axis(labelExpr="abs(datum.value)", tickMinStep=1, format="d")
    counts = (
        alt.Chart(alt.InlineData(bars))
        .mark_bar(stroke=INK, strokeWidth=0.6)
        .encode(
            x=_time(series),
            x2="end",
            y=alt.Y("from:Q", title="events", axis=axis,
                    scale=alt.Scale(domain=[-top * 1.15, top * 1.15], nice=False)),
            y2="to",
            fill=fills("kind", KINDS, (INK, LIGHT, PAPER)),
        )
        .properties(width=WIDTH, height=230)
    )  # fmt: skip
    zero = alt.Chart(alt.InlineData([{"y": 0}])).mark_rule(color=INK).encode(y="y:Q")
    sides = [
        {"y": 1.08 * top, "text": f"↑ {a} to {b}"},
        {"y": -1.08 * top, "text": f"↓ {b} to {a}"},
    ]
    named = (
        alt.Chart(alt.InlineData(sides))
        .mark_text(align="left", fontSize=11, fontWeight="bold", color=INK)
        .encode(x=alt.value(4), y="y:Q", text="text:N")
    )
    title = f"What {a} and {b} did to each other, by {series.when.by}"
    return panels([alt.layer(counts, zero, named), _means(series, name)], title, series.support)


def _time(series: Series) -> Any:
    alt = altair()

    flows = series.of(series.a)
    span = [flows[0].period.isoformat(), _end(series, flows[-1].period)]
    axis = alt.Axis(labelOverlap="greedy", labelSeparation=8, grid=False)
    return alt.X("start:T", title=None, scale=alt.Scale(type="utc", domain=span), axis=axis)


def _end(series: Series, period: date) -> str:
    """Where a period's bar ends: the first day of the next one, or the calendar's last."""
    return (series.when.by.next(period) or date.max).isoformat()


def _means(series: Series, name: Name) -> Any:
    alt = altair()

    points = [
        {"start": f.period.isoformat(), "figure": f"{name(f.actor)} to {name(f.recipient)}",
         "value": f.score_mean, "low": None, "high": None, "sure": True, "events": f.scored}
        for actor, _ in _directions(series)
        for f in series.of(actor)
        if f.scored
    ]  # fmt: skip
    scale = alt.Scale(domain=[-10, 10])
    y = alt.Y("value:Q", title="mean PLOVER score", scale=scale)
    return curves(points, _time(series), y, 1.8)


def _directions(series: Series) -> tuple[tuple[str, str], tuple[str, str]]:
    return (series.a, series.b), (series.b, series.a)


def _bars(series: Series) -> Iterator[dict[str, Any]]:
    """Bars from zero outwards: conflictual next to the axis, cooperative at the end."""
    for side, (actor, _) in zip((1, -1), _directions(series), strict=True):
        for flow in series.of(actor):
            edge = 0
            for kind, many in zip(KINDS, _split(flow), strict=True):
                if many:
                    yield {
                        "start": flow.period.isoformat(),
                        "end": _end(series, flow.period),
                        "period": flow.label, "actor": flow.actor, "recipient": flow.recipient,
                        "kind": kind, "events": many, "from": side * edge,
                        "to": side * (edge + many),
                    }  # fmt: skip
                edge += many


def _split(flow: Flow) -> tuple[int, int, int]:
    rest = flow.events - flow.conflictual - flow.cooperative
    return flow.conflictual, rest, flow.cooperative
