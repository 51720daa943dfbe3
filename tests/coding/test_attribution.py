"""Source, cue and content as spans of the text."""

import pytest

from cuibono.coding.attribution import attributions
from cuibono.language import Reader


def found(text):
    made = attributions(Reader.load().read(text))
    return [
        tuple(text[slice(*span)] if span else None for span in (a.source, a.cue, a.content))
        for a in made
    ]


@pytest.mark.parametrize(
    ("text", "source", "cue", "content"),
    [
        ("Kyiv said that Minsk had lied.", "Kyiv", "said", "that Minsk had lied"),
        ("The road is open, the ministry said.", "the ministry", "said", "The road is open"),
        ("According to Oslo, the fleet left.", "Oslo", "According to", "the fleet left"),
        ("Lima dismissed the report.", "Lima", "dismissed", "the report"),
    ],
)
def test_spans(text, source, cue, content):
    assert (source, cue, content) in found(text)


def test_what_somebody_tries_is_no_attribution():
    text = "Minsk tried to win the vote."
    assert attributions(Reader.load().read(text)) == []


def test_a_colon_hands_over_the_word():
    ((source, cue, content),) = found('Minister Sandu: "We will not sign this treaty."')
    assert (source, cue) == ("Minister Sandu", ":") and "not sign" in content


def test_depth_counts_the_words_that_it_stands_in():
    text = "Kyiv said that Minsk denied that it had lied."
    made = attributions(Reader.load().read(text))
    assert [(text[slice(*a.cue)], a.depth) for a in made] == [("said", 0), ("denied", 1)]
