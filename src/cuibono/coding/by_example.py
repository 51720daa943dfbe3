"""The codebook's examples as vectors: they tell a user's own types, and `explain` shows them.

An act is of a user's type where its vector is nearer to one of the user's examples than to any
example of the shipped types and to any counter-example, and near enough.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from types import MappingProxyType

import numpy as np

from cuibono.coding.codebook import Codebook
from cuibono.coding.extractor import Act
from cuibono.coding.heads import Floats
from cuibono.coding.overrides import Decision

NEAR = 0.6
"""The cosine from which an act is near enough to an example."""

ActsOf = Callable[[Sequence[str]], list[list[Act]]]
Known = Mapping[str, Floats]
SHIPPED = "examples.npz"
NOTHING_KNOWN: Known = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Near:
    """An example near an act: its type, its text, and the cosine between them, -1 to 1."""

    type: str
    text: str
    cosine: float


@dataclass(frozen=True)
class Examples:
    """Vectors of unit length, a row an example, each with its type ("" for a counter-example)."""

    vectors: Floats
    owners: tuple[str, ...]
    texts: tuple[str, ...]
    own: frozenset[str]

    @classmethod
    def of(cls, book: Codebook, acts_of: ActsOf, known: Known = NOTHING_KNOWN) -> Examples:
        """The examples of all types, and the counter-examples of a user's own.

        Only those are read whose vectors are not known yet.
        """
        rows = [(text, t.name) for t in book.types for text in t.examples]
        rows += [(text, "") for t in book.types if t.own for text in t.counter_examples]
        vectors = {**known, **vectors_of([text for text, _ in rows if text not in known], acts_of)}
        found = [(text, owner) for text, owner in rows if text in vectors]
        own = frozenset(t.name for t in book.types if t.own and t.examples)
        return cls(
            np.stack([vectors[text] for text, _ in found]),
            tuple(owner for _, owner in found), tuple(text for text, _ in found), own,
        )  # fmt: skip

    def nearest(self, act: Act, many: int = 3) -> list[Near]:
        """The examples nearest to an act, the nearest first."""
        cosines = self.vectors @ unit(act.vector)
        order = np.argsort(-cosines)[:many]
        return [Near(self.owners[i], self.texts[i], float(cosines[i])) for i in order]

    def decide(self, act: Act) -> Decision | None:
        """The user's type of an act, None where none of the user's examples is nearest."""
        if not self.own:
            return None
        (near,) = self.nearest(act, 1)
        if near.type not in self.own or near.cosine < NEAR:
            return None
        reason = f"near ({near.cosine:.2f}) to your example “{near.text}”"
        return Decision(near.type, near.cosine, reason)


def vectors_of(texts: Sequence[str], acts_of: ActsOf) -> dict[str, Floats]:
    """The vector of each text's likeliest act; a text without an act has none."""
    if not texts:
        return {}
    likeliest = {
        text: max(acts, key=lambda a: a.chance, default=None)
        for text, acts in zip(texts, acts_of(texts), strict=True)
    }
    return {text: unit(act.vector) for text, act in likeliest.items() if act is not None}


def shipped(reader: str, version: str) -> Known:
    """The vectors that ship with a reader, by the examples' texts; none of another version.

    Without them, whoever asks `explain` would wait until all examples are read.
    """
    path = files("cuibono") / "data" / "reader" / reader / SHIPPED
    if not path.is_file():
        return NOTHING_KNOWN
    with path.open("rb") as file, np.load(file) as held:
        if str(held["version"]) != version:
            return NOTHING_KNOWN
        vectors = held["vectors"].astype(np.float32)
        return dict(zip(held["texts"].tolist(), vectors, strict=True))


def unit(vector: Floats) -> Floats:
    """A vector of length one."""
    return vector / max(1e-6, float(np.linalg.norm(vector)))
