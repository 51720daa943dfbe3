"""Pictures of the measures over time, which need no colour: Vega-Lite to HTML, SVG and PNG."""

from cuibono.briefs.charts.save import save

__all__ = ["save"]
