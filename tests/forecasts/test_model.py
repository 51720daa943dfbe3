from dataclasses import replace

import numpy as np
import pytest

from cuibono.errors import CuibonoError
from cuibono.forecasts.model import Options, learn, ranks
from cuibono.forecasts.ranking import Figures, strata
from cuibono.forecasts.timeline import timeline

from .worlds import facts, shuffled_after

OPTIONS = Options(questions=2000, rivals=10, sampled=5, candidates=20)


@pytest.fixture(scope="module")
def rows():
    return facts()


@pytest.fixture(scope="module")
def model(rows):
    return learn(timeline([r for r in rows if r[3] < 90], 24, 2), OPTIONS)


def test_it_beats_chance_by_far(model, rows):
    events = timeline(rows, 24, 2)
    found = ranks(model, events, 90)
    assert len(found) == (events.day >= 90).sum()
    assert Figures.of(found).mrr > 55
    assert Figures.of(found[events.relation[events.day >= 90] == 0]).hits1 > 95


@pytest.mark.parametrize("horizon", [1, 10])
def test_a_shuffled_future_changes_no_earlier_rank(model, rows, horizon):
    model = replace(model, options=replace(OPTIONS, horizon=horizon))
    true = timeline(rows, 24, 2)
    false = timeline(shuffled_after(rows, 100), 24, 2)
    earlier = int(((true.day >= 90) & (true.day < 100)).sum())
    assert not np.array_equal(true.object, false.object)
    a, b = ranks(model, true, 90)[:earlier], ranks(model, false, 90)[:earlier]
    assert np.array_equal(a, b)


def test_what_is_learned_does_not_hang_on_later_days(model, rows):
    again = learn(timeline(shuffled_after(rows, 90), 24, 2).until(90), OPTIONS)
    assert np.array_equal(again.weights, model.weights)
    assert again.loss == model.loss


def test_many_steps_ahead_does_not_look_at_the_steps_between(model, rows):
    far = replace(model, options=replace(OPTIONS, horizon=30))
    near = Figures.of(ranks(model, timeline(rows, 24, 2), 90)).mrr
    blind = Figures.of(ranks(far, timeline(rows, 24, 2), 90)).mrr
    assert blind <= near
    silent = [r for r in rows if not 90 <= r[3] < 110]
    events = timeline(rows, 24, 2)
    late = events.day[events.day >= 90] >= 110
    a = ranks(far, events, 90)[late]
    b = ranks(far, timeline([*silent, (0, 1, 1, 90)], 24, 2), 90)[2:]
    assert np.array_equal(a, b)


def test_the_rest_of_the_day_is_not_known(model, rows):
    past = [r for r in rows if r[3] < 100]
    today = sorted({r for r in rows if r[3] == 100})
    events = timeline(past + today, 24, 2)
    together = ranks(model, events, 100)
    asked = events.since(100)
    questions = list(zip(asked.subject.tolist(), asked.relation.tolist(), strict=True))
    for head, relation, tail, day in today:
        alone = timeline([*past, (head, relation, tail, day)], 24, 2)
        if questions.count((head, relation)) == 1:
            here = questions.index((head, relation))
            there = int(np.flatnonzero(alone.since(100).relation == relation)[0])
            assert together[here] == ranks(model, alone, 100)[there]


def test_strata_count_what_came_before_the_day():
    events = timeline([(0, 0, 1, 0), (0, 0, 1, 5), (0, 1, 1, 5), (2, 0, 1, 5)], 3, 2)
    assert sorted(strata(events, 5)) == [0, 0, 1, 1, 2, 2]


def test_too_short_a_past_is_refused():
    with pytest.raises(CuibonoError, match="too little history"):
        learn(timeline(np.zeros((0, 4)), 3, 2), OPTIONS)
