"""The quadrant of a plain sentence on ConfliBERT's QuadClass data: accuracy and macro F1.

    python -m benchmarks.quadclass [--reader FOLDER] [--sure 0.5]

One class a sentence: 0 none, 1 verbal cooperation, 2 material cooperation, 3 verbal conflict,
4 material conflict. Ours is the quadrant of the surest statement, 0 where nothing is stated; GAIN
and LOSE have no quadrant and do not count. Beside it stands the commonest class.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from benchmarks.setting import coder_of, made, options
from benchmarks.typing import macro_f1
from cuibono.coding import Codebook
from cuibono.coding.statement import Statement
from cuibono.documents import Document

ORDER = ("verbal cooperation", "material cooperation", "verbal conflict", "material conflict")


def cases(data: Path) -> list[tuple[str, int]]:
    """Sentences with their class."""
    text = (data / "events" / "quadclass-dev.tsv").read_text(encoding="utf-8")
    rows = (line.rpartition("\t") for line in text.splitlines())
    return [(text.strip('"'), int(label)) for text, _, label in rows if label.isdecimal()]


def quadrants(codebook: Codebook) -> dict[str, int]:
    """The number of each type's quadrant."""
    return {t.name: ORDER.index(t.quadrant) + 1 for t in codebook.types if t.quadrant in ORDER}


def quadrant(statements: Sequence[Statement], number: dict[str, int]) -> int:
    """The quadrant of the surest statement that has one."""
    asked = [s for s in statements if s.type in number]
    best = max(asked, key=lambda s: s.confidence, default=None)
    return number[best.type] if best else 0


def told(name: str, gold: Sequence[int], guess: Sequence[int]) -> str:
    """Accuracy and macro F1 in a line."""
    right = sum(g == h for g, h in zip(gold, guess, strict=True)) / len(gold)
    mean, each = macro_f1(gold, guess)
    classes = "  ".join(f"{c} {f:.2f}" for c, f in sorted(each.items(), key=str))
    return f"{name:16} accuracy {right:.3f}  macro F1 {mean:.3f}  ({classes})"


def main() -> None:
    """Measure the reading beside the commonest class."""
    chosen = options(__doc__).parse_args()
    found = cases(chosen.data)
    gold = [label for _, label in found]
    coder = coder_of(chosen)
    number = quadrants(coder.codebook)
    coded = made(coder, (Document(text) for text, _ in found), chosen.sure)
    print(told("cuibono", gold, [quadrant(statements, number) for statements in coded]))
    print(told("commonest class", gold, [Counter(gold).most_common(1)[0][0]] * len(gold)))


if __name__ == "__main__":
    main()
