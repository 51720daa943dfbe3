"""What a quote hangs on: the sentences around it without which it cannot be understood."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

from cuibono.briefs.cues import (
    ASIDE,
    BREAK,
    COUNTERS,
    DEFINITE,
    ITEM,
    LINE,
    NAMED,
    OF_YEAR,
    OPENS,
    OWN,
    POINTS,
    PRONOUN,
    SHOWS,
    SINCE,
    THING,
    THIRD,
    TURNS,
    TWO,
    UNDOES,
    WORD,
    YEAR,
)
from cuibono.briefs.heard import Heard
from cuibono.briefs.transcript import SPEAKS, Transcripts
from cuibono.coding.statement import Statement
from cuibono.documents import Document
from cuibono.events.mouths import DENIES, TAKES_UP
from cuibono.language.boundaries import bounds
from cuibono.language.headings import CUT, breaks_off, is_sentence

LONGEST = 600
"""Characters of a quote that a sentence shows; what is longer is cut around its trigger."""
LEAD, MORE = 900, 150
"""Characters of a paragraph before a quote that are shown with it at most, and how many more where
its first words take up what stands before."""
REST = 350
"""Characters after a quote with which its paragraph is shown to its end at most."""
BACK = 4
"""Sentences before a quote that are shown with it at most, where each takes up the one before."""
LIST = 6_000
"""Characters of a list that are searched for the line above it."""
SPOKEN = 2
"""Sentences of the same speaker that are shown before a quote from a transcript at least."""
FURTHEST = 12
"""The sentences of a paragraph that are shown before a quote at most."""
NAME = re.compile(r"\s[\"“‘'(]?(?!I\b)[A-Z]")
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Beside:
    """A sentence that is shown beside a quote, and where it stands in the text."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Leaning:
    """Finds what quotes hang on; it knows the documents by their ids, and who is named.

    What it has found is kept: a brief asks of one sentence several times.
    """

    documents: dict[str, Document]
    heard: Heard
    transcripts: Transcripts
    cuts: dict[int, list[Span]] = field(default_factory=dict[int, list[Span]])
    shown: dict[tuple[str, int, bool], tuple[Beside, ...]] = field(
        default_factory=dict[tuple[str, int, bool], tuple[Beside, ...]]
    )
    taken: dict[tuple[int, str], bool] = field(default_factory=dict[tuple[int, str], bool])

    def before(self, statement: Statement, led: bool = False) -> tuple[Beside, ...]:
        """The sentences before a quote without which it cannot be understood, in their order.

        Where `led`, any quote is shown from the beginning of its paragraph, where that is near.
        """
        key = statement.document, statement.start, led
        if key not in self.shown:
            self.shown[key] = self._before(statement, led)
        return self.shown[key]

    def _before(self, statement: Statement, led: bool) -> tuple[Beside, ...]:
        document = self.documents.get(statement.document)
        if document is None:
            return ()
        if lead_in := _lead_in(statement, document):
            return (lead_in,)
        known = DEFINITE.search(statement.quote) or self._leans(statement.quote, document)
        within = _continues(statement, document)
        # What is spoken hangs on what was spoken before, in whatever paragraph.
        spoken = led and bool(self.transcripts.speaker(statement))
        if not known and not spoken and not (within and (led or NAMED.search(statement.quote))):
            return ()
        earlier = list(self._earlier(document, statement.start))
        if not (known or led or _named(statement.quote, earlier[:BACK])):
            return ()
        # What opens a paragraph takes up more of the one before than its last sentence.
        least = max(BACK if known and not within else 1, SPOKEN if spoken else 1)
        if led and within:
            least = max(least, _whole(earlier, _line(statement, document), document))
        return self._back(statement, earlier, least, document)

    def _back(
        self, statement: Statement, earlier: Sequence[Beside], least: int, document: Document
    ) -> tuple[Beside, ...]:
        """At least so many sentences, and more as long as the first of them takes up others.

        They reach no further than into the paragraph before.
        """
        shown: list[Beside] = []
        line, breaks = _line(statement, document), 0
        for n, sentence in enumerate(earlier, 1):
            length = sum(len(s.text) for s in shown) + len(sentence.text)
            far = n > least + BACK if least > 1 else n > BACK
            after = shown[0].start if shown else statement.start
            breaks += BREAK.search(document.text, sentence.end, after + 1) is not None
            if far or breaks > 1 or length > LEAD + MORE or not is_sentence(sentence.text):
                break
            shown.insert(0, sentence)
            words = " ".join([*(s.text for s in shown), statement.quote])
            rests = self._leans(sentence.text, document) or DEFINITE.search(sentence.text)
            more = rests or _adrift(words, document) or _told(words, earlier[n : n + BACK])
            if rests and n == least and sentence.start <= line:
                # Its paragraph takes up the one before, and more of it than its last sentence.
                least += BACK - 1
            if n >= least and not more:
                break
        return tuple(shown)

    def turn(self, statement: Statement) -> Beside | None:
        """The next sentence, where it takes back a quote in part ("However, ...") or denies it.

        Where the one after it takes back the next in turn, both. So are shown two sentences of the
        same paragraph where one of them tells that something came to nothing, and the rest of a
        paragraph that is nearly at its end.
        """
        document = self.documents.get(statement.document)
        if document is None or len(statement.quote) > LONGEST:
            return None
        after = document.text[statement.end : statement.end + 3 * LONGEST]
        spans, last = list(islice(bounds(after), 2)), -1
        for n, (start, end) in enumerate(spans):
            if SPEAKS.match(document.text, statement.end + start):
                break
            words = after[start:end]
            within = not BREAK.search(document.text, statement.end, statement.end + start + 1)
            undone = COUNTERS.search(words) or (within and UNDOES.search(words))
            if (last == n - 1 and _turns(words)) or undone:
                last = n
        rest = _rest(document.text, statement.end)
        if last < 0 or not all(_short(after[start:end]) for start, end in spans[: last + 1]):
            last = -1
        if last < 0 and not rest:
            return None
        start, end = spans[0][0], max(rest, spans[last][1] if last >= 0 else 0)
        return Beside(after[start:end], statement.end + start, statement.end + end)

    def hangs(self, statement: Statement) -> bool:
        """Whether a quote takes up a sentence that cannot be shown with it."""
        document = self.documents.get(statement.document)
        return self._leans(statement.quote, document) and not self.before(statement)

    def torn(self, statement: Statement) -> bool:
        """Whether a quote is part of a sentence, or of a text that begins or ends amid its sense.

        "The U.S." ends many a sentence, but of texts that end so the next word is mostly cut off.
        """
        quote, document = statement.quote, self.documents.get(statement.document)
        last = document is not None and not document.text[statement.end :].strip()
        return breaks_off(quote) or self.amid(statement) or (last and bool(CUT.search(quote)))

    def amid(self, statement: Statement) -> bool:
        """Whether a text begins as if something had been told before: "The strikes were ...".

        A title of its own may have told it.
        """
        document = self.documents.get(statement.document)
        if document is None or document.text[: statement.start].strip():
            return False
        title = (document.title or "").removesuffix("…").strip()
        begins = DEFINITE.match(statement.quote) or PRONOUN.match(statement.quote)
        return begins is not None and statement.quote.startswith(title)

    def adrift(self, statement: Statement) -> bool:
        """Whether a quote tells of a day or month whose year is not shown with it."""
        document = self.documents.get(statement.document)
        if not _adrift(statement.quote, document):
            return False
        words = " ".join([*(s.text for s in self.before(statement)), statement.quote])
        return _adrift(words, document)

    def _leans(self, words: str, document: Document | None) -> bool:
        key = id(document), words
        if key not in self.taken:
            self.taken[key] = self._takes_up(words, document)
        return self.taken[key]

    def _takes_up(self, words: str, document: Document | None) -> bool:
        """Whether a sentence takes up the one before it, and cannot be understood without.

        It does where a word stands for something that no name before it in the sentence can be,
        and where a time hangs on one that was told before.
        """
        if OPENS.search(words) or SINCE.search(words) or ASIDE.fullmatch(words.strip()):
            return True
        if _adrift(words, document):
            return True
        shown = SHOWS.search(words)
        if shown and not (shown.start() and OWN.search(words)):
            return True
        return any(
            found is not None and not self._names(words[: found.start()], least, document)
            for found, least in (
                (POINTS.search(words), 1),
                (THIRD.search(words), 2),
                (TWO.search(words), 2),
            )
        )

    def _names(self, words: str, least: int, document: Document | None) -> bool:
        """Whether words hold so many names."""
        if len(NAME.findall(words)) >= least:
            return True
        day = document.published.isoformat() if document and document.published else None
        return len(self.heard.words(words, day)) >= least

    def _earlier(self, document: Document, start: int) -> Iterator[Beside]:
        """The last sentences of the same speaker before a place, the nearest first."""
        text = document.text
        if id(document) not in self.cuts:
            self.cuts[id(document)] = list(bounds(text))
        every = self.cuts[id(document)]
        at = bisect_right(every, start, key=lambda span: span[0]) - 1
        for n in range(at, max(at - FURTHEST, 0), -1):
            if SPEAKS.match(text, every[n][0]):
                return
            first, last = every[n - 1]
            label = SPEAKS.match(text, first)
            first = label.end() if label and label.end() < last else first
            # A title that stands a line above is no part of the sentence.
            title = f"{document.title}\n"
            first += len(title) if document.title and text.startswith(title, first) else 0
            yield Beside(text[first:last], first, last)


def _rest(text: str, end: int) -> int:
    """How many characters go on after a quote to the end of its paragraph; 0 where it is far."""
    ends = BREAK.search(text, end)
    line = text[end : ends.start() if ends else len(text)].rstrip()
    return len(line) if 0 < len(line.strip()) <= REST and is_sentence(line) else 0


def _lead_in(statement: Statement, document: Document) -> Beside | None:
    """The line above a list whose items say what somebody did, where a quote begins one of them.

    "On her trip the envoy: / Met the leaders ... / Announced a loan ..."
    """
    text, end = document.text, statement.start
    line = text.rfind("\n", 0, end) + 1
    if not ITEM.match(statement.quote) or text[line:end].strip(" \t•*–—-"):
        return None
    for above in reversed([*LINE.finditer(text, max(0, line - LIST), line)]):
        words = above.group().strip()
        if words.endswith(":"):
            return Beside(f"{words} …", above.start(), above.end())
        if not ITEM.match(words.lstrip(" \t•*–—-")):
            return None
    return None


def _line(statement: Statement, document: Document) -> int:
    """Where the paragraph of a quote begins."""
    text, at = document.text, statement.start
    while (at := text.rfind("\n", 0, at)) >= 0:
        found = BREAK.match(text, len(text[:at].rstrip(" \t\r")))
        if found and found.end() <= statement.start:
            return found.end()
    return 0


def _whole(earlier: Sequence[Beside], line: int, document: Document) -> int:
    """How many sentences stand before a quote in its paragraph, which begins at a place.

    None where they are too long.
    """
    inside = [s for s in earlier if s.start >= line]
    near = inside and not document.text[line : inside[-1].start].strip()
    return len(inside) if near and sum(len(s.text) for s in inside) <= LEAD else 0


def _continues(statement: Statement, document: Document) -> bool:
    """Whether a quote that is shown whole stands further down in its paragraph."""
    whole = len(statement.quote) <= LONGEST
    return whole and bool(document.text[_line(statement, document) : statement.start].strip())


def _named(words: str, before: Sequence[Beside]) -> bool:
    """Whether they do so of a thing that has a name of its own, in capitals."""
    things = [thing.group() for thing in THING.finditer(words) if thing.group(3)]
    return any(_told(thing, before) for thing in things)


def _told(words: str, before: Sequence[Beside]) -> bool:
    """Whether sentences before tell of a thing of which words speak as known: "the Treaty"."""
    told = {word.lower() for s in before for word in WORD.findall(s.text)}
    return any(
        noun.lower() in told and not re.search(rf"\b{noun}", words[: thing.start()], re.I)
        for thing in THING.finditer(words)
        for noun in filter(None, thing.groups())
    )


def _short(words: str) -> bool:
    """Whether words are a sentence that may be shown whole."""
    return len(words) <= LONGEST and is_sentence(words)


def _turns(words: str) -> bool:
    """Whether a sentence takes a part of the one before it back."""
    return any(cue.search(words) for cue in (TURNS, COUNTERS)) or _denies(words)


def _denies(words: str) -> bool:
    """Whether a sentence denies what the one before it tells: "Kyiv denied it"."""
    return DENIES.search(words) is not None and (
        TAKES_UP.search(words) is not None or POINTS.search(words) is not None
    )


def _adrift(words: str, document: Document | None) -> bool:
    """Whether words tell of a part of a year that neither they nor the day of their text give."""
    if document is None or YEAR.search(words) or (document.published and not SINCE.search(words)):
        return False
    return bool(SINCE.search(words) or OF_YEAR.search(words))
