"""Who is meant by "it", "their", "the country", "the two sides": the words before decide.

Candidates are noun phrases, actors or not, that agree in number and kind. Each is scored by
place in the sentence (subjects first), nearness and parallel role, the preferences that
Lappin and Leass (1994) and Mitkov (1998) found to carry most; where the best candidate is no
known actor, the mention stays unresolved.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from cuibono.actors.role_words import RoleWords
from cuibono.language.sentence import Sentence, Token

SINGULAR = frozenset({"it", "its", "itself"})
PLURAL = frozenset({"they", "them", "their", "theirs", "themselves"})
PERSONAL = frozenset({"he", "him", "his", "she", "her", "hers", "himself", "herself"})
PRONOUNS = SINGULAR | PLURAL | PERSONAL
COUNTS = {"two": 2, "both": 2, "2": 2, "three": 3, "four": 4}
DEFINITE = frozenset({"the", "this", "that", "these", "those"})
# How many sentences back a pronoun, and how many a definite noun, may reach.
BACK, FAR = 3, 12
# Nouns for those who deal with one another: the text's two parties, wherever they stand.
SIDES = frozenset({"side", "party", "minister", "leader", "president", "delegation", "capital",
                   "government", "partner", "neighbour", "neighbor", "signatory"})  # fmt: skip
DEEDS = frozenset({"step", "move", "decision", "action", "announcement", "gesture", "provocation"})
HOMELANDS = frozenset({"country", "nation", "homeland", "state", "people"})
FIRST = frozenset({"we", "us", "our", "ours", "i", "me", "my"})
# Verbs of saying that lend "we" a meaning inside quotation marks.
SAYING = frozenset(
    """say tell add insist declare note warn state announce assert reply complain claim argue
    explain stress vow write""".split()
)
# How much a sentence between takes from a candidate.
FADE = 1.6
# What stands for the body that votes on it.
DRAFTS = frozenset({"resolution", "motion", "text", "draft"})
# Offices that every state has once, and words for people that no state has once.
SPOKESMEN = frozenset({"spokesman", "spokeswoman", "spokesperson"})
NATIONAL = frozenset({"government", "treasury", "president", "army", "military", "parliament",
                      "regime", "authority", "ministry", "premier", "police", "junta"})  # fmt: skip
SCATTERED = frozenset(
    """people worker citizen official minister company civilian soldier troop bank house student
    resident population forces firm business diplomat protester militia""".split()
)


@dataclass(frozen=True, slots=True)
class Known:
    """A noun phrase that was read before: where, and which actors it names, if any."""

    sentence: int
    head: int
    codes: tuple[str, ...]
    text: str
    person: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """Who an anaphoric phrase means, none where it cannot be told, and why."""

    first: int
    last: int
    head: int
    codes: tuple[str, ...]
    how: str


@dataclass
class Memory:
    """The noun phrases of the text so far, sentence by sentence."""

    sentences: Sequence[Sentence]
    words: RoleWords
    kinds: dict[str, str]

    def __post_init__(self) -> None:
        self.known: list[dict[int, Known]] = []
        self.pair: tuple[str, ...] = ()
        self.counts: Counter[str] = Counter()

    def add(self, held: dict[int, Known]) -> None:
        """Take in a sentence's phrases; two states that act together are the text's pair."""
        at = len(self.known)
        self.known.append(held)
        for known in held.values():
            roots = tuple(dict.fromkeys(c.partition(".")[0] for c in known.codes))
            self.counts.update(roots)
            states = all(self.kinds.get(r) in ("state", "polity") for r in roots)
            if len(roots) == 2 and states and (not self.pair or self._acts(at, known)):
                self.pair = roots

    def _acts(self, at: int, known: Known) -> bool:
        """Whether a phrase is, or is part of, the subject of a main clause."""
        sentence = self.sentences[at]
        for token in (sentence.tokens[known.head], *sentence.ancestors(known.head)):
            if token.relation == "nsubj":
                return sentence.tokens[token.head].relation in ("root", "conj", "parataxis")
            if token.relation not in ("nmod", "conj", "amod", "compound"):
                return False
        return False

    # --- single actors -------------------------------------------------------------------

    def pronoun(self, at: int, token: Token) -> Answer | None:
        """Who a third-person pronoun means; None for a dummy "it" and for other words."""
        word = token.text.lower()
        if word == "whose":
            return self._whose(at, token)
        if word in FIRST:
            return self._speaker(at, token)
        if token.upos not in ("PRON", "DET") or word not in PRONOUNS or token.relation == "expl":
            return None
        best = self._best(at, token)
        if best is None or not best.codes:
            return Answer(token.index, token.index, token.index, (), "nobody named before fits")
        how = f"“{token.text}”: {best.text}"
        return Answer(token.index, token.index, token.index, best.codes, how)

    def _speaker(self, at: int, token: Token) -> Answer | None:
        """ "We" in a quote: the state or body of the one who is quoted."""
        sentence = self.sentences[at]
        for verb in sentence.tokens:
            if verb.lemma not in SAYING or verb.upos != "VERB":
                continue
            for subject in sentence.children(verb.index, "nsubj"):
                known = self.known[at].get(subject.index)
                if known is not None and known.codes and subject.index != token.index:
                    roots = tuple(dict.fromkeys(c.partition(".")[0] for c in known.codes))
                    return self._answer(token.index, token, roots, f"said by {known.text}")
        return None

    def _whose(self, at: int, token: Token) -> Answer | None:
        """ "Beijing, whose ships fired": the noun that the relative clause hangs on."""
        for above in self.sentences[at].ancestors(token.index):
            if above.deprel == "acl:relcl" and above.head in self.known[at]:
                known = self.known[at][above.head]
                return self._answer(token.index, token, known.codes, f"of {known.text}")
        return None

    def _best(self, at: int, token: Token) -> Known | None:
        scored = [
            (self._score(at, token, known), -known.sentence, known)
            for distance in range(BACK + 1)
            if at - distance >= 0
            for known in self.known[at - distance].values()
            if self._agrees(known, token.text.lower())
            and (distance or known.head < token.index)
            and not (distance == 0 and self._same_clause(at, known, token))
        ]
        return max(scored, key=lambda item: item[:2], default=(0.0, 0, None))[2]

    def _agrees(self, known: Known, word: str) -> bool:
        token = self.sentences[known.sentence].tokens[known.head]
        if word in PERSONAL:
            return known.person
        plural = token.xpos in ("NNS", "NNPS") or len(known.codes) > 1
        plural = plural or token.lemma.lower() in ("police", "people", "military", "government")
        if word in PLURAL:
            return plural
        return not known.person and len(known.codes) < 2 and token.xpos not in ("NNS",)

    def _same_clause(self, at: int, known: Known, token: Token) -> bool:
        """Whether a candidate is a fellow argument of the pronoun's verb, which it cannot be."""
        sentence = self.sentences[at]
        if token.deprel == "nmod:poss":
            return token.head == known.head
        other = sentence.tokens[known.head]
        return other.head == token.head and other.deprel != "nmod:poss"

    def _score(self, at: int, token: Token, known: Known) -> float:
        sentence = self.sentences[known.sentence]
        found = sentence.tokens[known.head]
        value = {"nsubj": 3.0, "obj": 1.2, "obl": 0.6, "nmod": 0.4, "root": 1.0}.get(
            found.relation, 0.5
        )
        if found.relation in ("amod", "compound"):
            value -= 0.6
        if known.codes:
            value += 1.5
        if known.sentence != at:
            depth = sum(1 for _ in sentence.ancestors(known.head))
            return value - FADE * (at - known.sentence) - 0.15 * depth
        if token.relation == "nsubj" and found.relation == "nsubj":
            value += 1.0
        if token.relation == found.relation == "obj":
            value += 2.0
        if known.codes and self._grounds(sentence, token) and found.relation != "nsubj":
            # "Sanctions on Minsk over its raids": whoever suffers it did what it is for.
            value += 4.5
        if token.deprel == "nmod:poss" and self._subject_above(at, token) == known.head:
            value += 1.5
        return value - 0.04 * (token.index - known.head)

    def _grounds(self, sentence: Sentence, token: Token) -> bool:
        """Whether a possessive belongs to the grounds of an act: "over its raids"."""
        if token.deprel != "nmod:poss":
            return False
        cases = {c.text.lower() for c in sentence.children(token.head, "case")}
        verb = sentence.tokens[token.head].head
        blamed = "for" in cases and verb >= 0 and bool(sentence.children(verb, "obj"))
        return "over" in cases or blamed

    def _subject_above(self, at: int, token: Token) -> int | None:
        sentence = self.sentences[at]
        for above in sentence.ancestors(token.index):
            subjects = sentence.children(above.index, "nsubj")
            if subjects:
                return subjects[0].index
        return None

    # --- nouns that take up what was named --------------------------------------------------

    def definite(self, at: int, token: Token) -> Answer | None:
        """Who "the country", "these two provinces", "the latter" means; None for other nouns."""
        sentence = self.sentences[at]
        lemma = token.lemma.lower()
        first = self._first(sentence, token)
        if lemma in ("latter", "former") and token.relation != "amod":
            return self._one_of_two(at, token, lemma)
        home = self._home(at, token) if lemma in HOMELANDS else None
        if home is not None:
            return home
        office = self._office(at, token, first)
        if office is not None:
            return office
        if first is None or not self._bare(sentence, token):
            return None
        count = self._count(sentence, token)
        if lemma in self.words.territories and (count or token.xpos == "NNS"):
            return self._group(at, first, token, count or 2, territory=True)
        plural = count or token.xpos == "NNS"
        if lemma in SIDES and plural and self.pair and not sentence.children(token.index, "acl"):
            return self._group(at, first, token, count or 2, territory=False)
        if lemma in self.words.states and plural:
            if not count and sentence.children(token.index, "acl"):
                return None
            return self._group(at, first, token, count or 2, territory=False)
        if token.xpos != "NN":
            return None
        if lemma in ("country", "nation", "state", "kingdom", "republic"):
            return self._nearest(at, first, token, ("state", "polity", "historic"))
        if lemma in DEEDS:
            return self._doer(at, first, token)
        if lemma in self.words.blocs or lemma in DRAFTS:
            return self._nearest(at, first, token, ("bloc", "body"))
        return None

    def _home(self, at: int, token: Token) -> Answer | None:
        """ "Her country", "their capital": the state of whoever is meant."""
        for owner in self.sentences[at].children(token.index, "nmod:poss"):
            known = self.known[at].get(owner.index)
            if known is not None and owner.text.lower() in PRONOUNS | {"our", "my"}:
                roots = tuple(dict.fromkeys(c.partition(".")[0] for c in known.codes))
                return self._answer(owner.index, token, roots, f"of {known.text}")
        return None

    def _doer(self, at: int, first: int, token: Token) -> Answer | None:
        """ "The step": of whoever the sentence before is about."""
        before = self.known[at - 1].values() if at else ()
        for known in before:
            sentence = self.sentences[known.sentence]
            if sentence.tokens[known.head].relation == "nsubj" and known.codes:
                return self._answer(first, token, known.codes[:1], f"done by {known.text}")
        return None

    def _office(self, at: int, token: Token, first: int | None) -> Answer | None:
        """ "The ministry", "the president": the office of that kind that was named last.

        Where none was named, the one of the state that the last sentences speak of.
        """
        sentence = self.sentences[at]
        lemma = token.lemma.lower()
        role = self.words.roles.get(lemma) or self._role_before(sentence, token)
        names = sentence.children(token.index, "flat", "appos")
        if token.xpos == "NNS" and lemma in SIDES:
            return None
        if role is None and lemma in SPOKESMEN and first is not None:
            return self._spokesman(at, token, first)
        if role is None or token.upos not in ("NOUN", "PROPN") or not (first is not None or names):
            return None
        if lemma in SCATTERED and not names:
            return None
        start = token.index if first is None else first
        for known in self._before(at, start, FAR):
            same = tuple(c for c in known.codes if c.endswith(f".{role}"))
            if len(same) == 1:
                return self._answer(start, token, same, "the one named before")
        if lemma not in NATIONAL and not names:
            return None
        state = self._nearest(at, start, token, ("state", "polity", "historic"))
        codes = tuple(f"{code}.{role}" for code in state.codes)
        return self._answer(start, token, codes, "of the state spoken of")

    def _spokesman(self, at: int, token: Token, first: int) -> Answer | None:
        """ "The spokesman": of the organ that was named last."""
        for known in self._before(at, first, FAR):
            organs = tuple(c for c in known.codes if "." in c)
            if len(organs) == 1:
                return self._answer(first, token, organs, "of the organ named before")
        return None

    def _role_before(self, sentence: Sentence, token: Token) -> str | None:
        """ "Government spokesman": the office that somebody stands in for."""
        if token.lemma.lower() not in self.words.stand_ins:
            return None
        before = sentence.children(token.index, "compound", "amod")
        return next((r for c in before if (r := self.words.roles.get(c.lemma.lower()))), None)

    def _first(self, sentence: Sentence, token: Token) -> int | None:
        """Where a definite phrase begins, None for an indefinite one."""
        for child in sentence.children(token.index, "det"):
            if child.text.lower() in DEFINITE or child.text.lower() == "both":
                return child.index
        if self._count(sentence, token):
            for owner in sentence.children(token.index, "nmod:poss"):
                return owner.index
        counted = sentence.children(token.index, "nummod", "advmod", "cc:preconj")
        return next((c.index for c in counted if c.text.lower() == "both"), None)

    def _bare(self, sentence: Sentence, token: Token) -> bool:
        """Whether nothing in the phrase tells it apart from what was named before."""
        allowed = ("breakaway", "separatist", "two", "both", "three", "four", "neighbouring",
                   "neighboring", "rival", "warring", "allied", "korean")  # fmt: skip
        described = sentence.children(token.index, "amod", "compound", "nmod", "acl")
        counted = bool(self._count(sentence, token))
        telling = [
            c for c in described if c.deprel != "acl:relcl" and not (counted and c.upos == "ADJ")
        ]
        return all(c.lemma.lower() in allowed for c in telling) or token.lemma == "latter"

    def _count(self, sentence: Sentence, token: Token) -> int:
        for child in sentence.children(token.index, "nummod", "det", "advmod"):
            if child.text.lower() in COUNTS:
                return COUNTS[child.text.lower()]
        return 0

    def _before(self, at: int, index: int, back: int) -> Iterable[Known]:
        """What was named before a token, the nearest first."""
        for sentence in range(at, max(-1, at - back - 1), -1):
            found = sorted(self.known[sentence].values(), key=lambda k: -k.head)
            yield from (k for k in found if sentence < at or k.head < index)

    def _group(self, at: int, first: int, token: Token, count: int, territory: bool) -> Answer:
        """The last so many actors named: "the two countries", a compound of them first."""
        wanted = ("polity",) if territory else ("state", "polity", "historic")
        own = self._subject_codes(at, token)
        if count > 2:
            often = [c for c, _ in self.counts.most_common() if self.kinds.get(c) in wanted]
            fit = tuple(c for c in often if c not in own)[:count]
            return self._answer(first, token, fit if len(fit) == count else (), "named most")
        if token.lemma.lower() in SIDES and self.pair and not own & {*self.pair} and not territory:
            return self._answer(first, token, self.pair, "the two that the text is about")
        roots: list[str] = []
        for known in self._before(at, first, FAR):
            codes = [c.partition(".")[0] for c in known.codes]
            fit = [c for c in dict.fromkeys(codes) if self.kinds.get(c) in wanted and c not in own]
            if len(fit) == count:
                return self._answer(first, token, tuple(fit), "named together before")
            roots += [c for c in fit if c not in roots]
            if len(roots) >= count:
                break
        found = tuple(reversed(roots[:count])) if len(roots) >= count else ()
        return self._answer(first, token, found, "the last that were named")

    def _subject_codes(self, at: int, token: Token) -> set[str]:
        """Who acts in the clause: "Sudan urged both neighbours" does not mean Sudan."""
        if token.relation == "nsubj":
            return set()
        index = self._subject_above(at, token)
        known = self.known[at].get(index) if index is not None else None
        return {c.partition(".")[0] for c in known.codes} if known else set()

    def _one_of_two(self, at: int, token: Token, which: str) -> Answer | None:
        roots: list[str] = []
        for known in self._before(at, token.index, 1):
            roots += [c for c in known.codes if c not in roots]
            if len(roots) >= 2:
                code = roots[0] if which == "latter" else roots[1]
                return self._answer(token.index, token, (code,), "of the two named before")
        return None

    def _nearest(self, at: int, first: int, token: Token, kinds: tuple[str, ...]) -> Answer:
        """The actor of a kind that the last sentences speak of, subjects first."""
        best: tuple[float, str] | None = None
        for known in self._before(at, first, FAR if "body" in kinds else BACK + 1):
            roots = {c.partition(".")[0] for c in known.codes}
            fit = [r for r in roots if self.kinds.get(r) in kinds]
            if len(fit) != 1:
                continue
            value = self._score(at, token, known)
            if best is None or value > best[0]:
                best = value, fit[0]
        return self._answer(first, token, (best[1],) if best else (), "spoken of before")

    def _answer(self, first: int, token: Token, codes: tuple[str, ...], why: str) -> Answer:
        how = f"“{token.text}”: {why}" if codes else "nobody named before fits"
        return Answer(min(first, token.index), token.index, token.index, codes, how)
