"""The coding of whole articles beside keys made by hand, and by somebody who had not seen it.

    python -m benchmarks.articles [--misses]

Eight articles written for this project (benchmarks/keys/README.md) and, where DATA has it, the
seed article. F1 is on actor, type and recipient; the other fields are judged on what was found.
"""

from __future__ import annotations

import argparse
import os
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from cuibono.coding import Coder
from cuibono.documents import About, Document, read
from cuibono.language import Reader
from cuibono.measures.answer_key import read_key
from cuibono.measures.score import Score, score

KEYS = Path(__file__).parent / "keys"
SEED = "seed/timely-escalation.txt"


def articles() -> Iterator[tuple[str, Document, Path]]:
    """Name, text and key of every article that has one."""
    for key in sorted(KEYS.glob("articles-*.tsv")):
        yield key.stem, read(key.with_suffix(".txt")), key
    seed = Path(os.environ.get("CUIBONO_DATA", "../shared/data")).parent / SEED
    if seed.is_file():
        yield "seed", read(seed, About(published=date(2022, 12, 5))), KEYS / "seed.tsv"


def scores() -> Iterator[tuple[str, Score]]:
    """The score of every article."""
    reader = Reader.load(2)
    coder = Coder.load(embedder=reader)
    for name, document, key in articles():
        coding = coder.code(document, reader.read(document.text))
        yield name, score(read_key(key, document.text), coding.statements)


def joined(found: list[Score]) -> dict[str, float]:
    """Precision, recall, F1 and the fields' accuracies over several articles."""
    hits = sum(len(s.pairing.exact) for s in found)
    extra = sum(len(s.pairing.extra) for s in found)
    needed = sum(s.pairing.needed for s in found)
    right, asked = Counter[str](), Counter[str]()
    for one in found:
        for name, (good, every) in one.fields.items():
            right[name] += good
            asked[name] += every
    return {
        "precision": hits / max(1, hits + extra),
        "recall": hits / max(1, needed),
        "F1": 2 * hits / max(1, hits + extra + needed),
        **{name: right[name] / max(1, asked[name]) for name in asked},
    }


def main() -> None:
    """Print the score of each article and of all that are not the seed."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--misses", action="store_true")
    chosen = options.parse_args()
    every: list[Score] = []
    for name, found in scores():
        print(f"{name:12} P {found.precision:.2f}  R {found.recall:.2f}  F1 {found.f1:.2f}"
              f"  95 % {found.interval[0]:.2f} to {found.interval[1]:.2f}")  # fmt: skip
        if name != "seed":
            every.append(found)
        if chosen.misses:
            for a in found.pairing.missed:
                print(
                    "   missed",
                    a.id,
                    *("|".join(sorted(v)) for v in (a.actor, a.type, a.recipient)),
                )
            for s in found.pairing.extra:
                print(
                    "   extra ", s.actor, s.type, s.recipient, "|", s.quote[:100].replace("\n", " ")
                )
    print("all but the seed:", "  ".join(f"{k} {v:.3f}" for k, v in joined(every).items()))


if __name__ == "__main__":
    main()
