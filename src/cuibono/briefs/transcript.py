"""Who speaks in a transcript, as it names them itself."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field

from cuibono.coding.statement import Statement
from cuibono.documents import Document

_LETTER = "".join(c for c in map(chr, range(0x250)) if c.isupper())
_NAME = rf"[{_LETTER}][{_LETTER}.'’-]*"
SPEAKS = re.compile(rf"^({_NAME}(?: {_NAME}){{0,5}}): ?", re.MULTILINE)
"""How a transcript says whose words follow, until it says so again."""
TURNED = 3
"""A text in which so many paragraphs name a speaker is a transcript; one less will do where they
name them by more than a word, with a title or a first name.
"""
ASKS = re.compile(r"Q|QUESTIONS?|REPORTER|JOURNALIST|INTERVIEWER")
"""What a transcript calls those who ask: what they take for granted is nobody's claim."""

Turns = list[tuple[int, str]]
"""Where a speaker's words begin, and what the speaker is called."""


@dataclass(frozen=True, slots=True)
class Transcripts:
    """Knows whose words stand where in each document; they are looked for once in each."""

    documents: dict[str, Document]
    turns: dict[str, list[tuple[int, str]]] = field(
        default_factory=dict[str, list[tuple[int, str]]]
    )

    def speaker(self, statement: Statement) -> str:
        """Whose words a transcript says that these are, as it calls them; else empty."""
        found = self._turns(statement.document)
        at = bisect_right(found, statement.start, key=lambda turn: turn[0])
        return found[at - 1][1] if at else ""

    def _turns(self, document: str) -> Turns:
        """Where in a transcript whose words begin; nothing where a text is none."""
        if document not in self.turns:
            held = self.documents.get(document)
            found = SPEAKS.finditer(held.text) if held else ()
            turns = [(turn.start(), turn[1]) for turn in found]
            named = sum(" " in label for _, label in turns)
            self.turns[document] = turns if len(turns) >= TURNED or named >= TURNED - 1 else []
        return self.turns[document]

    def asks(self, statement: Statement) -> bool:
        """Whether these are the words of somebody who asks questions in a transcript."""
        return ASKS.fullmatch(self.speaker(statement)) is not None
