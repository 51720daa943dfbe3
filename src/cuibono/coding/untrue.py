"""What a sentence says is not true: a retraction, a correction, a claim called false.

"It is not true that Iran bombed Israel", "the paper withdrew its report that …", "FALSE: …": what
stands there is nobody's word that it is so. These are forms of a sentence, and not acts, so that
the reader, which looks for acts, takes what they hold for told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from cuibono.coding.parties import Meant
from cuibono.coding.rows import Row
from cuibono.coding.statement import AUTHOR, UNNAMED
from cuibono.language.sentence import Sentence

_CLAIM = (
    r"(?:claims?|reports?|allegations?|accusations?|charges?|stor(?:y|ies)|rumou?rs?|suggestions?|"
    r"news|statements?|assertions?|accounts?|posts?|videos?|dispatch(?:es)?|articles?|items?)"
)
_FALSE = (
    r"(?:false|untrue|not true|(?:a )?lies?|baseless|groundless|unfounded|(?:a |pure )?fabricat\w+|"
    r"nonsense|invented|(?:a )?hoax|incorrect|wrong|fake)"
)
_WRONGLY = r"(?:wrongly|incorrectly|falsely|erroneously|mistakenly)"
_SAID = r"(?:said|stated|reported|claimed|wrote|suggested|asserted|alleged)"
_IS = r"(?:is|are|was|were|has been|have been|had been)"
BY_AUTHOR = (
    re.compile(rf"\b[Ii]t {_IS} (?:\w+ly )?{_FALSE}\b[^.]{{0,200}}?\bthat (?P<held>.+)", re.DOTALL),
    re.compile(
        rf"\b(?:misstated|misreported|{_WRONGLY} {_SAID}|{_SAID} {_WRONGLY})\b(?: that)? "
        r"(?P<held>.+)",
        re.DOTALL,
    ),
    re.compile(
        rf"\b(?:earlier|previous|first|original) version of (?:this|the|our) {_CLAIM} "
        rf"(?:\w+ ){{0,3}}?{_SAID}(?: that)? (?P<held>.+)",
        re.DOTALL,
    ),
    re.compile(rf"\b{_CLAIM} that (?P<held>.{{1,300}}?) {_IS} (?:\w+ly )?{_FALSE}\b", re.DOTALL),
)
"""Who tells the sentence calls `held` untrue."""
BY_OTHERS = (
    re.compile(
        r"(?P<who>[^,;:]{1,90}?) (?:has |have |had )?"
        r"(?:retracted|withdrew|withdrawn|took back|disowned) "
        rf"(?:\S+ ){{0,3}}?{_CLAIM} (?:that|of|in which [^,;.]{{1,30}} that) (?P<held>.+)",
        re.DOTALL,
    ),
    re.compile(
        r"(?P<who>[^,;:]{1,90}?) (?:called|calls|dismissed|dismisses|described|describes) "
        rf"(?:\S+ )??{_CLAIM} (?:that|of) (?P<held>.{{1,300}}?) (?:as )?{_FALSE}\b",
        re.DOTALL,
    ),
)
"""Somebody whom the sentence names before the verb does."""
LABEL = re.compile(rf"\W*(?:(?:fact[- ]check|verdict|claim|rating)\W+)?{_FALSE}\W*", re.IGNORECASE)
"""A label before a sentence: "FALSE:"."""
READ_ON = re.compile(
    r"\W*(?:don[’']?t miss|also read|read (?:also|more|next|on|this)|see also|watch|listen|"
    r"trending|related(?: (?:stories|articles|coverage|news))?|recommended|most (?:read|popular)|"
    r"more (?:on this|from us|stories)|editors?[’']s? picks?)\s*:",
    re.IGNORECASE,
)
"""What stands before the title of another text."""
TAKEN_BACK = re.compile(
    rf"\W*(?:but )?(?:that|this|it|the {_CLAIM}) (?:is|was|were|has been) (?:\w+ly )?{_FALSE}\W*",
    re.IGNORECASE,
)
"""A sentence that says of the one before that it is untrue, and no more."""
TOLD = re.compile(
    rf"\b(?:[Ww]e|it was|were|was|has been|have been) (?:\w+ly )?(?:{_SAID})\b(?: that)? "
    r"(?P<held>.+)|"
    rf"\b(?:{_CLAIM}) (?:that|said) (?P<what>.+)",
    re.DOTALL,
)
"""What such a sentence may take back: what somebody said, and not a deed that it calls wrong."""
WORK = re.compile(
    r"\b(?:film|movie|documentary|book|novel|play|song|album|poem|painting|game|series|episode|essay|"
    r"article|headline|thriller|opera|exhibition|entitled|titled|called|headlined),? "
    r"(?:of \d{4} )?[“\"‘'](?P<held>[^”\"’“‘]{3,120})[”\"’']"
)
"""The title of a work: "the film ‘Egypt Attacks Sudan’"."""
FICTION = re.compile(
    r"\W*(?:but |and |yet )?in (?:an?|the|this|that|his|her|its|their|one|another)\b[^,]{0,50}?"
    r"\b(?:war[- ]?games?|simulations?|scenarios?|novels?|thrillers?|films?|movies?|video games?|"
    r"board games?|tabletop exercises?)"
    r"(?: (?:about|by|called|from|held|in|of|on|played|run|set|with)\b[^,]{0,60})?,",
    re.IGNORECASE,
)
"""How a sentence begins that tells what happens in a story or an exercise, and not in the world."""
OF_ITSELF = re.compile(
    r"\b(?:this|our|version of the) (?:story|article|report|text|page|post|dispatch)\b"
)
"""A text that corrects itself."""
_WRONG = re.compile(_WRONGLY)


@dataclass(frozen=True, slots=True)
class Untrue:
    """Characters of a sentence that hold what is called untrue; `who` those of whoever does so,
    None where that is whoever tells the sentence. `claimed` is where somebody who stands by it
    claims it ("falsely claimed that …"), None where nobody does; `own` says that a text corrects
    itself.
    """

    start: int
    end: int
    who: tuple[int, int] | None = None
    claimed: int | None = None
    own: bool = False

    def holds(self, offset: int) -> bool:
        """Whether a character of the sentence is part of it."""
        return self.start <= offset < self.end


def untrue(text: str, before: str = "", after: str = "") -> Untrue | None:
    """What a sentence calls untrue, or the one `after` it does; None where nothing is called so.

    `before` is the sentence before it.

    >>> text = "It is not true, as we wrote on Monday, that Iran bombed Israel."
    >>> found = untrue(text)
    >>> text[found.start : found.end]
    'Iran bombed Israel.'
    >>> untrue("France has left.", before="FALSE:")
    Untrue(start=0, end=16, who=None, claimed=None, own=False)
    >>> untrue("It is true that Iran bombed Israel.") is None
    True
    >>> untrue("On Monday we wrote that Iran had left.", after="That was wrong.")
    Untrue(start=24, end=38, who=None, claimed=None, own=True)
    >>> untrue("Iran bombed a school.", after="That was wrong.") is None
    True
    """
    if before and LABEL.fullmatch(before):
        return Untrue(0, len(text))
    if match := _first(BY_AUTHOR, text):
        start, end = match.span("held")
        if OF_ITSELF.search(text[:start]):
            return Untrue(start, end, own=True)
        return Untrue(start, end, claimed=match.start() if _WRONG.search(match[0]) else None)
    if match := _first(BY_OTHERS, text):
        return Untrue(*match.span("held"), match.span("who"))
    if TAKEN_BACK.fullmatch(after) and (match := TOLD.search(text)):
        return Untrue(*match.span("held" if match["held"] else "what"), own=True)
    return None


def title(text: str) -> tuple[int, int] | None:
    """The characters of a sentence that are the title of a work, None where there is none.

    >>> text = "The film ‘Egypt Attacks Sudan’ opens in Cairo."
    >>> first, end = title(text)
    >>> text[first:end]
    'Egypt Attacks Sudan'
    >>> title("He called “Egypt an enemy of all”.") is None
    True
    """
    for match in WORK.finditer(text):
        long = [word for word in match["held"].split() if len(word) > 3]
        if long and all(word[0].isupper() or not word[0].isalpha() for word in long):
            return match.span("held")
    return None


def invented(text: str) -> int | None:
    """Where in a sentence begins what happens only in a story or an exercise; None if nothing does.

    >>> invented("In the war game, Chile sank two Peruvian frigates.")
    16
    >>> invented("In the war, Chile sank two Peruvian frigates.") is None
    True
    """
    found = FICTION.match(text)
    return found.end() if found else None


def imagined(row: Row, sentence: Sentence, since: int) -> Row:
    """A row as possible, if it tells what happens from there on in a story or an exercise."""
    here = sentence.offset(row.act.first)
    if here < since or row.stance != "reported":
        return row
    return replace(row, stance="possible", reason=f"{row.reason}; in a story or an exercise")


def tells_nothing(text: str) -> bool:
    """Whether a sentence only labels the next one as untrue, or is a link to another text.

    >>> tells_nothing("FALSE:"), tells_nothing("Fact check: false."), tells_nothing("It is false.")
    (True, True, False)
    >>> tells_nothing("Also read: Serbia mines a bridge."), tells_nothing("They also read: a lot.")
    (True, False)
    """
    return LABEL.fullmatch(text) is not None or READ_ON.match(text) is not None


def refuted(row: Row, sentence: Sentence, found: Untrue, denier: Meant) -> Iterator[Row]:
    """A row as whoever calls it untrue has it, beside what a named speaker says if that stays."""
    here = sentence.offset(row.act.first)
    if not found.holds(here):
        yield row
        return
    if row.stance == "denied":
        yield replace(row, speakers=(denier,)) if row.source == AUTHOR else row
        return
    if found.claimed is not None and row.source not in (AUTHOR, UNNAMED):
        yield row
    who = f"“{denier.text}” takes it back" if denier.text else "the text calls it untrue"
    yield replace(
        row, speakers=(denier,), stance="denied", hedged=False, reason=f"{row.reason}; {who}"
    )


def _first(patterns: Sequence[re.Pattern[str]], text: str) -> re.Match[str] | None:
    return next((match for pattern in patterns if (match := pattern.search(text))), None)
