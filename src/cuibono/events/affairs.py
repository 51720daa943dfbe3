"""States of affairs: what goes on and is not a single occurrence, such as support or a war."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, ClassVar

from cuibono.actors.code import root
from cuibono.coding.statement import UNKNOWN, Statement
from cuibono.events.dating import FIRST, LAST, days_of
from cuibono.events.event import Event, Kind
from cuibono.events.kinds import SHIPPED, Kinds
from cuibono.events.stems import stem

LONG = 62
"""A day named within so many days makes an occurrence of what is said to continue."""
REACH = 60
"""How many characters before an act are searched for a word of continuing."""
GOES_ON = re.compile(
    r"\b(?:continu(?:es?|ed|ing|ally)|ongoing|remain(?:s|ed|ing)?|maintain\w*|keeps?|kept|"
    r"long[- ]?(?:standing|time|term)|ha(?:s|ve) (?:long|always)|regular(?:ly)?|permanent(?:ly)?|"
    r"for (?:\w+ )?(?:years|decades|months)|in force|at war|every (?:year|month|week|day))\b",
    re.I,
)  # fmt: skip
STATES = frozenset(map(stem, (
    "supports supporting backs backing hosts occupies controls maintains relies depends opposes "
    "enjoys allied allies alliance partnership ties relations cooperation friendship support "
    "supplies supplying trades trade"
).split()))  # fmt: skip
"""Stems of acts that go on unless a day is named."""


def goes_on(s: Statement) -> str:
    """Why a statement tells of a state of affairs, nothing where it tells of an occurrence.

    >>> said = Statement("d", "It has long backed Syria.", 0, 25, "backed", 12, 18, "IRN", "",
    ...                  "SUPPORT", "SYR")
    >>> goes_on(said)
    'said to go on (“has long”)'
    """
    if s.stance.foretold or SHIPPED.outcome(s.type):
        return ""
    days = days_of(s.when) if s.when else None
    if days and days.last == LAST and days.first != FIRST:
        return "has a beginning but no end"
    if days and days.last - days.first <= LONG:
        return ""
    place = s.trigger_start - s.start
    before = s.quote[max(0, place - REACH) : place + len(s.trigger)]
    found = GOES_ON.search(before)
    if found:
        return f"said to go on (“{found.group()}”)"
    words = [stem(w) for w in s.trigger.split()]
    if not days and words and words[-1] in STATES and not s.trigger.endswith("ed"):
        return f"a state rather than an act (“{s.trigger}”), and no day is named"
    return ""


def channel(type_: str, item: str | None, kinds: Kinds = SHIPPED) -> str:
    """What an affair is carried by: the item, or the type in lower case.

    >>> channel("AID", "arms"), channel("SUPPORT", None)
    ('arms', 'support')
    """
    return item or kinds.family(type_).lower()


@dataclass(frozen=True, slots=True)
class Affair:
    """A state of affairs between two, in one channel, and the happenings that belong to it."""

    event: Event
    channel: str
    happenings: tuple[Event, ...]

    @property
    def since(self) -> str | None:
        """The first day, month or year that is named for it."""
        return self.event.when.partition("/")[0] if self.event.when else None

    COLUMNS: ClassVar = ("actor", "recipient", "channel", "since", "happenings", "statements")

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON values; happenings by their ids, statements by theirs."""
        e = self.event
        return {
            "actor": e.actor, "recipient": e.recipient, "channel": self.channel,
            "since": self.since, "happenings": [h.id for h in self.happenings],
            "statements": [s.id for s in e.statements],
        }  # fmt: skip

    def __str__(self) -> str:
        begun = f", continuing since {self.since}" if self.since else ", continuing"
        return f"{self.channel}{begun}"


def affairs(events: Iterable[Event], kinds: Kinds = SHIPPED) -> tuple[Affair, ...]:
    """The states of affairs among events, each with its happenings: same two, same channel."""
    held = list(events)
    by_key: dict[tuple[frozenset[str], str], list[Event]] = {}
    for e in held:
        if e.kind is Kind.HAPPENING and e.told:
            by_key.setdefault(_key(e, kinds), []).append(e)
    return tuple(
        Affair(e, channel(e.type, e.item, kinds), tuple(
            h for h in by_key.get(_key(e, kinds), ()) if _within(h, e)))
        for e in held if e.kind is Kind.AFFAIR
    )  # fmt: skip


def _key(e: Event, kinds: Kinds) -> tuple[frozenset[str], str]:
    parties = frozenset(root(c) for c in (e.actor, e.recipient) if c != UNKNOWN)
    return parties, channel(e.type, e.item, kinds)


def _within(happening: Event, affair: Event) -> bool:
    if not affair.when or not (happening.when or happening.reported):
        return True
    return days_of(happening.when or happening.reported or "").last >= days_of(affair.when).first


def gathered(
    statements: Iterable[Statement], party: Callable[[str], str], kinds: Kinds = SHIPPED
) -> list[list[Statement]]:
    """Statements of states of affairs, those of one direction and channel together."""
    held: dict[tuple[object, ...], list[Statement]] = {}
    for s in statements:
        actor, recipient = party(s.actor), party(s.recipient)
        # Without a code it is the same only within one text, and under one name.
        if not actor or not recipient:
            actor = actor or _unknown(s.document, s.actor, s.actor_text)
            recipient = recipient or _unknown(f"{s.document} ", s.recipient, s.recipient_text)
        mutual = s.type in kinds.types and kinds.types[s.type].mutual
        pair = tuple(sorted((actor, recipient))) if mutual else (actor, recipient)
        held.setdefault((pair, channel(s.type, s.item, kinds)), []).append(s)
    return list(held.values())


def _unknown(place: str, code: str, text: str) -> str:
    from cuibono.events.strangers import names_of

    return " ".join((place, *names_of(code, text)))
