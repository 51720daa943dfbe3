"""Passages as sentences: who says so, where and when it was published, in the text's own words."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field, replace

from cuibono.actors.code import root
from cuibono.briefs.cited import Around, Cited
from cuibono.briefs.names import Wording, day, listed, when
from cuibono.briefs.passages import Heard, Passage
from cuibono.coding.confidence import FLOOR
from cuibono.coding.statement import AUTHOR, UNKNOWN, UNNAMED, Statement
from cuibono.documents import Document
from cuibono.events.event import Status
from cuibono.language.headings import is_sentence
from cuibono.language.sentence import Sentence, cut

LONGEST = 600
"""Characters of a quote that a sentence shows; what is longer is cut around its trigger."""
BACK = 3
"""Sentences before a quote that are shown with it at most, where each takes up the one before."""
MONTH = (
    r"january|february|march|april|may|june|july|august|september|october|november|december|"
    r"spring|summer|autumn|fall|winter"
)
OPENS = re.compile(
    r"^\W*(?:this(?! (?:past|last|coming|week|month|year|decade|century|morning|evening|"
    rf"{MONTH}))|that|both|the two|"
    r"(?:nonetheless|nevertheless|however|even so|instead|but|yet|since then|by then|for the next|"
    r"(?:at|during|by|before|after) (?:this|that))\b|"
    r"(?:one|another|the (?:first|second|third|other|former|latter)) (?:is|was|of)|"
    r"for (?:this|that)|(?:at|in) (?:that|the same)|"
    r"in (?:response|return|reply|retaliation)|as a result)\b",
    re.IGNORECASE,
)
"""How a sentence begins that goes on from the one before."""
POINTS = re.compile(r"\b(?:they|them|their|theirs|he|him|his|she|her|hers|it|its)\b", re.IGNORECASE)
"""Words that stand for what was named before, in the same sentence or the one before."""
SHOWS = re.compile(
    r"\b(?:these|those) (?!who\b|whose\b|that\b|of\b|in\b|with\b)\w+|"
    r"\bthis (?!(?:past|last|coming|week|month|year|decade|century|morning|evening|is|was|has|will|"
    rf"{MONTH})\b)\w+|^[^,;:]*\bsuch (?!as\b|an?\b|that\b)\w+",
    re.IGNORECASE,
)
"""Words that point at what the sentence before has told, unless the same sentence tells it."""
DEFINITE = re.compile(
    r"^\W*(?:[A-Z][a-z]+ (?:[a-z]+ ){1,4}the [a-z]+,|"
    r"The [a-z]+ (?!(?:of|in|on|at|between|with|against|for|by|to|that|which|who|whose|from|over|"
    r"and|or|as|behind|near|under|after|before)\b)[a-z]+)"
)
"""How a sentence begins that speaks of a thing as known: "The talks failed ..."."""
NAME = re.compile(r"\s[\"“‘'(]?(?!I\b)[A-Z]")
SINCE = re.compile(
    r"\b(?:day|week|month|year)s? (?:later|earlier)\b|"
    r"\b(?:that|the (?:same|following|next|previous)) "
    r"(?:day|week|month|year|spring|summer|autumn|winter)\b",
    re.IGNORECASE,
)
"""Times that are counted from what was told before."""
OF_YEAR = re.compile(
    rf"\b(?:in|on|by|since|until|early|late|of|that) (?:{MONTH})\b|\b(?:{MONTH}) \d", re.IGNORECASE
)
YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d\b")
TURNS = re.compile(
    r"^\W*(?:(?:\w+ ){0,3}\w+, )?(?:however|nevertheless|nonetheless)\b|^\W*(?:but|yet|still,|"
    r"even so)\b",
    re.IGNORECASE,
)
"""How a sentence begins that takes back a part of the one before, which is not shown without it."""
OWN = re.compile(
    r"\b(?:claim|report|allegation|accusation|rumou?r|news|said|says|accus)\w*\b.*"
    r"\b(?:these|those|such) (?:claims|reports|allegations|accusations|rumou?rs|news)\b",
    re.IGNORECASE | re.DOTALL,
)
"""Words that take up what the same sentence has told."""
SPEAKS = re.compile(r"^([A-Z][A-Z.'’-]*(?: [A-Z][A-Z.'’-]*){0,5}): ?", re.MULTILINE)
"""How a transcript says whose words follow, until it says so again."""
TURNED = 3
"""A text in which so many paragraphs name a speaker is a transcript; one less will do where they
name them by more than a word, with a title or a first name.
"""
ASKS = re.compile(r"Q|QUESTIONS?|REPORTER|JOURNALIST|INTERVIEWER")
"""What a transcript calls those who ask: what they take for granted is nobody's claim."""
INNER = str.maketrans({"“": "‘", "”": "’", '"': "’"})


@dataclass(frozen=True, slots=True)
class Teller:
    """Tells passages; it knows what actors are called, and the documents by their ids."""

    name: Wording
    documents: dict[str, Document]
    heard: Heard
    turns: dict[str, list[tuple[int, str]]] = field(
        default_factory=dict[str, list[tuple[int, str]]], compare=False, repr=False
    )

    def tell(self, passage: Passage) -> Cited:
        """One passage as a sentence, with those who say the same independently."""
        also = self._also(passage)
        statements = (*passage.statements, *also)
        first, around = passage.surest, self._around(passage.surest)
        text = self._told(first, around)
        if also:
            others = listed(f"{self.origin(s)}" for s in also)
            text += f", and independently {others}"
        return Cited(text, statements, _beside((first, around)))

    def _around(self, statement: Statement, led: bool = True, turned: bool = True) -> Around | None:
        """The sentences that are shown beside a quote, where any is."""
        before = self._before(statement) if led else ()
        turn = self._turn(statement) if turned else None
        if not before and turn is None:
            return None
        return Around(
            before[0].start if before else statement.start, turn.end if turn else statement.end,
            " ".join(s.text for s in before), turn.text if turn else "",
        )  # fmt: skip

    def said(self, statement: Statement, led: bool = True) -> str:
        """The words, with who says them, where they stand, and when that was published.

        A speaker whom the words themselves name is not named twice. Words that take up the sentence
        before are shown after it where they are `led` by it.
        """
        return self._told(statement, self._around(statement, led, turned=False))

    def _told(self, statement: Statement, around: Around | None) -> str:
        """The same with the sentences around them."""
        source = statement.source
        lead, turn = (around.before, around.after) if around else ("", "")
        words, origin = quoted(statement), f"{self.origin(statement)}{later(statement)}"
        if turn:
            words = f"{words[:-1]} {_inner(turn)}”"
        words = _after(_inner(lead), words)
        speaks = self._speaks(statement)
        if speaks:
            return f"{words} ({origin}, spoken by “{speaks}”)"
        # Where the reader is unsure of all that it read, it is unsure of the speaker too.
        bare = source in (AUTHOR, UNKNOWN) or statement.confidence < FLOOR
        if bare or root(source) in self.heard.named(statement):
            return f"{words} ({origin})"
        # The words are the text's own: whom it reports is not made to speak them.
        which = "the last sentence citing" if lead else "citing"
        if turn:
            which = "the second sentence citing" if lead else "the first sentence citing"
        # An interviewer's words in a release are not those of who published it.
        who = "a speaker without a name" if source == UNNAMED else self.name(source)
        return f"{words} ({origin}, {which} {who})"

    def _speaks(self, statement: Statement) -> str:
        """Whose words a transcript says that these are, as it calls them; else empty."""
        found = self._turns(statement.document)
        named = sum(" " in label for _, label in found)
        if len(found) < TURNED and named < TURNED - 1:
            return ""
        at = bisect_right(found, statement.start, key=lambda turn: turn[0])
        return found[at - 1][1] if at else ""

    def _turns(self, document: str) -> list[tuple[int, str]]:
        """Where in a transcript whose words begin; looked for once in each document."""
        if document not in self.turns:
            held = self.documents.get(document)
            found = SPEAKS.finditer(held.text) if held else ()
            self.turns[document] = [(turn.start(), turn[1]) for turn in found]
        return self.turns[document]

    def asked(self, statement: Statement) -> bool:
        """Whether these are the words of somebody who asks questions in a transcript."""
        return ASKS.fullmatch(self._speaks(statement)) is not None

    def words(self, statement: Statement) -> str:
        """The quote, after the sentence before it where it takes that up."""
        return _after(self.lead(statement), quoted(statement))

    def takes_up(self, later: Passage, passage: Passage) -> bool:
        """Whether a passage is shown after all the words of another, which say nothing more."""
        first, second = passage.surest, later.surest
        words = self.words(first)
        bare = self.said(first) == f"{words} ({self.origin(first)})"
        if first.document != second.document or not bare or self._also(passage):
            return False
        return self.lead(second).endswith(words[1:-1])

    def lead(self, statement: Statement) -> str:
        """The sentences before that a quote takes up, by the same speaker."""
        return _inner(" ".join(s.text for s in self._before(statement)))

    def _before(self, statement: Statement) -> tuple[Sentence, ...]:
        """The sentences before a quote without which it cannot be understood, in their order."""
        document = self.documents.get(statement.document)
        known = DEFINITE.search(statement.quote)
        if document is None or not (known or self._leans(statement)):
            return ()
        shown: list[Sentence] = []
        for sentence in reversed(_earlier(document.text, statement.start)[-BACK:]):
            whole = _whole(sentence)
            if whole is None or sum(len(s.text) for s in shown) + len(whole.text) > LONGEST:
                break
            shown.insert(0, whole)
            words = " ".join([*(s.text for s in shown), statement.quote])
            if not self._leans(replace(statement, quote=whole.text)) and not _adrift(
                words, document
            ):
                break
        return tuple(shown)

    def hangs(self, statement: Statement) -> bool:
        """Whether a quote takes up a sentence that cannot be shown with it."""
        return self._leans(statement) and not self._before(statement)

    def adrift(self, statement: Statement) -> bool:
        """Whether a quote tells of a day or month whose year is not shown with it."""
        document = self.documents.get(statement.document)
        words = f"{self.lead(statement)} {statement.quote}"
        return document is not None and _adrift(words, document)

    def _leans(self, statement: Statement) -> bool:
        """Whether a quote takes up the sentence before it, and cannot be understood without.

        It does where a word stands for something that no name before it in the quote can be, and
        where a time hangs on one that was told before.
        """
        quote, document = statement.quote, self.documents.get(statement.document)
        if OPENS.search(quote) or SINCE.search(quote) or (document and _adrift(quote, document)):
            return True
        shown = SHOWS.search(quote)
        if shown and not (shown.start() and OWN.search(quote)):
            return True
        found = POINTS.search(quote)
        if found is None:
            return False
        before = quote[: found.start()]
        return not NAME.search(before) and not self.heard.named(replace(statement, quote=before))

    def _turn(self, statement: Statement) -> Sentence | None:
        """The next sentence, where it takes back a part of a quote: "However, ..."."""
        document = self.documents.get(statement.document)
        if document is None or len(statement.quote) > LONGEST:
            return None
        after = document.text[statement.end : statement.end + 3 * LONGEST]
        sentences = cut(after)
        if not sentences or not TURNS.search(sentences[0].text):
            return None
        return _whole(_moved(sentences[0], statement.end))

    def dispute(self, claim: Statement, denial: Statement) -> Cited:
        """What is said, and who denies it, each in its own words."""
        one = (claim.document, claim.start) == (denial.document, denial.start)
        # In one text the claim is what the denial takes up, and not the sentence before it.
        led = one or claim.document != denial.document
        after = self._around(denial, led, turned=False)
        if one:
            text = f"{self._told(denial, after)} holds both the claim and its denial"
            return Cited(text, (claim, denial), _beside((denial, after)))
        before = self._around(claim, turned=False)
        text = f"{self._told(claim, before)}; against this, {self._told(denial, after)}"
        return Cited(text, (claim, denial), _beside((claim, before), (denial, after)))

    def origin(self, statement: Statement) -> str:
        """The publisher or title of a statement's text, and its date."""
        document = self.documents.get(statement.document)
        date = day(statement.published) if statement.published else "undated"
        return f"{_text(statement, document)}, {date}"

    def _also(self, passage: Passage) -> tuple[Statement, ...]:
        """The first statement of each other independent voice on a corroborated event."""
        found: dict[str, Statement] = {}
        for event in passage.events:
            if event.status is not Status.CORROBORATED:
                continue
            for voice in event.voices:
                first = voice.statements[0]
                counts = voice.counts and not voice.denies
                if counts and first.document != passage.surest.document:
                    found.setdefault(first.document, first)
        return tuple(found.values())


def _earlier(text: str, start: int) -> list[Sentence]:
    """The sentences before a place in its paragraph and the one before, by the same speaker."""
    first = text.rfind("\n", 0, start) + 1
    end = len(text[:first].rstrip())
    found = _between(text, first, start)
    if SPEAKS.match(text, first) or not end:
        return found
    return [*_between(text, text.rfind("\n", 0, end) + 1, end), *found]


def _between(text: str, first: int, last: int) -> list[Sentence]:
    """The sentences of a part of a paragraph, without the label that says who speaks."""
    label = SPEAKS.match(text, first)
    first = min(label.end(), last) if label else first
    return [_moved(s, first) for s in cut(text[first:last])]


def _moved(sentence: Sentence, by: int) -> Sentence:
    """A sentence at its place in a text, of which what begins at `by` was cut."""
    return replace(sentence, start=sentence.start + by, end=sentence.end + by)


def _whole(sentence: Sentence) -> Sentence | None:
    """A sentence that can be shown whole; None for a heading and for what is too long."""
    shown = len(sentence.text) <= LONGEST and is_sentence(sentence.text)
    return sentence if shown else None


def _adrift(words: str, document: Document) -> bool:
    """Whether words tell of a part of a year that neither they nor the day of their text give."""
    if YEAR.search(words) or (document.published and not SINCE.search(words)):
        return False
    return bool(SINCE.search(words) or OF_YEAR.search(words))


def _inner(text: str) -> str:
    """A sentence as it stands inside a quotation, on one line."""
    return " ".join(text.translate(INNER).split())


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
    title = (statement.title or (document and document.title) or "").strip(" :")
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
        last = quote.rfind(" ", first, last) if last < len(quote) else last
    inside = " ".join(quote[first:last].translate(INNER).split())
    return f"“{'… ' if first else ''}{inside}{' …' if last < len(quote) else ''}”"
