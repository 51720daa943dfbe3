"""Each window of words is encoded once a run, whichever worker needs it first.

The encoder is the real one, and so is all that reads its vectors. A window's vectors are the same
to the last bit whatever it is encoded with (`coding/test_reader.py` proves it, without what is kept
here), so that those of the bundled texts and of the codebook's examples need not be made a hundred
times. They lie in one folder of the run, which goes with it.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from threading import get_ident

import numpy as np

from cuibono.language.encoder import Encoder, Floats, Input

ENOUGH = 400_000_000
"""Bytes that are kept; what comes later is encoded each time."""
Vectors = Callable[[Encoder, Input], Floats]
anew: Vectors = Encoder.vectors
"""The encoder's own way, for tests of the encoder itself."""


class Kept:
    """The vectors of a run, in files that all of its workers see."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.folder.mkdir(exist_ok=True)
        self.free = ENOUGH
        self.of: dict[int, bytes] = {}

    def named(self, encoder: Encoder, folder: Path) -> None:
        """Note which weights an encoder has, by the file and its time."""
        path = (folder / "encoder.onnx").resolve()
        about = path.stat()
        self.of[id(encoder)] = f"{path} {about.st_size} {about.st_mtime_ns}".encode()

    def way(self) -> Vectors:
        """This in the place of `Encoder.vectors`."""

        def vectors(encoder: Encoder, window: Input) -> Floats:
            return self.vectors(encoder, window)

        return vectors

    def vectors(self, encoder: Encoder, window: Input) -> Floats:
        """What `Encoder.vectors` gives, from the files where it has been made before."""
        weights = self.of.get(id(encoder))
        if weights is None:
            return anew(encoder, window)
        path = self.folder / _name(weights, window)
        found = _held(path)
        if found is None:
            found = anew(encoder, window)
            if self.free > 0:
                self.free -= found.nbytes
                _keep(path, found)
        return found


def _name(weights: bytes, window: Input) -> str:
    told = repr([*map(list, (window.ids, window.shapes, window.names, window.firsts))])
    return blake2b(weights + told.encode(), digest_size=16).hexdigest() + ".npy"


def _held(path: Path) -> Floats | None:
    return np.load(path) if path.exists() else None


def _keep(path: Path, made: Floats) -> None:
    own = path.with_suffix(f".{os.getpid()}-{get_ident()}")
    with own.open("wb") as file:
        np.save(file, made)
    with suppress(OSError):  # Windows replaces no file that another worker reads just now
        own.replace(path)
