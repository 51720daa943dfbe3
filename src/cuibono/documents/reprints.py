"""Which documents carry the same text: a wire story counts once, however often printed."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

from cuibono.documents.document import Document

WORDS = re.compile(r"\w+")
SHINGLE = 5
SHARED = 0.6


def shingles(text: str) -> frozenset[int]:
    """Hashes of every run of five words, case and punctuation aside."""
    words = WORDS.findall(text.lower())
    runs = range(max(1, len(words) - SHINGLE + 1))
    return frozenset(hash(tuple(words[i : i + SHINGLE])) for i in runs)


def shared(a: frozenset[int], b: frozenset[int]) -> float:
    """How much of the shorter text stands in the longer one, 0 to 1 (Broder's containment)."""
    return len(a & b) / max(1, min(len(a), len(b)))


def reprints(documents: Iterable[Document]) -> dict[str, str]:
    """For each document id the id of the first document whose text it carries, often its own.

    >>> wire = Document("Moscow on Monday denied that it had bought shells from Pyongyang.")
    >>> copy = Document("(Wire) Moscow on Monday denied that it had bought shells from Pyongyang.")
    >>> groups = reprints([wire, copy])
    >>> groups[copy.id] == wire.id
    True
    """
    held = {d.id: shingles(d.text) for d in documents}
    postings: dict[int, list[str]] = defaultdict(list)
    group: dict[str, str] = {}
    for id_, runs in held.items():
        common: dict[str, int] = defaultdict(int)
        for run in runs:
            for other in postings[run]:
                common[other] += 1
        near = [o for o, n in common.items() if n / min(len(runs), len(held[o])) >= SHARED]
        group[id_] = group[near[0]] if near else id_
        for run in runs:
            postings[run].append(id_)
    return group
