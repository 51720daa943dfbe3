"""All that a brief is made of: what happened, what the words say, and whom they name."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from cuibono.briefs.dealings import Dealings
from cuibono.briefs.disputes import claim_of
from cuibono.briefs.meant import plain
from cuibono.briefs.passages import Passage, passages
from cuibono.briefs.telling import Teller
from cuibono.coding.statement import AUTHOR, Stance, Statement
from cuibono.events.event import Event
from cuibono.ledger import reviewed


@dataclass(frozen=True)
class Facts:
    """All that a brief is made of: its actors, the events that count, and what is too unsure.

    `b` is None in a brief about one actor; `old` are the ids, or beginnings of ids, of statements
    that the last brief rested on, None where there was none.
    """

    a: str
    b: str | None
    events: tuple[Event, ...]
    unsure: tuple[Event, ...]
    teller: Teller
    old: frozenset[str] | None = None

    @property
    def dealings(self) -> Dealings:
        """Knows what passes between the actors of the brief."""
        return Dealings(self.a, self.b, self.teller)

    def passages(self, events: Iterable[Event], keep: Callable[[Statement], bool]) -> list[Passage]:
        """The passages of events about the brief's actors, of some statements only."""
        told = [(s, e) for e in events for s in e.statements if keep(s)]
        found = passages(told, self.a, self.b, self.teller.heard)
        return [p for p in found if not self.teller.transcripts.asks(p.surest)]

    def plain(self, passage: Passage) -> bool:
        """Whether a passage's own words, or a person, say that it is about the brief's actors.

        Words that break off do not say what they are about, nor do those with which a text begins
        as if something had been told before.
        """
        if any(reviewed(s.versions) for s in passage.statements):
            return True
        first, teller = passage.surest, self.teller
        if teller.leaning.torn(first):
            return False
        missing = [
            actor for actor in self.dealings.actors if not plain(passage, actor, "", teller.heard)
        ]
        if not missing:
            return True
        lead = teller.lead(first)
        if denies(first):
            # A denial speaks of what the claim has named.
            claims = (claim_of(s, passage.events) for s in passage.statements)
            lead = " ".join([lead, *(claim.quote for claim in claims if claim)])
        return all(
            plain(passage, actor, f"{lead} {teller.author(first, actor)}".strip(), teller.heard)
            for actor in missing
        )

    def tellable(self, passage: Passage) -> bool:
        """Whether a passage says whom it is about, and of what year."""
        return self.plain(passage) and not self.teller.leaning.adrift(passage.surest)


def denies(statement: Statement) -> bool:
    """Whether somebody denies it: what a text itself says did not happen is nobody's denial."""
    return statement.stance is Stance.DENIED and statement.source != AUTHOR
