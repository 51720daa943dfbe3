"""The pair of actor and recipient found in a plain PLV sentence: F1 over both ends.

    python -m benchmarks.pairs

PLV marks one source and one target in every sentence (ACL 2024, Zero-Shot PLOVER). Ours is read
from the sentence without the marks. A pair is right where the head word of each marked phrase
stands in the words of the statement's actor and recipient; of a sentence's triggers the one that
hangs nearest to the root is asked, in any of its statements (a list gives one each), and
beside it whether any trigger has the pair. No peer is published.
"""

from __future__ import annotations

import argparse
import os
import re
from pathlib import Path

from benchmarks.typing import Case, cases
from cuibono.coding import Coder
from cuibono.coding.statement import Statement
from cuibono.documents import Document
from cuibono.language import Reader
from cuibono.language.sentence import Reading


def head(reading: Reading, span: tuple[int, int]) -> str:
    """The head word of a phrase, lower case: the one that hangs outside of it."""
    for sentence in reading.sentences:
        inside = [t for t in sentence.tokens if t.start < span[1] and t.end > span[0]]
        numbers = {t.index for t in inside}
        for token in inside:
            if token.head not in numbers:
                return token.text.lower()
    return ""


def holds(s: Statement, source: str, target: str) -> bool:
    """Whether a statement's words hold both heads."""
    ends = ((source, s.actor_text), (target, s.recipient_text))
    return all(head and words(head) <= words(text) for head, text in ends)


def words(text: str) -> set[str]:
    """Words in lower case, cut at hyphens and apostrophes as the reader cuts them."""
    return set(re.findall(r"\w+", text.lower()))


def depth(s: Statement, reading: Reading) -> int:
    """How far a trigger hangs from the root of its sentence."""
    for sentence in reading.sentences:
        for token in sentence.tokens:
            if token.start == s.trigger_start:
                return len(list(sentence.ancestors(token.index)))
    return 99


def pair_of(case: Case, reading: Reading) -> tuple[str, str] | None:
    """The heads of the marked phrases, None where no target is marked."""
    return (head(reading, case.source), head(reading, case.target)) if case.target else None


def main() -> None:
    """Print precision, recall and F1."""
    options = argparse.ArgumentParser(description=__doc__)
    data = os.environ.get("CUIBONO_DATA", "../shared/data")
    options.add_argument("--data", type=Path, default=Path(data))
    found = cases(options.parse_args().data / "events" / "plv-dev.tsv")
    reader = Reader.load()
    coder = Coder.load(embedder=reader)
    gold = said = first = every = 0
    for case, reading in zip(found, reader.read_many([c.text for c in found]), strict=True):
        pair = pair_of(case, reading)
        if pair is None:
            continue
        made = [s for s in coder.code(Document(case.text), reading).statements
                if s.actor_text and s.recipient_text]  # fmt: skip
        made.sort(key=lambda s: depth(s, reading))
        gold, said = gold + 1, said + bool(made)
        main_ = [s for s in made if s.trigger_start == made[0].trigger_start]
        first += any(holds(s, *pair) for s in main_)
        every += any(holds(s, *pair) for s in made)
    for name, right in (("nearest to the root", first), ("any statement", every)):
        precision, recall = right / max(1, said), right / max(1, gold)
        f1 = 2 * precision * recall / max(1e-9, precision + recall)
        print(
            f"{name:20} precision {precision:.3f}  recall {recall:.3f}  F1 {f1:.3f}  ({gold} pairs)"
        )


if __name__ == "__main__":
    main()
