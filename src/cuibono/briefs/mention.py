"""Whether words only mention an act as known, while their sentence tells of something else."""

from __future__ import annotations

import re

from cuibono.coding.overrides import in_passing
from cuibono.coding.statement import Statement
from cuibono.ledger import reviewed

PASSING = 0.75
"""The chance to be told in passing from which an act does not say what its passage is about: of
passages under a right heading 3 in 100 lose it so, of those under a wrong one 23."""
STATES = (
    r"(?!(?:\w+stan|Iran|Japan|Jordan|Sudan|Oman|Bhutan|Taiwan|Azerbaijan|Vatican|Haiti|Fiji|Malawi|"
    r"Burundi|Djibouti)\b)"
)
NATION = rf"\b{STATES}[A-Z][\w-]{{1,20}}(?:an|ish|ese|i|ic|ch)"
ARTICLE = r"(?:the|an?|this|that|these|those|its|his|her|their|our|any|all|no|further)"
DESCRIBES = (
    r"(?:\w{1,20}(?:al|ous|ive|ic|ing|ed|ary|ful|scale|ent)|new|first|last|past|recent|brutal|"
    r"air|trade|\d{4})"
)
KNOWN = re.compile(rf"(?:\b{ARTICLE}|['’]s|s['’]|{NATION})(?: {DESCRIBES}){{0,3}} $")
"""What stands before a noun: an article, an owner or a nation, and words that describe it."""
BEFORE = re.compile(
    r"\b(?:about|after|against|amid|before|between|concerning|despite|during|following|for|from|in|"
    r"of|on|over|regarding|since|to|under|until|with|(?:caused|prompted|sparked|triggered) by)"
    rf" (?:{ARTICLE}|[\w.-]{{1,20}}['’]s?|{NATION}|{DESCRIBES}|U\.[KNS]\.|[A-Z]{{2,6}})"
    rf" (?:(?:{DESCRIBES}|[A-Z][\w.-]{{0,20}}) ){{0,4}}$"
)
"""A preposition, and what stands between it and its noun."""
CLAUSE = re.compile(r"\b(?:[Bb]efore|[Ii]f|[Ss]ince|[Uu]nless|[Uu]ntil) [^,;:.]{1,80}$")
"""What leads a clause that only says since or until when, or on what condition."""
TRIED = re.compile(
    r"\b(?:charg(?:es?|ed)|convict(?:s|ed)|guilty|indict(?:s|ed)|prosecut\w+|sentenc(?:es|ed)|tried)\b"
    r"[^.;:]{0,80}\b(?:for|in|of|over|with) (?:\w+ ){0,3}$",
    re.IGNORECASE,
)
"""What leads to a deed for which somebody stands trial."""
OPPOSED = re.compile(
    r"\b(?:condemn|critici[sz]|decr(?:y|ie)|denounc|object|oppos|protest)\w*(?: against| to)?"
    rf"(?: {ARTICLE}| {NATION}| U\.[KNS]\.|(?: [\w.’'-]+)?[’']s)? (?:{DESCRIBES} )?$"
)
"""What stands before an act that somebody opposes: "protest against French support"."""
CALLS_OFF = re.compile(r"^(?:cancel|postpon|suspend|delay|adjourn|call\w* off|put\w* off)")
MEETS = re.compile(r"^[^,;.]{0,60}\b(?:trip|visit|tour|meeting|talks|summit|negotiation)")
"""Words for what is called off, and for a meeting behind them."""
OF_NATION = re.compile(rf"{NATION} $")
ENDS = re.compile(
    r"^\W{0,2}(?:\w+ ){0,3}?"
    r"(?:(?:subsid|eas|ceas|abat|paus)(?:es?|ed|ing)|(?:end|stop|halt)(?:s|ed|ing)?|die[sd] down)\b"
)
"""What stands behind an act that is over: "clashes subside"."""
DESCRIBED = re.compile(r"\b(?:of|to|for|with|about|over|on) (?:[\w-]+ ){1,4}$")
"""What stands before a participle that only says who or what is meant: "pictures of two men killed
by Kyiv"."""
NOUNED = re.compile(
    r"\b(?:the|an?|its|his|her|their|these|those|some|several|many|all|\d+|two|three|four|five|six|"
    r"seven|eight|nine|ten|eleven|twelve|dozens of|hundreds of)(?: \w+ly)? $",
    re.IGNORECASE,
)
NOUN = re.compile(r" (?!(?:by|in|on|at|to|for|from|with|after|and|or|over|under|as)\b)[A-Za-z]")
"""What stands before and behind a participle that says which ones are meant: "seven detained
fishermen"."""
JOINED = re.compile(r"\b[A-Z][\w.]*-(?:\w+ed|held|led|made|run)$")
"""A participle joined to a name: "the Russian-occupied plant"."""
DONE = re.compile(
    r"(?:ed|ing)$|^(?:broke|cut|dealt|drove|fought|gave|held|hit|left|made|met|put|sent|shot|"
    r"shut|sold|struck|swept|threw|took|won)\b"
)
"""How a verb looks that says what somebody did."""
HARM = re.compile(
    r"\b(?:kill(?:s|ed)|wound(?:s|ed)|injur(?:es|ed)|d(?:ies?|ied|ead|eaths?)|destroy(?:s|ed)|"
    r"damag(?:es|ed)|hits?|str(?:ikes|uck)|shot)\b"
)
"""Words for what force does: "two were killed in the raid" tells of the raid."""


def _around(statement: Statement) -> tuple[str, str]:
    """What stands before and behind the words of an act in its sentence."""
    quote, start = statement.quote, statement.start
    return quote[: statement.trigger_start - start], quote[statement.trigger_end - start :]


def passing(statement: Statement) -> bool:
    """Whether a sentence tells of an act only within a phrase, as the reader has it.

    >>> words = "He spoke in the probe on Kyiv."
    >>> reason = "read as ACCUSE 0.97; told in passing (0.91)"
    >>> made = Statement("d", words, 0, 30, "probe", 16, 21, "USA", "", "ACCUSE", "UKR",
    ...                  reason=reason)
    >>> passing(made)
    True
    """
    return in_passing(statement.reason) >= PASSING and not reviewed(statement.versions)


def mentions(statement: Statement) -> bool:
    """Whether an act is told by a noun that an article, an owner or a nation stands before.

    >>> words = "Oslo left the club over Russia’s brutal war against Kyiv."
    >>> mentions(Statement("d", words, 0, 57, "war", 40, 43, "RUS", "Russia", "ASSAULT", "UKR"))
    True
    >>> words = "The Japanese attacked the fleet."
    >>> mentions(Statement("d", words, 0, 32, "attacked", 13, 21, "JPN", "", "ASSAULT", "RUS"))
    False
    """
    before, _ = _around(statement)
    if KNOWN.search(before) is None or DONE.search(statement.trigger):
        return False
    # "Iran threatens" is what somebody does.
    return not (OF_NATION.search(before) and statement.trigger.endswith("s"))


def beside(statement: Statement) -> bool:
    """Whether an act is only mentioned within what else a sentence tells: "after the invasion".

    >>> words = "Oslo spoke about the attack by Kyiv."
    >>> beside(Statement("d", words, 0, 36, "attack", 21, 27, "UKR", "Kyiv", "ASSAULT", "RUS"))
    True
    >>> words = "The ban will last until Kyiv stops the attack."
    >>> beside(Statement("d", words, 0, 46, "attack", 39, 45, "UKR", "Kyiv", "ASSAULT", "RUS"))
    True
    >>> words = "They are charged with murdering two."
    >>> beside(Statement("d", words, 0, 37, "murdering", 22, 31, "UKR", "Kyiv", "ASSAULT", "RUS"))
    True
    >>> words = "The attack by Kyiv ends."
    >>> beside(Statement("d", words, 0, 24, "attack", 4, 10, "UKR", "Kyiv", "ASSAULT", "RUS"))
    True
    >>> words = "It will free seven detained men of Kyiv."
    >>> beside(Statement("d", words, 0, 40, "detained", 19, 27, "UKR", "Kyiv", "COERCE", "RUS"))
    True
    >>> words = "The Russian-held dam was opened in Kyiv."
    >>> beside(Statement("d", words, 0, 40, "held", 12, 16, "RUS", "Russian", "COERCE", "UKR"))
    True
    >>> words = "He bore pictures of two men killed by Kyiv."
    >>> beside(Statement("d", words, 0, 43, "killed", 28, 34, "UKR", "Kyiv", "ASSAULT", "RUS"))
    True
    >>> words = "Two were killed in the attack by Kyiv."
    >>> beside(Statement("d", words, 0, 38, "attack", 23, 29, "UKR", "Kyiv", "ASSAULT", "RUS"))
    False
    """
    before, after = _around(statement)
    if TRIED.search(before) or (not DONE.search(statement.trigger) and ENDS.match(after)):
        return True
    if _says_which(before, statement.trigger, after):
        return True
    noun = BEFORE.search(before) is not None and not statement.trigger.endswith("ed")
    return (noun or CLAUSE.search(before) is not None) and HARM.search(statement.quote) is None


def _says_which(before: str, trigger: str, after: str) -> bool:
    """Whether an act is a participle that only says who or what is meant."""
    if after.startswith(" by ") and DONE.search(trigger) and DESCRIBED.search(before):
        return True
    return NOUN.match(after) is not None and (
        JOINED.search(before + trigger) is not None
        or (trigger.endswith("ed") and NOUNED.search(before) is not None)
    )


def opposed(statement: Statement) -> bool:
    """Whether a sentence tells of an act, given by a noun, only that somebody is against it.

    >>> words = "Crowds protest Turkish support for Kyiv."
    >>> opposed(Statement("d", words, 0, 40, "support", 23, 30, "TUR", "", "SUPPORT", "UKR"))
    True
    >>> words = "Crowds saw Turkish support for Kyiv."
    >>> opposed(Statement("d", words, 0, 36, "support", 19, 26, "TUR", "", "SUPPORT", "UKR"))
    False
    """
    before, _ = _around(statement)
    return not DONE.search(statement.trigger) and OPPOSED.search(before) is not None


def called_off(statement: Statement) -> bool:
    """Whether an act is that a meeting is called off: no penalty, though the codebook counts it as
    one.

    >>> words = "Kyiv cancels a visit to Ankara."
    >>> called_off(Statement("d", words, 0, 31, "cancels", 5, 12, "UKR", "Kyiv", "SANCTION", "TUR"))
    True
    """
    _, after = _around(statement)
    return CALLS_OFF.match(statement.trigger) is not None and MEETS.match(after) is not None
