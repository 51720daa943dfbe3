"""Reciprocity over periods: does one series answer another, how soon, how strongly?

Vector autoregression by least squares (statsmodels; Sims 1980, Econometrica 48), used on dyads
of states since Goldstein & Freeman (1990, "Three-Way Street"). Impulse responses:
orthogonalised, where the order of the series matters (the first may act on the others within
the same period), and generalised, where it does not (Pesaran & Shin 1998, Economics Letters
58). Their intervals come from a bootstrap of the residuals (Runkle 1987; Lütkepohl 2005,
appendix D.3).
"""

from __future__ import annotations

import contextlib
import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cuibono.answer import Answer
from cuibono.errors import UsageError
from cuibono.measures.statistics.extra import model_library
from cuibono.measures.statistics.told_apart import shifted, tell_apart

Floats = NDArray[np.float64]
MOST_LAGS, HORIZON, DRAWS = 8, 8, 400
PER_PARAMETER = 5
"""How many periods each coefficient of an equation needs at least."""
FEWEST_BUSY = 10
"""In how many periods a series must differ from its commonest value."""
LIMITS = (
    "An answer is an act that could have been predicted from the other's past: a common "
    "cause that reaches one side earlier looks the same.",
    "Within one period it is not known who began; orthogonalised responses assume "
    "that the first did.",
    "The coefficients are assumed to hold over the whole time.",
    "Events that are reported more often when the dyad is in the news look like answers.",
)


@dataclass(frozen=True, slots=True)
class Response:
    """How one series moves after a shock to another, period by period from 0.

    The shock is one standard deviation of what the model cannot foretell. `kind` is
    orthogonalised or generalised; `low` and `high` are a 95 % interval at each period.
    """

    cause: str
    effect: str
    kind: str
    values: tuple[float, ...]
    low: tuple[float, ...]
    high: tuple[float, ...]

    @property
    def total(self) -> float:
        """The sum over all periods."""
        return sum(self.values)

    @property
    def soonest(self) -> int | None:
        """The first period after the shock whose interval leaves out zero, None if none does."""
        ends = zip(self.low[1:], self.high[1:], strict=True)
        return next((k for k, (a, b) in enumerate(ends, 1) if a > 0 or b < 0), None)


@dataclass(frozen=True, slots=True)
class GrangerTest:
    """A Granger test: does the past of `cause` help to foretell `effect`? F and its p-value."""

    cause: str
    effect: str
    statistic: float
    p: float


@dataclass(frozen=True, slots=True)
class Reciprocity(Answer):
    """A vector autoregression of some series, its tests and responses.

    `lags` was chosen by `criterion` (`orders`: the criterion of each number tried);
    `coefficients` has a row for the constant and each lagged series, a column for each series,
    `errors` their standard errors; `stable` says whether shocks die out.
    """

    names: tuple[str, ...]
    periods: int
    totals: tuple[float, ...]
    lags: int
    criterion: str
    orders: dict[int, float]
    terms: tuple[str, ...]
    coefficients: Floats
    errors: Floats
    stable: bool
    answers: tuple[GrangerTest, ...]
    responses: tuple[Response, ...]

    def response(self, cause: str, effect: str, kind: str = "generalised") -> Response:
        """One of the responses; raises UsageError for a name that is not there."""
        for found in self.responses:
            if (found.cause, found.effect, found.kind) == (cause, effect, kind):
                return found
        raise UsageError(f"no {kind} response of {effect!r} to {cause!r}")

    def records(self) -> list[dict[str, Any]]:
        """A row for each test, with the generalised response beside it."""
        return [self._row(a) for a in self.answers]

    def _row(self, a: GrangerTest) -> dict[str, Any]:
        found = self.response(a.cause, a.effect)
        after = found.values[1:]
        peak = max(range(len(after)), key=lambda k: abs(after[k])) + 1
        return {
            "cause": a.cause, "effect": a.effect, "statistic": a.statistic, "p": a.p,
            "soonest": found.soonest, "peak": peak, "response": found.values[peak],
            "low": found.low[peak], "high": found.high[peak],
        }  # fmt: skip

    def sentences(self) -> list[str]:
        """What was found, in plain sentences."""
        sums = ", ".join(f"{n} {t:g}" for n, t in zip(self.names, self.totals, strict=True))
        told = [
            f"{self.periods} periods ({sums}); {self.lags} "
            f"lag{'' if self.lags == 1 else 's'} by {self.criterion.upper()}."
        ]
        if not self.stable:
            told.append("Shocks do not die out: the levels drift, and the tests cannot be trusted.")
        return told + [_told(row) for row in self.records()]


def _told(row: dict[str, Any]) -> str:
    clear = row["p"] < 0.05
    verb = "helps" if clear else "does not clearly help"
    told = f"{row['cause']} {verb} to predict {row['effect']} (p = {row['p']:.3f})"
    if not clear or row["soonest"] is None:
        return told + "."
    return (
        f"{told}: it moves from period {row['soonest']} on, most by {row['response']:+.2g} "
        f"(95 % from {row['low']:+.2g} to {row['high']:+.2g}) in period {row['peak']}."
    )


def reciprocity(
    series: Mapping[str, Sequence[float]], lags: int | None = None, criterion: str = "aic"
) -> Reciprocity:
    """Fit a vector autoregression to series of the same periods, and ask who answers whom.

    `series` are two or more equally long series, in the order in which they may act on each
    other within a period; `lags` is fixed or chosen by `criterion`, aic or bic, up to 8.
    Raises UsageError for series that are too short or too empty, and says what is enough; and
    for one that follows from the others, such as a copy, whatever its scale.

    >>> random = np.random.default_rng(1)
    >>> a = random.poisson(3, 200)
    >>> b = random.poisson(1 + np.roll(a, 1))
    >>> found = reciprocity({"A": a, "B": b}, criterion="bic")
    >>> [(x.cause, x.effect) for x in found.answers if x.p < 0.01]
    [('A', 'B')]
    """
    values = _checked(series, lags or 1)
    tell_apart(tuple(series), values, max(_most_lags(values), lags or 1))
    return _fitted(tuple(series), values, lags, criterion)


def _fitted(
    names: tuple[str, ...], values: Floats, lags: int | None, criterion: str
) -> Reciprocity:
    """The model with its tests and responses."""
    model = model_library("statsmodels.tsa.api").VAR(values)
    orders = _orders(model, criterion, _most_lags(values))
    chosen = lags or min(orders, key=lambda k: orders[k])
    result = model.fit(chosen)
    responses = _responses(names, values, chosen)
    answers = tuple(
        _answer(result, names, cause, effect) for cause, effect in itertools.permutations(names, 2)
    )
    terms = ("constant", *(f"{n} {k} before" for k in range(1, chosen + 1) for n in names))
    return Reciprocity(
        names, len(values), tuple(map(float, values.sum(axis=0))), chosen,
        "given" if lags else criterion, orders, terms, np.asarray(result.params),
        np.asarray(result.stderr), bool(result.is_stable()), answers, responses,
    )  # fmt: skip


def _most_lags(values: Floats) -> int:
    """How many lags are tried: as many as the periods can carry."""
    return max(1, min(MOST_LAGS, (len(values) // PER_PARAMETER - 1) // values.shape[1]))


def _checked(series: Mapping[str, Sequence[float]], lags: int) -> Floats:
    columns = [np.asarray(values, float) for values in series.values()]
    lengths = {len(c) for c in columns}
    if len(columns) < 2 or len(lengths) != 1:
        raise UsageError("reciprocity needs two or more series of the same length")
    n, needed = lengths.pop(), PER_PARAMETER * (1 + len(columns) * lags)
    if n < max(needed, 30):
        raise UsageError(
            f"{n} periods are too few for {len(columns)} series with {lags} lag"
            f"{'' if lags == 1 else 's'}: {max(needed, 30)} would be enough"
        )
    for name, column in zip(series, columns, strict=True):
        if why := too_empty(name, column.tolist()):
            raise UsageError(why)
        if not np.isfinite(column).all():
            raise UsageError(f"{name}: some periods have no number")
    return np.column_stack(columns)


def too_empty(name: str, values: Sequence[float]) -> str:
    """Why a series tells too little to be fitted; an empty text where it tells enough.

    >>> too_empty("A→B conflict", [0, 0, 0, 1]).partition(",")[0]
    'A→B conflict: 1 events in 4 periods'
    """
    column = np.asarray(values, float)
    busy = len(column) - int(np.unique(column, return_counts=True)[1].max())
    if busy >= FEWEST_BUSY:
        return ""
    return (
        f"{name}: {column.sum():g} events in {len(column)} periods, and only {busy} periods differ "
        f"from the rest: {FEWEST_BUSY} would be enough; count by longer periods"
    )


def _orders(model: Any, criterion: str, most: int) -> dict[int, float]:
    if criterion not in ("aic", "bic"):
        raise UsageError(f"no criterion is called {criterion!r}: aic, bic")
    found = model.select_order(most).ics[criterion]
    return {k: float(value) for k, value in enumerate(found) if k > 0}


def _answer(result: Any, names: tuple[str, ...], cause: str, effect: str) -> GrangerTest:
    test = result.test_causality(names.index(effect), [names.index(cause)], kind="f")
    return GrangerTest(cause, effect, float(test.test_statistic), float(test.pvalue))


def _least_squares(values: Floats, lags: int) -> tuple[Floats, Floats]:
    """Coefficients (constant first) and residuals of the autoregression."""
    past = shifted(values, range(1, lags + 1))
    design = np.column_stack([np.ones(len(values) - lags), *past])
    found: Floats = np.asarray(np.linalg.lstsq(design, values[lags:], rcond=None)[0], np.float64)
    return found, values[lags:] - design @ found


def _paths(found: Floats, residuals: Floats, lags: int) -> Floats:
    """Responses by kind (orthogonalised, generalised), period, effect and cause."""
    k = found.shape[1]
    matrices = [found[1 + k * lag : 1 + k * (lag + 1)].T for lag in range(lags)]
    moving = [np.eye(k)]
    for h in range(1, HORIZON + 1):
        before = [moving[h - j - 1] @ matrices[j] for j in range(min(h, lags))]
        moving.append(np.sum(before, axis=0))
    spread = residuals.T @ residuals / (len(residuals) - len(found))
    ahead: Floats = np.array(moving)
    orthogonal = ahead @ np.linalg.cholesky(spread)
    both: Floats = np.array([orthogonal, ahead @ spread / np.sqrt(np.diag(spread))])
    return both


def _responses(names: tuple[str, ...], values: Floats, lags: int) -> tuple[Response, ...]:
    found, residuals = _least_squares(values, lags)
    own = _paths(found, residuals, lags)
    draws = np.array(list(_redrawn(values, found, residuals, lags)))
    # Percentile intervals: those turned round the estimate fall short at later periods.
    low, high = (np.quantile(draws, q, axis=0) for q in (0.025, 0.975))
    return tuple(
        Response(
            cause, effect, kind,
            *(tuple(map(float, part[t, :, j, i])) for part in (own, low, high)),
        )
        for t, kind in enumerate(("orthogonalised", "generalised"))
        for i, cause in enumerate(names) for j, effect in enumerate(names)
    )  # fmt: skip


def _redrawn(values: Floats, found: Floats, residuals: Floats, lags: int) -> Any:
    """Responses refitted to series that were made anew from drawn residuals."""
    random = np.random.default_rng(0)
    centred = residuals - residuals.mean(axis=0)
    n, k = values.shape
    drawn = centred[random.integers(0, len(centred), (DRAWS, n - lags))]
    made = np.empty((DRAWS, n, k))
    made[:, :lags] = values[:lags]
    for t in range(lags, n):
        past = made[:, t - lags : t][:, ::-1].reshape(DRAWS, lags * k)
        made[:, t] = found[0] + past @ found[1:] + drawn[:, t - lags]
    for one in made:
        # A draw that runs away, or in which hardly anything happens, cannot be refitted.
        with contextlib.suppress(np.linalg.LinAlgError):
            if np.isfinite(one).all():
                yield _paths(*_least_squares(one, lags), lags)
