"""Sources, cues and contents of attributions on PolNeAR's dev articles: overlap F1.

    python -m benchmarks.attribution [--misses]

A found span is right where it overlaps a gold span of its kind, and a gold span is found where a
found one overlaps it. Citron (Newell et al. 2018) on PARC3, another corpus: cue .77, source .85,
content .83, given with partial credit for overlap.
"""

from __future__ import annotations

import argparse
import os
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from cuibono.coding.attribution import Span, attributions
from cuibono.language import Reader

KINDS = ("Cue", "Source", "Content")


def articles(folder: Path) -> Iterator[tuple[str, dict[str, list[Span]]]]:
    """Texts with the spans of each kind that somebody marked."""
    for path in sorted((folder / "attributions").glob("*.ann")):
        stem = path.stem.rpartition("_")[0]
        text = (folder / "text" / f"{stem}.txt").read_text(encoding="utf-8")
        spans: dict[str, list[Span]] = {kind: [] for kind in KINDS}
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.startswith("T"):
                kind, _, places = line.split("\t")[1].partition(" ")
                ends = [int(n) for part in places.split(";") for n in part.split()]
                if kind in spans:
                    spans[kind].append((min(ends), max(ends)))
        yield text, spans


def hits(one: Sequence[Span], other: Sequence[Span]) -> int:
    """How many of the first overlap any of the second."""
    return sum(any(a < d and c < b for c, d in other) for a, b in one)


def main() -> None:
    """Print precision, recall and F1 of each kind."""
    options = argparse.ArgumentParser(description=__doc__)
    data = os.environ.get("CUIBONO_DATA", "../shared/data")
    options.add_argument("--data", type=Path, default=Path(data))
    options.add_argument("--misses", action="store_true")
    chosen = options.parse_args()
    reader, seen = Reader.load(), Counter[str]()
    missed, extra = Counter[str](), Counter[str]()
    for text, gold in articles(chosen.data / "attribution" / "polnear" / "dev"):
        # The corpus marks what the article attributes, not what its speakers do in turn.
        found = [a for a in attributions(reader.read(text)) if a.depth == 0]
        spans = {
            "Cue": [a.cue for a in found],
            "Source": [a.source for a in found if a.source],
            "Content": [a.content for a in found if a.content],
        }
        for kind in KINDS:
            seen[f"{kind} found"] += len(spans[kind])
            seen[f"{kind} gold"] += len(gold[kind])
            seen[f"{kind} right"] += hits(spans[kind], gold[kind])
            seen[f"{kind} met"] += hits(gold[kind], spans[kind])
        cues = spans["Cue"]
        missed.update(text[a:b] for a, b in gold["Cue"] if not hits([(a, b)], cues))
        extra.update(text[a:b] for a, b in cues if not hits([(a, b)], gold["Cue"]))
    for kind in KINDS:
        precision = seen[f"{kind} right"] / max(1, seen[f"{kind} found"])
        recall = seen[f"{kind} met"] / max(1, seen[f"{kind} gold"])
        f1 = 2 * precision * recall / max(1e-9, precision + recall)
        print(f"{kind:8} precision {precision:.3f}  recall {recall:.3f}  F1 {f1:.3f}"
              f"  ({seen[f'{kind} gold']} marked)")  # fmt: skip
    if chosen.misses:
        print("missed:", missed.most_common(80))
        print("too many:", extra.most_common(80))


if __name__ == "__main__":
    main()
