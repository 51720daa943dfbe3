"""Whom words name, and whether they take part in what is told or only say where it is."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from cuibono.actors.actor import Mention
from cuibono.actors.code import Code
from cuibono.actors.mentions import NAMED, Namer
from cuibono.briefs.cues import PAIR
from cuibono.briefs.names import WITH_ARTICLE
from cuibono.coding.parties import KIN
from cuibono.coding.statement import Statement
from cuibono.language.sentence import Sentence, cut

LISTED = (",", ";", "and", "or", "&")

_NAME = r"[A-Z][\w'’-]*"
_NAMES = rf"{_NAME}(?: {_NAME}){{0,3}}"
WHERE = re.compile(
    r"\b(?:in|near|at|inside|outside|around|off|within)(?: the)?"
    r"(?: (?:(?:north|south|east|west|central)\w*|occupied|neighbou?ring|coast|city|town|"
    rf"village|of|{_NAME}),?)* $|"
    r"\b(?:ambassador|envoy|consul|attaché)s? (?:to|in)(?: the)? $|"
    r"\b(?:arriv|bound|depart|fle[ed]|flew|flies|flown|return|travel)\w*\b[^.;]{0,60}"
    r" (?:for|from|to)(?: the)? $|\bfrom(?: the)? $|"
    r"\b(?:lea[vf]\w*|left|enter\w*|exit\w*|quit)(?: the)? $|"
    r"\b(?:troops|soldiers|marines|personnel|advis[eo]rs) to(?: the)? $|"
    r"\b(?:corridor|zone|flight|fly|flies|flew|flying|aircraft|plane)s? over(?: the)? $|"
    r"\b(?:near|at|along|across|on|over|by) (?:the|its|their)(?: [\w'’-]+){0,2}"
    r" (?:border|frontier|crossing)s?(?: area| region)? (?:with|between|to|of)"
    r"(?: [\w'’-]+ and)? $|"
    rf"\bin(?: the)? (?:{_NAME},? ){{1,10}}(?<!, )and (?:the )?$|"
    rf"\bin(?: the)? (?:{_NAMES}, ){{2,8}}and (?:the )?$|"
    r"\b(?:in|across)\b[^.;]{1,80}\b(?:such as|including)(?: the)? "
    rf"(?:{_NAMES}, )*(?:and (?:the )?)?$|"
    r"\b(?:other than|unlike|except(?: for)?|apart from|aside from|compared (?:to|with))(?: the)? $"
)
"""What stands before a name that only says where: "in Idlib, Syria", "near northern Mali", "near
the border with Togo", "in Mali, Chad, and Togo", "the ambassador to Mali"; or with whom others are
compared."""
OF_TOWN = re.compile(rf"\w {_NAME}, $")
AFTER_TOWN = re.compile(r"\.|$| (?:to|on|for|in|by|after|with|as)\b")
"""What stands around a name that says of which state a town is: "visits Sokodé, Togo to meet"."""
OWNS = re.compile(r"[’']s\b|(?<=s)[’']")
LANDS = re.compile(
    r"(?: and [A-Z]\w+)?(?: [a-z]+)? (?:capital|city|town|village|region|province|governorate|"
    r"district|border|camp|settlement|frontier|coast|island|waters|territory|airspace|soil|desert|"
    r"port)s?\b"
)
"""What stands behind a nation that only says where, if such a word stands before it: "in the Iraqi
capital", "from a Syrian refugee camp"."""
OF_WHICH = re.compile(r"\b(?:[Tt]he|[Aa]n?)(?: [A-Z]\w+(?:an|ish|ese|i|ic|ch))? $")
"""What stands before a name that says which thing is meant."""
PLACED = re.compile(
    r"\b(?:in|near|at|inside|outside|around|over|off|within|from|at|on)(?: (?:the|an?))? $"
)
DATED = re.compile(r"\b(?:after|before|during|in|of|since) the (?:\w+ )?(?:1[6-9]|20)\d\d $")
"""What stands before a nation that only says which event of its year is meant: "after the 2001 US
invasion"."""
WHEN = re.compile(r"\b(?:after|before|during|ahead of|since|until) (?:the |an? )?(?:\w+ )?$")
OCCASION = re.compile(
    r" (?:\w+ ){0,2}(?:elections?|votes?|referendum|anniversary|holidays?|new year|civil war)\b"
)
"""What stands before and behind a nation that only says when: "before the upcoming Chilean
election"."""
BORDER = re.compile(r" (?:border|frontier|crossing)\b")
"""What two names with a dash between them are the name of, if they only say where."""

STANDS = re.compile(
    rf"\b(?:both|the two) (?:\w+ ){{0,2}}(?:{PAIR}|neighbou?rs)\b|"
    r"\bthe country[’']s\b",
    re.IGNORECASE,
)
"""Words that stand for a state that is named as a place."""
BOTH = 2
"""So many others are all that "the two countries" can mean."""
PEOPLE, LEADING = ("person", "surname"), ("HOS", "HOG", "MFA", "GOV")
PLACES = ("name", "capital", "place", "region")
"""The sorts of names that places have."""
VENUES = frozenset(
    """news press conference court courtroom summit meeting airport suburb hotel hospital studio
    street district square stadium theatre university bureau correspondent""".split()
)
"""What makes a capital before it only a place: "a London news conference"."""
DASHES = frozenset("-–‑")
CONFLICTS = frozenset("conflict crisis war dispute standoff flotilla".split())
"""What names of states are the name of, be it of two with a dash between them."""
HISTORY = frozenset("Civil Famine Genocide Massacre Revolution Uprising War".split())
"""What makes a nation before it a part of the name of what once took place."""


@dataclass(frozen=True, slots=True)
class _Named:
    """A name as it is written, whether it stands for nobody who takes part in anything, whether it
    only says where, and whether it says whose somebody or something is.
    """

    name: Mention
    words: str
    nobody: bool
    where: bool
    owner: bool

    @property
    def tells(self) -> bool:
        """Whether it says which state is meant: a general or an ambassador may be anybody's where
        the words tell no more than a name, but not whoever leads a state or speaks for it.
        """
        return self.name.sort not in PEOPLE or Code(self.name.code).role in LEADING

    @property
    def part(self) -> bool:
        """Whether it stands for somebody who may take part, and not for rebels."""
        known = self.name.sure or self.name.sort not in NAMED
        return known and not self.nobody and not self.where and Code(self.name.code).group != "REB"


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
            n.name.root == actor and not n.nobody and n.tells
            and (n.name.sure or n.name.sort not in NAMED)
            and (n.name.code == actor or not _armed(n.name.code))
            and not (takes_part and n.where)
            for n in self._names(*key)
        )  # fmt: skip

    def owns(self, statement: Statement, actor: str) -> bool:
        """Whether a quote names nationals, officials or things of an actor, given by its root code:
        "Syrian refugees", "Syria's airspace"; or words stand for it and another.
        """
        if self._stands(statement, actor):
            return True
        return any(n.owner and n.part for n in self._of(statement, actor))

    def rebels(self, statement: Statement, actor: str) -> bool:
        """Whether a quote names rebels of an actor, given by its root code, and tells of no more of
        it than where it is.
        """
        named = self._of(statement, actor)
        armed = any(Code(n.name.code).group == "REB" for n in named)
        return armed and not any(n.part for n in named)

    def mentions(self, statement: Statement, actor: str) -> bool:
        """Whether a quote holds a name of an actor, given by its root code, and not only of rebels
        or media there.
        """
        return any(
            n.tells and Code(n.name.code).group not in ("REB", "MED")
            for n in self._of(statement, actor)
        )

    def only_there(self, statement: Statement, actor: str) -> bool:
        """Whether a quote names an actor, given by its root code, and only as the place of
        something or as a part of another name.
        """
        named = self._of(statement, actor)
        return bool(named) and not self._stands(statement, actor) and not any(n.part for n in named)

    def _stands(self, statement: Statement, actor: str) -> bool:
        """Whether "the two countries" or "the country's" may mean an actor: no two others are named
        that they may mean.
        """
        here = self._names(statement.quote, statement.published)
        others = {n.name.root for n in here if n.part and n.name.root != actor}
        return STANDS.search(statement.quote) is not None and len(others) < BOTH

    def part(self, statement: Statement, actor: str, text: str) -> bool:
        """Whether some words of a quote name an actor, given by its root code, as more than the
        place of something or a part of another name; what is not in the quote, as an import may
        have it, stands for itself.
        """
        if text not in statement.quote:
            return actor in self.words(text, statement.published, party=True)
        return any(n.part and n.words in text for n in self._of(statement, actor))

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
        found = self._names(text, published)
        return frozenset(n.name.root for n in found if n.tells and (party or not n.nobody))

    def _of(self, statement: Statement, actor: str) -> list[_Named]:
        """The names in a quote of an actor, given by its root code, and of what belongs to it."""
        here = self._names(statement.quote, statement.published)
        return [n for n in here if n.name.root == actor]

    def _names(self, text: str, published: str | None) -> tuple[_Named, ...]:
        """The names in words."""
        found = self._found.get((text, published))
        if found is None:
            day = date.fromisoformat(published) if published else None
            sentences = cut(text)
            names = zip(sentences, self._namer.find(sentences, day), strict=True)
            found = tuple(
                _Named(m, sentence.words(m.first, m.last), _nobody(sentence, m),
                       _where(sentence, m), _owner(sentence, m))
                for sentence, some in names for m in some
            )  # fmt: skip
            self._found[text, published] = found
        return found


def _armed(code: str) -> bool:
    """Whether a code is that of a group with a name of its own: rebels, mercenaries."""
    return Code(code).group == "REB" or "." in Code(code).role


def _where(sentence: Sentence, name: Mention) -> bool:
    """Whether a name only says where something is."""
    before = sentence.before(name.first)
    first, last = _dashed(sentence, name)
    after = sentence.after(last)
    if name.sort in PLACES and WHERE.search(before):
        return True
    if name.sort == "name" and OF_TOWN.search(before) and AFTER_TOWN.match(after):
        return True
    if (first, last) != (name.first, name.last):
        return BORDER.match(after) is not None
    land = PLACED.search(before) is not None and LANDS.match(after) is not None
    day = WHEN.search(before) is not None and OCCASION.match(after) is not None
    return land or day or DATED.search(before) is not None


def _owner(sentence: Sentence, name: Mention) -> bool:
    """Whether a name says whose somebody or something is, or is that of an office or a person."""
    after = sentence.after(name.last)
    return name.sort not in PLACES or (OWNS.match(after) is not None and not KIN.match(after))


def _dashed(sentence: Sentence, name: Mention) -> tuple[int, int]:
    """The words of a name with the one that a dash joins to it."""
    words = [t.text for t in sentence.tokens]
    if words[name.last + 1 : name.last + 2] and words[name.last + 1] in DASHES:
        return name.first, min(name.last + 2, len(words) - 1)
    if name.first > 1 and words[name.first - 1] in DASHES:
        return name.first - 2, name.last
    return name.first, name.last


def _nobody(sentence: Sentence, name: Mention) -> bool:
    """Whether a name stands for nobody who does something or has it done to them.

    So it is with a capital as the place of something, be it one of several ("talks in Washington",
    "rallies in Oslo and Washington"), with a region ("the Donbas crisis"), with a company, which
    may be only the maker of a thing, with a broadcaster, with the name of a conflict ("the
    Iran–Iraq war", "the Iraq war"), with that of what once took place ("the Korean War"), and with
    that of a body.
    """
    behind = [t.text for t in sentence.tokens[name.last + 1 : name.last + 2]]
    if name.sort == "demonym" and HISTORY.intersection(behind):
        return True
    after = [word.lower() for word in behind]
    if _of_body(sentence, name) or _of_conflict(sentence, name):
        return True
    if name.sort in PLACES and CONFLICTS.intersection(after):
        return True
    if name.sort in PLACES and _of_which(sentence, name):
        return True
    if name.sort != "capital":
        return name.sort in ("region", "place") or Code(name.code).role in ("BUS", "MED")
    if after and after[0] in VENUES:
        return True
    words = [t.text for t in sentence.tokens[: name.first]]
    while words and (words[-1] in LISTED or words[-1][0].isupper()):
        words.pop()
    return bool(words) and words[-1].lower() in ("in", "at", "near", "outside")


def _of_which(sentence: Sentence, name: Mention) -> bool:
    """Whether a name only says which thing is meant: "the Gaza blockade"."""
    after = [t.text for t in sentence.tokens[name.last + 1 : name.last + 2]]
    noun = bool(after) and after[0].isalpha() and after[0] not in LISTED
    return (
        noun
        and name.root not in WITH_ARTICLE
        and bool(OF_WHICH.search(sentence.before(name.first)))
    )


def _of_body(sentence: Sentence, name: Mention) -> bool:
    """Whether a name is one of two that a dash joins in the name of a body or an accord: "the
    Franco–British Council".
    """
    first, last = _dashed(sentence, name)
    after = [t.text for t in sentence.tokens[last + 1 : last + 2]]
    named = bool(after) and after[0][0].isupper()
    return (
        named
        and (first, last) != (name.first, name.last)
        and sentence.before(first).lower().endswith("the ")
    )


def _of_conflict(sentence: Sentence, name: Mention) -> bool:
    """Whether a name is one of two that a dash joins in the name of a conflict between them."""
    first, last = _dashed(sentence, name)
    after = sentence.tokens[last + 1 : last + 3]
    return (first, last) != (name.first, name.last) and any(
        token.text.lower() in CONFLICTS for token in after
    )
