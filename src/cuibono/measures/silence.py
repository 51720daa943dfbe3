"""Who keeps silent on a claim: who wrote about the same two in its time, and not of it.

Silence is told and never counted as a denial. Whoever may have spoken of the claim in words that
did not meet it is not called silent: too few names cost less than one wrong one.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from itertools import combinations
from typing import Any, NamedTuple

from cuibono.actors.code import root
from cuibono.coding.statement import AUTHOR, UNKNOWN, UNNAMED, Statement
from cuibono.events.event import Event
from cuibono.events.kinds import SHIPPED, Kinds
from cuibono.events.mouths import speaker
from cuibono.events.origins import family

REACH = 30
"""A claim's time ends so many days after the last word on it."""
EXAMPLES = 3
"""So many of the statements that a silent source made are named."""
ANSWERS = frozenset({"REJECT", "CONCEDE"})
"""Acts by which somebody answers a claim, whatever else the words say."""


@dataclass(frozen=True, slots=True)
class Silent:
    """A publisher or speaker who wrote about the two of a claim in its time, and not of it.

    `name` is a publisher's name or a speaker's code. `wrote` counts its statements about the two
    in that time; `statements` are the first of them.
    """

    name: str
    wrote: int
    statements: tuple[Statement, ...]

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON values, the statements by their ids."""
        return {
            "name": self.name, "wrote": self.wrote, "statements": [s.id for s in self.statements],
        }  # fmt: skip


class Note(NamedTuple):
    """What one source wrote about two on one day: an act and a thing, and how often."""

    day: str
    family: str
    item: str
    statement: Statement
    many: int


class Notes(NamedTuple):
    """Notes in the order of their days, and those days."""

    days: list[str]
    notes: list[Note]

    def within(self, time: tuple[str, str]) -> list[Note]:
        """Those of the days between two, both in."""
        first = bisect_left(self.days, time[0])
        return self.notes[first : bisect_right(self.days, time[1], first)]


By = dict[str, Notes]
"""Notes by who wrote them."""


class Written:
    """Everything that is written, by whom it is about and who wrote it.

    `publishers` names the publisher of a document by its id; statements of less confidence than
    `least` count for nobody, but whoever made one that may be of a claim is not silent on it.
    """

    def __init__(
        self,
        statements: Iterable[Statement],
        publishers: Mapping[str, str],
        kinds: Kinds = SHIPPED,
        least: float = 0.0,
    ) -> None:
        self.publishers, self.kinds = publishers, kinds
        self.names: dict[str, str] = {}
        self.answers: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
        sure: _Counter = defaultdict(dict)
        every: _Counter = defaultdict(dict)
        for s in statements:
            if not s.published:
                continue
            if s.type in ANSWERS:
                self.answers[root(s.actor).casefold()].append((s.published, root(s.recipient)))
            for about in _abouts(s):
                for who in self.who(s):
                    self._note(every[about, who], s)
                    if s.confidence >= least:
                        self._note(sure[about, who], s)
        self.sure, self.every = _sorted(sure), _sorted(every)

    def _note(self, held: dict[tuple[str, str, str], Note], s: Statement) -> None:
        key = (s.published or "", self.kinds.family(s.type), s.item or "")
        old = held.get(key)
        held[key] = old._replace(many=old.many + 1) if old else Note(*key, s, 1)

    def who(self, s: Statement) -> set[str]:
        """Who writes or says a statement, without those who have no name."""
        found: set[str] = set()
        publisher = self.publishers.get(s.document)
        if publisher:
            found.add(_house(publisher))
            self.names.setdefault(_house(publisher), publisher)
        for code in {s.source, *s.source_chain} - {AUTHOR, UNKNOWN, UNNAMED}:
            key = speaker(code).casefold()
            found.add(key)
            # A publisher that is quoted elsewhere by its code is named as it calls itself.
            self.names.setdefault(key, speaker(code))
        return found

    def silent(self, claim: Event) -> tuple[Silent, ...]:
        """Who keeps silent on a claim, who wrote most first.

        Nobody where the claim names only one party, or no text of it has a date.
        """
        pair = frozenset(root(c) for c in (claim.actor, claim.recipient) if c != UNKNOWN)
        days = sorted(s.published for s in claim.statements if s.published)
        if len(pair) < 2 or not days:
            return ()
        until = (date.fromisoformat(days[-1]) + timedelta(REACH)).isoformat()
        time = days[0], until
        spoke = {who for s in claim.statements for who in self.who(s)}
        found = [
            Silent(self.names[who], sum(n.many for n in near), _examples(near))
            for who, notes in self.sure.get(pair, {}).items()
            if who not in spoke and (near := notes.within(time))
            and not self._may_speak(who, claim, pair, time)
        ]  # fmt: skip
        return tuple(sorted(found, key=lambda s: (-s.wrote, s.name)))

    def _may_speak(
        self, who: str, claim: Event, pair: frozenset[str], time: tuple[str, str]
    ) -> bool:
        """Whether anything that a source wrote in a claim's time may be of it."""
        families = {self.kinds.family(s.type) for s in claim.statements}
        items = {s.item for s in claim.statements if s.item}
        # One party alone: the other has no name there and may be the claim's.
        for about in (pair, *(frozenset({party}) for party in pair)):
            written = self.every.get(about, {}).get(who)
            for note in written.within(time) if written else ():
                if note.item and items and note.item not in items:
                    continue
                if note.family in families or note.item in items:
                    return True
        return any(
            time[0] <= day <= time[1] and (who in {p.casefold() for p in pair} or other in pair)
            for day, other in self.answers.get(who, [])
        )


_Counter = defaultdict[tuple[frozenset[str], str], dict[tuple[str, str, str], Note]]


def _sorted(held: _Counter) -> dict[frozenset[str], By]:
    found: dict[frozenset[str], By] = {}
    for (about, who), of_days in held.items():
        notes = sorted(of_days.values(), key=lambda n: n[:3])
        found.setdefault(about, {})[who] = Notes([n.day for n in notes], notes)
    return found


def _abouts(s: Statement) -> Iterator[frozenset[str]]:
    """The pairs that a statement is about; one party alone where only one has a name."""
    codes = (s.actor, s.recipient, s.giver, s.receiver, s.beneficiary)
    parties = sorted({root(c) for c in codes if c and c != UNKNOWN})
    if len(parties) == 1:
        yield frozenset(parties)
    yield from map(frozenset, combinations(parties, 2))


_house = cache(family)


def _examples(notes: Iterable[Note]) -> tuple[Statement, ...]:
    return tuple(n.statement for n in notes)[:EXAMPLES]
