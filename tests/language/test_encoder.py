"""The encoder: a window's vectors are its own, whatever is encoded beside it."""

import numpy as np
import pytest

from cuibono.documents import Document
from cuibono.language.encoder import STEP, buckets
from tests import encoded

TEXT = "Kyiv cut ties with Pyongyang. " + "Moscow sent grain to Damascus by ship in May. " * 30


@pytest.fixture(scope="module")
def windows(coder):
    found = [w for text in (TEXT, TEXT[:29], "Seoul denied it.")
             for w in coder.prepare(Document(text)).windows]  # fmt: skip
    assert len({-(-len(w.ids) // STEP) for w in found}) > 1
    return found


def test_vectors_are_the_same_to_the_last_bit_alone_and_together(coder, windows, encoder_anew):
    encoder = coder.extractor.encoder
    together = encoder.vectors(windows)
    for window, vectors in zip(windows, together, strict=True):
        assert np.array_equal(encoder.vectors([window])[0], vectors)
    for turned, vectors in zip(encoder.vectors(windows[::-1])[::-1], together, strict=True):
        assert np.array_equal(turned, vectors)


def test_what_was_encoded_before_in_this_run_is_the_same_to_the_last_bit(coder, windows):
    encoder = coder.extractor.encoder
    first, again = encoder.vectors(windows), encoder.vectors(windows)
    made = encoded.anew(encoder, windows)
    for one, two, three in zip(first, again, made, strict=True):
        assert np.array_equal(one, two)
        assert np.array_equal(one, three)


def test_each_word_has_one_vector(coder, windows):
    for window, vectors in zip(windows, coder.extractor.encoder.vectors(windows), strict=True):
        assert vectors.shape == (len(window.firsts), vectors.shape[1])
        assert vectors.dtype == np.float32
        assert np.isfinite(vectors).all()


def test_no_windows_give_no_vectors(coder):
    assert coder.extractor.encoder.vectors([]) == []


def test_buckets_are_exact_when_near_and_the_same_when_far():
    found = buckets(400)
    assert found[10, 3] == 7
    assert found[3, 10] == 16 + 7
    assert found[399, 0] == found[399, 100] == 15
    assert found[0, 399] == 16 + 15
    assert set(np.diag(found)) == {0}
