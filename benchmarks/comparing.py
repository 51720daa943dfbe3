"""Claims of two hands beside each other: annotated and read, or annotated twice.

Claims meet where their triggers overlap, each with one other at most, the best agreement first.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from benchmarks.claims import Claim, Pair


def met(gold: Sequence[Claim], read: Sequence[Claim]) -> dict[int, int]:
    """Which claim that was read answers which of the annotated ones, by their places."""
    near = sorted(
        (
            (g.alike(r), -i, -j)
            for i, g in enumerate(gold)
            for j, r in enumerate(read)
            if g.meets(r)
        ),
        reverse=True,
    )
    found: dict[int, int] = {}
    taken: set[int] = set()
    for _, i, j in near:
        if -i not in found and -j not in taken:
            found[-i] = -j
            taken.add(-j)
    return found


@dataclass(frozen=True, slots=True)
class Tally:
    """What was counted, and of every pair that was read its confidence and whether all is right."""

    counts: Counter[str] = field(default_factory=Counter[str])
    sure: list[tuple[float, bool]] = field(default_factory=list[tuple[float, bool]])

    def add(self, other: Tally) -> None:
        """Take in what another has counted."""
        self.counts.update(other.counts)
        self.sure.extend(other.sure)

    def f1(self, name: str) -> float:
        """The harmonic mean of precision and recall."""
        return 2 * self.counts[name] / max(1, self.counts["gold"] + self.counts["read"])

    def share(self, name: str, of: str) -> float:
        """One count over another."""
        return self.counts[name] / max(1, self.counts[of])

    def figures(self) -> dict[str, float]:
        """All figures by their names, 0 to 1."""
        return {
            "trigger F1": self.f1("trigger"),
            "with type F1": self.f1("type"),
            "actor, type, recipient F1": self.f1("row"),
            "precision": self.share("row", "read"),
            "recall": self.share("row", "gold"),
            "wholly right F1": self.f1("whole"),
            "wholly right of those read": self.share("whole", "read"),
            **{name: self.share(name, "trigger")
               for name in ("source", "stance", "actor", "recipient")},
        }  # fmt: skip


def compare(gold: Sequence[Claim], read: Sequence[Claim]) -> Tally:
    """The claims of one document beside those that somebody else has found in it.

    Source, stance, actor and recipient are compared on triggers that both have, whatever the type.
    """
    tally = Tally(Counter(gold=len(gold), read=len(read)))
    answers = met(gold, read)
    for i, j in answers.items():
        g, r = gold[i], read[j]
        typed, row, stance, source = g.alike(r)
        tally.counts.update(
            trigger=1, type=typed, row=row, stance=stance, source=source,
            whole=row and stance and source, actor=g.same_side(r, 0), recipient=g.same_side(r, 1),
        )  # fmt: skip
    asked = {j: gold[i] for i, j in answers.items()}
    for j, claim in enumerate(read):
        tally.sure.extend(
            (sure, pair_right(asked.get(j), claim, pair)) for pair, sure in claim.sure
        )
    return tally


def pair_right(gold: Claim | None, claim: Claim, pair: Pair) -> bool:
    """Whether one statement of a claim is wholly right."""
    if gold is None or pair not in gold.pairs:
        return False
    typed, _, stance, source = gold.alike(claim)
    return typed and stance and source
