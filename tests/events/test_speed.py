"""What was made fast gives what the plain way gives."""

import numpy as np

from cuibono.events.cutting import BACK, LOOKED, looks_back
from cuibono.events.forest import BLOCK, forest
from cuibono.events.likeness import FEATURES
from cuibono.events.linkage import MISSING, linked
from cuibono.events.scorer import shipped, tree


def test_the_forest_adds_up_what_walking_its_trees_does():
    judge = shipped()
    rng = np.random.default_rng(4)
    x = rng.normal(0, 2, (BLOCK + 300, len(FEATURES))).astype(np.float32)
    # On the thresholds too, where a question turns.
    for n, one in enumerate(judge.trees):
        x[n, one.feature[0]] = one.below[0]
    walked = np.full(len(x), judge.bias, np.float32)
    for one in judge.trees:
        walked += one.value[one.leaves(x)]
    assert judge.forest is not None
    assert np.array_equal(judge.scores(x), walked)


def test_a_tree_of_one_leaf_and_one_that_is_too_deep():
    leaf = tree({"value": 0.5})
    node = {"value": 0.0}
    for _ in range(5):
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


def test_looking_back_looks_at_the_last_words_only():
    words = "the raid of two big ships’ “ over its 2nd, long-awaited and blue".split()
    rng = np.random.default_rng(6)
    for _ in range(400):
        text = " ".join(rng.choice(words, rng.integers(0, 3 * LOOKED))) + str(rng.choice([" ", ""]))
        assert looks_back(text) == bool(BACK.search(text)), text
