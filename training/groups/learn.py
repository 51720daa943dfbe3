"""From labelled statements to the trees of the pair scorer, with noise so that no gap matters."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cuibono.events.candidates import candidates
from cuibono.events.likeness import features
from cuibono.events.sheet import Sheet, sheet
from training.groups.boost import Settings, boost
from training.groups.labels import Labelled

Pairs = NDArray[np.int64]
COPIES = 2
"""How often every pair is seen with noise, beside once as it was read."""
MOST = 20_000
"""A crisis with more pairs is learned from in part."""


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
        pairs += found
        weights += [len(found) ** -0.4] * len(found)
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
    """The labelled pairs of one ledger."""

    labelled: Labelled
    columns: Sheet
    pairs: Pairs
    same: NDArray[np.float32]
    weight: NDArray[np.float32]

    @classmethod
    def of(cls, labelled: Labelled) -> Told:
        """The pairs of statements that stand in one ledger."""
        columns = sheet(labelled.statements, [s.document for s in labelled.statements])
        return cls(labelled, columns, *pairs_of(labelled, columns))


def learn(ledgers: Sequence[Labelled], settings: Settings) -> dict[str, Any]:
    """The scorer's values but for its thresholds, from the statements of several ledgers."""
    told = [Told.of(labelled) for labelled in ledgers]
    types = alike(told)
    rng = np.random.default_rng(settings.seed)
    seen = [[t.columns for t in told]]
    seen += [[noisy(t.columns, rng) for t in told] for _ in range(COPIES)]
    x = np.concatenate([
        features(s, t.pairs, types)
        for columns in seen for s, t in zip(columns, told, strict=True)
    ])  # fmt: skip
    y = np.tile(np.concatenate([t.same for t in told]), len(seen))
    weight = np.concatenate([t.weight for t in told])
    weight = weight / weight.mean()
    w = np.concatenate([weight, *([weight * 0.5] * COPIES)])
    bias, trees = boost(x, y, w, settings)
    return {"bias": round(bias, 4), "types": types, "trees": trees}
