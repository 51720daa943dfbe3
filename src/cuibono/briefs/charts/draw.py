"""Which picture belongs to which measure."""

from __future__ import annotations

from typing import Any

from cuibono.answer import Answer
from cuibono.briefs.charts import tested
from cuibono.briefs.charts.alignment import alignment_chart
from cuibono.briefs.charts.balance import balance_chart
from cuibono.briefs.charts.calibration import calibration_chart
from cuibono.briefs.charts.isolation import isolation_chart
from cuibono.briefs.charts.look import Name
from cuibono.briefs.charts.series import series_chart
from cuibono.errors import CuibonoError, UsageError
from cuibono.foretold.record import Scores
from cuibono.measures.alignment import Alignment
from cuibono.measures.answers import Answers
from cuibono.measures.escalation import Escalation
from cuibono.measures.isolation import Isolation
from cuibono.measures.over_time import OverTime
from cuibono.measures.series import Everyone, Series

DRAWN: dict[type, Any] = {
    Series: series_chart,
    Alignment: alignment_chart,
    Isolation: isolation_chart,
    OverTime: balance_chart,
    Escalation: lambda found, _: tested.chart(found),
    Answers: lambda found, _: tested.chart(found),
    Scores: lambda found, _: _scores(found),
}


def draw(answer: Answer, name: Name) -> Any:
    """The picture of an answer as an altair chart; `name` gives the name of a code.

    Raises UsageError for an answer that has none, as the series of all dyads.
    """
    chart = DRAWN.get(type(answer))
    if chart is None:
        if isinstance(answer, Everyone):
            raise UsageError("not everyone fits into one picture: name two actors")
        raise UsageError("this answer has no picture")
    return chart(answer, name)


def _scores(found: Scores) -> Any:
    if not found.bins:
        raise CuibonoError(found.notes[0])
    return calibration_chart(found.bins)
