from datetime import date

import pytest

from cuibono.errors import CuibonoError, UsageError
from cuibono.forecasts.dated import Dated, history
from cuibono.forecasts.forecast import Wanted, forecast
from cuibono.forecasts.numbers import numbers

EARLY = Dated(date(2024, 1, 5), "PRK", "THREATEN", "KOR")
LATE = Dated(date(2024, 5, 5), "KOR", "CONSULT", "USA")


def test_unsorted_and_repeated_rows_are_put_right_and_holes_named():
    found = history([LATE, EARLY, EARLY])
    assert found.events == (EARLY, LATE)
    assert found.notes == (
        "1 repeated event counts once",
        "events were not in order of their days and have been sorted",
        "no event between 2024-01-05 and 2024-05-05: that silence is taken for peace",
    )


def test_after_the_last_day_of_the_calendar_a_day_must_be_named():
    rows = [EARLY, Dated(date.max, "PRK", "THREATEN", "KOR")]
    for ask in (
        lambda: history(rows).following,
        lambda: forecast(rows, Wanted("PRK")),
        lambda: numbers(rows, ("PRK", "KOR")),
    ):
        with pytest.raises(
            UsageError, match="no day comes after the last event, on 9999-12-31: name a day"
        ):
            ask()
    assert forecast(rows, Wanted("PRK", on=date.max)).on == date.max
    assert history([Dated(date.min, "PRK", "AID", "KOR")]).following == date(1, 1, 2)


def test_the_forecast_day_itself_is_not_known():
    assert history([EARLY, LATE], date(2024, 5, 5)).events == (EARLY,)
    with pytest.raises(CuibonoError, match="nothing to forecast from"):
        history([EARLY], date(2024, 1, 5))
