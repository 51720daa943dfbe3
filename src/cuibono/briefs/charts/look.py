"""What all charts have in common: ink, widths, titles, and lines that differ without colour."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Sequence
from typing import Any

from cuibono.briefs.altair import altair
from cuibono.measures.deeds.support import Support

INK, GREY, LIGHT, PAPER = "#101010", "#9a9a9a", "#d6d6d6", "#ffffff"
WIDTH, HEIGHT = 640, 190
DASHES = ([1, 0], [6, 3], [2, 2], [8, 3, 2, 3])
SHAPES = ("circle", "square", "triangle-up", "diamond")
Name = Callable[[str], str]


def panels(charts: Sequence[Any], title: str, support: Support) -> Any:
    """Charts under each other, with a title and what stands behind them below it."""
    alt = altair()

    told = textwrap.wrap(str(support), 118)
    head = alt.TitleParams(
        title, subtitle=told, anchor="start", fontSize=15, subtitleFontSize=11, offset=14,
        color=INK, subtitleColor="#404040",
    )  # fmt: skip
    return (
        alt.vconcat(*charts, spacing=22)
        .properties(title=head, background=PAPER, padding=12)
        .configure_view(stroke=None)
        .configure_axis(
            labelColor=INK, titleColor=INK, tickColor=INK, domainColor=INK, gridColor=INK,
            gridOpacity=0.1, labelFontSize=11, titleFontSize=11, titleFontWeight="normal",
        )
        .configure_legend(labelColor=INK, labelFontSize=11, titleFontSize=11, symbolStrokeColor=INK)
        .resolve_scale(
            x="independent", xOffset="independent", strokeDash="independent", shape="independent"
        )
    )  # fmt: skip


def fills(field: str, names: Sequence[str], values: Sequence[str]) -> Any:
    """Fills that stand for names, with a legend above the chart."""
    alt = altair()

    scale = alt.Scale(domain=list(names), range=list(values))
    legend = alt.Legend(title=None, orient="top", direction="horizontal")
    return alt.Fill(f"{field}:N", scale=scale, legend=legend)


def curves(records: Sequence[dict[str, Any]], x: Any, y: Any, gap: float) -> Any:
    """Lines of figures with their intervals, told apart by dash, shape and a name at the end.

    A record has `figure` (the line's name), `value`, `low` and `high`, what `x` encodes, and
    `sure`: where that is false, its point is grey and no line leads to it. Names
    stand at least `gap` apart, in units of the value. On an ordinal x the figures stand beside
    each other in their period, so that no interval hides another.
    """
    alt = altair()

    names = list(dict.fromkeys(r["figure"] for r in records))
    base = alt.Chart(alt.InlineData(list(records))).encode(x=x)
    if x.to_dict()["type"] == "ordinal":
        beside = alt.Scale(domain=names, paddingOuter=1)
        base = base.encode(xOffset=alt.XOffset("figure:N", scale=beside))
    sure = base.transform_filter("datum.sure")
    line = sure.mark_line(color=INK, strokeWidth=1.3).encode(
        y=y, strokeDash=alt.StrokeDash("figure:N", scale=_range(names, DASHES), legend=None)
    )
    spread = base.mark_rule(color=INK, strokeWidth=1).encode(y=alt.Y("low:Q"), y2="high:Q")
    ink = alt.condition("datum.sure", alt.value(INK), alt.value(GREY))
    point = base.mark_point(filled=True, fill=PAPER, size=44, opacity=1).encode(
        y=y, stroke=ink, shape=alt.Shape("figure:N", scale=_range(names, SHAPES), legend=None)
    )
    ends = alt.Chart(alt.InlineData(_ends(records, gap))).encode(y=alt.Y("place:Q"))
    sign = ends.mark_point(filled=True, fill=PAPER, stroke=INK, size=44, opacity=1).encode(
        x=alt.value(WIDTH + 12),
        shape=alt.Shape("figure:N", scale=_range(names, SHAPES), legend=None),
    )
    told = ends.mark_text(align="left", fontSize=11, color=INK).encode(
        x=alt.value(WIDTH + 21), text="figure:N"
    )
    return alt.layer(line, spread, point, sign, told).properties(width=WIDTH, height=HEIGHT)


def _range(names: Sequence[str], values: Sequence[Any]) -> Any:
    alt = altair()

    return alt.Scale(domain=list(names), range=list(values)[: len(names)])


def _ends(records: Sequence[dict[str, Any]], gap: float) -> list[dict[str, Any]]:
    """The names of lines at the height of their last values, pushed apart."""
    last = {r["figure"]: float(r["value"]) for r in records}
    last |= {r["figure"]: float(r["value"]) for r in records if r["sure"]}
    found: list[dict[str, Any]] = []
    below = float("-inf")
    for name in sorted(last, key=lambda n: last[n]):
        below = max(last[name], below + gap)
        found.append({"place": below, "figure": name})
    return found
