"""The words of statements as columns: the names, the words near the act, those of the sentence."""

from __future__ import annotations

import re
from array import array
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cuibono.coding.statement import Statement
from cuibono.events import stems, words

Whole = NDArray[np.int32]
Real = NDArray[np.float32]
Places = NDArray[np.int64]
Weighed = tuple[Whole, Real]
"""Words by their numbers with their weights, the heaviest first, padded with 0; a row each."""
NAMES, NEAR, ALL, FIGURES = 8, 12, 20, 4
"""How many names, words near the act, words of the sentence and figures are compared."""
REACH = 9.0
"""So many words from the act a word counts half."""
HEAVY = 2.0
"""The words of the act itself weigh at least so much."""
BACK = re.compile(
    r"(?:\b(?:the|its|their|his|her|this|that|these|those|of|over|after|following|for|since|against|"
    r"from|to|about|despite|who|which|had|amid)|[’']s?)(?:\s+[\w-]+){0,2}\s+[“\"‘']?$",
    re.I,
)  # fmt: skip
LOOKED = 5
"""The pattern holds no more words than this."""
NUMBER = re.compile(r"\d[\d,.]*")


def looks_back(before: str) -> bool:
    """Whether the words before an act refer to it as something known: "the ... raid on".

    >>> looks_back("Survivors of the Israeli "), looks_back("Turkey ")
    (True, False)
    """
    # Only the last words can fit; a search from the first would try each of them.
    rest = before.rsplit(None, LOOKED)
    last = before[len(rest[0]) :] if len(rest) > LOOKED else before
    return bool(BACK.search(last))


class Numbers:
    """Values numbered from 1 as they come; what is empty is 0."""

    def __init__(self) -> None:
        self.held: dict[Hashable, int] = {}

    def of(self, value: Hashable) -> int:
        """The number of a value."""
        if not value:
            return 0
        return self.held.setdefault(value, len(self.held) + 1)


class Forms(dict[str, int]):
    """Words as they are written, numbered from 0 as they come, with what each is."""

    def __init__(self, known: words.Words, numbers: Numbers) -> None:
        super().__init__()
        self.known, self.numbers = known, numbers
        self.number: list[int] = []
        self.capital: list[bool] = []
        self.rare: list[float] = [0.0]
        self.at: list[int] = [-1]

    def __missing__(self, word: str) -> int:
        stem = stems.stem(word)
        number = self.numbers.of(stem)
        if number == len(self.rare):
            at = self.known.numbers.get(stem, -1)
            self.at.append(at)
            self.rare.append(float(self.known.idf[at]) if at >= 0 else self.known.unseen)
        self.number.append(number)
        self.capital.append(word[0].isupper())
        self[word] = len(self.number) - 1
        return self[word]


@dataclass(frozen=True, slots=True)
class Flat:
    """The words of many texts in one column: which text each is of, and where each text begins."""

    of: Places
    begins: Places
    sizes: Places

    @classmethod
    def of_sizes(cls, sizes: Sequence[int]) -> Flat:
        """The column of texts with so many words."""
        many = np.array(sizes, np.int64)
        return cls(np.repeat(np.arange(len(many)), many), np.cumsum(many) - many, many)

    @property
    def places(self) -> Places:
        """The place of each word in its text."""
        return np.arange(len(self.of)) - self.begins[self.of]


@dataclass(frozen=True, slots=True)
class SentenceWords:
    """The words of sentences: number, rarity, place among known words (-1 without)."""

    flat: Flat
    numbers: Places
    idf: Real
    known: Places


class Cutter:
    """Cuts statements into words; the words of a sentence are cut once for all its statements."""

    def __init__(self, known: words.Words, numbers: Numbers, figures: Numbers) -> None:
        self.known, self.figures = known, figures
        self.forms = Forms(known, numbers)

    def columns(self, statements: Sequence[Statement]) -> dict[str, NDArray[Any]]:
        """The columns of words of statements, a row each."""
        acts: dict[tuple[str, int, int], int] = {}
        row = np.array([acts.setdefault((s.quote, s.trigger_start - s.start,
                                         s.trigger_end - s.start), len(acts))
                        for s in statements], np.int64)  # fmt: skip
        quotes = {quote: n for n, quote in enumerate(dict.fromkeys(q for q, _, _ in acts))}
        texts = np.array([quotes[quote] for quote, _, _ in acts], np.int64)
        forms, said = self._said(list(quotes))
        rare = np.array(self.forms.rare, np.float32)
        names = self._names(forms, said)
        every = top(said.flat.of, said.numbers, said.idf, (len(quotes), ALL))
        figures = np.array([self._figures(q) for q in quotes], np.int32).reshape(-1, FIGURES)
        whole = self._vectors(said.flat, said.known, said.idf)
        near = self._near(list(acts), texts, said)
        spoken = {
            "names": names[0], "rarity": names[1], "all": every[0],
            "all_weight": _unit(every[1]), "figures": figures, "all_vector": whole,
        }  # fmt: skip
        held = {name: column[texts[row]] for name, column in spoken.items()}
        held |= {name: column[row] for name, column in near.items()}
        return held | {"near_rarity": rare[near["near"][row]]}

    def _said(self, quotes: Sequence[str]) -> tuple[Places, SentenceWords]:
        """The words of sentences as they are written, and what they are."""
        column = array("q")
        sizes: list[int] = []
        for quote in quotes:
            found = stems.WORD.findall(quote)
            column.extend(map(self.forms.__getitem__, found))
            sizes.append(len(found))
        forms = np.array(column, np.int64)
        numbers = np.array(self.forms.number, np.int64)[forms]
        idf = np.array(self.forms.rare, np.float32)[numbers]
        known = np.array(self.forms.at, np.int64)[numbers]
        return forms, SentenceWords(Flat.of_sizes(sizes), numbers, idf, known)

    def _names(self, forms: Places, said: SentenceWords) -> Weighed:
        """Words with a capital; the first of a sentence where it has one within sentences too."""
        named = np.ones(len(forms), bool)
        here = said.known >= 0
        named[here] = self.known.names[said.known[here]]
        chosen = np.array(self.forms.capital, bool)[forms] & ((said.flat.places > 0) | named)
        parts = said.flat.of[chosen], said.numbers[chosen], said.idf[chosen]
        return top(*parts, (len(said.flat.sizes), NAMES))

    def _figures(self, quote: str) -> list[int]:
        said = [self.figures.of(f.strip(".,")) for f in NUMBER.findall(quote)][:FIGURES]
        return said + [0] * (FIGURES - len(said))

    def _near(
        self, acts: Sequence[tuple[str, int, int]], texts: Places, said: SentenceWords
    ) -> dict[str, NDArray[Any]]:
        """The words near each act and those of the act, a row each; `texts` are their sentences."""
        # How many words begin before an act, and before its end.
        ends = [[len(stems.WORD.findall(quote[: max(0, end)])) for end in (begin, after)]
                for quote, begin, after in acts]  # fmt: skip
        first, last = np.array(ends, np.int64).reshape(-1, 2).T
        last = np.maximum(first, last)
        flat = Flat.of_sizes(said.flat.sizes[texts].tolist())
        word = flat.places + said.flat.begins[texts][flat.of]
        place = flat.places
        inside = (place >= first[flat.of]) & (place < last[flat.of])
        idf, numbers, known = said.idf[word], said.numbers[word], said.known[word]
        weights = idf * self._decays(flat.sizes, first, last)
        weights[inside] = np.maximum(weights[inside], HEAVY)
        near = top(flat.of, numbers, weights, (len(acts), NEAR))
        act = Flat.of_sizes((last - first).tolist())
        return {
            "near": near[0], "near_weight": _unit(near[1]),
            "trigger": _rarest(act, numbers[inside], idf[inside]),
            "back": np.array([looks_back(q[:begin]) for q, begin, _ in acts], np.int32),
            "act_vector": self._vectors(act, known[inside], idf[inside]),
            "near_vector": self._vectors(flat, known, weights),
        }  # fmt: skip

    def _decays(self, counts: Places, first: Places, last: Places) -> Real:
        """How much of its weight each word keeps, by how far it stands from the act."""
        middles = np.where(last > first, (first + last - 1) / 2, 0.0)
        held: dict[tuple[int, float], Real] = {}
        found: list[Real] = [np.empty(0, np.float32)]
        for key in zip(counts.tolist(), middles.tolist(), strict=True):
            if key not in held:
                apart = np.abs(np.arange(key[0], dtype=np.float32) - key[1])
                held[key] = np.exp2(-apart / REACH)
            found.append(held[key])
        return np.concatenate(found)

    def _vectors(self, flat: Flat, at: Places, weights: Real) -> Real:
        """The mean of the known words of each text by their weights, of length 1."""
        here = at >= 0
        at, weights = at[here], weights[here]
        ends = np.cumsum(np.bincount(flat.of[here], minlength=len(flat.sizes))).tolist()
        total = np.zeros((len(flat.sizes), self.known.width), np.float32)
        length = np.zeros(len(total), np.float32)
        vectors, first = self.known.vectors, 0
        for row, last in enumerate(ends):
            if last > first:
                total[row] = added = weights[first:last] @ vectors[at[first:last]]
                length[row] = added.dot(added)
            first = last
        return total / (np.sqrt(length) + np.float32(1e-9))[:, None]


def top(of: Places, numbers: Places, weights: Real, shape: tuple[int, int]) -> Weighed:
    """The heaviest words of each text, each word once and padded with 0.

    `of` says of which text a word is, in order; `shape` is how many texts, and words of each.

    >>> of, words = np.array([0, 0, 0]), np.array([7, 8, 7])
    >>> top(of, words, np.array([1, 2, 3], np.float32), (1, 3))[0].tolist()
    [[7, 8, 0]]
    """
    some = weights > 0
    of, numbers, weights = of[some], numbers[some], weights[some]
    # Weights above 0 are ordered as their bits are.
    heavy = (of << 32) | (np.iinfo(np.int32).max - weights.view(np.int32).astype(np.int64))
    order = np.lexsort((numbers, heavy))
    of, numbers, weights = of[order], numbers[order], weights[order]
    _, first = np.unique(of * (int(numbers.max(initial=0)) + 1) + numbers, return_index=True)
    first.sort()
    of, numbers, weights = of[first], numbers[first], weights[first]
    begins = np.searchsorted(of, np.arange(shape[0]))
    place = np.arange(len(of)) - begins[of]
    chosen = place < shape[1]
    rows, place = of[chosen], place[chosen]
    best = np.zeros(shape, np.int32), np.zeros(shape, np.float32)
    best[0][rows, place], best[1][rows, place] = numbers[chosen], weights[chosen]
    return best


def _rarest(flat: Flat, numbers: Places, idf: Real) -> Whole:
    """The rarest word of each text, the first of those that are as rare; 0 without words."""
    found = np.zeros(len(flat.sizes), np.int32)
    for row in np.flatnonzero(flat.sizes).tolist():
        first, size = flat.begins[row], flat.sizes[row]
        found[row] = numbers[first + (int(np.argmax(idf[first : first + size])) if size > 1 else 0)]
    return found


def _unit(weights: Real) -> Real:
    """Weights of length 1 together, a row each."""
    length = np.sqrt((weights**2).sum(1))
    length[length == 0] = 1.0
    return weights / length[:, None]
