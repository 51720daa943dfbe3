"""How sure a statement is: the chance that its type and its actor are right.

The learned part gives every trigger a chance; a logistic fit on annotated sentences that it had not
seen (Platt 1999) turns that into one that holds: of statements at 0.8, four in five are right.
`python -m benchmarks.corpus` prints how well it holds on the corpus's test split.
"""

from __future__ import annotations

from math import exp, log

from cuibono.coding.proposition import Proposition
from cuibono.coding.statement import UNKNOWN

# Of the fit: constant, slope on the log odds of the chance, and what it lowers a trigger that no
# rule knows. Fitted on 543 statements of a fifth of the corpus.
CONSTANT, SLOPE, NO_RULE = 0.18, 0.54, -1.44
EDGE = 0.01


def confidence(proposal: Proposition) -> float:
    """From 0 to 1. Without a learned chance, as for a user's own type, the rule's own confidence,
    lowered for parties that a phrase only contains.
    """
    match = proposal.match
    if match.chance is None:
        return _of_rule(proposal)
    chance = min(max(match.chance, EDGE), 1 - EDGE)
    odds = CONSTANT + SLOPE * log(chance / (1 - chance)) + NO_RULE * (not match.by_rule)
    return round(1 / (1 + exp(-odds)), 3)


def _of_rule(proposal: Proposition) -> float:
    value = proposal.rule.confidence
    for party in (proposal.actor, proposal.recipient):
        if party.code == UNKNOWN:
            value *= 0.9
        elif not party.direct:
            value *= 0.85
    return round(value, 3)
