"""The vectors of the codebook's examples, which ship with a reader (`coding/by_example.py`).

    python -m training.extractor.shown base

Reads every example with the exported reader and writes `examples.npz` beside its weights, so that
nobody waits for the examples to be read. To be run again where weights or examples have changed.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np

from cuibono.coding import Coder
from cuibono.coding.by_example import SHIPPED, vectors_of
from training.extractor.calibrate import READER


def main() -> None:
    """Read the examples, and write their vectors in half precision."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("reader")
    name: str = options.parse_args().reader
    coder = Coder.load(reader=name)
    texts = [text for type_ in coder.codebook.types for text in type_.examples]
    found = vectors_of(texts, coder.acts_of)
    print(write(READER / name / SHIPPED, coder.extractor.version, found), "examples")


def write(path: Path, version: str, found: dict[str, np.ndarray]) -> int:
    """Write the vectors with their texts and the version of the reader; how many there are."""
    vectors = np.stack([*found.values()]).astype(np.float16)
    np.savez_compressed(path, version=np.array(version), texts=np.array([*found]), vectors=vectors)
    return len(found)


if __name__ == "__main__":
    main()
