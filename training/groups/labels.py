"""Which statement speaks of which annotated happening."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from cuibono.coding.statement import Statement
from training.groups.mentions import Crisis, Mention

LEAST = 0.02
"""Statements that are surer than this take part: the reader's unsure ones are the noise that the
scorer has to live with."""


@dataclass(frozen=True)
class Labelled:
    """Statements of several crises; `crisis` and `happening` are -1 where nobody said."""

    statements: list[Statement]
    crisis: NDArray[np.int64]
    happening: NDArray[np.int64]
    mention: NDArray[np.int64]
    mentions: int
    """How many mentions there are, those without a statement too."""


def labelled(
    crises: Sequence[Crisis],
    coded: Mapping[str, Sequence[Statement]],
    every: bool = False,
    least: float = LEAST,
) -> Labelled:
    """The statements of annotated items with the happening that each speaks of.

    A mention takes its surest act, or `every` act in its words or sentence. Statements that are
    less sure than `least` do not count.
    """
    found: dict[str, int] = {}
    statements: list[Statement] = []
    crisis: list[int] = []
    happening: list[int] = []
    mention: list[int] = []
    numbers: dict[tuple[str, str], int] = {}
    total = counted = 0
    for number, c in enumerate(crises):
        for item in c.items:
            if item in found:
                continue
            found[item] = number
            here = [s for s in coded.get(item, ()) if s.confidence >= least]
            said = [m for m in c.mentions if m.item == item]
            chosen = _all(said, here) if every else _chosen(said, here)
            for s in here:
                statements.append(s)
                crisis.append(number)
                place = chosen.get(s.id)
                if place is not None and not said[place].happening:
                    place = None
                mention.append(total + place if place is not None else -1)
                name = (c.name, said[place].happening) if place is not None else None
                happening.append(numbers.setdefault(name, len(numbers)) if name else -1)
            total += len(said)
            counted += sum(m.happening != "" for m in said)
    return Labelled(statements, np.array(crisis), np.array(happening), np.array(mention), counted)


def _chosen(said: Sequence[Mention], here: Sequence[Statement]) -> dict[str, int]:
    """For statements by their id the place of the mention that they are of.

    Words that were marked take the acts in them. A whole sentence takes its surest act that no
    marked words hold, with all of that act's rows.
    """
    chosen: dict[str, int] = {}
    taken: set[tuple[int, int]] = set()
    order = sorted(range(len(said)), key=lambda n: (said[n].words is None, n))
    for n in order:
        m = said[n]
        inside = [s for s in here if m.start <= s.trigger_start < m.end]
        if m.words:
            acts = [s for s in inside if _meets(s, m.words)]
        else:
            marked = [o.words for o in said if o.words]
            acts = [s for s in inside if not any(_meets(s, w) for w in marked)]
        acts = [s for s in acts if (s.trigger_start, s.trigger_end) not in taken]
        if not acts:
            continue
        best = max(acts, key=lambda s: (s.confidence, -s.trigger_start))
        act = best.trigger_start, best.trigger_end
        taken.add(act)
        for s in acts:
            if (s.trigger_start, s.trigger_end) == act:
                chosen[s.id] = n
    return chosen


def _all(said: Sequence[Mention], here: Sequence[Statement]) -> dict[str, int]:
    """For every statement the place of the mention in whose words its act stands.

    An act that no marked words hold is of its sentence as a whole.
    """
    chosen: dict[str, int] = {}
    for n in sorted(range(len(said)), key=lambda n: (said[n].words is None, n)):
        m = said[n]
        for s in here:
            inside = _meets(s, m.words) if m.words else m.start <= s.trigger_start < m.end
            if inside:
                chosen.setdefault(s.id, n)
    return chosen


def _meets(s: Statement, words: tuple[int, int]) -> bool:
    return s.trigger_start < words[1] and words[0] < s.trigger_end
