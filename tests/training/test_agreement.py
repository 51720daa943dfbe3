"""The second annotation is of the corpus's own sentences, and agrees with it."""

from pathlib import Path

import pytest

from training import agreement, corpus

FOLDER = Path(__file__).parents[2] / "training" / "corpus"
SECOND = sorted((FOLDER / "second").glob("*.txt"))


def test_kappa_is_none_beyond_chance_and_one_where_all_agree():
    assert agreement.kappa([("a", "a"), ("b", "b"), ("a", "b"), ("b", "b")]) == 0.5
    assert agreement.kappa([("a", "a"), ("b", "b")]) == 1
    assert agreement.kappa([("a", "a"), ("a", "b"), ("b", "a"), ("b", "b")]) == 0


def test_the_second_annotation_agrees_as_the_results_say():
    known = {e.text: e for e in corpus.read(sorted(FOLDER.glob("*.txt")))}
    seconds = corpus.read(SECOND)
    assert len(seconds) >= 400
    assert [e.place for e in seconds if e.text not in known] == []
    both = [p for e in seconds for p in agreement.pairs(known[e.text], e)]
    assert agreement.kappa([(a.type, b.type) for a, b in both]) == pytest.approx(0.9, abs=0.04)
    assert agreement.kappa([(a.stance, b.stance) for a, b in both]) > 0.9
