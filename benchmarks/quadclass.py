"""The quadrant of a plain sentence on ConfliBERT's QuadClass data: accuracy and macro F1.

    python -m benchmarks.quadclass

One class a sentence: 0 none, 1 verbal cooperation, 2 material cooperation, 3 verbal conflict,
4 material conflict. Ours is the quadrant of the statement whose trigger hangs nearest to the
root of the tree, 0 where nothing is stated; GAIN and LOSE have no quadrant and do not count. Beside
it the commonest class, and the coder's own examples without its rules.
"""

from __future__ import annotations

import argparse
import os
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from cuibono.coding import Codebook, Coder
from cuibono.coding.nearest import Nearest
from cuibono.coding.statement import Coding
from cuibono.documents import Document
from cuibono.language import Reader
from cuibono.language.sentence import Reading

ORDER = ("verbal cooperation", "material cooperation", "verbal conflict", "material conflict")


def cases(path: Path) -> list[tuple[str, int]]:
    """Sentences with their class."""
    rows = (line.rpartition("\t") for line in path.read_text(encoding="utf-8").splitlines())
    return [(text.strip('"'), int(label)) for text, _, label in rows if label.isdecimal()]


def quadrants(codebook: Codebook) -> dict[str, int]:
    """The number of each type's quadrant."""
    return {t.name: ORDER.index(t.quadrant) + 1 for t in codebook.types if t.quadrant in ORDER}


def outermost(coding: Coding, reading: Reading, number: dict[str, int]) -> int:
    """The quadrant of the statement nearest to the root."""
    best: list[tuple[int, int, int]] = []
    for s in coding.statements:
        for sentence in reading.sentences:
            for token in sentence.tokens:
                if s.type in number and token.start == s.trigger_start:
                    depth = len(list(sentence.ancestors(token.index)))
                    best.append((depth, s.trigger_start, number[s.type]))
    return min(best, default=(0, 0, 0))[2]


def told(name: str, gold: Sequence[int], guess: Sequence[int]) -> None:
    """Print accuracy and macro F1."""
    right = Counter(g for g, h in zip(gold, guess, strict=True) if g == h)
    golds, guesses = Counter(gold), Counter(guess)
    f1 = [2 * right[c] / max(1, golds[c] + guesses[c]) for c in range(5)]
    each = "  ".join(f"{c} {f:.2f}" for c, f in enumerate(f1))
    print(
        f"{name:22} accuracy {right.total() / len(gold):.3f}  macro F1 {sum(f1) / 5:.3f}  ({each})"
    )


def main() -> None:
    """Measure the coder beside the commonest class and the examples alone."""
    options = argparse.ArgumentParser(description=__doc__)
    data = os.environ.get("CUIBONO_DATA", "../shared/data")
    options.add_argument("--data", type=Path, default=Path(data))
    found = cases(options.parse_args().data / "events" / "quadclass-dev.tsv")
    texts, gold = [t for t, _ in found], [label for _, label in found]
    reader = Reader.load()
    coder = Coder.load(embedder=reader)
    number = quadrants(coder.codebook)
    readings = reader.read_many(texts)
    ours = [outermost(coder.code(Document(t), r), r, number)
            for t, r in zip(texts, readings, strict=True)]  # fmt: skip
    near = Nearest.of(coder.codebook, reader).typed(texts)
    told("cuibono", gold, ours)
    told("examples alone", gold, [number.get(n.type or "", 0) for n in near])
    told("commonest class", gold, [Counter(gold).most_common(1)[0][0]] * len(gold))


if __name__ == "__main__":
    main()
