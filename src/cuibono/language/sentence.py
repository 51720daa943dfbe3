"""What the reader hands on: tokens in a tree, predicates with their roles, mentions.

Every position is given twice: as a token index within its sentence, for walking the
tree, and as character offsets into the document's text, for quoting it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# Parts of speech of words that can name somebody or something.
NOMINAL = ("NOUN", "PROPN", "PRON", "NUM", "ADJ", "DET", "X", "SYM")


@dataclass(frozen=True, slots=True)
class Token:
    """One word of a sentence, as Universal Dependencies cuts them.

    `start` and `end` are character offsets into the text that was read; `head` is the
    index of the governor in the sentence, -1 for the root; `xpos` is the Penn tag.
    """

    index: int
    text: str
    start: int
    end: int
    lemma: str
    upos: str
    xpos: str
    head: int
    deprel: str

    @property
    def relation(self) -> str:
        """The dependency relation without its subtype: `nsubj` for `nsubj:pass`."""
        return _base(self.deprel)


@cache
def _base(deprel: str) -> str:
    return deprel.partition(":")[0]


@dataclass(frozen=True, slots=True)
class Role:
    """A PropBank argument: its label (`ARG0`, `ARGM-TMP`) and its tokens, both ends in."""

    label: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Predicate:
    """A word that says that something happens or holds.

    `factuality` runs from -3 (certainly did not happen) to 3 (certainly did).
    """

    index: int
    roles: tuple[Role, ...] = ()
    factuality: float | None = None


@dataclass(frozen=True, slots=True)
class Mention:
    """A phrase that names something: its tokens, both ends in, its head and its kind.

    Kinds are those of GUM: person, organization, place, time, event, object, abstract,
    substance, animal, plant.
    """

    first: int
    last: int
    head: int
    kind: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a text with its tree, predicates and mentions.

    `senses` holds a vector for each token, (n, 768), where the reader gives them: what the
    learned part of the coder reads.
    """

    text: str
    start: int
    end: int
    tokens: tuple[Token, ...]
    predicates: tuple[Predicate, ...] = ()
    mentions: tuple[Mention, ...] = ()
    senses: NDArray[np.float32] | None = field(default=None, repr=False, compare=False)
    _children: tuple[tuple[int, ...], ...] = field(init=False, repr=False, compare=False)
    _held: dict[tuple[int, tuple[str, ...]], list[Token]] = field(
        init=False,
        repr=False,
        compare=False,
        default_factory=dict[tuple[int, tuple[str, ...]], list[Token]],
    )

    def __post_init__(self) -> None:
        children: list[list[int]] = [[] for _ in self.tokens]
        for token in self.tokens:
            if token.head >= 0:
                children[token.head].append(token.index)
        object.__setattr__(self, "_children", tuple(tuple(c) for c in children))

    def children(self, index: int, *relations: str) -> list[Token]:
        """Dependents of a token in text order, all or those of the given relations.

        A relation without a subtype matches its subtypes too.
        """
        held = self._children[index]
        if not held:
            return []
        key = (index, relations)
        found = self._held.get(key)
        if found is None:
            found = [self.tokens[child] for child in held]
            if relations:
                found = [t for t in found
                         if t.deprel in relations or _base(t.deprel) in relations]  # fmt: skip
            self._held[key] = found
        return found.copy()

    def subtree(self, index: int) -> list[int]:
        """Indices of a token and of all that hangs on it, in text order."""
        reached, stack = {index}, [index]
        while stack:
            for child in self._children[stack.pop()]:
                if child not in reached:
                    reached.add(child)
                    stack.append(child)
        return sorted(reached)

    def ancestors(self, index: int) -> Iterator[Token]:
        """The governors of a token, nearest first, up to the root."""
        seen = {index}
        head = self.tokens[index].head
        while head >= 0 and head not in seen:
            seen.add(head)
            yield self.tokens[head]
            head = self.tokens[head].head

    def predicate(self, index: int) -> Predicate | None:
        """The predicate at a token, if it is one."""
        return next((p for p in self.predicates if p.index == index), None)

    def words(self, first: int, last: int) -> str:
        """The sentence's own characters from one token to another, both ends in."""
        begin, end = self.tokens[first].start, self.tokens[last].end
        return self.text[begin - self.start : end - self.start]


def conjuncts(sentence: Sentence, index: int) -> list[int]:
    """A head and the nominal heads coordinated with it, in text order."""
    found = [index]
    for child in sentence.children(index, "conj"):
        excluded = any(c.text.lower() == "not" for c in sentence.children(child.index, "advmod"))
        if child.upos in NOMINAL and not excluded:
            found.extend(conjuncts(sentence, child.index))
    return found


@dataclass(frozen=True, slots=True)
class Reading:
    """A text and its sentences: `text[s.start:s.end] == s.text` for each of them."""

    text: str
    sentences: tuple[Sentence, ...]
    model: str = ""
