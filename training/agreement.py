"""How far a second, independent annotation of the same sentences agrees with the corpus.

    python -m training.agreement training/corpus/*.txt --second training/corpus/second/*.txt

Triggers agree where they overlap; on those, types, stances, sources and parties are compared. Kappa
is Cohen's (1960), over triggers that both marked.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from training import corpus
from training.corpus import Example, Marked, Span


def overlap(one: Span, other: Span) -> bool:
    """Whether two spans share a character."""
    return one[0] < other[1] and other[0] < one[1]


def pairs(first: Example, second: Example) -> Iterator[tuple[Marked, Marked]]:
    """Statements of both whose triggers overlap, each once; the same type first."""
    free = list(second.statements)
    for mine in sorted(first.statements, key=lambda s: s.trigger):
        met = [s for s in free if overlap(s.trigger, mine.trigger)]
        if met:
            best = max(met, key=lambda s: (s.type == mine.type, s.stance == mine.stance))
            free.remove(best)
            yield mine, best


def kappa(labels: Sequence[tuple[str, str]]) -> float:
    """Agreement freed of chance.

    >>> kappa([("a", "a"), ("b", "b"), ("a", "b"), ("b", "b")])
    0.5
    """
    n = len(labels)
    same = sum(a == b for a, b in labels) / n
    one, other = Counter(a for a, _ in labels), Counter(b for _, b in labels)
    chance = sum(one[k] * other[k] for k in one) / n**2
    return (same - chance) / (1 - chance) if chance < 1 else 1.0


def spans_agree(one: Sequence[Span], other: Sequence[Span]) -> bool:
    """Whether both name nobody, or phrases that overlap."""
    return any(overlap(a, b) for a in one for b in other) if one and other else one == other


def main() -> None:
    """Print the agreement."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("first", type=Path, nargs="+")
    options.add_argument("--second", type=Path, nargs="+", required=True)
    chosen = options.parse_args()
    known = {e.text: e for e in corpus.read(chosen.first)}
    seconds = [e for e in corpus.read(chosen.second) if e.text in known]
    both = [p for e in seconds for p in pairs(known[e.text], e)]
    mine = sum(len(known[e.text].statements) for e in seconds)
    theirs = sum(len(e.statements) for e in seconds)
    either = sum(bool(known[e.text].statements) == bool(e.statements) for e in seconds)
    print(f"{len(seconds)} sentences, {mine} and {theirs} statements")
    print(f"whether anything is stated: {either / len(seconds):.3f}")
    print(f"triggers: F1 {2 * len(both) / (mine + theirs):.3f}, {len(both)} in both")
    types = [(a.type, b.type) for a, b in both]
    stances = [(a.stance, b.stance) for a, b in both]
    for name, labels in (("type", types), ("stance", stances)):
        same = sum(a == b for a, b in labels) / len(labels)
        print(f"{name}: {same:.3f}, kappa {kappa(labels):.3f}")
    spoken = sum((bool(a.chain) or a.unnamed) == (bool(b.chain) or b.unnamed) for a, b in both)
    print(f"author or another: {spoken / len(both):.3f}")
    for field in ("actor", "to"):
        same = sum(spans_agree(a.spans.get(field, ()), b.spans.get(field, ())) for a, b in both)
        print(f"{field}: {same / len(both):.3f}")
    differ = Counter(tuple(sorted(t)) for t in types if t[0] != t[1])
    print(
        "types taken for each other:",
        ", ".join(f"{a}/{b} {n}" for (a, b), n in differ.most_common(8)),
    )


if __name__ == "__main__":
    main()
