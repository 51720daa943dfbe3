"""What tells acts that are meant from figures of speech and matches that are told as battles.

    python -m training.extractor.literal base [--data ../shared/data] [--check]

News and essays, from which the reader learns, hardly have "Spain bombarded the Swiss goal", so it
takes that for an act. A logistic regression over what the encoder gives for an act's words is
fitted on sentences that were written for it (`training/figures.jsonl`), half of them literal, and
on acts that annotators marked in training documents and in the written corpus. Its weights go into
the reader's `labels.json`. `--check` fits on four fifths of the sentences and says how well that
holds on the rest, and how many acts of the calibration documents it would take for figures.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from zlib import crc32

import numpy as np

from benchmarks.claims import document
from cuibono.coding import Coder
from cuibono.coding.confidence import FIGURE
from cuibono.coding.extractor import LEAST, Act
from cuibono.documents import Document
from cuibono.language.sentence import Sentence
from training.extractor import gold
from training.extractor.calibrate import MANY, Floats, keep, opened, options, standardised
from training.extractor.choose import meets
from training.extractor.gold import Doc

SENTENCES = Path("training/figures.jsonl")
DOCUMENTS, RIDGE, WEIGHT = 2500, 60.0, 3
"""So many training documents are read; the pull of weights towards nothing; so many times a figure
counts, since there are few of them."""


@dataclass(frozen=True, slots=True)
class Figure:
    """An act of a written sentence; `kind` is what it stands for in the file."""

    text: str
    kind: str
    figurative: bool
    vector: Floats


def figures(coder: Coder) -> list[Figure]:
    """The acts of the written sentences."""
    rows = [json.loads(line) for line in SENTENCES.read_text("utf-8").splitlines()]
    found = coder.acts_of([row["text"] for row in rows], LEAST)
    return [
        Figure(row["text"], row["kind"], row["figurative"], act.vector.astype(float))
        for row, acts in zip(rows, found, strict=True)
        for act in acts
    ]


def marked(coder: Coder, docs: Iterable[Doc]) -> Iterator[Floats]:
    """The vectors of the acts that annotators marked."""
    rest = iter(docs)
    while part := list(islice(rest, MANY)):
        texts = [
            document(d) if len(d.sentences) > 1 else Document(d.sentences[0].text) for d in part
        ]
        prepared = [coder.prepare(text) for text in texts]
        acts = iter(coder.extractor.acts([w for p in prepared for w in p.windows]))
        for doc, p in zip(part, prepared, strict=True):
            here = [act for _ in p.windows for act in next(acts)]
            if len(p.sentences) == len(doc.sentences):
                yield from (a.vector.astype(float) for a in here if _annotated(doc, p.sentences, a))


def _annotated(doc: Doc, sentences: tuple[Sentence, ...], act: Act) -> bool:
    return any(meets(row, act, sentences[act.sentence]) for row in doc.rows[act.sentence])


def fitted(found: list[Figure], literal: Floats) -> tuple[Floats, float]:
    """Weights and bias over a vector, fitted on its standardised numbers."""
    many = [WEIGHT if f.figurative else 1 for f in found]
    x = np.vstack([np.repeat([f.vector for f in found], many, axis=0), literal])
    y = np.concatenate([np.repeat([float(f.figurative) for f in found], many),
                        np.zeros(len(literal))])  # fmt: skip
    return standardised(x, y, RIDGE)


def chances(vectors: Floats, weights: Floats, bias: float) -> Floats:
    """The chance of each act to be a figure."""
    return 1 / (1 + np.exp(-(vectors @ weights + bias)))


def check(found: list[Figure], literal: Floats, held: Floats) -> Iterator[str]:
    """How many acts of each kind are taken for figures where their sentences taught nothing."""
    kept = [crc32(f.text.encode()) % 5 == 0 for f in found]
    weights, bias = fitted([f for f, k in zip(found, kept, strict=True) if not k], literal)
    told: defaultdict[str, list[bool]] = defaultdict(list)
    for f, k in zip(found, kept, strict=True):
        if k:
            told[f.kind].append(float(chances(f.vector[None], weights, bias)[0]) > FIGURE)
    for kind, some in told.items():
        yield f"{kind:12} {sum(some):4} of {len(some):4} acts taken for figures"
    taken = int((chances(held, weights, bias) > FIGURE).sum())
    yield f"acts of calibration documents: {taken} of {len(held)}"


def main() -> None:
    """Fit and write, or check."""
    asked = options(__doc__)
    asked.add_argument("--check", action="store_true")
    chosen = asked.parse_args()
    folder, coder = opened(chosen.reader)
    every = [*gold.annotated(chosen.data), *gold.own(Path("training/annotations"), chosen.data)]
    every.sort(key=lambda d: crc32(d.id.encode()))
    train = [d for d in every if gold.split(d.id) == "train"][:DOCUMENTS]
    corpus = [d for d in gold.written(Path("training/corpus")) if d.id.startswith("train:")]
    literal = np.vstack(list(marked(coder, [*train, *corpus])))
    found = figures(coder)
    if chosen.check:
        held = [d for d in every if gold.split(d.id) == "calibration"]
        print(*check(found, literal, np.vstack(list(marked(coder, held)))), sep="\n")
        return
    weights, bias = fitted(found, literal)
    keep(folder, "figures", weights, bias)
    print(f"{len(found)} acts of written sentences, {len(literal)} that annotators marked")


if __name__ == "__main__":
    main()
