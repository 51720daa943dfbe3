"""Reciprocity event by event: planted answers are recovered within their intervals."""

import numpy as np
import pytest

from cuibono.errors import UsageError
from cuibono.measures.statistics.relational import relational
from tests.measures.icews import daily

NAMES = ("A helps B", "A harms B", "B helps A", "B harms A")
BASE = np.array([0.15, 0.1, 0.15, 0.1])
HALF = np.array([3.0, 6, 3, 6])
NUMBERS = np.zeros((4, 4))
NUMBERS[range(4), range(4)] = 0.2
NUMBERS[0, 2], NUMBERS[1, 3], NUMBERS[3, 1] = 0.3, 0.4, 0.25
"""NUMBERS[i, j]: how many acts of kind j one event of kind i brings."""


def planted(seed, days=1500):
    random = np.random.default_rng(seed)
    keep = 0.5 ** (1 / HALF)
    past, counts = np.zeros((4, 4)), np.zeros((days, 4), int)
    for day in range(days):
        counts[day] = random.poisson(BASE + (NUMBERS * past).sum(axis=0))
        past = past * keep + (1 - keep) * counts[day][:, None]
    return dict(zip(NAMES, counts.T, strict=True))


def test_planted_effects_and_half_lives_lie_in_their_intervals():
    held, answers, idle, dated = [], [], [], []
    for seed in range(5):
        for act in relational(planted(seed)).acts:
            j = NAMES.index(act.name)
            if act.half_life is not None:
                dated.append(act.half_life_low <= HALF[j] <= act.half_life_high)
            for effect in act.effects:
                i = NAMES.index(effect.source)
                held.append(effect.low <= NUMBERS[i, j] <= effect.high)
                if NUMBERS[i, j] == 0:
                    idle.append(effect.p < 0.05)
                elif NUMBERS[i, j] >= 0.3:
                    answers.append(effect.p < 0.05)
    assert np.mean(held) >= 0.88
    assert np.mean(dated) >= 0.75
    assert np.mean(answers) >= 0.8
    assert np.mean(idle) <= 0.12


def test_the_gradient_is_that_of_the_likelihood():
    from scipy.optimize import approx_fprime

    from cuibono.measures.statistics.relational import _Likelihood

    counts = planted(0, 300)
    model = _Likelihood(counts[NAMES[0]].astype(float), np.array(list(counts.values()), float),
                        np.linspace(0.5, 1.5, 300))  # fmt: skip
    at = np.array([0.2, 0.1, 0.2, 0.05, 0.3, np.log(4.0)])
    slope = approx_fprime(at, lambda p: model.loss(p)[0], 1e-6)
    assert model.loss(at)[1] == pytest.approx(slope, rel=1e-3, abs=1e-3)


def test_weights_take_up_what_only_reporting_brings():
    random = np.random.default_rng(4)
    weights = 0.6 + 0.5 * np.sin(np.arange(700) / 20)
    counts = {"A": random.poisson(weights), "B": random.poisson(weights)}
    plain = relational(counts).acts
    weighed = relational(counts, weights=weights).acts
    assert min(e.p for a in plain for e in a.effects) < 0.001
    assert all(e.p > 0.001 for a in weighed for e in a.effects)


def test_the_koreas_in_2014(data):
    pairs = ("South_Korea", "North_Korea"), ("North_Korea", "South_Korea")
    found = relational(daily(data, *pairs))
    assert found.days == 365
    clear = {(e.source, e.target) for a in found.acts for e in a.effects if e.p < 0.01}
    harsh = "North_Korea → South_Korea conflict"
    assert (harsh, harsh) in clear
    assert not any(e.source == harsh and "South_Korea → " in e.target for a in found.acts
                   for e in a.effects if e.p < 0.01)  # fmt: skip
    assert any(line.startswith(f"100 events of {harsh} bring") for line in found.sentences())


def test_kinds_with_too_few_events_are_left_out_and_told():
    random = np.random.default_rng(1)
    few = np.zeros(100, int)
    few[:12] = 1
    found = relational({"A": random.poisson(1, 100), "B": few})
    assert [a.name for a in found.acts] == ["A"]
    assert found.sentences()[-1] == "B: 12 events are too few: 30 would be enough."
    with pytest.raises(UsageError, match="B has 12, 30 would be enough"):
        relational({"B": few})
    with pytest.raises(UsageError, match="at least 60 days"):
        relational({"A": [1] * 20})
