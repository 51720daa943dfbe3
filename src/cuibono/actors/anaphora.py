"""Who is meant by "it", "their", "the country", "the two sides": the words before decide.

Candidates are noun phrases, actors or not, that agree in number and kind. Each is scored by
place in the sentence (subjects first), nearness and parallel role, the preferences that
Lappin and Leass (1994) and Mitkov (1998) found to carry most; where the best candidate is no
known actor, the mention stays unresolved.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from cuibono.actors.role_words import RoleWords
from cuibono.language.sentence import Sentence, Token

SINGULAR = frozenset({"it", "its", "itself"})
PLURAL = frozenset({"they", "them", "their", "theirs", "themselves"})
PERSONAL = frozenset({"he", "him", "his", "she", "her", "hers", "himself", "herself"})
PRONOUNS = SINGULAR | PLURAL | PERSONAL
# How many sentences back a pronoun, and how many a definite noun, may reach.
BACK, FAR = 3, 12
FIRST = frozenset({"we", "us", "our", "ours", "i", "me", "my"})
# Verbs of saying that lend "we" a meaning inside quotation marks.
SAYING = frozenset(
    """say tell add insist declare note warn state announce assert reply complain claim argue
    explain stress vow write""".split()
)
# Verbs whose "it" is a claim: "dismissed it as gossip".
CLAIMED = frozenset({"deny", "dismiss", "reject", "confirm", "refute", "call", "brand"})
# How much a sentence between takes from a candidate.
FADE = 1.6


@dataclass(frozen=True, slots=True)
class Known:
    """A noun phrase that was read before: where, and which actors it names, if any.

    `means` are the words that it takes up, where it is a pronoun.
    """

    sentence: int
    head: int
    codes: tuple[str, ...]
    text: str
    person: bool = False
    means: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """Who an anaphoric phrase means, none where it cannot be told, and why.

    `means` are the words that a pronoun takes up, as they stand earlier in the text.
    """

    first: int
    last: int
    head: int
    codes: tuple[str, ...]
    how: str
    means: str = ""


@dataclass
class Pronouns:
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
        if word in FIRST and token.text != "US":
            return self._speaker(at, token)
        if token.upos not in ("PRON", "DET") or word not in PRONOUNS or token.relation == "expl":
            return None
        at_token = (token.index, token.index, token.index)
        verb = self.sentences[at].tokens[token.head] if token.head >= 0 else token
        if word == "it" and token.relation == "obj" and verb.lemma in CLAIMED:
            return Answer(*at_token, (), "what was said")
        best = self._best(at, token)
        means = (best.means or best.text) if best is not None else ""
        if best is None or not best.codes:
            return Answer(*at_token, (), "nobody named before fits", means)
        return Answer(*at_token, best.codes, f"“{token.text}”: {best.text}", means)

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
        plural = plural or self._is_people(known)
        plural = plural or token.lemma.lower() in ("police", "people", "military", "government")
        if word in PLURAL:
            return plural
        return not known.person and len(known.codes) < 2 and token.xpos not in ("NNS",)

    def _is_people(self, known: Known) -> bool:
        """ "The Dutch", "the Swiss": people by an adjective, and many."""
        sentence = self.sentences[known.sentence]
        token = sentence.tokens[known.head]
        before = sentence.tokens[known.head - 1].text.lower() if known.head else ""
        ending = token.text.endswith(("ch", "sh", "ese", "ss"))
        return bool(known.codes) and before == "the" and ending and token.upos != "NOUN"

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
            value -= 2.0 if token.relation == "obj" else 0.6
        if known.codes:
            value += 1.5
        if found.deprel == "nmod:poss" and sentence.tokens[found.head].relation == "nsubj":
            # "Minsk's gains are small: it has …".
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
        if token.deprel == "nmod:poss" and self._controls(sentence, token, known.head):
            value += 3.5
        return value - 0.04 * (token.index - known.head)

    def _controls(self, sentence: Sentence, token: Token, head: int) -> bool:
        """Whether a phrase does what the clause says: "accused *Minsk* of hiding its guns"."""
        for above in sentence.ancestors(token.index):
            if above.relation in ("advcl", "xcomp") and above.head >= 0:
                marks = {m.text.lower() for m in sentence.children(above.index, "mark")}
                objects = [o.index for o in sentence.children(above.head, "obj")]
                if marks & {"of", "to"} and head in objects:
                    return True
        return False

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

    def _answer(self, first: int, token: Token, codes: tuple[str, ...], why: str) -> Answer:
        how = f"“{token.text}”: {why}" if codes else "nobody named before fits"
        return Answer(min(first, token.index), token.index, token.index, codes, how)
