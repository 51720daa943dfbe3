"""`cuibono forecast`: which kinds of event to expect between whom, how likely, and why."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

import numpy as np

from cuibono.answer import Answer
from cuibono.errors import UsageError
from cuibono.forecasts.calibration import Backtest, Backtested, backtest, base_rates
from cuibono.forecasts.dated import Dated, History, history
from cuibono.forecasts.hazard import HazardWindow, ask
from cuibono.forecasts.reasons import Reason, reasons

FEW = 5
"""From fewer dated deeds than this no chance of their own is made for one or two actors."""
PAIRS = 10
"""Shares of fewer pairs of actors than this are not base rates: of one pair it is all or none."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked: an actor, perhaps a second, from a day (default: after the last event)."""

    actor: str
    other: str | None = None
    days: int = 30
    on: date | None = None
    most: int = 10


@dataclass(frozen=True, slots=True)
class Expectation:
    """One kind of event between two actors: its chance, the base rate, and what speaks for it."""

    head: str
    relation: str
    tail: str
    chance: float
    base_rate: float
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Outlook(Answer):
    """Expectations, likeliest first; without a `calibration` their chances are base rates."""

    on: date
    days: int
    expectations: tuple[Expectation, ...]
    calibration: Backtest | None
    remarks: tuple[str, ...]

    COLUMNS: ClassVar = ("head", "relation", "tail", "chance", "base_rate", "because")

    def records(self) -> list[dict[str, Any]]:
        """A row for each kind of event, with what speaks for it in words."""
        return [
            {name: getattr(e, name) for name in self.COLUMNS[:-1]}
            | {"because": [str(reason) for reason in e.reasons]}
            for e in self.expectations
        ]

    @property
    def notes(self) -> tuple[str, ...]:
        """What the chances cannot say, and why."""
        return self.remarks

    def figures(self) -> dict[str, Any]:
        """How such chances held on the last window, beside base rates."""
        held = self.calibration
        return {"brier": held.brier, "base_brier": held.base_brier} if held else {}


def forecast(events: Iterable[Dated], wanted: Wanted) -> Outlook:
    """What to expect within `wanted.days` of `wanted.on`, from the events before that day only.

    Chances are those of at least one such event; they come with a backtest on the last window.
    Where history does not carry that, base rates stand in their place and a note says why.
    Raises UsageError for a horizon below one day, CuibonoError where no event is left.
    """
    if wanted.days < 1 or wanted.most < 1:
        raise UsageError("a forecast needs a horizon of one day or more, and room for one result")
    past = history(events, wanted.on)
    on = wanted.on or past.following
    known = {wanted.actor, wanted.other or wanted.actor} & set(past.actors)
    unknown = sorted({wanted.actor, wanted.other or wanted.actor} - known)
    notes = [*past.notes, *_silence(past, on)]
    if unknown:
        # Base rates are of pairs that have met.
        notes += [f"no event of {name} before {on}: nothing can be forecast" for name in unknown]
        return Outlook(on, wanted.days, (), None, tuple(notes))
    why = _too_little(past, on, wanted)
    if why:
        return _rates(past, on, wanted, notes, why)
    tested = backtest(past.timeline(), past.number(on), wanted.days)
    if tested is None:
        why = (
            f"{past.number(on)} days with {len(past.events)} events are too few for a backtest over"
            f" {wanted.days} days"
        )
        return _rates(past, on, wanted, notes, why)
    found = _expected(past, on, wanted, tested)
    if not found:
        why = f"{wanted.actor} and {wanted.other} have not met before {on}"
        return _rates(past, on, wanted, notes, why)
    return Outlook(on, wanted.days, found, tested.calibration, tuple(notes))


def _rates(past: History, on: date, wanted: Wanted, notes: list[str], why: str) -> Outlook:
    """Base rates and why there is nothing better; no number where too few pairs have met."""
    pairs = len({frozenset((e.head, e.tail)) for e in past.events})
    if pairs >= PAIRS:
        told = (*notes, f"{why}: only base rates can be given")
        return Outlook(on, wanted.days, _base(past, on, wanted), None, told)
    met = "1 pair of actors" if pairs == 1 else f"{pairs} pairs of actors"
    few = f"base rates of {met} would mean little ({PAIRS} are needed): nothing is forecast"
    return Outlook(on, wanted.days, (), None, (*notes, why, few))


def _too_little(past: History, on: date, wanted: Wanted) -> str:
    """Why the deeds of these actors carry no chance of their own; nothing where they do."""
    asked = {wanted.actor, wanted.other or wanted.actor}
    own = sum(asked <= {e.head, e.tail} for e in past.events)
    named = " and ".join(sorted(asked))
    gap = (on - past.events[-1].day).days
    if gap > max(wanted.days, 30):
        return (
            f"the documents stop {gap} days before {on}, more than the {wanted.days} days asked for"
        )
    if 0 < own < FEW:
        noun = "deed" if own == 1 else "deeds"
        return f"{own} dated {noun} of {named} before {on}, fewer than {FEW}"
    return ""


def _silence(past: History, on: date) -> list[str]:
    gap = (on - past.events[-1].day).days
    if gap <= 30:
        return []
    return [f"the last event is {gap} days before {on}: later events are not known"]


def _base(past: History, on: date, wanted: Wanted) -> tuple[Expectation, ...]:
    """Base rates of the commonest kinds, for a pair that has met."""
    rates = base_rates(past.timeline(), past.number(on), wanted.days)
    best = np.argsort(-rates, kind="stable")[: wanted.most]
    other = wanted.other or "any one actor"
    return tuple(
        Expectation(wanted.actor, past.relations[r], other, float(rates[r]), float(rates[r]), ())
        for r in best
    )


def _expected(
    past: History, on: date, wanted: Wanted, tested: Backtested
) -> tuple[Expectation, ...]:
    """The likeliest events that the actor, or the two, take part in."""
    events, day = past.timeline(), past.number(on)
    actor = past.actors.index(wanted.actor)
    near = np.unique(events.object[events.subject == actor])
    asked = ask(events, HazardWindow(day, wanted.days, tested.weights), np.append(near, actor))
    mine = (asked.head == actor) | (asked.tail == actor)
    if wanted.other is not None:
        other = past.actors.index(wanted.other)
        mine &= (asked.head == other) | (asked.tail == other)
    chance = tested.model.chance(asked.signs)
    rates = base_rates(events, day, wanted.days)
    rows = np.flatnonzero(mine)
    best = rows[np.argsort(-chance[rows], kind="stable")[: wanted.most]]
    keys = [(int(asked.head[i]), int(asked.relation[i]), int(asked.tail[i])) for i in best]
    why = reasons(past, on, keys, tested.weights)
    return tuple(
        Expectation(
            past.actors[h], past.relations[r], past.actors[t],
            float(chance[i]), float(rates[r]), why[h, r, t],
        )
        for i, (h, r, t) in zip(best, keys, strict=True)
    )  # fmt: skip
