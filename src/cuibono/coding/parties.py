"""Who fills a slot: from heads of phrases to actor codes, by the actors room's mentions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from cuibono.actors.actor import ActorMention
from cuibono.coding.clause import agent
from cuibono.coding.slots import Trigger, noun_phrase
from cuibono.coding.statement import UNKNOWN
from cuibono.language.sentence import Sentence, conjuncts

# Nouns for somebody by what they are to somebody else.
RELATIONAL = frozenset(
    """neighbour neighbor rival enemy foe adversary opponent critic backer supporter ally partner
    patron creditor counterpart friend""".split()
)
# Roles that do not speak for their state.
APART = frozenset({"REB", "OPP", "PTY", "CIV", "ELI"})
# Nouns that sum up what the clause before them says.
STEPS = frozenset({"step", "move", "decision", "action", "act", "measure", "gesture", "claim"})
# Relations by which a phrase names its owner: "Russian shells", "the policy of the EU".
OWNING = ("nmod:poss", "amod", "compound", "nmod", "nmod:desc", "flat", "appos", "nmod:unmarked")
# How many words a party may be shown with.
REACH = 12


@dataclass(frozen=True, slots=True)
class Party:
    """An actor in a slot: its code or `---`, its words, and why it is taken to be that one.

    `direct` is False when the phrase only contains the actor ("the policies of Washington");
    `somebody` is True of people and organisations that have no code, `named` of those with a name.
    """

    code: str
    text: str
    head: int
    direct: bool
    how: str
    somebody: bool = False
    named: bool = False

    @property
    def root(self) -> str:
        """The code before the first dot."""
        return self.code.partition(".")[0]

    @property
    def side(self) -> str:
        """Whose side it is on: its state's, or its own where it speaks for itself."""
        role = self.code.split(".")[1:2]
        return self.code if role and role[0] in APART else self.root


class Parties:
    """The actor mentions of one sentence, looked up by the head of a phrase."""

    def __init__(
        self,
        sentence: Sentence,
        mentions: Iterable[ActorMention],
        happenings: frozenset[str] = frozenset(),
        tools: frozenset[str] = frozenset(),
    ) -> None:
        self.sentence = sentence
        self._happenings, self._tools = happenings, tools
        self.mentions = tuple(sorted(mentions, key=lambda m: m.first - m.last))
        self._by_head = {m.head: m for m in reversed(self.mentions)}

    def at(self, head: int) -> ActorMention | None:
        """The mention that a phrase is, found by its head or as a name that covers it."""
        found = self._by_head.get(head)
        if found is not None:
            return found
        covering = (m for m in self.mentions if m.first <= head <= m.last and m.codes)
        return next((m for m in covering if self._is_name_part(m, head)), None)

    def _is_name_part(self, mention: ActorMention, head: int) -> bool:
        """Whether a head belongs to the mention's own name, not to a noun it modifies."""
        return mention.last == head or self.sentence.tokens[head].relation in ("flat", "compound")

    def may_act(self, head: int) -> bool:
        """Whether a phrase can do something: "the Ukrainian war" names a state and cannot."""
        if self.at(head) is not None:
            return True
        kinds = {m.kind for m in self.sentence.mentions if m.head == head}
        if "abstract" in kinds and not any(True for _ in self.within(head)):
            return False
        thing = kinds & {"substance", "object", "plant", "animal"}
        if thing and self.sentence.tokens[head].lemma.lower() not in self._tools:
            return False
        return not (kinds & {"event", "time"} or self._happens(head))

    def may_hit(self, head: int) -> bool:
        """Whether a phrase is somebody's attack: what it does, the attacker does."""
        return self.is_attack(head) and bool(self._attackers(head))

    def _attackers(self, head: int) -> list[ActorMention]:
        doers = Trigger(self.sentence, head).fill("subject")
        found = (self._named(d) for d in doers)
        return [m for m in found if m is not None]

    def is_attack(self, head: int) -> bool:
        """Whether a phrase is a single attack, whoever made it."""
        lemma = self.sentence.tokens[head].lemma.lower()
        return lemma in self._happenings and lemma not in ("war", "campaign", "operation")

    def _named(self, head: int) -> ActorMention | None:
        """The known actor that a phrase is or holds: "*U.S.* military airstrikes"."""
        mention = self.at(head)
        return mention if mention is not None and mention.codes else next(self.within(head), None)

    def _happens(self, head: int) -> bool:
        return self.sentence.tokens[head].lemma.lower() in self._happenings

    def within(self, head: int, relations: tuple[str, ...] = OWNING) -> Iterator[ActorMention]:
        """Resolved mentions inside a noun phrase, nearest to its head first."""
        queue = [head]
        for _ in range(12):
            if not queue:
                return
            current = queue.pop(0)
            for child in self.sentence.children(current, *relations):
                mention = self._by_head.get(child.index)
                if mention is not None and mention.codes:
                    yield mention
                queue.append(child.index)

    def fill(self, heads: Iterable[int]) -> list[Party]:
        """The parties that phrases name, resolved ones alone if there is any."""
        found = [party for head in heads for party in self._parties(head)]
        known = [party for party in found if party.code != UNKNOWN]
        return _distinct(known or found)

    def _parties(self, head: int) -> list[Party]:
        mention = self.at(head)
        if mention is not None and mention.codes:
            text = self._naming(mention, head)
            return [Party(c, text, mention.head, True, mention.how) for c in mention.codes]
        if self._happens(head):
            # Whoever condemns an attack condemns the attacker, not the attacked.
            words = self.text(head)
            return [Party(c, words, m.head, False, m.how) for m in self._attackers(head)
                    for c in m.codes]  # fmt: skip
        doers = self._doers_of_step(head) or self._based(head)
        if doers:
            return doers
        if self._somebody_elses(head):
            named = self.sentence.children(head, "appos", "flat", "nmod:desc")
            bearers = [m for c in named if (m := self.at(c.index)) is not None and m.codes]
            if bearers:
                return [Party(c, m.text, m.head, True, m.how) for m in bearers for c in m.codes]
            return [Party(UNKNOWN, self.text(head), head, True, "is somebody else's", True, True)]
        for inner in self.within(head):
            joined = [m for i in conjuncts(self.sentence, inner.head) if (m := self.at(i))]
            whole = self._reaching(head, inner) if len(joined) == 1 else ""
            return [
                Party(c, whole or m.text, m.head, False, m.how) for m in joined for c in m.codes
            ]
        return [self.unnamed(head)]

    def _somebody_elses(self, head: int) -> bool:
        """ "Sudan's neighbours" are not Sudan."""
        if self.sentence.tokens[head].lemma.lower() not in RELATIONAL:
            return False
        return bool(self.sentence.children(head, "nmod:poss"))

    def _based(self, head: int) -> list[Party]:
        """ "A firm based in Dubai" belongs to the state where it is."""
        for clause_ in self.sentence.children(head, "acl"):
            if clause_.lemma.lower() in ("base", "headquarter", "register", "locate"):
                found = [m for p in self.sentence.children(clause_.index, "obl")
                         if (m := self.at(p.index)) is not None and m.codes]  # fmt: skip
                return [Party(c, m.text, m.head, False, m.how) for m in found for c in m.codes]
        return []

    def _doers_of_step(self, head: int) -> list[Party]:
        """ "Ankara struck Mosul, a move that Baghdad condemned": the move is Ankara's."""
        token = self.sentence.tokens[head]
        if token.relation not in ("appos", "parataxis", "dislocated", "conj", "obl:unmarked"):
            return []
        if token.lemma.lower() not in STEPS:
            return []
        verb = next((a for a in self.sentence.ancestors(head) if a.upos == "VERB"), None)
        doers = agent(self.sentence, verb.index) if verb is not None else []
        known = [m for d in doers if (m := self.at(d)) is not None and m.codes]
        return [Party(c, m.text, m.head, False, f"did the {token.lemma}") for m in known
                for c in m.codes]  # fmt: skip

    def text(self, head: int) -> str:
        """The words of the phrase around a head, without what only says where or when."""
        indices = noun_phrase(self.sentence, head)
        for child in self.sentence.children(head, "nmod", "obl", "obl:unmarked"):
            case = next((c.text.lower() for c in self.sentence.children(child.index, "case")), "")
            if child.index > head and case != "of":
                below = set(self.sentence.subtree(child.index))
                indices = [i for i in indices if i <= head or i not in below]
        return self.sentence.words(indices[0], indices[-1])

    def placed(self, head: int, where: Party) -> Party:
        """The party of a place with the words of what is hit there: "a refinery *in Ryazan*"."""
        first = min(noun_phrase(self.sentence, head))
        if not first <= where.head < first + REACH:
            return where
        return replace(where, text=self.sentence.words(first, where.head), direct=False)

    def _reaching(self, head: int, inner: ActorMention) -> str:
        """The words of a phrase as far as the name inside it, if that is not far."""
        words = self.text(head)
        last = max(noun_phrase(self.sentence, head))
        if inner.last <= last and inner.text in words:
            return words
        first, end = min(noun_phrase(self.sentence, head)), inner.last
        if self.sentence.tokens[inner.head].relation in ("amod", "compound", "nmod:poss"):
            end = max(end, self.sentence.tokens[inner.head].head)
        near = first <= inner.first and end - first < REACH
        return self.sentence.words(first, end) if near else inner.text

    def unnamed(self, head: int) -> Party:
        """A phrase as a party without a code."""
        mention = self.at(head)
        words = (mention.means if mention is not None else "") or self.text(head)
        somebody = self.is_somebody(head)
        named = somebody and self.sentence.tokens[head].upos == "PROPN"
        how = "names no known actor"
        return Party(UNKNOWN, words, head, mention is not None, how, somebody, named)

    def may_suffer(self, head: int, actors: Iterable[Party]) -> bool:
        """Whether a phrase can be what actors do something to: a noun, no time, not they."""
        if self.sentence.tokens[head].upos not in ("NOUN", "PROPN", "PRON", "NUM"):
            return False
        mention = self.at(head)
        codes = set(mention.codes) if mention is not None else set[str]()
        own = any(a.head in self.sentence.subtree(head) or head == a.head or a.code in codes
                  for a in actors)  # fmt: skip
        return not own and not any(
            m.kind == "time" and m.head == head for m in self.sentence.mentions
        )

    def is_somebody(self, head: int) -> bool:
        """Whether a phrase is read as people or an organisation, named or not."""
        # "Imam Suliman Gani": the reader may see the title as the head.
        titles = {c.index for c in self.sentence.children(head, "nmod:desc", "flat", "compound")}
        kinds = {m.kind for m in self.sentence.mentions
                 if m.head == head or (m.head in titles and m.first <= head <= m.last)}  # fmt: skip
        return bool(kinds & {"person", "organization"})

    def is_abstract(self, head: int) -> bool:
        """Whether a phrase is read as an idea or a happening: "for use", "in talks"."""
        kinds = {m.kind for m in self.sentence.mentions if m.head == head}
        return bool(kinds) and kinds <= {"abstract", "event", "time"}

    def _naming(self, mention: ActorMention, head: int) -> str:
        """A mention's words, or the phrase's where they hold more: "the *Syrian* army"."""
        words = self.text(head)
        return mention.means or (words if mention.text in words else mention.text)


def _distinct(parties: list[Party]) -> list[Party]:
    """Each code once, unresolved ones by their text."""
    seen: dict[tuple[str, str], Party] = {}
    for party in parties:
        seen.setdefault((party.code, party.text if party.code == UNKNOWN else ""), party)
    return list(seen.values())
