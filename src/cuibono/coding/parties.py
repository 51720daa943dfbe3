"""Who is meant: from the candidates that were read to one code, its words and the reason."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, field

from cuibono.actors.actor import Mention
from cuibono.actors.code import root
from cuibono.actors.registry import Registry
from cuibono.coding.extractor import NOBODY, Candidate, Party
from cuibono.coding.quotes import Quoted
from cuibono.coding.statement import UNKNOWN, UNNAMED
from cuibono.language.sentence import Sentence

WHOLE, PART = 0.97, 0.93
"""How often words that are a sure name of one actor, or only hold one, mean that actor: the shares
in 46,000 parties of the training documents."""
BOTH = 0.35
"""The chance from which a second code is meant beside the first ("the two countries")."""
STATES = ("state", "polity", "historic")


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """Where an act stands: its sentence, the names in it, and what of it is quoted.

    `known` is the share of each actor, by its root code, among the names of the whole text.
    """

    sentence: Sentence
    mentions: Sequence[Mention]
    quoted: Quoted
    known: Mapping[str, float] = field(default_factory=dict[str, float])


@dataclass(frozen=True, slots=True)
class Meant:
    """One party of one statement: its code, its words if it has any, the chance and the reason."""

    code: str
    text: str
    chance: float
    how: str
    words: float = 1.0

    @property
    def root(self) -> str:
        """The code before the first dot."""
        return root(self.code)


NONE = Meant(UNKNOWN, "", 1.0, "")


@dataclass(frozen=True)
class Resolver:
    """Turns candidates into codes of the registry."""

    registry: Registry

    def meant(
        self, party: Party, sentence: Sentence, mentions: Sequence[Mention], quoted: bool = False
    ) -> list[Meant]:
        """Everybody whom a party names; nobody where it has no words and nobody is implied.

        `quoted` says that the words stand inside a quotation, which are never the author's.
        """
        text = sentence.words(*party.span) if party.span else ""
        ranked = [c for c in party.candidates if not (quoted and c.code == NOBODY)]
        ranked = _by_name(party, ranked, mentions, self.registry.own)
        if not ranked:
            return [Meant(UNKNOWN, text, 0.5, "nobody is named", party.chance)] if text else []
        kept = [ranked[0], *self._second(ranked)]
        found = [self.one(c, party, text, mentions) for c in kept]
        return [m for m in found if m.code != NOBODY]

    def _second(self, ranked: list[Candidate]) -> list[Candidate]:
        """The second candidate, where both are meant: neither leaves much room for the other."""
        if len(ranked) < 2 or ranked[1].chance < BOTH or ranked[0].chance > 1 - BOTH:
            return []
        return [ranked[1]] if self._known(ranked[0]) and self._known(ranked[1]) else []

    def _known(self, candidate: Candidate) -> bool:
        return candidate.code in self.registry.entries

    def one(
        self, candidate: Candidate, party: Party, text: str, mentions: Sequence[Mention]
    ) -> Meant:
        """Whom one candidate of a party stands for; `text` is what the party's words are."""
        code = candidate.code
        if code == NOBODY:
            code = UNKNOWN if text else NOBODY
            return Meant(code, text, candidate.chance, "nobody is meant", party.chance)
        if code in (UNKNOWN, UNNAMED) or not self._known(candidate):
            kept = UNNAMED if code == UNNAMED else UNKNOWN
            return Meant(kept, text, candidate.chance, "no actor of the registry", party.chance)
        full, how = self._full(candidate, party, mentions)
        return Meant(full, text, candidate.chance, how, party.chance)

    def _full(
        self, candidate: Candidate, party: Party, mentions: Sequence[Mention]
    ) -> tuple[str, str]:
        """The code with its role, and where it comes from."""
        root = candidate.code
        if party.span:
            first, last = party.span
            inside = [m for m in mentions if m.root == root and first <= m.first and m.last <= last]
            named = [m for m in inside if "." in m.code]
            if named:
                return named[-1].code, named[-1].how
            how = inside[-1].how if inside else _how(candidate)
        else:
            how = _how(candidate)
            if candidate.mention and "." in candidate.mention.code and not party.suffix:
                return root, how
        role = f"{root}.{party.suffix}"
        own = party.suffix and self.registry[root].kind in STATES and role in self.registry
        return (role if own else root), how


def _by_name(
    party: Party, ranked: list[Candidate], mentions: Sequence[Mention], own: Container[str]
) -> list[Candidate]:
    """The candidates, led by the one actor that the party's own words name for sure.

    Names are the registry's: only a reader that is surer than such names are right goes before, and
    never for a name of the user's own, which it has not learned.
    """
    if party.span is None:
        return ranked
    first, last = party.span
    inside = [m for m in mentions if m.sure and first <= m.first and m.last <= last]
    if len({m.root for m in inside}) != 1:
        return ranked
    covered = sum(m.last - m.first + 1 for m in inside)
    share = WHOLE if last - first + 1 - covered <= 1 else PART
    code = inside[-1].root
    if ranked and ranked[0].chance > share and code not in own:
        return ranked
    rest = [c for c in ranked if c.code != code]
    return [Candidate(code, share, inside[-1]), *rest]


def _how(candidate: Candidate) -> str:
    if candidate.mention is None:
        return "known from the annotated texts"
    return f"taken from its surroundings: {candidate.mention.how}"
