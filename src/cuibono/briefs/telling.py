"""Passages as sentences: who says so, where and when it was published, in the text's own words."""

from __future__ import annotations

import re
from dataclasses import dataclass

from cuibono.actors.code import root
from cuibono.briefs.cited import Cited
from cuibono.briefs.names import Wording, day, listed, when
from cuibono.briefs.passages import Heard, Passage
from cuibono.coding.statement import AUTHOR, UNKNOWN, UNNAMED, Statement
from cuibono.documents import Document
from cuibono.events.event import Status
from cuibono.language.headings import is_sentence
from cuibono.language.sentence import cut

LONGEST = 420
"""Characters of a quote that a sentence shows; what is longer is cut around its trigger."""
LEANING = re.compile(
    r"^\W*(?:they|it|he|she|this(?! (?:past|last|coming|week|month|year|spring|summer|autumn|fall|"
    r"winter|morning|evening|january|february|march|april|may|june|july|august|september|october|"
    r"november|december))|that|their|its|his|her|both|the two|"
    r"for (?:this|that)|in (?:this|that|the same|response|return|reply|retaliation)|as a result)\b|"
    r"\b(?:these|those) \w+|^\W*(?:\w+ ){0,2}such \w+",
    re.IGNORECASE,
)
"""What in a sentence hangs on the one before, which is then shown with it."""
OWN = re.compile(
    r"\b(?:claim|report|allegation|accusation|rumou?r|news|said|says|accus)\w*\b.*"
    r"\b(?:these|those|such) (?:claims|reports|allegations|accusations|rumou?rs|news)\b",
    re.IGNORECASE | re.DOTALL,
)
"""Words that take up what the same sentence has told."""
INNER = str.maketrans({"“": "‘", "”": "’", '"': "’"})


@dataclass(frozen=True, slots=True)
class Teller:
    """Tells passages; it knows what actors are called, and the documents by their ids."""

    name: Wording
    documents: dict[str, Document]
    heard: Heard

    def tell(self, passage: Passage) -> Cited:
        """One passage as a sentence, with those who say the same independently."""
        also = self._also(passage)
        statements = (*passage.statements, *also)
        text = self.said(passage.surest)
        if also:
            others = listed(f"{self.origin(s)}" for s in also)
            text += f", and independently {others}"
        return Cited(text, statements)

    def said(self, statement: Statement, led: bool = True) -> str:
        """The words, with who says them, where they stand, and when that was published.

        A speaker whom the words themselves name is not named twice. Words that take up the sentence
        before are shown after it where they are `led` by it.
        """
        source = statement.source
        anonymous = source in (AUTHOR, UNKNOWN, UNNAMED)
        lead = self.lead(statement) if led else ""
        words, origin = _after(lead, statement), f"{self.origin(statement)}{later(statement)}"
        if anonymous or root(source) in self.heard.named(statement):
            return f"{words} ({origin})"
        # The words are the text's own: whom it reports is not made to speak them.
        which = "the last sentence citing" if lead else "citing"
        return f"{words} ({origin}, {which} {self.name(source)})"

    def words(self, statement: Statement) -> str:
        """The quote, after the sentence before it where it takes that up."""
        return _after(self.lead(statement), statement)

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
        document = self.documents.get(statement.document)
        if document is None or not leans(statement.quote):
            return ""
        before = document.text[: statement.start]
        sentences = cut(before[before.rfind("\n") + 1 :])
        if not sentences or len(sentences[-1].text) > LONGEST:
            return ""
        if not is_sentence(sentences[-1].text):
            return ""
        return " ".join(sentences[-1].text.translate(INNER).split())

    def dispute(self, claim: Statement, denial: Statement) -> Cited:
        """What is said, and who denies it, each in its own words."""
        if (claim.document, claim.start) == (denial.document, denial.start):
            text = f"{self.said(denial)} holds both the claim and its denial"
        else:
            # In one text the claim is what the denial takes up, and not the sentence before it.
            led = claim.document != denial.document
            text = f"{self.said(claim)}; against this, {self.said(denial, led)}"
        return Cited(text, (claim, denial))

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


def _after(lead: str, statement: Statement) -> str:
    return f"“{lead} {quoted(statement)[1:]}" if lead else quoted(statement)


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
