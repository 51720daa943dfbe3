"""The contexts of a statement: its rule's own and those that its clause's words cue."""

from __future__ import annotations

from itertools import pairwise

from cuibono.coding.codebook import Codebook, Rule
from cuibono.coding.slots import Trigger


def contexts_of(rule: Rule, trigger: Trigger, codebook: Codebook) -> tuple[str, ...]:
    """PLOVER contexts in the codebook's order, each once."""
    tokens = [trigger.sentence.tokens[i] for i in trigger.extent()]
    lemmas = [t.lemma.lower() for t in tokens]
    words = {*lemmas, *(" ".join(pair) for pair in pairwise(lemmas))}
    cued = {name for name, cues in codebook.contexts.items() if words & cues}
    return tuple(name for name in codebook.contexts if name in cued or name in rule.contexts)
