"""Whether a passage's own words say whom it is about: nobody is put into a brief by a guess.

The reader finds who is meant where nobody is named. Where the words name somebody else ("the Pasha
of Tripoli" in a brief on Algeria), that is a guess, and the passage is told as unsure.
"""

from __future__ import annotations

import re

from cuibono.actors.code import root
from cuibono.briefs.heard import Heard
from cuibono.briefs.passages import Passage
from cuibono.briefs.topics import SURE
from cuibono.coding.statement import Statement
from cuibono.events.sheet import party

STANDS_FOR = re.compile(
    r"^(?:we|us|our|ours|they|them|their|it|its|he|him|his|she|her|both|each|the|this|that|these|"
    r"those|such)\b",
    re.IGNORECASE,
)
"""How words begin that stand for somebody named before."""


def plain(passage: Passage, actor: str, lead: str, heard: Heard) -> bool:
    """Whether the words of a passage name an actor, or stand for it; `lead` goes before them."""
    first, meant = passage.surest, party(actor)
    texts = [text for s in passage.statements for text in _texts(s, actor)]
    sure = [s for s in passage.statements if s.confidence >= SURE]
    if any(stands_for(text) for s in sure for text in _texts(s, actor)):
        return True
    # The actor's own words first: they are short, and most quotes need not be searched then.
    return any(
        meant in map(party, heard.words(words, first.published, own))
        for words, own in (*((text, True) for text in texts), (lead, False), (first.quote, False))
        if words
    )


def sides(s: Statement) -> tuple[tuple[str, str], tuple[str, str]]:
    """Who does it and to whom: codes, each with its words."""
    return (s.actor, s.actor_text), (s.recipient, s.recipient_text)


def _texts(s: Statement, actor: str) -> list[str]:
    """The words by which a statement means an actor."""
    return [text for code, text in sides(s) if code == actor or root(code) == actor]


def stands_for(text: str) -> bool:
    """Whether words stand for somebody, and are not the name of somebody else."""
    found = STANDS_FOR.match(text)
    return found is not None and not re.search(r"\b[A-Z]", text[found.end() :])
