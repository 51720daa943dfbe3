"""What a quote hangs on: the sentences around it without which it cannot be understood."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from cuibono.briefs.passages import Heard
from cuibono.briefs.transcript import SPEAKS
from cuibono.coding.statement import Statement
from cuibono.documents import Document
from cuibono.events.mouths import DENIES, TAKES_UP
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
    r"(?:nonetheless|nevertheless|however|even so|instead|but|yet|(?:since|by|until) then|"
    r"for the next|(?:at|during|by|before|after) (?:this|that))\b|"
    r"(?:one|another|the (?:first|second|third|other|former|latter)) (?:is|was|of)|"
    r"for (?:this|that)|(?:at|in) (?:that|the same)|"
    r"in (?:response|return|reply|retaliation)|as a result)\b",
    re.IGNORECASE,
)
"""How a sentence begins that goes on from the one before."""
POINTS = re.compile(r"\b(?:they|them|their|theirs|he|him|his|she|her|hers|it|its)\b", re.IGNORECASE)
"""Words that stand for what was named before, in the same sentence or the one before."""
THIRD = re.compile(
    r"\b(?:them|him)\b|\bit(?=[,.;:]| (?:an?|the|to|in|on|at|of|from|with|for|as|by|into)\b)",
    re.IGNORECASE,
)
"""Words for something to which a thing is done: not for who does it, but for something else."""
SHOWS = re.compile(
    r"\b(?:these|those) (?!who\b|whose\b|that\b|of\b|in\b|with\b)\w+|"
    r"\bthis (?!(?:past|last|coming|week|month|year|decade|century|morning|evening|is|was|has|will|"
    rf"{MONTH})\b)\w+|, (?:it|he|she|they) (?:said|says|added|claimed|reported|wrote|told|argued|"
    r"insisted|warned)\b|^[^,;:]*\bsuch (?!as\b|an?\b|that\b)\w+",
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


@dataclass(frozen=True, slots=True)
class Leaning:
    """Finds what quotes hang on; it knows the documents by their ids, and who is named."""

    documents: dict[str, Document]
    heard: Heard
    sentences: dict[str, list[Sentence]] = field(default_factory=dict[str, list[Sentence]])

    def before(self, statement: Statement) -> tuple[Sentence, ...]:
        """The sentences before a quote without which it cannot be understood, in their order."""
        document = self.documents.get(statement.document)
        known = DEFINITE.search(statement.quote)
        if document is None or not (known or self._leans(statement)):
            return ()
        shown: list[Sentence] = []
        for sentence in self._earlier(document, statement.start):
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

    def _earlier(self, document: Document, start: int) -> Iterator[Sentence]:
        """The last sentences of the same speaker before a place, the nearest first."""
        if document.id not in self.sentences:
            self.sentences[document.id] = list(cut(document.text))
        every = self.sentences[document.id]
        at = bisect_right(every, start, key=lambda sentence: sentence.start) - 1
        for n in range(at, max(at - BACK, 0), -1):
            if SPEAKS.match(document.text, every[n].start):
                return
            yield _unlabelled(every[n - 1], document.text)

    def hangs(self, statement: Statement) -> bool:
        """Whether a quote takes up a sentence that cannot be shown with it."""
        return self._leans(statement) and not self.before(statement)

    def adrift(self, statement: Statement) -> bool:
        """Whether a quote tells of a day or month whose year is not shown with it."""
        document = self.documents.get(statement.document)
        if document is None or not _adrift(statement.quote, document):
            return False
        words = " ".join([*(s.text for s in self.before(statement)), statement.quote])
        return _adrift(words, document)

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
        return any(
            found is not None and not self._names(statement, found.start(), least)
            for found, least in ((POINTS.search(quote), 1), (THIRD.search(quote), 2))
        )

    def _names(self, statement: Statement, end: int, least: int) -> bool:
        """Whether a quote has so many names before one of its characters."""
        before = statement.quote[:end]
        if len(NAME.findall(before)) >= least:
            return True
        return len(self.heard.named(replace(statement, quote=before))) >= least

    def turn(self, statement: Statement) -> Sentence | None:
        """The next sentence, where it takes back a quote in part ("However, ...") or denies it."""
        document = self.documents.get(statement.document)
        if document is None or len(statement.quote) > LONGEST:
            return None
        after = document.text[statement.end : statement.end + 3 * LONGEST]
        sentences = cut(after)
        if not sentences or not (TURNS.search(sentences[0].text) or _denies(sentences[0].text)):
            return None
        return _whole(_moved(sentences[0], statement.end))


def _denies(words: str) -> bool:
    """Whether a sentence denies what the one before it tells: "Kyiv denied it"."""
    return DENIES.search(words) is not None and (
        TAKES_UP.search(words) is not None or POINTS.search(words) is not None
    )


def _unlabelled(sentence: Sentence, text: str) -> Sentence:
    """A sentence without the label that says who speaks."""
    label = SPEAKS.match(text, sentence.start)
    if label is None or label.end() >= sentence.end:
        return sentence
    return replace(sentence, text=text[label.end() : sentence.end], start=label.end())


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
