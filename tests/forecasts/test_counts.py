import numpy as np
import pytest

from cuibono.errors import CuibonoError
from cuibono.forecasts.counts import DyadDays, chances, fit, signs
from cuibono.forecasts.proper import block_bootstrap, crps, log_score
from cuibono.forecasts.timeline import timeline

from .worlds import facts, shuffled_after


@pytest.fixture(scope="module")
def rows():
    return facts(days=200)


def test_chances_sum_to_one_and_keep_their_mean():
    got = chances(np.array([0.2, 7.0]), np.array([0.4, 3.0]), 400)
    assert np.allclose(got.sum(axis=1), 1)
    assert np.allclose(got @ np.arange(401), [0.2, 7.0])


def test_the_distribution_beats_last_value_and_history(rows):
    dyads = DyadDays.of(timeline(rows, 24, 2))
    known, signed = signs(dyads, 170)
    got = dyads.counted(170, 200)[known]
    top = int(got.max()) + 60
    mine = chances(*fit(dyads, 170, 30).parameters(signed), top)
    last = chances(
        np.maximum(dyads.counted(140, 170)[known], 0.05) * 1.0, np.full(len(known), 1e6), top
    )
    assert crps(mine, got).mean() < crps(last, got).mean()
    assert log_score(mine, got).mean() < log_score(last, got).mean()


def test_a_shuffled_future_changes_no_distribution(rows):
    found = []
    for given in (rows, shuffled_after(rows, 150)):
        dyads = DyadDays.of(timeline(given, 24, 2))
        known, signed = signs(dyads, 150)
        mean, size = fit(dyads, 150, 30).parameters(signed)
        found.append((dyads.head[known], dyads.tail[known], mean, size))
    assert all(np.array_equal(a, b) for a, b in zip(*found, strict=True))


def test_too_short_a_past_is_refused(rows):
    with pytest.raises(CuibonoError, match="counts need two windows of 30 days"):
        fit(DyadDays.of(timeline(rows, 24, 2)), 40, 30)


def test_a_point_forecast_has_the_absolute_error_as_crps():
    assert crps(np.eye(9)[[2]], np.array([5])).tolist() == [3.0]


def test_the_interval_widens_when_blocks_agree_within():
    values = np.repeat(np.arange(10.0), 50)
    mean, low, high = block_bootstrap(values, np.repeat(np.arange(10), 50))
    _, near, far = block_bootstrap(values, np.arange(500))
    assert mean == 4.5
    assert high - low > 2 * (far - near)
