"""Bare statements and documents."""

from datetime import date

from cuibono.coding.statement import Stance, Statement
from cuibono.documents import Document


def say(document="text", place=0, **of):
    """A statement that PRK gave RUS arms on a day, changed in what a test is about."""
    no = "not " if of.get("stance") is Stance.DENIED else ""
    values = {
        "quote": f"Sentence {no}{place}.", "start": place, "end": place + 11,
        "trigger": "Sentence", "trigger_start": place, "trigger_end": place + 8,
        "actor": "PRK", "actor_text": "", "type": "AID", "recipient": "RUS", "item": "arms",
        "when": "2022-09-05",
    }  # fmt: skip
    return Statement(document, **(values | of))


def printed(words, publisher=None, published="2022-09-06"):
    """A document with words of its own."""
    return Document(words, publisher=publisher, published=date.fromisoformat(published))
