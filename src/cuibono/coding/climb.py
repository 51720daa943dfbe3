"""Who says it and how firmly: the climb from a trigger to the root of its sentence.

Each step up the tree passes a word that may speak ("said that"), deny, plan, expect, ask or
make possible what hangs below it, and each clause on the way has cues of its own. The nearest
word decides the stance; denials and sources add up.
"""

from __future__ import annotations

from cuibono.coding import clause
from cuibono.coding.commitment import Commitment
from cuibono.coding.cues import Cues
from cuibono.coding.speech import Speech
from cuibono.coding.statement import Certainty, Stance
from cuibono.language.sentence import NOMINAL, Sentence, Token

STANCES = {
    "plan": Stance.PLANNED,
    "expect": Stance.EXPECTED,
    "seek": Stance.SOUGHT,
    "ask": Stance.SOUGHT,
    "enable": Stance.POSSIBLE,
    "doubt": Stance.EXPECTED,
}
# Relations by which a clause or an event noun is what a governing word speaks of.
CONTENT = ("ccomp", "xcomp", "obj", "csubj", "acl", "obl", "nmod", "nsubj", "advcl", "parataxis")
# Prepositions that introduce what a verb speaks of, asks for or works on.
SPOKEN_OF = ("of", "about", "on", "for", "to", "against", "from", "with", "over", "by", "as", "at")
FALSE = frozenset(
    """fabrication lie nonsense fiction invention fake false untrue baseless groundless unfounded
    propaganda slander absurd fantasy hoax rumour rumor""".split()
)
# What may be turned down, and words for that.
ASKED = frozenset({"request", "demand", "call", "appeal", "plea", "proposal", "offer", "bid",
                   "ultimatum", "invitation", "petition", "claim", "threat"})  # fmt: skip
TURNING_DOWN = frozenset({"reject", "refuse", "dismiss", "decline", "rebuff", "deny", "refusal",
                          "rejection", "dismissal", "denial", "ignore", "block"})  # fmt: skip
DISTANT = ("far", "short", "shy")
CLAUSAL_CONTENT = ("xcomp", "ccomp", "advcl", "csubj")
NOMINAL_CONTENT = ("obj", "obl", "nmod", "nsubj")


class Climb(Cues):
    """One walk from a trigger to the root; `commitment` is its result."""

    def __init__(self, sentence: Sentence, trigger: int, speech: Speech) -> None:
        super().__init__(sentence, speech)
        self._walk(trigger)

    def _walk(self, trigger: int) -> None:
        self._trigger = trigger
        current = self.sentence.tokens[trigger]
        self._local(current, own=True)
        for _ in range(len(self.sentence.tokens)):
            if current.head < 0:
                break
            governor = self.sentence.tokens[current.head]
            self._step(current, governor)
            current = governor
        if self.sentence.text.rstrip().endswith("?"):
            self.commitment.lean(Stance.POSSIBLE, "asked as a question")

    def _step(self, child: Token, governor: Token) -> None:
        """Pass from a word to its governor."""
        if child.relation == "conj":
            if not self.sentence.children(child.index, "nsubj", "aux"):
                self._shared(governor)
            self._speakers_beside(governor)
            return
        told = child.relation == "appos" and self.sentence.children(child.index, "acl:relcl")
        if told or (child.deprel == "acl:relcl" and self._set_off(child)):
            # ", which Minsk denies" is the author's own word, whoever spoke before.
            self._direct = self._heard = False
        if self._heard and self._is_content(child, governor):
            self._governed(child, governor)
        self._direct = self._direct and self._transparent(child, governor)
        self._local(governor, own=False)

    def _shared(self, governor: Token) -> None:
        """Modals of the first of two coordinated verbs hold for the second."""
        if self._direct and governor.upos in clause.VERBAL:
            self._auxiliaries(governor)

    def _is_content(self, child: Token, governor: Token) -> bool:
        """Whether the governor speaks of what hangs below it."""
        if child.relation not in CONTENT or child.deprel == "acl:relcl":
            return False
        marker = self._marker(child)
        if child.relation == "advcl":
            if marker == "to":
                return governor.lemma in clause.OBJECT_CONTROL
            if not marker:
                # "Ruled out sending".
                return child.xpos == "VBG" and 0 < child.index - governor.index <= 2
            return marker in (
                "of", "from", "for", "as", "on", "against", "about", "with", "into", "in"
            )  # fmt: skip
        if child.relation == "parataxis":
            # "Kyiv blamed Moscow; Moscow denied it": the second half is not the first's word.
            return child.index < governor.index
        if child.relation == "obl":
            return governor.upos in clause.VERBAL and marker in SPOKEN_OF
        if child.relation == "nsubj":
            passive = child.deprel == "nsubj:pass"
            judged = governor.upos == "ADJ" or governor.lemma.lower() in FALSE
            return passive or (judged and child.upos in NOMINAL)
        return True

    def _governed(self, child: Token, governor: Token) -> None:
        """Take in what a speaking, planning, denying governor does to its content."""
        lemma = governor.lemma.lower()
        asked = child.upos == "NOUN" and child.lemma.lower() in ASKED
        if asked and child.index == self._trigger and lemma in TURNING_DOWN:
            # What is turned down was asked.
            return
        if governor.upos in clause.VERBAL:
            kinds = self.speech.verbs.get(lemma, frozenset())
            if lemma == "rule" and self._child_is(governor, "out"):
                kinds = frozenset({"deny"})
            if lemma in clause.CALLING and self._calls_false(governor):
                kinds = frozenset({"deny"})
            nominal = child.relation in NOMINAL_CONTENT and child.upos not in clause.VERBAL
            self._by_verb(governor, child, kinds, nominal)
        elif governor.text.lower() in DISTANT and self._marker(child) in ("from", "of"):
            self.commitment.deny(f"“{governor.text} {self._marker(child)}”")
        elif governor.lemma.lower() in FALSE and child.relation == "nsubj":
            self._is_false(governor)
        elif governor.upos == "ADJ":
            self._by_adjective(governor, self.speech.adjectives.get(lemma, frozenset()))
        elif governor.upos in ("NOUN", "PROPN"):
            self._by_noun(governor, self.speech.nouns.get(lemma, frozenset()))

    def _is_false(self, judgement: Token) -> None:
        """ "The story that it fled is a lie": whose story it was matters no more."""
        if self._direct:
            self.commitment.deny(f"“{judgement.text}”")
        self.commitment.speakers.clear()
        self.commitment.certainty = Certainty.CERTAIN

    def _calls_false(self, verb: Token) -> bool:
        """ "Called the report a fabrication", "dismissed as baseless"."""
        after = (self.sentence.tokens[i] for i in self.sentence.subtree(verb.index))
        return any(t.lemma.lower() in FALSE for t in after if t.index > verb.index)

    def _by_verb(self, verb: Token, child: Token, kinds: frozenset[str], nominal: bool) -> None:
        passive = clause.is_passive(self.sentence, verb.index)
        if self._direct:
            self._verb_stance(verb, child, kinds, nominal)
        if (
            not kinds & {"say", "deny", "believe", "warn"}
            and verb.lemma not in self.speech.speakers
        ):
            return
        if {"believe", "enable"} <= kinds and child.relation == "xcomp":
            # "Is considering sending": it weighs an act, it says nothing.
            return
        if nominal and verb.lemma in clause.JUDGING:
            # To condemn an attack is to take for granted that it happened.
            return
        if (
            nominal
            and not kinds & {"deny", "say", "ask"}
            and verb.lemma not in self.speech.speakers
        ):
            return
        if "deny" in kinds and nominal:
            # Whose claim it was matters no more: the denier is the source.
            self.commitment.speakers.clear()
            self.commitment.certainty = Certainty.CERTAIN
        speakers = clause.agent(self.sentence, verb.index)
        if speakers and speakers[0] != child.index:
            self.commitment.speak(speakers[0], f"“{verb.text}” names the speaker")
        elif passive and kinds & {"say", "believe"} and child.relation in CLAUSAL_CONTENT:
            self._unnamed(verb)

    def _unnamed(self, verb: Token) -> None:
        """ "Is said to", "was accused of": somebody's word. "It must be said" is the author's."""
        modal = any(a.text.lower() in ("must", "should", "can") for a in
                    self.sentence.children(verb.index, "aux"))  # fmt: skip
        if not modal:
            self.commitment.speak(None, f"“{verb.text}” without a speaker")
            self.commitment.hedge(f"“{verb.text}”")

    def _verb_stance(self, verb: Token, child: Token, kinds: frozenset[str], nominal: bool) -> None:
        cue = f"“{verb.text}”"
        with_it = verb.lemma == "threaten" and (not nominal or self._marker(child) == "with")
        if with_it or ("forbid" in kinds and not nominal):
            # What is threatened is the threat's content, not a plan of its own.
            self.commitment.void = True
        elif ("deny" in kinds and (nominal or child.relation in ("ccomp", "xcomp", "advcl"))) or (
            "fail" in kinds and not nominal
        ):
            self.commitment.deny(cue)
        elif (nominal and kinds & {"believe", "say"}) or (nominal and kinds & {"through"}):
            return
        elif {"believe", "enable"} <= kinds and child.relation == "xcomp":
            self.commitment.lean(Stance.POSSIBLE, cue)
        elif "believe" in kinds or ("warn" in kinds and not nominal):
            self.commitment.hedge(cue)
        elif child.relation in ("ccomp", "xcomp", "advcl") or nominal:
            order = ("ask", "expect", "plan", "seek", "enable")
            clausal_plan = "say" in kinds and child.relation == "ccomp"
            kind = next((k for k in order if k in kinds), None)
            if kind and not (clausal_plan and kind in ("plan", "seek", "ask")):
                self.commitment.lean(STANCES[kind], cue)

    def _by_adjective(self, adjective: Token, kinds: frozenset[str]) -> None:
        if not self._direct:
            return
        cue = f"“{adjective.text}”"
        if adjective.lemma == "able" and self._is_past(adjective):
            # Who was able to do it did it (Karttunen 1971).
            return
        if "forbid" in kinds:
            self.commitment.void = True
        if "fail" in kinds or "doubt" in kinds:
            self.commitment.deny(cue)
        kind = next((k for k in ("expect", "plan", "seek", "enable") if k in kinds), None)
        if kind:
            self.commitment.lean(STANCES[kind], cue)
        if adjective.lemma in ("likely", "probable"):
            self.commitment.hedge(cue)

    def _is_past(self, adjective: Token) -> bool:
        around = self.sentence.children(adjective.index, "cop", "aux")
        return any(t.xpos in ("VBD", "VBN") for t in around) and not any(
            t.xpos == "MD" for t in around
        )

    def _by_noun(self, noun: Token, kinds: frozenset[str]) -> None:
        cue = f"“{noun.text}”"
        if self._direct and kinds:
            if "deny" in kinds or "fail" in kinds:
                self.commitment.deny(cue)
            kind = next((k for k in ("expect", "plan", "seek", "enable") if k in kinds), None)
            if kind and "claim" not in kinds and "say" not in kinds:
                self.commitment.lean(STANCES[kind], cue)
        if kinds & {"say", "claim", "deny"}:
            owners = clause.holders(self.sentence, noun.index)
            self.commitment.speak(owners[0] if owners else None, f"{cue} is somebody's word")
            if "claim" in kinds and not owners:
                self.commitment.hedge(cue)

    def _transparent(self, child: Token, governor: Token) -> bool:
        """Whether what is said of the governor holds for what hangs below it."""
        if child.relation in ("ccomp", "xcomp", "csubj", "conj", "cop", "aux", "parataxis"):
            return True
        if child.deprel == "acl":
            return governor.lemma in self.speech.nouns or governor.lemma in clause.SHARES
        if child.upos in clause.VERBAL:
            return self._is_content(child, governor)
        if governor.upos in clause.VERBAL:
            there = governor.lemma == "be" and self.sentence.children(governor.index, "expl")
            carries = governor.lemma in clause.LIGHT or governor.lemma in self.speech.aspect
            if there:
                return True
            return carries or governor.lemma in self.speech.verbs
        return governor.lemma in self.speech.nouns


def climb(sentence: Sentence, trigger: int, speech: Speech) -> Commitment:
    """What the sentence commits its speakers to about a trigger."""
    return Climb(sentence, trigger, speech).commitment
