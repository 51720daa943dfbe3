"""The unit that is read: a stretch of one document, with what stands before it as context.

A window is cut by its document alone, so that a text gives the same statements whatever it is
read beside. The publisher, where it is known, stands before the text: it is the "we" of a release.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from cuibono.actors.actor import Mention
from cuibono.actors.mentions import Namer
from cuibono.language.sentence import Sentence, cut
from cuibono.language.words import Pieces, shape

READ, CONTEXT, HEADER = 236, 64, 16
"""Wordpieces that a window reads, sees before them, and gives to the publisher, at most: with those
around them no more than the 320 that the encoder takes."""
PUBLISHER = "publisher"
SORTS = (
    "none", "name", "demonym", "people", "capital", "organ", "region", "person", "surname",
    "place", "prefix", PUBLISHER,
)  # fmt: skip
"""What kind of name a word belongs to; a name that may mean something else counts anew."""

# A sentence's words from one to another, the second out: a whole sentence, mostly.
Unit = tuple[int, int, int]


@dataclass(slots=True)
class Window:
    """One input of the encoder.

    `ids`, `shapes` and `names` have an entry a wordpiece; `firsts` holds each word's first piece,
    `places` its sentence and token, (-1, i) in the publisher's name; `reads` whether the word is
    read here or only seen; `mentions` the names by their words.
    """

    ids: list[int]
    shapes: list[int] = field(default_factory=list[int])
    names: list[int] = field(default_factory=list[int])
    firsts: list[int] = field(default_factory=list[int])
    places: list[tuple[int, int]] = field(default_factory=list[tuple[int, int]])
    reads: list[bool] = field(default_factory=list[bool])
    mentions: list[tuple[int, int, Mention]] = field(default_factory=list[tuple[int, int, Mention]])

    def add(
        self, words: Sequence[str], place: tuple[int, int], names: Sequence[Mention],
        pieces: Pieces, reads: bool,
    ) -> None:  # fmt: skip
        """Put words at the end; `place` is that of the first of them."""
        base, (sentence, token) = len(self.firsts), place
        sorts = [0] * len(words)
        for name in names:
            first, last = name.first - token, name.last - token
            if first < 0 or last >= len(words):
                continue
            number = SORTS.index(name.sort) + (0 if name.sure else len(SORTS))
            sorts[first : last + 1] = [number] * (last + 1 - first)
            self.mentions.append((base + first, base + last, name))
        for i, word in enumerate(words):
            cut = pieces.of(word)
            self.firsts.append(len(self.ids))
            self.places.append((sentence, token + i))
            self.reads.append(reads)
            self.ids.extend(cut)
            self.shapes.extend([shape(word, token + i == 0)] * len(cut))
            self.names.extend([sorts[i]] * len(cut))


def publisher_words(name: str | None, namer: Namer) -> tuple[list[str], list[Mention]]:
    """A publisher's name as the header of windows: its words and the actor that it names."""
    sentences = cut(name or "")[:1]
    if not sentences:
        return [], []
    found = namer.find(sentences)[0]
    return [t.text for t in sentences[0].tokens], [replace(m, sort=PUBLISHER) for m in found]


def windows(
    sentences: Sequence[Sentence],
    mentions: Sequence[Sequence[Mention]],
    pieces: Pieces,
    publisher: tuple[Sequence[str], Sequence[Mention]] = ((), ()),
) -> Iterator[Window]:
    """The windows of a document; every word is read in exactly one of them."""
    units = [unit for number, s in enumerate(sentences) for unit in _units(number, s, pieces)]
    sizes = [sum(len(pieces.of(t.text)) for t in _tokens(sentences, unit)) for unit in units]
    at = 0
    while at < len(units):
        end, total = at + 1, sizes[at]
        while end < len(units) and total + sizes[end] <= READ:
            total += sizes[end]
            end += 1
        begin, seen = at, 0
        while begin and seen + sizes[begin - 1] <= CONTEXT:
            begin -= 1
            seen += sizes[begin]
        yield _window(sentences, mentions, pieces, publisher, units[begin:end], at - begin)
        at = end


def _window(
    sentences: Sequence[Sentence],
    mentions: Sequence[Sequence[Mention]],
    pieces: Pieces,
    publisher: tuple[Sequence[str], Sequence[Mention]],
    units: Sequence[Unit],
    seen: int,
) -> Window:
    """A window of units of which the first `seen` are context."""
    window = Window([pieces.start], [0], [0])
    header = [*_fitting(publisher[0], pieces)]
    if header:
        window.add([*header, ":"], (-1, 0), publisher[1], pieces, False)
    for number, unit in enumerate(units):
        words = [t.text for t in _tokens(sentences, unit)]
        window.add(words, unit[:2], mentions[unit[0]], pieces, number >= seen)
    window.ids.append(pieces.end)
    window.shapes.append(0)
    window.names.append(0)
    return window


def _fitting(words: Sequence[str], pieces: Pieces) -> Iterator[str]:
    """The first words of a publisher's name, as far as they fit."""
    total = 0
    for word in words:
        total += len(pieces.of(word))
        if total > HEADER:
            return
        yield word


def _tokens(sentences: Sequence[Sentence], unit: Unit):
    number, first, last = unit
    return sentences[number].tokens[first:last]


def _units(number: int, sentence: Sentence, pieces: Pieces) -> Iterator[Unit]:
    """A sentence, cut where it is longer than a window."""
    first = total = 0
    for token in sentence.tokens:
        size = len(pieces.of(token.text))
        if total + size > READ:
            yield number, first, token.index
            first, total = token.index, 0
        total += size
    yield number, first, len(sentence.tokens)
