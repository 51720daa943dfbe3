"""What an act means, kept in few numbers."""

import numpy as np
import pytest

from cuibono.coding.sense import PARTS, WIDTH, Senses, senses
from cuibono.coding.statement import Statement


def near(one, other):
    told = senses([one, other])
    return [float(told[part][0] @ told[part][1]) for part in PARTS]


def test_what_is_kept_lies_as_near_as_what_was_given():
    rng = np.random.default_rng(2)
    turn = {part: np.eye(WIDTH, dtype=np.float32) for part in PARTS}
    held = Senses({part: np.zeros(WIDTH, np.float32) for part in PARTS}, turn)
    act, sentence = rng.normal(size=(2, 2, WIDTH)).astype(np.float32)
    one, other = held.of(act, sentence)
    for told, vectors in zip(near(one, other), (act, sentence), strict=True):
        a, b = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
        assert told == pytest.approx(float(a @ b), abs=0.02)


def test_acts_in_other_words_are_nearer_than_other_acts(coder):
    read = {
        text: max(coder.acts_of([text])[0], key=lambda act: act.chance).sense
        for text in (
            "Norway expelled two Russian diplomats.",
            "Oslo sent a pair of envoys home to Moscow.",
            "Norway signed a trade agreement with Russia.",
        )
    }
    first, again, other = read.values()
    assert near(first, again)[0] > near(first, other)[0] + 0.2


def test_what_was_not_written_here_means_nothing():
    told = senses(["", "AAAA", "<b>é\x1b", "not base64"])
    assert not any(told[part].any() for part in PARTS)


def test_nobody_reads_it():
    said = Statement("d", "", 0, 0, "", 0, 0, "PRK", "", "AID", sense="AAAA")
    assert "sense" not in said.to_dict()
    assert "AAAA" not in repr(said)
