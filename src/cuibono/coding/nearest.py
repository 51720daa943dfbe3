"""Typing by example: the type whose sentences in the codebook lie nearest in embedding space.

The second way of typing, for clauses that no lexical rule reaches, and the first for a type
that a user has added with five sentences and no rule at all.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from cuibono.coding.codebook import Codebook

# Examples of one type that vote on a text, and the cosine from which their vote counts.
VOTERS = 3
FLOOR = 0.35


class Embedder(Protocol):
    """What turns texts into vectors, one row of 384 numbers each: `cuibono.language.Reader`."""

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Vectors of texts, shape (len(texts), 384)."""
        ...


@dataclass(frozen=True, slots=True)
class Near:
    """What a text is nearest to.

    `type` is None where no example is near enough or where a counter-example is nearer than
    every example; `similarity` is the mean cosine to the deciding `examples`, -1 to 1;
    `margin` is its lead over the runner-up type; `scores` holds every type's mean cosine.
    """

    type: str | None
    similarity: float
    margin: float
    examples: tuple[str, ...]
    scores: dict[str, float] = field(default_factory=dict[str, float], compare=False)

    @property
    def reason(self) -> str:
        """In English, for `explain`."""
        quoted = "; ".join(f"“{example}”" for example in self.examples)
        return f"near ({self.similarity:.2f}) to the codebook's {quoted}"


@dataclass(frozen=True)
class Nearest:
    """The codebook's examples as vectors.

    `vectors` has one row of unit length for each of `texts`; `owners` names each row's type;
    `against` marks the rows that are counter-examples of their owner.
    """

    embedder: Embedder
    texts: tuple[str, ...]
    owners: tuple[str, ...]
    against: NDArray[np.bool_]
    vectors: NDArray[np.float32]

    @classmethod
    def of(cls, codebook: Codebook, embedder: Embedder) -> Nearest:
        """The examples and counter-examples of all types of a codebook that have any."""
        rows = [
            (text, entry.name, against)
            for entry in codebook.types
            for texts, against in ((entry.examples, False), (entry.counter_examples, True))
            for text in texts
        ]
        texts = tuple(text for text, _, _ in rows)
        return cls(
            embedder,
            texts,
            tuple(owner for _, owner, _ in rows),
            np.array([against for _, _, against in rows], dtype=np.bool_),
            _unit(embedder.embed(texts)) if texts else np.zeros((0, 384), np.float32),
        )

    def typed(self, texts: Sequence[str]) -> list[Near]:
        """What each text is nearest to, in their order."""
        if not texts:
            return []
        if not self.texts:
            return [Near(None, 0.0, 0.0, ()) for _ in texts]
        return [self._one(row) for row in _unit(self.embedder.embed(texts)) @ self.vectors.T]

    def _one(self, cosines: NDArray[np.float32]) -> Near:
        scores: dict[str, float] = {}
        voters: dict[str, tuple[str, ...]] = {}
        for name in dict.fromkeys(self.owners):
            mine = [i for i, o in enumerate(self.owners) if o == name and not self.against[i]]
            best = sorted(mine, key=lambda i: -cosines[i])[:VOTERS]
            if best:
                scores[name] = float(np.mean(cosines[best]))
                voters[name] = tuple(self.texts[i] for i in best)
        if not scores:
            return Near(None, 0.0, 0.0, ())
        ranked = sorted(scores, key=lambda name: -scores[name])
        first, second = ranked[0], scores[ranked[1]] if len(ranked) > 1 else 0.0
        type_ = None if scores[first] < FLOOR or self._spoken_against(first, cosines) else first
        return Near(type_, scores[first], scores[first] - second, voters[first], scores)

    def _spoken_against(self, name: str, cosines: NDArray[np.float32]) -> bool:
        """Whether a counter-example of a type is nearer than each of its examples."""
        own = np.array([owner == name for owner in self.owners])
        against, examples = own & self.against, own & ~self.against
        return bool(against.any() and cosines[against].max() > cosines[examples].max())


def _unit(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    """Rows scaled to length one; a row of zeros stays."""
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    return (vectors / np.where(lengths > 0, lengths, 1)).astype(np.float32)
