"""The picture of scores: how often what was foretold with a chance came."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from cuibono.briefs.altair import altair
from cuibono.briefs.charts.look import INK, PAPER
from cuibono.foretold.record import Bin

SIZE = 300


def calibration_chart(bins: Sequence[Bin]) -> Any:
    """Chances said against the share that came; on the dashed line the words held."""
    alt = altair()

    rows = [
        {"said": b.said, "came": b.came, "forecasts": b.forecasts, "name": str(b.forecasts)}
        for b in bins
    ]
    share = alt.Scale(domain=[0, 1])
    x = alt.X("said:Q", title="chance that the words give", scale=share, axis=alt.Axis(format="%"))
    y = alt.Y("came:Q", title="share that came true", scale=share, axis=alt.Axis(format="%"))
    ends = alt.InlineData([{"said": 0, "came": 0}, {"said": 1, "came": 1}])
    line = alt.Chart(ends).mark_line(color=INK, strokeDash=[4, 4], strokeWidth=1).encode(x=x, y=y)
    base = alt.Chart(alt.InlineData(rows)).encode(x=x, y=y)
    point = base.mark_point(filled=True, fill=PAPER, stroke=INK, opacity=1).encode(
        size=alt.Size("forecasts:Q", legend=None, scale=alt.Scale(range=[60, 500]))
    )
    told = base.mark_text(dx=16, fontSize=11, color=INK).encode(text="name:N")
    title = alt.TitleParams(
        "How reliable are the stated chances?",
        subtitle="Each mark covers a fifth of the scale; the figure is its number of forecasts.",
        anchor="start", color=INK,
    )  # fmt: skip
    drawn = alt.layer(line, point, told).properties(width=SIZE, height=SIZE, title=title)
    return drawn.properties(background=PAPER, padding=12).configure_view(stroke=None)
