"""The coder on the test split of the project's own corpus, and whether its confidence holds.

    python -m benchmarks.corpus [--rules-only]

An eighth of `training/corpus`, chosen by hash, on which nothing is ever trained. A statement is
right where its trigger overlaps an annotated one of the same type. `--rules-only` leaves the
learned part out, which is the peer: the rules as they are.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from cuibono.coding import Coder
from cuibono.coding.statement import AUTHOR, Statement
from cuibono.documents import Document
from cuibono.language import Reader
from training import corpus

FOLDER = Path(__file__).parents[1] / "training" / "corpus"
PUBLISHED = date(2024, 1, 1)
SMALL = frozenset("the a an of in 's ’s".split())


@dataclass(frozen=True, slots=True)
class Scored:
    """Counts by name, and (confidence, type and actor right) of every statement made."""

    counts: Counter[str]
    sure: list[tuple[float, bool]]

    @property
    def precision(self) -> float:
        """Of the triggers found, how many are annotated with this type."""
        return self.counts["right"] / max(1, self.counts["said"])

    @property
    def recall(self) -> float:
        """Of the annotated statements, how many are found with their type."""
        return self.counts["typed"] / max(1, self.counts["gold"])

    @property
    def f1(self) -> float:
        """Of trigger and type."""
        return 2 * self.precision * self.recall / max(1e-9, self.precision + self.recall)

    def share(self, name: str, of: str) -> float:
        """One count over another."""
        return self.counts[name] / max(1, self.counts[of])


def coder_of(rules_only: bool) -> Coder:
    """The coder as it ships, or without its learned part."""
    coder = Coder.load(embedder=Reader.load())
    if rules_only:
        object.__setattr__(coder, "finder", replace(coder.finder, learned=None))
    return coder


def measure(examples: Sequence[corpus.Example], coder: Coder) -> Scored:
    """Code every sentence on its own and compare."""
    scored = Scored(Counter(), [])
    readings = Reader.load().read_many([e.text for e in examples])
    for example, reading in zip(examples, readings, strict=True):
        document = Document(example.text, published=PUBLISHED)
        _compare(example, coder.code(document, reading).statements, scored)
    return scored


def _compare(example: corpus.Example, made: Sequence[Statement], scored: Scored) -> None:
    count = scored.counts
    for gold in example.statements:
        same = [s for s in made if _meets(s, gold) and s.type == gold.type]
        count["gold"] += 1
        count["met"] += any(_meets(s, gold) for s in made)
        count["typed"] += bool(same)
        if same:
            count["stance"] += same[0].stance == gold.stance
            spoken = bool(gold.chain) or gold.unnamed
            count["source"] += spoken == (same[0].source != AUTHOR)
    for trigger in {(s.trigger_start, s.trigger_end) for s in made}:
        here = [s for s in made if (s.trigger_start, s.trigger_end) == trigger]
        count["said"] += 1
        count["right"] += any(_meets(s, g) and s.type == g.type
                              for s in here for g in example.statements)  # fmt: skip
    for s in made:
        golds = [g for g in example.statements if _meets(s, g) and s.type == g.type]
        right = any(_actor(example, g, s) for g in golds)
        scored.sure.append((s.confidence, right))


def _meets(s: Statement, gold: corpus.Marked) -> bool:
    return s.trigger_start < gold.trigger[1] and gold.trigger[0] < s.trigger_end


def _actor(example: corpus.Example, gold: corpus.Marked, s: Statement) -> bool:
    spans = gold.spans.get("actor", ())
    named = [_words(example.text[a:b]) for a, b in spans]
    return not named or not s.actor_text or any(_words(s.actor_text) & n for n in named)


def _words(text: str) -> set[str]:
    return {w.removesuffix("'s").removesuffix("’s") for w in text.lower().split()} - SMALL


def calibration(sure: Sequence[tuple[float, bool]]) -> tuple[float, list[tuple[float, ...]]]:
    """Expected calibration error over ten bins (Guo et al. 2017), and each bin's
    count, mean confidence and share right.
    """
    bins: list[tuple[float, ...]] = []
    for k in range(10):
        held = [(c, ok) for c, ok in sure if k / 10 <= c < (k + 1) / 10 or c == 1 == (k + 1) / 10]
        if held:
            n = len(held)
            bins.append((k / 10, n, sum(c for c, _ in held) / n, sum(ok for _, ok in held) / n))
    error = sum(n * abs(said - right) for _, n, said, right in bins) / max(1, len(sure))
    return error, bins


def main() -> None:
    """Print the figures and the reliability diagram."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rules-only", action="store_true")
    chosen = options.parse_args()
    examples = [e for e in corpus.read(sorted(FOLDER.glob("*.txt"))) if e.held]
    s = measure(examples, coder_of(chosen.rules_only))
    print(f"{len(examples)} sentences, {s.counts['gold']} statements")
    print(f"trigger found {s.share('met', 'gold'):.3f}; with its type: precision {s.precision:.3f}"
          f"  recall {s.recall:.3f}  F1 {s.f1:.3f}")  # fmt: skip
    print(f"of those: stance {s.share('stance', 'typed'):.3f}"
          f"  author or another {s.share('source', 'typed'):.3f}")  # fmt: skip
    error, bins = calibration(s.sure)
    print(f"expected calibration error {error:.3f}")
    for low, n, said, right in bins:
        bar = "█" * round(right * 30)
        print(f"  {low:.1f}  {n:4.0f} statements  said {said:.2f}  right {right:.2f}  {bar}")


if __name__ == "__main__":
    main()
