"""Whether words only mention an act as known, while their sentence tells of something else."""

from __future__ import annotations

import re

from cuibono.coding.statement import Statement

STATES = (
    r"(?!(?:\w+stan|Iran|Japan|Jordan|Sudan|Oman|Bhutan|Taiwan|Azerbaijan|Vatican|Haiti|Fiji|Malawi|"
    r"Burundi|Djibouti)\b)"
)
NATION = rf"\b{STATES}[A-Z][\w-]{{1,20}}(?:an|ish|ese|i|ic|ch)"
KNOWN = re.compile(
    r"(?:\b(?:the|an?|this|that|these|those|its|his|her|their|our|any|all|no|further)|['’]s|s['’]|"
    rf"{NATION})"
    r"(?: (?:\w{1,20}(?:al|ous|ive|ic|ing|ed|ary|ful|scale|ent)|new|first|last|past|recent|brutal|"
    r"air|trade|\d{4})){0,3} $"
)
"""What stands before a noun: an article, an owner or a nation, and words that describe it."""
OF_NATION = re.compile(rf"{NATION} $")
DONE = re.compile(
    r"(?:ed|ing)$|^(?:broke|cut|dealt|drove|fought|gave|held|hit|left|made|met|put|sent|shot|"
    r"shut|sold|struck|swept|threw|took|won)\b"
)
"""How a verb looks that says what somebody did."""


def mentions(statement: Statement) -> bool:
    """Whether an act is told by a noun that an article, an owner or a nation stands before.

    >>> words = "Oslo left the club over Russia’s brutal war against Kyiv."
    >>> mentions(Statement("d", words, 0, 57, "war", 40, 43, "RUS", "Russia", "ASSAULT", "UKR"))
    True
    >>> words = "The Japanese attacked the fleet."
    >>> mentions(Statement("d", words, 0, 32, "attacked", 13, 21, "JPN", "", "ASSAULT", "RUS"))
    False
    """
    before = statement.quote[: statement.trigger_start - statement.start]
    if KNOWN.search(before) is None or DONE.search(statement.trigger):
        return False
    # "Iran threatens" is what somebody does.
    return not (OF_NATION.search(before) and statement.trigger.endswith("s"))
