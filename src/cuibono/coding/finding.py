"""Which words of a sentence are triggers: what rules say, weighed by what was learned.

Rules come first and name themselves in every statement. The learned part (`learned.py`) gives
each of their matches a chance and adds triggers that no rule knows. It drops none: on sentences of
news, dropping what it doubted lost more than it mended. Types that a user has added are left to
their own rules and examples.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

import numpy as np

from cuibono.coding.agency import is_none, may_learn
from cuibono.coding.by_example import ByExample
from cuibono.coding.codebook import Rule, Transfer
from cuibono.coding.learned import Floats, Learned
from cuibono.coding.matching import Match, Matcher
from cuibono.coding.parties import Parties
from cuibono.coding.signs import PARTS, TYPES, Signs
from cuibono.coding.slots import Trigger
from cuibono.coding.statement import Stance
from cuibono.coding.verdict import Verdict
from cuibono.language.sentence import Sentence

# Chosen on articles, QuadClass sentences and a part of the corpus (docs/results.md).
ADD = 0.8
"""The chance of a type from which a word that no rule knows becomes a trigger."""
SURE = 0.95
"""The chance of a stance from which it is taken against the words of the sentence."""
PART = 0.5
"""The chance from which a word counts as actor or recipient where the rules find none."""
MAYBE = 0.3
"""The chance from which a phrase without a code is shown as what something is done to."""
HEADS = ("VERB", "NOUN", "PROPN", "ADJ")
ITEMS = frozenset({"AID", "COOPERATE"})
# What nothing is done to anybody by.
ALONE = frozenset({"GAIN", "LOSE"})


@dataclass(frozen=True)
class Finder:
    """Finds the triggers of a sentence; without `learned` by rules and examples alone."""

    matcher: Matcher
    signs: Signs
    examples: ByExample | None = None
    learned: Learned | None = field(default_factory=Learned.load)

    def find(self, sentence: Sentence, parties: Parties) -> list[Match]:
        """Matches in text order, none in sentences of sport or games."""
        if self.matcher.is_elsewhere(sentence):
            return []
        found = self.matcher.matches(sentence)
        if self.learned is not None and sentence.senses is not None:
            found = self._weighed(self.learned, sentence, found)
        found = [m for m in found if not is_none(m, self.matcher.codebook)]
        if self.examples is not None:
            found = found + self.examples.matches(sentence, parties, found)
        return sorted(found, key=lambda m: m.trigger.index)

    def stance(self, sentence: Sentence, match: Match, verdict: Verdict | None) -> Verdict | None:
        """A verdict with the stance that the learned part is sure of, where it differs."""
        known = self.learned is not None and sentence.senses is not None
        if verdict is None or not known or match.rule.type not in TYPES:
            return verdict
        if verdict.stance is Stance.DENIED:
            # A "not" is plain to see.
            return verdict
        assert self.learned is not None and sentence.senses is not None
        index = match.trigger.index
        judged = self.learned.judged(sentence.senses[index], self.signs.trigger(sentence, index))
        if judged.stances.max() < SURE or judged.stance == verdict.stance:
            return verdict
        return replace(verdict, stance=Stance(judged.stance))

    def _weighed(self, learned: Learned, sentence: Sentence, rules: Sequence[Match]) -> list[Match]:
        assert sentence.senses is not None
        chances = self._chances(learned, sentence, rules)
        taken = {i for m in rules for i in (*m.words, *m.spent, m.trigger.light or -1)}
        added = [
            self._added(sentence, token.index, chances[token.index])
            for token in sentence.tokens
            if token.upos in HEADS and token.index not in taken and may_learn(sentence, token.index)
            and chances[token.index].argmax() > 0 and chances[token.index].max() >= ADD
        ]  # fmt: skip
        sure = [
            replace(m, chance=_chance(m, chances), beside=self._beside(learned, m)) for m in rules
        ]
        return sure + [self._with_parts(learned, m, chances) for m in added]

    def _chances(self, learned: Learned, sentence: Sentence, rules: Sequence[Match]) -> Floats:
        """Chances of every word's type; none for words that are no triggers."""
        assert sentence.senses is not None
        words = {m.trigger.index for m in rules}
        words |= {t.index for t in sentence.tokens if t.upos in HEADS}
        asked = sorted(words)
        chances = np.zeros((len(sentence.tokens), len(TYPES)), np.float32)
        signs = self.signs.words(sentence, rules)
        if asked:
            chances[asked] = learned.types(sentence.senses[asked], signs[asked])
        return chances

    def _added(self, sentence: Sentence, index: int, chances: Floats) -> Match:
        number = int(chances.argmax())
        type_, chance = TYPES[number], round(float(chances[number]), 3)
        transfer = Transfer("object", "actor", "recipient") if type_ in ITEMS else None
        rule = Rule(
            f"{type_}.learned", type_, confidence=chance, transfer=transfer,
            recipient=() if type_ in ALONE else None,
        )  # fmt: skip
        word = sentence.tokens[index].text
        why = f"learned from annotated sentences: “{word}” is {type_} at {chance:.0%}"
        return Match(Trigger(sentence, index), rule, (index,), (), why)

    def _with_parts(self, learned: Learned, match: Match, chances: Floats) -> Match:
        """The match with its chance, and the words that the learned part takes for its parties."""
        parts = self._parts(learned, match)
        return replace(
            match, chance=_chance(match, chances), actors=_heads(parts, "actor", PART),
            recipients=_heads(parts, "to", PART), beside=partial(_heads, parts, "to", MAYBE),
        )  # fmt: skip

    def _beside(self, learned: Learned, match: Match) -> Callable[[], tuple[int, ...]]:
        """Possible recipients of a rule's match, worked out when they are asked for."""
        if match.rule.type not in TYPES:
            return tuple
        return lambda: _heads(self._parts(learned, match), "to", MAYBE)

    def _parts(self, learned: Learned, match: Match) -> Floats:
        sentence, index = match.trigger.sentence, match.trigger.index
        assert sentence.senses is not None
        return learned.parts(sentence.senses, index, self.signs.pairs(sentence, index))


def _heads(parts: Floats, name: str, least: float) -> tuple[int, ...]:
    """The words that play a part with at least this chance, the likeliest first."""
    column = parts[:, PARTS.index(name)]
    return tuple(int(i) for i in (-column).argsort() if column[i] >= least)


def _chance(match: Match, chances: Floats) -> float | None:
    """The chance that a match's type is right; None for a user's own type."""
    if match.rule.type not in TYPES:
        return None
    return float(chances[match.trigger.index, TYPES.index(match.rule.type)])
