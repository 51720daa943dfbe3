"""Statements as columns of numbers, so that many pairs of them are compared at once."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cuibono.coding.statement import AUTHOR, UNKNOWN, Stance, Statement
from cuibono.events import stems, words
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
    of: defaultdict[str, Numbers] = defaultdict(Numbers)
    rows = [
        _values(s, text, kinds, published(s), of) for s, text in zip(statements, texts, strict=True)
    ]
    names = [f.name for f in fields(Sheet) if f.name not in (*WORDS, "types")]
    whole = {name: np.array([row[name] for row in rows]) for name in names}
    columns = {
        name: column.astype(np.float32 if name == "sure" else np.int32)
        if name != "number" else column.astype(float)
        for name, column in whole.items()
    }  # fmt: skip
    return Sheet(**columns, **_words(statements, of), types=("", *map(str, of["type"].held)))


def _values(
    s: Statement, text: Hashable, kinds: Kinds, out: str | None, of: defaultdict[str, Numbers]
) -> dict[str, float]:
    """The values of one statement that are not words."""
    contexts = 0
    for context in s.contexts:
        contexts |= 1 << (of["context"].of(context) % 31)
    first, last = _days(s)
    return {
        "actor": of["party"].of(party(s.actor)),
        "recipient": of["party"].of(party(s.recipient)),
        "organ": of["role"].of((s.actor, s.recipient)),
        "type": of["type"].of(s.type),
        "family": of["family"].of(kinds.family(s.type)),
        "side": of["side"].of(kinds.side(s.type) or ""),
        "mode": of["mode"].of(s.mode),
        "item": of["item"].of(s.item),
        "contexts": contexts,
        "place": of["place"].of(stems.stem(s.where.name)) if s.where else 0,
        "country": of["country"].of(s.where.country) if s.where else 0,
        "number": s.quantity.number if s.quantity else 0.0,
        "unit": of["unit"].of(s.quantity.unit or "-") if s.quantity else 0,
        "first": first,
        "last": last,
        "out": date.fromisoformat(out).toordinal() if out else 0,
        "foretold": s.stance.foretold,
        "denied": s.stance is Stance.DENIED,
        "text": of["text"].of(text),
        "sentence": s.start + 1,
        "act": of["act"].of((s.document, s.trigger_start, s.trigger_end)),
        "speaker": of["speaker"].of("" if s.source == AUTHOR else s.source),
        "sure": s.confidence,
    }


def _days(s: Statement) -> tuple[int, int]:
    """The first and last day that it names; a date without an end is as good as none."""
    days = days_of(s.when) if s.when else None
    if days is None or days.first == FIRST or days.last == LAST:
        return 0, 0
    return days.first, days.last


WORDS = (
    "names", "rarity", "near", "near_weight", "near_rarity", "all", "all_weight", "figures",
    "trigger", "back", "act_vector", "near_vector", "all_vector",
)  # fmt: skip


def _words(
    statements: Sequence[Statement], of: defaultdict[str, Numbers]
) -> dict[str, NDArray[Any]]:
    """The columns of words."""
    cut = Cutter(words.known(), of["word"], of["figure"])
    found = [cut.words(s) for s in statements]
    width = cut.known.width

    def stack(rows: list[Any], shape: tuple[int, ...], kind: Any) -> NDArray[Any]:
        return np.array(rows, kind).reshape(len(found), *shape)

    near = stack([c.near[0] for c in found], (NEAR,), np.int32)
    rare = np.array(cut.rare, np.float32)
    return {
        "names": stack([c.names[0] for c in found], (NAMES,), np.int32),
        "rarity": stack([c.names[1] for c in found], (NAMES,), np.float32),
        "near": near,
        "near_weight": stack([c.near[1] for c in found], (NEAR,), np.float32),
        "near_rarity": rare[near],
        "all": stack([c.all[0] for c in found], (ALL,), np.int32),
        "all_weight": stack([c.all[1] for c in found], (ALL,), np.float32),
        "figures": stack([c.figures for c in found], (4,), np.int32),
        "trigger": stack([c.trigger for c in found], (), np.int32),
        "back": stack([c.back for c in found], (), np.int32),
        "act_vector": stack([c.act_vector for c in found], (width,), np.float32),
        "near_vector": stack([c.near_vector for c in found], (width,), np.float32),
        "all_vector": stack([c.all_vector for c in found], (width,), np.float32),
    }


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
    """The words of a sentence: number, rarity, known number (-1 without), place, names."""

    numbers: Whole
    idf: Real
    known: Whole
    start: Whole
    names: Weighed
    all: Weighed
    vector: Real
    figures: Whole


class Cutter:
    """Cuts statements into words; the words of a sentence are cut once for all its statements."""

    def __init__(self, known: words.Words, numbers: Numbers, figures: Numbers) -> None:
        self.known, self.numbers, self.figures = known, numbers, figures
        self.held: dict[str, Spoken] = {}
        self.acts: dict[tuple[str, int, int], Cut] = {}
        self.rare: list[float] = [0.0]
        self.at: list[int] = [-1]

    def words(self, s: Statement) -> Cut:
        """The words of one statement, those near its act apart."""
        begin, end = s.trigger_start - s.start, s.trigger_end - s.start
        act = s.quote, begin, end
        if act not in self.acts:
            self.acts[act] = self._act(s.quote, begin, end)
        return self.acts[act]

    def _act(self, quote: str, begin: int, end: int) -> Cut:
        spoken = self.held.get(quote)
        if spoken is None:
            spoken = self.held[quote] = self._sentence(quote)
        inside = (spoken.start >= begin) & (spoken.start < end)
        place = np.flatnonzero(inside)
        here = float(place.mean()) if len(place) else 0.0
        apart = np.abs(np.arange(len(spoken.idf), dtype=np.float32) - here)
        weights = spoken.idf * np.exp2(-apart / REACH)
        weights[inside] = np.maximum(weights[inside], 2.0)
        trigger = int(spoken.numbers[place[np.argmax(spoken.idf[place])]]) if len(place) else 0
        return Cut(
            spoken.names, top(spoken.numbers, weights, NEAR),
            spoken.all, spoken.figures, trigger, looks_back(quote[:begin]),
            self._vector(spoken.known[place], spoken.idf[place]),
            self._vector(spoken.known, weights), spoken.vector,
        )  # fmt: skip

    def _sentence(self, quote: str) -> Spoken:
        words_: list[int] = []
        starts: list[int] = []
        capital: list[bool] = []
        for found in stems.WORD.finditer(quote):
            word = found.group()
            words_.append(self._number(stems.stem(word)))
            starts.append(found.start())
            capital.append(word[0].isupper() and (bool(starts[:-1]) or self._named(words_[-1])))
        numbers = np.array(words_, np.int32)
        idf = np.array([self.rare[n] for n in words_], np.float32)
        at = np.array([self.at[n] for n in words_], np.int32)
        figures = np.zeros(4, np.int32)
        said = [self.figures.of(f.strip(".,")) for f in NUMBER.findall(quote)][:4]
        figures[: len(said)] = said
        rare = np.where(np.array(capital, bool), idf, 0).astype(np.float32)
        return Spoken(
            numbers, idf, at, np.array(starts, np.int32), top(numbers, rare, NAMES, False),
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
        return (total / (np.linalg.norm(total) + 1e-9)).astype(np.float32)


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
