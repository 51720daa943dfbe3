"""The encoder: a window of wordpieces to a vector for each word, run by onnxruntime.

Every window is encoded alone, by one thread, so that its vectors are the same to the last bit
whatever is encoded beside it.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
STEP, PADDING, AWAY = 16, 1, -10_000.0
"""Wordpieces to whose multiples a window is padded, the piece that does, what hides it."""
MOST = 16
"""Windows that are encoded at the same time, at most: each takes some memory."""


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
    """One encoder in memory; `threads` is how many windows can be encoded at the same time."""

    def __init__(self, folder: Path, near: Floats | None, threads: int = 0) -> None:
        self.threads = min(threads or cores(), MOST)
        self._session = _session((folder / "encoder.onnx").read_bytes())
        self._near = near
        self._distances: Floats | None = None

    def vectors(self, window: Input) -> Floats:
        """The vectors of a window's words, (words, width)."""
        size = len(window.ids)
        length = -(-size // STEP) * STEP
        hidden = np.where(np.arange(length) < size, 0, AWAY).astype(np.float32)
        feeds: dict[str, NDArray[Any]] = {
            "ids": _padded(window.ids, length, PADDING),
            "shapes": _padded(window.shapes, length, 0),
            "names": _padded(window.names, length, 0),
            "mask": hidden[None, None, None],
        }
        if self._near is not None:
            feeds["near"] = self._bias(self._near, length)
        found = self._session.run(["vectors"], feeds)[0]
        return np.asarray(found, np.float32)[0][np.asarray(window.firsts, dtype=np.int64)]

    def _bias(self, near: Floats, length: int) -> Floats:
        """What distance adds to attention, (1, heads, length, length)."""
        held = self._distances
        if held is None or held.shape[-1] < length:
            held = np.ascontiguousarray(near[buckets(length)].transpose(2, 0, 1)[None])
            self._distances = held
        # A longer window begins with the same distances.
        return np.ascontiguousarray(held[:, :, :length, :length])


def _padded(row: Sequence[int], length: int, filler: int) -> NDArray[np.int64]:
    return np.array([[*row, *[filler] * (length - len(row))]], np.int64)


def _session(data: bytes) -> Any:
    import onnxruntime

    # In case it was loaded before cuibono was; see `cuibono.__init__`.
    onnxruntime.disable_telemetry_events()
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(data, options, ["CPUExecutionProvider"])


def cores() -> int:
    """How many processors this program may use; OMP_NUM_THREADS, where it is set, is less.

    Workers of a cluster have it set, each to its share.
    """
    near = getattr(os, "sched_getaffinity", None)
    many = len(near(0)) if near else os.cpu_count() or 1
    told = os.environ.get("OMP_NUM_THREADS", "").partition(",")[0].strip()
    return min(many, int(told)) if told.isdecimal() and int(told) else many


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
