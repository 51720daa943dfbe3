"""The picture of isolation: how many partners, how much is the biggest one's, and the rank."""

from __future__ import annotations

from typing import Any

from cuibono.briefs.altair import altair
from cuibono.briefs.charts.look import INK, PAPER, WIDTH, Name, panels
from cuibono.measures.isolation import Isolation, Reliance
from cuibono.measures.periods import When
from cuibono.measures.statistics.bootstrap import Estimate


def isolation_chart(isolation: Isolation, name: Name) -> Any:
    """Effective partners, the biggest partner's share and the rank, over time; an altair chart."""
    alt = altair()

    points, name_of = isolation.points, name(isolation.actor)
    top = max((p.effective.high or p.effective.value or 1 for p in points), default=1)
    few, most = min(p.states for p in points), max(p.states for p in points)
    among = f"{most}" if few == most else f"{few} to {most}"
    partners = _changes([name(p.biggest) for p in points])
    ticks = [1, *range(50, most, 50)] if most > 60 else [1, *range(10, most, 10)]
    charts = [
        _panel(
            [_record(p, p.effective) for p in points],
            alt.Y("value:Q", title="effective partners", scale=alt.Scale(domain=[0, top * 1.05])),
            isolation.when,
            points,
        ),
        _panel(
            [_record(p, p.share, told) for p, told in zip(points, partners, strict=True)],
            alt.Y("value:Q", title=["share of the", "biggest partner"], axis=alt.Axis(format="%"),
                  scale=alt.Scale(domain=[0, 1])),
            isolation.when,
            points,
        ),
        _panel(
            [_record(p, p.rank) for p in points],
            alt.Y("value:Q", title=["rank among", f"{among} states"], axis=alt.Axis(values=ticks),
                  scale=alt.Scale(domain=[1, max(2, most)], reverse=True, nice=False, zero=False)),
            isolation.when,
            points,
        ),
    ]  # fmt: skip
    title = f"How few partners {name_of}'s cooperation rests on, by {isolation.when.by}"
    return panels(charts, title, isolation.support)


def _changes(names: list[str]) -> list[str]:
    """A name where it differs from the one before, nothing where it is the same."""
    return [
        name if name != before else "" for name, before in zip(names, ["", *names], strict=False)
    ]


def _record(point: Reliance, figure: Estimate, text: str = "") -> dict[str, Any]:
    return {
        "label": point.label, "value": figure.value, "low": figure.low, "high": figure.high,
        "text": text, "events": point.events,
        "top": figure.value if figure.high is None else figure.high,
    }  # fmt: skip


def _panel(records: list[dict[str, Any]], y: Any, when: When, points: tuple[Reliance, ...]) -> Any:
    alt = altair()

    labels = when.labels(points[0].period, points[-1].period)
    held = [r for r in records if r["value"] is not None]
    base = alt.Chart(alt.InlineData(held)).encode(
        x=alt.X("label:O", title=None, scale=alt.Scale(domain=labels), sort=labels,
                axis=alt.Axis(labelAngle=0, labelOverlap=True)),
    )  # fmt: skip
    line = base.mark_line(color=INK, strokeWidth=1.3).encode(y=y)
    spread = base.mark_rule(color=INK).encode(y="low:Q", y2="high:Q")
    point = base.mark_point(filled=True, fill=PAPER, stroke=INK, size=48, opacity=1).encode(y=y)
    layers = [line, spread, point]
    if any(r["text"] for r in held):
        place: Any = {"align": "center", "dy": -8, "fontSize": 10}
        # Paper behind the letters keeps them apart from the line.
        told = base.encode(y=alt.Y("top:Q"), text="text:N")
        layers.append(told.mark_text(**place, stroke=PAPER, strokeWidth=4))
        layers.append(told.mark_text(**place, color=INK))
    return alt.layer(*layers).properties(width=WIDTH, height=130)
