"""Names found in sentences: the longest that fits wins, spelled as the registry spells it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from cuibono.actors.names import CAPITAL, LOWER, UPPER, pieces
from cuibono.actors.people import Person
from cuibono.actors.places import Gazetteer
from cuibono.actors.registry import Registry
from cuibono.language.sentence import Sentence

SKIP = "skip"
PERSON = "person"
SURNAME = "surname"
PLACE = "place"
# A word's part, its shape and the token that it stands in.
Piece = tuple[str, int, int]


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a name may mean: an actor's code, or a person; `sort` as in `entry.Name`."""

    sort: str
    code: str
    text: str
    weak: bool = False
    person: Person | None = None


@dataclass(frozen=True, slots=True)
class NameHit:
    """A name in a sentence: its tokens, both ends in, and all that it may mean."""

    first: int
    last: int
    senses: tuple[Meaning, ...]


@dataclass(frozen=True)
class NameIndex:
    """Every name of the registry by its folded pieces."""

    names: dict[tuple[str, ...], list[tuple[Meaning, tuple[int, ...]]]]
    longest: dict[str, int]

    @classmethod
    def of(cls, registry: Registry, gazetteer: Gazetteer) -> NameIndex:
        """The index of a registry's actors and people, phrases to skip, and places in states."""
        index = cls({}, {})
        for name in registry.names:
            index._add(Meaning(name.sort, name.code, name.text, name.weak))
        for text in registry.skipped:
            index._add(Meaning(SKIP, "", text))
        for person in registry.people:
            for spelling in person.spellings:
                # "Lula", "al-Assad": a name of one word is borne by others too.
                sort = PERSON if " " in spelling else SURNAME
                index._add(Meaning(sort, person.root, spelling, person=person))
            index._add(Meaning(SURNAME, person.root, person.surname, person=person))
        for text, place in gazetteer.named():
            if place.country in registry:
                index._add(Meaning(PLACE, str(place.country), text))
        return index

    def _add(self, sense: Meaning) -> None:
        cut = pieces(sense.text)
        if cut:
            words = tuple(piece for piece, _ in cut)
            self.names.setdefault(words, []).append((sense, tuple(s for _, s in cut)))
            self.longest[words[0]] = max(self.longest.get(words[0], 0), len(words))

    def hits(self, sentence: Sentence) -> Iterator[NameHit]:
        """Names in a sentence from left to right, none inside another."""
        flat = [(p, s, t.index) for t in sentence.tokens for p, s in pieces(t.text)]
        at = 0
        while at < len(flat):
            hit, length = self._at(flat, at)
            if hit is not None and self._cut_short(flat, at, length):
                hit, length = None, 1
            if hit is not None:
                shared = self._sharing(flat, at, length)
                if shared is not None:
                    yield shared
                yield hit
            at += max(1, length)

    def _cut_short(self, flat: list[Piece], at: int, length: int) -> bool:
        """Whether a name with an article ends amid a longer one: "the West" of "the West Bank"."""
        if flat[at][0] != "the" or length < 2:
            return False
        other, more = self._at(flat, at + 1)
        return other is not None and more >= length

    def _sharing(self, flat: list[Piece], at: int, length: int) -> NameHit | None:
        """The first half of "North and South Korea", which shares the end of the second's name."""
        if at < 2 or length < 2 or flat[at - 1][0] not in ("and", "or"):
            return None
        first = flat[at - 2]
        rest = flat[at + 1 : at + length]
        found = self.names.get((first[0], *(piece for piece, _, _ in rest)), ())
        shapes = [first[1], *(shape for _, shape, _ in rest)]
        senses = tuple(s for s, wanted in found if _fits(wanted, shapes))
        return NameHit(first[2], first[2], senses) if senses else None

    def _at(self, flat: list[Piece], at: int) -> tuple[NameHit | None, int]:
        most = min(self.longest.get(flat[at][0], 0), len(flat) - at)
        for length in range(most, 0, -1):
            run = flat[at : at + length]
            if not _whole_tokens(flat, at, length):
                continue
            found = self.names.get(tuple(piece for piece, _, _ in run), ())
            senses = tuple(s for s, shapes in found if _fits(shapes, [x for _, x, _ in run]))
            if senses:
                return NameHit(run[0][2], run[-1][2], senses), length
        return None, 1


def _whole_tokens(flat: list[Piece], at: int, length: int) -> bool:
    """Whether a run of pieces begins and ends where tokens do."""
    before = flat[at - 1][2] if at else -1
    after = flat[at + length][2] if at + length < len(flat) else -1
    return before != flat[at][2] and after != flat[at + length - 1][2]


def _fits(wanted: tuple[int, ...], found: list[int]) -> bool:
    """Whether words are written with the capitals that a name needs: "US" is not "us"."""
    for want, have in zip(wanted, found, strict=True):
        if (want == UPPER and len(wanted) == 1 and have != UPPER) or (
            want >= CAPITAL and have == LOWER
        ):
            return False
    return True
