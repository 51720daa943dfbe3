"""Which of a name's senses is meant: by the day, the document and what stands beside it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from cuibono.actors.name_index import PERSON, PLACE, SKIP, SURNAME, Hit, Sense
from cuibono.actors.people import RANK, Person
from cuibono.actors.registry import Registry
from cuibono.language.sentence import Sentence

# Words that stand before a surname and do not make another person of it.
TITLES = frozenset(
    """president minister premier chancellor secretary leader general marshal king emir sheikh
    ayatollah mr mr. mrs. ms. dr. sir prime foreign supreme comrade ambassador senator king
    commander chairman director chief deputy vice former envoy spokesman""".split()
)
NAMED = ("name", "capital", "demonym", "people", "organ", "region")


@dataclass(frozen=True, slots=True)
class Sensed:
    """One sense chosen for a hit: a code and, in English, why."""

    code: str
    how: str
    person: Person | None = None


@dataclass
class Setting:
    """What a document tells about its names: the day, the actors it names for sure, its people."""

    registry: Registry
    day: str
    roots: Counter[str] = field(default_factory=Counter[str])
    words: str = ""
    people: dict[str, Person] = field(default_factory=dict[str, Person])
    introduced: dict[str, str] = field(default_factory=dict[str, str])

    @classmethod
    def of(
        cls, registry: Registry, day: str, text: str, found: Iterable[tuple[Sentence, list[Hit]]]
    ) -> Setting:
        """The setting that the plain names of a text make; they need no setting themselves."""
        setting = cls(registry, day, words=text)
        for _, hits in found:
            for hit in hits:
                sure = {s.code.partition(".")[0] for s in hit.senses if s.sort in NAMED}
                if len(sure) == 1 and not any(s.weak for s in hit.senses):
                    setting.roots[sure.pop()] += 1
                for sense in hit.senses:
                    if sense.sort == PERSON and sense.person:
                        setting.people[sense.person.surname] = sense.person
                        setting.roots[sense.code] += 1
        return setting

    def choose(self, sentence: Sentence, hit: Hit) -> Sensed | None:
        """The sense that holds here; None where the name is skipped or cannot be told."""
        if any(s.sort == SKIP for s in hit.senses) or self._elsewhere(sentence, hit):
            return None
        named = self._named(hit)
        if named is not None:
            return named
        full = [s for s in hit.senses if s.sort == PERSON and s.person]
        if full:
            return self._person(full)
        surnames = [s for s in hit.senses if s.sort == SURNAME and s.person]
        if surnames:
            return self._person(surnames) if _alone(sentence, hit) else None
        place = next((s for s in hit.senses if s.sort == PLACE), None)
        if place is None or not _alone(sentence, hit) or _is_person(sentence, hit):
            return None
        return Sensed(place.code, f"a place in {place.code}")

    def _elsewhere(self, sentence: Sentence, hit: Hit) -> bool:
        """Whether the text's other words say that a namesake is meant (Georgia with Atlanta)."""
        cues = self.registry.elsewhere.get(sentence.words(hit.first, hit.last), ())
        return any(cue in self.words for cue in cues)

    def _named(self, hit: Hit) -> Sensed | None:
        senses = [s for s in hit.senses if s.sort in NAMED]
        strong = [s for s in senses if not s.weak]
        alive = [s for s in strong or senses if self._alive(s.code)] or (strong or senses)
        if strong:
            roots = {s.code.partition(".")[0] for s in alive}
            if len(roots) == 1:
                return self._sensed(min(alive, key=_preference))
        known = [s for s in alive if self.roots[s.code.partition(".")[0]]]
        if not known:
            return None
        best = max(known, key=lambda s: self.roots[s.code.partition(".")[0]])
        return self._sensed(best, f"; the text names {best.code.partition('.')[0]} elsewhere")

    def _alive(self, code: str) -> bool:
        actor = self.registry.entries[self.registry.split(code)[0]].actor
        return actor.until is None or self.day < actor.until

    def _sensed(self, sense: Sense, why: str = "") -> Sensed:
        code = self.registry.current(sense.code, self.day)
        turned = f", which on {self.day} means {code}" if code != sense.code else ""
        return Sensed(code, f"{sense.sort} of {sense.code}{turned}{why}")

    def _person(self, senses: list[Sense]) -> Sensed | None:
        """The person whose surname the text gives in full, or who holds office, if it is one."""
        held = {(s.person.root, s.person.name): s.person for s in senses if s.person}
        people = list(held.values())
        full = [p for p in people if self.people.get(p.surname) is p]
        if len({p.name for p in people}) == 1:
            # One who served two bodies: the one that he serves now, or served last.
            full = [max(people, key=lambda p: (p.term(self.day) is not None, p.last.since))]
        if not full and len(people) > 1:
            here = [p for p in people if self.roots[p.root] and p.term(self.day)]
            full = here or [p for p in people if p.term(self.day)]
            full = sorted(full, key=self._standing)[:1] if here else full
        chosen = full or people
        if len({p.root for p in chosen}) > 1:
            return None
        person = min(chosen, key=self._standing)
        code = self.registry.current(person.code(self.day), self.day)
        return Sensed(code, person.why(self.day), person)

    def _standing(self, person: Person) -> tuple[int, int]:
        term = person.term(self.day)
        rank = RANK.index(term.role) if term and term.role in RANK else len(RANK)
        return -self.roots[person.root], rank


def _preference(sense: Sense) -> tuple[bool, int]:
    return sense.weak, NAMED.index(sense.sort)


def _is_person(sentence: Sentence, hit: Hit) -> bool:
    """Whether the reader takes a name for somebody's, and no preposition says where."""
    if sentence.children(hit.last, "case", "det"):
        return False
    return any(
        m.kind == "person" and m.first <= hit.last and hit.first <= m.last
        for m in sentence.mentions
    )


def _alone(sentence: Sentence, hit: Hit) -> bool:
    """Whether a surname stands without another name beside it that makes it somebody else's."""
    tokens = sentence.tokens
    if tokens[hit.last].upos != "PROPN":
        return False
    before = tokens[hit.first - 1] if hit.first else None
    after = tokens[hit.last + 1] if hit.last + 1 < len(tokens) else None
    if before is not None and before.upos == "PROPN" and before.lemma.lower() not in TITLES:
        return False
    return after is None or after.upos != "PROPN" or after.relation not in ("flat", "compound")
