"""A section of a brief: which passages stand under a heading, and which were shown before."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from cuibono.briefs.cited import Section
from cuibono.briefs.facts import Facts
from cuibono.briefs.flowing import Followers, flowing, surest
from cuibono.briefs.names import capital
from cuibono.briefs.passages import Passage
from cuibono.briefs.topics import OTHER, SORTED, kind, named, topic

MOST = 10
"""Passages that a section tells; the surest are chosen. One without a topic, or of short passages,
tells twice as many."""
SHORT = 200
"""Characters of a short passage on the average."""
UNSURE = "Also said, but the program is unsure of it"
BOTH = "Other passages that name both"
"""What is not sorted by topic: one of the two may be no more than a place, or named in passing."""


def headed(
    facts: Facts, heading: str, found: Sequence[Passage], more: Followers | None = None
) -> Section:
    """The surest passages in the order of publication, and how many more there are.

    `more` are passages without a heading, which are told with those that they follow.
    """
    brief = heading != UNSURE and sum(len(p.surest.quote) for p in found) <= SHORT * len(found)
    shown = surest(found, 2 * MOST if heading == OTHER or brief else MOST)
    followers = more or Followers(facts.teller)
    told = tuple(flowing(facts.teller, shown, heading != UNSURE, followers))
    kinds = facts.teller.name.kinds
    there = {
        kind(s, kinds) for p in shown for s in facts.dealings.acts(p)
        if topic(s, kinds) == heading and s.confidence >= SORTED
    }  # fmt: skip
    title = capital(named(heading, there))
    if heading == OTHER and facts.b:
        title = BOTH
    return Section(title, told, len(found) - len(shown), capital(heading))


def without(found: Iterable[Passage], told: Iterable[Section]) -> list[Passage]:
    """The passages whose words no section has shown, be it beside those of another."""
    cited = [c for section in told for c in section.sentences]
    shown = {(s.document, s.start) for c in cited for s in c.statements}
    beside = [(s.document, a.start, a.end) for c in cited for s, a in c.around]
    return [
        p for p in found
        if (p.surest.document, p.surest.start) not in shown
        and not any(
            p.surest.document == document and start <= p.surest.start and p.surest.end <= end
            for document, start, end in beside
        )
    ]  # fmt: skip
