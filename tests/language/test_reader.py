"""The reader on any text: spans that stand in it, trees that are trees."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

PIECES = st.sampled_from(
    ["Kyiv cut ties.", "Moscow said", "that", "Pyongyang’s envoy", "didn’t", "go", ".", "\n\n", "“",
     "”", "100,000 shells", "…", "İstanbul", "한국은", "🙂", "\x00", "\u200b", "x" * 300, "?!"]
)  # fmt: skip
TEXTS = st.one_of(st.text(max_size=80), st.lists(PIECES, max_size=15).map(" ".join))
LAX = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


@LAX
@given(TEXTS)
def test_every_sentence_and_token_stands_in_the_text(reader, text):
    reading = reader.read(text)
    assert reading.text == text
    place = 0
    for sentence in reading.sentences:
        assert text[sentence.start : sentence.end] == sentence.text
        assert sentence.tokens
        for token in sentence.tokens:
            assert text[place : token.start].strip() == ""
            assert text[token.start : token.end] == token.text
            place = token.end
        for mention in sentence.mentions:
            assert 0 <= mention.first <= mention.last < len(sentence.tokens)
    assert text[place:].strip() == ""


@LAX
@given(TEXTS)
def test_every_sentence_is_one_tree(reader, text):
    for sentence in reader.read(text).sentences:
        heads = [token.head for token in sentence.tokens]
        assert sum(token.deprel == "root" for token in sentence.tokens) == 1
        for token in sentence.tokens:
            # A tree has no way up that is longer than its words are many.
            at = token.index
            for _ in heads:
                at = heads[at] if at >= 0 else at
            assert at == -1


def test_texts_read_together_are_read_as_they_are_alone(reader):
    texts = ["Kyiv cut ties with Pyongyang.", "", "Moscow denied it. Minsk did not."]
    together = reader.read_many(texts)
    assert [r.text for r in together] == texts
    for text, reading in zip(texts, together, strict=True):
        alone = reader.read(text)
        assert [t.deprel for s in reading.sentences for t in s.tokens] == [
            t.deprel for s in alone.sentences for t in s.tokens
        ]


@pytest.mark.parametrize("text", ["word " * 600 + ".", "," * 700, "x" * 5000])
def test_a_sentence_longer_than_the_model_takes_is_still_one_tree(reader, text):
    (sentence,) = reader.read(text).sentences
    assert text[sentence.start : sentence.end] == sentence.text == text.strip()
    assert sum(token.head < 0 for token in sentence.tokens) == 1
