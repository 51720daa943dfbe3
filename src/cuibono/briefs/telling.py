"""Passages as sentences: who says so, where and when it was published, in the text's own words."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from cuibono.actors.code import root
from cuibono.briefs.cited import Around, Cited, inside
from cuibono.briefs.cues import BREAK, YEAR
from cuibono.briefs.heard import Heard
from cuibono.briefs.leaning import LONGEST, Beside, Leaning
from cuibono.briefs.names import Wording, day, headline, number, opens, when
from cuibono.briefs.passages import Passage
from cuibono.briefs.topics import SURE
from cuibono.briefs.transcript import Transcripts
from cuibono.coding.confidence import FLOOR
from cuibono.coding.statement import AUTHOR, UNKNOWN, UNNAMED, Statement
from cuibono.documents import Document
from cuibono.language.boundaries import bounds

SAYS = re.compile(
    r"\b(?:sa(?:y|ys|id)|t(?:ell|ells|old)|report\w*|according|believ\w*|thought|claim\w*|"
    r"alleg\w*|accus\w*|rumou?r\w*|sources?)\b",
    re.IGNORECASE,
)
"""Words that say that something is somebody's word."""
WE = re.compile(r"\b(?:[Ww]e|[Oo]urs?|us)\b")
INDEPENDENT = 2
"""The independent texts whose words are shown with a passage at most; more are only counted."""
Place = tuple[str, int]
"""A document, and where in it a sentence begins."""
TOGETHER = 2_000
"""Characters of passages that are told together at most."""
NEXT = 1
"""Characters between the words of a passage and those of one that goes on with them."""
PARAGRAPH = "¶"


@dataclass(frozen=True)
class Teller:
    """Tells passages; it knows what actors are called, and the documents by their ids."""

    name: Wording
    documents: dict[str, Document]
    heard: Heard

    @cached_property
    def leaning(self) -> Leaning:
        """What quotes hang on."""
        return Leaning(self.documents, self.heard, self.transcripts)

    @cached_property
    def transcripts(self) -> Transcripts:
        """Whose words transcripts say that they are."""
        return Transcripts(self.documents)

    def tell(
        self,
        passage: Passage,
        led: bool = True,
        since: int | None = None,
        shown_before: Container[Place] = (),
    ) -> Cited:
        """One passage as a sentence, with what others say of the same independently.

        Where `led`, its words are shown from the beginning of their paragraph; where `since` is
        given, everything from that place in the text on. Words that were `shown_before` are not
        shown again beside it.
        """
        also = [s for s in self.independent(passage) if (s.document, s.start) not in shown_before]
        first = passage.surest
        shown = [(first, self._around(first, self._before(first, led, since)))]
        text, mark = self._told(*shown[0])
        marks = [mark]
        for other in also[:INDEPENDENT]:
            shown.append((other, self._around(other, self._before(other), turned=False)))
            words, (begin, end) = self._told(*shown[-1])
            text += "; compare, from another text, "
            marks.append((len(text) + begin, len(text) + end))
            text += words
        more = len(also) - INDEPENDENT
        if more > 0:
            text += f"; and {number(more).lower()} more {'text' if more == 1 else 'texts'}"
        return Cited(text, (*passage.statements, *also), _beside(*shown), marks=tuple(marks))

    def _before(
        self, statement: Statement, led: bool = False, since: int | None = None
    ) -> tuple[Beside, ...]:
        """The sentences before a quote that are shown with it."""
        document = self.documents.get(statement.document)
        if since is None or document is None:
            return self.leaning.before(statement, led)
        text = document.text[since : statement.start].rstrip()
        return (Beside(text, since, since + len(text)),)

    def _around(
        self, statement: Statement, before: tuple[Beside, ...], turned: bool = True
    ) -> Around | None:
        """The sentences that are shown beside a quote, where any is."""
        turn = self.leaning.turn(statement) if turned else None
        if not before and turn is None:
            return None
        return Around(
            before[0].start if before else statement.start, turn.end if turn else statement.end,
            self._led(statement, before), self._turned(statement, turn) if turn else "",
        )  # fmt: skip

    def _led(self, statement: Statement, before: Sequence[Beside]) -> str:
        """Sentences before a quote as one text, with a mark where a paragraph ends."""
        text = self._whole(statement)
        starts = [*(s.start for s in before), statement.start][1:]
        return " ".join(
            f"{s.text} {PARAGRAPH}"
            if BREAK.search(text, s.end, at + 2) and not s.text.endswith("…")
            else s.text
            for s, at in zip(before, starts, strict=bool(before))
        )

    def _turned(self, statement: Statement, turn: Beside) -> str:
        """The sentences after a quote, with a mark where a paragraph begins with them."""
        new = BREAK.search(self._whole(statement), statement.end, turn.start + 2)
        return f"{PARAGRAPH} {turn.text}" if new else turn.text

    def _whole(self, statement: Statement) -> str:
        """The text that a statement stands in, empty where it is not known."""
        document = self.documents.get(statement.document)
        return document.text if document else ""

    def said(self, statement: Statement) -> str:
        """The words, with who says them, where they stand, and when that was published.

        A speaker whom the words themselves name is not named twice. Words that take up the sentence
        before are shown after it.
        """
        around = self._around(statement, self._before(statement), turned=False)
        return self._told(statement, around)[0]

    def _told(self, statement: Statement, around: Around | None) -> tuple[str, tuple[int, int]]:
        """The same with the sentences around them, and where in it the words stand."""
        source = statement.source
        lead, turn = (around.before, around.after) if around else ("", "")
        words, origin = quoted(statement), f"{self.origin(statement)}{later(statement)}"
        begin = len(_inner(lead)) + 2 if lead else 1
        mark = begin, begin + len(words) - 2
        if turn:
            words = f"{words[:-1]} {_inner(turn)}”"
        words = _after(_inner(lead), words)
        speaks = self.transcripts.speaker(statement)
        own = statement.source != AUTHOR and self._own(statement)
        if not speaks and (own or WE.search(f"{lead} {statement.quote} {turn}")):
            origin = f"{self._titled(statement)}{origin}"
        if speaks:
            return f"{words} ({origin}, spoken by “{speaks}”)", mark
        if not self._cites(statement):
            return f"{words} ({origin})", mark
        # The words are the text's own: whom it reports is not made to speak them.
        # An interviewer's words in a release are not those of who published it.
        who = "unnamed sources" if source == UNNAMED else self.name(source)
        where = ", at least in the last sentence" if lead and not turn else ""
        if turn:
            many = len(list(bounds(turn)))
            last = "sentence" if many == 1 else f"{number(many).lower()} sentences"
            where = f", at least before the last {last}"
        return f"{words} ({origin}, citing {who}{where})", mark

    def author(self, statement: Statement, actor: str) -> str:
        """Who published a text that surely tells of an act of its own without naming itself.

        "He is being designated" in a release of a ministry; empty where it is not so.
        """
        document = self.documents.get(statement.document)
        own = not statement.actor_text and root(statement.actor) == root(actor)
        sure = statement.source == AUTHOR and statement.confidence >= SURE
        return (document.publisher or "") if document and own and sure else ""

    def _cites(self, statement: Statement) -> bool:
        """Whether it has to be said whom a text cites for its words: they do not say so."""
        source = statement.source
        # Where the reader is unsure of all that it read, it is unsure of the speaker too.
        if source in (AUTHOR, UNKNOWN) or statement.confidence < FLOOR:
            return False
        # The reader gives the words by which it knows a speaker that is not in the registry.
        known = re.findall(rf"“([^”]+)” is {re.escape(source)} \(", statement.reason)
        # What is only said or believed says so itself: "suspected", "is charged with".
        if source == UNNAMED and (not known or SAYS.search(statement.quote)):
            return False
        named = root(source) in self.heard.named(statement) or self._own(statement)
        return not named and not any(words in statement.quote for words in known)

    def _own(self, statement: Statement) -> bool:
        """Whether the source of a statement published the text, and speaks in it for itself."""
        document = self.documents.get(statement.document)
        by = document.publisher if document else None
        source = root(statement.source)
        return bool(by) and source in self.heard.words(by, statement.published)

    def continued(self, told: Cited, passage: Passage, later: Passage, led: bool) -> Cited | None:
        """A passage that goes on where another ended, told together with it; None where none does.

        `told` is how the other passage is told; both are the words of one speaker.
        """
        first, second = passage.surest, later.surest
        if (
            first.document != second.document
            or self.independent(passage)
            or self.independent(later)
        ):
            return None
        before = self._before(second, led)
        begins = before[0].start if before else second.start
        since = next((around.start for s, around in told.around if s == first), first.start)
        if second.start < first.end or begins > first.end + NEXT or second.end - since > TOGETHER:
            return None
        speakers = {self.transcripts.speaker(s) for s in (first, second)}
        if len(speakers) > 1 or self._cites(first) or self._cites(second):
            return None
        found = self.tell(later, led, since)
        return replace(
            found,
            statements=(*told.statements, *found.statements),
            around=(*found.around, *told.around),
            also=told.also,
            marks=(*found.kept(told), *found.marks),
        )

    def lead(self, statement: Statement) -> str:
        """The sentences before that a quote takes up, by the same speaker."""
        return _inner(self._led(statement, self.leaning.before(statement)))

    def dispute(self, claim: Statement, denial: Statement) -> Cited:
        """What is said, and who denies it, each in its own words."""
        one = (claim.document, claim.start) == (denial.document, denial.start)
        # In one text the claim is what the denial takes up, and not the sentence before it.
        led = one or claim.document != denial.document
        led_by = self._before(denial) if led else ()
        after = self._around(denial, led_by, turned=False)
        if one:
            text, mark = self._told(denial, after)
            text += " holds both the claim and its denial"
            return Cited(text, (claim, denial), _beside((denial, after)), marks=(mark,))
        before = self._around(claim, self._before(claim), turned=False)
        (one_side, mark), (other, second) = self._told(claim, before), self._told(denial, after)
        text = f"{one_side}; against this, "
        marks = mark, (len(text) + second[0], len(text) + second[1])
        beside = _beside((claim, before), (denial, after))
        return Cited(text + other, (claim, denial), beside, True, marks=marks)

    def _titled(self, statement: Statement) -> str:
        """The title before the publisher: it may tell who "we" are, as in a joint statement."""
        document = self.documents.get(statement.document)
        title = headline(document.title) if document and document.publisher else ""
        return f"“{title}”, " if title else ""

    def origin(self, statement: Statement) -> str:
        """The publisher or title of a statement's text, and its date.

        A title that is only the beginning of the words is not said twice.
        """
        document = self.documents.get(statement.document)
        date = day(statement.published) if statement.published else "undated"
        text = _text(statement, document)
        return date if opens(text, statement.quote) else f"{text}, {date}"

    def independent(self, passage: Passage) -> tuple[Statement, ...]:
        """The first statement of each other independent voice on a corroborated event."""
        event = passage.corroborated
        found: dict[str, Statement] = {}
        for voice in event.voices if event else ():
            first = voice.statements[0]
            counts = voice.counts and not voice.denies
            if counts and first.document != passage.surest.document:
                found.setdefault(first.document, first)
        return tuple(found.values())


def _inner(text: str) -> str:
    """Sentences as they stand inside a quotation, on one line, with a mark between paragraphs."""
    return f" {PARAGRAPH} ".join(map(inside, BREAK.split(text.strip())))


def later(statement: Statement) -> str:
    """A mark for what is told as done although its day lies after its text; else empty.

    Words without a year say nothing of the kind: "the next month" may count from another day.

    >>> told = Statement("d", "It sent shells on 12 January 2023.", 0, 34, "sent", 3, 7, "PRK", "",
    ...                  "AID", published="2022-12-05", when="2023-01-12")
    >>> later(told)
    '; the text dates this on 12 January 2023, after it came out'
    """
    if statement.stance.foretold or not statement.when or not statement.published:
        return ""
    if not YEAR.search(statement.quote):
        return ""
    first = statement.when.partition("/")[0]
    if first == ".." or first <= statement.published[: len(first)]:
        return ""
    return f"; the text dates this {when(statement.when)}, after it came out"


def _after(lead: str, words: str) -> str:
    return f"“{lead} {words[1:]}" if lead else words


def _beside(*shown: tuple[Statement, Around | None]) -> tuple[tuple[Statement, Around], ...]:
    """Those statements beside whose quotes other sentences are shown, with these."""
    return tuple((s, around) for s, around in shown if around)


def _text(statement: Statement, document: Document | None) -> str:
    if document and document.publisher:
        return document.publisher
    title = headline(statement.title or (document and document.title))
    return title if title else "a text without a title"


def quoted(statement: Statement) -> str:
    """The words of a statement in quotation marks, on one line, cut where they are very long.

    >>> quoted(Statement("d", "Kyiv  cut ties.", 0, 15, "cut", 6, 9, "UKR", "Kyiv", "SANCTION"))
    '“Kyiv cut ties.”'
    """
    quote, first, last = statement.quote, 0, len(statement.quote)
    if last > LONGEST:
        middle = (statement.trigger_start + statement.trigger_end) // 2 - statement.start
        first = max(0, min(middle - LONGEST // 2, last - LONGEST))
        last = first + LONGEST
        first = quote.find(" ", first) + 1 if first else 0
        space = quote.rfind(" ", first, last) if last < len(quote) else last
        last = space if space >= first else last
    words = inside(quote[first:last])
    return f"“{'… ' if first else ''}{words}{' …' if last < len(quote) else ''}”"
