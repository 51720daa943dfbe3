"""What a sentence leaves out because the text has just said it.

"The missile was tested on Friday" names no tester, "its support will go on" no supported: the
missing party is the one of the latest statement of the same kind, if that was made a few
sentences ago about the same thing. Nothing else is filled in.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cuibono.coding.links import Placed
from cuibono.coding.matching import Match
from cuibono.coding.parties import Party
from cuibono.coding.statement import UNKNOWN, Statement

# Types that take up one another: an aid that was given goes on as support.
GIVING = frozenset({"AID", "SUPPORT"})
DOING = frozenset({"MOBILIZE"})
REACH = 4


@dataclass(frozen=True, slots=True)
class Recall:
    """The statements of a document so far, and the sentence that is being read."""

    placed: Sequence[Placed]
    sentence: int

    def recipient(self, match: Match, actors: Sequence[Party]) -> list[Party]:
        """Whom the actor's support, spoken of without its recipient, has been going to."""
        if match.rule.type not in GIVING:
            return []
        roots = {a.root for a in actors} - {UNKNOWN}
        if match.trigger.verbal:
            return self._in_return(match, roots)
        for statement in self._latest():
            same = statement.type in GIVING and statement.actor.partition(".")[0] in roots
            if same and statement.recipient != UNKNOWN:
                return [_party(statement.recipient, statement)]
        return []

    def _in_return(self, match: Match, roots: set[str]) -> list[Party]:
        """Who gave first: "In return, Moscow could provide grain"."""
        words = {t.lemma.lower() for t in match.trigger.sentence.tokens}
        if words & {"likewise", "also", "too", "similarly"}:
            return self._likewise(roots)
        if not words & {"return", "exchange"}:
            return []
        for statement in self._latest():
            given = statement.type in GIVING and statement.recipient.partition(".")[0] in roots
            if given and statement.actor != UNKNOWN:
                return [_party(statement.actor, statement)]
        return []

    def _likewise(self, roots: set[str]) -> list[Party]:
        """Whom the one before helped: "Oslo sent tents to Suva; Minsk has likewise sent grain"."""
        for statement in self._latest():
            other = statement.actor.partition(".")[0] not in roots
            if statement.type in GIVING and other and statement.recipient != UNKNOWN:
                return [_party(statement.recipient, statement)]
        return []

    def actor(self, match: Match) -> list[Party]:
        """Whose tests or manoeuvres are meant, where the sentence names only the thing."""
        if match.rule.type not in DOING:
            return []
        sentence = match.trigger.sentence
        things = {sentence.tokens[i].lemma.lower() for i in match.trigger.fill("object")}
        things.add(sentence.tokens[match.trigger.index].lemma.lower())
        for statement in self._latest():
            said = statement.quote.lower()
            same = any(thing in said for thing in things if len(thing) > 3)
            if statement.type in DOING and statement.actor != UNKNOWN and same:
                return [_party(statement.actor, statement)]
        return []

    def _latest(self) -> list[Statement]:
        near = [p for p in self.placed if 0 <= self.sentence - p.sentence <= REACH]
        return [p.statement for p in reversed(near)]


def _party(code: str, statement: Statement) -> Party:
    how = f"takes up “{statement.trigger}” in “{statement.quote[:60]}”"
    return Party(code, "", -1, False, how)
