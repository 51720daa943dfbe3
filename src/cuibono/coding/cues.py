"""The words beside a verb that move a commitment: modals, negations, conditions, speakers."""

from __future__ import annotations

from cuibono.coding import clause
from cuibono.coding.commitment import Commitment
from cuibono.coding.speech import Speech
from cuibono.coding.statement import Stance
from cuibono.language.sentence import Sentence, Token

# Words that begin a condition together: "in case", "as long as", "in the event that".
CONDITIONS = (
    ("in", "case"), ("in", "event"), ("as", "long", "as"), ("so", "long", "as"),
    ("on", "condition"), ("provided",), ("providing",), ("only", "if"), ("were",),
)  # fmt: skip
CONDITIONAL = frozenset({"event", "condition", "case", "provide", "long"})
# "Suppose that Lima signed": the reader is asked to imagine it.
SUPPOSING = frozenset({"suppose", "imagine", "assume", "say", "picture"})
ALMOST = frozenset({"almost", "nearly"})


class Cues:
    """A commitment that is being gathered, and what each word on the way adds to it.

    While `_direct`, what is said of a word holds for the trigger; while `_heard`, those who
    speak are its sources.
    """

    def __init__(self, sentence: Sentence, speech: Speech) -> None:
        self.sentence = sentence
        self.speech = speech
        self.commitment = Commitment()
        self._direct = self._heard = True
        self._trigger = -1

    def _marker(self, token: Token) -> str:
        marks = self.sentence.children(token.index, "mark", "case")
        return marks[0].text.lower() if marks else ""

    def _local(self, token: Token, own: bool) -> None:
        """Take in the modals, negations and adverbs of one word, and speakers beside it."""
        if self._direct:
            self._auxiliaries(token)
            self._negations(token)
            self._adverbs(token)
            if own or token.upos in clause.VERBAL:
                self._markers(token)
        if self._heard:
            self._speakers_beside(token)

    def _set_off(self, clause_: Token) -> bool:
        """Whether a relative clause is set off by a comma."""
        noun = self.sentence.tokens[clause_.head]
        if noun.relation in ("appos", "parataxis"):
            # "…, a step that Cairo condemned".
            return True
        first = self.sentence.subtree(clause_.index)[0]
        marks = (self.sentence.tokens[i].text for i in (first, first - 1) if i >= 0)
        return "," in marks

    def _auxiliaries(self, token: Token) -> None:
        for auxiliary in self.sentence.children(token.index, "aux", "aux:pass"):
            kind = self.speech.modals.get(auxiliary.text.lower())
            cue = f"“{auxiliary.text}”"
            if kind in ("will", "would") and not self.commitment.future:
                if self.commitment.stance is None:
                    self.commitment.future = kind
                    self.commitment.cues.append(cue)
            elif kind == "may":
                self.commitment.lean(Stance.POSSIBLE, cue)
            elif kind == "must":
                self.commitment.lean(Stance.SOUGHT, cue)
        self._is_to(token)

    def _is_to(self, token: Token) -> None:
        """ "Madrid is to hand him over": it is planned."""
        helpers = self.sentence.children(token.index, "aux", "cop")
        be = [h for h in helpers if h.lemma == "be" and h.xpos in ("VBZ", "VBP", "VBD")]
        marks = [m for m in self.sentence.children(token.index, "mark")
                 if m.text.lower() in ("to", "due")]  # fmt: skip
        if len(marks) < len(self.sentence.children(token.index, "mark")) or self._inverted(token):
            return
        governor = self.sentence.tokens[token.head] if token.head >= 0 else None
        over = governor is not None and governor.lemma == "be" and governor.upos in clause.VERBAL
        if marks and (be or (over and token.relation in ("xcomp", "ccomp"))):
            self.commitment.lean(Stance.PLANNED, "“is to”")

    def _negations(self, token: Token) -> None:
        for child in self.sentence.children(token.index, "advmod", "det", "cc", "mark", "case"):
            if child.text.lower() == "instead" and child.relation == "advmod":
                # "Has instead signed": it did; "instead of signing": it did not.
                continue
            if child.lemma.lower() in self.speech.negations or child.text.lower() in ("n't", "no"):
                self.commitment.deny(f"“{child.text}”")
                return
            if child.text.lower() == "longer" and self._child_is(child, "no"):
                self.commitment.deny("“no longer”")
                return
        if token.upos in clause.VERBAL and self._only_nearly(token):
            return
        if token.upos in clause.VERBAL:
            for argument in self.sentence.children(token.index, "nsubj", "obj", "nsubj:pass"):
                if self._is_none(argument):
                    self.commitment.deny(f"“no {argument.text}”")
                    return

    def _only_nearly(self, verb: Token) -> bool:
        """ "Almost signed", "rather than sign", "has yet to sign": it did not happen."""
        almost = [c for c in self.sentence.children(verb.index, "advmod") if c.lemma in ALMOST]
        for mark in self.sentence.children(verb.index, "mark", "cc"):
            if mark.text.lower() == "rather" and self._child_is(mark, "than"):
                almost.append(mark)
        governor = self.sentence.tokens[verb.head] if verb.head >= 0 else verb
        if verb.relation == "xcomp" and governor.lemma in ("have", "be"):
            almost += [c for c in self.sentence.children(governor.index) if c.text.lower() == "yet"]
        if verb.relation == "advcl" and governor.text.lower() == "close" and governor.head >= 0:
            # "Came close to signing".
            almost.append(governor)
        if almost:
            self.commitment.deny(f"“{almost[0].text}”")
        return bool(almost)

    def _is_none(self, argument: Token) -> bool:
        """ "No ship", "neither side", "nobody", "not a single shell"."""
        if argument.text.lower() in ("nobody", "none", "nothing"):
            return True
        words = ("no", "neither", "not")
        before = self.sentence.children(argument.index, "det", "cc", "advmod", "amod")
        return any(
            c.text.lower() in words or self._child_is(c, "not")
            for c in before
            if c.index < argument.index
        )

    def _child_is(self, token: Token, word: str) -> bool:
        return any(c.text.lower() == word for c in self.sentence.children(token.index))

    def _adverbs(self, token: Token) -> None:
        for child in self.sentence.children(token.index, "advmod", "amod"):
            lemma = child.text.lower()
            if lemma in self.speech.hedges:
                self.commitment.hedge(f"“{child.text}”")
            if lemma in self.speech.future_adverbs and self.commitment.future:
                self.commitment.lean(Stance.EXPECTED, f"“{child.text}”")

    def _markers(self, token: Token) -> None:
        """Conditions and purposes: "if Moscow sends …", "in order to send …"."""
        for mark in self.sentence.children(token.index, "mark"):
            word = mark.text.lower()
            if word in self.speech.conditionals and token.relation in ("advcl", "ccomp", "csubj"):
                self.commitment.lean(Stance.POSSIBLE, f"“{mark.text}”")
                self.commitment.conditional = True
            elif word == "to" and token.relation == "advcl" and not self._asked(token):
                if self.sentence.tokens[token.head].upos == "ADJ":
                    continue
                self.commitment.lean(Stance.SOUGHT, "“to” of purpose")
        if token.relation == "advcl" and self._inverted(token):
            self.commitment.lean(Stance.POSSIBLE, "a condition without “if”")
            self.commitment.conditional = True
        condition = self._begins_condition(token)
        if condition:
            self.commitment.lean(Stance.POSSIBLE, f"“{condition}”")
            self.commitment.conditional = True
        for condition in self.sentence.children(token.index, "advcl"):
            if self._marker(condition) == "if" and self.commitment.future:
                self.commitment.conditional = True

    def _begins_condition(self, token: Token) -> str:
        """The words by which a clause is a condition though no "if" stands there, else ""."""
        if token.head < 0 or token.relation not in ("advcl", "ccomp", "acl"):
            return ""
        governor = self.sentence.tokens[token.head]
        if token.relation == "ccomp" and governor.lemma in SUPPOSING:
            bare = governor.xpos == "VB" and not self.sentence.children(
                governor.index, "nsubj", "aux", "mark"
            )
            return governor.text if bare else ""
        first = self.sentence.subtree(token.index)[0]
        if governor.lemma.lower() in CONDITIONAL or token.relation == "acl":
            first = min(first, self.sentence.subtree(governor.index)[0])
        elif token.relation == "ccomp":
            return ""
        words = [t.text.lower() for t in self.sentence.tokens[first : token.index]]
        words = [w for w in words if w != "the" and w.isalpha()]
        known = (c for c in CONDITIONS if tuple(words[: len(c)]) == c)
        return " ".join(next(known, ()))

    def _inverted(self, token: Token) -> bool:
        """ "Had Lima signed", "were Oslo to agree", "should Minsk refuse"."""
        first = self.sentence.tokens[self.sentence.subtree(token.index)[0]]
        if first.text.lower() not in ("had", "were", "should") or first.head != token.index:
            return False
        subjects = self.sentence.children(token.index, "nsubj")
        return bool(subjects) and first.index < subjects[0].index

    def _asked(self, clause_: Token) -> bool:
        """Whether an infinitive says what somebody is moved to do, not what for."""
        governor = self.sentence.tokens[clause_.head]
        carried = "through" in self.speech.verbs.get(governor.lemma, frozenset())
        return carried or governor.lemma in clause.OBJECT_CONTROL

    def _speakers_beside(self, token: Token) -> None:
        """Speakers beside the clause: "according to Kyiv", ", officials said"."""
        for child in self.sentence.children(token.index, "obl", "nmod"):
            cases = {c.text.lower() for c in self.sentence.children(child.index, "case")}
            worded = child.lemma.lower() in clause.WORDED and cases & {"in", "by"}
            owners = self.sentence.children(child.index, "nmod:poss", "nmod") if worded else []
            if owners:
                self.commitment.speak(owners[0].index, f"“in … {child.text}”")
            elif cases & self.speech.prepositions:
                self.commitment.speak(child.index, f"“{' '.join(sorted(cases))}”")
        for child in self.sentence.children(token.index, "parataxis"):
            if child.index == self._trigger:
                continue
            kinds = self.speech.verbs.get(child.lemma, frozenset())
            if self.sentence.children(child.index, "xcomp"):
                continue
            if kinds & {"say", "warn", "believe"} and not self.sentence.children(
                child.index, "ccomp"
            ):
                speakers = clause.agent(self.sentence, child.index)
                if clause.is_passive(self.sentence, child.index) and not speakers:
                    self.commitment.speak(None, f"“{child.text}” beside the clause")
                if speakers:
                    self.commitment.speak(speakers[0], f"“{child.text}” beside the clause")
