"""How the senses of acts are turned: `src/cuibono/data/reader/base/senses.npz`.

Of the vectors that the reader's encoder gives for acts and for their sentences in news items, those
directions are kept in which they differ most, each made as wide as the others (principal
components, whitened). Nothing is learned here of what belongs together.
"""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from cuibono.coding.extractor import LEAST
from cuibono.coding.sense import FILE, PARTS, WIDTH
from training.groups.words import texts

ITEMS, LONGEST = 4_000, 1_000
"""So many texts are read, of so many characters at most."""
SPREAD = 1e-3
"""What is added to a spread, so that no direction without one is blown up."""
Floats = NDArray[np.float32]


def build(prose: Path, out: Path) -> str:
    """Write the directions that the encoder of the shipped reader needs."""
    from cuibono.coding import Coder

    coder = Coder.load()
    some = sorted(texts(prose), key=lambda text: sha256(text.encode()).digest())
    items = [text for text in some if len(text) < LONGEST][:ITEMS]
    acts = [act for found in coder.acts_of(items, LEAST) for act in found]
    seen = [a.vector for a in acts], [a.around for a in acts]
    held: dict[str, NDArray[np.float16]] = {}
    for part, vectors in zip(PARTS, seen, strict=True):
        middle, turn = whitened(np.stack(vectors))
        held[f"{part}.middle"] = middle.astype(np.float16)
        held[f"{part}.turn"] = turn.astype(np.float16)
    np.savez_compressed(out / FILE, **held)
    return f"{len(acts)} acts"


def whitened(vectors: Floats) -> tuple[Floats, Floats]:
    """The middle of vectors, and the directions in which they differ most, as even columns."""
    middle = vectors.mean(0)
    wide, directions = np.linalg.eigh(np.cov((vectors - middle).T))
    first = np.argsort(-wide)[:WIDTH]
    return middle, directions[:, first] / np.sqrt(wide[first] + SPREAD)
