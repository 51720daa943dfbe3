"""The brief as data: title, sections, pictures, and the numbered quotes that they cite."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from cuibono.actors import Registry
from cuibono.briefs import pictures
from cuibono.briefs.cited import Quotes, Section
from cuibono.briefs.names import namer
from cuibono.briefs.sections import EXCHANGE, TIMELINE, Facts, sections
from cuibono.documents import Document
from cuibono.events.event import Event
from cuibono.events.kinds import SHIPPED, Kinds
from cuibono.ledger import reviewed
from cuibono.measures.sums import Balance


@dataclass(frozen=True)
class Brief:
    """A page on two actors, ready to be written as Markdown or HTML.

    `pictures` are SVG by name; `documents` by id; `undated` counts the events that the
    timeline cannot show.
    """

    title: str
    sections: tuple[Section, ...]
    pictures: dict[str, str]
    documents: dict[str, Document]
    undated: int
    made: date = field(default_factory=date.today)

    @property
    def checked(self) -> str:
        """How much of what the page rests on a person has reviewed, in one sentence."""
        cited = {s.id: s for q in self.quotes().all() for s in q.statements}
        done = sum(reviewed(s.versions) for s in cited.values())
        if not done:
            return "No person has reviewed what it rests on."
        return f"A person has reviewed {done} of the {len(cited)} statements that it rests on."

    def quotes(self) -> Quotes:
        """The quotes numbered in the order in which the sections cite them."""
        quotes = Quotes()
        for section in self.sections:
            for sentence in section.sentences:
                quotes.cite(sentence)
        return quotes


def brief(
    balance: Balance,
    events: Iterable[Event],
    documents: Iterable[Document],
    registry: Registry,
    kinds: Kinds = SHIPPED,
) -> Brief:
    """The brief on the two actors of a balance; `kinds` word what their events say.

    Raises CuibonoError where the ledger holds nothing about the two.
    """
    name = namer(registry, kinds)
    facts = Facts(balance, tuple(events), name)
    drawn = {
        TIMELINE: pictures.timeline(facts.events, name),
        EXCHANGE: pictures.exchange(balance, name),
    }
    return Brief(
        f"{registry[balance.a].name} and {registry[balance.b].name}",
        sections(facts),
        {key: svg for key, svg in drawn.items() if svg},
        {d.id: d for d in documents},
        sum(e.when is None for e in facts.events),
    )
