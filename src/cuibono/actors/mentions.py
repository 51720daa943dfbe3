"""The names of a text: which words name an actor of the registry, and which one, on that day.

Whether a name is a party of an act, and who is meant where nobody is named, is learned
(`coding/`). Names, offices and their dates are the registry's.
"""

from __future__ import annotations

import re
from calendar import day_name, month_name
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache, cached_property
from importlib.resources import files
from itertools import pairwise

from cuibono.actors.actor import Mention
from cuibono.actors.code import root
from cuibono.actors.name_index import PERSON, PLACE, SKIP, SURNAME, Meaning, NameHit, NameIndex
from cuibono.actors.names import fold
from cuibono.actors.people import RANK, Person
from cuibono.actors.places import Gazetteer
from cuibono.actors.registry import Registry
from cuibono.actors.surroundings import beside
from cuibono.language.sentence import Sentence

# Words that stand before a surname and do not make another person of it.
TITLES = frozenset(
    """president minister premier chancellor secretary leader general marshal king emir sheikh
    ayatollah mr mr. mrs mrs. ms ms. dr dr. sir prime foreign supreme comrade ambassador senator
    commander chairman director chief deputy vice former envoy spokesman spokeswoman""".split()
)
NAMED = ("name", "capital", "demonym", "people", "organ", "region")
PEOPLES = ("demonym", "people")
OWNERS = (["'s"], ["’s"], ["'"], ["’"])
"""What stands between an owner and what belongs to him."""
PREFIX = "prefix"
HYPHENS = frozenset("-–‑")
# Titles that only a person bears: a name of two words follows, whatever the first of them.
PERSONAL = frozenset("mr mr. mrs mrs. ms ms. dr dr. congressman congresswoman senator sir".split())
DATES = frozenset((*day_name, *month_name))
# Between the parts of one person's name.
PARTICLES = frozenset("al el bin ibn de da di von van abu ould".split())
CURRENCIES = frozenset("$€£¥")
# What stands before a name that a longer one begins with; "of" ends one before a person's name.
LEADING = frozenset(["", "the", "a", ".", ",", ":", "and", "“", '"', "based", "by", "that", "but"])
WORD = re.compile(r"\w+")
# What a sentence's words are cut before, though no mark stands there: "did|n't", "can|not".
CLITIC = re.compile(r"n[’']t\b|(?<=\bcan)not\b")


@cache
def _shipped() -> NameIndex:
    """The index of the registry that ships with the package, made once."""
    return NameIndex.of(Registry.load(), Gazetteer.load())


@dataclass(frozen=True)
class Namer:
    """Finds the registry's names in texts; built once, used for any number of texts."""

    registry: Registry

    @cached_property
    def _index(self) -> NameIndex:
        shipped = self.registry is Registry.load()
        return _shipped() if shipped else NameIndex.of(self.registry, Gazetteer.load())

    @cached_property
    def _prefixes(self) -> dict[str, str]:
        return prefixes()

    @cached_property
    def _names(self) -> Mapping[str, Mapping[str, Sequence[tuple[str, ...]]]]:
        """For each state or body the names that may mean it on some day, by their first words."""
        held: defaultdict[str, defaultdict[str, list[tuple[str, ...]]]]
        held = defaultdict(lambda: defaultdict(list))
        for pieces, senses in self._index.names.items():
            words = tuple(WORD.findall(" ".join(pieces))) or ("",)  # without marks: "P5+1"
            for actor in {actor for s, _ in senses if s.code for actor in self._over_time(s.code)}:
                held[actor][words[0]].append(words)
        for prefix, code in self._prefixes.items():
            held[root(code)][fold(prefix)].append((fold(prefix),))
        return held

    def _over_time(self, code: str) -> set[str]:
        """The states and bodies that a code means on any day: successors, groups that govern."""
        left, found = [code], set[str]()
        while left:
            entry = self.registry.entries[self.registry.split(left.pop())[0]]
            if root(entry.actor.code) not in found:
                found.add(root(entry.actor.code))
                left += [c for c in (entry.successor, *(held[0] for held in entry.codes)) if c]
        return found

    def may_name(self, text: str, actor: str) -> bool:
        """Whether all words of any name of a state or body stand in a text: a quick look.

        Where they do not, `find` does not find it; where they do, it may.

        >>> namer = Namer(Registry.load())
        >>> namer.may_name("The U.S. said so.", "USA"), namer.may_name("Kyiv said so.", "USA")
        (True, False)
        """
        names = self._names.get(actor)
        if names is None:
            return False
        plain = CLITIC.sub(" ", fold(text))
        # Initials are written with full stops, or without.
        words = {*WORD.findall(plain), *WORD.findall(plain.replace(".", ""))}
        return any(words.issuperset(name) for word in words for name in names.get(word, ()))

    def find(
        self, sentences: Sequence[Sentence], published: date | None = None
    ) -> list[tuple[Mention, ...]]:
        """The names of each sentence, in text order.

        Names mean what they mean on the day of publication; without a day, what they say.

        >>> from cuibono.language.sentence import cut
        >>> namer = Namer(Registry.load())
        >>> [m.code for m in namer.find(cut("The Soviet Union recognised Israel."))[0]]
        ['SUN', 'ISR']
        """
        found = [(sentence, list(self._index.hits(sentence))) for sentence in sentences]
        setting = Setting.of(self.registry, published.isoformat() if published else None, found)
        return [tuple(self._sentence(setting, s, hits)) for s, hits in found]

    def _sentence(self, setting: Setting, sentence: Sentence, hits: list[NameHit]) -> list[Mention]:
        mentions = [m for hit in hits if (m := setting.choose(sentence, hit)) is not None]
        taken = {i for m in mentions for i in range(m.first, m.last + 1)}
        for token, after in zip(sentence.tokens, sentence.tokens[1:], strict=False):
            code = self._prefixes.get(token.text.lower()) if after.text in HYPHENS else None
            # "Sino-Indian" names two states; "Indo-Pacific" names a part of the world.
            if code and after.index + 1 in taken:
                how = f"“{token.text}-” stands for {code}"
                # "Franco-British" is not about General Franco.
                mentions = [m for m in mentions if not m.first == m.last == token.index]
                mentions.append(Mention(token.index, token.index, code, PREFIX, True, how))
        return self._owned(sentence, sorted(mentions, key=lambda m: m.first))

    def _owned(self, sentence: Sentence, found: Sequence[Mention]) -> list[Mention]:
        """Mentions, of which an organ is that of the state named right before it.

        "South Korea's Joint Chiefs of Staff" are not the American ones.
        """
        kept = list(found)
        registry = self.registry
        for n, (owner, organ) in enumerate(pairwise(found), 1):
            if organ.sort != "organ" or owner.sort not in NAMED:
                continue
            between = [t.text for t in sentence.tokens[owner.last + 1 : organ.first]]
            belongs = between in OWNERS or (not between and owner.sort in PEOPLES)
            other = owner.root != organ.root and "." not in owner.code
            if belongs and other and registry[owner.root].kind == "state":
                role = f"{owner.root}{organ.code[len(organ.root) :]}"
                code = role if role in registry else owner.root
                kept[n] = replace(organ, code=code, how=f"an organ of {owner.how}")
        return kept


@cache
def prefixes() -> dict[str, str]:
    """First halves of compounds, in lower case, and the actor that each stands for.

    >>> prefixes()["sino"]
    'CHN'
    """
    import yaml

    text = (files("cuibono.data") / "actors" / "60-prefixes.yaml").read_text("utf-8")
    return dict(yaml.safe_load(text)["prefixes"])


@dataclass
class Setting:
    """What a document tells about its names: the day, the actors it names for sure, its people."""

    registry: Registry
    day: str | None
    words: frozenset[str] = frozenset()
    roots: Counter[str] = field(default_factory=Counter[str])
    people: dict[str, Person] = field(default_factory=dict[str, Person])
    namesakes: set[str] = field(default_factory=set[str])
    """Surnames that the text gives to others than it names in full: "Arthur Lee"."""

    @classmethod
    def of(
        cls, registry: Registry, day: str | None, found: Sequence[tuple[Sentence, list[NameHit]]]
    ) -> Setting:
        """The setting that the plain names of a text make; they need no setting themselves."""
        setting = cls(registry, day, frozenset(t.text for s, _ in found for t in s.tokens))
        for sentence, hits in found:
            ends = {hit.last for hit in hits}
            for hit in hits:
                if hit.first - 1 not in ends and _namesake(sentence, hit):
                    setting.namesakes.add(sentence.words(hit.first, hit.last))
                sure = {root(s.code) for s in hit.senses if s.sort in NAMED}
                if len(sure) == 1 and not any(s.weak for s in hit.senses):
                    setting.roots[sure.pop()] += 1
                for sense in hit.senses:
                    if sense.sort == PERSON and sense.person:
                        setting.people[sense.person.surname] = sense.person
                        setting.roots[sense.code] += 1
        return setting

    def choose(self, sentence: Sentence, hit: NameHit) -> Mention | None:
        """The sense that holds here; None where the name is skipped or cannot be told."""
        if any(s.sort == SKIP for s in hit.senses) or self._elsewhere(sentence, hit):
            return None
        if self._part_of_another(sentence, hit):
            return None
        named = self._named(hit)
        if named is not None:
            return named
        full = [s for s in hit.senses if s.sort == PERSON and s.person]
        if full:
            return self._person(hit, full, PERSON)
        surnames = [s for s in hit.senses if s.sort == SURNAME and s.person]
        if surnames:
            alone = _alone(sentence, hit) and not self._of_another(sentence, hit)
            return self._person(hit, surnames, SURNAME) if alone else None
        place = next((s for s in hit.senses if s.sort == PLACE), None)
        if place is None or not _alone(sentence, hit):
            return None
        return Mention(hit.first, hit.last, place.code, PLACE, False, f"a place in {place.code}")

    def _elsewhere(self, sentence: Sentence, hit: NameHit) -> bool:
        """Whether the text's other words say that a namesake is meant (Georgia with Atlanta).

        A people's name ("Indian" with Cherokee) is the state's all the same where the text names
        the state. Of a capital the words beside it decide ("the Lebanese city of Tripoli").
        """
        if any(s.sort == "capital" for s in hit.senses) and self._in_another(sentence, hit):
            return True
        cues = self.registry.elsewhere.get(sentence.words(hit.first, hit.last), ())
        if not cues or any(s.sort in PEOPLES and self._by_name(s) for s in hit.senses):
            return False
        return any(all(word in self.words for word in cue.split()) for cue in cues)

    def _in_another(self, sentence: Sentence, hit: NameHit) -> bool:
        """Whether the words beside a capital say that its namesake in another state is meant."""
        name = sentence.words(hit.first, hit.last)
        bearers = {p.country for p in Gazetteer.load().bearers(name)}
        if len(bearers) < 2:
            return False
        around = beside(sentence.before(hit.first), sentence.after(hit.last))
        states = map(self.registry.find, around)
        others = bearers - {root(s.code) for s in hit.senses}
        return any(s is not None and s.code in others for s in states)

    def _of_another(self, sentence: Sentence, hit: NameHit) -> bool:
        """Whether the text gives a surname to somebody else only: "Lee" after "Arthur Lee"."""
        name = sentence.words(hit.first, hit.last)
        return name in self.namesakes and name not in self.people

    def _by_name(self, sense: Meaning) -> bool:
        entry = self.registry.entries[self.registry.split(sense.code)[0]]
        return entry.actor.name in self.words

    def _part_of_another(self, sentence: Sentence, hit: NameHit) -> bool:
        """Whether a name only helps to name something else: a paper, a person, "pro-Russian"."""
        tokens = sentence.tokens
        words, text = self.registry.words, [t.text for t in tokens]
        before = ["", "", *text[: hit.first]][-2:]
        after = [*text[hit.last + 1 : hit.last + 3], "", ""][:2]
        if before[1] in HYPHENS and before[0].lower() in words["compounds_before"]:
            return True
        if after[0] in HYPHENS and after[1].lower() in words["compounds_after"]:
            return True
        if after[0] in words["bearers"]:
            return True
        # "US$" is a currency, where no blank parts them.
        if after[0] in CURRENCIES and tokens[hit.last].end == tokens[hit.last + 1].start:
            return True
        # A "Cuban American" is an American.
        if after[0] in ("American", "Americans") and any(s.sort in PEOPLES for s in hit.senses):
            return True
        if before[1] == "of" and before[0] in words["bearers_of"]:
            return True
        if any(s.sort in (PERSON, SURNAME) for s in hit.senses):
            return False
        surname = after[0][:1].isupper() and after[0].lower() not in TITLES
        plain = any(s.sort in ("name", "capital") for s in hit.senses)
        plain = plain and not text[hit.first].isupper()
        if surname and plain and before[1].lower() in LEADING and self._proper(sentence, hit):
            return True
        if hit.first != hit.last or not surname:
            return False
        titled = before[1].lower() in PERSONAL
        return titled or (text[hit.first] in words["first_names"] and not self._names(after[0]))

    def _proper(self, sentence: Sentence, hit: NameHit) -> bool:
        """Whether a word behind a state's name goes on with a name of its own: "Jamaica Kincaid",
        "the Cuba Study Group"; in a heading in capitals nothing tells.
        """
        words = [t.text for t in sentence.tokens if len(t.text) > 3 and t.text.isalpha()]
        heading = 4 * sum(w[0].isupper() for w in words) > 3 * len(words)
        word = sentence.tokens[hit.last + 1].text
        known = word.isupper() or "." in word or self._names(word)
        return hit.first == hit.last and not heading and not known

    def _names(self, word: str) -> bool:
        """Whether a word is a name of the registry itself: "Israel Iran talks"."""
        return self.registry.find(word) is not None

    def _named(self, hit: NameHit) -> Mention | None:
        senses = [s for s in hit.senses if s.sort in NAMED]
        strong = [s for s in senses if not s.weak]
        if not any(self.roots[root(s.code)] for s in strong):
            # "Brussels" in a text that names Belgium, and not the European Union.
            strong = strong if not any(self.roots[root(s.code)] for s in senses) else []
        alive = [s for s in strong or senses if self._alive(s.code)] or (strong or senses)
        if strong:
            roots = {root(s.code) for s in alive}
            if len(roots) == 1:
                return self._mention(hit, min(alive, key=_preference), True)
        if not alive:
            return None
        best = max(alive, key=lambda s: self.roots[root(s.code)])
        known = self.roots[root(best.code)] > 0
        if not known and any(s.sort in (PERSON, SURNAME, PLACE) for s in hit.senses):
            return None
        return self._mention(hit, best, known, "; the text names it elsewhere" if known else "")

    def _alive(self, code: str) -> bool:
        actor = self.registry.entries[self.registry.split(code)[0]].actor
        return actor.until is None or self.day is None or self.day < actor.until

    def _mention(self, hit: NameHit, sense: Meaning, sure: bool, why: str = "") -> Mention:
        code = self.registry.current(sense.code, self.day) if self.day else sense.code
        turned = f", which on {self.day} means {code}" if code != sense.code else ""
        how = f"{sense.sort} of {sense.code}{turned}{why}"
        return Mention(hit.first, hit.last, code, sense.sort, sure, how)

    def _person(self, hit: NameHit, senses: list[Meaning], sort: str) -> Mention | None:
        """The person whose surname the text gives in full, or who holds office, if it is one."""
        held = {(s.person.root, s.person.name): s.person for s in senses if s.person}
        people = list(held.values())
        full = [p for p in people if self.people.get(p.surname) is p]
        if len({p.name for p in people}) == 1:
            # One who served two bodies: the one that he serves now, or served last.
            full = [max(people, key=lambda p: (self._serves(p), p.last.since))]
        if not full and len(people) > 1:
            here = [p for p in people if self.roots[p.root] and self._serves(p)]
            full = here or [p for p in people if self._serves(p)]
            full = sorted(full, key=self._standing)[:1] if here else full
        chosen = full or people
        if len({p.root for p in chosen}) > 1:
            return None
        person = min(chosen, key=self._standing)
        code, why = person.code(self.day), person.why(self.day)
        code = self.registry.current(code, self.day) if self.day else code
        sure = sort == PERSON or self._serves(person)
        return Mention(hit.first, hit.last, code, sort, sure, why)

    def _serves(self, person: Person) -> bool:
        return self.day is None or person.term(self.day) is not None

    def _standing(self, person: Person) -> tuple[int, int]:
        term = person.term(self.day) if self.day else person.last
        rank = RANK.index(term.role) if term and term.role in RANK else len(RANK)
        return -self.roots[person.root], rank


def _preference(sense: Meaning) -> tuple[bool, int]:
    return sense.weak, NAMED.index(sense.sort)


def _namesake(sentence: Sentence, hit: NameHit) -> bool:
    """Whether a surname stands behind a first name that is not known with it.

    The word that begins a sentence may be any, but not where the name is explained: "Arthur Lee, a
    Virginian, ...".
    """
    if hit.first == 0 or not all(s.sort == SURNAME for s in hit.senses):
        return False
    words = [t.text for t in sentence.tokens]
    before, after = words[hit.first - 1], words[hit.last + 1 : hit.last + 3]
    named = before[:1].isupper() and before[1:].islower() and before not in DATES
    named = named and before.lower() not in TITLES
    explained = after[:1] == [","] and after[1:] in (["a"], ["an"], ["the"], ["who"])
    return named and (hit.first > 1 or explained)


def _alone(sentence: Sentence, hit: NameHit) -> bool:
    """Whether a name stands without another beside it that makes it somebody else's."""
    tokens = sentence.tokens
    if not tokens[hit.last].text[:1].isupper():
        return False
    before = tokens[hit.first - 1].text if hit.first else ""
    after = tokens[hit.last + 1].text if hit.last + 1 < len(tokens) else ""
    told = before.lower() in TITLES or before in DATES
    if hit.first > 1 and before[:1].isupper() and not told:
        return False
    return not after[:1].isupper() and after.lower() not in PARTICLES
