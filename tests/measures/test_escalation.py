"""Escalation and its timing: planted changes, and the real launches of North Korea."""

from datetime import date, timedelta

import numpy as np
import pytest

from cuibono.errors import UsageError
from cuibono.measures.escalation import escalation
from cuibono.measures.series_file import read_series
from cuibono.measures.timing import tied_to_date, tied_to_series
from cuibono.measures.watched import Counts, count_by


def months(values, start=2010):
    """Counts of consecutive months, each of thirty days."""
    starts = tuple(date(start + n // 12, n % 12 + 1, 1) for n in range(len(values)))
    return Counts("month", starts, tuple(int(v) for v in values), (30,) * len(values))


def planted(seed, before, after, n=48):
    random = np.random.default_rng(seed)
    return months(np.concatenate([random.poisson(before, n), random.poisson(after, n)]))


@pytest.mark.long
def test_levels_and_ratio_hold_the_truth_as_often_as_they_say():
    held = {"before": 0, "after": 0, "ratio": 0}
    month = 365.25 / 12 / 30
    found = [escalation(planted(seed, 2, 6)).shifts for seed in range(60)]
    single = [shifts[0] for shifts in found if len(shifts) == 1]
    assert len(single) >= 50
    for shift in single:
        held["before"] += shift.before.low <= 2 * month <= shift.before.high
        held["after"] += shift.after.low <= 6 * month <= shift.after.high
        held["ratio"] += shift.ratio_low <= 3 <= shift.ratio_high
    assert all(times >= 0.88 * len(single) for times in held.values()), held


def test_without_a_change_it_says_so():
    found = escalation(planted(1, 4, 4))
    assert found.shifts == ()
    assert "No change of level stands out from the scatter." in found.sentences()


@pytest.fixture(scope="module")
def launches(data):
    return read_series(data / "series" / "nk_missile_tests.csv")


def test_the_launches_by_year_change_in_2013_and_2022(launches):
    found = escalation(launches.counts("year"))
    assert found.counts.total == 339
    assert [(s.when, s.low, s.high) for s in found.shifts] == [
        ("2013", "2011", "2014"),
        ("2022", "2014", "2025"),
    ]
    resumed = "Events had resumed before: in 2019 after none in 2018 (27 in 2019)."
    assert found.sentences()[-1].endswith(resumed)


def test_the_launches_by_month_stop_resume_and_rise_before_the_war(launches):
    found = escalation(launches.counts("month", date(2012, 1, 1)))
    assert found.model == "negative binomial"
    assert found.bic["negative binomial"] < found.bic["Poisson"] - 50
    assert [(s.when, s.low, s.high) for s in found.shifts] == [
        ("2014-02", "2013-07", "2016-03"),
        ("2017-12", "2017-08", "2018-03"),
        ("2019-04", "2019-02", "2019-07"),
        ("2019-12", "2019-10", "2020-06"),
        ("2021-09", "2021-05", "2022-02"),
    ]
    last = found.shifts[-1]
    assert last.low <= "2022-01" <= last.high
    assert (last.after.rate, last.before.rate) == pytest.approx((3.29, 0.52), abs=0.01)
    silence = next(s for s in found.silences if s.resumed == "2019-04")
    assert (silence.first, silence.last, silence.year) == ("2017-12", "2019-03", 27)
    assert "in 2019-04 after none from 2017-12 to 2019-03 (27 in 2019)" in found.sentences()[-1]


def test_the_war_is_no_better_a_date_for_the_launches_than_many_others(launches):
    found = tied_to_date(launches.counts("month", date(2012, 1, 1)), date(2022, 2, 24))
    assert found.placebos == 138
    assert found.share == pytest.approx(46 / 139)
    assert found.largest_fit > found.fit
    assert "The break is larger at 2017-09" in found.sentences()[-1]


def test_a_planted_break_stands_out_from_its_placebos():
    found = tied_to_date(planted(0, 2, 6), date(2014, 1, 1))
    assert found.share <= 0.05
    assert found.low <= 3 <= found.high


@pytest.mark.long
def test_a_planted_break_is_told_from_placebos_and_its_factor_recovered():
    held = small = 0
    for seed in range(20):
        found = tied_to_date(planted(seed, 2, 6), date(2014, 1, 1))
        held += found.low <= 3 <= found.high
        small += found.share <= 0.05
    assert held >= 17
    assert small >= 18


@pytest.mark.long
def test_without_a_break_small_shares_are_rare():
    shares = [tied_to_date(planted(s, 3, 3), date(2014, 1, 1)).share for s in range(30)]
    assert sum(share <= 0.1 for share in shares) <= 7
    assert np.mean(shares) > 0.35


def test_counts_that_follow_a_series_are_told():
    random = np.random.default_rng(3)
    other = random.poisson(3, 120)
    answer = random.poisson(0.5 + np.concatenate([[3], other[:-1]]))
    tied = tied_to_series(months(answer), months(other))
    assert tied.share < 0.05
    assert tied.ratio > 1.2


@pytest.mark.long
def test_counts_that_do_not_follow_a_series_are_seldom_taken_for_some_that_do():
    random = np.random.default_rng(3)
    other = random.poisson(3, 120)
    loose = [tied_to_series(months(random.poisson(3, 120)), months(other)) for _ in range(12)]
    assert sum(found.share <= 0.05 for found in loose) <= 2


def test_what_is_too_little_for_timing_is_one_line():
    counts = planted(0, 3, 3, 12)
    with pytest.raises(UsageError, match="are too few for a break: at least 5 on either side"):
        tied_to_date(counts, date(2010, 1, 1))
    with pytest.raises(UsageError, match="placebo dates are too few"):
        tied_to_date(counts, date(2011, 1, 1))
    with pytest.raises(UsageError, match="1999-01-01 lies outside what was counted"):
        tied_to_date(counts, date(1999, 1, 1))
    with pytest.raises(UsageError, match="at least 24"):
        tied_to_series(counts, months([1] * 24))


def test_the_day_within_a_month_moves_the_break():
    days = [date(2012, 1, 1) + timedelta(days=5 * n) for n in range(200)]
    counts = count_by(days, "month")
    first = tied_to_date(counts, date(2013, 6, 1))
    last = tied_to_date(counts, date(2013, 6, 30))
    assert first.fit != last.fit


def test_periods_far_below_the_trend_do_not_break_the_regression():
    counts = months([0] * 40 + [1, 0, 0, 30, 41, 55, 60, 72] * 8)
    found = tied_to_date(counts, date(2015, 1, 1))
    assert np.isfinite([found.fit, found.share, found.largest_fit]).all()
