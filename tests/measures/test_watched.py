from datetime import date, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cuibono.errors import CuibonoError, UsageError
from cuibono.measures.series_file import read_series
from cuibono.measures.watched import LENGTH, count_by, last_day, next_start, start_of


def test_periods_without_any_are_counted_too_and_the_last_is_cut_at_the_last_day():
    counts = count_by(["2021-12-30", "2022-01-02", "2022-03-05"], "month", date(2021, 12, 1))
    assert counts.counts == (1, 1, 0, 1)
    assert counts.days == (31, 31, 28, 5)
    assert [counts.name(n) for n in range(4)] == ["2021-12", "2022-01", "2022-02", "2022-03"]


def test_weeks_begin_on_mondays():
    counts = count_by([date(2022, 1, 2), date(2022, 1, 3)], "week", date(2022, 1, 2))
    assert counts.starts == (date(2021, 12, 27), date(2022, 1, 3))
    assert counts.days == (1, 1)
    assert counts.whole == ()
    assert count_by([date(2022, 1, 2), date(2022, 1, 10)], "week").whole == (1, 0)


@pytest.mark.parametrize(
    ("by", "days"), [("week", (7, 5)), ("month", (30, 31)), ("year", (365, 365))]
)
def test_the_last_period_ends_with_the_calendar_and_is_whole(by, days):
    last = start_of(date.max, by)
    before = start_of(last - timedelta(days=1), by)
    counts = count_by([before, date.max], by)
    assert (counts.counts, counts.days, counts.whole) == ((1, 1), days, (1, 1))
    assert next_start(last, by) is None
    assert count_by([date.min], by).starts == (date.min,)


@given(st.sampled_from(list(LENGTH)), st.dates())
@example("week", date.max)
@example("month", date.max)
@example("year", date.max)
@example("week", date.min)
def test_every_day_is_in_its_period(by, day):
    assert start_of(day, by) <= day <= last_day(start_of(day, by), by)


def test_a_date_too_coarse_for_any_one_period_is_left_out_and_counted():
    counts = count_by(["1984-09", "1984-09-03"], "week")
    assert (counts.total, counts.left) == (1, 1)
    assert count_by(["1984-09", "1984-09-03"], "year").total == 2


def test_what_cannot_be_counted_is_one_line():
    with pytest.raises(UsageError, match="no period is called 'day': week, month, year"):
        count_by(["2022"], "day")
    with pytest.raises(CuibonoError, match="no date can be counted by week"):
        count_by(["2022"], "week")
    with pytest.raises(CuibonoError, match="not an ISO 8601 interval"):
        count_by(["last year"], "week")


@pytest.fixture
def series(tmp_path):
    path = tmp_path / "launches.csv"
    path.write_text(
        "date,kind,n,note\n2022-02-01,a,3,x\n2021-01-05T10:00,b,1,\nnever,a,9,\n2022-03,a,2,y\n"
    )
    return path


def test_a_series_is_read_with_its_counts_and_what_was_left_out(series):
    found = read_series(series)
    assert [(r.line, r.when, r.count) for r in found.rows] == [
        (3, "2021-01-05", 1), (2, "2022-02-01", 3), (5, "2022-03", 2),
    ]  # fmt: skip
    assert found.total == 6
    assert found.told() == "launches.csv: 3 of 4 rows, 1 without a date left out"
    assert found.counts("month", date(2022, 1, 1)).counts == (0, 3, 2)


def test_conditions_restrict_a_series_and_several_values_mean_any(series):
    assert read_series(series, ["kind=a"]).total == 5
    assert read_series(series, ["kind=a", "kind=b", "note=x"]).total == 3
    with pytest.raises(UsageError, match=r"“color=a” is not a condition on launches\.csv"):
        read_series(series, ["color=a"])
    with pytest.raises(CuibonoError, match="no dated row where kind is c: 4 rows in the file"):
        read_series(series, ["kind=c"])


def test_a_file_that_is_no_series_is_one_line(tmp_path):
    with pytest.raises(CuibonoError, match="cannot be read as CSV"):
        read_series(tmp_path / "none.csv")
    path = tmp_path / "other.csv"
    path.write_text("a,b\n1,2\n")
    with pytest.raises(CuibonoError, match="no date column: it needs one called date"):
        read_series(path)
    path.write_text("date,count\n2022,many\n")
    with pytest.raises(CuibonoError, match=r"other\.csv:2: count is “many”, not a whole number"):
        read_series(path)
