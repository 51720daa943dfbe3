"""Whether a sentence as a whole speaks of what may come, or of what is only thought."""

from __future__ import annotations

import re

from cuibono.coding.statement import Statement

FORETELLS = re.compile(
    r"\b(?:is|are) (?:widely |now |still )?"
    r"(?:expected|likely|set|due|bound|projected|forecast) to\b|\bwill (?:likely|probably)\b",
    re.IGNORECASE,
)
GUESSES = re.compile(
    r"\bspeculat\w*|\brumou?r\w*|\b(?:some|many|analysts|observers|experts) "
    r"(?:think|believe|suspect|assume|guess)\b|"
    r"\bit (?:is|was|seems) (?:\w+ )?(?:thought|believed|probable|likely|possible|conceivable)\b",
    re.IGNORECASE,
)
CLAUSE = re.compile(r"[,;:—–]|\b(?:which|who|whose|that|after|because|although|while)\b", re.I)
"""What ends the part of a sentence that carries it as a whole."""


def foretells(statement: Statement) -> bool:
    """Whether the words begin with what is expected, before the act of a statement.

    >>> words = "Support is expected to go on in light of the gains."
    >>> foretells(Statement("d", words, 0, 51, "gains", 45, 50, "PRK", "", "GAIN"))
    True
    >>> words = "Kyiv, which is expected to win, sent drones."
    >>> foretells(Statement("d", words, 0, 44, "sent", 32, 36, "UKR", "", "AID"))
    False
    """
    return _leads(FORETELLS, statement)


def conjectures(statement: Statement) -> bool:
    """Whether the words begin with what somebody guesses, before the act of a statement.

    >>> words = "There is much speculation on a pact for the fighting in Ukraine."
    >>> conjectures(Statement("d", words, 0, 64, "fighting", 44, 52, "PRK", "", "ASSAULT"))
    True
    """
    return _leads(GUESSES, statement)


def _leads(words: re.Pattern[str], s: Statement) -> bool:
    """Whether words stand before the act, and before anything that begins another clause."""
    before = s.quote[: max(0, s.trigger_start - s.start)]
    found = words.search(before)
    return found is not None and CLAUSE.search(before[: found.start()]) is None
