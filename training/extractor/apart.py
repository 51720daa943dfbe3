"""Which places of the encoder's vectors are multiplied as they are, beside all others in bytes.

    python -m training.extractor.apart base [--data DATA]

A few places of each layer's vectors are many times larger than the others. They are those that are
largest anywhere in windows of unannotated prose of the training part; `apart.json` beside the
weights names them for each product in its order.
"""

from __future__ import annotations

import json
from argparse import ArgumentParser
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from benchmarks.path import PROSE, texts
from benchmarks.setting import DATA
from cuibono.coding import Coder
from cuibono.coding.windows import Window
from cuibono.documents import Document
from cuibono.language.encoder import Encoder
from cuibono.language.onnx_form import parse, written
from training.extractor import gold
from training.extractor.calibrate import READER

MANY = 8
WINDOWS = 48
WIDE = 2
"""How many times the usual largest value of a place is far."""


def read(data: Path) -> Iterator[Document]:
    """Some documents of the training part."""
    for raw in texts(data, 10 * WINDOWS):
        if gold.split(raw["id"]) == "train":
            yield Document(raw["text"])


def largest(folder: Path, windows: Sequence[Window]) -> list[NDArray[np.float32]]:
    """The largest value of each place that goes into each product."""
    network = parse((folder / "encoder.onnx").read_bytes())
    names = [node.inputs[0] for node in network.nodes if node.kind == "MatMulNBits"]
    network.outputs = dict.fromkeys(names, (1, ("b", "t", "w")))
    session = onnxruntime.InferenceSession(written(network), providers=["CPUExecutionProvider"])
    encoder = Encoder(folder, np.load(folder / "heads.npz")["near"].astype(np.float32))
    found: list[NDArray[np.float32]] = []
    for window in windows:
        told = session.run(names, encoder.feeds(window, [i.name for i in session.get_inputs()]))
        sizes = [np.abs(np.asarray(x)[0, : len(window.ids)]).max(axis=0) for x in told]
        found = [np.maximum(a, b) for a, b in zip(found, sizes, strict=True)] if found else sizes
    return found


def chosen(size: NDArray[np.float32]) -> list[int]:
    """The places that are far larger than is usual, the largest at most."""
    order = np.argsort(-size)[:MANY]
    return sorted(int(i) for i in order if size[i] > WIDE * np.median(size))


def main() -> None:
    """Write `apart.json`."""
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("reader")
    parser.add_argument("--data", type=Path, default=DATA)
    told = parser.parse_args()
    coder = Coder.load()
    windows: list[Window] = []
    for document in read(told.data):
        windows.extend(coder.prepare(document).windows[::4])
        if len(windows) >= WINDOWS:
            break
    print(f"{len(windows)} windows of {', '.join(PROSE)}")
    folder = READER / told.reader
    places = [chosen(size) for size in largest(folder, windows)]
    (folder / "apart.json").write_text(json.dumps(places) + "\n", "utf-8")


if __name__ == "__main__":
    main()
