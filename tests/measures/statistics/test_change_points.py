"""Change points on counts whose changes are known."""

import itertools

import numpy as np
import pytest

from cuibono.errors import UsageError
from cuibono.measures.statistics.change_points import divide
from cuibono.measures.statistics.count_models import Clumped, Poisson, Watched, likelihood

DAYS = np.full(60, 30.0)


def clumped(random, mean, clump, size):
    """Counts with variance = clump times the mean."""
    return random.negative_binomial(mean / (clump - 1), 1 / clump, size).astype(float)


def best_by_trying_all(model, most):
    """The least cost of all divisions with up to so many changes, one by one."""
    n = len(model.watched.counts)
    found = (np.inf, ())
    for k in range(most + 1):
        for places in itertools.combinations(range(1, n), k):
            ends = [0, *places, n]
            cost = sum(float(model.cost(np.array([a]), b)[0]) for a, b in itertools.pairwise(ends))
            found = min(found, (cost + 2 * k * np.log(n), places))
    return found[1]


@pytest.mark.parametrize("seed", range(4))
def test_the_division_is_the_best_of_all(seed):
    random = np.random.default_rng(seed)
    counts = np.concatenate([random.poisson(r, 5) for r in (1, 6, 2)]).astype(float)
    found = divide(counts, DAYS[:15])
    assert tuple(c.place for c in found.changes) == best_by_trying_all(found.model, 3)


def test_clumped_likelihood_is_scipys_negative_binomial():
    from scipy import stats

    watched = Watched(np.array([0.0, 3, 7]), np.array([30.0, 31, 15]))
    for clump in (1.5, 6.0):
        mean = 0.1 * watched.days
        expected = stats.nbinom.logpmf(watched.counts, mean / (clump - 1), 1 / clump)
        assert likelihood(watched, np.array([0.1]), clump)[0] == pytest.approx(expected)


def test_the_evidence_of_poisson_is_the_integral_over_the_rate():
    from scipy import integrate, stats

    watched = Watched(np.array([2.0, 5, 1]), np.array([30.0, 31, 15]))

    def joint(rate):
        return np.prod(stats.poisson.pmf(watched.counts, rate * watched.days)) * stats.expon.pdf(
            rate, scale=watched.mean
        )

    integral, _ = integrate.quad(joint, 0, 5)
    ends = np.array([0]), np.array([3])
    assert Poisson(watched).evidence(*ends)[0] == pytest.approx(np.log(integral), abs=1e-6)
    # The grid of the clumped model comes close to it where there is next to no clumping.
    assert Clumped(watched, 1.0001).evidence(*ends)[0] == pytest.approx(np.log(integral), abs=0.03)


@pytest.mark.parametrize(
    ("seeds", "least", "share"), [(15, 12, 0.8), pytest.param(60, 50, 0.9, marks=pytest.mark.long)]
)
def test_the_interval_holds_the_change_as_often_as_it_says(seeds, least, share):
    held = chosen = 0
    for seed in range(seeds):
        random = np.random.default_rng(seed)
        counts = np.concatenate([random.poisson(2, 30), random.poisson(5, 30)]).astype(float)
        found = divide(counts, DAYS)
        if len(found.changes) == 1:
            chosen += 1
            held += found.changes[0].low <= 30 <= found.changes[0].high
    assert chosen >= least
    assert held / chosen >= share


@pytest.mark.parametrize(("seeds", "wrong"), [(10, 4), pytest.param(40, 8, marks=pytest.mark.long)])
def test_clumps_decide_the_model_and_are_no_changes(seeds, wrong):
    random = np.random.default_rng(5)
    one_by_one = divide(random.poisson(4, 60).astype(float), DAYS)
    assert one_by_one.model.name == "Poisson"
    flat = (clumped(np.random.default_rng(seed), 3, 5, 120) for seed in range(seeds))
    found = [divide(counts, np.full(120, 30.0)) for counts in flat]
    assert all(f.model.name == "negative binomial" for f in found)
    # The price of a penalty that finds short silences: 19 of 200 such series get a change.
    assert sum(len(f.changes) > 0 for f in found) <= wrong


@pytest.mark.parametrize(("seeds", "least"), [(8, 6), pytest.param(20, 17, marks=pytest.mark.long)])
def test_a_change_among_clumps_is_found(seeds, least):
    found = 0
    for seed in range(seeds):
        random = np.random.default_rng(seed)
        counts = np.concatenate([clumped(random, 1, 4, 60), clumped(random, 5, 4, 60)])
        division = divide(counts, np.full(120, 30.0))
        found += any(c.low <= 60 <= c.high for c in division.changes)
    assert found >= least


def test_a_short_period_at_the_end_counts_by_its_days():
    counts = np.array([10.0] * 20 + [2])
    assert divide(counts, np.array([30.0] * 20 + [6])).changes == ()


def test_too_few_events_is_one_line():
    with pytest.raises(UsageError, match="9 events in 60 periods are too few"):
        divide(np.array([9.0] + [0] * 59), DAYS)
    with pytest.raises(UsageError, match="70 events in 7 periods are too few"):
        divide(np.full(7, 10.0), DAYS[:7])
