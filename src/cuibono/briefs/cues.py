"""The words by which a sentence shows that it hangs on others."""

from __future__ import annotations

import re

from cuibono.documents.dates import MONTHS

MONTH = "|".join((*MONTHS, "spring", "summer", "autumn", "fall", "winter"))
TIME = rf"past|last|coming|week|month|year|decade|century|morning|evening|{MONTH}"


def _any(*words: str) -> str:
    return "|".join(words)


OPENS = re.compile(
    r"^\W*(?:"
    + _any(
        # What goes on, answers or is set against what was told.
        r"nonetheless|nevertheless|however|even so|instead|but|yet|rather,|in fact|indeed,",
        r"unfortunately|in (?:practice|reality)|(?:not )?surprisingly",
        r"thereafter|thereupon|meanwhile|simultaneously|subsequently|(?:later|then|afterwards),",
        r"moreover|furthermore|additionally|in addition(?! to)|again|accordingly|as a result",
        r"alternately|alternatively|otherwise|conversely|likewise|similarly|by contrast|as such",
        r"(?:first|secondly?|thirdly?|finally|lastly),",
        r"on the (?:one|other) hand|in (?:response|return|reply|retaliation)",
        r"(?:since|by|until) then|for the next|(?:at|in) (?:that|the same)|for (?:this|that)",
        r"(?:at|during|by|before|after) (?:this|that)",
        # What stands for what was named.
        rf"this(?! (?:{TIME}))|that|both|the two",
        r"(?:one|another|the (?:first|second|third|other|former|latter)) (?:is|was|of)",
        # The same further in.
        r"[^.;:]{1,60}, (?:however|though|therefore|thus|too|instead|meanwhile|in turn),",
        r"[^.;:]{1,60}, for (?:example|instance),",
        r"[^.;:,]{1,60}\balso",
        r"[^.;:,]{1,40}\bhad been",
    )
    + r")(?!\w)",
    re.IGNORECASE,
)
"""How a sentence begins that goes on from the one before."""
ASIDE = re.compile(r"\(.*\)", re.DOTALL)
"""A sentence in brackets, which belongs to the one before."""
ITEM = re.compile(
    r"(?:[A-Z][a-z]+ly )?(?:[A-Za-z][a-z]+ed|[Mm]et|[Hh]eld|[Ss]poke|[Tt]ook)\b(?! by\b)"
)
"""How an item of a list begins that says what whoever stands above it did."""
LINE = re.compile(r"[^\n]*\S[^\n]*")
POINTS = re.compile(r"\b(?:they|them|their|theirs|he|him|his|she|her|hers|it|its)\b", re.IGNORECASE)
"""Words that stand for what was named before, in the same sentence or the one before."""
THIRD = re.compile(
    r"\b(?:them|him)\b|\bit(?=[,.;:]| (?:an?|the|to|in|on|at|of|from|with|for|as|by|into)\b)",
    re.IGNORECASE,
)
"""Words for something to which a thing is done: not for who does it, but for something else."""
PAIR = "countries|governments|leaders|nations|parties|powers|sides|states"
TWO = re.compile(rf"\b(?:both|the two) (?:{PAIR})\b", re.IGNORECASE)
"""Words for two that are named before."""
SHOWS = re.compile(
    _any(
        r"\b(?:these|those) (?!who\b|whose\b|that\b|of\b|in\b|with\b)\w+",
        rf"\bthis (?!(?:is|was|has|will|{TIME})\b)\w+",
        r"\b(?:at|by|from|in|of|on|to|under|with) that "
        rf"(?!(?:is|was|of|the|which|{TIME})\b)[a-z]\w+",
        r", (?:it|he|she|they) "
        r"(?:said|says|added|claimed|reported|wrote|told|argued|insisted|warned)\b",
        r"^[^,;:]*\bsuch (?!as\b|that\b)\w+",
        r"\bsimilar (?!to\b)\w+",
        r"\b(?:responded|retaliated|reacted|replied) (?:by|with)\b",
        r"\b(?:chose|decided|did|began|agreed) \w*\s?instead\b(?! of)",
    ),
    re.IGNORECASE,
)
"""Words that point at what the sentence before has told, unless the same sentence tells it."""
DEFINITE = re.compile(
    r"^\W*(?:[A-Z][a-z]+ (?:[a-z]+ ){1,4}the [a-z]+,|"
    r"The [a-z]+ (?!(?:of|in|on|at|between|with|against|for|by|to|that|which|who|whose|from|over|"
    r"and|or|as|behind|near|under|after|before)\b)[a-z]+)"
)
"""How a sentence begins that speaks of a thing as known: "The talks failed ..."."""
PRONOUN = re.compile(r"^\W*(?:It|They|He|She|This|These) [a-z]")
"""How a sentence begins that speaks of what the one before has named."""
THING = re.compile(
    r"\b[Tt]he (?:([a-z]{4,})\b(?: ([a-z]{4,})\b)?|([A-Z][a-z]{3,})(?=[,.;:]| [a-z]|$))"
    r"(?! (?:of|that|which|who|whose|between|against)\b)"
)
"""A thing that is spoken of as known."""
NAMED = re.compile(r"\b[Tt]he [A-Z][a-z]{3,}(?=[,.;:]| [a-z]|$)")
"""The same with a name of its own, in capitals."""
WORD = re.compile(r"[A-Za-z]{4,}")
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
    r"^\W*(?:(?:\w+ ){0,3}\w+, )?(?:however|nevertheless|nonetheless|though)\b|"
    r"^[^.;]{1,100}, however\b|"
    r"^\W*(?:but|yet|still,|even so|ultimately|in the end|in the event|to date|so far|"
    r"thus far|unfortunately|in (?:practice|reality))\b",
    re.IGNORECASE,
)
"""How a sentence begins that takes back a part of the one before, which is not shown without it."""
UNDOES = re.compile(
    r"\b(?:fail(?:s|ed)?|collapsed|broke down|came to nothing|in vain|to no avail|never|rejected|"
    r"refused|abandoned|reversed|revoked|withdrew|cancell?ed|(?:was|were|had|did|has|have) not|"
    r"(?:was|were|had|did|has|have)n[’']t|neither|nobody|nothing)\b",
    re.IGNORECASE,
)
"""Words that may say that what was told came to nothing."""
COUNTERS = re.compile(
    r"\b(?:it (?:quite |very )?differently|an invention|invented|made up|not (?:quite )?true|"
    r"nothing of the (?:kind|sort)|no truth|but not the rest)\b",
    re.IGNORECASE,
)
"""Words that say that it was not as the sentence before has it."""
OWN = re.compile(
    r"\b(?:claim|report|allegation|accusation|rumou?r|news|said|says|accus)\w{0,6}\b.{0,300}?"
    r"\b(?:these|those|such) (?:claims|reports|allegations|accusations|rumou?rs|news)\b",
    re.IGNORECASE | re.DOTALL,
)
"""Words that take up what the same sentence has told."""
BREAK = re.compile(r"\n\s*\n|(?<=[.!?:;”\"’)])[ \t\r]*\n\s*(?=[“\"‘(]?[A-Z])")
"""Where a paragraph ends: at an empty line, or at a line's end where a sentence ends too."""
