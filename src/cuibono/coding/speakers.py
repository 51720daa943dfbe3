"""Whose words stand in quotation marks where their own sentence does not say so.

"“There is no doubt,” the minister said. “They bombed us.”": the second quotation goes on with the
first. What names a speaker ("the minister said") is found by its verb, and the
registry's names in it say who that is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from cuibono.actors.code import root
from cuibono.actors.registry import Registry
from cuibono.coding.offices import role_of
from cuibono.coding.parties import Meant, Whereabouts
from cuibono.coding.statement import AUTHOR, UNKNOWN, UNNAMED
from cuibono.coding.untrue import Untrue

SAYS = frozenset(
    """said says say told tells added adds wrote writes warned warns stated states insisted insists
    claimed claims argued argues announced announces declared declares explained explains noted
    notes stressed stresses replied replies asked tweeted posted concluded commented remarked
    vowed admitted acknowledged confirmed continued complained countered repeated
    asserted alleged""".split()
)
SAID, AFTER = 0.8, 0.6
"""How sure it is that whoever speaks in one paragraph, or in the one before, goes on speaking."""
MOSTLY = 0.8
"""The share of a sentence that a quotation has, where the sentence is nothing else."""
BEGINS, OFFICE = 2, 3
"""How near to its beginning the name stands that a sentence is about, and how many words may
follow it that say which office is meant."""
PERSON = re.compile(
    r"\b(?:colleagues?|counterparts?|delegates?|negotiators?|commanders?|generals?|spokes\w+|"
    r"leaders?|governors?|mayors?|chancellor|commissioners?|captain)\b"
)
"""Words for somebody who may speak, and whose state stands before them."""
FIRST = 8
"""How far into a sentence that is about somebody he may be named."""
TAIL = 7
"""So many words may follow the verb of a tag that closes a sentence."""
CLOSE = re.compile(r"[,?!…][”»\"]\s+$")
"""How a quotation ends to which a tag belongs."""
NO_VERBS = frozenset(
    """and or but nor as in on at by for from of to with into over under since until after before
    while when where which who whose that than if is was are were has had have will would
    may the a an his her its their our my this these one two""".split()
)
"""Words after a quotation that do not say that somebody speaks."""
PRONOUNS = frozenset("he she they it we i who".split())
BREAKS = frozenset(', ; : — – ( ) “ ” « » „ " that which and but while as when because if'.split())
ENDS = frozenset(
    """on in at to during after before late earlier this yesterday today tomorrow from through by
    monday tuesday wednesday thursday friday saturday sunday""".split()
)


@dataclass(frozen=True)
class Speakers:
    """Finds who speaks in a document where the acts of a sentence do not say so."""

    registry: Registry

    def heard(self, places: Sequence[Whereabouts]) -> Iterator[Whereabouts]:
        """The sentences of a document with who speaks in their quotations, or tells all of them."""
        for place, speaker in zip(places, self._quoting(places), strict=True):
            yield replace(place, speaker=speaker, teller=self._closing(place))

    def denier(self, found: Untrue, place: Whereabouts) -> Meant:
        """Who calls a part of a sentence untrue: who takes it back, who speaks, or the author."""
        sentence = place.sentence
        if found.own:
            return Meant(AUTHOR, "", SAID, "")
        if found.who is not None:
            first, last = (sentence.start + offset for offset in found.who)
            inside = [t.index for t in sentence.tokens if first <= t.start < last]
            if inside:
                return self._meant(place, (inside[0], inside[-1]))
        start = sentence.start + found.start
        if place.quoted.holds(start):
            return place.speaker or Meant(UNNAMED, "", AFTER, "a quotation without a speaker")
        first = start if found.claimed is None else sentence.start + found.claimed
        apart = [*place.quoted.spans, (first, sentence.start + found.end)]
        return self._tag(place, apart, None) or Meant(AUTHOR, "", SAID, "")

    def _quoting(self, places: Sequence[Whereabouts]) -> list[Meant | None]:
        """For each sentence with a quotation its speaker; None where nobody can be told."""
        found: list[Meant | None] = [None] * len(places)
        speaker: Meant | None = None
        subject: Meant | None = None
        presumed: Meant | None = None
        paragraph = -1
        waiting: list[int] = []
        for number, place in enumerate(places):
            goes_on = place.quoted.open_before
            here = place.sentence.paragraph
            if number and here != places[number - 1].sentence.paragraph and not goes_on:
                waiting = []
            near = goes_on or here - paragraph <= 1
            named = self._tag(place, place.quoted.spans, speaker or subject)
            subject = self._subject(place) or subject
            if not place.quoted.spans:
                presumed = named or self._presumed(place) or presumed
            if named is not None:
                speaker, paragraph = named, here
                closes = place.quoted.spans or (number and _ends_quoted(places[number - 1]))
                for earlier in waiting if closes else ():
                    found[earlier] = named
                found[number] = named
            elif presumed is not None and _only_quoted(place) and not goes_on:
                # Whoever the sentence right before is about speaks, if nobody else is named.
                speaker, paragraph = replace(presumed, chance=AFTER), here
                found[number], presumed = speaker, None
            elif not near:
                speaker = None
            elif speaker is not None and _only_quoted(place):
                chance = SAID if here == paragraph else AFTER
                found[number], paragraph = replace(speaker, chance=chance), here
            if named is None and place.quoted.spans:
                waiting.append(number)
        return found

    def _subject(self, place: Whereabouts) -> Meant | None:
        """Whom a sentence without a quotation begins with: "he said" may mean them later."""
        if place.quoted.spans:
            return None
        words = [t.text.lower() for t in place.sentence.tokens]
        first = next((m for m in place.mentions if m.sure and m.first <= BEGINS), None)
        if first is None:
            return None
        last = next(
            (n for n in range(first.last + 1, len(words)) if n - first.last > OFFICE
             or words[n] in BREAKS | ENDS or role_of(" ".join(words[first.first : n]))),
            first.last + 1,
        )  # fmt: skip
        return self._meant(place, (first.first, last - 1))

    def _presumed(self, place: Whereabouts) -> Meant | None:
        """The person, or the holder of an office, whom a sentence without a quotation is about."""
        words = [t.text for t in place.sentence.tokens]
        for m in place.mentions:
            if m.first > FIRST or not m.sure:
                return None
            if m.sort == "person":
                return self._meant(place, (m.first, m.last))
            for last in range(m.last + 1, min(m.last + OFFICE, len(words) - 1) + 1):
                told = " ".join(words[m.first : last + 1])
                if role_of(told) or PERSON.search(told):
                    return self._meant(place, (m.first, last))
            first = max(0, m.first - OFFICE)
            if role_of(" ".join(words[first : m.first])):
                return self._meant(place, (first, m.last))
        return None

    def _closing(self, place: Whereabouts) -> Meant | None:
        """Who says all that a sentence tells before it ends: "…, the ministry said on Monday."."""
        tokens = place.sentence.tokens
        words = [t.text.lower() for t in tokens]
        ends = range(len(words) - 1, max(len(words) - 2 - TAIL, 1), -1)
        at = next((n for n in ends if tokens[n].text in SAYS), None)
        span = _before(words, [True] * len(words), at) if at is not None else None
        if at is None or span is None or words[span[0] - 1 : span[0]] != [","]:
            return None
        rest, begins = words[at + 1 :], tokens[span[0]].text
        named = begins[:1].isupper() or begins in ("the", "a", "an", "one", "two")
        if words[span[0]] in PRONOUNS or not named or "," in rest:
            return None
        return self._meant(place, span) if not rest or rest[0] in ENDS | {"."} else None

    def _tag(
        self, place: Whereabouts, apart: Sequence[tuple[int, int]], last: Meant | None
    ) -> Meant | None:
        """Who says so, as a sentence's words name them but for those that stand apart."""
        tokens = place.sentence.tokens
        outside = [not any(a <= t.start < b for a, b in apart) for t in tokens]
        words = [t.text.lower() for t in tokens]
        for at, word in enumerate(words):
            tag = _closes(place, at)
            if (word in SAYS or tag) and tokens[at].text == word and outside[at]:
                before = None if tag else _before(words, outside, at)
                span = before or _after(words, outside, at)
                if span is not None:
                    return last if words[span[0]] in PRONOUNS else self._meant(place, span)
        return None

    def _meant(self, place: Whereabouts, span: tuple[int, int]) -> Meant:
        """Whom the words of a speaker mean: the first name in them, with the office."""
        text = place.sentence.words(*span)
        inside = (m for m in place.mentions if span[0] <= m.first and m.last <= span[1] and m.sure)
        name = next(inside, None)
        if name is None:
            return Meant(UNKNOWN, text, SAID, f"“{text}” speaks")
        role = f"{root(name.code)}.{role_of(text)}"
        own = name.code == root(name.code) and role in self.registry
        return Meant(role if own else name.code, text, SAID, f"“{text}” speaks: {name.how}")


def _closes(place: Whereabouts, at: int) -> bool:
    """Whether a word stands between a quotation that goes on and a name: "…,” recalled Fatima"."""
    tokens = place.sentence.tokens
    if at + 1 >= len(tokens) or tokens[at].text in NO_VERBS or not tokens[at].text.isalpha():
        return False
    following = tokens[at + 1].text
    end = CLOSE.search(place.sentence.before(at))
    return end is not None and (following[:1].isupper() or following in ("the", "a", "an"))


def _before(words: Sequence[str], outside: Sequence[bool], at: int) -> tuple[int, int] | None:
    """The words before a verb of speech that are its subject."""
    first = at
    while first and outside[first - 1] and words[first - 1] not in BREAKS:
        first -= 1
    starts = [n for n in range(first, at) if words[n] in ("the", "a", "an", "his", "her", "its")]
    first = starts[-1] if starts and words[first] in ENDS | {"on"} else first
    return (first, at - 1) if first < at else None


def _after(words: Sequence[str], outside: Sequence[bool], at: int) -> tuple[int, int] | None:
    """The words after a verb of speech that are its subject: "…,” said the minister on Friday"."""
    last = at + 1
    while last < len(words) and outside[last] and words[last] not in BREAKS | ENDS | {"."}:
        last += 1
    return (at + 1, last - 1) if last > at + 1 else None


def _ends_quoted(place: Whereabouts) -> bool:
    """Whether a sentence ends with the end of its quotation."""
    return any(end >= place.sentence.end for _, end in place.quoted.spans)


def _only_quoted(place: Whereabouts) -> bool:
    """Whether hardly a word of a sentence stands outside its quotation."""
    held = sum(end - start for start, end in place.quoted.spans)
    return held >= MOSTLY * (place.sentence.end - place.sentence.start)
