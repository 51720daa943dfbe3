"""When, where and how much: the expressions that belong to one trigger."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol, TypeVar

from cuibono.actors.places import Gazetteer
from cuibono.coding.slots import Trigger, noun_phrase
from cuibono.coding.statement import Place, Quantity
from cuibono.language.quantities import QuantityExpression
from cuibono.language.sentence import Sentence
from cuibono.language.times import TimeExpression

LOCATIVE = frozenset({"in", "at", "near", "off", "across", "along", "inside", "outside", "on",
                      "over", "around", "into", "toward", "towards", "from", "to"})  # fmt: skip


class Spanned(Protocol):
    """Anything with character offsets into the text."""

    @property
    def start(self) -> int: ...  # noqa: D102
    @property
    def end(self) -> int: ...  # noqa: D102


S = TypeVar("S", bound=Spanned)


@dataclass(frozen=True, slots=True)
class Extent:
    """The expressions of one sentence, by character offsets into the document."""

    sentence: Sentence
    times: tuple[TimeExpression, ...]
    quantities: tuple[QuantityExpression, ...]

    def when(self, trigger: Trigger) -> str | None:
        """The interval that dates a trigger, or None where no expression belongs to it.

        The nearest in the tree wins; expressions in another clause count only when that
        clause governs the trigger.
        """
        dated = [t for t in self.times if t.value is not None and t.kind != "set"]
        ranked = sorted((self._distance(trigger, t), abs(t.start - self._at(trigger)), t.value)
                        for t in dated)  # fmt: skip
        near = [r for r in ranked if r[0] < 99]
        return near[0][2] if near else None

    def _at(self, trigger: Trigger) -> int:
        return self.sentence.tokens[trigger.index].start

    def _distance(self, trigger: Trigger, time: TimeExpression) -> float:
        """Clause borders between the trigger and the word that a time expression hangs on.

        A time inside another phrase ("the vote of 2019") is a little further than one that
        hangs on the trigger's own verb.
        """
        head = _head(self.sentence, time)
        if head is None:
            return 99
        if head in trigger.phrase(trigger.index) and not trigger.verbal:
            return 0
        path = [trigger.index, *(a.index for a in self.sentence.ancestors(trigger.index))]
        reached = head
        for inside in range(8):
            if reached in path:
                return self._steps(path, reached) + inside / 10
            token = self.sentence.tokens[reached]
            if token.head < 0 or token.relation in ("acl", "advcl", "ccomp", "parataxis"):
                return 99
            reached = token.head
        return 99

    def _steps(self, path: list[int], reached: int) -> int:
        """How many clause borders lie between the trigger and the dated word."""
        climbed = path[: path.index(reached)]
        if self._said_later(climbed):
            return 99
        borders = ("advcl", "ccomp", "parataxis", "acl")
        crossed = sum(self.sentence.tokens[i].relation in borders for i in climbed)
        return 1 + crossed if crossed < 2 else 99

    def _said_later(self, climbed: list[int]) -> bool:
        """Whether the date above is that of speaking: "said on Friday that it *had sold*"."""
        tokens = self.sentence.tokens
        if not any(tokens[i].relation == "ccomp" for i in climbed):
            return False
        verbs = [tokens[i] for i in climbed if tokens[i].relation == "ccomp"]
        helpers = {a.text.lower() for v in verbs for a in self.sentence.children(v.index, "aux")}
        past = all(v.xpos in ("VBD", "VBN") for v in verbs)
        return past and not helpers & {"is", "are", "was", "were", "be", "'s"}

    def quantity(self, trigger: Trigger, heads: Iterable[int]) -> Quantity | None:
        """How much: the quantity inside one of the phrases that a trigger moves or counts."""
        for head in heads:
            indices = noun_phrase(self.sentence, head)
            first = self.sentence.tokens[indices[0]].start
            last = self.sentence.tokens[indices[-1]].end
            for q in self.quantities:
                if first <= q.start and q.start < last:
                    return Quantity(q.number, q.bound, q.unit)
        return None

    def where(self, trigger: Trigger, gazetteer: Gazetteer) -> Place | None:
        """The place that a locative phrase of the trigger's clause names."""
        for index in trigger.extent():
            token = self.sentence.tokens[index]
            cases = {c.text.lower() for c in self.sentence.children(index, "case")}
            if token.upos != "PROPN" or not cases & LOCATIVE:
                continue
            place = _place(self.sentence, index, gazetteer)
            if place is not None:
                return place
        return None


def _place(sentence: Sentence, head: int, gazetteer: Gazetteer) -> Place | None:
    """The gazetteer's entry for a name, longest form first."""
    indices = noun_phrase(sentence, head)
    name = sentence.words(indices[0], indices[-1])
    for candidate in (name, sentence.tokens[head].text):
        found = gazetteer.find(candidate)
        if found is not None:
            return Place(candidate, found.country, found.latitude, found.longitude)
    return None


def _head(sentence: Sentence, span: Spanned) -> int | None:
    """The token of a span whose governor lies outside it."""
    inside = [t.index for t in sentence.tokens if span.start <= t.start and t.end <= span.end]
    outward = [i for i in inside if sentence.tokens[i].head not in inside]
    return outward[0] if outward else None
