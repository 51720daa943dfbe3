"""From labelled statements to the trees of the pair scorer, with noise so that no gap matters."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import combinations
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cuibono.events.likeness import features
from cuibono.events.sheet import Sheet, sheet
from training.groups.boost import Node, Settings, boost
from training.groups.labels import Labelled

Pairs = NDArray[np.int64]
COPIES = 2
"""How often every pair is seen with noise, beside once as it was read."""


def pairs_of(labelled: Labelled) -> tuple[Pairs, NDArray[np.float32], NDArray[np.float32]]:
    """All labelled pairs of one crisis: whether they are of one happening, and their weight."""
    pairs: list[tuple[int, int]] = []
    weights: list[float] = []
    for number in range(int(labelled.crisis.max(initial=-1)) + 1):
        here = np.flatnonzero((labelled.crisis == number) & (labelled.happening >= 0))
        found = [
            (int(a), int(b)) for a, b in combinations(here, 2)
            if labelled.mention[a] != labelled.mention[b]
        ]  # fmt: skip
        pairs += found
        weights += [len(found) ** -0.4] * len(found)
    made = np.array(pairs, np.int64).reshape(-1, 2)
    same = labelled.happening[made[:, 0]] == labelled.happening[made[:, 1]]
    weight = np.array(weights, np.float32)
    return made, same.astype(np.float32), weight / weight.mean()


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


def alike(labelled: Labelled, pairs: Pairs, same: NDArray[np.float32]) -> dict[str, float]:
    """How much likelier two types are in pairs of one happening than in others (log ratio)."""
    yes: Counter[str] = Counter()
    no: Counter[str] = Counter()
    for (a, b), one in zip(pairs.tolist(), same.tolist(), strict=True):
        key = " ".join(sorted((labelled.statements[a].type, labelled.statements[b].type)))
        (yes if one else no)[key] += 1
    total = sum(yes.values()) / max(1, sum(no.values()))
    prior = 4.0
    return {
        key: round(float(np.log((yes[key] + prior * total) / (total * (no[key] + prior)))), 2)
        for key in sorted({*yes, *no})
    }  # fmt: skip


def learn(labelled: Labelled, settings: Settings) -> dict[str, Any]:
    """The scorer's values but for its thresholds."""
    plain = sheet(labelled.statements, [s.document for s in labelled.statements])
    pairs, same, weight = pairs_of(labelled)
    types = alike(labelled, pairs, same)
    rng = np.random.default_rng(settings.seed)
    seen = [plain, *(noisy(plain, rng) for _ in range(COPIES))]
    x = np.concatenate([features(s, pairs, types) for s in seen])
    y = np.tile(same, len(seen))
    w = np.concatenate([weight, *([weight * 0.5] * COPIES)])
    bias, trees = boost(x, y, w, settings)
    return {"bias": round(bias, 4), "types": types, "trees": _tidy(trees)}


def _tidy(trees: list[Node]) -> list[Node]:
    return trees
