"""What an act means in its sentence, as few numbers that can be kept and compared.

The encoder gives a vector for the words of an act and one for their sentence. Both are turned so
that their first numbers tell most, made even (whitened), and rounded to a byte each: two reports
that share no word lie near each other where they tell of one thing.
"""

from __future__ import annotations

from base64 import b64decode, b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
FILE = "senses.npz"
PARTS = ("act", "sentence")
WIDTH = 64
"""The numbers that are kept of each part."""
STEPS = 127 * 3
"""How finely a number of a vector of length 1 is told; what would be more than 127 is 127."""


@dataclass(frozen=True, slots=True)
class Senses:
    """How vectors are turned: of each part its middle and its directions, (width, WIDTH)."""

    middle: dict[str, Floats]
    turn: dict[str, Floats]

    @classmethod
    def load(cls, folder: Path) -> Senses | None:
        """Those of a reader, None where it has none."""
        path = folder / FILE
        if not path.exists():
            return None
        with np.load(path) as held:
            return cls(
                {part: held[f"{part}.middle"].astype(np.float32) for part in PARTS},
                {part: held[f"{part}.turn"].astype(np.float32) for part in PARTS},
            )

    def of(self, act: Floats, sentence: Floats) -> list[str]:
        """The senses of acts as text, from their vectors and those of their sentences, (n, w)."""
        turned = [
            rounded((vectors - self.middle[part]) @ self.turn[part])
            for part, vectors in zip(PARTS, (act, sentence), strict=True)
        ]
        return [as_text(row) for row in np.concatenate(turned, axis=1)]


def rounded(vectors: NDArray[np.floating[Any]]) -> NDArray[np.int8]:
    """Vectors of length 1, a byte a number.

    >>> rounded(np.array([[0.3, 0.4]], np.float32)).tolist()
    [[127, 127]]
    """
    length = np.linalg.norm(vectors, axis=1, keepdims=True)
    whole = np.rint(vectors / np.maximum(length, np.float32(1e-6)) * STEPS)
    return whole.clip(-127, 127).astype(np.int8)


def as_text(sense: NDArray[np.int8]) -> str:
    """A sense as the text that `senses` reads.

    >>> as_text(np.array([1, -1], np.int8))
    'Af8='
    """
    return b64encode(sense.tobytes()).decode()


def senses(texts: Sequence[str]) -> dict[str, Floats]:
    """The vectors of senses as text, of each part (n, WIDTH), of length 1; 0 where there is none,
    or where the text is none that was written here.

    >>> [v.shape for v in senses(["", as_text(np.ones(128, np.int8))]).values()]
    [(2, 64), (2, 64)]
    """
    size = WIDTH * len(PARTS)
    found = np.zeros((len(texts), size), np.int8)
    for row, text in enumerate(texts):
        held = _bytes(text)
        if len(held) == size:
            found[row] = np.frombuffer(held, np.int8)
    return {
        part: _unit(found[:, n * WIDTH : (n + 1) * WIDTH].astype(np.float32))
        for n, part in enumerate(PARTS)
    }


def _bytes(text: str) -> bytes:
    try:
        return b64decode(text, validate=True)
    except ValueError:
        return b""


def _unit(vectors: Floats) -> Floats:
    length = np.linalg.norm(vectors, axis=1, keepdims=True)
    return (vectors / np.maximum(length, np.float32(1e-6))).astype(np.float32)
