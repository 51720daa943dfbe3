"""Which words of a sentence are triggers, and which rule of the codebook types each."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from cuibono.coding import clause
from cuibono.coding.codebook import Codebook, Rule
from cuibono.coding.slots import Trigger, noun_phrase, singular
from cuibono.language.lemmas import regular
from cuibono.language.sentence import Sentence, Token

# The result of a match: "2-1", "96-17", "12 for 3".
SCORE = re.compile(
    r"(?<![\d-])(?:\d{1,3}[-–]\d{1,3}|\d{1,3} for \d)(?![\d-])(?! (?:per|percent|August|May))"
)
BEGINNING = frozenset({"resume", "continue", "begin", "start", "restart", "relaunch"})
NOUNS = ("NOUN", "PROPN")
# Rules with the words of their trigger, by one of those.
Entries = dict[str, list[tuple[Rule, tuple[str, ...]]]]
# Words that are prepositions elsewhere.
GIFTS = frozenset({"aid", "assistance", "support", "funding", "loan", "grant", "help", "relief"})
PARTICLES = frozenset({"in", "by"})
# In a condition: the slot must be filled, with whatever it is.
ANYTHING = "*"


@dataclass(frozen=True, slots=True)
class Match:
    """A trigger and the rule that types it.

    `words` are the tokens of the trigger; `spent` the heads of the phrases that met the
    rule's conditions, which are therefore no triggers of their own ("lifted sanctions");
    `why` names the examples that decided where no rule of the codebook did. `chance` is that
    of the type being right, `actors` and `recipients` are heads, as the learned part sees it;
    `beside` gives those that it holds possible as recipients where nothing else is found.
    """

    trigger: Trigger
    rule: Rule
    words: tuple[int, ...]
    spent: tuple[int, ...]
    why: str = ""
    chance: float | None = None
    actors: tuple[int, ...] = ()
    recipients: tuple[int, ...] = ()
    beside: Callable[[], tuple[int, ...]] = tuple

    @property
    def by_rule(self) -> bool:
        """Whether a rule of the codebook knows the trigger."""
        return not self.why

    @property
    def rank(self) -> tuple[int, int, float]:
        """Conditions met, words of the trigger, confidence: more is more specific."""
        return (len(self.rule.when), len(self.words), self.rule.confidence)


class Matcher:
    """The codebook's rules, indexed by the head lemma of their triggers."""

    def __init__(self, codebook: Codebook) -> None:
        self.codebook = codebook
        self._verbs: Entries = {}
        self._nouns: Entries = {}
        self._adjectives: Entries = {}
        for rule in codebook.rules:
            _index(self._verbs, rule, rule.verbs, 0)
            _index(self._nouns, rule, rule.nouns, -1)
            _index(self._adjectives, rule, rule.adjectives, 0)

    def is_elsewhere(self, sentence: Sentence) -> bool:
        """Whether a sentence speaks of sport or of a game, where attacks are none."""
        lemmas = [t.lemma.lower() for t in sentence.tokens]
        plain = [t.text.lower() for t in sentence.tokens]
        runs = {" ".join(words[i : i + n]) for words in (lemmas, plain) for n in (1, 2)
                for i in range(len(words) - n + 1)}  # fmt: skip
        cues = self.codebook.classes.get("elsewhere", frozenset())
        return bool(runs & cues) or bool(SCORE.search(sentence.text))

    def matches(self, sentence: Sentence) -> list[Match]:
        """The best match of every trigger of a sentence, in text order."""
        phrases: dict[int, set[str]] = {}
        triggers = (Trigger(sentence, t.index, phrases) for t in sentence.tokens)
        best = [m for t in triggers if (m := self._best(t)) is not None]
        nouns = {m.trigger.index for m in best if not m.trigger.verbal}
        best = [m for m in best if not (self._only_begins(m) and nouns & {*m.spent})]
        spent = {head for match in best if match.trigger.verbal for head in match.spent}
        return [m for m in best if m.trigger.verbal or m.trigger.index not in spent]

    def _only_begins(self, match: Match) -> bool:
        """Whether a verb merely says that its object goes on: the object is what happens."""
        lemma = match.trigger.sentence.tokens[match.trigger.index].lemma
        return match.trigger.verbal and lemma in BEGINNING

    def _best(self, trigger: Trigger) -> Match | None:
        found: list[Match] = []
        sentence, token = trigger.sentence, trigger.sentence.tokens[trigger.index]
        for rule, words in self._candidates(token):
            indices = _words_at(sentence, token, words)
            if indices is None:
                continue
            spent = self._conditions(trigger, rule)
            if spent is not None:
                found.append(Match(trigger, rule, indices, spent))
        return max(found, key=lambda m: m.rank) if found else None

    def _candidates(self, token: Token) -> Sequence[tuple[Rule, tuple[str, ...]]]:
        lemma = token.lemma.lower()
        if token.upos == "VERB":
            return self._verbs.get(lemma) or _by_form(self._verbs, token)
        if token.upos in NOUNS:
            nouns = self._nouns.get(lemma, ()) or self._nouns.get(token.text.lower(), ())
            return nouns or (_by_form(self._nouns, token) if token.xpos == "NNS" else ())
        if token.upos == "ADJ":
            # A participle that is tagged as an adjective is still what its verb says.
            return self._adjectives.get(lemma, ()) or self._participle(token)
        return ()

    def _participle(self, token: Token) -> Sequence[tuple[Rule, tuple[str, ...]]]:
        if token.text.lower().endswith("ed") and token.relation in ("root", "conj", "ccomp"):
            stem = token.text.lower()
            for lemma in (stem[:-1], stem[:-2]):
                if lemma in self._verbs:
                    return self._verbs[lemma]
        return ()

    def _conditions(self, trigger: Trigger, rule: Rule) -> tuple[int, ...] | None:
        """Heads that meet `when`, or None where a condition fails."""
        for slot, words in rule.unless.items():
            if self._ruled_out(trigger, slot, words):
                return None
        spent: list[int] = []
        for slot, words in rule.when.items():
            heads = self._holding(trigger, slot, words)
            if not heads:
                return None
            if slot == "object":
                for head in heads:
                    # What a report is of may have happened by itself.
                    told = trigger.sentence.tokens[head].lemma in clause.REPORTS
                    inner = () if told else clause.oblique(trigger.sentence, head, "of")
                    spent += [head, *inner]
                # "A million in aid" is one gift.
                inside = clause.oblique(trigger.sentence, trigger.index, "in")
                spent += [i for i in inside if trigger.sentence.tokens[i].lemma in GIFTS]
        return tuple(spent)

    def _holding(self, trigger: Trigger, slot: str, words: Iterable[str]) -> list[int]:
        """Heads in a slot whose phrase holds one of the words or classes."""
        heads = trigger.fill(slot)
        if not heads:
            return []
        wanted = self.codebook.expand(words)
        if ANYTHING in wanted:
            return heads
        return [
            h
            for h in heads
            if not wanted.isdisjoint(trigger.words(h))
            or not wanted.isdisjoint(_kinds(trigger.sentence, h))
        ]

    def _ruled_out(self, trigger: Trigger, slot: str, words: Iterable[str]) -> bool:
        """Whether a slot holds what a rule is not said of; of a doer only its noun counts.

        "Storm troops" are no storm.
        """
        held = self._holding(trigger, slot, words)
        if slot != "subject":
            return bool(held)
        wanted = self.codebook.expand(words)
        return any(ANYTHING in wanted or wanted & _last_words(trigger.sentence, h) or
                   any(w.startswith("@") for w in wanted) for h in held)  # fmt: skip


def _by_form(table: Entries, token: Token) -> Sequence[tuple[Rule, tuple[str, ...]]]:
    """The entries of a word that the reader knows no lemma of: "interdicted", "typhoons"."""
    lemmas = regular("VERB" if token.upos == "VERB" else "NOUN", token.text.lower())
    return next((table[c] for c in lemmas if c in table), ())


def _last_words(sentence: Sentence, head: int) -> set[str]:
    """A noun, and its runs with the words before it, lower case."""
    indices = [i for i in noun_phrase(sentence, head) if i <= head]
    lemmas = [singular(sentence.tokens[i]) for i in indices]
    plain = [sentence.tokens[i].text.lower() for i in indices]
    return {" ".join(words[-n:]) for words in (lemmas, plain) for n in (1, 2, 3)}


def _kinds(sentence: Sentence, head: int) -> set[str]:
    """What the reader takes a phrase for: `@person`, `@organization`, `@place` …"""
    return {f"@{m.kind}" for m in sentence.mentions if m.head == head}


def _index(
    table: Entries,
    rule: Rule,
    entries: Iterable[str],
    head: int,
) -> None:
    for entry in entries:
        # The reader cuts at hyphens.
        words = tuple(entry.lower().replace("-", " - ").split())
        table.setdefault(words[head], []).append((rule, words))


def _words_at(sentence: Sentence, token: Token, words: tuple[str, ...]) -> tuple[int, ...] | None:
    """The tokens of a trigger of several words around its head, None where one is missing."""
    if len(words) == 1:
        return (token.index,)
    if token.upos in clause.VERBAL:
        return _phrasal(sentence, token, words[1:])
    first = token.index - len(words) + 1
    run = sentence.tokens[first : token.index + 1] if first >= 0 else ()
    if len(run) == len(words) and all(
        w in (t.lemma.lower(), t.text.lower()) for w, t in zip(words, run, strict=True)
    ):
        return tuple(range(first, token.index + 1))
    return None


def _joins(verb: Token, word: Token) -> bool:
    """Whether a word belongs to its verb; "in" does in "gives in", not in "in which it gives"."""
    if word.upos == "VERB" and word.text.lower() in ("back", "down", "out", "up", "over", "off"):
        # "Sending troops to back them" sends nobody back.
        return False
    particle = word.deprel == "case" and word.text.lower() in PARTICLES
    return not particle or word.index == verb.index + 1


def _phrasal(
    sentence: Sentence, token: Token, particles: tuple[str, ...]
) -> tuple[int, ...] | None:
    """A verb with its particles, prepositions or fixed object, none further than two steps."""
    near = sentence.children(token.index)
    near += [
        g
        for c in near
        for g in sentence.children(c.index)
        if c.upos not in clause.VERBAL or g.relation in ("mark", "case")
    ]
    indices = [token.index]
    for word in particles:
        found = (t for t in near if word in (t.lemma.lower(), t.text.lower()))
        hit = next((t for t in found if _joins(token, t)), None)
        if hit is None:
            return None
        indices.append(hit.index)
    return tuple(sorted(indices))
