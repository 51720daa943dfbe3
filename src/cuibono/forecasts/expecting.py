"""What a desk expects: kinds of event to come, and how many, from the dated rows of a ledger."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from cuibono.actors.code import root
from cuibono.answer import AnswerList
from cuibono.inquiry import Inquiry

if TYPE_CHECKING:
    from cuibono.forecasts.forecast import Outlook
    from cuibono.forecasts.numbers import Number

MOST_EVENTS = 500_000
"""Imported events that a forecast is made from: the latest; more take minutes and gigabytes."""


@dataclass(frozen=True, slots=True)
class Horizon:
    """How far to look: `days` from `on` (default: the day after the last event), `most` rows."""

    days: int = 30
    on: date | None = None
    most: int = 10


AHEAD = Horizon()


class Expecting:
    """The questions about what is not foretold by anybody, but likely after what has been."""

    def __init__(self, inquiry: Inquiry) -> None:
        self._ask = inquiry

    def forecast(
        self, a: str, b: str | None = None, horizon: Horizon = AHEAD, sure: float | None = None
    ) -> Outlook:
        """Which kinds of event to expect of `a`, or between `a` and `b`, how likely, and why.

        From the dated events of the texts and the imported ones, before the first day only.
        Raises CuibonoError where there is none, UsageError for a horizon that is not a number of
        days.
        """
        from cuibono.forecasts.forecast import Wanted, forecast

        parties = self._ask.actor(a), self._ask.actor(b) if b else None
        wanted = Wanted(*parties, horizon.days, horizon.on, horizon.most)
        events, left = self._dated(horizon.on, sure)
        outlook = forecast(events, wanted)
        if not left:
            return outlook
        note = f"{left} older imported events are left out: the {MOST_EVENTS} latest are used"
        return replace(outlook, remarks=(*outlook.remarks, note))

    def numbers(
        self, a: str, b: str, horizon: Horizon = AHEAD, sure: float | None = None
    ) -> AnswerList[Number]:
        """How many events of `a` towards `b` and back to expect, as distributions."""
        from cuibono.forecasts.numbers import numbers

        pair = self._ask.actor(a), self._ask.actor(b)
        dated, _ = self._dated(horizon.on, sure)
        return AnswerList(numbers(dated, pair, horizon.days, horizon.on))

    def _dated(self, until: date | None, sure: float | None) -> tuple[list[Any], int]:
        """Dated events before a day, of texts and of imported data, organs as their state; and
        how many older imported ones are left out for their number.
        """
        from importlib import import_module

        from cuibono.forecasts.dated import Dated, from_events

        pc = import_module("pyarrow.compute")
        columns = ("date", "actor", "type", "recipient")
        where = _whole(pc) if until is None else _whole(pc) & (pc.field("date") < until)
        table = self._ask.ledger.tables.imported(columns=columns, where=where)
        left = max(0, table.num_rows - MOST_EVENTS)
        if left:
            table = table.take(pc.sort_indices(table, [("date", "descending")])[:MOST_EVENTS])
        found = [Dated(d, root(a), t, root(r)) for d, a, t, r in zip(*_lists(table), strict=True)]
        told, _ = from_events(self._ask.events(sure))
        found += [Dated(e.day, root(e.head), e.relation, root(e.tail)) for e in told]
        return found, left


def _whole(pc: Any) -> Any:
    names = ("date", "actor", "type", "recipient")
    valid: Callable[[str], Any] = lambda name: pc.field(name).is_valid()  # noqa: E731
    return valid(names[0]) & valid(names[1]) & valid(names[2]) & valid(names[3])


def _lists(table: Any) -> list[list[Any]]:
    return [table[name].to_pylist() for name in ("date", "actor", "type", "recipient")]
