"""From labelled statements to the trees of the pair scorer, with noise so that no gap matters."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from random import Random
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cuibono.events.candidates import candidates
from cuibono.events.likeness import FEATURES, features, square
from cuibono.events.sheet import Sheet, sheet
from training.groups.boost import Settings, boost
from training.groups.labels import Labelled

Pairs = NDArray[np.int64]
COPIES = 2
"""How often every pair is seen with noise, beside once as it was read."""
MOST = 20_000
"""Of a crisis with more pairs only those are learned from that would be compared."""
OTHERS = 6_000
"""Of the pairs of two happenings so many are taken by chance, and weigh for the rest."""
TYPE = FEATURES.index("type")


def pairs_of(
    labelled: Labelled, columns: Sheet
) -> tuple[Pairs, NDArray[np.float32], NDArray[np.float32]]:
    """Labelled pairs of one crisis: whether they are of one happening, and their weight.

    Of a crisis with very many pairs those are taken that would be compared, and those that are of
    one happening.
    """
    pairs: list[tuple[int, int]] = []
    weights: list[float] = []
    compared: set[tuple[int, int]] | None = None
    for number in range(int(labelled.crisis.max(initial=-1)) + 1):
        here = np.flatnonzero((labelled.crisis == number) & (labelled.happening >= 0))
        found = [
            (int(a), int(b)) for a, b in combinations(here, 2)
            if labelled.mention[a] != labelled.mention[b]
        ]  # fmt: skip
        if len(found) > MOST:
            compared = compared or {(int(a), int(b)) for a, b in candidates(columns)}
            found = [(a, b) for a, b in found if (a, b) in compared
                     or labelled.happening[a] == labelled.happening[b]]  # fmt: skip
        same = [(a, b) for a, b in found if labelled.happening[a] == labelled.happening[b]]
        other = [(a, b) for a, b in found if labelled.happening[a] != labelled.happening[b]]
        taken = Random(number).sample(other, min(OTHERS, len(other)))
        pairs += [*same, *taken]
        weights += [len(found) ** -0.4] * len(same)
        weights += [len(found) ** -0.4 * len(other) / max(1, len(taken))] * len(taken)
    made = np.array(pairs, np.int64).reshape(-1, 2)
    same = labelled.happening[made[:, 0]] == labelled.happening[made[:, 1]]
    return made, same.astype(np.float32), np.array(weights, np.float32)


def noisy(s: Sheet, rng: np.random.Generator) -> Sheet:
    """The same statements as another reader might have read them: parties, types, items wrong."""
    count = len(s)

    def hit(chance: float) -> NDArray[np.bool_]:
        return rng.random(count) < chance

    def mixed(column: NDArray[np.int32], lost: float, wrong: float) -> NDArray[np.int32]:
        out = np.where(hit(wrong), rng.permutation(column), column)
        return np.where(hit(lost), 0, out).astype(np.int32)

    swapped = hit(0.08)
    actor, recipient = mixed(s.actor, 0.1, 0.08), mixed(s.recipient, 0.12, 0.08)
    other = np.where(hit(0.1), rng.permutation(count), np.arange(count))
    undated = hit(0.2)
    return replace(
        s,
        actor=np.where(swapped, recipient, actor), recipient=np.where(swapped, actor, recipient),
        type=s.type[other], family=s.family[other], side=s.side[other],
        mode=mixed(s.mode, 0.1, 0.05), item=mixed(s.item, 0.15, 0.05),
        place=mixed(s.place, 0.15, 0.02), country=mixed(s.country, 0.15, 0.02),
        first=np.where(undated, 0, s.first), last=np.where(undated, 0, s.last),
        names=np.where(rng.random(s.names.shape) < 0.08, 0, s.names),
        # What people add, and what was read by earlier versions, has no meaning beside its words.
        known=s.known & ~hit(0.4),
    )  # fmt: skip


def alike(told: Sequence[Told]) -> dict[str, float]:
    """How much likelier two types are in pairs of one happening than in others (log ratio)."""
    yes: Counter[str] = Counter()
    no: Counter[str] = Counter()
    for t in told:
        for (a, b), one in zip(t.pairs.tolist(), t.same.tolist(), strict=True):
            types = t.labelled.statements[a].type, t.labelled.statements[b].type
            (yes if one else no)[" ".join(sorted(types))] += 1
    total = sum(yes.values()) / max(1, sum(no.values()))
    prior = 4.0
    return {
        key: round(float(np.log((yes[key] + prior * total) / (total * (no[key] + prior)))), 2)
        for key in sorted({*yes, *no})
    }  # fmt: skip


@dataclass(frozen=True)
class Told:
    """The labelled pairs of one ledger with their features, as it was read and with noise."""

    labelled: Labelled
    seen: list[Sheet]
    pairs: Pairs
    same: NDArray[np.float32]
    weight: NDArray[np.float32]
    x: list[NDArray[np.float32]]

    @classmethod
    def of(cls, labelled: Labelled, seed: int = 0) -> Told:
        """The pairs of statements that stand in one ledger."""
        rng = np.random.default_rng(seed)
        plain = sheet(labelled.statements, [s.document for s in labelled.statements])
        seen = [plain, *(noisy(plain, rng) for _ in range(COPIES))]
        pairs, same, weight = pairs_of(labelled, plain)
        return cls(labelled, seen, pairs, same, weight, [features(s, pairs, {}) for s in seen])

    def features(self, types: Mapping[str, float]) -> list[NDArray[np.float32]]:
        """The features with how alike types are now known to be."""
        for s, x in zip(self.seen, self.x, strict=True):
            table = square(types, s.types)
            x[:, TYPE] = table[s.type[self.pairs[:, 0]], s.type[self.pairs[:, 1]]]
        return self.x


def learn(told: Sequence[Told], settings: Settings) -> dict[str, Any]:
    """The scorer's values but for its thresholds, from the statements of several ledgers."""
    types = alike(told)
    found = [t.features(types) for t in told]
    x = np.concatenate([columns[n] for n in range(1 + COPIES) for columns in found])
    y = np.tile(np.concatenate([t.same for t in told]), 1 + COPIES)
    weight = np.concatenate([t.weight for t in told])
    weight = weight / weight.mean()
    w = np.concatenate([weight, *([weight * 0.5] * COPIES)])
    bias, trees = boost(x, y, w, settings)
    return {"bias": round(bias, 4), "types": types, "trees": trees}
