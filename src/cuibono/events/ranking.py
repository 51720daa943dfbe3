"""What many pairs share, added up, and which pairs share most: by sorting, without any loop."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Pairs = NDArray[np.int64]
Real = NDArray[np.float32]
Rows = NDArray[np.bool_]
KEPT = 32
"""So many pairs a statement keeps, those that share most."""
TOGETHER = 256
"""The pairs of so many rows are ranked at once: they stay in the processor's cache."""
DIGITS = 0xFFFF
"""The last 16 binary digits of a number."""


def added(codes: Pairs, weights: Real, most: int) -> tuple[Pairs, Real]:
    """Each code once, in order, with its weights added up in their order; all are below `most`."""
    order = in_order(codes, most)
    codes = codes[order]
    begins = np.diff(codes, prepend=-1) != 0
    every = codes[begins]
    number = np.cumsum(begins) - 1
    return every, np.bincount(number, weights[order], len(every)).astype(np.float32)


def in_order(numbers: NDArray[np.integer], most: int) -> Pairs:
    """The places of whole numbers from 0 to `most`, the least first, equal ones as they stand.

    They are sorted by 16 binary digits at a time, the last first: numpy counts so short numbers
    where it compares others.

    >>> in_order(np.array([70000, 3, 70000, 2]), 70000).tolist()
    [3, 1, 0, 2]
    """
    order = np.argsort((numbers & DIGITS).astype(np.uint16), kind="stable")
    for shift in range(16, int(most).bit_length(), 16):
        digits = ((numbers[order] >> shift) & DIGITS).astype(np.uint16)
        order = order[np.argsort(digits, kind="stable")]
    return order


def best(rows: NDArray[np.integer], shared: Real, count: int) -> Rows:
    """The pairs that are among the best of their row, given for each of them; `count` rows.

    Of pairs that share as much the first are better.
    """
    kept = np.zeros(len(rows), bool)
    ends = np.cumsum(np.bincount(rows, minlength=count))
    for some in np.split(in_order(rows, count), ends[TOGETHER - 1 :: TOGETHER]):
        # The order of floats above zero is that of their bits, and below zero the reverse.
        bits = (-shared[some] + 0.0).view(np.int32).astype(np.int64)
        bits = np.where(bits < 0, -(bits & 0x7FFFFFFF), bits) + (1 << 31)
        by_share = some[in_order(bits, 1 << 32)]
        part = by_share[in_order(rows[by_share], count)]
        first = np.flatnonzero(np.diff(rows[part], prepend=-1))
        rank = np.arange(len(part)) - np.repeat(first, np.diff(np.r_[first, len(part)]))
        kept[part[rank < KEPT]] = True
    return kept
