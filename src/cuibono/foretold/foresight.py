"""What is asked of the future: what is foretold, what became of it, and what to expect."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from cuibono.actors.code import belongs, root
from cuibono.answer import AnswerList
from cuibono.coding.statement import UNKNOWN
from cuibono.errors import UsageError
from cuibono.foretold.proposals import Grounds, propose
from cuibono.foretold.record import Scores, calibration, records
from cuibono.foretold.register import Foretold, register
from cuibono.foretold.verdict import Outcome, Verdict
from cuibono.inquiry import Inquiry

if TYPE_CHECKING:
    from cuibono.events.event import Event

ROW = ("event_id", "dataset", "file", "line", "date", "actor", "type", "recipient")


@dataclass(frozen=True, slots=True)
class Ruling:
    """A verdict to be entered: the outcome, the ids of the evidence, who says so and why."""

    outcome: Outcome | str
    because: Sequence[str] = ()
    who: str = ""
    why: str = ""


class Foresight:
    """The questions of a desk about what is to come."""

    def __init__(self, inquiry: Inquiry) -> None:
        self._ask = inquiry

    def forecasts(
        self,
        source: str | None = None,
        due: bool = False,
        open_: bool = False,
        sure: float | None = None,
    ) -> AnswerList[Foretold]:
        """What texts foretell, in order of its last day, with verdicts or proposals for them.

        `source` is an actor, a publisher, or part of a publisher's name; `due` leaves what is
        over and open, `open_` what has no verdict. `sure` is the confidence from which a statement
        counts, as in `events`.
        """
        events = self._ask.events(sure)
        found = register(events, self._verdicts())
        if source:
            found = [f for f in found if self._said_by(f, source)]
        if due:
            found = [f for f in found if f.is_due(self._ask.today)]
        if open_ or due:
            found = [f for f in found if f.open]
        proposed = propose(found, self._known(events, found), self._ask.today)
        return AnswerList(proposed, Foretold.COLUMNS)

    def resolve(self, id_: str, ruling: Ruling) -> Foretold:
        """Enter a verdict on what a statement foretells; a later one supersedes it.

        Raises UsageError for an unknown outcome or a statement that foretells nothing, and
        CuibonoError for an id that the ledger does not hold. A verdict of came-true, partly or
        failed needs its evidence or its reason.
        """
        outcome = _outcome(ruling.outcome)
        statement = self._ask.ledger.statement(id_)
        if not any(f.statement.id == statement.id for f in self._register(0)):
            raise UsageError(f"{statement.id} does not foretell anything: it is {statement.stance}")
        if outcome is not Outcome.UNCLEAR and not ruling.because and not ruling.why:
            raise UsageError(f"a verdict of {outcome} needs evidence: name a statement, or say why")
        because = tuple(self._evidence(name) for name in ruling.because)
        said = (statement.id, outcome, because, ruling.who, ruling.why, datetime.now(UTC))
        self._ask.ledger.judge(Verdict(*said).to_dict())
        return next(f for f in self._register(0) if f.statement.id == statement.id)

    def verdicts(self, id_: str) -> AnswerList[Verdict]:
        """Every verdict ever given on a statement, the one in force last."""
        statement = self._ask.ledger.statement(id_)
        return AnswerList(v for v in self._verdicts() if v.statement == statement.id)

    def scores(self) -> Scores:
        """How often what each source foretold came true; and chances said beside what came."""
        found = self._register()
        return Scores(tuple(records(found)), tuple(calibration(found)))

    # --- what the answers rest on --------------------------------------------------------

    def _register(self, sure: float | None = None) -> list[Foretold]:
        return register(self._ask.events(sure), self._verdicts())

    def _verdicts(self) -> list[Verdict]:
        return [Verdict.from_dict(row) for row in self._ask.ledger.verdicts()]

    def _said_by(self, entry: Foretold, source: str) -> bool:
        if source.casefold() in entry.voice.casefold():
            return True
        found = self._ask.registry.find(source)
        return found is not None and belongs(entry.statement.source, found.code)

    def _evidence(self, name: str) -> str:
        """The id of a statement or an imported event; raises CuibonoError for neither."""
        from importlib import import_module

        pc = import_module("pyarrow.compute")
        held = self._ask.ledger.tables.imported(
            columns=("event_id",), where=pc.field("event_id") == name
        )
        return name if held.num_rows else self._ask.ledger.statement(name).id

    def _known(self, events: Sequence[Event], entries: Sequence[Foretold]) -> Grounds:
        """What verdicts on these entries can rest on."""
        days = [d.published for d in self._ask.ledger.documents() if d.published]
        return Grounds(events, self._rows(entries), days, self._ask.kinds)

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
        return self._ask.ledger.tables.imported(columns=ROW, where=where).to_pylist()


def _whole(pc: Any) -> Any:
    names = ("date", "actor", "type", "recipient")
    valid: Callable[[str], Any] = lambda name: pc.field(name).is_valid()  # noqa: E731
    return valid(names[0]) & valid(names[1]) & valid(names[2]) & valid(names[3])


def _outcome(name: Outcome | str) -> Outcome:
    try:
        return Outcome(name)
    except ValueError:
        raise UsageError(f"no verdict is called {name!r}: {', '.join(Outcome)}") from None
