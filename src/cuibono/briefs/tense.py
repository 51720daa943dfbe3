"""Whether a sentence as a whole speaks of what may come, or of what is only thought."""

from __future__ import annotations

import re

from cuibono.coding.statement import Statement

FORETELLS = re.compile(
    r"\b(?:is|are) (?:widely |now |still )?"
    r"(?:expected|likely|set|due|bound|projected|forecast) to\b|\bwill (?:likely|probably)\b",
    re.IGNORECASE,
)
EXPECTS = re.compile(r"\b(?:anticipat|predict|foresee|foresaw|expect)\w* that\b", re.IGNORECASE)
GUESSES = re.compile(
    r"\bspeculat\w*|\brumou?r\w*|\b(?:some|many|analysts|observers|experts) "
    r"(?:think|believe|suspect|assume|guess)\b|"
    r"\bit (?:is|was|seems) (?:\w+ )?(?:thought|believed|probable|likely|possible|conceivable)\b",
    re.IGNORECASE,
)
FEARS = re.compile(r"\b(?:fear|worr|suspect|wonder)\w* (?:that|whether|if)\b", re.IGNORECASE)
ASIDE = re.compile(
    r"\b(?:which|who|whose|that|after|because|although|while)\b|[;:—–]", re.IGNORECASE
)
"""What a verb stands behind that does not carry a sentence as a whole."""
CLAUSE = re.compile(rf",|{ASIDE.pattern}", re.IGNORECASE)
"""What ends the part of a sentence that carries it as a whole."""
LINKED = re.compile(r";|, (?:and|but|so)\b(?! (?:that|thus|hence|therefore|so)\b)", re.IGNORECASE)
"""What leads from what is expected or feared to another part that stands beside it."""


def foretells(statement: Statement) -> bool:
    """Whether the words begin with what is expected, before the act of a statement.

    >>> words = "Support is expected to go on in light of the gains."
    >>> foretells(Statement("d", words, 0, 51, "gains", 45, 50, "PRK", "", "GAIN"))
    True
    >>> words = "The general, a cautious man, anticipated that goods sent there would be lost."
    >>> foretells(Statement("d", words, 0, 75, "sent", 56, 60, "USA", "", "AID"))
    True
    >>> words = "Kyiv, which is expected to win, sent drones."
    >>> foretells(Statement("d", words, 0, 44, "sent", 32, 36, "UKR", "", "AID"))
    False
    """
    return _leads(FORETELLS, statement) or _holds(EXPECTS, statement)


def conjectures(statement: Statement) -> bool:
    """Whether the words begin with what somebody guesses, before the act of a statement.

    >>> words = "There is much speculation on a pact for the fighting in Ukraine."
    >>> conjectures(Statement("d", words, 0, 64, "fighting", 44, 52, "PRK", "", "ASSAULT"))
    True
    """
    return _leads(GUESSES, statement) or _holds(FEARS, statement)


def _leads(words: re.Pattern[str], s: Statement) -> bool:
    """Whether words stand before the act, and before anything that begins another clause."""
    before = _before(s)
    found = words.search(before)
    return found is not None and CLAUSE.search(before[: found.start()]) is None


def _holds(words: re.Pattern[str], s: Statement) -> bool:
    """Whether the act of a statement stands in what a sentence as a whole expects or fears."""
    before = _before(s)
    found = words.search(before)
    if found is None or ASIDE.search(before[: found.start()]):
        return False
    return LINKED.search(before, found.end()) is None


def _before(s: Statement) -> str:
    return s.quote[: max(0, s.trigger_start - s.start)]
