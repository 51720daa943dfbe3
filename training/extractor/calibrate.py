"""The choice of parties and the confidence of a whole row, fitted on the calibration documents.

    python -m training.extractor.calibrate base [--data ../shared/data] [--confidence]

Reads the documents with the exported reader, fits what chooses types and parties together, asks of
each row whether all of it is right, and writes the weights of both into the reader's `labels.json`.
The confidence is fitted on rows whose parties were chosen by what other documents taught, those of
the articles (`training/articles`) among them: the reader is wrong more often in long prose.
`--confidence` fits it alone, and keeps the choice that the reader has.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from pathlib import Path
from typing import Any
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from cuibono.actors import Registry
from cuibono.coding import Codebook, Coder
from cuibono.coding.choice import Choice
from cuibono.coding.coder import shares
from cuibono.coding.extractor import Act, read
from cuibono.coding.overrides import read_as
from cuibono.coding.parties import Whereabouts
from cuibono.coding.quotes import Quoted
from cuibono.coding.rows import Row, Rows, Values
from cuibono.coding.windows import publisher_words, windows
from training.extractor import gold
from training.extractor.choose import cases, columns, common, fitted, meets, rounded
from training.extractor.gold import Doc

READER = Path("src/cuibono/data/reader")
ARTICLES = Path("training/articles")
Floats = NDArray[np.float64]


MANY, FOLDS = 64, 5
"""Documents that are encoded together, which is faster and changes nothing; parts of the documents,
each read with a choice that was fitted on the others."""
Read = tuple[Doc, int, Whereabouts, list[Act]]
Measured = tuple[Doc, dict[str, float], bool]
"""What was read in a sentence; what the confidence weighs of a row, and whether it is right."""


def acts(coder: Coder, docs: Sequence[Doc]) -> Iterator[Read]:
    """The acts of every sentence that has some, with where they stand."""
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
        known = [shares(found) for found in mentions]
        for (number, _), found in zip(
            cut, coder.extractor.acts([window for _, window in cut]), strict=True
        ):
            doc = part[number]
            for at, here in groupby(found, key=lambda act: act.sentence):
                place = Whereabouts(
                    doc.sentences[at], mentions[number][at], Quoted((), False), known[number]
                )
                yield doc, at, place, list(here)


def rows(made: Rows, found: Iterable[Read]) -> Iterator[tuple[Doc, int, Row]]:
    """Every row of the acts, with its sentence."""
    for doc, at, place, here in found:
        several = [r for act in here for r in made.of(act, place, Values(), read_as(act))]
        for row in made.in_context(several):
            yield doc, at, row


def fold(doc: Doc) -> int:
    """The part that a document belongs to."""
    return crc32(doc.id.encode()) % FOLDS


def first_half(doc: Doc) -> bool:
    """Whether a document is of the half that is fitted on to check the other."""
    return crc32(doc.id.encode()) % 2 == 0


def right(doc: Doc, number: int, row: Row, book: Codebook) -> bool:
    """Whether a row says what the annotation of its act says, all of it."""
    for one in doc.rows[number]:
        if one.type != row.type or not meets(one, row.act, doc.sentences[number]):
            continue
        sides = [
            {gold.root(p.code) for p in one.parties[r] if p.code} or {"---"}
            for r in ("actor", "to")
        ]
        found = (gold.root(row.actor.code), gold.root(row.recipient.code))
        mutual = book.type_of(one.type).mutual
        same = found[0] in sides[0] and found[1] in sides[1]
        same = same or (mutual and found[1] in sides[0] and found[0] in sides[1])
        source = {gold.root(p.code) for p in one.parties["source"] if p.code} or {"AUTHOR"}
        if same and one.stance == row.stance and gold.root(row.source) in source:
            return True
    return False


RIDGE = 2.0
"""The pull of weights towards nothing."""


def fit(x: Floats, y: Floats, ridge: float = RIDGE) -> tuple[Floats, float]:
    """Weights and bias of a logistic regression by Newton's method, with a ridge."""
    z = np.hstack([x, np.ones((len(x), 1))])
    pull = np.eye(z.shape[1]) * ridge
    pull[-1, -1] = 1e-3
    w = np.zeros(z.shape[1])
    for _ in range(50):
        p = 1 / (1 + np.exp(-z @ w))
        curve = (z * (p * (1 - p))[:, None]).T @ z + pull
        w = w - np.linalg.solve(curve, z.T @ (p - y) + pull @ w)
    return w[:-1], float(w[-1])


def options(about: str | None) -> argparse.ArgumentParser:
    """The options of what is fitted for a reader: its name, and the folder of the data."""
    held = argparse.ArgumentParser(description=about)
    held.add_argument("reader")
    held.add_argument("--data", type=Path, default=Path("../shared/data"))
    return held


def opened(name: str) -> tuple[Path, Coder]:
    """The folder of a reader, by its name, and a coder that reads with it."""
    folder = READER / name
    return folder, Coder(Registry.load(), Codebook.load(), read(folder))


def standardised(x: Floats, y: Floats, ridge: float) -> tuple[Floats, float]:
    """Weights and bias over numbers as they are, fitted on the same numbers standardised."""
    middle, spread = x.mean(0), x.std(0)
    w, bias = fit((x - middle) / spread, y, ridge)
    weights = w / spread
    return weights, float(bias - weights @ middle)


def keep(folder: Path, name: str, weights: Floats, bias: float) -> None:
    """Write weights and bias into the labels of a reader, under a name."""
    labels = json.loads((folder / "labels.json").read_text())
    labels[name] = {"weights": [round(float(w), 4) for w in weights], "bias": round(bias, 4)}
    (folder / "labels.json").write_text(json.dumps(labels, indent=0) + "\n")


def table(told: Floats, y: Floats) -> Iterator[str]:
    """How often rows of each confidence are right."""
    for low in np.arange(0, 1, 0.1):
        here = (told >= low) & (told < low + 0.1)
        if here.any():
            yield f"{low:.1f}: {here.sum():5d} rows, {y[here].mean():.2f} right"


def main() -> None:
    """Fit, write, and say how well it holds on halves that were not fitted on."""
    asked = options(__doc__)
    asked.add_argument("--confidence", action="store_true", help="keep the choice as it is")
    chosen = asked.parse_args()
    folder, coder = opened(chosen.reader)
    every = [*gold.annotated(chosen.data), *gold.own(Path("training/annotations"), chosen.data)]
    docs = [d for d in every if gold.split(d.id) == "calibration"]
    articles = list(acts(coder, list(gold.articles(ARTICLES))))
    labels = json.loads((folder / "labels.json").read_text())
    kept = coder.rows.choice if chosen.confidence else None
    choice, made = measured(coder, list(acts(coder, docs)), articles, kept)
    half = np.array([first_half(doc) for doc, _, _ in made])
    names, weights, bias = confidence([one for one, first in zip(made, half, strict=True) if first])
    x = columns([features for _, features, _ in made], names)[~half]
    held = np.array([float(ok) for _, _, ok in made])[~half]
    for line in table(1 / (1 + np.exp(-(x @ weights + bias))), held):
        print(line)
    labels |= taught(choice, made)
    (folder / "labels.json").write_text(json.dumps(labels, indent=0) + "\n")
    print(labels["choice"], labels["calibration"])


def measured(
    coder: Coder, found: Sequence[Read], further: Sequence[Read] = (), kept: Choice | None = None
) -> tuple[Choice, list[Measured]]:
    """The choice that the acts teach, or the one that is `kept`; the rows of the acts as what the
    others teach chooses them, and those of further acts, which teach no choice.
    """
    every = [
        (fold(doc), case)
        for doc, at, place, here in found
        for case in cases(doc, at, here, place, coder.rows)
    ]
    made: list[Measured] = []
    for part in range(FOLDS):
        choice = fitted([case for own, case in every if own != part], fit)
        made += _rows(coder, choice, (one for one in found if fold(one[0]) == part))
    choice = kept or fitted([case for _, case in every], fit)
    return choice, [*made, *_rows(coder, choice, further)]


def _rows(coder: Coder, choice: Choice, found: Iterable[Read]) -> Iterator[Measured]:
    for doc, at, row in rows(replace(coder.rows, choice=choice), found):
        yield doc, row.chances.features(), right(doc, at, row, coder.codebook)


def confidence(made: Sequence[Measured]) -> tuple[list[str], Floats, float]:
    """The weights of the confidence by name, and the bias."""
    told = [features for _, features, _ in made]
    names = common(told)
    weights, bias = fit(columns(told, names), np.array([float(ok) for _, _, ok in made]))
    return names, weights, bias


def taught(choice: Choice, made: Sequence[Measured]) -> dict[str, Any]:
    """What the reader's labels keep of both fits."""
    names, weights, bias = confidence(made)
    return {
        "choice": {"weights": choice.weights, "further": choice.further, "bias": choice.bias},
        "calibration": {"weights": rounded(names, weights), "bias": round(bias, 4)},
    }


if __name__ == "__main__":
    main()
