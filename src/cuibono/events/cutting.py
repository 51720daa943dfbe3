"""The words of statements as columns: the names, the words near the act, those of the sentence."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cuibono.coding.statement import Statement
from cuibono.events import stems, words

Whole = NDArray[np.int32]
Real = NDArray[np.float32]
Weighed = tuple[list[int], list[float]]
"""Words by their numbers with their weights, the heaviest first, padded with 0."""
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


@dataclass(frozen=True, slots=True)
class Spoken:
    """The words of a sentence: number, rarity, known number (-1 without), place, names."""

    numbers: list[int]
    idf: Real
    known: Whole
    starts: list[int]
    names: Weighed
    all: Weighed
    vector: Real
    figures: list[int]


@dataclass(frozen=True, slots=True)
class Cut:
    """The words of one statement: those of its sentence, and those near its act."""

    spoken: Spoken
    near: Weighed
    trigger: int
    back: bool
    act_vector: Real
    near_vector: Real


def columns(cut: Cutter, statements: Sequence[Statement]) -> dict[str, NDArray[Any]]:
    """The columns of words of statements, a row each."""
    found = [cut.words(s) for s in statements]
    names = _stacked((c.spoken.names for c in found), NAMES)
    near = _stacked((c.near for c in found), NEAR)
    every = _stacked((c.spoken.all for c in found), ALL)
    return {
        "names": names[0], "rarity": names[1],
        "near": near[0], "near_weight": _unit(near[1]),
        "near_rarity": np.array(cut.rare, np.float32)[near[0]],
        "all": every[0], "all_weight": _unit(every[1]),
        "figures": np.array([c.spoken.figures for c in found], np.int32).reshape(-1, FIGURES),
        "trigger": np.array([c.trigger for c in found], np.int32),
        "back": np.array([c.back for c in found], np.int32),
        "act_vector": cut.stack([c.act_vector for c in found]),
        "near_vector": cut.stack([c.near_vector for c in found]),
        "all_vector": cut.stack([c.spoken.vector for c in found]),
    }  # fmt: skip


class Cutter:
    """Cuts statements into words; the words of a sentence are cut once for all its statements."""

    def __init__(self, known: words.Words, numbers: Numbers, figures: Numbers) -> None:
        self.known, self.numbers, self.figures = known, numbers, figures
        self.rare: list[float] = [0.0]
        self.at: list[int] = [-1]
        self._sentences: dict[str, Spoken] = {}
        self._acts: dict[tuple[str, int, int], Cut] = {}
        self._written: dict[str, int] = {}
        self._decays: dict[tuple[int, int], Real] = {}
        self._single: dict[int, Real] = {}

    def words(self, s: Statement) -> Cut:
        """The words of one statement, those near its act apart."""
        act = s.quote, s.trigger_start - s.start, s.trigger_end - s.start
        if act not in self._acts:
            self._acts[act] = self._act(*act)
        return self._acts[act]

    def stack(self, vectors: list[Real]) -> Real:
        """Vectors as rows."""
        return np.array(vectors, np.float32).reshape(len(vectors), self.known.width)

    def _act(self, quote: str, begin: int, end: int) -> Cut:
        spoken = self._sentences.get(quote)
        if spoken is None:
            spoken = self._sentences[quote] = self._sentence(quote)
        first, last = bisect_left(spoken.starts, begin), bisect_left(spoken.starts, end)
        last = max(first, last)
        inside = slice(first, last)
        weights = spoken.idf * self._decay(len(spoken.starts), first, last)
        weights[inside] = np.maximum(weights[inside], HEAVY)
        trigger, vector = 0, self._act_vector(spoken.known[inside], spoken.idf[inside])
        if last > first:
            trigger = spoken.numbers[first + int(np.argmax(spoken.idf[inside]))]
        return Cut(
            spoken, top(spoken.numbers, weights.tolist(), NEAR), trigger,
            looks_back(quote[:begin]), vector, self._vector(spoken.known, weights),
        )  # fmt: skip

    def _decay(self, count: int, first: int, last: int) -> Real:
        """How much of its weight each word keeps, by how far it stands from the act."""
        middle = (first + last - 1) / 2 if last > first else 0.0
        key = count, int(2 * middle)
        if key not in self._decays:
            apart = np.abs(np.arange(count, dtype=np.float32) - middle)
            self._decays[key] = np.exp2(-apart / REACH)
        return self._decays[key]

    def _sentence(self, quote: str) -> Spoken:
        numbers: list[int] = []
        starts: list[int] = []
        capital: list[int] = []
        for found in stems.WORD.finditer(quote):
            word = found.group()
            number = self._written.get(word)
            if number is None:
                number = self._written[word] = self._number(stems.stem(word))
            if word[0].isupper() and (starts or self._named(number)):
                capital.append(len(numbers))
            numbers.append(number)
            starts.append(found.start())
        idf = np.array([self.rare[n] for n in numbers], np.float32)
        at = np.array([self.at[n] for n in numbers], np.int32)
        said = [self.figures.of(f.strip(".,")) for f in NUMBER.findall(quote)][:FIGURES]
        rarity = idf.tolist()
        names = top([numbers[n] for n in capital], [rarity[n] for n in capital], NAMES)
        return Spoken(
            numbers, idf, at, starts, names, top(numbers, rarity, ALL), self._vector(at, idf),
            said + [0] * (FIGURES - len(said)),
        )  # fmt: skip

    def _number(self, word: str) -> int:
        number = self.numbers.of(word)
        if number == len(self.rare):
            at = self.known.numbers.get(word, -1)
            self.at.append(at)
            self.rare.append(float(self.known.idf[at]) if at >= 0 else self.known.unseen)
        return number

    def _named(self, number: int) -> bool:
        """Whether a word is written with a capital within sentences too."""
        at = self.at[number]
        return at < 0 or bool(self.known.names[at])

    def _act_vector(self, at: Whole, weights: Real) -> Real:
        """The vector of an act; most are of one word, whose weight is always the same."""
        if len(at) != 1:
            return self._vector(at, weights)
        word = int(at[0])
        if word not in self._single:
            self._single[word] = self._vector(at, weights)
        return self._single[word]

    def _vector(self, at: Whole, weights: Real) -> Real:
        """The mean of known words by their weights, of length 1."""
        here = at >= 0
        total = weights[here] @ self.known.vectors[at[here]]
        return (total / (np.sqrt(total.dot(total)) + 1e-9)).astype(np.float32)


def top(numbers: Sequence[int], weights: Sequence[float], most: int) -> Weighed:
    """The heaviest words, each once and padded with 0.

    >>> top([7, 8, 7], [1.0, 2.0, 3.0], 3)
    ([7, 8, 0], [3.0, 2.0, 0.0])
    """
    told = zip(numbers, weights, strict=True)
    if len(set(numbers)) == len(numbers):
        best = [(-weight, number) for number, weight in told if weight > 0.0]
    else:
        heaviest: dict[int, float] = {}
        for number, weight in told:
            if weight > heaviest.get(number, 0.0):
                heaviest[number] = weight
        best = [(-weight, number) for number, weight in heaviest.items()]
    chosen = sorted(best)[:most]
    spare = [0] * (most - len(chosen))
    return [n for _, n in chosen] + spare, [-w for w, _ in chosen] + [0.0] * len(spare)


def _stacked(rows: Iterable[Weighed], most: int) -> tuple[Whole, Real]:
    held = list(rows)
    numbers = np.array([r[0] for r in held], np.int32).reshape(len(held), most)
    return numbers, np.array([r[1] for r in held], np.float32).reshape(len(held), most)


def _unit(weights: Real) -> Real:
    """Weights of length 1 together, a row each."""
    length = np.sqrt((weights**2).sum(1))
    length[length == 0] = 1.0
    return weights / length[:, None]
