"""What was made fast gives what the plain way gives."""

import numpy as np
import pytest

from cuibono.events.cutting import BACK, LOOKED, looks_back, top
from cuibono.events.forest import BLOCK, forest
from cuibono.events.likeness import FEATURES, cosine
from cuibono.events.linkage import MISSING, connected, linked
from cuibono.events.ranking import KEPT, TOGETHER, added, best, in_order
from cuibono.events.scorer import EACH, HOPELESS, shipped, tree


def test_the_forest_adds_up_what_walking_its_trees_does():
    judge = shipped()
    rng = np.random.default_rng(4)
    x = rng.normal(0, 2, (BLOCK + 300, len(FEATURES))).astype(np.float32)
    # On the thresholds too, where a question turns.
    for n, one in enumerate(judge.trees):
        x[n, one.feature[0]] = one.below[0]
    walked, hopeless = np.full(len(x), judge.bias, np.float32), np.zeros(len(x), bool)
    for n, one in enumerate(judge.trees):
        if n % EACH == 0:
            hopeless = walked < HOPELESS if n else hopeless
        walked = np.where(hopeless, walked, walked + one.value[one.leaves(x)])
    assert 0 < hopeless.sum() < len(x)
    assert all(whole is not None for _, whole in judge.parts)
    assert np.array_equal(judge.scores(x), walked)


def test_a_tree_of_one_leaf_and_one_that_is_too_deep():
    leaf = tree({"value": 0.5})
    node = {"value": 0.0}
    for _ in range(6):
        node = {"value": 0.0, "ask": "type", "below": 1.0, "yes": node, "no": node}
    total = np.zeros(3, np.float32)
    whole = forest([leaf])
    assert whole is not None
    whole.add(np.zeros((3, len(FEATURES)), np.float32), total)
    assert total.tolist() == [0.5, 0.5, 0.5]
    assert forest([leaf, tree(node)]) is None


def plainly(rows, pairs, scores, within, least):
    """Average link, with all means computed anew for every step."""
    groups = [[r] for r in rows]
    for part in (within, ~within):
        known = {}
        for phase in (within, part) if part is not within else (part,):
            known |= {tuple(p): s for p, s in zip(pairs[phase].tolist(), scores[phase].tolist(),
                                                  strict=True)}  # fmt: skip

        def mean(a, b, known=known):
            told = [known[min(x, y), max(x, y)] for x in a for y in b
                    if (min(x, y), max(x, y)) in known]  # fmt: skip
            return (sum(told) + MISSING * (len(a) * len(b) - len(told))) / (len(a) * len(b))

        while True:
            near = [(-mean(a, b), min(a), min(b), a, b) for n, a in enumerate(groups)
                    for b in groups[n + 1 :]]  # fmt: skip
            best = min(near, default=None)
            if best is None or -best[0] < least:
                break
            groups = sorted([g for g in groups if g not in best[3:]] + [sorted(best[3] + best[4])])
    return sorted(groups)


def test_groups_are_those_of_average_link_step_by_step():
    rng = np.random.default_rng(5)
    for _ in range(20):
        pairs = np.array(
            [(a, b) for a in range(12) for b in range(a + 1, 12) if rng.random() < 0.5]
        )
        scores = rng.normal(0, 2, len(pairs)).round(3)
        within = pairs[:, 0] % 3 == pairs[:, 1] % 3
        wanted = plainly(range(12), pairs, scores, within, 0.2)
        assert linked(range(12), pairs, scores, within, 0.2) == wanted


def test_what_is_far_apart_is_no_part_of_a_group():
    pairs = np.array([(0, 1), (1, 2), (3, 4), (2, 3)])
    scores = np.array([2.0, 0.9, 2.0, -4.0], np.float32)
    assert connected(pairs[scores > 0], [[5, 6]], 7).tolist() == [0, 0, 0, 3, 3, 5, 5]
    within = np.zeros(4, bool)
    assert linked(range(7), pairs, scores, within, -0.5, [[5, 6]]) == [[0, 1], [2], [3, 4], [5, 6]]
    none = np.empty((0, 2), np.int64)
    assert linked(range(2), none, scores[:0], within[:0], -1.0) == [[0], [1]]


@pytest.mark.parametrize("most", [300, 1 << 16, (1 << 16) + 1, 1 << 40, 1 << 62])
def test_numbers_are_sorted_and_their_weights_added_up_however_large_they_are(most):
    rng = np.random.default_rng(7)
    codes = rng.choice(rng.integers(0, most, 300), 2000)
    weights = rng.random(2000).astype(np.float32)
    assert in_order(codes, most).tolist() == np.argsort(codes, kind="stable").tolist()
    every, total = added(codes, weights, most)
    plain = [weights[codes == code].astype(float).sum() for code in np.unique(codes)]
    assert np.array_equal(every, np.unique(codes))
    assert np.allclose(total, plain)


def test_the_best_pairs_of_a_row_are_those_that_share_most_the_first_of_equals():
    rng = np.random.default_rng(8)
    # In order of their rows and in none, and more rows than are ranked at once.
    shuffled = rng.choice((0, 1, TOGETHER - 1, TOGETHER, 3 * TOGETHER), 900)
    for rows in (np.sort(shuffled), shuffled):
        shared = rng.integers(-20, 5, 900).astype(np.float32) / 4
        of_row = [np.flatnonzero(rows == r) for r in np.unique(rows)]
        ranked = [sorted(of, key=lambda n: (-shared[n], n)) for of in of_row]
        wanted = sorted(n for of in ranked for n in of[:KEPT])
        assert np.flatnonzero(best(rows, shared, 4 * TOGETHER)).tolist() == wanted


def test_the_heaviest_words_are_each_told_once_and_as_often_as_there_is_room():
    rng = np.random.default_rng(9)
    of = np.sort(rng.integers(0, 40, 600))
    numbers, weights = rng.integers(1, 30, 600), rng.integers(0, 6, 600).astype(np.float32)
    found, heavy = top(of, numbers, weights, (40, 5))
    for text in range(40):
        heaviest: dict[int, float] = {}
        for n in np.flatnonzero((of == text) & (weights > 0)):
            number = int(numbers[n])
            heaviest[number] = max(heaviest.get(number, 0.0), float(weights[n]))
        wanted = sorted(heaviest, key=lambda n: (-heaviest[n], n))[:5]
        assert found[text].tolist() == wanted + [0] * (5 - len(wanted))
        assert heavy[text, : len(wanted)].tolist() == [heaviest[n] for n in wanted]


def test_likeness_of_words_is_that_of_word_by_word():
    rng = np.random.default_rng(10)
    numbers = np.array([rng.permutation(20)[:6] for _ in range(50)], np.int32)
    weights = rng.random((50, 6)).astype(np.float32)
    a, b = rng.integers(0, 50, (2, 400))
    for x, y, alike in zip(a, b, cosine(numbers, weights, a, b), strict=True):
        yours = dict(zip(numbers[y].tolist(), weights[y], strict=True)) | {0: 0.0}
        told = zip(numbers[x].tolist(), weights[x], strict=True)
        assert np.isclose(alike, sum(w * yours.get(n, 0.0) for n, w in told), atol=1e-6)


def test_looking_back_looks_at_the_last_words_only():
    words = "the raid of two big ships’ “ over its 2nd, long-awaited and blue".split()
    rng = np.random.default_rng(6)
    for _ in range(400):
        text = " ".join(rng.choice(words, rng.integers(0, 3 * LOOKED))) + str(rng.choice([" ", ""]))
        assert looks_back(text) == bool(BACK.search(text)), text
