"""Pictures of escalation and of reciprocity; lines, widths and labels need no colour."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any

from cuibono.briefs.altair import altair
from cuibono.errors import UsageError
from cuibono.measures.watched import next_start

if TYPE_CHECKING:
    from cuibono.measures.answers import Answers
    from cuibono.measures.escalation import Escalation
    from cuibono.measures.statistics.reciprocity import Reciprocity

INK, BAR, BAND = "#101010", "#9a9a9a", "#6b6b6b"
WIDTH = 640


def chart(found: Escalation | Answers) -> Any:
    """The picture of a result: an escalation, or the responses of each side that was fitted.

    Raises UsageError for answers without any autoregression.
    """
    alt = altair()

    from cuibono.measures.answers import Answers

    if not isinstance(found, Answers):
        return escalation_chart(found)
    if not found.sides:
        raise UsageError(f"no responses to draw: {found.refused[0]}")
    return alt.vconcat(*(response_chart(side, found.by) for side in found.sides.values()))


def escalation_chart(found: Escalation, title: str = "") -> Any:
    """Counts as bars, the level of each stretch as a line, each change with its interval.

    A change is a dashed rule with its date; the grey band around it holds it with 95 %.
    """
    alt = altair()

    counts = found.counts
    ends = [*counts.starts[1:], next_start(counts.starts[-1], counts.by) or date.max]
    bars = [
        {"start": s.isoformat(), "end": e.isoformat(), "count": c}
        for s, e, c in zip(counts.starts, ends, counts.counts, strict=True)
    ]
    x = alt.X("start:T", title=None, axis=alt.Axis(format="%Y", tickCount=10))
    named = alt.Y("count:Q", title=f"events a {counts.by}", axis=alt.Axis(tickMinStep=1))
    own = _data(bars).mark_rect(fill=BAR).encode(x=x, x2="end:T", y=named, y2=alt.datum(0))
    levels = [{**_span(found, v.first, v.last), "rate": v.rate} for v in found.levels]
    lines = _data(levels).mark_rule(stroke=INK, strokeWidth=3).encode(
        x="start:T", x2="end:T", y="rate:Q"
    )  # fmt: skip
    layers = [*_changes(found), own, lines, *_marks(found)]
    return alt.layer(*layers).properties(width=WIDTH, height=260, title=title)


def _changes(found: Escalation) -> Iterable[Any]:
    """The interval of each change, behind everything else."""
    rows = [_span(found, s.low, s.high) for s in found.shifts]
    if rows:
        yield _data(rows).mark_rect(fill=BAND, opacity=0.18).encode(x="start:T", x2="end:T")


def _marks(found: Escalation) -> Iterable[Any]:
    """A dashed rule with its date at each change, the dates in two rows."""
    alt = altair()

    rows = [{**_span(found, s.when, s.when), "name": s.when} for s in found.shifts]
    for top in (0, 1):
        base = _data(rows[top::2]).encode(x="start:T")
        yield base.mark_rule(stroke=INK, strokeDash=[4, 3], strokeWidth=1.4)
        words = base.mark_text(align="left", dx=3, fontSize=11, fill=INK, baseline="top")
        yield words.encode(text="name:N", y=alt.value(2 + 14 * top))


def _span(found: Escalation, first: str, last: str) -> dict[str, str]:
    """First day of a period and the day after another, both by name."""
    counts = found.counts
    starts = {counts.name(k): start for k, start in enumerate(counts.starts)}
    end = next_start(starts[last], counts.by) or date.max
    return {"start": starts[first].isoformat(), "end": end.isoformat()}


def response_chart(found: Reciprocity, by: str = "period", kind: str = "generalised") -> Any:
    """Impulse responses with their 95 % bands: a row for each cause, a column for each effect."""
    alt = altair()

    rows = [
        {"cause": r.cause, "effect": r.effect, "after": k, "value": v, "low": low, "high": high}
        for r in found.responses if r.kind == kind
        for k, (v, low, high) in enumerate(zip(r.values, r.low, r.high, strict=True))
    ]  # fmt: skip
    base = alt.Chart(alt.InlineData(rows)).encode(
        x=alt.X("after:Q", title=f"{by}s after", axis=alt.Axis(format="d", tickMinStep=1))
    )
    band = base.mark_area(fill=BAR, opacity=0.5).encode(
        y=alt.Y("low:Q", title=f"response (events a {by})"), y2="high:Q"
    )
    line = base.mark_line(stroke=INK, strokeWidth=2, point=alt.OverlayMarkDef(fill=INK, size=26))
    zero = alt.Chart(alt.InlineData([{"zero": 0}])).mark_rule(stroke=INK, strokeDash=[3, 3])
    layers = (band, line.encode(y="value:Q"), zero.encode(y="zero:Q"))
    parts = [
        alt.hconcat(*(_panel(layers, cause, effect) for effect in found.names))
        for cause in found.names
    ]
    return alt.vconcat(*parts)


def _panel(layers: tuple[Any, ...], cause: str, effect: str) -> Any:
    alt = altair()

    chosen = f"datum.cause === {cause!r} && datum.effect === {effect!r}"
    band, line, zero = layers
    drawn = alt.layer(band.transform_filter(chosen), line.transform_filter(chosen), zero)
    title = alt.TitleParams([f"after {cause}:", effect], fontSize=11, anchor="start")
    return drawn.properties(width=240, height=130, title=title)


def _data(rows: list[dict[str, Any]]) -> Any:
    alt = altair()

    return alt.Chart(alt.InlineData(rows))
