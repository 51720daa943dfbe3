"""What a quote hangs on: the sentences around it without which it cannot be understood."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from cuibono.briefs.passages import Heard
from cuibono.briefs.transcript import SPEAKS
from cuibono.coding.statement import Statement
from cuibono.documents import Document
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


@dataclass(frozen=True, slots=True)
class Leaning:
    """Finds what quotes hang on; it knows the documents by their ids, and who is named."""

    documents: dict[str, Document]
    heard: Heard

    def before(self, statement: Statement) -> tuple[Sentence, ...]:
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
        return self._leans(statement) and not self.before(statement)

    def adrift(self, statement: Statement) -> bool:
        """Whether a quote tells of a day or month whose year is not shown with it."""
        document = self.documents.get(statement.document)
        words = " ".join([*(s.text for s in self.before(statement)), statement.quote])
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

    def turn(self, statement: Statement) -> Sentence | None:
        """The next sentence, where it takes back a part of a quote: "However, ..."."""
        document = self.documents.get(statement.document)
        if document is None or len(statement.quote) > LONGEST:
            return None
        after = document.text[statement.end : statement.end + 3 * LONGEST]
        sentences = cut(after)
        if not sentences or not TURNS.search(sentences[0].text):
            return None
        return _whole(_moved(sentences[0], statement.end))


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
