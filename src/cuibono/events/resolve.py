"""Which statements speak of the same happening."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from cuibono.coding.statement import UNKNOWN, Stance, Statement
from cuibono.documents import Document
from cuibono.events.assemble import assemble, chronological, root
from cuibono.events.dating import Period, period
from cuibono.events.event import Event
from cuibono.events.kinds import SHIPPED
from cuibono.events.origins import Origin, origin, origins, place

Dyad = tuple[str, str, str]


@dataclass(slots=True)
class Told:
    """A proposition with every statement that repeats it word for word, as reprints do.

    The first of them decides the days: "yesterday" in a reprint is the day before the original.
    `about` is the item, or the domains of a gain or loss; nothing where none is named.
    """

    statements: list[Statement]
    text: str
    days: Period
    about: frozenset[str]
    denies: bool

    @classmethod
    def of(cls, s: Statement, here: Origin) -> Told:
        """What a statement tells, and in which text."""
        about = frozenset(s.contexts if SHIPPED.outcome(s.type) else (s.item,) if s.item else ())
        return cls([s], here.text, period(s, here.published), about, s.stance is Stance.DENIED)

    @property
    def first(self) -> Statement:
        """The statement that was published first."""
        return self.statements[0]

    @property
    def strict(self) -> bool:
        """Whether it is a denial or an outcome, which must not meet by being vague."""
        return self.denies or SHIPPED.outcome(self.first.type)


@dataclass(slots=True)
class Meeting:
    """An event in the making: what its statements share so far.

    `days` are the days that all of them share. A statement must overlap with these, not just
    with one that is already in, so that a chain of overlaps cannot join January to December.
    """

    days: Period
    about: frozenset[str] = frozenset()
    texts: set[str] = field(default_factory=set[str])
    told: list[Told] = field(default_factory=list[Told])

    def takes(self, told: Told) -> bool:
        """Whether a proposition may speak of the same happening.

        No item agrees with any, but what is denied or gained without a word on what it is
        about meets the particular only where its own text tells of that.
        """
        if self.days.first > told.days.last or told.days.first > self.days.last:
            return False
        if self.about and told.about:
            return not self.about.isdisjoint(told.about)
        vague = bool(self.about or told.about)
        return not (vague and told.strict) or told.text in self.texts

    def nearness(self, told: Told) -> tuple[bool, bool, bool, int]:
        """How well it fits where several would do.

        First something affirmed, the same item, the same text; then the latest happening,
        since news without a date is of the latest.
        """
        same = not self.about.isdisjoint(told.about)
        return not self.told[0].denies, same, told.text in self.texts, self.days.last

    def add(self, told: Told) -> None:
        """Take a proposition in; what the event's statements share becomes narrower."""
        self.days = self.days.shared(told.days) or self.days
        self.about = (self.about & told.about) or self.about or told.about
        self.texts.add(told.text)
        self.told.append(told)


def resolve(statements: Iterable[Statement], documents: Iterable[Document]) -> tuple[Event, ...]:
    """Events in the order of a timeline; every statement is in exactly one of them.

    Statements meet when actor, type family and recipient are the same, their items do not
    differ and they overlap in time. A denial meets what it denies. The order of the input does
    not matter. Raises CuibonoError for a statement whose `when` is no interval.

    >>> say = lambda **of: Statement("d", "", 0, 0, "", 0, 0, "PRK", "", "AID", "RUS", **of)
    >>> (event,) = resolve([say(item="arms"), say(source="PRK", stance=Stance.DENIED)], [])
    >>> event.item, str(event.status)
    ('arms', 'contested')
    """
    known = origins(documents)
    dyads: defaultdict[Dyad, list[Told]] = defaultdict(list)
    for told in _once(statements, known):
        dyads[_dyad(told)].append(told)
    found = [_event(m, known) for tellings in dyads.values() for m in _meetings(tellings)]
    return tuple(sorted(found, key=chronological))


def _once(statements: Iterable[Statement], known: dict[str, Origin]) -> list[Told]:
    """Each proposition of each text once."""
    unique = {s.id: s for s in statements}
    held: dict[tuple[object, ...], Told] = {}
    for s in sorted(unique.values(), key=lambda s: place(s, known)):
        here = origin(s, known)
        key = (
            here.text, s.quote, s.trigger_start - s.start, s.trigger, s.actor, s.actor_text,
            s.type, s.recipient, s.recipient_text, s.item, s.source, s.stance,
        )  # fmt: skip
        if key in held:
            held[key].statements.append(s)
        else:
            held[key] = Told.of(s, here)
    return list(held.values())


def _dyad(told: Told) -> Dyad:
    """Who, what kind and to whom: what statements must share before anything else.

    Two unknowns are not one: who has no name is the same only within one text.
    """
    s = told.first
    actor, recipient = root(s.actor), root(s.recipient)
    if actor == UNKNOWN:
        actor = f"{told.text}:{s.actor_text.casefold()}"
    if recipient == UNKNOWN:
        recipient = s.recipient_text.casefold()
        if recipient or not SHIPPED.alone(s.type):
            recipient = f"{told.text}:{recipient}"
    return actor, SHIPPED.family(s.type), recipient


def _meetings(tellings: list[Told]) -> list[Meeting]:
    """Join greedily, the most exact first, so that the vague go where the exact already are."""
    meetings: list[Meeting] = []
    for told in sorted(tellings, key=_exactness):
        fitting = [m for m in meetings if m.takes(told)]
        if not fitting:
            meetings.append(Meeting(told.days))
        # `max` takes the first of equals, and these stand in an order of their own.
        (max(fitting, key=lambda m: m.nearness(told)) if fitting else meetings[-1]).add(told)
    return meetings


def _exactness(told: Told) -> tuple[object, ...]:
    s = told.first
    return (
        told.denies, not s.when, told.days.days, told.days.first, not s.item, s.item or "",
        told.text, s.quote, s.trigger_start - s.start, s.id,
    )  # fmt: skip


def _event(meeting: Meeting, known: dict[str, Origin]) -> Event:
    statements = [s for told in meeting.told for s in told.statements]
    whens = [told.first.when for told in meeting.told if told.first.when]
    return assemble(statements, whens, known)
