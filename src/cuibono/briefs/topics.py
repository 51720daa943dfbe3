"""What a passage is about: the headings under which a brief tells it."""

from __future__ import annotations

from collections.abc import Iterable

from cuibono.briefs.names import capital
from cuibono.coding.overrides import weighed
from cuibono.coding.statement import Stance, Statement
from cuibono.events.kinds import COOPERATION, Kinds

OUTCOMES = "Gains and losses"
SUPPORT = "Political support, recognition, votes and talks"
ARMS, TRADE = "Arms and military help", "Trade, money and goods"
ITEM_TOPICS = {
    "arms": ARMS, "troops": ARMS,
    "training": ARMS, "intelligence": ARMS,
    "technology": "Technology", "labour": "Workers", "trade": TRADE,
    "money": TRADE, "food": TRADE,
    "fuel": TRADE, "goods": TRADE,
    "infrastructure": TRADE, "territory": "Territory and access",
    "access": "Territory and access", "recognition": SUPPORT, "veto": SUPPORT, "vote": SUPPORT,
    "cover": SUPPORT, "praise": SUPPORT, "release": "Prisoners and detainees",
}  # fmt: skip
QUADRANTS = {
    "verbal cooperation": SUPPORT,
    "material cooperation": "Help and cooperation",
    "verbal conflict": "Accusations, objections, refusals and threats",
    "material conflict": "Restrictions, sanctions and pressure",
    "outcome": OUTCOMES,
}
FORCEFUL = ("MOBILIZE", "ASSAULT")
OTHER = "Passages not sorted by topic"
CLEAR = 0.5
"""The share of all that a passage says from which its heading is that of one topic."""
SURE = 0.6
"""The confidence from which a statement is believed on whom a word stands for, and on what is
denied: from there on nine in ten headings would be right (`python -m benchmarks.headings`)."""
SORTED = 0.75
"""The confidence from which a statement puts its passage under a heading that says what it tells:
from here on 94 in 100 headings are right. What is below stands with what both actors are only
mentioned in, where nothing is said of it that may be wrong."""
TYPED, LIKELY = 0.95, 0.5
"""The chance of a kind of act, and the confidence of the whole statement, from which its passage is
put with others that tell of that kind: 98 in 100 do so, be it between others."""
FORCE = "Weapons tests, troops and force"
ARMED = "Force by or against armed groups"
"""Force in which none but armed groups stand for one of the two: they are not their state."""
NAMED = {
    ARMS: {
        "arms": "arms", "troops": "troops", "training": "training",
        "intelligence": "intelligence",
    },
    TRADE: {
        "trade": "trade", "money": "money", "food": "food", "fuel": "fuel", "goods": "goods",
        "infrastructure": "infrastructure",
    },
    "Territory and access": {"territory": "territory", "access": "access"},
    QUADRANTS["verbal conflict"]: {
        "ACCUSE": "criticism or accusations", "REJECT": "objections or refusals",
        "THREATEN": "threats", "REQUEST": "requests or demands",
    },
    QUADRANTS["material conflict"]: {
        "SANCTION": "restrictions, penalties or broken ties",
        "COERCE": "pressure, interference, arrests or seizures", "PROTEST": "protests",
    },
    OUTCOMES: {"GAIN": "gains", "LOSE": "losses"},
    FORCE: {"MOBILIZE": "troops or weapons tests", "ASSAULT": "use of force"},
    SUPPORT: {
        "SUPPORT": "political support, recognition or thanks", "cover": "political support",
        "praise": "praise",
        "recognition": "recognition", "vote": "votes", "veto": "vetoes", "AGREE": "agreements",
        "CONSULT": "talks, visits or letters", "CONCEDE": "concessions",
    },
    QUADRANTS["material cooperation"]: {
        "AID": "help", "COOPERATE": "cooperation",
        "RETREAT": "withdrawals, releases or eased restrictions",
    },
}  # fmt: skip
"""What a heading names of the kinds of act and things, where all under it are among them."""
ORDER = tuple(dict.fromkeys([*ITEM_TOPICS.values(), *QUADRANTS.values(), FORCE, ARMED, OTHER]))
"""The headings in the order in which a brief has them."""
CONFLICTS = (QUADRANTS["verbal conflict"], QUADRANTS["material conflict"], FORCE)


def topic(statement: Statement, kinds: Kinds) -> str:
    """The heading of what a statement says: what is handed over, or else the kind of act.

    >>> from cuibono.events.kinds import SHIPPED
    >>> topic(Statement("d", "", 0, 0, "", 0, 0, "PRK", "", "AID", item="arms"), SHIPPED)
    'Arms and military help'
    >>> topic(Statement("d", "", 0, 0, "", 0, 0, "PRK", "", "THREATEN"), SHIPPED)
    'Accusations, objections, refusals and threats'
    """
    thing = _thing(statement, kinds)
    return ITEM_TOPICS[thing] if thing else act_topic(statement.type, kinds)


def kind(statement: Statement, kinds: Kinds) -> str:
    """What puts a statement under its heading: the thing, where that does, or the kind of act."""
    thing, act = _thing(statement, kinds), act_topic(statement.type, kinds)
    return thing if thing and ITEM_TOPICS[thing] != act else statement.type


def _thing(statement: Statement, kinds: Kinds) -> str | None:
    """What is handed over, where that has a heading; an embargo hands over nothing."""
    act, of_item = act_topic(statement.type, kinds), ITEM_TOPICS.get(statement.item or "")
    # A treaty on troops hands over none, and food that is given is no trade.
    if (act == SUPPORT and of_item == ARMS) or (statement.type == "AID" and of_item == TRADE):
        return None
    between = act == OUTCOMES and statement.giver and statement.receiver
    handed = kinds.side(statement.type) == COOPERATION or between
    return statement.item if handed and of_item else None


def act_topic(type_: str, kinds: Kinds) -> str:
    """The heading of a type of act, whatever is handed over.

    >>> from cuibono.events.kinds import SHIPPED
    >>> act_topic("MOBILIZE", SHIPPED)
    'Weapons tests, troops and force'
    """
    if type_ in FORCEFUL:
        return FORCE
    found = kinds.types.get(type_)
    return QUADRANTS.get(found.quadrant, OTHER) if found else OTHER


def named(heading: str, there: Iterable[str]) -> str:
    """A heading with only those kinds of act and things that stand under it.

    >>> named("Gains and losses", ["GAIN"]), named("Technology", ["AID"])
    ('Gains', 'Technology')
    >>> named(QUADRANTS["verbal conflict"], ["THREATEN", "REJECT"])
    'Objections or refusals, and threats'
    """
    words, held = NAMED.get(heading, {}), set(there)
    if not held or not held <= words.keys():
        return heading
    *some, last = dict.fromkeys(word for kind, word in words.items() if kind in held)
    joined = ", and " if any(" or " in word for word in (*some, last)) else " and "
    return capital(joined.join((", ".join(some), last)) if some else last)


def topic_of(statements: Iterable[Statement], kinds: Kinds) -> str:
    """The heading of what several statements say: the one that the reader is surest of in all.

    Where none of them makes up half of what is said, or the reader is not sure enough of any
    statement under it, no heading tells what it is.

    >>> from cuibono.events.kinds import SHIPPED
    >>> def made(type_, sure=1.0):
    ...     return Statement("d", "", 0, 0, "", 0, 0, "PRK", "", type_, confidence=sure)
    >>> topic_of([made("ASSAULT", 0.7), made("AID", 0.8), made("AID", 0.4)], SHIPPED)
    'Help and cooperation'
    >>> topic_of([made("ASSAULT", 0.5)], SHIPPED), topic_of([], SHIPPED) == OTHER
    ('Passages not sorted by topic', True)
    >>> topic_of([made("ASSAULT"), made("AID"), made("REJECT")], SHIPPED)
    'Passages not sorted by topic'
    """
    held: dict[str, list[float]] = {}
    for s in statements:
        held.setdefault(topic(s, kinds), []).append(s.confidence)
    if not held:
        return OTHER
    best = max(held, key=lambda heading: sum(held[heading]))
    most = sum(held[best]) >= CLEAR * sum(map(sum, held.values()))
    return best if most and max(held[best]) >= SORTED else OTHER


def tells_of(statements: Iterable[Statement], kinds: Kinds) -> tuple[str, str]:
    """The heading of a kind of act that the words surely tell of, and the type; else OTHER.

    Who does so to whom the reader may have wrong.

    >>> from cuibono.events.kinds import SHIPPED
    >>> def made(chance, sure):
    ...     reason = f"read as CONSULT {chance:.2f}, not AGREE 0.01"
    ...     return Statement("d", "", 0, 0, "", 0, 0, "PRK", "", "CONSULT", reason=reason,
    ...                      confidence=sure)
    >>> tells_of([made(0.9, 0.7), made(0.98, 0.6)], SHIPPED)
    ('Political support, recognition, votes and talks', 'CONSULT')
    >>> tells_of([made(0.9, 0.7), made(0.98, 0.4)], SHIPPED)[0] == OTHER
    True
    """
    best = (LIKELY, OTHER, "")
    for s in statements:
        heading = act_topic(s.type, kinds)
        chances = weighed(s.reason) or {s.type: 1.0}
        sure = sum(c for name, c in chances.items() if act_topic(name, kinds) == heading)
        if s.stance is Stance.REPORTED and sure >= TYPED and s.confidence >= best[0]:
            best = (s.confidence, heading, s.type)
    return best[1:]
