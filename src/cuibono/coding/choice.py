"""Who does what to whom: an act's type and both its sides, chosen together.

The reader gives each word its chance to belong to a side, and each side its chances of who is
meant. Taken one by one, their likeliest answers may not fit each other: one actor on both sides, or
nobody where three phrases share the chance between them. So every type with every two answers is
weighed as a whole, by a conditional logit (McFadden 1974) whose weights stand by name in the
reader's `labels.json`; `training/extractor/choose.py` fits them on annotated documents that the
reader was not trained on.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from math import exp, log, log1p

from cuibono.coding.confidence import odds
from cuibono.coding.extractor import NOBODY, Act, Candidate, Party
from cuibono.coding.parties import Meant, Resolver, Whereabouts
from cuibono.coding.statement import AUTHOR, UNKNOWN, UNNAMED
from cuibono.language.sentence import Sentence

SIDES = ("actor", "to")
TYPES, LEAST = 3, 0.08
"""How many types are weighed at most, and the chance that a type needs for it."""
IMPLIED = 4
"""How many answers are weighed for a side that has no words."""
JOINED = 0.5
"""The chance from which a further phrase is meant beside the chosen one."""
BETWEEN = frozenset(", and or both as well with the & nor neither".split())
"""Words that join the phrases of one side."""

FIRST_PERSON = frozenset("I me we We us Us".split())
SPEAKER = 0.94
"""How often these words mean a named speaker: the share in 335 parties of the annotated documents
but those kept for the test."""

Features = dict[str, float]


@dataclass(frozen=True)
class Option:
    """One way to read a side: who is meant, from which party, and what speaks for it."""

    meant: tuple[Meant, ...]
    party: Party
    features: Features

    @cached_property
    def codes(self) -> frozenset[str]:
        """The root codes; that of nobody where nobody is meant or known."""
        named = {m.root for m in self.meant} - {UNKNOWN, UNNAMED, NOBODY}
        return frozenset(named or {UNKNOWN})

    @cached_property
    def kind(self) -> str:
        """Whether somebody is meant, by words of the sentence or without."""
        if UNKNOWN in self.codes:
            return "nobody"
        return "words" if self.party.span else "implied"

    @property
    def named(self) -> list[Meant]:
        """Whom a statement names for it: nobody leaves the side empty."""
        return [m for m in self.meant if m.code != NOBODY]


@dataclass(frozen=True, slots=True)
class Whole:
    """A type with one way to read each side, by their numbers."""

    type: str
    actor: int
    recipient: int
    features: Features


@dataclass(frozen=True, slots=True)
class Chosen:
    """What fits an act best, and the chance of it among all that was weighed."""

    type: str
    actors: list[Meant]
    recipients: list[Meant]
    chance: float


@dataclass(frozen=True)
class Choice:
    """The weights of the choice and of the further phrases of a side, by name.

    Those given here stand in for a reader that has none of its own yet.
    """

    weights: Mapping[str, float] = field(
        default_factory=lambda: (
            {"type": 1.0}
            | {
                f"{side} {name}": 1.0
                for side in SIDES
                for name in ("chance", "code", "implied code")
            }
        )
    )
    further: Mapping[str, float] = field(default_factory=lambda: {"chance": 1.0})
    bias: float = 0.0

    def of(
        self, act: Act, types: Mapping[str, float], sides: Sequence[Sequence[Option]],
        sentence: Sentence,
    ) -> Chosen:  # fmt: skip
        """The best of everything that is possible; `types` are those to choose from."""
        every = list(wholes(types, sides))
        scores = self.scores(every)
        most = max(scores)
        best = every[scores.index(most)]
        raised = [exp(score - most) for score in scores]
        same = [self._codes(w, sides) == self._codes(best, sides) for w in every]
        chance = sum(r for r, alike in zip(raised, same, strict=True) if alike) / sum(raised)
        actors, recipients = (
            self._joined(act, options, options[number], sentence)
            for options, number in zip(sides, (best.actor, best.recipient), strict=True)
        )
        return Chosen(best.type, actors, recipients, chance)

    def scores(self, every: Sequence[Whole]) -> list[float]:
        """How well each whole fits."""
        weight = self.weights.get
        return [sum(weight(n, 0.0) * value for n, value in w.features.items()) for w in every]

    @staticmethod
    def _codes(whole: Whole, sides: Sequence[Sequence[Option]]) -> tuple[object, ...]:
        return whole.type, sides[0][whole.actor].codes, sides[1][whole.recipient].codes

    def _joined(
        self, act: Act, options: Sequence[Option], best: Option, sentence: Sentence
    ) -> list[Meant]:
        """Whom the best option names, and whom further phrases name beside it, in text order."""
        held = [best]
        for other in rivals(options, best):
            features = beside(act, other, best, options, sentence)
            score = self.bias + sum(self.further.get(n, 0.0) * v for n, v in features.items())
            if 1 / (1 + exp(-score)) >= JOINED:
                held.append(other)
        held.sort(key=lambda a: a.party.span or (0, 0))
        return [m for option in held for m in option.named]


@dataclass(frozen=True, slots=True)
class Sides:
    """Finds every way to read a side of an act; `speaker` is whoever says that it is done."""

    resolver: Resolver
    speaker: Meant

    def of(self, act: Act, side: str, place: Whereabouts) -> list[Option]:
        """Those by words of the sentence first, then those without."""
        parties = [*act.parties.get(side, ()), *act.others.get(side, ())]
        told = [p for p in parties if p.span]
        best = max((p.chance for p in told), default=0.0)
        found = [self._told(act, side, p, place, best) for p in told]
        for party in (p for p in parties if not p.span):
            for candidate in party.candidates[:IMPLIED]:
                meant = self.resolver.one(candidate, party, "", place)
                features = _implied(act, side, candidate, meant, place)
                features[f"{side} best words"] = odds(best)
                found.append(Option((meant,), party, features))
        return found or [Option((), Party(None, 0.5), {})]

    def _told(self, act: Act, side: str, party: Party, place: Whereabouts, best: float) -> Option:
        """What a phrase gives."""
        meant = self._of_speaker(party, place) or tuple(self.resolver.meant(party, place))
        first, last = party.span or (act.first, act.last)
        near = min(abs(first - act.last), abs(act.first - last))
        features = {
            "words": 1.0, "chance": odds(party.chance), "gap": odds(party.chance) - odds(best),
            "code": odds(meant[0].chance if meant else 0.5),
            "likeliest": float(party.chance == best),
            "after": float(first > act.first), "near": -log1p(near),
        }  # fmt: skip
        option = Option(meant, party, {f"{side} {name}": v for name, v in features.items()})
        option.features[f"{side} words of nobody"] = float(option.kind == "nobody")
        option.features[f"{side} share"] = max(place.known.get(code, 0.0) for code in option.codes)
        return option

    def _of_speaker(self, party: Party, place: Whereabouts) -> tuple[Meant, ...]:
        """The speaker, whom "we" means where somebody but the author speaks."""
        text = place.sentence.words(*party.span) if party.span else ""
        if text not in FIRST_PERSON or self.speaker.code in (AUTHOR, UNKNOWN, UNNAMED):
            return ()
        how = f"“{text}” means the speaker"
        return (Meant(self.speaker.code, text, SPEAKER, how, party.chance),)


def _implied(
    act: Act, side: str, candidate: Candidate, meant: Meant, place: Whereabouts
) -> Features:
    """What speaks for somebody whom the sentence has no words for."""
    nobody = meant.code in (NOBODY, UNKNOWN, UNNAMED)
    shown = candidate.mention is not None
    return {
        f"{side} {'nobody' if nobody else 'implied'}": 1.0,
        f"{side} implied code": odds(meant.chance),
        f"{side} implied share": place.known.get(meant.root, 0.0),
        f"{side} sentences off": log1p(abs(act.sentence - candidate.sentence)) if shown else 0.0,
        f"{side} not in the text": float(not shown and not nobody),
    }


def wholes(types: Mapping[str, float], sides: Sequence[Sequence[Option]]) -> Iterator[Whole]:
    """Every type with every way to read both sides."""
    ranked = sorted(types, key=lambda t: -types[t])[:TYPES]
    for type_ in (t for t in ranked if t == ranked[0] or types[t] > LEAST):
        own = {"type": log(max(types[type_], 1e-3)), f"is {type_}": 1.0}
        for i, actor in enumerate(sides[0]):
            for j, recipient in enumerate(sides[1]):
                both = {f"actor {actor.kind} {type_}": 1.0, f"to {recipient.kind} {type_}": 1.0}
                yield Whole(type_, i, j, {
                    **own, **actor.features, **recipient.features, **both,
                    **_together(actor, recipient),
                })  # fmt: skip


def _together(actor: Option, recipient: Option) -> Features:
    """What two sides are to each other."""
    found: Features = {}
    if actor.codes == recipient.codes and actor.kind != "nobody":
        found["one on both sides"] = 1.0
    a, b = actor.party.span, recipient.party.span
    if a and b and a[0] <= b[1] and b[0] <= a[1]:
        found["one phrase on both sides"] = 1.0
    return found


def rivals(every: Sequence[Option], best: Option) -> Iterator[Option]:
    """The options by other words that name somebody else than the best one does."""
    if best.kind == "words":
        for other in every:
            if other.kind == "words" and not other.codes <= best.codes:
                yield other


def beside(
    act: Act, other: Option, best: Option, every: Sequence[Option], sentence: Sentence
) -> Features:
    """What speaks for a phrase that is meant beside the best one."""
    first, second = sorted(a.party.span or (0, 0) for a in (best, other))
    spans = [a.party.span for a in every if a.party.span]
    words = [
        sentence.tokens[i].text.lower()
        for i in range(first[1] + 1, second[0])
        if not any(a <= i <= b for a, b in spans)
    ]
    joined = float(all(word in BETWEEN for word in words))
    chance = odds(other.party.chance)
    return {
        "chance": chance, "gap": chance - odds(best.party.chance), "joined": joined,
        "joined chance": joined * chance, "nothing between": float(not words),
        "code": odds(other.meant[0].chance), "words between": min(len(words), 10) / 10,
        "act between": float(first[0] <= act.first <= second[1]),
    }  # fmt: skip
