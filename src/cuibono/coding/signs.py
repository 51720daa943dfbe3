"""What the codebook and the tree already say of each word: signs for the learned part.

The learned part does not replace the rules; it reads what they say beside the word's own vector,
and learns when they are right. A verb that a user adds to a rule is thereby known to it at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from cuibono.coding.climb import climb
from cuibono.coding.codebook import Codebook
from cuibono.coding.matching import Match, Matcher
from cuibono.coding.slots import Trigger
from cuibono.coding.speech import Speech
from cuibono.coding.statement import Certainty, Stance
from cuibono.language.sentence import Sentence

Floats = NDArray[np.float32]

TYPES = tuple(
    "none ACCUSE AGREE AID ASSAULT COERCE CONCEDE CONSULT COOPERATE GAIN LOSE MOBILIZE PROTEST "
    "REJECT REQUEST RETREAT SANCTION SUPPORT THREATEN".split()
)
STANCES = ("reported", "denied", "planned", "expected", "possible", "sought")
PARTS = ("none", "actor", "to", "source", "item")
SLOTS = ("subject", "object", "iobject", "to", "against", "with", "from", "on", "of", "by", "for")
FUTURES = ("will", "would", "may", "must")
WORD_SIGNS = 2 * (len(TYPES) - 1)
TRIGGER_SIGNS = len(STANCES) + len(FUTURES) + 6
PAIR_SIGNS = len(SLOTS) + 4


class Signs:
    """Makes signs from one codebook and lexicon of speech."""

    def __init__(self, codebook: Codebook, speech: Speech) -> None:
        self.codebook = codebook
        self.speech = speech

    @cached_property
    def _known(self) -> dict[str, dict[str, tuple[int, ...]]]:
        """Types by part of speech and lemma, for words that are triggers of a rule alone."""
        found: dict[str, dict[str, set[int]]] = {"VERB": {}, "NOUN": {}, "ADJ": {}}
        for rule in self.codebook.rules:
            if rule.type not in TYPES:
                continue
            for upos, words in (
                ("VERB", rule.verbs), ("NOUN", rule.nouns), ("ADJ", rule.adjectives)
            ):  # fmt: skip
                for word in words:
                    head = word.split()[0 if upos != "NOUN" else -1]
                    found[upos].setdefault(head, set()).add(TYPES.index(rule.type) - 1)
        return {u: {w: tuple(sorted(t)) for w, t in ws.items()} for u, ws in found.items()}

    def words(self, sentence: Sentence, matches: Sequence[Match]) -> Floats:
        """Signs of every word, (n, WORD_SIGNS): types that rules know it by, and that match."""
        size = len(TYPES) - 1
        signs = np.zeros((len(sentence.tokens), WORD_SIGNS), np.float32)
        for token in sentence.tokens:
            upos = {"PROPN": "NOUN", "AUX": "VERB"}.get(token.upos, token.upos)
            for number in self._known.get(upos, {}).get(token.lemma.lower(), ()):
                signs[token.index, number] = 1
        for match in matches:
            if match.rule.type in TYPES:
                signs[match.trigger.index, size + TYPES.index(match.rule.type) - 1] = 1
        return signs

    def trigger(self, sentence: Sentence, index: int) -> Floats:
        """Signs of a trigger, (TRIGGER_SIGNS,): what the climb to the root finds."""
        found = climb(sentence, index, self.speech)
        signs = np.zeros(TRIGGER_SIGNS, np.float32)
        if found.stance is not None:
            signs[STANCES.index(str(Stance(found.stance)))] = 1
        if found.future in FUTURES:
            signs[len(STANCES) + FUTURES.index(found.future)] = 1
        signs[-6:] = (
            found.denied, found.void, found.conditional, found.certainty is Certainty.HEDGED,
            bool(found.speakers), bool(found.future),
        )  # fmt: skip
        return signs

    def pairs(self, sentence: Sentence, index: int) -> Floats:
        """Signs of every word beside a trigger, (n, PAIR_SIGNS): its slot, whether it speaks."""
        signs = np.zeros((len(sentence.tokens), PAIR_SIGNS), np.float32)
        trigger = Trigger(sentence, index)
        for number, slot in enumerate(SLOTS):
            signs[trigger.fill(slot), number] = 1
        speakers = climb(sentence, index, self.speech).speakers
        signs[[s for s in speakers if s is not None], len(SLOTS)] = 1
        signs[sentence.subtree(index), len(SLOTS) + 1] = 1
        signs[[m.head for m in sentence.mentions], len(SLOTS) + 2] = 1
        signs[[t.index for t in sentence.tokens if t.upos == "PROPN"], len(SLOTS) + 3] = 1
        return signs


def matches_of(matcher: Matcher, sentence: Sentence) -> list[Match]:
    """The rules' matches that the learned part sees, none in sentences of sport."""
    return [] if matcher.is_elsewhere(sentence) else matcher.matches(sentence)
