"""Words for offices that every state has, and for speakers whom nobody names."""

from __future__ import annotations

import re

ROLES = (
    ("MFA", re.compile(r"foreign (?:minist|secretary)|embassy|ambassador|diplomat|envoy", re.I)),
    ("MIL", re.compile(r"defen[cs]e minist|army|militar|navy|(?:air|armed) force|coast g", re.I)),
    ("HOS", re.compile(r"\b(?:president|presidency|king|emir)\b", re.I)),
    ("LEG", re.compile(r"parliament|lawmaker|senat|congress", re.I)),
    ("INTEL", re.compile(r"intelligence", re.I)),
    ("COP", re.compile(r"police", re.I)),
    ("JUD", re.compile(r"\bcourt|\bjudge|prosecut", re.I)),
    ("GOV", re.compile(r"government|minist|official|cabinet|premier|authorities", re.I)),
)
"""The narrower first: "the foreign ministry" is no plain ministry."""
BARE = re.compile(
    r"[Tt]he (?:[a-z]+ )?(?:ministry|minister|government|army|military|navy|police|guard|force|"
    r"officials?|authorities|spokes(?:man|woman|person)|embassy|presidency|president|parliament|"
    r"court)"
)


CROWD = re.compile(
    r"(?:(?:some|many|several|most|other|a few|unnamed|local|the|these|those)\s+)*"
    r"(?:[a-z]+ )?(?:reports|experts|analysts|observers|critics|sources|diplomats|witnesses|"
    r"residents|traders|commentators|scholars|historians|economists|rumou?rs|survivors|"
    r"some|others|many|people)",
    re.IGNORECASE,
)
"""Speakers of whom there are many, none with a name."""


RUMOUR = re.compile(
    r"\b(?:rumou?rs?|gossip|hearsay|speculation|word on the street) in(?: the)? $", re.IGNORECASE
)
"""What stands before the place where something is told by nobody: "rumours in Caracas"."""


def unnamed(words: str) -> bool:
    """Whether words are of speakers whom nobody can look up.

    >>> unnamed("Western analysts"), unnamed("some experts"), unnamed("the Havana Times")
    (True, True, False)
    """
    return CROWD.fullmatch(words) is not None


def role_of(words: str) -> str | None:
    """The role in a state's code that an office has, None where the words name none.

    >>> role_of("the Polish foreign minister"), role_of("the army"), role_of("a resident")
    ('MFA', 'MIL', None)
    """
    return next((role for role, pattern in ROLES if pattern.search(words)), None)


def bare(words: str, sentence: str) -> bool:
    """Whether words name an office and no state, and the sentence does not name it behind them.

    >>> bare("the army", "It fell, the army said."), bare("the army", "The army of Mali said so.")
    (True, False)
    """
    behind = re.search(rf"{re.escape(words)} (?:of|in)\b", sentence, re.IGNORECASE)
    return BARE.fullmatch(words) is not None and behind is None
