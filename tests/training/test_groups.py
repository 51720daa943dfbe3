import json
from dataclasses import replace

import numpy as np
import pytest

from cuibono.events.likeness import FEATURES
from cuibono.events.scorer import scorer
from tests.events.telling import say
from training.groups.boost import Settings, boost
from training.groups.judge import agreement
from training.groups.labels import Labelled, labelled
from training.groups.mentions import REPORTS, Mention, crises, of_part, timelines


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


def test_no_item_of_the_test_timelines_is_learned_from():
    learned = {i for c in timelines("train") + crises("train") for i in c.items}
    kept = [i for c in timelines("test") for i in c.items]
    assert len(timelines("test")) == 3
    assert learned.isdisjoint(kept)


@pytest.mark.parametrize(("named", "kept"), [("written", 3), ("chronicles", 2)])
def test_what_was_written_for_tests_is_not_learned_from(named, kept):
    learned, tested = of_part(f"{named}-train"), of_part(f"{named}-test")
    assert len(tested) == kept
    assert {c.name for c in learned}.isdisjoint({c.name for c in tested})


def test_every_written_report_is_of_a_happening_that_an_entry_tells():
    told = [m for part in ("train", "test") for c in timelines(part) for m in c.mentions]
    entries = {m.happening for m in told if not m.item.startswith("wr-")}
    lines = REPORTS.read_text(encoding="utf-8").splitlines()
    texts = {row["id"]: row["text"] for row in map(json.loads, lines)}
    written = [m for m in told if m.item.startswith("wr-")]
    assert {m.item for m in written} == set(texts)
    assert all(m.happening in entries and m.end <= len(texts[m.item]) for m in written)


def test_every_act_counts_where_every_act_was_annotated():
    said = [say("a", place, trigger=word, trigger_start=place, trigger_end=place + 4)
            for place, word in ((0, "raid"), (20, "fled"), (40, "told"))]  # fmt: skip
    marks = [Mention("a", 0, 50, None, "whole"), Mention("a", 0, 50, (18, 26), "flight"),
             Mention("a", 0, 50, (38, 46), "")]  # fmt: skip
    timeline = timelines("test")[0]
    held = labelled([replace(timeline, mentions=tuple(marks))], {"a": said}, every=True)
    assert held.happening.tolist() == [0, 1, -1]
    assert held.mentions == 2
