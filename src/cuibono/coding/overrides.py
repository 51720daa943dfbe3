"""What wins over the reader: named rules, and a user's own types by their examples."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from cuibono.coding.codebook import NONE, Codebook, Override
from cuibono.coding.extractor import Act
from cuibono.language.sentence import Sentence

TYPE = re.compile(r"\b([A-Z][A-Z_]*) ([01]\.\d\d)")
READ = re.compile(r"read as [^;]*")
LIKELY, PASSING = 0.5, "told in passing"
IN_PASSING = re.compile(rf"; {PASSING} \(([01]\.\d\d)\)")


@dataclass(frozen=True, slots=True)
class Decision:
    """What an act is, by whom decided, how sure, and in English why.

    `types` holds what else it may be, where nobody but the reader has a say.
    """

    type: str
    chance: float
    reason: str
    mode: str | None = None
    stance: str | None = None
    contexts: tuple[str, ...] = ()
    types: Mapping[str, float] = field(default_factory=dict[str, float])


def read_as(act: Act, chosen: str | None = None) -> Decision:
    """The reader's own decision, or the type that fits the parties best, with the alternatives."""
    ranked = sorted(act.types.items(), key=lambda item: (item[0] != chosen, -item[1]))[:3]
    first, *others = (f"{name} {chance:.2f}" for name, chance in ranked if chance > 0.01)
    also = f", not {', '.join(others)}" if others else ""
    return Decision(ranked[0][0], ranked[0][1], f"read as {first}{also}", types=act.types)


def weighed(reason: str) -> dict[str, float]:
    """The types that the reader weighed for an act with their chances, from what `read_as` gave.

    Empty where somebody else decided: a rule, or a person.

    >>> weighed("read as ASSAULT 0.95, not MOBILIZE 0.02; “Oslo” is NOR (1.00): name of NOR")
    {'ASSAULT': 0.95, 'MOBILIZE': 0.02}
    """
    found = READ.match(reason)
    return {name: float(chance) for name, chance in TYPE.findall(found[0])} if found else {}


def passing(act: Act) -> str:
    """What a reason says of an act that its sentence likely mentions in passing only."""
    return f"; {PASSING} ({act.passing:.2f})" if act.passing >= LIKELY else ""


def in_passing(reason: str) -> float:
    """The chance that an act is told in passing, from what `passing` gave; 0 if it is not likely.

    >>> in_passing("read as COERCE 0.95; told in passing (0.83); “Oslo” is NOR (1.00)")
    0.83
    """
    found = IN_PASSING.search(reason)
    return float(found[1]) if found else 0.0


@dataclass(frozen=True)
class Overrides:
    """The codebook's overrides, indexed by their words."""

    book: Codebook

    @cached_property
    def _rules(self) -> list[tuple[Override, re.Pattern[str]]]:
        return [(one, _pattern(one.words)) for one in self.book.overrides]

    def forced(self, sentence: Sentence) -> list[tuple[int, int, Override]]:
        """First and last token of words that an override types, and the override; users' first."""
        found: list[tuple[int, int, Override]] = []
        for one, pattern in self._rules:
            if one.near and not _pattern(one.near).search(sentence.text):
                continue
            if one.not_near and _pattern(one.not_near).search(sentence.text):
                continue
            for match in pattern.finditer(sentence.text):
                tokens = [t.index for t in sentence.tokens
                          if t.start - sentence.start < match.end()
                          and match.start() < t.end - sentence.start]  # fmt: skip
                taken = {i for first, last, _ in found for i in range(first, last + 1)}
                if tokens and not taken.intersection(tokens):
                    found.append((tokens[0], tokens[-1], one))
        return found

    def decide(self, act: Act, forced: Sequence[tuple[int, int, Override]]) -> Decision | None:
        """What an override makes of an act; None where it says that there is none."""
        for first, last, one in forced:
            if act.first <= last and first <= act.last:
                if one.type == NONE:
                    return None
                reason = f"override {one.name}: {one.reason}"
                return Decision(one.type, 1.0, reason, one.mode, one.stance, one.contexts)
        return read_as(act)


def _pattern(words: Sequence[str]) -> re.Pattern[str]:
    """Words as they may stand in a text; `*` at the end of one stands for any ending."""
    forms = (re.escape(w[:-1]) + r"\w*" if w.endswith("*") else re.escape(w) for w in words)
    return re.compile(rf"(?<!\w)(?:{'|'.join(forms)})(?!\w)", re.IGNORECASE)
