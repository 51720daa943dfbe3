"""Whether confidence holds: are four in five of the statements of confidence 0.8 right?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

Sure = Sequence[tuple[float, bool]]


@dataclass(frozen=True, slots=True)
class Bin:
    """Statements of about one confidence: how many, their mean confidence, the share right."""

    low: float
    many: int
    said: float
    right: float


def bins(sure: Sure, many: int = 10) -> Iterator[Bin]:
    """The bins of equal width that hold anything.

    >>> [(b.low, b.many, b.right) for b in bins([(0.95, True), (1.0, True), (0.1, False)])]
    [(0.1, 1, 0.0), (0.9, 2, 1.0)]
    """
    for k in range(many):
        held = [(c, ok) for c, ok in sure if min(int(c * many), many - 1) == k]
        if held:
            n = len(held)
            yield Bin(k / many, n, sum(c for c, _ in held) / n, sum(ok for _, ok in held) / n)


def error(sure: Sure) -> float:
    """Expected calibration error over ten bins (Guo et al. 2017).

    >>> round(error([(0.9, True), (0.9, False)]), 3)
    0.4
    """
    return sum(b.many * abs(b.said - b.right) for b in bins(sure)) / max(1, len(sure))


def kept(sure: Sure, least: float) -> tuple[float, float]:
    """The share of statements that are at least so sure, and how many of those are right.

    >>> kept([(0.95, True), (0.8, False), (0.4, False)], 0.5)
    (0.6666666666666666, 0.5)
    """
    held = [ok for c, ok in sure if c >= least]
    return len(held) / max(1, len(sure)), sum(held) / max(1, len(held))


def table(sure: Sure) -> Iterator[str]:
    """The bins as lines with a bar of the share right."""
    yield f"expected calibration error {error(sure):.3f}"
    for b in bins(sure):
        bar = "█" * round(b.right * 30)
        yield f"  {b.low:.1f}  {b.many:5} statements  said {b.said:.2f}  right {b.right:.2f}  {bar}"
