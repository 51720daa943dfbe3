"""Who is meant: from the candidates that were read to one code, its words and the reason."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from cuibono.actors.actor import Mention
from cuibono.actors.code import Code, root
from cuibono.actors.registry import Registry
from cuibono.coding.extractor import NOBODY, Act, Candidate, Party
from cuibono.coding.offices import bare, role_of
from cuibono.coding.quotes import Quoted
from cuibono.coding.statement import UNKNOWN, UNNAMED
from cuibono.language.sentence import Sentence

WHOLE, PART = 0.97, 0.93
"""How often words that are a sure name of one actor, or only hold one, mean that actor: the shares
in 46,000 parties of the training documents."""
BOTH = 0.35
"""The chance from which a second code is meant beside the first ("the two countries")."""
LEAVES = frozenset("left leave leaves leaving quit quits exit exits exited vacated".split())
"""Words for a withdrawal that name what is left without "from"."""
FAR = 7
"""How many words may stand between what leaves and the name of what is left."""
STATES = ("state", "polity", "historic")
SOMEBODY = "somebody beside it"
"""Why words that name a state or a leader stand for nobody: they are of his ally."""
ARTICLES = ("the", "a", "an")


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """Where an act stands: its sentence, the names in it, and what of it is quoted.

    `known` is the share of each actor, by its root code, among the names of the whole text, and
    `speaker` whoever speaks in the sentence's quotations, as its surroundings tell, and `teller`
    whoever tells all of it, as its end says.
    """

    sentence: Sentence
    mentions: Sequence[Mention]
    quoted: Quoted
    known: Mapping[str, float] = field(default_factory=dict[str, float])
    speaker: Meant | None = None
    teller: Meant | None = None


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

    def meant(self, party: Party, place: Whereabouts, quoted: bool = False) -> list[Meant]:
        """Everybody whom a party names; nobody where it has no words and nobody is implied.

        `quoted` says that the words stand inside a quotation, which are never the author's.
        """
        text = place.sentence.words(*party.span) if party.span else ""
        if text.lower() in ARTICLES:
            return []
        ranked = [c for c in party.candidates if not (quoted and c.code == NOBODY)]
        ranked = _by_name(party, ranked, place.mentions, self.registry.own)
        if not ranked:
            return [Meant(UNKNOWN, text, 0.5, "nobody is named", party.chance)] if text else []
        kept = [ranked[0], *self._second(ranked)]
        found = [self.one(c, party, text, place) for c in kept]
        return [m for m in found if m.code != NOBODY]

    def _second(self, ranked: list[Candidate]) -> list[Candidate]:
        """The second candidate, where both are meant: neither leaves much room for the other."""
        if len(ranked) < 2 or ranked[1].chance < BOTH or ranked[0].chance > 1 - BOTH:
            return []
        return [ranked[1]] if self._known(ranked[0]) and self._known(ranked[1]) else []

    def _known(self, candidate: Candidate) -> bool:
        return candidate.code in self.registry.entries

    def one(self, candidate: Candidate, party: Party, text: str, place: Whereabouts) -> Meant:
        """Whom one candidate of a party stands for; `text` is what the party's words are.

        Nobody is guessed whom neither the text nor its publisher's name speaks of.
        """
        code = candidate.code
        if code == NOBODY:
            code = UNKNOWN if text else NOBODY
            return Meant(code, text, candidate.chance, "nobody is meant", party.chance)
        if code in (UNKNOWN, UNNAMED) or not self._known(candidate):
            kept = UNNAMED if code == UNNAMED else UNKNOWN
            return Meant(kept, text, candidate.chance, "no actor of the registry", party.chance)
        if candidate.mention is None and root(code) not in place.known:
            return Meant(UNKNOWN, text, candidate.chance, "no name of the text", party.chance)
        if text and GUISE.search(text):
            return Meant(UNKNOWN, text, candidate.chance, "who they are is open", party.chance)
        if (text and (kin := _kin(text, place, party)) is not None) and kin.root == root(code):
            # Of a state's allies nobody is named; an ally of its leader is not the leader, and who
            # he is may follow. Those of NATO are its members.
            if kin.code == kin.root and self.registry[kin.root].kind in STATES:
                return Meant(UNKNOWN, text, candidate.chance, SOMEBODY, party.chance)
            if kin.code != kin.root and kin.last == (party.span or (0, -1))[1]:
                return Meant(UNKNOWN, text, candidate.chance, SOMEBODY, party.chance)
            if kin.code != kin.root:
                return Meant(kin.root, text, candidate.chance, f"beside {kin.how}", party.chance)
        full, how = self._full(candidate, party, place.mentions)
        return Meant(full, text, candidate.chance, how, party.chance)

    def owned(self, speaker: Meant, parties: tuple[Meant, Meant], place: Whereabouts) -> Meant:
        """A speaker by an office whose state the sentence does not name: that of whoever acts.

        "Israel killed a general, the army said": its army, and never that of the one acted upon.
        """
        actor, recipient = parties
        if speaker.root == actor.root or not bare(speaker.text, place.sentence.text):
            return speaker
        named = any(m.root == speaker.root for m in place.mentions)
        if speaker.root == UNNAMED or (named and speaker.root != recipient.root):
            return speaker
        state = self.registry.entries.get(actor.root)
        against = Code(actor.code).group in ("REB", "OPP")
        if not actor.text or against or state is None or state.actor.kind not in STATES:
            return replace(speaker, code=UNKNOWN, how="an office whose state is not named")
        role = f"{actor.root}.{role_of(speaker.text)}"
        code = role if role in self.registry else actor.root
        return replace(speaker, code=code, how="an office of whoever acts")

    def instead(self, actor: Meant, place: Whereabouts) -> Iterator[Meant]:
        """Who is said not to be the one who acts: "by Iran, not by Russia"."""
        words = [t.text.lower() for t in place.sentence.tokens]
        by = [m for m in place.mentions if words[max(0, m.first - 1) : m.first] == ["by"]]
        if any(m.root == actor.root for m in by):
            for m in by:
                if m.sure and m.root != actor.root and words[m.first - 2] == "not":
                    text = place.sentence.words(m.first, m.last)
                    yield Meant(m.code, text, PART, f"not by {text}: {m.how}")

    def left(self, act: Act, place: Whereabouts) -> Iterator[Meant]:
        """The state that is left behind: "took its soldiers out of Mali", "left Syria"."""
        words = [t.text.lower() for t in place.sentence.tokens]
        for m in place.mentions:
            between = [w for w in words[act.last + 1 : m.first] if w != "the"]
            before = between[-2:] if len(between) <= FAR else []
            kind = self.registry[m.root].kind
            behind = before[-1:] == ["from"] or before == ["out", "of"]
            direct = m.first > act.last and not between and words[act.last] in LEAVES
            if m.sure and kind in STATES and (behind or direct):
                text = place.sentence.words(m.first, m.last)
                yield Meant(m.code, text, PART, f"what is left: {m.how}")
                return

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


GUISE = re.compile(
    r"\b(?:in|wearing) (?:\w+ ){0,3}(?:uniforms?|fatigues)$|\b(?:disguised|posing|dressed) as\b"
)
"""What makes somebody look like what he may not be: "men in Afghan police uniform"."""
BESIDE = (
    r"(?:ally|allies|neighbou?rs?|rivals?|enem(?:y|ies)|foes?|opponents?|adversar(?:y|ies)|critics?|"
    r"supporters?|admirers?|loyalists?|propagandists?|relatives?|friends?|proxy|proxies|confidants?|"
    r"associates?|partners?|backers?|patrons?|creditors?|donors?)"
)
KIN = re.compile(rf"(?:[’']s|s[’'])? (?:[a-z]+ )?{BESIDE}")
KIN_AHEAD = re.compile(rf"(?: [a-z]+)?(?:[’']s|s[’']) (?:\w+ )?{BESIDE}\b")
KIN_OF = re.compile(rf"\b{BESIDE} of (?:the |[a-z]+ )*$")
"""What stands behind a name whose bearer is not meant, or before it: "Belarus's allies", "a Putin
ally", "the Georgian leader's Hungarian ally", "an admirer of Putin"."""


def _kin(text: str, place: Whereabouts, party: Party) -> Mention | None:
    """The name beside which a party stands without being meant by it."""
    first, last = party.span or (0, -1)
    for m in place.mentions:
        if first <= m.first and m.last <= last:
            after = text[len(place.sentence.words(first, m.last)) :]
            ahead = place.sentence.after(m.last)
            before = text[: max(0, len(text) - len(place.sentence.words(m.first, last)))]
            if KIN.fullmatch(after) or KIN_AHEAD.match(ahead) or KIN_OF.search(before):
                return m
    return None


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
