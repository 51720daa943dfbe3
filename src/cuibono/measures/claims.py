"""Claims: what somebody says, rather than what is told as a fact."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, fields
from typing import Any, ClassVar

from cuibono.coding.statement import AUTHOR, Certainty
from cuibono.events.answered import Answered, Rebuttal, answered
from cuibono.events.assemble import chronological
from cuibono.events.event import Event, Status
from cuibono.measures.history import Turn, called, history
from cuibono.measures.silence import Silent, Written


@dataclass(frozen=True, slots=True)
class Claim(Event):
    """An event that rests on somebody's word, with who keeps silent on it and what changed when.

    Its voices say who affirms and who denies. `written` gives what else is written, from which the
    silent are told when they are asked for. `answers` are denials of what is only called a claim,
    or only accused.
    """

    written: Callable[[], Written] | None = field(default=None, repr=False, compare=False)
    answers: tuple[Rebuttal, ...] = ()

    COLUMNS: ClassVar = (*Event.COLUMNS, "silent", "history")

    @property
    def silent(self) -> tuple[Silent, ...]:
        """Those who wrote about the two in that time and not of this; they deny nothing.

        Where it is not read what is denied, nobody knows who is silent on it.
        """
        return self.written().silent(self) if self.written and not self.answers else ()

    @property
    def history(self) -> tuple[Turn, ...]:
        """Who claimed and who denied it, in the order of publication."""
        return history(self)

    def side(self, denies: bool, name: Callable[[str], str] = str) -> list[str]:
        """Those who deny it, or those who do not, by what `name` calls them."""
        return [called(v.name, name) for v in self.voices if v.denies is denies]

    def denied(self, name: Callable[[str], str] = str) -> str:
        """What a claim is called whose content is not read: "what RUS denies"; else empty."""
        if not self.answers:
            return ""
        who = sorted(self.side(True, name))
        return f"what {' and '.join(who)} {'denies' if len(who) == 1 else 'deny'}"

    def to_dict(self) -> dict[str, Any]:
        """The event as plain JSON values, with the silent and the history."""
        more = {
            "silent": [s.to_dict() for s in self.silent],
            "history": [t.to_dict() for t in self.history],
        }
        return Event.to_dict(self) | more


def claims(
    events: Iterable[Event],
    contested: bool = False,
    written: Callable[[], Written] | None = None,
) -> tuple[Claim, ...]:
    """Events that rest on somebody's word, in the order of a timeline.

    In each of them a statement is attributed, be it to a speaker or to nobody ("reports"), or
    is hedged; the event's voices say who affirms and who denies. With `contested`, only those
    that somebody denies and somebody affirms. An accusation is a claim of who accuses, where who is
    accused denies it. Nobody is silent without what else is `written`, which is asked for once
    somebody asks for them.
    """
    every = tuple(events)
    denied = {e.id: e for e in answered(every)}
    found: list[Event] = [denied.pop(e.id, e) for e in every if e.id in denied or _claimed(e)]
    found += denied.values()
    kept = (e for e in found if not contested or e.status is Status.CONTESTED)
    return tuple(_claim(e, written) for e in sorted(kept, key=chronological))


def _claim(event: Event, written: Callable[[], Written] | None) -> Claim:
    values = {f.name: getattr(event, f.name) for f in fields(Event)}
    answers = event.answers if isinstance(event, Answered) else ()
    return Claim(**values, written=written, answers=answers)


def _claimed(event: Event) -> bool:
    return any(s.source != AUTHOR or s.certainty is Certainty.HEDGED for s in event.statements)
