"""What tells acts that a sentence is about from those that it mentions in passing.

    python -m training.extractor.passing base [--data ../shared/data] [--check]

"The probe on Russia's role" and "Crimea, annexed by Russia" say within another phrase that
something was done. A logistic regression over what the encoder gives for a word is fitted on the
trees of UD English-EWT and UD English-GUM: a verb or noun is told in passing where it hangs on no
more than a phrase, be it as a relative clause, a participle or a noun behind a preposition. Its
weights go into the reader's `labels.json`. `--check` says how well that holds on the development
parts, on all such words and on those that the reader takes for acts.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from random import Random

import numpy as np
from numpy.typing import NDArray

from cuibono.coding import Coder
from cuibono.coding.extractor import LEAST
from cuibono.coding.heads import single
from cuibono.documents import Document
from training.extractor.calibrate import Floats, keep, opened, options, standardised

TREES = ("en_gum_open-ud", "en_ewt-ud")
SENTENCES, TOGETHER, SHORTEST = 6500, 12, 5
"""So many sentences are learned from at most, so many are read as one text, and so many words has
the shortest of them."""
RIDGE = 20.0
ID, FORM, SORT, HEAD, RELATION = 0, 1, 3, 6, 7
SORTS = ("VERB", "NOUN")
MAIN = frozenset(("root", "conj", "ccomp", "xcomp", "parataxis"))
"""The relations of what a sentence, or a clause that somebody says, is about."""
ARGUMENT = frozenset(("nsubj", "obj", "iobj", "csubj", "compound", "obl"))
"""Those of what stands beside it: who, what, when and how."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a tree: its characters in the sentence, its sort, the number of its head."""

    start: int
    sort: str
    head: int
    relation: str


@dataclass(frozen=True, slots=True)
class Tree:
    """A sentence with its words."""

    text: str
    words: tuple[Word, ...]

    def passing(self, number: int) -> bool:
        """Whether a word hangs on a phrase, and on nothing that the sentence is about."""
        path = [self.words[number].relation]
        while self.words[number].head:
            number = self.words[number].head - 1
            path.append(self.words[number].relation)
        if path[0] == "conj" and len(path) > 1:
            path = path[1:]
        beside = [r for r in path if r not in MAIN]
        clause = all(r in MAIN or r == "advcl" for r in path)
        return bool(beside) and not clause and not (path[0] in ARGUMENT and len(beside) == 1)


def trees(path: Path) -> Iterator[list[Tree]]:
    """The sentences of each document of a CoNLL-U file."""
    held: list[Tree] = []
    text, rows = "", list[list[str]]()
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("# newdoc") and held:
            yield held
            held = []
        elif line.startswith("# text = "):
            text = line.removeprefix("# text = ").strip()
        elif line and not line.startswith("#"):
            rows.append(line.split("\t"))
        elif not line and rows:
            held.append(_tree(text, rows))
            rows = []
    if held:
        yield held


def _tree(text: str, rows: Sequence[Sequence[str]]) -> Tree:
    words: list[Word] = []
    at = 0
    for row in (r for r in rows if r[ID].isdecimal()):
        start = max(at, text.find(row[FORM], at))
        at = start + len(row[FORM])
        words.append(Word(start, row[SORT], int(row[HEAD]), row[RELATION].partition(":")[0]))
    return Tree(text, tuple(words))


def texts(data: Path, part: str) -> Iterator[list[Tree]]:
    """Stretches of documents of a part, in a chance order, until there are enough sentences."""
    files = (data / "ud" / f"{name}-{part}.conllu" for name in TREES)
    every = list(chain.from_iterable(map(trees, files)))
    Random(1).shuffle(every)
    total = 0
    for document in every:
        for first in range(0, len(document), TOGETHER):
            yield document[first : first + TOGETHER]
        total += len(document)
        if total >= SENTENCES:
            return


def words(coder: Coder, some: Sequence[Tree]) -> Iterator[tuple[Floats, bool, float]]:
    """For each verb and noun of a text its vector, whether it is told in passing, and the chance
    that the reader takes it for an act.
    """
    marks: dict[int, bool] = {}
    text = ""
    for tree in some:
        for number, word in enumerate(tree.words):
            if word.sort in SORTS and len(tree.words) >= SHORTEST:
                marks[len(text) + word.start] = tree.passing(number)
        text += tree.text + " "
    prepared = coder.prepare(Document(text))
    for window in prepared.windows:
        vectors = coder.extractor.encoder.vectors(window)
        acts = 1 - coder.extractor.heads.kinds(vectors)[:, 0]
        for number, (sentence, token) in enumerate(window.places):
            if window.reads[number] and sentence >= 0:
                start = prepared.sentences[sentence].tokens[token].start
                if start in marks:
                    yield vectors[number].astype(float), marks[start], float(acts[number])


def seen(coder: Coder, data: Path, part: str) -> tuple[Floats, NDArray[np.bool_], Floats]:
    """The words of a part, with a row each."""
    with single(), ThreadPoolExecutor(coder.extractor.encoder.threads) as pool:
        read_in = pool.map(lambda some: list(words(coder, some)), texts(data, part))
        found = list(chain.from_iterable(read_in))
    vectors, marks, acts = zip(*found, strict=True)
    return np.stack(vectors), np.array(marks), np.array(acts)


def ranked(chances: Floats, y: NDArray[np.bool_]) -> float:
    """How often what is told in passing has the higher chance, of all pairs with what is not."""
    place = chances.argsort().argsort()[y]
    many = len(place)
    return float((place.sum() - many * (many - 1) / 2) / (many * (len(y) - many)))


def main() -> None:
    """Fit and write, or check."""
    asked = options(__doc__)
    asked.add_argument("--check", action="store_true")
    chosen = asked.parse_args()
    folder, coder = opened(chosen.reader)
    x, y, _ = seen(coder, chosen.data, "train")
    weights, bias = standardised(x, y.astype(float), RIDGE)
    print(f"learned from {len(y)} words, {int(y.sum())} of them told in passing")
    if chosen.check:
        x, y, acts = seen(coder, chosen.data, "dev")
        chances = x @ weights + bias
        for name, some in (("words", acts >= 0), ("acts", acts > LEAST)):
            print(f"{name}: {int(some.sum())}, ranked rightly {ranked(chances[some], y[some]):.3f}")
        return
    keep(folder, "passing", weights, bias)


if __name__ == "__main__":
    main()
