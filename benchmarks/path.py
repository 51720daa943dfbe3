"""Speed and memory of the whole path, raw text to statements, and of the ledger's appends.

    python -m benchmarks.path [TEXT…] [--times 5]

Reads the texts (default: the bundled examples that are plain text, Markdown or HTML) as one
document of several hundred sentences, `times` over; prints the median. A peer that does the
same does not exist: PETRARCH2 and UniversalPetrarch start from sentences that are parsed already.
"""

from __future__ import annotations

import argparse
import resource
import statistics
import time
from pathlib import Path

from cuibono.coding import Coder
from cuibono.documents import Document, gather, read
from cuibono.language import Reader

EXAMPLES = Path(__file__).parents[1] / "examples"


def main() -> None:
    """Print sentences and statements a second, and peak memory."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("texts", nargs="*", default=[str(EXAMPLES)])
    options.add_argument("--times", type=int, default=5)
    chosen = options.parse_args()
    documents = [read(path) for path in gather(chosen.texts)]
    texts = [f"{d.text}\n\nCopy {n}." for d in documents for n in range(4)]
    reader = Reader.load(2)
    coder = Coder.load(embedder=reader)
    rounds: list[tuple[float, float]] = []
    sentences = statements = 0
    for _ in range(chosen.times):
        began = time.perf_counter()
        readings = reader.read_many(texts)
        between = time.perf_counter()
        codings = [coder.code(Document(t), r) for t, r in zip(texts, readings, strict=True)]
        rounds.append((between - began, time.perf_counter() - between))
        sentences = sum(len(r.sentences) for r in readings)
        statements = sum(len(c.statements) for c in codings)
    whole = statistics.median(a + b for a, b in rounds)
    coding = statistics.median(b for _, b in rounds)
    print(f"{sentences} sentences, {statements} statements, median of {chosen.times}")
    print(f"sentences a second, raw text to statements: {sentences / whole:.0f}")
    print(f"share of coding and linking in the time: {coding / whole:.2f}")
    print(f"peak RSS in MB: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f}")


if __name__ == "__main__":
    main()
