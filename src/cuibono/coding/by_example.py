"""Clauses that no rule reaches, typed by the codebook's example sentences.

A type that has examples and no rule of its own, such as one that a user has just written, is
found at a lower similarity than a type whose words the rules already know.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from cuibono.coding.codebook import Codebook, Rule
from cuibono.coding.matching import Match
from cuibono.coding.nearest import Embedder, Near, Nearest
from cuibono.coding.parties import Parties
from cuibono.coding.proposition import RECIPIENT_SLOTS
from cuibono.coding.slots import Trigger
from cuibono.language.sentence import Sentence

# Mean cosine to the three nearest examples, and lead over the next type, that are asked for:
# chosen on benchmarks/keys so that no precision is lost.
SURE, LEAD = 0.62, 0.08
OWN_SURE, OWN_LEAD = 0.45, 0.02


@dataclass(frozen=True)
class ByExample:
    """The examples of a codebook as vectors, made when first needed."""

    codebook: Codebook
    embedder: Embedder

    @cached_property
    def _nearest(self) -> Nearest:
        return Nearest.of(self.codebook, self.embedder)

    @cached_property
    def _ruleless(self) -> frozenset[str]:
        return frozenset(e.name for e in self.codebook.types if not e.rules and e.examples)

    def matches(self, sentence: Sentence, parties: Parties, taken: Sequence[Match]) -> list[Match]:
        """Matches of verbs that join two actors and that no rule has taken."""
        spoken = {i for m in taken for i in m.words} | {m.trigger.light for m in taken}
        triggers = [
            trigger
            for token in sentence.tokens
            if token.upos == "VERB" and token.index not in spoken
            and _joins_actors(trigger := Trigger(sentence, token.index), parties)
        ]  # fmt: skip
        texts = [_clause_text(trigger) for trigger in triggers]
        found = zip(triggers, self._nearest.typed(texts) if texts else (), strict=True)
        return [self._match(t, near) for t, near in found if self._is_sure(near)]

    def _is_sure(self, near: Near) -> bool:
        if near.type is None:
            return False
        sure, lead = (OWN_SURE, OWN_LEAD) if near.type in self._ruleless else (SURE, LEAD)
        return near.similarity >= sure and near.margin >= lead

    def _match(self, trigger: Trigger, near: Near) -> Match:
        assert near.type is not None
        rule = Rule(f"{near.type}.examples", near.type, confidence=round(near.similarity, 3))
        return Match(trigger, rule, (trigger.index,), (), near.reason)


def _joins_actors(trigger: Trigger, parties: Parties) -> bool:
    """Whether a verb has a known actor as subject and another one beside it."""
    doers = {c for h in trigger.fill("subject") if (m := parties.at(h)) for c in m.codes}
    others = {
        c
        for slot in RECIPIENT_SLOTS
        for h in trigger.fill(slot)
        for m in [parties.at(h), *parties.within(h)]
        if m
        for c in m.codes
    }
    return bool(doers) and bool(others - doers)


def _clause_text(trigger: Trigger) -> str:
    extent = trigger.extent()
    return trigger.sentence.words(extent[0], extent[-1])
