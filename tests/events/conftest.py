"""Bare statements and documents, and strategies that make many of them."""

from datetime import date

import pytest

from cuibono.coding.statement import Statement
from cuibono.documents import Document


@pytest.fixture
def say():
    """A statement that PRK gives RUS arms, changed in what a test is about."""

    def make(document="text", place=0, **of):
        values = {
            "quote": f"Sentence {place}.", "start": place, "end": place + 11,
            "trigger": "Sentence", "trigger_start": place, "trigger_end": place + 8,
            "actor": "PRK", "actor_text": "", "type": "AID", "recipient": "RUS", "item": "arms",
        }  # fmt: skip
        return Statement(document, **(values | of))

    return make


@pytest.fixture
def print_():
    """A document with words of its own."""

    def make(words, publisher=None, published="2022-09-06", **of):
        day = date.fromisoformat(published) if published else None
        return Document(words, publisher=publisher, published=day, **of)

    return make
