"""The slots of a trigger by name, the same for verbs and for event nouns."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from cuibono.coding import clause
from cuibono.language.sentence import Sentence, Token, conjuncts

# Prepositions whose phrase may have been hung on a noun inside the object by mistake.
FAR = frozenset({"to", "against", "with"})
CLAUSAL = ("acl", "advcl", "ccomp", "xcomp", "parataxis", "conj", "appos", "csubj")


@dataclass(frozen=True, slots=True)
class Trigger:
    """A word that may say that an event happens, with its sentence.

    >>> from cuibono.language.sentence import Token
    >>> words = [("Kyiv", "PROPN", 1, "nsubj"), ("cut", "VERB", -1, "root")]
    >>> words += [("ties", "NOUN", 1, "obj")]
    >>> tokens = [Token(i, w, 0, 0, w, u, "VBD", h, d) for i, (w, u, h, d) in enumerate(words)]
    >>> trigger = Trigger(Sentence("", 0, 0, tuple(tokens)), 1)
    >>> trigger.fill("subject"), trigger.fill("object")
    ([0], [2])
    """

    sentence: Sentence
    index: int
    # What was found out of the sentence's phrases; the triggers of a sentence may share it.
    _phrases: dict[int, set[str]] = field(
        default_factory=dict[int, set[str]], repr=False, compare=False
    )
    _filled: dict[str, list[int]] = field(
        default_factory=dict[str, list[int]], init=False, repr=False, compare=False
    )

    @property
    def verbal(self) -> bool:
        """Whether the trigger is a verb rather than an event noun."""
        return self.sentence.tokens[self.index].upos in clause.VERBAL

    def fill(self, slot: str) -> list[int]:
        """Heads of the phrases in a slot: `subject`, `object`, `to` … ; empty when unfilled."""
        found = self._filled.get(slot)
        if found is None:
            special = SPECIAL.get(slot)
            found = special(self) if special is not None else self._prepositional(slot)
            self._filled[slot] = found
        return list(found)

    @property
    def light(self) -> int | None:
        """The verb that carries an event noun ("impose" for "sanctions"), if any."""
        return None if self.verbal else clause.light_verb(self.sentence, self.index)

    def subject(self) -> list[int]:
        """Who acts: the deep subject of a verb, the holder of an event noun."""
        if self.verbal:
            return clause.agent(self.sentence, self.index)
        holders = clause.holders(self.sentence, self.index)
        return holders + [m for m in self._modifiers() if m not in holders]

    def _modifiers(self) -> list[int]:
        """Adjectives and nouns before an event noun: "the German invasion", "a US strike"."""
        relations = ("amod", "compound", "nmod:desc", "nmod:unmarked", "nsubj")
        children = self.sentence.children(self.index, *relations)
        return [c.index for c in children if c.index < self.index]

    def object(self) -> list[int]:
        """What it is done to: the deep object of a verb, the of-phrase of an event noun."""
        if self.verbal:
            return clause.patient(self.sentence, self.index)
        found = clause.oblique(self.sentence, self.index, "of")
        compounds = self.sentence.children(self.index, "compound")
        return found or [c.index for c in compounds]

    def indirect(self) -> list[int]:
        """Who is given something: "sent *Kyiv* tanks"."""
        verb = self.index if self.verbal else self.light
        if verb is None:
            return []
        own = self.sentence.children(verb, "iobj")
        if own:
            return conjuncts(self.sentence, own[0].index)
        if clause.is_passive(self.sentence, verb) and self.sentence.children(verb, "obj"):
            return clause.surface_subject(self.sentence, verb)
        return []

    def complement(self) -> list[int]:
        """Heads of the clauses that complete the trigger."""
        found = self.sentence.children(self.index, "xcomp", "ccomp", "acl")
        for other in self.sentence.children(self.index, "advcl"):
            marks = {m.text.lower() for m in self.sentence.children(other.index, "mark")}
            if marks & {"to", "of", "that"}:
                found.append(other)
        return [c.index for c in found]

    def below(self, word: str) -> list[int]:
        """Phrases of a preposition anywhere below the trigger: "guns brought *from Minsk*"."""
        below = self.sentence.subtree(self.index)
        return [h for i in below for h in clause.oblique(self.sentence, i, word)]

    def content(self) -> list[int]:
        """The subject of what the trigger says: "claimed that *Minsk* was lying"."""
        clauses = self.sentence.children(self.index, "ccomp")
        token = self.sentence.tokens[self.index]
        if not clauses and token.relation == "parataxis":
            # "Minsk, envoys complained, had lied."
            clauses = [self.sentence.tokens[token.head]]
        return [h for c in clauses for h in clause.surface_subject(self.sentence, c.index)]

    def due(self) -> list[int]:
        """Who has to do something: "said that *Minsk* must withdraw"."""
        clauses = self.sentence.children(self.index, "ccomp")
        owing = [c for c in clauses if self._owes(c.index)]
        return [h for c in owing for h in clause.surface_subject(self.sentence, c.index)]

    def _owes(self, verb: int) -> bool:
        """Whether a clause says what must be done: by a modal, "have to" or "need to"."""
        auxiliaries = self.sentence.children(verb, "aux")
        modal = any(t.text.lower() in ("must", "should", "ought", "shall") for t in auxiliaries)
        compelled = self.sentence.tokens[verb].lemma in ("have", "need", "ought")
        return modal or (compelled and bool(self.sentence.children(verb, "xcomp")))

    def victim(self) -> list[int]:
        """The object of what completes the trigger: "threatened to strike *Minsk*"."""
        return [h for i in self.complement() for h in clause.patient(self.sentence, i)]

    def speaker(self) -> list[int]:
        """The subject of the verb whose complement the trigger's clause is: "Kyiv said that"."""
        for token in (self.sentence.tokens[self.index], *self.sentence.ancestors(self.index)):
            if token.relation == "ccomp" and token.head >= 0:
                return clause.agent(self.sentence, token.head)
        return []

    def clause_subject(self) -> list[int]:
        """Who does what an event noun is part of: "in tests that it held", "thanks to support"."""
        if self.verbal:
            return []
        above = self.sentence.ancestors(self.index)
        verb = next((a.index for a in above if a.upos in clause.VERBAL), None)
        return [] if verb is None else clause.agent(self.sentence, verb)

    def possessor(self) -> list[int]:
        """Whose the object is: "rejected *American* claims", "*Kyiv's* offer"."""
        owners: list[int] = []
        for head in self.object() if self.verbal else [self.index]:
            for child in self.sentence.children(head, "nmod:poss", "amod", "compound"):
                owners.extend(conjuncts(self.sentence, child.index))
        return owners

    def _prepositional(self, word: str) -> list[int]:
        """Phrases joined by a preposition to the trigger, its carrier verb or its object."""
        places = [self.index]
        if self.light is not None:
            places.append(self.light)
        # "Moved closer to Oslo".
        places += [c.index for c in self.sentence.children(self.index, "advmod")]
        for thing in self.object():
            measured = clause.measures(self.sentence.tokens[thing])
            places += [thing, *(clause.oblique(self.sentence, thing, "of") if measured else ())]
            # "Rounds aimed at Seoul", "aid bound for Gaza".
            places += [c.index for c in self.sentence.children(thing, "acl")
                       if c.lemma in clause.BOUND]  # fmt: skip
        token = self.sentence.tokens[self.index]
        above = self._lemma(token.head) if token.head >= 0 else ""
        if token.head >= 0 and (
            token.deprel == "conj" or (not self.verbal and above in clause.COMING)
        ):
            places.append(token.head)
        found: list[int] = []
        for place in places:
            for head in clause.oblique(self.sentence, place, word):
                worded = word in ("in", "by") and self._lemma(head) in clause.WORDED
                worded = worded or (word == "to" and self._lemma(head) in clause.MOODS)
                worded = worded or (word == "with" and self._lemma(head) in clause.BACKING)
                if head not in found and head != self.index and not worded:
                    found.append(head)
        if not found and word in FAR and self.verbal:
            # "Pledged a million in aid to Oslo".
            things = self.object() + [c.index for c in self.sentence.children(self.index, "obl")]
            inner = [i for thing in things for i in (thing, *self._nominals(thing))]
            found = [h for i in inner for h in clause.oblique(self.sentence, i, word)]
        return found or self._next_to(word)

    def _lemma(self, index: int) -> str:
        return self.sentence.tokens[index].lemma.lower()

    def _next_to(self, word: str) -> list[int]:
        """The phrase right behind a verb, though the tree hangs it higher: "aid it sent *to X*"."""
        tokens = self.sentence.tokens
        if not self.verbal or self.index + 1 == len(tokens):
            return []
        case = tokens[self.index + 1]
        joined = case.text.lower() == word and case.deprel == "case" and case.head > case.index
        return conjuncts(self.sentence, case.head) if joined else []

    def nouns(self) -> list[int]:
        """Every noun of the trigger's own clause."""
        return [
            i
            for i in self.extent()
            if i != self.index and self.sentence.tokens[i].upos in ("NOUN", "PROPN", "PRON", "ADJ")
        ]

    def extent(self) -> list[int]:
        """Token indices of the trigger's clause, without the clauses that hang below it."""
        root = self.index if self.verbal or self.light is None else self.light
        found, stack = [root], [root]
        while stack:
            for child in self.sentence.children(stack.pop()):
                if child.relation in CLAUSAL and child.upos in clause.VERBAL:
                    continue
                found.append(child.index)
                stack.append(child.index)
        return sorted(found)

    def _nominals(self, head: int) -> list[int]:
        """Nouns that hang on a noun by a preposition, nearest first."""
        found = [c.index for c in self.sentence.children(head, "nmod")]
        for index in found:
            if len(found) < 6:
                found += [c.index for c in self.sentence.children(index, "nmod")]
        return found

    def words(self, head: int) -> set[str]:
        """The words that say what a phrase is: see `phrase_words`."""
        found = self._phrases.get(head)
        if found is None:
            found = self._phrases[head] = phrase_words(self.sentence, head)
        return found

    def phrase(self, head: int) -> list[int]:
        """Token indices of a noun phrase, without relative clauses and coordinated nouns."""
        return noun_phrase(self.sentence, head)


SPECIAL: dict[str, Callable[[Trigger], list[int]]] = {
    "subject": Trigger.subject,
    "object": Trigger.object,
    "iobject": Trigger.indirect,
    "complement": Trigger.complement,
    "surface": lambda trigger: clause.surface_subject(trigger.sentence, trigger.index),
    "possessor": Trigger.possessor,
    "and": lambda trigger: trigger.subject()[1:],
    "any": Trigger.nouns,
    "origin": lambda trigger: trigger.below("from"),
    "aim": lambda trigger: trigger.below("against") or trigger.below("on"),
    "content": Trigger.content,
    "victim": Trigger.victim,
    "due": Trigger.due,
    "speaker": Trigger.speaker,
    "clause": Trigger.clause_subject,
}


def noun_phrase(sentence: Sentence, head: int) -> list[int]:
    """Token indices of the phrase that a head names, in text order, without gaps.

    Relative clauses, appositions, further conjuncts and punctuation are left out.
    """
    stop = ("acl", "appos", "conj", "cc", "punct", "parataxis", "case", "cop", "nsubj", "advcl")
    found, stack = {head}, [head]
    while stack:
        for child in sentence.children(stack.pop()):
            if child.text.lower() == "not":
                continue
            if child.relation not in stop or (child.relation == "case" and child.head != head):
                found.add(child.index)
                stack.append(child.index)
    return _contiguous(sorted(found), head)


def _contiguous(indices: list[int], head: int) -> list[int]:
    """The run around the head, bridging gaps of one token (a hyphen, a comma)."""
    position = indices.index(head)
    first = last = position
    while first > 0 and indices[first] - indices[first - 1] <= 2:
        first -= 1
    while last + 1 < len(indices) and indices[last + 1] - indices[last] <= 2:
        last += 1
    return list(range(indices[first], indices[last] + 1))


def phrase_words(sentence: Sentence, head: int) -> set[str]:
    """Lemmas and words that say what a phrase is, and their runs of two and three, lower case.

    That is its head with the words before it, and where the head only measures out
    ("millions of shells", "a range of assistance") what is measured.
    """
    indices = [i for i in noun_phrase(sentence, head) if i <= head]
    if clause.measures(sentence.tokens[head]):
        for inner in clause.oblique(sentence, head, "of"):
            indices += [i for i in noun_phrase(sentence, inner) if i <= inner]
    lemmas = [singular(sentence.tokens[i]) for i in indices]
    plain = [sentence.tokens[i].text.lower() for i in indices]
    runs = [" ".join(words[i : i + n]) for words in (lemmas, plain) for n in (2, 3)
            for i in range(len(words) - n + 1)]  # fmt: skip
    return {*lemmas, *plain, *runs}


def singular(token: Token) -> str:
    """The lemma, cut to the singular where the reader left it in the plural ("troops")."""
    lemma = token.lemma.lower()
    plural = token.xpos in ("NNS", "NNPS") and lemma == token.text.lower()
    return lemma[:-1] if plural and lemma.endswith("s") else lemma
