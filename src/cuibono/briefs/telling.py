"""Passages as sentences: who says so, where and when it was published, in the text's own words."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field, replace

from cuibono.actors.code import root
from cuibono.briefs.cited import Around, Cited
from cuibono.briefs.names import Wording, day, listed, when
from cuibono.briefs.passages import Heard, Passage
from cuibono.coding.statement import AUTHOR, UNKNOWN, UNNAMED, Statement
from cuibono.documents import Document
from cuibono.events.event import Status
from cuibono.language.headings import is_sentence
from cuibono.language.sentence import Sentence, cut

LONGEST = 420
"""Characters of a quote that a sentence shows; what is longer is cut around its trigger."""
LEANING = re.compile(
    r"^\W*(?:they|it|he|she|this(?! (?:past|last|coming|week|month|year|spring|summer|autumn|fall|"
    r"winter|morning|evening|january|february|march|april|may|june|july|august|september|october|"
    r"november|december))|that|their|its|his|her|both|the two|"
    r"(?:nonetheless|nevertheless|however|even so|instead|but|yet|since then|by then|for the next|"
    r"(?:at|during|by|before|after) (?:this|that))\b|"
    r"(?:one|another|the (?:first|second|third|other|former|latter)) (?:is|was|of)|"
    r"for (?:this|that)|in (?:this|that|the same|response|return|reply|retaliation)|as a result)\b|"
    r"\b(?:these|those) \w+|^\W*(?:\w+ ){0,2}such \w+",
    re.IGNORECASE,
)
"""What in a sentence hangs on the one before, which is then shown with it."""
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
"""A text in which so many paragraphs name a speaker is a transcript."""
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
        lead = self._lead(statement) if led else None
        turn = self._turn(statement) if turned else None
        if lead is None and turn is None:
            return None
        return Around(
            lead.start if lead else statement.start, turn.end if turn else statement.end,
            lead.text if lead else "", turn.text if turn else "",
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
        if source in (AUTHOR, UNKNOWN) or root(source) in self.heard.named(statement):
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
        if len(found) < TURNED:
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

    def words(self, statement: Statement) -> str:
        """The quote, after the sentence before it where it takes that up."""
        return _after(self.lead(statement), quoted(statement))

    def takes_up(self, later: Passage, passage: Passage) -> bool:
        """Whether a passage is shown after all the words of another, which say nothing more."""
        first, second = passage.surest, later.surest
        if first.document != second.document or self.said(first) != self._alone(first):
            return False
        lead = self.lead(second)
        return bool(lead) and quoted(first) == f"“{lead}”" and not self._also(passage)

    def _alone(self, statement: Statement) -> str:
        """The words of nobody but their text, without a sentence before them."""
        return f"{quoted(statement)} ({self.origin(statement)})"

    def lead(self, statement: Statement) -> str:
        """The sentence before, where a quote takes it up and it stands in the same paragraph."""
        found = self._lead(statement)
        return _inner(found.text) if found else ""

    def _lead(self, statement: Statement) -> Sentence | None:
        document = self.documents.get(statement.document)
        if document is None or not leans(statement.quote):
            return None
        first = document.text.rfind("\n", 0, statement.start) + 1
        sentences = cut(document.text[first : statement.start])
        return _whole(sentences[-1], first) if sentences else None

    def _turn(self, statement: Statement) -> Sentence | None:
        """The next sentence, where it takes back a part of a quote: "However, ..."."""
        document = self.documents.get(statement.document)
        if document is None or len(statement.quote) > LONGEST:
            return None
        after = document.text[statement.end : statement.end + 3 * LONGEST]
        sentences = cut(after)
        if not sentences or not TURNS.search(sentences[0].text):
            return None
        return _whole(sentences[0], statement.end)

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


def _whole(sentence: Sentence, first: int) -> Sentence | None:
    """A sentence at its place in the text, which is cut at `first`; None for what is no sentence
    that can be shown.
    """
    if len(sentence.text) > LONGEST or not is_sentence(sentence.text):
        return None
    return replace(sentence, start=sentence.start + first, end=sentence.end + first)


def _inner(text: str) -> str:
    """A sentence as it stands inside a quotation, on one line."""
    return " ".join(text.translate(INNER).split())


def leans(quote: str) -> bool:
    """Whether a sentence takes up the one before it, and cannot be understood without.

    >>> leans("In response, Kyiv cut its ties."), leans("This past July, Kyiv cut its ties.")
    (True, False)
    """
    found = LEANING.search(quote)
    return found is not None and not (found.start() and OWN.search(quote))


def later(statement: Statement) -> str:
    """A mark for what is told as done although its day lies after its text; else empty.

    >>> told = Statement("d", "", 0, 0, "", 0, 0, "PRK", "", "AID", published="2022-12-05",
    ...                  when="2023-01-12")
    >>> later(told)
    '; the text dates this on 12 January 2023, after it came out'
    """
    if statement.stance.foretold or not statement.when or not statement.published:
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
