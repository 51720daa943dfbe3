"""Sentences and words are spans of the text, in order, and together they are all of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cuibono.language.boundaries import bounds, sentences

PIECES = st.sampled_from(
    ["Kyiv", "U.S.", "don't", "cannot", "Kim’s", "Mr.", "No. 5", "3.5", "…", "?!", '"', "”", "“",
     "(", ")", ".", ". ", "\n\n", "\n", " ", ":", ";", "—", "-", "'s", "’", "1.", "•", "İ", "ﬁ",
     "한국", "e\u0301", "\u200d", "\x85", "\u2028", "https://a.example/b?c=d", "$2.5bn", "10%"]
)  # fmt: skip
TEXTS = st.one_of(st.text(max_size=200), st.lists(PIECES, max_size=40).map("".join),
                  st.lists(PIECES, max_size=40).map(" ".join))  # fmt: skip


@given(TEXTS)
def test_words_are_in_order_and_nothing_is_left_out(text):
    place = 0
    for (start, end), words in sentences(text):
        assert (start, end) == (words[0][0], words[-1][1])
        for first, last in words:
            assert place <= first < last
            assert text[place:first].strip() == ""
            assert text[first:last].strip() == text[first:last]
            place = last
    assert text[place:].strip() == ""


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("Kyiv waited. Moscow did not.", ["Kyiv waited.", "Moscow did not."]),
        ("Mr. Varga met Gen. Oh in St. Gallen.", ["Mr. Varga met Gen. Oh in St. Gallen."]),
        ("The Mekong-U.S. Partnership grew.", ["The Mekong-U.S. Partnership grew."]),
        ("The U.S. envoy left. He flew home.", ["The U.S. envoy left.", "He flew home."]),
        ("It grew by 3.5 percent. Then it fell.", ["It grew by 3.5 percent.", "Then it fell."]),
        ("“We will not.” He left.", ["“We will not.”", "He left."]),
        ("Why now? Nobody knows!", ["Why now?", "Nobody knows!"]),
        ("A heading\n\nThe text.", ["A heading", "The text."]),
        ("KABUL (Pajhwok) : Iran left.", ["KABUL (Pajhwok) :", "Iran left."]),
        ("MINSK, 3 March (BelTA) – It rained.", ["MINSK, 3 March (BelTA) –", "It rained."]),
        ("MOSCOW, April 5. /TASS/. Riga agreed.", ["MOSCOW, April 5. /TASS/.", "Riga agreed."]),
        ("Rome, May 2 (ANSA) Malta agreed.", ["Rome, May 2 (ANSA)", "Malta agreed."]),
        ("NATO said so. Riga agreed.", ["NATO said so.", "Riga agreed."]),
        ("UNESCO (the body) agreed.", ["UNESCO (the body) agreed."]),
        ("J. Varga and K. Berg agreed.", ["J. Varga and K. Berg agreed."]),
        ("", []),
        (" \n\n\t", []),
    ],
)
def test_where_sentences_end(text, cut):
    assert [text[a:b] for (a, b), _ in sentences(text)] == cut


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Kyiv didn’t wait", ["Kyiv", "did", "n’t", "wait"]),
        ("Kim's envoys’ aides", ["Kim", "'s", "envoys", "’", "aides"]),
        ("They cannot", ["They", "can", "not"]),
        ("the U.S., too", ["the", "U.S.", ",", "too"]),
        ("100,000 troops (3.5%)", ["100,000", "troops", "(", "3.5", "%", ")"]),
    ],
)
def test_where_words_end(text, words):
    ((_, spans),) = sentences(text)
    assert [text[a:b] for a, b in spans] == words


@given(st.text(alphabet="aA .!?\n\t\u00a0\u201d", max_size=60))
def test_the_bounds_of_sentences_are_those_of_their_words(text):
    assert list(bounds(text)) == [span for span, _ in sentences(text)]
