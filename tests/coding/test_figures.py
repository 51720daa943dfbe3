"""What is only told in the words of war: matches and figures of speech count as no act."""

import json
from datetime import date
from pathlib import Path

import pytest

from cuibono.coding.confidence import FLOOR

DAY = date(2024, 3, 1)
WRITTEN = Path(__file__).parents[2] / "training" / "figures.jsonl"


def counted(code, text):
    return [s for s in code(text, DAY) if s.confidence >= FLOOR]


@pytest.mark.parametrize(
    "text",
    [
        "Ghana bombarded the Togolese goal in the closing minutes and won by two.",
        "Chile struck twice after the interval to sink Peru in the semi-final.",
        "Belgian chocolate has invaded Japan this winter.",
    ],
)
def test_a_match_or_a_figure_of_speech_is_kept_and_not_counted(code, text):
    assert counted(code, text) == []
    assert all("a figure of speech or sport" in s.reason for s in code(text, DAY))


@pytest.mark.parametrize(
    "text",
    [
        "Ghana bombarded the Togolese port in the closing hours of the war.",
        "Chile struck two Peruvian ships after the talks had failed.",
        "Belgium has banned Japanese athletes from the games over the whaling dispute.",
    ],
)
def test_what_is_meant_counts_though_it_has_the_same_words(code, text):
    assert counted(code, text)


def test_half_of_the_written_sentences_are_literal():
    rows = [json.loads(line) for line in WRITTEN.read_text("utf-8").splitlines()]
    assert len({row["text"] for row in rows}) == len(rows) == 1120
    assert sum(row["figurative"] for row in rows) == 560
