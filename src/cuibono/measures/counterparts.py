"""With whom an actor has to do, how often, and how: the table beside a network picture."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, ClassVar

from cuibono.actors.code import belongs, root
from cuibono.coding.statement import UNKNOWN
from cuibono.events.event import Event, Status
from cuibono.events.kinds import CONFLICT, COOPERATION, SHIPPED, Kinds


@dataclass(frozen=True, slots=True)
class Counterpart:
    """One actor that another has to do with: how many happenings of each kind, either way.

    `outward` counts those in which the actor asked about acts, `contested` those that somebody
    denies. What is only foretold or only denied is not counted.
    """

    other: str
    cooperation: int
    conflict: int
    outward: int
    contested: int

    COLUMNS: ClassVar = ("other", "cooperation", "conflict", "outward", "contested")

    @property
    def events(self) -> int:
        """How many happenings there are in all."""
        return self.cooperation + self.conflict

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON values."""
        return {name: getattr(self, name) for name in self.COLUMNS}


def counterparts(
    events: Iterable[Event], actor: str, kinds: Kinds = SHIPPED
) -> tuple[Counterpart, ...]:
    """The counterparts of an actor, those with most happenings first.

    An organ counts for its state. What is neither cooperation nor conflict is left out.
    """
    held: defaultdict[str, list[tuple[Event, bool]]] = defaultdict(list)
    for event in events:
        if not event.happened:
            continue
        outward, inward = belongs(event.actor, actor), belongs(event.recipient, actor)
        other = event.recipient if outward else event.actor
        if outward != inward and other not in (UNKNOWN, "") and kinds.side(event.type):
            held[root(other)].append((event, outward))
    found = [_counterpart(other, told, kinds) for other, told in held.items()]
    return tuple(sorted(found, key=lambda c: (-c.events, c.other)))


def _counterpart(other: str, told: list[tuple[Event, bool]], kinds: Kinds) -> Counterpart:
    sides = [kinds.side(event.type) for event, _ in told]
    return Counterpart(
        other, sides.count(COOPERATION), sides.count(CONFLICT),
        sum(outward for _, outward in told),
        sum(event.status is Status.CONTESTED for event, _ in told),
    )  # fmt: skip
