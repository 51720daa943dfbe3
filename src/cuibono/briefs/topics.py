"""What a passage is about: the headings under which a brief tells it."""

from __future__ import annotations

from cuibono.coding.statement import Statement
from cuibono.events.kinds import COOPERATION, Kinds

OUTCOMES = "Gains and losses"
ITEM_TOPICS = {
    "arms": "Arms and military help", "troops": "Arms and military help",
    "training": "Arms and military help", "intelligence": "Arms and military help",
    "technology": "Technology", "labour": "Workers", "trade": "Trade, money and goods",
    "money": "Trade, money and goods", "food": "Trade, money and goods",
    "fuel": "Trade, money and goods", "goods": "Trade, money and goods",
    "infrastructure": "Trade, money and goods", "territory": "Territory and access",
    "access": "Territory and access", "recognition": "Recognition, votes and political support",
    "veto": "Recognition, votes and political support",
    "vote": "Recognition, votes and political support",
    "cover": "Recognition, votes and political support",
    "praise": "Recognition, votes and political support", "release": "Prisoners and detainees",
}  # fmt: skip
QUADRANTS = {
    "verbal cooperation": "Political support, talks and agreements",
    "material cooperation": "Help and cooperation",
    "verbal conflict": "Accusations, refusals and threats",
    "material conflict": "Sanctions, pressure and force",
    "outcome": OUTCOMES,
}
OTHER = "Other dealings"
ORDER = tuple(dict.fromkeys([*ITEM_TOPICS.values(), *QUADRANTS.values(), OTHER]))
"""The headings in the order in which a brief has them."""


def topic(statement: Statement, kinds: Kinds) -> str:
    """The heading of what a statement says: what is handed over, or else the kind of act.

    >>> from cuibono.events.kinds import SHIPPED
    >>> topic(Statement("d", "", 0, 0, "", 0, 0, "PRK", "", "AID", item="arms"), SHIPPED)
    'Arms and military help'
    >>> topic(Statement("d", "", 0, 0, "", 0, 0, "PRK", "", "THREATEN"), SHIPPED)
    'Accusations, refusals and threats'
    """
    handed = kinds.side(statement.type) == COOPERATION or (statement.giver and statement.receiver)
    if handed and statement.item in ITEM_TOPICS:
        return ITEM_TOPICS[statement.item]
    found = kinds.types.get(statement.type)
    return QUADRANTS.get(found.quadrant, OTHER) if found else OTHER
