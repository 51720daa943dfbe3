"""How well statements of one happening are found: annotated groups of news sentences.

    python -m benchmarks.happenings KEPT PART

KEPT is the folder with what the reader made of the items (`python -m training.groups code`), PART
train, calibration or test. Printed are, for this program and for the former rule: pairs of mentions
put together (precision, recall, F1), all of them and those whose parties were read alike; and of
the happenings called corroborated, how many hold two reports that truly are of one happening.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from itertools import combinations
from pathlib import Path

import numpy as np

from benchmarks.former import former
from cuibono.events.event import Event, Status
from cuibono.events.resolve import resolve
from cuibono.events.sheet import party
from training.groups.code import coded
from training.groups.judge import Agreement, agreement
from training.groups.labels import Labelled, labelled
from training.groups.mentions import of_part


def main(kept: Path, part: str) -> None:
    """Print the figures of one part."""
    held = labelled(of_part(part), coded(kept / f"{part}.jsonl"))
    read = len(set(held.mention[held.mention >= 0].tolist()))
    print(f"{part}: {read} of {held.mentions} mentions have a statement")
    events = resolve(held.statements, [])
    row = {s.id: n for n, s in enumerate(held.statements)}
    groups = [[row[s.id] for s in e.statements] for e in events]
    for name, found in (("this program", groups), ("the former rule", former(held.statements))):
        print(f"{name}: {agreement(held, found)}; parties alike: {alike(held, found)}")
    right, judged, all_ = corroborated(held, events, row)
    print(f"corroborated: {right} of {judged} that can be judged are; {all_} in all")


def alike(held: Labelled, groups: Sequence[Sequence[int]]) -> Agreement:
    """Agreement over the pairs of annotated statements that name the same two, in any order."""
    group = {row: number for number, rows in enumerate(groups) for row in rows}
    parties = [frozenset((party(s.actor), party(s.recipient))) for s in held.statements]
    right = wrong = missed = 0
    for a, b in combinations(np.flatnonzero(held.mention >= 0).tolist(), 2):
        if held.crisis[a] != held.crisis[b] or held.mention[a] == held.mention[b]:
            continue
        if parties[a] != parties[b] or "" in parties[a]:
            continue
        same, together = held.happening[a] == held.happening[b], group[a] == group[b]
        right += bool(same and together)
        wrong += bool(together and not same)
        missed += bool(same and not together)
    return Agreement(right, wrong, missed)


def corroborated(
    held: Labelled, events: Sequence[Event], row: dict[str, int]
) -> tuple[int, int, int]:
    """Corroborated happenings: with a true pair of two texts, with any annotated pair, all."""
    right = judged = total = 0
    for event in events:
        if event.status is not Status.CORROBORATED:
            continue
        total += 1
        rows = [row[v.statements[0].id] for v in event.voices if v.counts and not v.denies]
        rows = [row[s.id] for v in event.voices if v.counts for s in v.statements] or rows
        marked = [r for r in rows if held.happening[r] >= 0]
        pairs = [
            (a, b) for a, b in combinations(marked, 2)
            if held.statements[a].document != held.statements[b].document
        ]  # fmt: skip
        judged += bool(pairs)
        right += any(held.happening[a] == held.happening[b] for a, b in pairs)
    return right, judged, total


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
