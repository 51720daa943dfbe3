"""How two actors answer each other, and a third: by periods and event by event."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from cuibono.answer import Answer
from cuibono.errors import UsageError
from cuibono.events.kinds import CONFLICT, COOPERATION
from cuibono.measures.deeds.dated_rows import DatedRow
from cuibono.measures.statistics import reciprocity as periods
from cuibono.measures.statistics import relational as acts
from cuibono.measures.watched import count_by


@dataclass(frozen=True, slots=True)
class Answers(Answer):
    """The autoregression of each side (by `by`) and the model of single events.

    What could not be fitted is in `refused`, with what would be enough.
    """

    a: str
    b: str
    by: str
    first: date
    last: date
    totals: Mapping[str, int]
    sides: dict[str, periods.Reciprocity]
    events: acts.Relational | None
    refused: tuple[str, ...]

    def support(self) -> str:
        """How many acts stand behind it, by pair and side."""
        return ", ".join(f"{name} {count}" for name, count in self.totals.items())

    def records(self) -> list[dict[str, Any]]:
        """A row for each test, as plain JSON values; `model` says of which."""
        own = [{"model": f"VAR {s}", **row} for s, r in self.sides.items() for row in r.records()]
        single = self.events.records() if self.events else []
        return own + [{"model": "events", **row} for row in single]

    def sentences(self) -> list[str]:
        """What was found, and what it cannot say, in plain sentences."""
        told = [line for found in self.sides.values() for line in found.sentences()]
        told += self.events.sentences() if self.events else []
        return [*told, *self.notes]

    def figures(self) -> dict[str, Any]:
        """How many acts stand behind it, by pair and side."""
        return dict(self.totals)

    @property
    def notes(self) -> tuple[str, ...]:
        """What could not be fitted, and what the numbers cannot say."""
        limits = (*periods.LIMITS[:2], *acts.LIMITS[:2])
        return (*(f"Not fitted: {why}" for why in self.refused), *limits)


def answers(
    rows: Sequence[DatedRow], a: str, b: str, third: str | None = None, by: str = "week"
) -> Answers:
    """Fit both models to the dated acts of a dyad, with a third's acts upon it if one is named.

    In each autoregression the series are one side's counts by whole period: A to B, B to A,
    then the third's; those that are too empty are left out. In the model of events A's and B's
    acts are explained, the third's only bring some. Raises UsageError where nothing can be
    fitted.
    """
    pairs = [(a, b), (b, a)] + ([(third, a), (third, b)] if third else [])
    if not rows:
        raise UsageError(f"no dated row of {a} and {b}: import event data or read texts first")
    first, last = min(r.day for r in rows), max(r.day for r in rows)
    sides, refused = _sides(rows, pairs, by, (first, last))
    daily = _daily(rows, pairs, first, last)
    single = None
    try:
        own = [n for n in daily if n.startswith((f"{a}→{b} ", f"{b}→{a} "))]
        single = acts.relational(daily, own)
    except UsageError as error:
        refused.append(f"single events: {error}")
    if not sides and single is None:
        raise UsageError(f"{a} and {b}: {refused[0]}")
    totals = {name: int(sum(counts)) for name, counts in daily.items()}
    return Answers(a, b, by, first, last, totals, sides, single, tuple(refused))


def _sides(
    rows: Sequence[DatedRow], pairs: Sequence[tuple[str, str]], by: str, span: tuple[date, date]
) -> tuple[dict[str, periods.Reciprocity], list[str]]:
    """The autoregression of each side that has enough events, and why others have none."""
    sides: dict[str, periods.Reciprocity] = {}
    refused: list[str] = []
    for side in (CONFLICT, COOPERATION):
        series = {
            f"{x}→{y} {side}": count_by(_days(rows, x, y, side), by, *span).counts for x, y in pairs
        }
        empty = {name: why for name, n in series.items() if (why := periods.too_empty(name, n))}
        refused += [f"{side} by {by}: {why}" for why in empty.values()]
        kept = {name: n for name, n in series.items() if name not in empty}
        if len(kept) < 2:
            continue
        try:
            sides[side] = periods.reciprocity(kept)
        except UsageError as error:
            refused.append(f"{side} by {by}: {error}")
    return sides, refused


def _days(rows: Iterable[DatedRow], actor: str, recipient: str, side: str) -> list[date]:
    return [r.day for r in rows if (r.actor, r.recipient, r.side) == (actor, recipient, side)]


def _daily(
    rows: Sequence[DatedRow], pairs: Sequence[tuple[str, str]], first: date, last: date
) -> dict[str, Sequence[int]]:
    """Counts by day of each pair and side."""
    found: dict[str, Sequence[int]] = {}
    for x, y in pairs:
        for side in (COOPERATION, CONFLICT):
            at = [(day - first).days for day in _days(rows, x, y, side)]
            length = (last - first).days + 1
            found[f"{x}→{y} {side}"] = np.bincount(at, minlength=length).tolist()
    return found
