"""Whether two phrases of one sentence name the same: by the words that they share."""

from __future__ import annotations

import re

SMALL = frozenset("the a an of in on at to and for by with from its his her their".split())
POSSESSIVE = re.compile(r"['’]s?(?!\w)")


def words(text: str) -> frozenset[str]:
    """The words of a phrase in lower case, without articles, prepositions and possessives.

    >>> sorted(words("the army of Iran's neighbour"))
    ['army', 'iran', 'neighbour']
    """
    return frozenset(re.findall(r"\w+", POSSESSIVE.sub("", text.lower()))) - SMALL


def likeness(one: str, other: str) -> float:
    """The shared words of two phrases over the mean of their counts (Dice), 0 to 1.

    >>> likeness("President Assad of Syria", "President Assad")
    0.8
    """
    a, b = words(one), words(other)
    return 2 * len(a & b) / (len(a) + len(b)) if a and b else 0.0


def same(one: str, other: str) -> bool:
    """Whether one phrase has at least half of the words of the other, whichever is shorter.

    >>> same("Foreign Minister Zarif", "Zarif"), same("the Russian army", "the Syrian air force")
    (True, False)
    """
    a, b = words(one), words(other)
    return bool(a and b) and 2 * len(a & b) >= min(len(a), len(b))
