"""In how many texts of a ledger a word stands: a name that two texts share says more, the fewer
others have it, and in a ledger on one war the names of its towns are common."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from cuibono.coding.statement import Statement
from cuibono.events.stems import split

if TYPE_CHECKING:
    from cuibono.events.sheet import Sheet

Whole = NDArray[np.int32]
Real = NDArray[np.float32]
Pairs = NDArray[np.int64]
Rows = NDArray[np.bool_]
Both = tuple[Rows, Rows]
Number = TypeVar("Number", np.int32, np.float32)
NONE = 14.0
"""The natural log of texts with a word, where two statements share no word."""
NEAREST = 6
"""So many words near the act are compared."""


def spread(words: Mapping[str, int], spoken: Mapping[str, NDArray[Any]], text: NDArray[Any],
           counted: Mapping[str, int] | None = None) -> dict[str, NDArray[Any]]:  # fmt: skip
    """For each name and each word near the act the natural log of the texts that have it.

    `words` are the stems by their numbers, `spoken` the columns of words. What was `counted` in a
    whole ledger stands; without it the rows at hand are counted.
    """
    many = np.ones(max(words.values(), default=0) + 1)
    if counted is None:
        told = np.concatenate([spoken[name] for name in ("all", "names", "near")], axis=1)
        said = told.astype(np.int64) * (int(text.max(initial=0)) + 1) + text[:, None]
        found = np.unique(said) // (int(text.max(initial=0)) + 1)
        many = np.maximum(np.bincount(found, minlength=len(many)), 1)
    else:
        for stem, number in words.items():
            many[number] = max(1, counted.get(stem, 1))
    logs = np.log(many).astype(np.float32)
    return {"name_spread": logs[spoken["names"]], "near_spread": logs[spoken["near"]]}


def texts_with(said: Statement, among: Iterable[Statement]) -> dict[str, int]:
    """In how many documents of statements the words of one statement stand, by their stems.

    >>> said = Statement("a", "Zug met Uri.", 0, 12, "met", 4, 7, "---", "", "CONSULT", "---")
    >>> texts_with(said, [said])
    {'zug': 1, 'met': 1, 'uri': 1}
    """
    texts: dict[str, set[str]] = {stem: set() for stem in split(said.quote)}
    seen: set[tuple[str, str]] = set()
    for s in among:
        if (s.document, s.quote) not in seen:
            seen.add((s.document, s.quote))
            for stem in texts.keys() & set(split(s.quote)):
                texts[stem].add(s.document)
    return {stem: len(documents) for stem, documents in texts.items()}


def rarest(s: Sheet, a: Pairs, b: Pairs, named: Both) -> list[Real]:
    """How far names tell pairs apart, and in how few texts what they share stands, as logs.

    Names tell apart as much as the rarer of the names that only one has does, on the side that is
    told less by it. `named` says which names of each the other has.
    """
    mine, yours = named
    apart = np.minimum(
        np.where(mine, np.float32(0), upright(s.rarity, a)).max(0),
        np.where(yours, np.float32(0), upright(s.rarity, b)).max(0),
    )
    near, _ = shared(s.near[:, :NEAREST], a, b)
    return [apart, _least(s.name_spread, a, mine), _least(s.near_spread[:, :NEAREST], a, near)]


def _least(spread: Real, rows: Pairs, held: Rows) -> Real:
    """In how few texts stands any of the words that are `held`, as a log."""
    return np.where(held, upright(spread, rows), np.float32(NONE)).min(0)


def shared(numbers: Whole, a: Pairs, b: Pairs) -> Both:
    """Which of the words of each the other has: (words, pairs) twice."""
    x, y = upright(numbers, a), upright(numbers, b)
    mine, yours = np.zeros(x.shape, bool), np.zeros(y.shape, bool)
    same = np.empty(x.shape[1], bool)
    for m, word in enumerate(x):
        for n, other in enumerate(y):
            np.equal(word, other, out=same)
            mine[m] |= same
            yours[n] |= same
    return mine & (x != 0), yours & (y != 0)


def upright(column: NDArray[Number], rows: Pairs) -> NDArray[Number]:
    """Some rows of wide columns on end, (width, rows), each of the columns in one piece.

    So the processor takes many pairs at once.
    """
    return np.ascontiguousarray(column[rows].T)


FAR = 4_000_000
"""More days than there are in the calendar."""
WEEK = 7
"""Days before and after a report whose reports of like acts are counted."""


def crowd(
    party: NDArray[Any],
    other: NDArray[Any],
    type_: NDArray[Any],
    day: NDArray[Any],
    text: NDArray[Any],
) -> Whole:
    """In how many texts of the days around it acts of its type stand between its two parties.

    >>> one = np.ones(3, np.int32)
    >>> crowd(one, one, one, np.array([1, 3, 30]), np.array([1, 2, 3])).tolist()
    [2, 2, 1]
    """
    low, high = np.minimum(party, other).astype(np.int64), np.maximum(party, other)
    # What lacks a party is of a kind of its own, so that no crowd is made of gaps.
    keys = np.stack([low, high, type_, np.where(low > 0, 0, np.arange(1, len(low) + 1))], 1)
    _, kind = np.unique(keys, axis=0, return_inverse=True)
    days = kind.reshape(-1) * np.int64(FAR) + day
    _, once = np.unique(np.stack([days, text.astype(np.int64)]), axis=1, return_index=True)
    told = np.sort(days[once])
    first = np.searchsorted(told, days - WEEK, "left")
    last = np.searchsorted(told, days + WEEK, "right")
    return (last - first).astype(np.int32)
