"""What the words of a denial leave alone: a refusal, a deed in which nobody takes a part.

A row is read as denied where its act is not done, too: "refused to recognise" says of nothing that
somebody told that it is untrue.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from cuibono.coding.statement import Stance, Statement
from cuibono.events.mouths import DENIES, RETRACTS

_CLAIM = (
    r"(?:claim|report|alleg|accus|charge|assert|account|statement|stor(?:y|ies)|rumou?r|suggest|"
    r"remark|comment|words|news)"
)
UNTRUE = re.compile(
    rf"\b(?:reject|dismiss|rebut|call|brand|describ|disavow)\w*\s+"
    rf"(?:(?:\S+\s+){{0,4}}?{_CLAIM}\w*|(?:it|them)\b|"
    r"(?:this|that|all)\b(?=\s*(?:[.,;:”\"’]|as\b|and\b|but\b|$)))|"
    r"\b(?:this|that|which|it)\s+(?:is|was|has\s+been|had\s+been)\s+(?:\w+ly\s+)?"
    r"(?:rejected|dismissed)\b",
    re.I,
)
"""Words that are used of offers as well, where they are said of a claim."""
NOT = re.compile(
    r"\b(?P<refuses>refus\w*|unwilling\w*|reluctan\w*|declin(?:e|es|ed|ing)|"
    r"(?:will|would|shall|should|must)\s+(?:\w+\s+)?(?:not|never)|(?:wo|would|should|must)n[’']t|"
    r"(?:no|not|n[’']t)\s+(?:\w+\s+)?(?:plan|inten[dt]|going\s+to|need|ready|prepared)\w*|"
    r"rul\w+\s+out|turn\w*\s+down|reject\w*|den(?:y|ies|ied|ying)|cancel\w*|"
    r"fail(?:s|ed|ing|ure)?\s+to)|"
    r"\b(?:not|no|nor|neither|never|none|nobody|nothing|cannot|without)\b|n[’']t\b",
    re.I,
)
"""Words that say not; `refuses` where something is not done rather than not so."""
SPEAKS = re.compile(
    r"\b(?:sa(?:y|ys|id|ying)|t(?:ell|ells|old)|stat(?:ed|ing|es?\s+that)|claim\w*|insist\w*|"
    r"maintain\w*|assert\w*|announc\w*|declar\w*|argu\w*|according|repl(?:y|ies|ied)|"
    r"respond\w*|add(?:s|ed)|swear|sw(?:ears|ore)|reiterat\w*|assur\w*|report\w*)\b|[“\"]",
    re.I,
)
"""Words that say that somebody speaks."""
PART = re.compile(
    r"\b(?:involve\w*|responsib\w*|complicit\w*|accus\w*|blam\w*|implicat\w*|connection|links?|"
    r"(?:part|role|hand)\s+in)\b",
    re.I,
)
"""Words that speak of who did it."""


def untrue(s: Statement) -> bool:
    """Whether the words of a denial say of a claim that it is not so.

    >>> told = Statement("d", "Cairo rejects reports of a raid.", 0, 0, "raid", 0, 0, "EGY", "",
    ...                  "ASSAULT")
    >>> from dataclasses import replace
    >>> untrue(told), untrue(replace(told, quote="Cairo rejects an offer of talks."))
    (True, False)
    """
    return any(words.search(s.quote) for words in (DENIES, RETRACTS, UNTRUE))


def refuses(s: Statement) -> bool:
    """Whether something is not done or will not be, by the words before the act, or after it.

    >>> words = "Bern says that it will not recognise the state."
    >>> refuses(Statement("d", words, 0, 47, "recognise", 28, 37, "CHE", "", "SUPPORT"))
    True
    """
    if untrue(s):
        return False
    act = s.trigger_end - s.start
    said = list(NOT.finditer(s.quote))
    before = [m for m in said if m.start() < act]
    nearest = before[-1:] or said[:1]
    return any(m["refuses"] for m in nearest)


def bare(s: Statement) -> bool:
    """Whether words that are there say of nothing that it is not so.

    >>> words = "Doha suspends its talks with Riyadh."
    >>> bare(Statement("d", words, 0, 36, "talks", 18, 23, "QAT", "", "CONSULT"))
    True
    """
    return bool(s.quote) and not untrue(s) and NOT.search(s.quote) is None


def silent(s: Statement) -> bool:
    """Whether nobody speaks in the words of a denial, which tell only that something was not.

    >>> words = "The envoy was not in Doha for talks."
    >>> silent(Statement("d", words, 0, 36, "talks", 30, 35, "QAT", "", "CONSULT"))
    True
    """
    return bool(s.quote) and not untrue(s) and SPEAKS.search(s.quote) is None


def only_part(s: Statement) -> bool:
    """Whether somebody denies only that the deed is theirs: it names nobody, or the denier.

    >>> words = "Cairo denies a part in the raid on Tripoli."
    >>> said = Statement("d", words, 0, 43, "raid", 27, 31, "EGY", "", "ASSAULT", "LBY",
    ...                  source="EGY.MFA", stance=Stance.DENIED)
    >>> only_part(said)
    True
    """
    from cuibono.events.sheet import party

    own = party(s.actor) == party(s.source) != ""
    denier = party(s.source) not in ("", party(s.recipient))
    return own or (not party(s.actor) and denier and PART.search(s.quote) is not None)


def accusing(statements: Sequence[Statement], denials: Sequence[int]) -> set[int]:
    """The denials (rows) of what their source itself accuses another of, in the same sentence.

    "Denies the claim, accusing Kyiv of shelling": the shelling is what the denier says.
    """
    blamed: defaultdict[tuple[str, int], list[Statement]] = defaultdict(list)
    for s in statements:
        if s.type == "ACCUSE" and s.stance is not Stance.DENIED:
            blamed[s.document, s.start].append(s)
    said = [(n, statements[n]) for n in denials]
    return {n for n, s in said if any(_accuses(a, s) for a in blamed[s.document, s.start])}


def _accuses(accusation: Statement, denial: Statement) -> bool:
    from cuibono.events.sheet import party

    sides = party(denial.source), party(denial.actor)
    mine = (party(accusation.actor), party(accusation.recipient)) == sides
    return mine and sides[0] != sides[1] and accusation.trigger_start < denial.trigger_start
