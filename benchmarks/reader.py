"""The reader on gold tokens and on raw text: accuracy, speed, memory.

    python -m benchmarks.reader [--data ../shared/data] [--split test] [--model FOLDER] [--markdown]

Peers, as published: UDPipe 2 on EWT LAS 92.4 (ufal.mff.cuni.cz/udpipe/2/models, gold tokens),
spaCy en_core_web_trf LAS 89.4 on an older release of EWT (spacy.io/usage/facts-figures).
"""

from __future__ import annotations

import argparse
import os
import resource
import statistics
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from cuibono.language import boundaries
from cuibono.language.reader import Parse, Reader
from training import data
from training.data import Gold


def f1(correct: int, found: int, gold: int) -> float:
    """Harmonic mean of precision and recall in percent."""
    return 200 * correct / max(1, found + gold)


def base(relation: str) -> str:
    """A relation without its subtype."""
    return relation.partition(":")[0]


def tree_scores(gold: Sequence[Gold], parses: Sequence[Parse]) -> dict[str, float]:
    """Tags and trees word by word; LAS as in CoNLL 2018, without subtypes."""
    hits, words = Counter[str](), 0
    for g, p in zip(gold, parses, strict=True):
        words += len(g.words)
        hits["UPOS"] += sum(a == b for a, b in zip(g.upos, p.upos, strict=True))
        hits["XPOS"] += sum(a == b for a, b in zip(g.xpos, p.xpos, strict=True))
        hits["lemma"] += sum(a == b for a, b in zip(g.lemmas, p.lemmas, strict=True))
        for i, head in enumerate(g.heads):
            if p.heads[i] == head:
                hits["UAS"] += 1
                hits["LAS"] += base(p.relations[i]) == base(g.relations[i])
                hits["LAS with subtypes"] += p.relations[i] == g.relations[i]
    return {name: 100 * n / words for name, n in hits.items()}


def role_scores(
    gold: Sequence[Gold], given: Sequence[Parse], free: Sequence[Parse]
) -> dict[str, float]:
    """Labelled exact spans given the predicate, and predicates found without help."""
    c = Counter[str]()
    for g, with_predicates, alone in zip(gold, given, free, strict=True):
        if g.frames is None:
            continue
        for predicate, args in g.frames:
            found = set(with_predicates.roles.get(predicate, ()))
            wanted = set(args)
            c["hit"] += len(found & wanted)
            c["found"] += len(found)
            c["gold"] += len(wanted)
        wanted_predicates = {p for p, _ in g.frames}
        c["phit"] += len(wanted_predicates & alone.roles.keys())
        c["pfound"] += len(alone.roles)
        c["pgold"] += len(wanted_predicates)
    return {
        "argument F1 given predicate": f1(c["hit"], c["found"], c["gold"]),
        "predicate F1": f1(c["phit"], c["pfound"], c["pgold"]),
    }


def factuality_scores(gold: Sequence[Gold], parses: Sequence[Parse]) -> dict[str, float]:
    """Mean absolute error and Pearson's r on UDS-IH2's scale from -3 to 3."""
    pairs = [
        (p.factuality[word], value)
        for g, p in zip(gold, parses, strict=True)
        for word, value in g.factuality or ()
    ]
    guess, truth = np.array(pairs).T
    return {
        "factuality MAE": float(np.abs(guess - truth).mean()),
        "factuality r": float(np.corrcoef(guess, truth)[0, 1]),
    }


def entity_scores(gold: Sequence[Gold], parses: Sequence[Parse]) -> dict[str, float]:
    """Entity heads with their type."""
    c = Counter[str]()
    for g, p in zip(gold, parses, strict=True):
        for a, b in zip(g.entities or (), p.entities, strict=True):
            c["hit"] += a == b != "none"
            c["found"] += b != "none"
            c["gold"] += a != "none"
    return {"mention head and type F1": f1(c["hit"], c["found"], c["gold"])}


def boundary_scores(gold: Sequence[Gold]) -> dict[str, float]:
    """Words and sentences cut from running text, in documents of 20 sentences."""
    c = Counter[str]()
    for start in range(0, len(gold), 20):
        some = gold[start : start + 20]
        text, words, sentences = "", set[tuple[int, int]](), set[tuple[int, int]]()
        for g in some:
            offset = len(text)
            text += g.text + " "
            words |= {(a + offset, b + offset) for a, b in _aligned(g)}
            sentences.add((offset, offset + len(g.text)))
        found = list(boundaries.sentences(text))
        found_words = {w for _, ws in found for w in ws}
        found_sentences = {s for s, _ in found}
        for kind, a, b in (("w", found_words, words), ("s", found_sentences, sentences)):
            c[kind + "hit"] += len(a & b)
            c[kind + "found"] += len(a)
            c[kind + "gold"] += len(b)
    return {
        "raw token F1": f1(c["whit"], c["wfound"], c["wgold"]),
        "raw sentence F1": f1(c["shit"], c["sfound"], c["sgold"]),
    }


def _aligned(gold: Gold) -> list[tuple[int, int]]:
    """Offsets of gold words in their text."""
    spans, position = list[tuple[int, int]](), 0
    for word in gold.words:
        at = gold.text.find(word, position)
        if at >= 0:
            spans.append((at, at + len(word)))
            position = at + len(word)
    return spans


def speed(reader: Reader, gold: Sequence[Gold], runs: int = 3) -> dict[str, float]:
    """Raw text to trees, roles and mentions: sentences a second, median of runs, and peak RSS."""
    texts = [" ".join(g.text for g in gold[i : i + 10]) for i in range(0, len(gold), 10)]
    rates = []
    for _ in range(runs):
        began = time.perf_counter()
        readings = reader.read_many(texts)
        rates.append(sum(len(r.sentences) for r in readings) / (time.perf_counter() - began))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"sentences a second": statistics.median(rates), "peak RSS in MB": peak}


def measure(reader: Reader, split: str) -> dict[str, float]:
    """All figures of one model."""
    gold, news = data.ewt(split), data.gum("dev")
    words = [g.words for g in gold]
    parses = reader.parse(words)
    given = reader.parse(words, [[p for p, _ in g.frames or ()] for g in gold])
    scores = tree_scores(gold, parses)
    scores |= role_scores(gold, given, parses) | factuality_scores(gold, parses)
    scores |= entity_scores(news, reader.parse([g.words for g in news]))
    scores |= {f"{k} ({split})": v for k, v in boundary_scores(gold).items()}
    scores |= {f"{k} (GUM dev)": v for k, v in boundary_scores(news).items()}
    return scores


def main() -> None:
    """Print a table of the shipped model, or of another folder's."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--data", type=Path)
    options.add_argument("--split", choices=("dev", "test"), default="dev")
    options.add_argument("--model", type=Path, default=Path("src/cuibono/data/reader"))
    options.add_argument("--fast", action="store_true", help="speed and memory alone")
    options.add_argument("--markdown", action="store_true")
    chosen = options.parse_args()
    if chosen.data:
        os.environ["CUIBONO_DATA"] = str(chosen.data)
    reader = Reader(chosen.model, threads=2)
    scores = {} if chosen.fast else measure(reader, chosen.split)
    if chosen.fast:
        scores = speed(reader, data.ewt(chosen.split))
    for name, value in scores.items():
        print(f"| {name} | {value:.2f} |" if chosen.markdown else f"{name:40}{value:10.2f}")


if __name__ == "__main__":
    main()
