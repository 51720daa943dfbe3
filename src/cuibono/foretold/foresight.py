"""What is asked of the future: what is foretold, what became of it, and what to expect."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cuibono.coding.statement import UNKNOWN
from cuibono.errors import CuibonoError, UsageError
from cuibono.events.assemble import root
from cuibono.foretold.proposals import Known, propose
from cuibono.foretold.record import Bin, Record, calibration, records
from cuibono.foretold.register import Foretold, register
from cuibono.foretold.verdict import Outcome, Verdict
from cuibono.frames import Rows
from cuibono.inquiry import Inquiry

if TYPE_CHECKING:
    from cuibono.events.event import Event
    from cuibono.forecasts.forecast import Outlook
    from cuibono.forecasts.numbers import Number

MOST_EVENTS = 500_000
"""Imported events that a forecast is made from: the latest; more take minutes and gigabytes."""
ROW = ("event_id", "dataset", "file", "line", "date", "actor", "type", "recipient")


@dataclass(frozen=True, slots=True)
class Ruling:
    """A verdict to be entered: the outcome, the ids of the evidence, who says so and why."""

    outcome: Outcome | str
    because: Sequence[str] = ()
    who: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class Horizon:
    """How far to look: `days` from `on` (default: the day after the last event), `most` rows."""

    days: int = 30
    on: date | None = None
    most: int = 10


AHEAD = Horizon()


class Foresight(Inquiry):
    """The questions of a desk about what is to come."""

    def forecasts(
        self,
        source: str | None = None,
        due: bool = False,
        open_: bool = False,
        sure: float | None = None,
    ) -> Rows[Foretold]:
        """What texts foretell, in order of its last day, with verdicts or proposals for them.

        `source` is an actor, a publisher, or part of a publisher's name; `due` leaves what is
        over and open, `open_` what has no verdict. `sure` is the confidence from which a statement
        counts, as in `events`.
        """
        events = self.events(sure)
        found = register(events, self._verdicts())
        if source:
            found = [f for f in found if self._said_by(f, source)]
        if due:
            found = [f for f in found if f.is_due(self.today)]
        if open_ or due:
            found = [f for f in found if f.open]
        proposed = propose(found, self._known(events, found), self.today)
        return Rows(proposed, Foretold.COLUMNS)

    def resolve(self, id_: str, ruling: Ruling) -> Foretold:
        """Enter a verdict on what a statement foretells; a later one supersedes it.

        Raises UsageError for an unknown outcome or a statement that foretells nothing, and
        CuibonoError for an id that the ledger does not hold. A verdict of came-true, partly or
        failed needs its evidence or its reason.
        """
        outcome = _outcome(ruling.outcome)
        statement = self.ledger.statement(id_)
        if not any(f.statement.id == statement.id for f in self._register(0)):
            raise UsageError(f"{statement.id} does not foretell anything: it is {statement.stance}")
        if outcome is not Outcome.UNCLEAR and not ruling.because and not ruling.why:
            raise UsageError(f"a verdict of {outcome} needs evidence: name a statement, or say why")
        because = tuple(self._evidence(name) for name in ruling.because)
        said = (statement.id, outcome, because, ruling.who, ruling.why, datetime.now(UTC))
        self.ledger.judge(Verdict(*said).to_dict())
        return next(f for f in self._register(0) if f.statement.id == statement.id)

    def verdicts(self, id_: str) -> list[Verdict]:
        """Every verdict ever given on a statement, the one in force last."""
        statement = self.ledger.statement(id_)
        return [v for v in self._verdicts() if v.statement == statement.id]

    def scores(self) -> tuple[list[Record], list[Bin]]:
        """How often what each source foretold came true; and chances said beside what came."""
        found = self._register()
        return records(found), calibration(found)

    def draw_scores(self, path: str | Path) -> Path:
        """Draw how the words of chance held into an .html, .svg or .png file.

        Raises CuibonoError where no forecast that gives a chance has a verdict.
        """
        from cuibono.briefs.charts import save
        from cuibono.briefs.charts.calibration import calibration_chart

        _, bins = self.scores()
        if not bins:
            raise CuibonoError("no forecast that gives a chance has a verdict yet")
        return save(calibration_chart(bins), path)

    def forecast(
        self, a: str, b: str | None = None, horizon: Horizon = AHEAD, sure: float | None = None
    ) -> Outlook:
        """Which kinds of event to expect of `a`, or between `a` and `b`, how likely, and why.

        From the dated events of the texts and the imported ones, before the first day only.
        Raises CuibonoError where there is none, UsageError for a horizon that is not a number of
        days.
        """
        from cuibono.forecasts.forecast import Wanted, forecast

        parties = self.actor(a), self.actor(b) if b else None
        wanted = Wanted(*parties, horizon.days, horizon.on, horizon.most)
        events, left = self._dated(horizon.on, sure)
        outlook = forecast(events, wanted)
        if not left:
            return outlook
        note = f"{left} older imported events are left out: the {MOST_EVENTS} latest are used"
        return replace(outlook, notes=(*outlook.notes, note))

    def numbers(
        self, a: str, b: str, horizon: Horizon = AHEAD, sure: float | None = None
    ) -> list[Number]:
        """How many events of `a` towards `b` and back to expect, as distributions."""
        from cuibono.forecasts.numbers import numbers

        pair = self.actor(a), self.actor(b)
        return numbers(self._dated(horizon.on, sure)[0], pair, horizon.days, horizon.on)

    # --- what the answers rest on --------------------------------------------------------

    def _register(self, sure: float | None = None) -> list[Foretold]:
        return register(self.events(sure), self._verdicts())

    def _verdicts(self) -> list[Verdict]:
        return [Verdict.from_dict(row) for row in self.ledger.verdicts()]

    def _said_by(self, entry: Foretold, source: str) -> bool:
        if source.casefold() in entry.voice.casefold():
            return True
        found = self.registry.find(source)
        spoken = entry.statement.source
        return found is not None and (spoken == found.code or spoken.startswith(f"{found.code}."))

    def _evidence(self, name: str) -> str:
        """The id of a statement or an imported event; raises CuibonoError for neither."""
        from importlib import import_module

        pc = import_module("pyarrow.compute")
        held = self.ledger.tables.imported(
            columns=("event_id",), where=pc.field("event_id") == name
        )
        return name if held.num_rows else self.ledger.statement(name).id

    def _known(self, events: Sequence[Event], entries: Sequence[Foretold]) -> Known:
        """What verdicts on these entries can rest on."""
        days = [d.published for d in self.ledger.documents() if d.published]
        return Known(events, self._rows(entries), days, self.kinds)

    def _rows(self, entries: Sequence[Foretold]) -> list[dict[str, Any]]:
        """Imported events, since the first of these forecasts, of the actors that they name."""
        from functools import reduce
        from importlib import import_module

        pc = import_module("pyarrow.compute")
        first = min((e.due.first for e in entries if e.due), default=None)
        actors = {root(e.statement.actor) for e in entries} - {UNKNOWN}
        if first is None or not actors:
            return []
        named = [pc.starts_with(pc.field("actor"), name) for name in sorted(actors)]
        where = (pc.field("date") >= first) & _whole(pc) & reduce(lambda a, b: a | b, named)
        return self.ledger.tables.imported(columns=ROW, where=where).to_pylist()

    def _dated(self, until: date | None, sure: float | None) -> tuple[list[Any], int]:
        """Dated events before a day, of texts and of imported data, organs as their state; and
        how many older imported ones are left out for their number.
        """
        from importlib import import_module

        from cuibono.forecasts.dated import Dated, from_events

        pc = import_module("pyarrow.compute")
        columns = ("date", "actor", "type", "recipient")
        where = _whole(pc) if until is None else _whole(pc) & (pc.field("date") < until)
        table = self.ledger.tables.imported(columns=columns, where=where)
        left = max(0, table.num_rows - MOST_EVENTS)
        if left:
            table = table.take(pc.sort_indices(table, [("date", "descending")])[:MOST_EVENTS])
        found = [Dated(d, root(a), t, root(r)) for d, a, t, r in zip(*_lists(table), strict=True)]
        told, _ = from_events(self.events(sure))
        found += [Dated(e.day, root(e.head), e.relation, root(e.tail)) for e in told]
        return found, left


def _whole(pc: Any) -> Any:
    names = ("date", "actor", "type", "recipient")
    valid: Callable[[str], Any] = lambda name: pc.field(name).is_valid()  # noqa: E731
    return valid(names[0]) & valid(names[1]) & valid(names[2]) & valid(names[3])


def _lists(table: Any) -> list[list[Any]]:
    return [table[name].to_pylist() for name in ("date", "actor", "type", "recipient")]


def _outcome(name: Outcome | str) -> Outcome:
    try:
        return Outcome(name)
    except ValueError:
        raise UsageError(f"no verdict is called {name!r}: {', '.join(Outcome)}") from None
