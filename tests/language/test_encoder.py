"""The encoder: a window's vectors are its own, whatever is encoded beside it."""

import numpy as np
import pytest

from cuibono.documents import Document
from cuibono.language.encoder import STEP, buckets, cores
from tests import encoded

TEXT = "Kyiv cut ties with Pyongyang. " + "Moscow sent grain to Damascus by ship in May. " * 30


@pytest.fixture(scope="module")
def windows(coder):
    found = [w for text in (TEXT, TEXT[:29], "Seoul denied it.")
             for w in coder.prepare(Document(text)).windows]  # fmt: skip
    assert len({-(-len(w.ids) // STEP) for w in found}) > 1
    return found


def test_vectors_are_the_same_to_the_last_bit_in_any_order(coder, windows, encoder_anew):
    encoder = coder.extractor.encoder
    first = [encoder.vectors(window) for window in windows]
    for window, vectors in zip(windows[::-1], first[::-1], strict=True):
        assert np.array_equal(encoder.vectors(window), vectors)


def test_what_was_encoded_before_in_this_run_is_the_same_to_the_last_bit(coder, windows):
    encoder = coder.extractor.encoder
    for window in windows:
        first, again = encoder.vectors(window), encoder.vectors(window)
        assert np.array_equal(first, again)
        assert np.array_equal(first, encoded.anew(encoder, window))


def test_each_word_has_one_vector(coder, windows):
    for window in windows:
        vectors = coder.extractor.encoder.vectors(window)
        assert vectors.shape == (len(window.firsts), vectors.shape[1])
        assert vectors.dtype == np.float32
        assert np.isfinite(vectors).all()


def test_no_windows_give_no_acts(coder):
    assert coder.extractor.acts([]) == []


def test_buckets_are_exact_when_near_and_the_same_when_far():
    found = buckets(400)
    assert found[10, 3] == 7
    assert found[3, 10] == 16 + 7
    assert found[399, 0] == found[399, 100] == 15
    assert found[0, 399] == 16 + 15
    assert set(np.diag(found)) == {0}


@pytest.mark.parametrize(
    ("told", "wanted"), [("1", 1), ("1,4", 1), ("", None), ("0", None), ("many", None)]
)
def test_a_worker_of_a_cluster_keeps_to_its_share(monkeypatch, told, wanted):
    monkeypatch.delenv("OMP_NUM_THREADS", raising=False)
    every = cores()
    monkeypatch.setenv("OMP_NUM_THREADS", told)
    assert cores() == (wanted or every)
