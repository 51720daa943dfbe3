"""The picture of a balance over time: bars up for one actor, down for the other."""

from __future__ import annotations

from collections import Counter
from typing import Any

from cuibono.briefs.altair import altair
from cuibono.briefs.charts.look import INK, LIGHT, PAPER, WIDTH, Name, fills, panels
from cuibono.events.event import Status
from cuibono.measures.over_time import OverTime, PeriodShare

KINDS = {"gave": "gave", "gain": "gained", "lose": "lost"}
STATUSES = ("affirmed", "contested", "foretold")


def balance_chart(balance: OverTime, name: Name) -> Any:
    """What each gave, gained and lost by period, contested parts apart; an altair chart."""
    kinds = [kind for kind in KINDS if any(s.kind == kind for s in balance.shares)]
    charts = [_panel(balance, kind, name) for kind in kinds]
    title = f"{name(balance.a)} and {name(balance.b)}: who gave and gained, by {balance.when.by}"
    return panels(charts, title, balance.support)


def _panel(balance: OverTime, kind: str, name: Name) -> Any:
    alt = altair()

    shares = [s for s in balance.shares if s.kind == kind]
    labels = balance.when.labels(balance.shares[0].period, balance.shares[-1].period)
    bars = _bars(balance, shares)
    top = max(abs(bar["to"]) for bar in bars)
    scale = alt.Scale(domain=[-1.5 * top, 1.5 * top], nice=False)
    drawn = (
        alt.Chart(alt.InlineData(bars))
        .mark_bar(stroke=INK, strokeWidth=1)
        .encode(
            x=alt.X("label:O", title=None, sort=labels, scale=alt.Scale(domain=labels),
                    axis=alt.Axis(labelAngle=0, labelOverlap=True)),
            y=alt.Y("from:Q", title=f"{KINDS[kind]}: sources", scale=scale,
                    axis=alt.Axis(labelExpr="abs(datum.value)", tickMinStep=1, format="d")),
            y2="to",
            fill=fills("status", STATUSES, (INK, PAPER, LIGHT)),
        )
    )  # fmt: skip
    zero = alt.Chart(alt.InlineData([{"y": 0}])).mark_rule(color=INK).encode(y="y:Q")
    sides = [
        {"y": side * 1.36 * top, "text": f"{arrow} {name(code)} {KINDS[kind]}"}
        for side, arrow, code in ((1, "↑", balance.a), (-1, "↓", balance.b))
    ]
    named = (
        alt.Chart(alt.InlineData(sides))
        .mark_text(align="left", fontSize=11, fontWeight="bold", color=INK)
        .encode(x=alt.value(4), y="y:Q", text="text:N")
    )
    told = (
        alt.Chart(alt.InlineData(_channels(balance, shares)))
        .mark_text(fontSize=10, color=INK)
        .encode(x=alt.X("label:O", sort=labels), y="y:Q", text="text:N")
    )
    layers = [drawn, zero, named, told] if len(labels) <= 12 else [drawn, zero, named]
    return alt.layer(*layers).properties(width=WIDTH, height=190)


def _bars(balance: OverTime, shares: list[PeriodShare]) -> list[dict[str, Any]]:
    """Bars from zero outwards: affirmed by all, then contested, then foretold."""
    weights: Counter[tuple[str, int, str]] = Counter()
    for s in shares:
        side = 1 if s.actor == balance.a else -1
        contested, foretold = s.of(Status.CONTESTED), s.of(Status.FORETOLD)
        parts = (s.weight - contested - foretold, contested, foretold)
        for status, weight in zip(STATUSES, parts, strict=True):
            weights[s.label, side, status] += weight
    edges: Counter[tuple[str, int]] = Counter()
    bars: list[dict[str, Any]] = []
    for (label, side, status), weight in sorted(weights.items(), key=lambda w: w[0][2]):
        if weight:
            edge = edges[label, side]
            bars.append(
                {"label": label, "status": status, "sources": weight, "from": side * edge,
                 "to": side * (edge + weight)}
            )  # fmt: skip
            edges[label, side] += weight
    return bars


def _channels(balance: OverTime, shares: list[PeriodShare]) -> list[dict[str, Any]]:
    """What passed, at the end of each bar: the channels with the most weight first."""
    by_bar: dict[tuple[str, int], list[PeriodShare]] = {}
    for s in shares:
        by_bar.setdefault((s.label, 1 if s.actor == balance.a else -1), []).append(s)
    top = max(sum(s.weight for s in held) for held in by_bar.values())
    found: list[dict[str, Any]] = []
    for (label, side), held in by_bar.items():
        names = [s.what.replace("_", " ") for s in sorted(held, key=lambda s: -s.weight)]
        more = f" +{len(names) - 2}" if len(names) > 2 else ""
        height = sum(s.weight for s in held) + 0.08 * top
        text = ", ".join(names[:2]) + more
        found.append({"label": label, "y": side * height, "text": text})
    return found
