"""Groups of statements that speak of one thing, and the events that they are put together to."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from cuibono.coding.statement import Statement
from cuibono.events.assemble import assemble, chronological
from cuibono.events.event import Event, Kind
from cuibono.events.origins import Known, Origin
from cuibono.events.voices import Link


@dataclass(slots=True)
class Told:
    """A proposition with every statement that repeats it word for word, as reprints do.

    The first of them decides the days: "yesterday" in a reprint is the day before the original.
    """

    statements: list[Statement]
    text: str

    @property
    def first(self) -> Statement:
        """The statement that was published first."""
        return self.statements[0]


@dataclass(slots=True)
class Group:
    """Propositions that speak of one thing, and which pairs of statements surely do."""

    told: list[Told]
    kind: Kind = Kind.HAPPENING
    sure: list[Link] = field(default_factory=list[Link])

    @property
    def ids(self) -> set[str]:
        """The ids of its statements."""
        return {s.id for t in self.told for s in t.statements}

    def event(self, known: Mapping[str, Origin]) -> Event:
        """The event that they add up to."""
        statements = [s for t in self.told for s in t.statements]
        whens = [t.first.when for t in self.told if t.first.when]
        return assemble(statements, whens, known, self.kind, self.sure)


@dataclass(slots=True)
class Resolved:
    """Groups of statements; each is put together to an event when it is first asked for."""

    groups: list[Group]
    known: Known
    _made: dict[int, Event] = field(default_factory=dict[int, Event])
    _all: tuple[Event, ...] | None = None

    def events(self, wanted: Callable[[list[Statement]], bool] | None = None) -> tuple[Event, ...]:
        """Events in the order of a timeline: all, or those whose statements are `wanted`."""
        if wanted is None:
            self._all = self._all or self._of(range(len(self.groups)))
            return self._all
        return self._of(
            n for n, group in enumerate(self.groups)
            if wanted([s for t in group.told for s in t.statements])
        )  # fmt: skip

    def _of(self, numbers: Iterable[int]) -> tuple[Event, ...]:
        return tuple(sorted(map(self._event, numbers), key=chronological))

    def _event(self, number: int) -> Event:
        if number not in self._made:
            self._made[number] = self.groups[number].event(self.known)
        return self._made[number]
