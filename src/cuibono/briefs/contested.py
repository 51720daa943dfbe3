"""What is contested or denied between the actors of a brief, and where else in it that is said."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from cuibono.briefs.cited import Cited, Section
from cuibono.briefs.disputes import claim_of, disputes
from cuibono.briefs.facts import Facts
from cuibono.briefs.headed import MOST, headed, without
from cuibono.briefs.names import capital, number
from cuibono.briefs.passages import Passage
from cuibono.briefs.topics import topic
from cuibono.events.answered import answered

CONTESTED = "What is contested or denied"
Sides = tuple[str, int, str, int]
"""Where a claim and its denial stand: documents and places."""


def contested_claims(facts: Facts, denied: Sequence[Passage]) -> Section:
    """Claims with both sides, then denials of what nobody affirms here."""
    told: dict[Sides, Cited] = {}
    for passage in denied:
        for denial in passage.statements:
            # What an outcome denies cannot be told: it has no thing that could be the same.
            outcome = facts.teller.name.kinds.outcome(denial.type)
            claim = None if outcome or not disputes(denial) else claim_of(denial, passage.events)
            if claim:
                key = (claim.document, claim.start, denial.document, denial.start)
                told.setdefault(key, facts.teller.dispute(claim, denial))
    for key, cited in _answers(facts):
        told.setdefault(key, cited)
    pairs = tuple(told.values())[:MOST]
    # Who undertakes not to do something denies nothing that anybody said.
    alone = [p for p in denied if any(map(disputes, p.statements))]
    rest = headed(facts, CONTESTED, without(alone, [Section(CONTESTED, tuple(told.values()))]))
    more = rest.more + len(told) - len(pairs)
    return replace(rest, sentences=(*pairs, *rest.sentences), more=more)


def _answers(facts: Facts) -> Iterator[tuple[Sides, Cited]]:
    """What is denied as a claim without being read itself, after the accusation where one is."""
    for claim in answered(facts.events):
        for answer in claim.answers:
            said, denial = answer.accusation or answer.denial, answer.denial
            for passage in facts.passages([claim], lambda s, said=said: s.id == said.id):
                if facts.tellable(passage):
                    told = facts.teller.dispute(said, denial) if answer.accusation else None
                    key = (said.document, said.start, denial.document, denial.start)
                    yield key, told or facts.teller.tell(passage)


def referring(facts: Facts, here: Section, disputed: Section) -> Section:
    """A section that says which claims on its topic are denied further down."""
    kinds = facts.teller.name.kinds
    on = [
        c for c in disputed.sentences
        if here is not disputed and capital(topic(c.statements[0], kinds)) == here.topic
    ]  # fmt: skip
    if not here.sentences or not on:
        return here
    which = (
        "a claim on this is" if len(on) == 1 else f"{number(len(on)).lower()} claims on this are"
    )
    text = f"{capital(which)} denied: see “{disputed.heading}” below."
    pointer = Cited(text, tuple(s for c in on for s in c.statements))
    return replace(here, sentences=(*here.sentences, pointer))


def pointing(here: Section, disputed: Section) -> Section:
    """A section whose passages say which of them hold a claim that is denied further on."""
    pairs = [(c.statements[0], c.statements[1]) for c in disputed.sentences if c.disputes]

    def pointed(cited: Cited) -> Cited:
        against = [denial for claim, denial in pairs if cited.shows(claim)]
        if not against or any(cited.shows(denial) for denial in against):
            return cited
        text = f"{cited.text}; a claim in it is denied: see “{disputed.heading}”"
        return replace(cited, text=text, also=(*cited.also, *against))

    return replace(here, sentences=tuple(map(pointed, here.sentences)))
