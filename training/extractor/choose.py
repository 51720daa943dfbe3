"""The weights by which an act's type and parties are chosen together (`coding/choice.py`).

Fitted on annotated documents that the reader was not trained on: everything that an act may be is
laid beside what somebody wrote of it. `python -m training.extractor.calibrate` does it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from cuibono.coding.choice import (
    Choice,
    Features,
    Option,
    Whole,
    beside,
    rivals,
    wholes,
)
from cuibono.coding.extractor import Act
from cuibono.coding.parties import Whereabouts
from cuibono.coding.rows import Rows
from cuibono.coding.statement import UNKNOWN, UNNAMED
from cuibono.language.sentence import Sentence
from training.extractor import gold
from training.extractor.gold import Doc, Row

Floats = NDArray[np.float64]
Fit = Callable[[Floats, Floats], tuple[Floats, float]]
PULL, RARE = 2.0, 25
"""The pull of weights towards nothing; a feature is weighed from so many acts."""


@dataclass(frozen=True, slots=True)
class Case:
    """An act that somebody annotated: all that it may be, and which of it is right."""

    act: Act
    place: Whereabouts
    sides: tuple[list[Option], list[Option]]
    every: list[Whole]
    right: list[bool]
    wanted: tuple[frozenset[str], frozenset[str]]


def cases(
    doc: Doc, number: int, acts: Iterable[Act], place: Whereabouts, made: Rows
) -> Iterator[Case]:
    """The acts of a sentence that an annotated row answers."""
    for act in acts:
        rows = [row for row in doc.rows[number] if meets(row, act, place.sentence)]
        row = max(rows, key=lambda r: act.types.get(r.type, 0.0), default=None)
        if row is None:
            continue
        wanted = (codes(row, "actor"), codes(row, "to"))
        first, second = made.weighed(act, place)[1]
        every = list(wholes(act.types, (first, second)))
        mutual = made.book.type_of(row.type).mutual
        right = [
            whole.type == row.type
            and fits(first[whole.actor].codes, second[whole.recipient].codes, wanted, mutual)
            for whole in every
        ]
        yield Case(act, place, (first, second), every, right, wanted)


def meets(row: Row, act: Act, sentence: Sentence) -> bool:
    """Whether an annotated row stands at the words of an act."""
    start = sentence.tokens[act.first].start - sentence.start
    end = sentence.tokens[act.last].end - sentence.start
    return row.trigger[0] < end and start < row.trigger[1]


def codes(row: Row, side: str) -> frozenset[str]:
    """The root codes of an annotated side; that of nobody where it has none."""
    found = {gold.root(p.code) for p in row.parties[side] if p.code}
    return frozenset(found - {UNKNOWN, UNNAMED} or {UNKNOWN})


def fits(
    actor: frozenset[str], recipient: frozenset[str],
    wanted: tuple[frozenset[str], frozenset[str]], mutual: bool,
) -> bool:  # fmt: skip
    """Whether two answers are among what is wanted: of a mutual act, in either order."""
    actor, recipient = (frozenset(map(gold.root, side)) for side in (actor, recipient))
    return (actor <= wanted[0] and recipient <= wanted[1]) or (
        mutual and actor <= wanted[1] and recipient <= wanted[0]
    )


def fitted(found: Sequence[Case], logistic: Fit) -> Choice:
    """The choice that the cases teach."""
    useful = [case for case in found if any(case.right)]
    names = common(set().union(*(w.features for w in case.every)) for case in useful)
    table = np.vstack([columns([w.features for w in case.every], names) for case in useful])
    starts = np.cumsum([0, *(len(case.every) for case in useful)])[:-1]
    right = np.array([ok for case in useful for ok in case.right])
    weights = conditional(table, starts, right)
    choice = Choice(rounded(names, weights))
    further = [one for case in found for one in _further(case, choice)]
    names = common(features for features, _ in further)
    weights, bias = logistic(
        columns([features for features, _ in further], names),
        np.array([float(ok) for _, ok in further]),
    )
    return Choice(choice.weights, rounded(names, weights), round(bias, 4))


def _further(case: Case, choice: Choice) -> Iterator[tuple[Features, bool]]:
    """The further phrases beside what is chosen, and whether they are meant."""
    best = case.every[int(np.argmax(choice.scores(case.every)))]
    for side, number, wanted in zip(
        case.sides, (best.actor, best.recipient), case.wanted, strict=True
    ):
        for other in rivals(side, side[number]):
            features = beside(case.act, other, side[number], side, case.place.sentence)
            yield features, frozenset(map(gold.root, other.codes)) <= wanted


def conditional(table: Floats, starts: NDArray[np.int64], right: NDArray[np.bool_]) -> Floats:
    """A conditional logit with a ridge: the rows of a case begin at each of `starts`.

    Several rows of a case may be right; it is the sum of their chances that is raised.
    """
    many = np.diff([*starts, len(table)])
    case = np.repeat(np.arange(len(starts)), many)

    def loss(weights: Floats) -> tuple[float, Floats]:
        scores = table @ weights
        raised = np.exp(scores - np.maximum.reduceat(scores, starts)[case])
        told = raised / np.add.reduceat(raised, starts)[case]
        good = np.where(right, raised, 0.0)
        share = np.add.reduceat(good, starts)
        aimed = good / share[case]
        total = -np.log(share / np.add.reduceat(raised, starts)).sum()
        slope = table.T @ (told - aimed)
        return float(total + PULL / 2 * weights @ weights), slope + PULL * weights

    return minimize(loss, np.zeros(table.shape[1]), jac=True, method="L-BFGS-B").x


def common(sets: Iterable[Iterable[str]]) -> list[str]:
    """The names of features that are not rare."""
    counts = Counter(name for names in sets for name in names)
    return sorted(name for name, many in counts.items() if many >= RARE)


def columns(features: Sequence[Features], names: Sequence[str]) -> Floats:
    """Features by name as a table, (rows, names); what a row lacks is 0."""
    at = {name: n for n, name in enumerate(names)}
    table = np.zeros((len(features), len(names)))
    for row, held in enumerate(features):
        for name, value in held.items():
            if name in at:
                table[row, at[name]] = value
    return table


def rounded(names: Sequence[str], weights: Floats) -> dict[str, float]:
    """Weights by name, as they are kept."""
    return {name: round(float(w), 4) for name, w in zip(names, weights, strict=True)}
