"""Whether series differ enough for a model of their present on their past to tell them apart."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from cuibono.errors import UsageError

Floats = NDArray[np.float64]
WORST = 1e6
"""The condition number up to which a model is fitted, of columns scaled to length one (Belsley,
Kuh & Welsch 1980, Regression Diagnostics, chapter 3). Covariances square it (Golub & Van Loan
2013, Matrix Computations, section 5.3): at a million, three of a double's sixteen digits are left.
"""


def tell_apart(names: Sequence[str], values: Floats, lags: int) -> None:
    """Refuse a series that follows from those before it, or from what came before.

    `values` has a row for each period, a column for each name. Raises UsageError for a copy, a
    multiple, a sum or a shift of up to `lags` periods; near-copies up to `WORST` count as such.

    >>> one = np.array([1.0, 4, 2, 8, 5, 7, 1, 3, 9, 2, 6, 6])
    >>> tell_apart(("A", "B"), np.column_stack([one, one[::-1]]), 1)
    >>> tell_apart(("A", "B"), np.column_stack([one, 3 * one]), 1)
    Traceback (most recent call last):
    cuibono.errors.UsageError: B is a copy, a multiple, a sum or a shift of A: ...
    """
    for k, name in enumerate(names):
        if _condition(_present_and_past(values[:, : k + 1], lags)) <= WORST:
            continue
        if k == 0:
            raise UsageError(
                f"{name} follows from its own past alone, so nothing is left to explain"
            )
        raise UsageError(
            f"{name} is a copy, a multiple, a sum or a shift of {' and '.join(names[:k])}: the "
            "series cannot be told apart"
        )


def shifted(values: Floats, steps: Iterable[int]) -> list[Floats]:
    """The rows as they were some steps before, cut to those that all steps have.

    >>> [row.tolist() for row in shifted(np.array([1.0, 2, 3, 4]), (0, 2))]
    [[3.0, 4.0], [1.0, 2.0]]
    """
    wanted = tuple(steps)
    n, most = len(values), max(wanted)
    return [values[most - step : n - step] for step in wanted]


def _present_and_past(values: Floats, lags: int) -> Floats:
    """A constant, each series, and each as it was 1 to `lags` periods before.

    Where no column follows from the others, neither the regression on the past nor the spread
    of what that leaves over is singular.
    """
    return np.column_stack([np.ones(len(values) - lags), *shifted(values, range(lags + 1))])


def _condition(columns: Floats) -> float:
    """The condition number of columns of length one; infinite where one is empty."""
    lengths = np.linalg.norm(columns, axis=0)
    return float(np.linalg.cond(columns / lengths)) if lengths.all() else float("inf")
