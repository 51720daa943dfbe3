"""The confidence of a whole row, fitted on the calibration documents.

    python -m training.extractor.calibrate base [--data ../shared/data]

Reads the documents with the exported reader, asks of each row whether all of it is right, and
writes the weights of a logistic fit into the reader's `labels.json`.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from cuibono.actors import Registry
from cuibono.coding import Codebook, Coder
from cuibono.coding.extractor import Act, read
from cuibono.coding.overrides import read_as
from cuibono.coding.quotes import Quoted
from cuibono.coding.rows import Row, Values, Whereabouts
from cuibono.coding.windows import publisher_words, windows
from training.extractor import gold
from training.extractor.gold import Doc

READER = Path("src/cuibono/data/reader")
Floats = NDArray[np.float64]


MANY = 64
"""Documents that are encoded together, which is faster and changes nothing."""


def rows(coder: Coder, docs: Sequence[Doc]) -> Iterator[tuple[Doc, int, Row]]:
    """Every row that the reader makes of the documents, with its sentence."""
    for first in range(0, len(docs), MANY):
        part = docs[first : first + MANY]
        mentions = [coder.namer.find(doc.sentences, doc.published) for doc in part]
        cut = [
            (number, window)
            for number, doc in enumerate(part)
            for window in windows(
                doc.sentences, mentions[number], coder.extractor.pieces,
                publisher_words(doc.publisher, coder.namer),
            )
        ]  # fmt: skip
        for (number, _), acts in zip(
            cut, coder.extractor.acts([window for _, window in cut]), strict=True
        ):
            doc = part[number]
            for at, here in groupby(acts, key=lambda act: act.sentence):
                place = Whereabouts(doc.sentences[at], mentions[number][at], Quoted((), False))
                made = [r for act in here
                        for r in coder.rows.of(act, place, Values(), read_as(act))]  # fmt: skip
                for row in coder.rows.in_context(made):
                    yield doc, at, row


def right(doc: Doc, number: int, row: Row, book: Codebook) -> bool:
    """Whether a row says what the annotation of its act says, all of it."""
    act: Act = row.act
    sentence = doc.sentences[number]
    start = sentence.tokens[act.first].start - sentence.start
    end = sentence.tokens[act.last].end - sentence.start
    for one in doc.rows[number]:
        if one.trigger[0] >= end or start >= one.trigger[1] or one.type != row.type:
            continue
        sides = [
            {gold.root(p.code) for p in one.parties[r] if p.code} or {"---"}
            for r in ("actor", "to")
        ]
        found = (gold.root(row.actor.code), gold.root(row.recipient.code))
        mutual = book.type_of(one.type).mutual
        meets = found[0] in sides[0] and found[1] in sides[1]
        meets = meets or (mutual and found[1] in sides[0] and found[0] in sides[1])
        source = {gold.root(p.code) for p in one.parties["source"] if p.code} or {"AUTHOR"}
        if meets and one.stance == row.stance and gold.root(row.source) in source:
            return True
    return False


RIDGE, RARE = 2.0, 25
"""The pull of weights towards nothing; a trait is weighed from so many rows."""


def fit(x: Floats, y: Floats) -> tuple[Floats, float]:
    """A logistic regression by Newton's method, with a ridge."""
    z = np.hstack([x, np.ones((len(x), 1))])
    pull = np.eye(z.shape[1]) * RIDGE
    pull[-1, -1] = 1e-3
    w = np.zeros(z.shape[1])
    for _ in range(50):
        p = 1 / (1 + np.exp(-z @ w))
        curve = (z * (p * (1 - p))[:, None]).T @ z + pull
        w = w - np.linalg.solve(curve, z.T @ (p - y) + pull @ w)
    return w[:-1], float(w[-1])


def matrix(features: Sequence[dict[str, float]], names: Sequence[str]) -> Floats:
    """Features by name as a table, (rows, names); what a row lacks is 0."""
    return np.array([[f.get(name, 0.0) for name in names] for f in features])


def table(told: Floats, y: Floats) -> Iterator[str]:
    """How often rows of each confidence are right."""
    for low in np.arange(0, 1, 0.1):
        here = (told >= low) & (told < low + 0.1)
        if here.any():
            yield f"{low:.1f}: {here.sum():5d} rows, {y[here].mean():.2f} right"


def main() -> None:
    """Fit, write, and say how well it holds on halves that were not fitted on."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("reader")
    options.add_argument("--data", type=Path, default=Path("../shared/data"))
    chosen = options.parse_args()
    folder = READER / chosen.reader
    coder = Coder(Registry.load(), Codebook.load(), read(folder))
    every = [*gold.annotated(chosen.data), *gold.own(Path("training/annotations"), chosen.data)]
    docs = [d for d in every if gold.split(d.id) == "calibration"]
    found = [
        (d.id, r.chances.features(), right(d, n, r, coder.codebook))
        for d, n, r in rows(coder, docs)
    ]
    counts = Counter(name for _, f, _ in found for name in f)
    names = [name for name, many in counts.items() if many >= RARE]
    x = matrix([f for _, f, _ in found], names)
    y = np.array([float(ok) for _, _, ok in found])
    half = np.array([crc32(id_.encode()) % 2 == 0 for id_, _, _ in found])
    weights, bias = fit(x[half], y[half])
    for line in table(1 / (1 + np.exp(-(x[~half] @ weights + bias))), y[~half]):
        print(line)
    weights, bias = fit(x, y)
    labels = json.loads((folder / "labels.json").read_text())
    kept = {name: round(float(w), 4) for name, w in zip(names, weights, strict=True)}
    labels["calibration"] = {"weights": kept, "bias": round(bias, 4)}
    (folder / "labels.json").write_text(json.dumps(labels, indent=0) + "\n")
    print(kept, bias, y.mean())


if __name__ == "__main__":
    main()
