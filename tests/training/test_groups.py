import numpy as np
import pytest

from cuibono.events.likeness import FEATURES
from cuibono.events.scorer import scorer
from training.groups.boost import Settings, boost
from training.groups.judge import agreement
from training.groups.labels import Labelled
from training.groups.mentions import crises


@pytest.fixture
def learned():
    rng = np.random.default_rng(0)
    x = rng.random((400, len(FEATURES))).astype(np.float32)
    y = (x[:, 5] + x[:, 9] > 1.2).astype(np.float32)
    bias, trees = boost(x, y, np.ones(400, np.float32), Settings(trees=30))
    held = {"version": "", "bias": bias, "meet": 0, "sure": 1, "types": {}, "trees": trees}
    return x, y, scorer(held)


def test_what_was_learned_is_what_the_program_counts(learned):
    x, y, judge = learned
    assert ((judge.scores(x) > 0) == (y > 0)).mean() > 0.9
    moves = judge.moves(x[0])
    assert max(moves, key=lambda name: abs(moves[name])) in {FEATURES[5], FEATURES[9]}


def test_pairs_of_mentions_within_a_crisis_are_counted():
    one = np.array([0, 0, 0, 1])
    held = Labelled([], one, np.array([0, 0, 1, 2]), np.array([0, 1, 2, 3]), 4)
    found = agreement(held, [[0], [1, 2], [3]])
    assert (found.right, found.wrong, found.missed) == (0, 1, 1)


def test_no_crisis_of_the_test_part_is_learned_from():
    learned = {c.name for c in crises("train") + crises("calibration")}
    assert learned.isdisjoint({c.name for c in crises("test")})
    assert len(crises()) == 109
