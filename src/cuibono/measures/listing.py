"""What a ledger lists: statements, happenings, affairs, claims, and an actor's counterparts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cuibono.actors.code import belongs
from cuibono.answer import AnswerList, AnswerTuple
from cuibono.coding.statement import Stance, Statement
from cuibono.counting import EVERY, Only, floor
from cuibono.errors import UsageError
from cuibono.events.event import Event
from cuibono.inquiry import Inquiry
from cuibono.ledger import Query
from cuibono.measures.claims import Claim, claims
from cuibono.measures.silence import Written
from cuibono.measures.timeline import timeline

if TYPE_CHECKING:
    from cuibono.events.affairs import Affair
    from cuibono.measures.counterparts import Counterpart


class Listing:
    """The questions whose answer is a list, in the order of the ledger or of time."""

    def __init__(self, inquiry: Inquiry) -> None:
        self._ask = inquiry

    def statements(
        self,
        actor: str | None = None,
        with_: str | None = None,
        type: str | None = None,
        stance: Stance | str | None = None,
        sure: float | None = None,
        only: Only = EVERY,
    ) -> AnswerList[Statement]:
        """Statements in which `actor` acts and `with_` takes any part, by type and stance.

        `sure` leaves those of at least this confidence, 0 to 1; without it the reader's own floor
        holds, and 0 leaves all. Actors are names or codes; a state's code takes in its organs.
        Raises UsageError for an actor, type or stance that does not exist.
        """
        doer, other = actor and self._ask.actor(actor), with_ and self._ask.actor(with_)
        query = Query(actor=doer, other=other, type=self._type(type), stance=_stance(stance))
        found = self._ask.counted(sure, query, only)
        blank = Statement("", "", 0, 0, "", 0, 0, "", "", "")
        mine = only.cut([s for s in found if not doer or belongs(s.actor, doer)])
        return AnswerList(mine, list(blank.to_dict()))

    def timeline(
        self, a: str, b: str | None = None, sure: float | None = None, only: Only = EVERY
    ) -> AnswerTuple[Event]:
        """What `a`, or `a` and `b` together, take any part in, in order of time.

        Here and below `sure` is the confidence from which a statement counts, as in `events`, and
        `only` narrows the question to some statements before anything is counted.
        """
        parties = self._ask.actor(a), b and self._ask.actor(b)
        events = self._ask.events_about([p for p in parties if p], sure, only, together=True)
        return AnswerTuple(only.cut(list(timeline(events, *parties))))

    def affairs(
        self, a: str, b: str | None = None, sure: float | None = None
    ) -> AnswerTuple[Affair]:
        """What goes on around `a`, or between `a` and `b`, each with the happenings in it."""
        from cuibono.events.affairs import affairs

        return AnswerTuple(affairs(self.timeline(a, b, sure), self._ask.kinds))

    def claims(
        self, contested: bool = False, sure: float | None = None, only: Only = EVERY
    ) -> AnswerTuple[Claim]:
        """What rests on somebody's word: who says so, who denies it, who is silent, since when."""
        ask = self._ask

        def make() -> tuple[Claim, ...]:
            events = ask.events_denied(sure, only) if contested else ask.events(sure, only)
            return claims(events, contested, lambda: self.written(sure))

        found = ask.remember(("claims", contested, sure, only), make)
        return AnswerTuple(only.cut(list(found)))

    def counterparts(self, a: str, sure: float | None = None) -> AnswerTuple[Counterpart]:
        """With whom `a` has to do, how often, and how: cooperation, conflict, contested."""
        from cuibono.measures.counterparts import counterparts

        actor = self._ask.actor(a)
        found = counterparts(self._ask.events_about([actor], sure), actor, self._ask.kinds)
        return AnswerTuple(found)

    def written(self, sure: float | None = None) -> Written:
        """Everything that the ledger holds by whom it is about and who wrote it.

        It is of the whole ledger whatever a question is narrowed to: who speaks in a text that is
        not asked for is not silent.
        """
        return written(self._ask, sure)

    def _type(self, name: str | None) -> str | None:
        """An event type named by a user: of the codebook, or one that the ledger holds."""
        if name is None or name in self._ask.ledger.types():
            return name
        names = [entry.name for entry in self._ask.codebook.types]
        if name.upper() not in names:
            raise UsageError(f"no event type is called {name!r}: {', '.join(names)}")
        return name.upper()


def written(ask: Inquiry, sure: float | None = None) -> Written:
    """What `Listing.written` gives, for whoever asks of the same ledger."""

    def make() -> Written:
        publishers = {d.id: d.publisher for d in ask.ledger.documents() if d.publisher}
        return Written(ask.ledger.statements(), publishers, ask.kinds, floor(sure))

    return ask.remember(("written", sure), make)


def _stance(name: Stance | str | None) -> str | None:
    if name is None:
        return None
    if name not in list(Stance):
        raise UsageError(f"no stance is called {name!r}: {', '.join(Stance)}")
    return str(name)
