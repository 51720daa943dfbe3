"""The picture of an alignment: figures of votes over time, and those of stance below."""

from __future__ import annotations

from typing import Any

from cuibono.briefs.altair import altair
from cuibono.briefs.charts.look import Name, curves, panels
from cuibono.measures.alignment import Alignment
from cuibono.measures.stance import Alikeness
from cuibono.measures.votes import Voting

VOTES = {"agreement": "agreement", "s": "S", "kappa": "kappa"}
STANCES = {"correlation": "correlation", "cosine": "cosine"}


def alignment_chart(alignment: Alignment, name: Name) -> Any:
    """Agreement, S and kappa of votes, correlation and cosine of stance; an altair chart."""
    alt = altair()

    scale = alt.Scale(domain=[-1, 1])
    parts = [
        ("votes: 1 the same, -1 opposite", alignment.votes, VOTES),
        ("towards third states", alignment.stances, STANCES),
    ]
    told = [(title, _records(points, figures)) for title, points, figures in parts]
    # Both parts over the same periods, so that one can be read against the other.
    held = [p.period for p in (*alignment.votes, *alignment.stances) if _told(p)]
    labels = alignment.when.labels(min(held), max(held))
    x = alt.X("label:O", sort=labels, title=None, scale=alt.Scale(domain=labels),
              axis=alt.Axis(labelAngle=0, labelOverlap=True))  # fmt: skip
    charts = [
        curves(records, x, alt.Y("value:Q", title=_titles(title, records), scale=scale), 0.15)
        for title, records in told
        if records
    ]
    title = (
        f"{name(alignment.a)} and {name(alignment.b)}: how alike they act, by {alignment.when.by}"
    )
    return panels(charts, title, alignment.support)


def _titles(title: str, records: list[dict[str, Any]]) -> list[str]:
    unsure = any(not r["sure"] for r in records)
    return [title, "grey: too few for an interval"] if unsure else [title]


def _told(point: Voting | Alikeness) -> bool:
    return isinstance(point, Voting) or point.correlation.value is not None


def _records(points: Any, figures: dict[str, str]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for point in points:
        for field, label in figures.items():
            figure = getattr(point, field)
            if figure.value is not None:
                found.append(
                    {"label": point.label, "figure": label, "value": figure.value,
                     "low": figure.low, "high": figure.high, "sure": figure.low is not None}
                )  # fmt: skip
    return found
