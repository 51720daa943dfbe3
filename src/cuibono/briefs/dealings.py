"""What passes between the actors of a brief, and what is only told beside it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from cuibono.actors.code import Code, root
from cuibono.briefs.meant import sides, stands_for
from cuibono.briefs.mention import beside, mentions, opposed, passing
from cuibono.briefs.passages import Passage, parties
from cuibono.briefs.telling import Teller
from cuibono.briefs.topics import CONFLICTS, FORCE, LIKELY, QUADRANTS, SORTED, act_topic, topic
from cuibono.coding.parties import BESIDE
from cuibono.coding.statement import Statement
from cuibono.ledger import reviewed

HARD = (FORCE, QUADRANTS["material conflict"])
"""The topics whose acts are often mentioned where something else is told: "after the invasion"."""
HUMANS = re.compile(
    r"\b(?:people|persons?|civilians?|soldiers?|troops|m[ae]n|wom[ae]n|child(?:ren)?|militants?|"
    r"others|workers?|residents?|one|two|three|four|five|six|seven|eight|nine|ten|\d+)\b",
    re.IGNORECASE,
)
AIMED = re.compile(
    r"\b(?:on|at|against|across|into|(?:str[iu][kc]|hit|shell|bomb|target|attack|captur|seiz|invad)"
    r"\w*)(?: the)? $"
)
"""What stands before places and things at which force is aimed."""
PRIVATE = ("CIV", "BUS")
OPPOSED = ("REB", "OPP")
"""The groups of a state who fight or oppose its government."""
MAY_FIGHT = ("PTY", "OPP", "CIV")
"""Those who are rebels where the words call them so: "militants of the Amal Movement"."""
REBELS = re.compile(
    r"(?:militant|rebel|insurgent|gunm[ae]n|fighter|guerrilla|terrorist|militia|jihadi|separatist|"
    r"extremist|islamist|bomber|brigade|commander|armed (?:group|men)|warlord|junta|faction)",
    re.IGNORECASE,
)
"""Words for those who fight without being a state's."""
SOMEBODY_ELSE = re.compile(rf"['’]s?(?: [\w-]{{1,20}}){{0,2}} {BESIDE}\b")
"""What makes words on a state words on somebody else: "Iran's closest allies"."""


@dataclass(frozen=True, slots=True)
class Dealings:
    """The actors of a brief; `b` is None in a brief about one."""

    a: str
    b: str | None
    teller: Teller

    @property
    def actors(self) -> tuple[str, ...]:
        """One actor or two."""
        return (self.a, self.b) if self.b else (self.a,)

    def acts(self, passage: Passage) -> Sequence[Statement]:
        """The statements of a passage in which all those actors take part that do in any.

        What one of them does with somebody else is not told as done between the two. Nor is what
        is told in passing, what citizens or companies do to each other, what is done to those whom
        a court has convicted, what passes with those who oppose a government, what somebody only
        opposes, or an act of somebody whom the words neither name nor stand for, or of their
        neighbours, allies or enemies.
        """
        taking = {self.a, self.b} & parties(passage.surest)
        convicted = {(s.actor, s.recipient) for s in _every(passage) if s.mode == "convict"}
        return [
            s for s in passage.statements
            if taking <= parties(s) and not _private(s) and not self._aloof(s) and self._worded(s)
            and not opposed(s) and not passing(s)
            and not (s.type == "ASSAULT" and (s.actor, s.recipient) in convicted)
        ]  # fmt: skip

    def armed(self, passage: Passage, heading: str) -> bool:
        """Whether all force of a passage is by or against rebels, who are not their state.

        The words have to say so: an attacker of whom they tell no more than the nation is none.
        """
        kinds = self.teller.name.kinds
        acts = [s for s in self.acts(passage) if topic(s, kinds) == heading == FORCE]
        acts = [s for s in acts if s.confidence >= SORTED] or acts
        return bool(acts) and all(
            any(self._of_rebels(s, code, text) for code, text in sides(s)) for s in acts
        )

    def _of_rebels(self, statement: Statement, code: str, text: str) -> bool:
        """Whether a side of an act is rebels, or a state of whose rebels the same words tell."""
        if code in (self.a, self.b):
            return self.teller.heard.rebels(statement, code)
        if Code(code).group in MAY_FIGHT:
            return REBELS.search(text) is not None
        if Code(code).group != "REB":
            return False
        if not text or stands_for(text):
            words = statement.quote
        elif root(code) in self.teller.heard.words(text, statement.published, party=True):
            words = text
        else:
            # A group or a commander by a name of their own.
            return True
        return "." in Code(code).role or REBELS.search(words) is not None

    def meet(self, passage: Passage) -> bool:
        """Whether one act of a passage is between the actors of the brief."""
        return self.b is None or any({self.a, self.b} <= parties(s) for s in passage.statements)

    def each(self, passage: Passage) -> bool:
        """Whether every actor of the brief likely takes part in some act that a passage tells of.

        One that is named as a place, or beside what others do, does not. But what is done in an
        international body concerns those whom the words name: a vote, a veto.
        """
        likely = [parties(s) for s in _every(passage) if s.confidence >= LIKELY]
        if all(any(actor in some for some in likely) for actor in self.actors):
            return True
        registry = self.teller.name.registry
        acting = {root(code) for s in self.acts(passage) for code in parties(s)}
        bodies = [code for code in acting if code in registry and registry[code].kind == "body"]
        return bool(bodies) and not self.there(passage)

    def aside(self, passage: Passage, heading: str) -> bool:
        """Whether acts of a topic are only mentioned as known where something else is told.

        "They spoke of the war" is no use of force.
        """
        if heading not in HARD:
            return False
        kinds = self.teller.name.kinds
        if all(beside(s) for s in _every(passage) if topic(s, kinds) == heading):
            return True
        told = self.told(passage)
        return not any(
            topic(s, kinds) == heading and s.confidence >= SORTED and s in told
            for s in self.acts(passage)
        )

    def told(self, passage: Passage) -> Sequence[Statement]:
        """The statements of a passage but for what is only mentioned as known in it."""
        kinds = self.teller.name.kinds
        topics = {topic(s, kinds) for s in _every(passage)}
        return [
            s for s in passage.statements
            if not passing(s)
            and (topic(s, kinds) not in HARD
                 or not (beside(s) or (mentions(s) and len(topics) > 1)))
        ]  # fmt: skip

    def part(self, passage: Passage) -> bool:
        """Whether words of a passage show that all actors of the brief have a part in it.

        Others may be no more than a place ("in Ukraine"), a part of another name, or a goal of
        somebody's journey. Whoever owns a thing, or whose nationals something is done to, has one.
        """
        return all(self._part(passage, actor) for actor in self.actors)

    def named(self, passage: Passage) -> bool:
        """Whether a passage's words name the actors of the brief, and not only rebels of theirs."""
        named, first = self.teller.heard.mentions, passage.surest
        return all("." in actor or named(first, actor) for actor in self.actors)

    def there(self, passage: Passage) -> bool:
        """Whether a passage names one of the actors of the brief, but only as a place."""
        named = self.teller.heard.only_there
        return any(
            named(passage.surest, actor) and not self._part(passage, actor) for actor in self.actors
        )

    def _part(self, passage: Passage, actor: str) -> bool:
        heard, first = self.teller.heard, passage.surest
        if "." in actor or heard.owns(first, actor):
            return True
        return any(
            reviewed(s.versions)
            or self._strikes(s, actor)
            or (root(code) == actor and Code(code).group not in OPPOSED
                and (stands_for(text) or heard.part(s, actor, text)))
            for s in _every(passage) for code, text in sides(s)
            if text and not (s.type == "MOBILIZE" and code == s.recipient)
        )  # fmt: skip

    def _strikes(self, statement: Statement, actor: str) -> bool:
        """Whether the other actor of the brief uses force on places or things of this one.

        Those whom it kills somewhere may be anybody's: "three people in Peru".
        """
        text = statement.recipient_text
        before = statement.quote[: max(0, statement.quote.find(text))] if text else ""
        return (
            statement.type == "ASSAULT"
            and statement.recipient == actor
            and root(statement.actor) in {self.a, self.b} - {actor}
            and HUMANS.search(text) is None
            and AIMED.search(before) is not None
        )

    def _aloof(self, statement: Statement) -> bool:
        """Whether somebody helps, meets or speaks for those who fight or oppose a government, or a
        citizen does so in no state's name.

        A brief on the rebels themselves tells it; force against them, and by them, every brief.
        """
        if act_topic(statement.type, self.teller.name.kinds) in CONFLICTS[1:]:
            return False
        if Code(statement.actor).role == "CIV" and statement.actor not in (self.a, self.b):
            return True
        return any(
            Code(code).group in OPPOSED and code not in (self.a, self.b)
            for code in (statement.actor, statement.recipient)
        )

    def _worded(self, statement: Statement) -> bool:
        """Whether there are words for each actor of the brief that takes part in an act.

        A state that is only the place of something ("arrested in Lima, Peru") has none.
        """
        if reviewed(statement.versions):
            return True
        return all(
            SOMEBODY_ELSE.search(text) is None
            if text
            else self._by_author(statement, code)
            or self.teller.heard.names(statement, root(code), takes_part=True)
            for code, text in sides(statement)
            if root(code) in (self.a, self.b) or code in (self.a, self.b)
        )  # fmt: skip

    def _by_author(self, statement: Statement, code: str) -> bool:
        """Whether an act without words for who does it is that of the text's own publisher."""
        author = self.teller.author(statement, code)
        return root(code) in self.teller.heard.words(author, statement.published)


def _every(passage: Passage) -> Sequence[Statement]:
    return (*passage.statements, *passage.others)


def _private(statement: Statement) -> bool:
    """Whether citizens or companies do something to citizens or companies, or one is punished: a
    sentence in a criminal case is no penalty on a state.
    """
    first, second = (Code(code).group for code in (statement.actor, statement.recipient))
    if second == "CIV" and statement.type == "SANCTION" and first in ("", "JUD"):
        return True
    return first in PRIVATE and second in PRIVATE
