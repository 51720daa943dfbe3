from datetime import UTC, date, datetime

import pytest
import typer
from hypothesis import given
from hypothesis import strategies as st

from cuibono.cli.options import day, moment


@given(st.dates())
def test_every_calendar_day_is_read(value):
    assert day(value.isoformat()) == value


@given(st.text())
def test_anything_else_is_refused_in_one_line(text):
    try:
        assert day(text).isoformat() == text
    except typer.BadParameter as error:
        assert repr(text) in str(error)
        assert "\n" not in str(error)


@pytest.mark.parametrize(
    "text",
    ["", "2022", "2022-12", "20221205", "2022-W49-1", "5.12.2022", "2022-02-30", "٢٠٢٢-١٢-٠٥"],
)
def test_near_dates_are_refused(text):
    with pytest.raises(typer.BadParameter, match="is not a date"):
        day(text)


@given(st.datetimes(timezones=st.just(UTC)))
def test_every_moment_is_read(value):
    assert moment(value.isoformat()) == value


@given(st.text())
def test_any_other_moment_is_refused(text):
    try:
        assert moment(text).tzinfo is not None
    except typer.BadParameter as error:
        assert "\n" not in str(error)


def test_a_day_means_its_end_in_utc():
    assert moment("2022-12-05").date() == date(2022, 12, 5)
    assert moment("2022-12-05") > datetime(2022, 12, 5, 23, 59, 59, tzinfo=UTC)


def test_a_moment_without_zone_is_utc():
    assert moment("2022-12-05T14:30") == datetime(2022, 12, 5, 14, 30, tzinfo=UTC)
