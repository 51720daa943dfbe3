"""Which picture belongs to which measure."""

from __future__ import annotations

from typing import Any

from cuibono.briefs.charts.alignment import alignment_chart
from cuibono.briefs.charts.balance import balance_chart
from cuibono.briefs.charts.isolation import isolation_chart
from cuibono.briefs.charts.look import Name
from cuibono.briefs.charts.series import series_chart
from cuibono.errors import UsageError
from cuibono.measures.alignment import Alignment
from cuibono.measures.isolation import Isolation
from cuibono.measures.over_time import OverTime
from cuibono.measures.series import Series

DRAWN: dict[type, Any] = {
    Series: series_chart,
    Alignment: alignment_chart,
    Isolation: isolation_chart,
    OverTime: balance_chart,
}


def draw(result: Any, name: Name) -> Any:
    """The picture of a result as an altair chart; `name` gives the name of a code.

    Raises UsageError for a result that has none, as the series of all dyads.
    """
    chart = DRAWN.get(type(result))
    if chart is None:
        raise UsageError(f"there is no picture of {type(result).__name__.lower()}: name two actors")
    return chart(result, name)
