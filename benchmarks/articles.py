"""The coding of whole articles beside keys made by hand, and by somebody who had not seen it.

    python -m benchmarks.articles [--reader FOLDER] [--sure 0.5] [--misses]

Eight articles written for this project (benchmarks/keys/README.md) and, where DATA has it, the
seed article. F1 is on actor, type and recipient; the other fields are judged on what was found.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from benchmarks.setting import DATA, coder_of, made, options
from cuibono.coding import Coder
from cuibono.documents import About, Document, read
from cuibono.scoring.answer_key import read_key
from cuibono.scoring.score import Pairing, Score, score

KEYS = Path(__file__).parent / "keys"
SEED = "seed/timely-escalation.txt"


def articles(data: Path = DATA) -> Iterator[tuple[str, Document, Path]]:
    """Name, text and key of every article that has one."""
    for key in sorted(KEYS.glob("articles-*.tsv")):
        yield key.stem, read(key.with_suffix(".txt")), key
    seed = data.parent / SEED
    if seed.is_file():
        yield "seed", read(seed, About(published=date(2022, 12, 5))), KEYS / "seed.tsv"


def scores(coder: Coder, data: Path = DATA, sure: float = 0.0) -> Iterator[tuple[str, Score]]:
    """The score of every article."""
    found = list(articles(data))
    coded = made(coder, (document for _, document, _ in found), sure)
    for (name, document, key), statements in zip(found, coded, strict=True):
        yield name, score(read_key(key, document.text), statements)


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


def misses(pairing: Pairing) -> Iterator[str]:
    """What the key has and the coding has not, and the other way round."""
    for a in pairing.missed:
        wanted = ("|".join(sorted(v)) for v in (a.actor, a.type, a.recipient))
        yield f"   missed {a.id} {' '.join(wanted)}"
    for s in pairing.extra:
        quote = s.quote[:100].replace("\n", " ")
        yield f"   extra  {s.actor} {s.type} {s.recipient} | {quote}"


def main() -> None:
    """Print the score of each article and of all that are not the seed."""
    parser = options(__doc__)
    parser.add_argument("--misses", action="store_true")
    chosen = parser.parse_args()
    every: list[Score] = []
    for name, found in scores(coder_of(chosen), chosen.data, chosen.sure):
        print(f"{name:12} P {found.precision:.2f}  R {found.recall:.2f}  F1 {found.f1:.2f}"
              f"  95 % {found.interval[0]:.2f} to {found.interval[1]:.2f}")  # fmt: skip
        if name != "seed":
            every.append(found)
        if chosen.misses:
            for line in misses(found.pairing):
                print(line)
    print("all but the seed:", "  ".join(f"{k} {v:.3f}" for k, v in joined(every).items()))


if __name__ == "__main__":
    main()
