"""Reciprocity by periods: planted answers, and the same numbers as statsmodels on real events."""

import numpy as np
import pytest

from cuibono.errors import UsageError
from cuibono.measures.statistics.reciprocity import HORIZON, reciprocity
from tests.measures.icews import daily, weekly

ONE = np.array([[0.4, 0.1], [0.3, 0.2]])
MIX = np.array([[1.0, 0.0], [0.3, 0.9]])


def planted(seed, n=300):
    """Two series in which each answers the other one period later."""
    random = np.random.default_rng(seed)
    values = np.zeros((n + 50, 2))
    for t in range(1, n + 50):
        values[t] = 1 + ONE @ values[t - 1] + MIX @ random.normal(size=2)
    return {"A": values[50:, 0], "B": values[50:, 1]}


def truth():
    """The responses that were planted, by kind, period, effect and cause."""
    ahead = [np.linalg.matrix_power(ONE, h) for h in range(HORIZON + 1)]
    spread = MIX @ MIX.T
    return np.array([ahead @ MIX, ahead @ spread / np.sqrt(np.diag(spread))])


@pytest.mark.parametrize("seeds", [8, pytest.param(25, marks=pytest.mark.long)])
def test_responses_hold_what_was_planted_as_often_as_they_say(seeds):
    true, held = truth(), 0
    for seed in range(seeds):
        found = reciprocity(planted(seed), criterion="bic")
        for response in found.responses:
            kind = ("orthogonalised", "generalised").index(response.kind)
            effect, cause = "AB".index(response.effect), "AB".index(response.cause)
            expected = true[kind, :, effect, cause]
            held += np.sum((response.low <= expected) & (expected <= response.high))
    assert 0.92 <= held / (seeds * 8 * (HORIZON + 1)) <= 0.99


@pytest.mark.parametrize(("seeds", "wrong"), [(8, 3), pytest.param(20, 6, marks=pytest.mark.long)])
def test_the_third_party_that_is_not_answered_is_told_from_the_one_that_is(seeds, wrong):
    answered = {"B": 0, "C": 0}
    for seed in range(seeds):
        random = np.random.default_rng(100 + seed)
        series = planted(seed, 200) | {"C": random.normal(size=200)}
        found = reciprocity(series, lags=1)
        for answer in found.answers:
            if answer.cause in answered and answer.effect != answer.cause:
                answered[answer.cause] += answer.p < 0.05 and answer.effect in "AB"
    assert answered["C"] <= wrong
    [test] = [a for a in reciprocity(planted(1)).answers if (a.cause, a.effect) == ("A", "B")]
    assert test.p < 0.01


def test_responses_are_those_of_statsmodels():
    from statsmodels.tsa.api import VAR

    series = planted(3)
    found = reciprocity(series, lags=2)
    irf = VAR(np.column_stack(list(series.values()))).fit(2).irf(HORIZON)
    response = found.response("A", "B", "orthogonalised")
    assert response.values == pytest.approx(irf.orth_irfs[:, 1, 0])
    first = found.response("A", "B").values
    # The first series of the order: generalised and orthogonalised are the same.
    assert first == pytest.approx(response.values)


@pytest.fixture(scope="module")
def conflict(data):
    counts = daily(data, ("China", "Japan"), ("Japan", "China"))
    both = ("China → Japan conflict", "Japan → China conflict")
    return {name: weekly(counts[name]) for name in both}


def test_real_events_give_the_coefficients_of_a_plain_statsmodels_script(conflict):
    from statsmodels.tsa.api import VAR

    found = reciprocity(conflict)
    plain = VAR(np.array(list(conflict.values()), float).T)
    order = plain.select_order(8).selected_orders["aic"]
    result = plain.fit(max(order, 1))
    assert found.lags == result.k_ar == 1
    assert np.allclose(found.coefficients, result.params)
    assert np.allclose(found.errors, result.stderr)
    test = result.test_causality(1, [0], kind="f")
    assert found.answers[0].p == pytest.approx(test.pvalue)


def test_china_and_japan_in_2014(conflict):
    found = reciprocity(conflict)
    assert (found.periods, found.totals) == (52, (77.0, 40.0))
    row = found.records()[0]
    assert (row["p"], row["soonest"], row["peak"]) == (pytest.approx(0.023, abs=0.001), 1, 1)
    assert found.sentences()[0] == (
        "52 periods (China → Japan conflict 77, Japan → China conflict 40); 1 lag by AIC."
    )


def test_too_few_periods_or_events_is_one_line():
    with pytest.raises(UsageError, match="20 periods are too few for 2 series with 1 lag: 30"):
        reciprocity({"A": range(20), "B": range(20)})
    rare = [1] * 3 + [0] * 57
    with pytest.raises(UsageError, match="B: 3 events in 60 periods, and only 3 periods differ"):
        reciprocity({"A": list(range(60)), "B": rare})
    with pytest.raises(UsageError, match="two or more series of the same length"):
        reciprocity({"A": [1, 2]})
    with pytest.raises(UsageError, match="no criterion is called 'hqic': aic, bic"):
        reciprocity(planted(0), criterion="hqic")
    with pytest.raises(UsageError, match="A: some periods have no number"):
        reciprocity({"A": [*range(59), np.nan], "B": list(range(60))})


def counted(seed):
    """Counts without any tie to others."""
    return np.random.default_rng(seed).poisson(3, 200)


NOISE = np.random.default_rng(9).normal(size=200)
BOTH = {"A": counted(1), "B": counted(2)}
COPIES = {
    "copy": BOTH | {"C": counted(1)},
    "multiple": BOTH | {"C": 3 * counted(1)},
    "share": BOTH | {"C": counted(1) * 1e-9},
    "opposite and a constant": BOTH | {"C": 40 - counted(1)},
    "sum": BOTH | {"C": counted(1) + counted(2)},
    "difference": BOTH | {"C": counted(1) - 2 * counted(2)},
    "shift": BOTH | {"C": np.roll(counted(1), 1)},
    "shift ahead": BOTH | {"C": np.roll(counted(1), -8)},
    "sum of shifts": BOTH | {"C": np.roll(counted(1), 1) + np.roll(counted(2), 3)},
    "near-copy, at rounding": BOTH | {"C": counted(1) * (1 + 1e-15 * NOISE)},
    "near-copy, a billionth": BOTH | {"C": counted(1) * (1 + 1e-9 * NOISE)},
    "near-copy, a ten-millionth": BOTH | {"C": counted(1) * (1 + 1e-7 * NOISE)},
}


@pytest.mark.parametrize("lags", [None, 1, 3, 8])
@pytest.mark.parametrize("kind", COPIES)
def test_what_follows_from_the_others_is_refused_in_one_line(kind, lags):
    why = "^C is a copy, a multiple, a sum or a shift of A and B: the series cannot be told apart$"
    with pytest.raises(UsageError, match=why):
        reciprocity(COPIES[kind], lags)


def test_two_copies_alone_are_refused_too():
    with pytest.raises(UsageError, match=r"^B is a copy, a multiple, a sum or a shift of A: "):
        reciprocity({"A": counted(1), "B": counted(1)})


@pytest.mark.parametrize("own", [np.arange(200), np.arange(200) % 4])
def test_what_follows_from_its_own_past_is_refused(own):
    with pytest.raises(UsageError, match="A follows from its own past alone, so nothing is left"):
        reciprocity({"A": own, "B": counted(2)})


@pytest.mark.parametrize("apart", [1e-4, 1e-2])
def test_what_differs_enough_is_fitted(apart):
    """Copies but for one part in ten thousand: the same series, and the same numbers."""
    near = {"A": counted(1), "B": counted(1) * (1 + apart * NOISE)}
    plain = reciprocity({"A": counted(1), "B": NOISE * counted(1)}, 1)
    found = reciprocity(near, 1)
    # B is A and a little of A times noise: what A's past adds beside B's is the same.
    assert found.answers[1].p == pytest.approx(plain.answers[1].p, rel=1e-3)


def test_the_scale_of_a_series_does_not_matter():
    large, small = (reciprocity({"A": counted(1), "B": counted(2) * s}, 1) for s in (1e5, 1e-5))
    assert [a.p for a in large.answers] == pytest.approx([a.p for a in small.answers])
