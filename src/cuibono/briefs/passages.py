"""Passages: the words of a text that say something about the actors of a brief.

A brief tells what texts say in the texts' own words. What the reader made of them decides only
which words are shown, and under which heading.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from cuibono.actors.code import root
from cuibono.briefs.heard import Heard
from cuibono.briefs.mention import mentions
from cuibono.coding.statement import Statement
from cuibono.events.event import Event, Status
from cuibono.language.headings import asks, is_sentence


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of one document, with the statements in it that concern the brief.

    `statements` stand with those first in which all actors of the brief take part, and of those the
    surest; `events` are theirs. `others` are what the same words say besides.
    """

    statements: tuple[Statement, ...]
    events: tuple[Event, ...]
    others: tuple[Statement, ...] = ()

    @property
    def surest(self) -> Statement:
        """The statement that the reader is surest of."""
        return self.statements[0]

    @property
    def place(self) -> tuple[str, str, int]:
        """Where it stands, in the order of publication."""
        first = self.surest
        return first.published or "9999", first.document, first.start

    @property
    def corroborated(self) -> Event | None:
        """The event that it tells of, where independent sources tell of it; None for what it only
        mentions: "after the invasion"."""
        first = self.surest
        if mentions(first):
            return None
        return next(
            (e for e in self.events if e.status is Status.CORROBORATED and first in e.statements),
            None,
        )


def passages(
    told: Iterable[tuple[Statement, Event]], a: str, b: str | None, heard: Heard
) -> list[Passage]:
    """The passages about `a`, or about `a` and `b` together, in the order of publication.

    A passage is about two actors where one of them acts or is acted upon, and the other does so
    too or is named in the same words. Of words that are printed again, the first print stands.
    """
    held: dict[tuple[str, int, int], list[tuple[Statement, Event]]] = {}
    for statement, event in told:
        held.setdefault((statement.document, statement.start, statement.end), []).append(
            (statement, event)
        )
    found = [p for group in held.values() for p in _passage(group, a, b, heard)]
    first: dict[str, Passage] = {}
    for passage in sorted(found, key=lambda p: p.place):
        first.setdefault(" ".join(passage.surest.quote.split()), passage)
    return list(first.values())


def _passage(
    group: list[tuple[Statement, Event]], a: str, b: str | None, heard: Heard
) -> Iterator[Passage]:
    near = [(s, e) for s, e in group if (b and b in parties(s)) or a in parties(s)]
    # Neither a heading nor a question says that anything is so.
    if not near or not is_sentence(near[0][0].quote) or asks(near[0][0].quote):
        return
    if b:
        near = [
            (s, e) for s, e in near
            if all(heard.names(s, actor) for actor in {a, b} - parties(s))
        ]  # fmt: skip
    if near:
        both = {a, b or a}
        near.sort(key=lambda pair: (not both <= parties(pair[0]), -pair[0].confidence))
        events = {id(e): e for _, e in near}
        about = tuple(s for s, _ in near)
        others = tuple(s for s, _ in group if s not in about)
        yield Passage(about, tuple(events.values()), others)


def parties(statement: Statement) -> set[str]:
    """Everyone who takes part in what a statement says: codes, and the states they belong to.

    >>> said = Statement("d", "", 0, 0, "", 0, 0, "PRK.MIL", "", "AID", "RUS")
    >>> sorted(parties(said))
    ['PRK', 'PRK.MIL', 'RUS']
    """
    codes = {statement.actor, statement.recipient, statement.giver, statement.receiver,
             statement.beneficiary}  # fmt: skip
    known = {code for code in codes if code and code[0].isalpha()}
    return known | set(map(root, known))
