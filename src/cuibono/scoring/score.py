"""How well a coding agrees with an answer key: exact and partial, by field, with intervals."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from cuibono.actors.code import root
from cuibono.coding.statement import UNKNOWN, Statement
from cuibono.scoring.answer_key import FIELDS, KeyRow

ROUNDS, SEED = 1000, 20221205


@dataclass(frozen=True, slots=True)
class Pairing:
    """Which statement answers which row of the key.

    `exact` agree in actor, type and recipient (codes up to the first dot); `partial` in two
    of them; `missed` are needed answers without an exact statement; `extra` statements that
    stand in the text of no answer or agree with none.
    """

    exact: tuple[tuple[KeyRow, Statement], ...]
    partial: tuple[tuple[KeyRow, Statement], ...]
    missed: tuple[KeyRow, ...]
    extra: tuple[Statement, ...]
    needed: int


@dataclass(frozen=True, slots=True)
class Score:
    """Shares from 0 to 1, with a 95 % bootstrap interval for F1 over the answers.

    `fields` holds the accuracy of source, stance, when and item on the needed answers that
    were found and name the field; `partial` is F1 with half a point for two of three.
    """

    precision: float
    recall: float
    f1: float
    interval: tuple[float, float]
    partial: float
    fields: dict[str, tuple[int, int]]
    pairing: Pairing


def pair(answers: Sequence[KeyRow], statements: Sequence[Statement]) -> Pairing:
    """Match statements to answers one to one, the best agreement first.

    Statements that agree with an answer marked O, or repeat one that is already answered,
    count neither way.
    """
    scored = sorted(
        ((_agreement(a, s), not a.needed, i, j) for i, a in enumerate(answers)
         for j, s in enumerate(statements) if _near(a, s)),
        key=lambda item: (-item[0][0], item[1], -item[0][1], item[2:]),
    )  # fmt: skip
    by_answer: dict[int, int] = {}
    by_statement: dict[int, int] = {}
    repeated: set[int] = set()
    for (core, _), _, i, j in scored:
        if core == 3 and j not in by_statement:
            if i in by_answer:
                repeated.add(j)
            else:
                by_answer[i], by_statement[j] = j, i
    free = set(range(len(statements))) - set(by_statement) - repeated
    halves: list[tuple[KeyRow, Statement]] = []
    for (core, _), _, i, j in scored:
        if core == 2 and i not in by_answer and j in free and answers[i].needed:
            halves.append((answers[i], statements[j]))
            by_answer[i] = j
            free.discard(j)
    exact = [(answers[i], statements[j]) for j, i in by_statement.items()]
    found = {a.id for a, _ in exact}
    return Pairing(
        tuple((a, s) for a, s in exact if a.needed),
        tuple(halves),
        tuple(a for a in answers if a.needed and a.id not in found),
        tuple([s for _, s in halves] + [statements[j] for j in sorted(free)]),
        sum(a.needed for a in answers),
    )


def score(answers: Sequence[KeyRow], statements: Sequence[Statement]) -> Score:
    """The score of a coding against a key for the same text."""
    pairing = pair(answers, statements)
    hits, extra, needed = len(pairing.exact), len(pairing.extra), pairing.needed
    half = hits + len(pairing.partial) / 2
    return Score(
        hits / max(1, hits + extra),
        hits / max(1, needed),
        _f1(hits, hits + extra, needed),
        _interval(pairing),
        _f1(half, hits + extra, needed),
        {name: _field(pairing, name) for name in FIELDS},
        pairing,
    )


def _near(answer: KeyRow, statement: Statement) -> bool:
    return statement.start < answer.end and answer.start < statement.end


def _agreement(answer: KeyRow, statement: Statement) -> tuple[int, int]:
    """How many of actor, type, recipient agree, and how many of the other fields."""
    core = (
        (root(statement.actor) in _roots(answer.actor))
        + (statement.type in answer.type)
        + (root(statement.recipient) in (_roots(answer.recipient) or {UNKNOWN}))
    )
    return core, sum(_right(answer, statement, name) for name in FIELDS)


def _right(answer: KeyRow, statement: Statement, name: str) -> bool:
    wanted = answer.fields[name]
    found = str(getattr(statement, name) or "")
    if name == "source":
        return root(found) in _roots(wanted)
    return found in wanted if wanted else not found


def _field(pairing: Pairing, name: str) -> tuple[int, int]:
    """Right and all, of the found answers that name a field."""
    asked = [(a, s) for a, s in pairing.exact if a.fields[name]]
    return sum(_right(a, s, name) for a, s in asked), len(asked)


def _roots(codes: frozenset[str]) -> set[str]:
    return {root(code) for code in codes}


def _f1(hits: float, found: int, needed: int) -> float:
    return 2 * hits / max(1, found + needed)


def _interval(pairing: Pairing) -> tuple[float, float]:
    """Percentile bootstrap over outcomes: answers found, answers missed, statements too many."""
    outcomes = (
        ["hit"] * len(pairing.exact) + ["miss"] * len(pairing.missed)
        + ["extra"] * len(pairing.extra)
    )  # fmt: skip
    if not outcomes:
        return 0.0, 0.0
    draw = random.Random(SEED)
    values: list[float] = []
    for _ in range(ROUNDS):
        c = Counter(draw.choices(outcomes, k=len(outcomes)))
        values.append(_f1(c["hit"], c["hit"] + c["extra"], c["hit"] + c["miss"]))
    values.sort()
    return values[int(0.025 * ROUNDS)], values[int(0.975 * ROUNDS) - 1]
