"""Whether words only mention an act as known, while their sentence tells of something else."""

from __future__ import annotations

import re

from cuibono.coding.statement import Statement

KNOWN = re.compile(
    r"(?:\b(?:the|an?|this|that|these|those|its|his|her|their|our|any|all|no|further)|['’]s|s['’]|"
    r"\b[A-Z][\w-]*(?:an|ish|ese|i|ic|ch))"
    r"(?: (?:\w+(?:al|ous|ive|ic|ing|ed|ary|ful|scale|ent)|new|first|last|past|recent|brutal|air|"
    r"trade|\d{4}))* $"
)
"""What stands before a noun: an article, an owner or a nation, and words that describe it."""
DONE = re.compile(r"(?:ed|ing)$")
NATION = re.compile(r"\b[A-Z][\w-]*(?:an|ish|ese|i|ic|ch) $")


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
    return not (NATION.search(before) and statement.trigger.endswith("s"))
