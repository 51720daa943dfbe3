"""Passages: the words of a text that say something about the actors of a brief.

A brief tells what texts say in the texts' own words. What the reader made of them decides only
which words are shown, and under which heading.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from cuibono.actors.actor import Mention
from cuibono.actors.code import Code, root
from cuibono.actors.mentions import NAMED, Namer
from cuibono.briefs.mention import mentions
from cuibono.coding.statement import Statement
from cuibono.events.event import Event, Status
from cuibono.language.headings import asks, is_sentence
from cuibono.language.sentence import Sentence, cut

LISTED = (",", ";", "and", "or", "&")


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


WHERE = re.compile(
    r"\b(?:in|near|at|inside|across|outside|around|over|off)(?: the)?"
    r"(?: (?:(?:north|south|east|west|central)\w*|occupied|coast|city|town|village|of|"
    r"[A-Z][\w'’-]*),?)*"
    r" $"
)
"""What stands before a name that only says where: "in Idlib, Syria", "near northern Mali"."""


REACH = 120
"""So many characters before a name are looked at."""
VENUES = frozenset(
    """news press conference court courtroom summit meeting airport suburb hotel hospital studio
    street district square stadium theatre university bureau correspondent""".split()
)
"""What makes a capital before it only a place: "a London news conference"."""
DASHES = frozenset("-–‑")
CONFLICTS = frozenset("conflict crisis war dispute standoff".split())
"""What names of two states with a dash between them are the name of."""


@dataclass(frozen=True, slots=True)
class _Named:
    """A name as it is written, whether it stands for nobody who takes part in anything, and whether
    it only says where.
    """

    name: Mention
    words: str
    nobody: bool
    where: bool


class Heard:
    """The actors that words name; the names of each quote are found once, however often asked."""

    def __init__(self, namer: Namer) -> None:
        self._namer = namer
        self._found: dict[tuple[str, str | None], tuple[_Named, ...]] = {}

    def named(self, statement: Statement) -> frozenset[str]:
        """The root codes of the actors that a quote names."""
        return self.words(statement.quote, statement.published)

    def names(self, statement: Statement, actor: str, takes_part: bool = False) -> bool:
        """Whether a quote names an actor, given by its root code, by a name that is its own, and
        not only as the place of something if it `takes_part`.

        "Congress" may be anybody's where nothing else in the words names its state, and the name of
        armed groups, be they its own ("Wagner"), is not that of their state.
        """
        key = statement.quote, statement.published
        if key not in self._found and not self._namer.may_name(statement.quote, actor):
            return False
        return any(
            n.name.root == actor and not n.nobody and (n.name.sure or n.name.sort not in NAMED)
            and (n.name.code == actor or not _armed(n.name.code))
            and not (takes_part and n.where)
            for n in self._names(*key)
        )  # fmt: skip

    def called(self, statements: Iterable[Statement], actor: str) -> Counter[str]:
        """By which proper names quotes call an actor, given by its root code, and how often."""
        return Counter(
            n.words for s in statements for n in self._names(s.quote, s.published)
            if n.name.code == actor and n.name.sort == "name"
        )  # fmt: skip

    def names_of(self, statement: Statement, code: str) -> Iterator[str]:
        """By which names a quote calls an actor, given by its whole code."""
        found = self._names(statement.quote, statement.published)
        yield from (n.words for n in found if n.name.code == code)

    def words(self, text: str, published: str | None, party: bool = False) -> frozenset[str]:
        """The root codes of the actors that words name on the day of their publication.

        A capital where something happens names nobody, but for in the words for a `party` itself:
        "officials in Kyiv".
        """
        return frozenset(n.name.root for n in self._names(text, published) if party or not n.nobody)

    def _names(self, text: str, published: str | None) -> tuple[_Named, ...]:
        """The names in words."""
        found = self._found.get((text, published))
        if found is None:
            day = date.fromisoformat(published) if published else None
            sentences = cut(text)
            names = zip(sentences, self._namer.find(sentences, day), strict=True)
            found = tuple(
                _Named(m, sentence.words(m.first, m.last), _nobody(sentence, m),
                       WHERE.search(_before(sentence, m)) is not None)
                for sentence, some in names for m in some
            )  # fmt: skip
            self._found[text, published] = found
        return found


def _armed(code: str) -> bool:
    """Whether a code is that of a group with a name of its own: rebels, mercenaries."""
    return Code(code).group == "REB" or "." in Code(code).role


def _before(sentence: Sentence, name: Mention) -> str:
    """The words before a name, as far as they may say that it is a place."""
    at = sentence.tokens[name.first].start - sentence.start
    return sentence.text[max(0, at - REACH) : at]


def _nobody(sentence: Sentence, name: Mention) -> bool:
    """Whether a name stands for nobody who does something or has it done to them.

    So it is with a capital as the place of something, be it one of several ("talks in Washington",
    "rallies in Oslo and Washington"), with a region ("the Donbas crisis"), with a company, which
    may be only the maker of a thing, and with the name of a conflict ("the Iran–Iraq war").
    """
    if _of_conflict(sentence, name):
        return True
    if name.sort != "capital":
        return name.sort in ("region", "place") or Code(name.code).role == "BUS"
    after = [t.text.lower() for t in sentence.tokens[name.last + 1 : name.last + 2]]
    if after and after[0] in VENUES:
        return True
    words = [t.text for t in sentence.tokens[: name.first]]
    while words and (words[-1] in LISTED or words[-1][0].isupper()):
        words.pop()
    return bool(words) and words[-1].lower() in ("in", "at", "near", "outside")


def _of_conflict(sentence: Sentence, name: Mention) -> bool:
    """Whether a name is one of two that a dash joins in the name of a conflict between them."""
    words = [t.text for t in sentence.tokens]
    first, last = name.first, name.last
    if words[last + 1 : last + 2] and words[last + 1] in DASHES:
        last += 2
    elif first > 1 and words[first - 1] in DASHES:
        first -= 2
    else:
        return False
    return any(word.lower() in CONFLICTS for word in words[last + 1 : last + 3])


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
