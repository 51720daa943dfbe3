"""From phrases to actors: names, then organs by their owners, then words that refer back."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from cuibono.actors.actor import ActorMention
from cuibono.actors.anaphora import PERSONAL, Answer, Known
from cuibono.actors.definite import Memory
from cuibono.actors.name_index import Hit, NameIndex
from cuibono.actors.phrases import Phrases
from cuibono.actors.places import Gazetteer
from cuibono.actors.registry import Registry
from cuibono.actors.role_words import RoleWords
from cuibono.actors.senses import Sensed, Setting
from cuibono.language.sentence import Reading, Sentence, Token

# Relations of a name to the office that it stands beside.
NAMED_BY = ("appos", "flat", "nmod:desc")
# Nouns that the reader may take for a person and that are many.
BODIES = frozenset({"guard", "army", "navy", "force", "fleet", "ministry", "embassy", "government",
                    "court", "parliament", "council", "commission", "agency", "party"})  # fmt: skip
NAMING = frozenset({"person", "organization"})


@dataclass(frozen=True)
class Linker:
    """Links the mentions of texts to a registry; built once, used for any number of texts."""

    registry: Registry

    @cached_property
    def _index(self) -> NameIndex:
        return NameIndex.of(self.registry, Gazetteer.load())

    @cached_property
    def _words(self) -> RoleWords:
        return RoleWords.load()

    @cached_property
    def _kinds(self) -> dict[str, str]:
        return {actor.code: actor.kind for actor in self.registry}

    def link(self, reading: Reading, published: date | None = None) -> tuple[ActorMention, ...]:
        """Every phrase that names an actor, or should, in text order.

        Names mean what they mean on the day of publication, today where it is unknown. A
        phrase that cannot be resolved has no codes.
        """
        day = (published or date.today()).isoformat()
        found = [(sentence, self._hits(sentence)) for sentence in reading.sentences]
        setting = Setting.of(self.registry, day, reading.text, found)
        memory = Memory(reading.sentences, self._words, self._kinds)
        mentions: list[ActorMention] = []
        for at, (sentence, hits) in enumerate(found):
            job = _Sentence(self.registry, self._words, memory, at, sentence)
            mentions.extend(job.link(setting, hits))
        return tuple(mentions)

    def _hits(self, sentence: Sentence) -> list[Hit]:
        return list(self._index.hits(sentence))


@dataclass
class _Sentence:
    """The linking of one sentence, with the memory of those before it."""

    registry: Registry
    words: RoleWords
    memory: Memory
    at: int
    sentence: Sentence

    def link(self, setting: Setting, hits: list[Hit]) -> list[ActorMention]:
        named = [(hit, s) for hit in hits if (s := setting.choose(self.sentence, hit)) is not None]
        mentions = [self._name(hit, sensed) for hit, sensed in named]
        mentions = self._owned(mentions, named)
        mentions += self._prefixes({m.first for m in mentions})
        people = {m.head for m, (_, s) in zip(mentions, named, strict=False) if s.person}
        mentions += self._phrases(mentions)
        mentions += self._introduced(setting, mentions)
        self._remember(mentions, people)
        mentions += self._back(mentions)
        # "The spokesman, Jane Doe": whose spokesman is known only now.
        for late in self._introduced(setting, mentions):
            held = Known(self.at, late.head, late.codes, late.text, True)
            self.memory.known[self.at][late.head] = held
            mentions.append(late)
        mentions += self._unknown(mentions)
        return sorted(mentions, key=lambda m: (m.first, m.last))

    def _name(self, hit: Hit, sensed: Sensed) -> ActorMention:
        return self._mention(hit.first, hit.last, (sensed.code,), sensed.how)

    def _mention(self, first: int, last: int, codes: tuple[str, ...], how: str) -> ActorMention:
        inside = range(first, last + 1)
        tokens = self.sentence.tokens
        head = next((i for i in inside if tokens[i].head not in inside), last)
        text = self.sentence.words(first, last)
        return ActorMention(self.at, first, last, head, text, codes, how)

    def _owned(
        self, mentions: list[ActorMention], named: list[tuple[Hit, Sensed]]
    ) -> list[ActorMention]:
        """ "South Korea's Joint Chiefs of Staff" are not America's: a named owner decides."""
        by_head = {m.head: m for m in mentions}
        return [
            mention if sensed.person else self._of_owner(mention, by_head)
            for mention, (_, sensed) in zip(mentions, named, strict=True)
        ]

    def _of_owner(self, mention: ActorMention, by_head: dict[int, ActorMention]) -> ActorMention:
        root, role = self.registry.split(mention.codes[0])
        owners = self.sentence.children(mention.head, "nmod:poss", "amod", "compound")
        other = next((by_head[o.index].codes[0] for o in owners if o.index in by_head), root)
        if not role or other == root or other not in self.registry.entries:
            return mention
        how = f"{mention.how}; here that of {other}"
        return replace(mention, codes=(f"{other}.{role}",), how=how)

    def _prefixes(self, taken: set[int]) -> list[ActorMention]:
        """ "Sino-Indian", "Russo-Georgian": first halves that are no words of their own."""
        return [
            self._mention(t.index, t.index, (self.words.prefixes[t.text.lower()],), "prefix")
            for t in self.sentence.tokens[:-1]
            if t.text.lower() in self.words.prefixes
            and t.index not in taken
            and self.sentence.tokens[t.index + 1].text in ("-", "–")
        ]

    def _phrases(self, mentions: list[ActorMention]) -> list[ActorMention]:
        codes = {m.head: m.codes[0] for m in mentions}
        return [
            replace(self._mention(p.first, p.last, p.codes, p.how), head=p.head)
            for p in Phrases(self.registry, self.words).find(self.sentence, codes)
        ]

    def _introduced(self, setting: Setting, mentions: list[ActorMention]) -> list[ActorMention]:
        """People whom the text itself introduces ("the Kenyan envoy, Jane Doe"), and their names.

        From there on the surname means the same in this text.
        """
        by_head = {m.head: m for m in mentions}
        found: list[ActorMention] = []
        for token in self.sentence.tokens:
            if token.upos != "PROPN" or token.index in by_head:
                continue
            held = setting.introduced.get(token.text)
            above = by_head.get(token.head) if token.relation in NAMED_BY else None
            below = self.sentence.children(token.index, "compound", "amod", "nmod:desc", "flat")
            below += self.sentence.children(token.index, "appos")
            titled = next((by_head[c.index] for c in below if c.index in by_head), None)
            bearer = above or titled
            if bearer is not None and any(self._is_office(c) for c in bearer.codes):
                held = bearer.codes[0]
                setting.introduced.update(dict.fromkeys(self._surnames(token.index), held))
            if held is not None and token.relation not in ("compound", "flat"):
                how = f"introduced as {held}"
                found.append(self._mention(token.index, token.index, (held,), how))
        return found

    def _is_office(self, code: str) -> bool:
        own, role = self.registry.split(code)
        return bool(role) or self.registry.entries[own].actor.kind == "body"

    def _surnames(self, head: int) -> list[str]:
        parts = [self.sentence.tokens[head], *self.sentence.children(head, "flat")]
        return [parts[-1].text]

    # --- what refers back --------------------------------------------------------------------

    def _remember(self, mentions: list[ActorMention], people: set[int]) -> None:
        """Every noun phrase of the sentence as a candidate for what comes later."""
        by_head = {m.head: m for m in mentions}
        tokens = self.sentence.tokens
        held: dict[int, Known] = {}
        for token in tokens:
            if token.upos not in ("NOUN", "PROPN") and token.index not in by_head:
                continue
            if token.relation in ("flat", "compound", "appos") and token.index not in by_head:
                continue
            codes = self._codes(token.index, by_head)
            # The reader may take a state for a person; the registry knows better.
            human = any(
                m.kind == "person" and m.head == token.index for m in self.sentence.mentions
            )
            human = (
                human
                and token.lemma.lower() not in BODIES
                and token.xpos in ("NN", "NNP")
                and all("." in c for c in codes)
            )
            person = token.index in people or human
            text = by_head[token.index].text if token.index in by_head else self._words(token)
            held[token.index] = Known(self.at, token.index, codes, text, person)
        self.memory.add(held)

    def _codes(self, head: int, by_head: dict[int, ActorMention]) -> tuple[str, ...]:
        """The codes of a phrase with those coordinated to it, in text order."""
        own = by_head[head].codes if head in by_head else ()
        if not own:
            return ()
        joined = list(own)
        for child in self.sentence.children(head, "conj"):
            if child.index in by_head:
                joined += by_head[child.index].codes
        return tuple(dict.fromkeys(joined))

    def _back(self, mentions: list[ActorMention]) -> list[ActorMention]:
        named = {m.head for m in mentions}
        found: list[ActorMention] = []
        for token in self.sentence.tokens:
            if token.index in named:
                continue
            answer = self.memory.pronoun(self.at, token) or self.memory.definite(self.at, token)
            if answer is None:
                continue
            found.append(self._answered(answer))
            text = f"{token.text} ({', '.join(answer.codes) or 'unresolved'})"
            person = token.text.lower() in PERSONAL or any(
                m.kind == "person" and m.head == token.index for m in self.sentence.mentions
            )
            known = Known(self.at, token.index, answer.codes, text, person, answer.means)
            if answer.codes:
                self.memory.known[self.at][token.index] = known
        return found

    def _answered(self, answer: Answer) -> ActorMention:
        mention = self._mention(answer.first, answer.last, answer.codes, answer.how)
        return replace(mention, head=answer.head, means=answer.means)

    def _words(self, noun: Token) -> str:
        """A noun with what stands before it and belongs to it, and the rest of its name."""
        close = ("det", "amod", "compound", "nummod", "flat", "nmod:poss")
        near = [c.index for c in self.sentence.children(noun.index) if c.relation in close]
        return self.sentence.words(min([noun.index, *near]), max([noun.index, *near]))

    def _unknown(self, mentions: list[ActorMention]) -> list[ActorMention]:
        """People and bodies that the registry does not know, kept with their text."""
        covered = {i for m in mentions for i in range(m.first, m.last + 1)}
        return [
            replace(self._mention(m.first, m.last, (), "names nobody in the registry"), head=m.head)
            for m in self.sentence.mentions
            if m.kind in NAMING
            and self.sentence.tokens[m.head].upos == "PROPN"
            and not covered & set(range(m.first, m.last + 1))
        ]


def link(
    reading: Reading, registry: Registry, published: date | None = None
) -> tuple[ActorMention, ...]:
    """The actors named in a text: `Linker.link` for one text.

    >>> from cuibono.language import Reader
    >>> reading = Reader.load().read("Kyiv cut ties with Pyongyang.")
    >>> [m.codes for m in link(reading, Registry.load(), date(2022, 12, 5))]
    [('UKR',), ('PRK',)]
    """
    return Linker(registry).link(reading, published)
