"""Statements as columns of numbers, so that many pairs of them are compared at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cuibono.actors.code import root
from cuibono.coding.sense import senses
from cuibono.coding.statement import AUTHOR, UNKNOWN, Stance, Statement
from cuibono.events import stems, strangers, words
from cuibono.events.cutting import Cutter, Numbers
from cuibono.events.dating import FIRST, LAST, days_of
from cuibono.events.kinds import SHIPPED, Kinds
from cuibono.events.spread import crowd, spread

Whole = NDArray[np.int32]
Real = NDArray[np.float32]
FOREBEARS = {
    "SUN": "RUS", "GDR": "DEU", "DDR": "DEU", "FRG": "DEU", "YUG": "SRB", "SCG": "SRB",
    "CSK": "CZE", "ROC": "TWN", "NVN": "VNM", "DVN": "VNM",
}  # fmt: skip
"""States that are compared as the state that took their place."""


@dataclass(frozen=True)
class Sheet:
    """A row a statement; 0 stands for "none" in every column of numbered values.

    `first` and `last` are the days that a statement names, `out` the day of publication (all as
    `date.toordinal`, 0 without). Words are numbers in the order of their stems, with weights.
    `name_spread` and `near_spread` say in how many texts names and words near the act stand.
    `actor_name` and `recipient_name` are the names of parties without a code, `heard` those of the
    sentence, where any row has such a party. `crowd` says how many texts of the days around tell of
    such an act of the same two. `meant` and `meant_around` are what the reader's encoder tells of
    the act and of its sentence, where that is `known`.
    """

    actor: Whole
    recipient: Whole
    actor_name: Whole
    recipient_name: Whole
    heard: Whole
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
    name_spread: Real
    near_spread: Real
    crowd: Whole
    meant: Real
    meant_around: Real
    known: NDArray[np.bool_]
    types: tuple[str, ...] = ()
    """The names of the event types by their numbers."""

    def __len__(self) -> int:
        return len(self.actor)

    def one_sentence(self, a: NDArray[np.int64], b: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Whether the rows of pairs stand in one sentence of one text."""
        return (self.text[a] == self.text[b]) & (self.sentence[a] == self.sentence[b])

    def take(self, rows: NDArray[np.int64]) -> Sheet:
        """Some of the rows, in their order."""
        held = {f.name: getattr(self, f.name) for f in fields(self) if f.name != "types"}
        return Sheet(**{name: column[rows] for name, column in held.items()}, types=self.types)


def party(code: str) -> str:
    """The state or body behind a code, today's for yesterday's; nothing for an unknown one.

    >>> party("SUN.MIL"), party("---")
    ('RUS', '')
    """
    whole = root(code)
    return "" if whole == UNKNOWN else FOREBEARS.get(whole, whole)


def sheet(
    statements: Sequence[Statement],
    texts: Sequence[Hashable],
    kinds: Kinds = SHIPPED,
    published: Callable[[Statement], str | None] = lambda s: s.published,
    counted: Mapping[str, int] | None = None,
) -> Sheet:
    """The columns of statements; `texts` names for each the text that its document carries.

    `counted` says in how many texts words stand, where the statements are a part of a ledger.
    """
    of: defaultdict[str, Numbers] = defaultdict(Numbers)
    rows = [
        _values(s, text, kinds, published(s), of) for s, text in zip(statements, texts, strict=True)
    ]
    names = [f.name for f in fields(Sheet) if f.name not in (*WORDS, *CALLED, *MEANT, "types")]
    whole = {name: np.array([row[name] for row in rows]) for name in names}
    plain = {
        name: column.astype(np.float32 if name == "sure" else np.int32)
        if name != "number" else column.astype(float)
        for name, column in whole.items()
    }  # fmt: skip
    spoken = Cutter(words.known(), of["word"], of["figure"]).columns(statements)
    called = _called(statements, spoken["names"], of)
    words_held = {str(word): number for word, number in of["word"].held.items()}
    often = spread(words_held, spoken, plain["text"], counted)
    day = np.where(plain["first"] > 0, plain["first"], plain["out"])
    dense = crowd(plain["actor"], plain["recipient"], plain["type"], day, plain["text"])
    types = ("", *map(str, of["type"].held))
    act, around = senses([s.sense for s in statements]).values()
    return Sheet(
        **plain, **spoken, **called, **often, meant=act, meant_around=around,
        known=np.asarray(act.any(axis=1), bool), crowd=dense, types=types,
    )  # fmt: skip


def _called(
    statements: Sequence[Statement], names: Whole, of: defaultdict[str, Numbers]
) -> dict[str, NDArray[Any]]:
    """The names of parties without a code, and the same names in sentences."""
    numbers = of["stranger"]
    columns: list[Whole] = []
    for end in ("actor", "recipient"):
        column = np.zeros((len(statements), strangers.MOST), np.int32)
        for row, s in enumerate(statements):
            code, text = getattr(s, end), getattr(s, f"{end}_text")
            if code.startswith(UNKNOWN) and text:
                found = strangers.names_of(code, text, s.quote.startswith(text))
                column[row, : len(found)] = [numbers.of(name) for name in found]
        columns.append(column)
    bare = np.zeros(len(of["word"].held) + 1, np.int32)
    for word, number in of["word"].held.items() if numbers.held else ():
        bare[number] = numbers.held.get(strangers.bare(str(word)), 0)
    return dict(zip(CALLED, (*columns, bare[names]), strict=True))


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
        "place": of["place"].of(spot(s.where.name, s.where.country)) if s.where else 0,
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


@cache
def spot(name: str, country: str | None) -> str:
    """A place by one of its names; nothing for a whole country, where too much goes on.

    >>> spot("Kiev,", "UKR"), spot("Lebanon", "LBN"), spot("Zug", None)
    ('kyiv', '', 'zug')
    """
    from cuibono.actors.places import Gazetteer

    said = " ".join(stems.WORD.findall(name))
    found = Gazetteer.load().find(said, country)
    if found and found.kind == "country":
        return ""
    return " ".join(stems.split(found.name if found else said))


def _days(s: Statement) -> tuple[int, int]:
    """The first and last day that it names; a date without an end is as good as none."""
    days = days_of(s.when) if s.when else None
    if days is None or days.first == FIRST or days.last == LAST:
        return 0, 0
    return days.first, days.last


MEANT = ("meant", "meant_around", "known")
CALLED = ("actor_name", "recipient_name", "heard")
WORDS = (
    "names", "rarity", "near", "near_weight", "near_rarity", "all", "all_weight", "figures",
    "trigger", "back", "act_vector", "near_vector", "all_vector", "name_spread", "near_spread",
    "crowd",
)  # fmt: skip
