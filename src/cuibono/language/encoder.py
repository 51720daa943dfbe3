"""The encoder: windows of wordpieces to a vector for each word, run by onnxruntime.

Its weights are whole numbers in blocks, and windows of one length class share a batch, so that a
window's vectors are the same to the last bit whatever it is encoded with.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
STEP = 16
"""Windows are padded to multiples of this many wordpieces."""
BATCH = 1024
"""Wordpieces of a batch, with the padding."""
PADDING = 1
AWAY = -10_000.0


class Input(Protocol):
    """What is encoded: wordpieces, their words' shapes and names, and each word's first piece."""

    @property
    def ids(self) -> Sequence[int]: ...  # noqa: D102
    @property
    def shapes(self) -> Sequence[int]: ...  # noqa: D102
    @property
    def names(self) -> Sequence[int]: ...  # noqa: D102
    @property
    def firsts(self) -> Sequence[int]: ...  # noqa: D102


class Encoder:
    """One encoder in memory."""

    def __init__(self, folder: Path, near: Floats | None, threads: int = 0) -> None:
        import onnxruntime

        # In case it was loaded before cuibono was; see `cuibono.__init__`.
        onnxruntime.disable_telemetry_events()
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.log_severity_level = 3
        path = str(folder / "encoder.onnx")
        self._session = onnxruntime.InferenceSession(path, options, ["CPUExecutionProvider"])
        self._near = near
        self._distances: dict[int, Floats] = {}

    def vectors(self, windows: Sequence[Input]) -> list[Floats]:
        """The vectors of each window's words, (words, width), in the windows' order."""
        found: dict[int, Floats] = {}
        for length, members in _batches(windows):
            rows = self._run([windows[i] for i in members], length)
            for i, row in zip(members, rows, strict=True):
                found[i] = row[np.asarray(windows[i].firsts, dtype=np.int64)]
        return [found[i] for i in range(len(windows))]

    def _run(self, batch: Sequence[Input], length: int) -> Floats:
        feeds: dict[str, NDArray[np.int64] | Floats] = {
            "ids": _padded([w.ids for w in batch], length, PADDING),
            "shapes": _padded([w.shapes for w in batch], length, 0),
            "names": _padded([w.names for w in batch], length, 0),
        }
        sizes = np.array([len(w.ids) for w in batch])
        hidden = np.arange(length)[None, :] >= sizes[:, None]
        feeds["mask"] = (hidden * np.float32(AWAY)).astype(np.float32)[:, None, None, :]
        if self._near is not None:
            feeds["near"] = self._bias(self._near, length)
        return np.asarray(self._session.run(["vectors"], feeds)[0], np.float32)

    def _bias(self, near: Floats, length: int) -> Floats:
        """What distance adds to attention, (1, heads, length, length)."""
        held = self._distances.get(length)
        if held is None:
            held = np.ascontiguousarray(near[buckets(length)].transpose(2, 0, 1)[None])
            self._distances[length] = held
        return held


def buckets(length: int) -> NDArray[np.int64]:
    """MPNet's buckets of the distance between two places: 16 a side, near ones exact.

    The method is that of Raffel et al. (2020), section 2.1, as MPNet uses it.

    >>> buckets(3).tolist()
    [[0, 17, 18], [1, 0, 17], [2, 1, 0]]
    """
    at = np.arange(length)
    n = at[:, None] - at[None, :]
    size = np.abs(n)
    far = 8 + (np.log(np.maximum(size, 1) / 8) / np.log(16) * 8).astype(np.int64)
    return (n < 0) * 16 + np.where(size < 8, size, np.minimum(far, 15))


def _padded(rows: Iterable[Sequence[int]], length: int, filler: int) -> NDArray[np.int64]:
    rows = list(rows)
    out = np.full((len(rows), length), filler, np.int64)
    for number, row in enumerate(rows):
        out[number, : len(row)] = row
    return out


def _batches(windows: Sequence[Input]) -> Iterator[tuple[int, list[int]]]:
    """Places of windows of one length class, some at a time."""
    classes: dict[int, list[int]] = {}
    for i, window in enumerate(windows):
        classes.setdefault(-(-len(window.ids) // STEP) * STEP, []).append(i)
    for length, members in sorted(classes.items()):
        many = max(1, BATCH // length)
        for first in range(0, len(members), many):
            yield length, members[first : first + many]
