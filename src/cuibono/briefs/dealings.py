"""What passes between the actors of a brief, and what is only told beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cuibono.actors.code import Code, root
from cuibono.briefs.mention import mentions
from cuibono.briefs.passages import Passage, parties
from cuibono.briefs.topics import FORCE, QUADRANTS, SURE, topic
from cuibono.coding.statement import Statement
from cuibono.events.kinds import COOPERATION, Kinds


@dataclass(frozen=True, slots=True)
class Dealings:
    """The actors of a brief; `b` is None in a brief about one."""

    a: str
    b: str | None
    kinds: Kinds

    def acts(self, passage: Passage) -> Sequence[Statement]:
        """The statements of a passage in which all those actors take part that do in any.

        What one of them does with somebody else is not told as done between the two, nor is what
        citizens or companies do to each other, nor help for those who fight its government.
        """
        taking = {self.a, self.b} & parties(passage.surest)
        return [
            s for s in passage.statements
            if taking <= parties(s) and not _private(s) and not self._against(s)
        ]  # fmt: skip

    def meet(self, passage: Passage) -> bool:
        """Whether one act of a passage is between the actors of the brief."""
        return self.b is None or any({self.a, self.b} <= parties(s) for s in passage.statements)

    def between(self, passage: Passage, conflict: bool) -> bool:
        """Whether a passage tells of the two with each other, or of nobody else.

        Where one of them tests weapons or is hit, and the other is only named, they do not do so
        to each other.
        """
        if self.meet(passage):
            return True
        return not conflict and {root(party) for party in parties(passage.surest)} <= {
            self.a, self.b,
        }  # fmt: skip

    def aside(self, passage: Passage, heading: str) -> bool:
        """Whether acts of a topic are only mentioned as known where something else is told.

        "They spoke of the war" is no use of force.
        """
        if heading not in (FORCE, QUADRANTS["material conflict"]):
            return False
        acts = self.acts(passage)
        sure = [s for s in acts if topic(s, self.kinds) == heading and s.confidence >= SURE]
        every = (*passage.statements, *passage.others)
        other = any(topic(s, self.kinds) != heading for s in every)
        return other and all(map(mentions, sure))

    def _against(self, statement: Statement) -> bool:
        """Whether somebody helps or meets those who fight or oppose a government of the brief.

        A brief on the rebels themselves tells it.
        """
        if self.kinds.side(statement.type) != COOPERATION:
            return False
        codes = {Code(code) for code in (statement.actor, statement.recipient)}
        return any(
            code.role.partition(".")[0] in ("REB", "OPP") and code not in (self.a, self.b)
            for code in codes
        )


def _private(statement: Statement) -> bool:
    """Whether citizens or companies do something to citizens or companies."""
    return all(Code(code).role in ("CIV", "BUS") for code in (statement.actor, statement.recipient))
