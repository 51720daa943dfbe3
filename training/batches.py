"""Gold sentences to tensors: labels as numbers, sentences of like length together."""

from __future__ import annotations

import json
import random
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import torch
from torch import Tensor

from cuibono.language.words import Encoded, Words, pad
from training.data import Gold, edit_script
from training.model import Sizes

IGNORED = -100
LONGEST = 505


@dataclass(frozen=True)
class Labels:
    """The labels of each head, most frequent first."""

    upos: list[str]
    xpos: list[str]
    lemma: list[str]
    entity: list[str]
    relation: list[str]
    role: list[str]

    @classmethod
    def collect(cls, sentences: Sequence[Gold]) -> Labels:
        """All labels that occur; lemma scripts at least 3 times, roles at least 20."""
        scripts = (
            edit_script(w, x) for g in sentences for w, x in zip(g.words, g.lemmas, strict=True)
        )
        roles = (r for g in sentences for _, args in g.frames or () for r, _, _ in args)
        entities = _common(e for g in sentences for e in g.entities or ())
        named = _common(roles, 20)
        return cls(
            upos=_common(u for g in sentences for u in g.upos),
            xpos=_common(x for g in sentences for x in g.xpos),
            lemma=_common(scripts, 3),
            entity=["none", *(e for e in entities if e != "none")],
            relation=_common(r for g in sentences for r in g.relations),
            role=["O", *(f"{p}-{r}" for r in named for p in "BI")],
        )

    @property
    def sizes(self) -> Sizes:
        """How many labels each head has."""
        return Sizes(**{name: len(values) for name, values in vars(self).items()})

    def save(self, path: Path) -> None:
        """Write as JSON."""
        path.write_text(json.dumps(vars(self), indent=0), encoding="utf-8")

    @classmethod
    def load(cls, path: Path) -> Labels:
        """Read what `save` wrote."""
        return cls(**json.loads(path.read_text(encoding="utf-8")))


def _common(items: Iterable[str], least: int = 1) -> list[str]:
    counts = Counter(items)
    return [k for k, n in sorted(counts.items(), key=lambda kn: -kn[1]) if n >= least]


@dataclass(slots=True)
class Row:
    """One sentence as numbers; lists have an entry a word."""

    encoded: Encoded
    gold: Gold
    upos: list[int]
    xpos: list[int]
    lemma: list[int]
    entity: list[int]
    head: list[int]
    relation: list[int]
    predicate: list[int]
    frames: list[tuple[int, list[int]]]
    factuality: list[tuple[int, float]]
    original: Tensor | None = field(default=None)


class Numbers:
    """Turns gold sentences into rows."""

    def __init__(self, labels: Labels, words: Words) -> None:
        self._words = words
        self._index = {k: {v: i for i, v in enumerate(vs)} for k, vs in vars(labels).items()}

    def row(self, gold: Gold) -> Row | None:
        """A row, or None where the sentence does not fit the encoder."""
        encoded = self._words.encode(gold.words)
        if len(encoded.pieces) > LONGEST:
            return None
        n = len(gold.words)
        scripts = [edit_script(w, x) for w, x in zip(gold.words, gold.lemmas, strict=True)]
        predicates = {p for p, _ in gold.frames or ()}
        detected = [int(i in predicates) for i in range(n)]
        return Row(
            encoded, gold,
            upos=[self._index["upos"].get(u, 0) for u in gold.upos],
            xpos=[self._index["xpos"].get(x, 0) for x in gold.xpos],
            lemma=[self._index["lemma"].get(s, IGNORED) for s in scripts],
            entity=[self._index["entity"].get(e, 0) for e in gold.entities or ()] or [IGNORED] * n,
            head=[h + 1 for h in gold.heads],
            relation=[self._index["relation"].get(r, 0) for r in gold.relations],
            predicate=detected if gold.frames is not None else [IGNORED] * n,
            frames=[(p, self._tagged(args, n)) for p, args in gold.frames or ()],
            factuality=list(gold.factuality or ()),
        )  # fmt: skip

    def _tagged(self, arguments: Iterable[tuple[str, int, int]], n: int) -> list[int]:
        """Roles as BIO numbers; rare roles are left out."""
        tags = [0] * n
        for role, first, last in arguments:
            if f"B-{role}" in self._index["role"]:
                tags[first] = self._index["role"][f"B-{role}"]
                inner = self._index["role"][f"I-{role}"]
                tags[first + 1 : last + 1] = [inner] * (last - first)
        return tags


def batched(
    rows: Sequence[Row], pieces: int, shuffle: random.Random | None = None
) -> list[list[Row]]:
    """Rows in batches of at most so many wordpieces, sorted by length, then shuffled."""
    jitter = (lambda: shuffle.random() * 4) if shuffle else (lambda: 0.0)
    ordered = sorted(rows, key=lambda r: len(r.encoded.pieces) + jitter())
    batches: list[list[Row]] = [[]]
    widest = 0
    for row in ordered:
        widest = max(widest, len(row.encoded.pieces))
        if batches[-1] and widest * (len(batches[-1]) + 1) > pieces:
            batches.append([])
            widest = len(row.encoded.pieces)
        batches[-1].append(row)
    if shuffle:
        shuffle.shuffle(batches)
    return batches


def tensors(rows: Sequence[Row]) -> dict[str, Tensor]:
    """A batch's inputs and targets; frames and factuality as lists of (row, word, target)."""
    batch = {k: torch.from_numpy(v) for k, v in pad([r.encoded for r in rows]).items()}
    n = batch["first"].shape[1]
    for name in ("upos", "xpos", "lemma", "entity", "head", "relation", "predicate"):
        values = [getattr(r, name) for r in rows]
        batch[name] = torch.tensor([v + [IGNORED] * (n - len(v)) for v in values])
    frames = [(i, p, t + [IGNORED] * (n - len(t))) for i, r in enumerate(rows) for p, t in r.frames]
    batch["frame_row"] = torch.tensor([f[0] for f in frames], dtype=torch.long)
    batch["frame_word"] = torch.tensor([f[1] for f in frames], dtype=torch.long)
    batch["frame_roles"] = torch.tensor([f[2] for f in frames], dtype=torch.long).view(-1, n)
    facts = [(i, w, v) for i, r in enumerate(rows) for w, v in r.factuality]
    batch["fact_row"] = torch.tensor([f[0] for f in facts], dtype=torch.long)
    batch["fact_word"] = torch.tensor([f[1] for f in facts], dtype=torch.long)
    batch["fact_value"] = torch.tensor([f[2] for f in facts])
    return batch
