"""The methods of a desk that measure over time, on a ledger of texts and on imported data."""

import duckdb
import pytest

from cuibono import Desk
from cuibono.errors import CuibonoError, UsageError


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    desk = Desk(tmp_path_factory.mktemp("told") / "ledger")
    text = "On 5 May 2022 Russia sent fuel to North Korea. In June 2022 Pyongyang thanked Moscow."
    path = tmp_path_factory.mktemp("texts") / "a.txt"
    path.write_text(text, "utf-8")
    desk.read([path])
    return desk


def test_a_series_of_what_texts_tell(told):
    found = told.series("Russia", "Pyongyang", "month")
    assert [(f.label, f.events) for f in found.of("RUS") if f.events] == [("2022-05", 1)]
    (row,) = [r for r in found.rows() if r["actor"] == "RUS"]
    assert told.explain(row["statements"]).statement.type == row["type"]


def test_a_balance_over_time_has_a_picture(told, tmp_path):
    found = told.balance_over_time("PRK", "RUS", "month")
    first = found.records()[0]
    assert (first["period"], first["actor"], first["what"]) == ("2022-05", "RUS", "fuel")
    assert told.chart(found, tmp_path / "a.svg").read_text("utf-8").startswith("<svg")


def test_the_series_of_all_goes_to_a_file_of_either_kind(told, tmp_path):
    found = told.series()
    assert found.write(tmp_path / "a.csv") == found.write(tmp_path / "a.parquet") > 0
    both = (
        duckdb.sql(
            f"select actor, recipient, events from '{tmp_path / name}' order by all"
        ).fetchall()
        for name in ("a.csv", "a.parquet")
    )
    one, other = both
    assert one == other
    with pytest.raises(UsageError, match="not everyone fits into one picture"):
        told.chart(found, tmp_path / "a.svg")
    with pytest.raises(CuibonoError, match="nowhere"):
        found.write(tmp_path / "nowhere" / "a.csv")


def test_states_are_those_of_the_registry(tmp_path, data):
    desk = Desk(tmp_path / "ledger")
    desk.import_("icews", [data / "formats" / "icews_events.2018.sample.tab"])
    (point,) = desk.isolation("North Korea", "month").points
    assert (point.label, point.biggest) == ("2018-06", "USA")
    (stance,) = desk.alignment("USA", "Russia", "month").stances
    assert 5 <= stance.fewest <= stance.thirds <= 60


def test_names_and_periods_that_are_not_there(told):
    with pytest.raises(UsageError, match="no actor is called 'Atlantis'"):
        told.series("Atlantis", "RUS")
    with pytest.raises(UsageError, match="no period is called 'day'"):
        told.isolation("RUS", "day")
    with pytest.raises(UsageError, match="a series needs two actors"):
        told.series("RUS")
    with pytest.raises(CuibonoError, match="not an ISO 8601 interval"):
        told.alignment("RUS", "PRK", within="5 May")
