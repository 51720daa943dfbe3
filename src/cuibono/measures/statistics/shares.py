"""A share of what was judged, with the interval in which that of all is likely to lie."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Any

NINETY_FIVE = 1.959964


@dataclass(frozen=True, slots=True)
class Share:
    """How many of those judged were right; `low` and `high` bound it at 95 % (Wilson 1927).

    >>> share = Share(17, 20)
    >>> round(share.low, 2), round(share.high, 2), str(share)
    (0.64, 0.95, '17 of 20 (64 to 95 %)')
    """

    right: int
    judged: int

    @property
    def low(self) -> float:
        """The lower bound, 0 to 1; 0 where nothing was judged."""
        return self._bound(-1)

    @property
    def high(self) -> float:
        """The upper bound, 0 to 1; 1 where nothing was judged."""
        return self._bound(1)

    def _bound(self, side: int) -> float:
        n, z = self.judged, NINETY_FIVE
        if not n:
            return 0.0 if side < 0 else 1.0
        p = self.right / n
        middle = p + z * z / (2 * n)
        reach = z * sqrt(p * (1 - p) / n + z * z / (4 * n * n))
        return min(1.0, max(0.0, (middle + side * reach) / (1 + z * z / n)))

    def __str__(self) -> str:
        return f"{self.right} of {self.judged} ({self.low:.0%} to {self.high:.0%})".replace(
            "% to", " to"
        ).replace("%)", " %)")

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON values."""
        return {
            "right": self.right, "judged": self.judged,
            "low": round(self.low, 3), "high": round(self.high, 3),
        }  # fmt: skip


def kappa(pairs: Sequence[tuple[str, str]]) -> float | None:
    """Agreement of two reviewers beyond chance (Cohen 1960), -1 to 1.

    None for no pairs, and where both gave everything one and the same value: then chance alone
    would agree always, and the measure says nothing.

    >>> kappa([("a", "a"), ("b", "b"), ("a", "b"), ("b", "b")])
    0.5
    """
    if not pairs:
        return None
    n = len(pairs)
    same = sum(a == b for a, b in pairs) / n
    values = {value for pair in pairs for value in pair}
    chance = sum(
        sum(a == v for a, _ in pairs) * sum(b == v for _, b in pairs) / (n * n) for v in values
    )
    return None if chance == 1 else round((same - chance) / (1 - chance), 3)
