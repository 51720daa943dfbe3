"""What a text is cut into: sentences and their words, with offsets into the text."""

from __future__ import annotations

from dataclasses import dataclass

from cuibono.language.boundaries import sentences

REACH = 120
"""Characters before or behind a word that are looked at: a sentence may have no end."""


@dataclass(frozen=True, slots=True)
class Token:
    """One word of a sentence; `start` and `end` are character offsets into the text."""

    index: int
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a text: `text[start:end]` of the document, and its words.

    `paragraph` counts the paragraphs of the document from 0.
    """

    text: str
    start: int
    end: int
    tokens: tuple[Token, ...]
    paragraph: int = 0

    def words(self, first: int, last: int) -> str:
        """The sentence's own characters from one token to another, both ends in."""
        begin, end = self.tokens[first].start, self.tokens[last].end
        return self.text[begin - self.start : end - self.start]

    def offset(self, index: int) -> int:
        """Where a token begins, in characters of the sentence."""
        return self.tokens[index].start - self.start

    def before(self, index: int, reach: int = REACH) -> str:
        """The characters before a token, at most so many: enough for what has to end there."""
        at = self.offset(index)
        return self.text[max(0, at - reach) : at]

    def after(self, index: int, reach: int = REACH) -> str:
        """The characters behind a token, at most so many: enough for what has to begin there."""
        at = self.tokens[index].end - self.start
        return self.text[at : at + reach]

    def between(self, one: int, other: int) -> str:
        """The characters between two tokens."""
        return self.text[self.tokens[one].end - self.start : self.offset(other)]


def cut(text: str) -> tuple[Sentence, ...]:
    """The sentences of a text, in order.

    >>> [s.text for s in cut("Kyiv didn't wait. The U.S. did.")]
    ["Kyiv didn't wait.", 'The U.S. did.']
    """
    found: list[Sentence] = []
    paragraph = end = 0
    for (start, stop), words in sentences(text):
        paragraph += bool(found) and "\n" in text[end:start].replace("\r", "")
        tokens = tuple(Token(i, text[a:b], a, b) for i, (a, b) in enumerate(words))
        found.append(Sentence(text[start:stop], start, stop, tokens, paragraph))
        end = stop
    return tuple(found)
