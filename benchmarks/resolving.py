"""How long it takes to find the happenings of made-up statements from nothing.

    python -m benchmarks.resolving [--statements 50000]

Processor time is told beside wall time, since a shared machine stretches the latter.
"""

from __future__ import annotations

import random
import time
from argparse import ArgumentParser
from datetime import timedelta

from benchmarks.ledgers import FIRST, PUBLISHERS, sentence, statements
from cuibono.coding.statement import Statement
from cuibono.documents import Document
from cuibono.events.resolve import resolve

EACH = 20


def rows(many: int, seed: int = 1) -> tuple[list[Statement], list[Document]]:
    """So many statements, twenty a document."""
    chance = random.Random(seed)
    found: list[Statement] = []
    documents: list[Document] = []
    for n in range(many // EACH):
        spans: list[tuple[int, str, str, str]] = []
        at = 0
        for k in range(EACH):
            text, a, b = sentence(chance, n * EACH + k)
            spans.append((at, text, a, b))
            at += len(text) + 2
        document = Document(
            "\n\n".join(text for _, text, _, _ in spans), title=f"Dispatch {n}",
            publisher=chance.choice(PUBLISHERS), published=FIRST + timedelta(days=n % 1800),
        )  # fmt: skip
        documents.append(document)
        found += statements(document, spans)
    return found, documents


def main() -> None:
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("--statements", type=int, default=50_000)
    said, documents = rows(parser.parse_args().statements)
    resolve(said[:EACH], documents[:1])  # words and weights are loaded
    used, wall = time.process_time(), time.perf_counter()
    events = resolve(said, documents)
    used, wall = time.process_time() - used, time.perf_counter() - wall
    print(f"{len(said)} statements, {len(events)} happenings and affairs: "
          f"{used:.1f} s of processor time, {wall:.1f} s of wall time")  # fmt: skip


if __name__ == "__main__":
    main()
