"""Which characters of a text are quoted, over several sentences and paragraphs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from cuibono.language.sentence import Sentence

OPENING, CLOSING, STRAIGHT = "“«„", "”»", '"'
# How many sentences a quotation may have before its mark is taken for a slip of the pen.
LONGEST = 12
# Characters of a quotation; fewer only hold a word at arm's length, unless they are a sentence.
SHORTEST = 25
WHOLE = re.compile(r"[“«„\"]\s*[A-Z].*[.!?]\s*[”»\"]", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Quoted:
    """What of a sentence stands in quotation marks: spans of characters of the text.

    `whole` has the short ones that are a sentence of their own.
    """

    spans: tuple[tuple[int, int], ...]
    open_before: bool
    whole: tuple[tuple[int, int], ...] = ()

    def holds(self, offset: int) -> bool:
        """Whether a character is quoted, and not only a word or two with it."""
        return any(
            start <= offset < end
            and (end - start >= SHORTEST or self.open_before or (start, end) in self.whole)
            for start, end in self.spans
        )


def marked(text: str, sentences: Sequence[Sentence]) -> list[Quoted]:
    """The quoted parts of each sentence; a paragraph that closes no mark may go on in the next.

    >>> from cuibono.language.sentence import cut
    >>> [q.spans for q in marked("“Go. Now,” he said.", cut("“Go. Now,” he said."))]
    [((0, 4),), ((5, 10),)]
    """
    found: list[Quoted] = []
    inside, since = False, 0
    for sentence in sentences:
        before, spans = inside, list[tuple[int, int]]()
        start = sentence.start
        for offset in range(sentence.start, sentence.end):
            sign = text[offset]
            if sign in OPENING or (sign == STRAIGHT and not inside):
                start, inside = (start, True) if inside else (offset, True)
            elif inside and (sign in CLOSING or sign == STRAIGHT):
                spans.append((start, offset + 1))
                inside = False
        since = since + 1 if inside and before else 0
        if inside:
            spans.append((start, sentence.end))
        if since > LONGEST:
            inside = False
        whole = tuple(span for span in spans if WHOLE.fullmatch(text, *span))
        found.append(Quoted(tuple(spans), before, whole))
    return found
