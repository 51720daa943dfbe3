"""Which event types may name the same happening."""

from __future__ import annotations

# A meeting and what was agreed at it are told now as the one, now as the other. Every other
# type stands alone. AID and SUPPORT in particular stay apart even where no item is named: the
# one is material and the other verbal cooperation (PLOVER's quadrants), so a shared event
# would say of words that they were deeds; and AID without an item must stay free to meet AID
# with one. GAIN and LOSE are verdicts on an outcome, never the happening itself.
FAMILIES = {"AGREE": "MEET", "CONSULT": "MEET"}

# What is gained is told by the domain rather than by an item: "gains militarily" and "gains
# economically" are two gains.
BY_DOMAIN = frozenset({"GAIN", "LOSE"})

# What may be done to nobody in particular: a test, a march, a gain. Of the other types a
# statement without a recipient is a gap in what was read, and two gaps are not one happening.
NEEDS_NO_RECIPIENT = frozenset({"MOBILIZE", "PROTEST", "GAIN", "LOSE"})


def family(type_: str) -> str:
    """The family of an event type, its own name where it stands alone.

    >>> family("CONSULT") == family("AGREE"), family("AID") == family("SUPPORT")
    (True, False)
    """
    return FAMILIES.get(type_, type_)
