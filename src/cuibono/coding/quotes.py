"""Quotations that run over several sentences, and who is being quoted in each.

A speaker is named once, before the quotation, after it or between two parts of it; the sentences
that stand wholly inside are that speaker's words too.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cuibono.coding import clause
from cuibono.coding.speech import Speech
from cuibono.language.sentence import Sentence

OPENING, CLOSING, STRAIGHT = "“«„", "”»", '"'
# How many sentences a quotation may have before its mark is taken for a slip of the pen.
LONGEST = 12
# Characters of a quotation; fewer only hold a word at arm's length.
SHORTEST = 25


@dataclass(frozen=True, slots=True)
class Voice:
    """Who is quoted: the sentence that names the speaker and the head of the name there."""

    sentence: int
    head: int


@dataclass(frozen=True, slots=True)
class Quoted:
    """What of a sentence stands in quotation marks: spans of characters of the text."""

    spans: tuple[tuple[int, int], ...]
    open_before: bool
    open_after: bool

    def holds(self, offset: int) -> bool:
        """Whether a character is quoted, and not only a word or two with it."""
        return any(
            start <= offset < end and (end - start >= SHORTEST or self.open_before)
            for start, end in self.spans
        )


def marked(text: str, sentences: Sequence[Sentence]) -> list[Quoted]:
    """The quoted parts of each sentence; a paragraph that closes no mark may go on in the next.

    >>> words = Sentence("“Go. Now,” he said.", 0, 4, ()), Sentence("", 5, 19, ())
    >>> [q.spans for q in marked("“Go. Now,” he said.", words)]
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
        found.append(Quoted(tuple(spans), before, inside))
    return found


class Voices:
    """The speaker of every quoted stretch of a text."""

    def __init__(self, text: str, sentences: Sequence[Sentence], speech: Speech) -> None:
        self._sentences, self._speech = sentences, speech
        self._quoted = marked(text, sentences) if _has_marks(text) else []
        self._named = [self._speaker(i) for i in range(len(self._quoted))]

    def at(self, index: int, offset: int) -> Voice | None:
        """Who is quoted at a character of a sentence; None where nobody is, or nobody is named."""
        if not self._quoted or not self._quoted[index].holds(offset):
            return None
        return next((v for i in self._run(index) if (v := self._named[i]) is not None), None)

    def _run(self, index: int) -> Iterator[int]:
        """The sentence, those to its quotation's end and back to its start, and the one before."""
        yield index
        last = index
        while self._quoted[last].open_after and last + 1 < len(self._quoted):
            last += 1
            yield last
        first = index
        while self._quoted[first].open_before and first:
            first -= 1
            yield first
        whole = self._quoted[index].holds(self._sentences[first].start)
        if first and whole and self._quoted[first - 1].spans:
            # "…," he said. "…": a second quotation right after the first.
            yield first - 1

    def _speaker(self, index: int) -> Voice | None:
        """The subject of a verb of saying that stands outside the marks."""
        quoted, sentence = self._quoted[index], self._sentences[index]
        if not quoted.spans:
            return None
        for token in sentence.tokens:
            if token.upos != "VERB" or quoted.holds(token.start):
                continue
            if self._speech.verbs.get(token.lemma, frozenset()) & {"say", "deny", "warn"}:
                for head in clause.agent(sentence, token.index):
                    if not quoted.holds(sentence.tokens[head].start):
                        return Voice(index, head)
        return None


def _has_marks(text: str) -> bool:
    return any(sign in text for sign in (*OPENING, STRAIGHT))
