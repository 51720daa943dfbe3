"""Statements as columns of numbers, so that many pairs of them are compared at once."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, fields
from datetime import date

import numpy as np
from numpy.typing import NDArray

from cuibono.coding.statement import AUTHOR, UNKNOWN, Stance, Statement
from cuibono.events import words
from cuibono.events.dating import FIRST, LAST, days_of
from cuibono.events.kinds import SHIPPED, Kinds

Whole = NDArray[np.int32]
Real = NDArray[np.float32]
FOREBEARS = {
    "SUN": "RUS", "GDR": "DEU", "DDR": "DEU", "FRG": "DEU", "YUG": "SRB", "SCG": "SRB",
    "CSK": "CZE", "ROC": "TWN", "NVN": "VNM", "DVN": "VNM",
}  # fmt: skip
"""States that are compared as the state that took their place."""
NAMES, NEAR, ALL = 8, 12, 20
"""How many names, words near the act and words of the sentence are compared, the rarest first."""
REACH = 9.0
"""So many words from the act a word counts half."""
BACK = re.compile(
    r"(?:\b(?:the|its|their|his|her|this|that|these|those|of|over|after|following|for|since|against|"
    r"from|to|about|despite|who|which|had|amid)|[’']s?)(?:\s+[\w-]+){0,2}\s+[“\"‘']?$",
    re.I,
)  # fmt: skip
NUMBER = re.compile(r"\d[\d,.]*")


@dataclass(frozen=True)
class Sheet:
    """A row a statement; 0 stands for "none" in every column of numbered values.

    `first` and `last` are the days that a statement names, `out` the day of publication (all as
    `date.toordinal`, 0 without). Words are numbers in the order of their stems, with weights.
    """

    actor: Whole
    recipient: Whole
    organ: Whole
    type: Whole
    family: Whole
    side: Whole
    mode: Whole
    item: Whole
    contexts: Whole
    place: Whole
    country: Whole
    number: NDArray[np.float64]
    unit: Whole
    first: Whole
    last: Whole
    out: Whole
    foretold: Whole
    denied: Whole
    text: Whole
    sentence: Whole
    act: Whole
    speaker: Whole
    sure: Real
    names: Whole
    rarity: Real
    near: Whole
    near_weight: Real
    near_rarity: Real
    all: Whole
    all_weight: Real
    figures: Whole
    trigger: Whole
    back: Whole
    act_vector: Real
    near_vector: Real
    all_vector: Real
    types: tuple[str, ...] = ()
    """The names of the event types by their numbers."""

    def __len__(self) -> int:
        return len(self.actor)

    def take(self, rows: NDArray[np.int64]) -> Sheet:
        """Some of the rows, in their order."""
        columns = {f.name: getattr(self, f.name) for f in fields(self) if f.name != "types"}
        return Sheet(**{name: column[rows] for name, column in columns.items()}, types=self.types)


def looks_back(before: str) -> bool:
    """Whether the words before an act refer to it as something known: "the ... raid on".

    >>> looks_back("Survivors of the Israeli "), looks_back("Turkey ")
    (True, False)
    """
    return bool(BACK.search(before))


class Numbers:
    """Values numbered from 1 as they come; what is empty is 0."""

    def __init__(self) -> None:
        self.held: dict[Hashable, int] = {}

    def of(self, value: Hashable) -> int:
        """The number of a value."""
        if not value:
            return 0
        return self.held.setdefault(value, len(self.held) + 1)


def party(code: str) -> str:
    """The state or body behind a code, today's for yesterday's; nothing for an unknown one.

    >>> party("SUN.MIL"), party("---")
    ('RUS', '')
    """
    root = code.partition(".")[0]
    return "" if root == UNKNOWN else FOREBEARS.get(root, root)


def sheet(
    statements: Sequence[Statement],
    texts: Sequence[Hashable],
    kinds: Kinds = SHIPPED,
    published: Callable[[Statement], str | None] = lambda s: s.published,
) -> Sheet:
    """The columns of statements; `texts` names for each the text that its document carries."""
    known = words.known()
    count = len(statements)
    of: dict[str, Numbers] = {name: Numbers() for name in (
        "party", "role", "type", "family", "side", "mode", "item", "context", "place", "country",
        "unit", "text", "speaker", "figure", "act", "word")}  # fmt: skip
    whole = {f.name: np.zeros(count, np.int32) for f in fields(Sheet) if f.name != "types"}
    number = np.zeros(count)
    sure = np.zeros(count, np.float32)
    names, rarity = np.zeros((count, NAMES), np.int32), np.zeros((count, NAMES), np.float32)
    near, near_weight = np.zeros((count, NEAR), np.int32), np.zeros((count, NEAR), np.float32)
    near_rarity = np.zeros((count, NEAR), np.float32)
    all_, all_weight = np.zeros((count, ALL), np.int32), np.zeros((count, ALL), np.float32)
    figures = np.zeros((count, 4), np.int32)
    near_vector = np.zeros((count, known.width), np.float32)
    act_vector = np.zeros((count, known.width), np.float32)
    all_vector = np.zeros((count, known.width), np.float32)
    cut = Cutter(known, of["word"], of["figure"])
    for n, (s, text) in enumerate(zip(statements, texts, strict=True)):
        whole["actor"][n] = of["party"].of(party(s.actor))
        whole["recipient"][n] = of["party"].of(party(s.recipient))
        whole["organ"][n] = of["role"].of((s.actor, s.recipient))
        whole["type"][n] = of["type"].of(s.type)
        whole["family"][n] = of["family"].of(kinds.family(s.type))
        whole["side"][n] = of["side"].of(kinds.side(s.type) or "")
        whole["mode"][n] = of["mode"].of(s.mode)
        whole["item"][n] = of["item"].of(s.item)
        for context in s.contexts:
            whole["contexts"][n] |= 1 << (of["context"].of(context) % 31)
        if s.where:
            whole["place"][n] = of["place"].of(words.stem(s.where.name))
            whole["country"][n] = of["country"].of(s.where.country)
        if s.quantity:
            number[n], whole["unit"][n] = s.quantity.number, of["unit"].of(s.quantity.unit or "-")
        if s.when:
            days = days_of(s.when)
            # A date without an end, or of decades, names no day: it is as good as none.
            if days.first != FIRST and days.last != LAST:
                whole["first"][n], whole["last"][n] = days.first, days.last
        out = published(s)
        whole["out"][n] = date.fromisoformat(out).toordinal() if out else 0
        whole["foretold"][n] = s.stance.foretold
        whole["denied"][n] = s.stance is Stance.DENIED
        whole["text"][n] = of["text"].of(text)
        whole["sentence"][n] = s.start + 1
        whole["act"][n] = of["act"].of((s.document, s.trigger_start, s.trigger_end))
        whole["speaker"][n] = of["speaker"].of("" if s.source == AUTHOR else s.source)
        sure[n] = s.confidence
        row = cut.words(s)
        names[n], rarity[n] = row.names
        near[n], near_weight[n] = row.near
        near_rarity[n] = cut.rarity(near[n])
        all_[n], all_weight[n] = row.all
        figures[n] = row.figures
        whole["trigger"][n], whole["back"][n] = row.trigger, row.back
        act_vector[n] = row.act_vector
        near_vector[n], all_vector[n] = row.near_vector, row.all_vector
    made = dict(
        names=names, rarity=rarity, near=near, near_weight=near_weight, near_rarity=near_rarity, all=all_,
        all_weight=all_weight, figures=figures, near_vector=near_vector, act_vector=act_vector, all_vector=all_vector,
        number=number, sure=sure,
    )  # fmt: skip
    return Sheet(**(whole | made), types=("", *map(str, of["type"].held)))


Weighed = tuple[Whole, Real]


@dataclass(frozen=True, slots=True)
class Cut:
    """The words of one statement."""

    names: Weighed
    near: Weighed
    all: Weighed
    figures: Whole
    trigger: int
    back: bool
    act_vector: Real
    near_vector: Real
    all_vector: Real


@dataclass(frozen=True, slots=True)
class Spoken:
    """The words of a sentence: number, rarity, known number (-1 without), place, capital."""

    numbers: Whole
    idf: Real
    known: Whole
    start: Whole
    capital: NDArray[np.bool_]
    all: Weighed
    vector: Real
    figures: Whole


class Cutter:
    """Cuts statements into words; the words of a sentence are cut once for all its statements."""

    def __init__(self, known: words.Words, numbers: Numbers, figures: Numbers) -> None:
        self.known, self.numbers, self.figures = known, numbers, figures
        self.held: dict[str, Spoken] = {}
        self.rare: list[float] = [0.0]
        self.at: list[int] = [-1]

    def words(self, s: Statement) -> Cut:
        """The words of one statement, those near its act apart."""
        spoken = self.held.get(s.quote)
        if spoken is None:
            spoken = self.held[s.quote] = self._sentence(s.quote)
        begin, end = s.trigger_start - s.start, s.trigger_end - s.start
        inside = (spoken.start >= begin) & (spoken.start < end)
        place = np.flatnonzero(inside)
        here = float(place.mean()) if len(place) else 0.0
        apart = np.abs(np.arange(len(spoken.idf), dtype=np.float32) - here)
        weights = spoken.idf * np.exp2(-apart / REACH)
        weights[inside] = np.maximum(weights[inside], 2.0)
        rare = np.where(spoken.capital, spoken.idf, 0).astype(np.float32)
        trigger = int(spoken.numbers[place[np.argmax(spoken.idf[place])]]) if len(place) else 0
        return Cut(
            top(spoken.numbers, rare, NAMES, False), top(spoken.numbers, weights, NEAR),
            spoken.all, spoken.figures, trigger, looks_back(s.quote[:begin]),
            self._vector(spoken.known[place], spoken.idf[place]),
            self._vector(spoken.known, weights), spoken.vector,
        )  # fmt: skip

    def rarity(self, numbers: Whole) -> Real:
        """How rare words are, by their numbers."""
        return np.array([self.rare[n] for n in numbers.tolist()], np.float32)

    def _sentence(self, quote: str) -> Spoken:
        stems: list[int] = []
        starts: list[int] = []
        capital: list[bool] = []
        for found in words.WORD.finditer(quote):
            word = found.group()
            stems.append(self._number(words.stem(word)))
            starts.append(found.start())
            capital.append(word[0].isupper() and (bool(starts[:-1]) or self._named(stems[-1])))
        numbers = np.array(stems, np.int32)
        idf = np.array([self.rare[n] for n in stems], np.float32)
        at = np.array([self.at[n] for n in stems], np.int32)
        figures = np.zeros(4, np.int32)
        said = [self.figures.of(f.strip(".,")) for f in NUMBER.findall(quote)][:4]
        figures[: len(said)] = said
        return Spoken(
            numbers, idf, at, np.array(starts, np.int32), np.array(capital, bool),
            top(numbers, idf, ALL), self._vector(at, idf), figures,
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

    def _vector(self, at: Whole, weights: Real) -> Real:
        here = at >= 0
        total = weights[here] @ self.known.vectors[at[here]]
        return total / (np.linalg.norm(total) + 1e-9)


def top(numbers: Whole, weights: Real, most: int, unit: bool = True) -> Weighed:
    """The heaviest words, each once and padded with 0; of length 1 together with `unit`."""
    out, held = np.zeros(most, np.int32), np.zeros(most, np.float32)
    best: dict[int, float] = {}
    for number, weight in zip(numbers.tolist(), weights.tolist(), strict=True):
        if weight > best.get(number, 0.0):
            best[number] = weight
    chosen = sorted(best.items(), key=lambda kv: (-kv[1], kv[0]))[:most]
    if chosen:
        out[: len(chosen)], held[: len(chosen)] = zip(*chosen, strict=True)
        if unit:
            held /= float(np.sqrt((held**2).sum())) or 1.0
    return out, held
