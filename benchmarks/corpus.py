"""The reading of the test split of the project's own corpus: triggers, types, stances.

    python -m benchmarks.corpus [--reader FOLDER] [--sure 0.5]

An eighth of `training/corpus`, chosen by hash, on which nothing is ever trained: single sentences
with deliberately rare words and invented names. Its parties have words and no codes, so that
nothing is said here of who is meant.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from benchmarks.claims import document, of_document, of_statements
from benchmarks.comparing import Tally, compare
from benchmarks.setting import coder_of, made, options
from cuibono.coding import Coder
from training.extractor import gold
from training.extractor.gold import Doc

FOLDER = Path(__file__).parents[1] / "training" / "corpus"


def held(folder: Path = FOLDER) -> list[Doc]:
    """The sentences of the test split, each a document of its own."""
    return [doc for doc in gold.written(folder) if doc.id.startswith("test:")]


def measure(docs: Sequence[Doc], coder: Coder, sure: float = 0.0) -> Tally:
    """Read every sentence on its own and compare."""
    tally = Tally()
    for doc, found in zip(docs, made(coder, map(document, docs), sure), strict=True):
        tally.add(compare(of_document(doc), of_statements(found)))
    return tally


def main() -> None:
    """Print the figures."""
    chosen = options(__doc__).parse_args()
    docs = held()
    tally = measure(docs, coder_of(chosen), chosen.sure)
    print(f"{len(docs)} sentences, {tally.counts['gold']} statements, {tally.counts['read']} read")
    print(f"trigger F1 {tally.f1('trigger'):.3f}; with its type: F1 {tally.f1('type'):.3f}"
          f"  precision {tally.share('type', 'read'):.3f}"
          f"  recall {tally.share('type', 'gold'):.3f}")  # fmt: skip
    print(f"of the triggers found: type {tally.share('type', 'trigger'):.3f}"
          f"  stance {tally.share('stance', 'trigger'):.3f}")  # fmt: skip


if __name__ == "__main__":
    main()
