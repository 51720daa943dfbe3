"""A small ledger built row by row: three documents, one claim that is contested."""

from datetime import date

from cuibono import Desk
from cuibono.coding.statement import Coding, Link, Stance, Statement
from cuibono.documents import Document
from cuibono.ledger import Ledger

WIRE = (
    "Kyiv said that Pyongyang sent shells to Moscow last week. "
    "The Quorvians praised Russia on Monday.\n\nPyongyang sent shells."
)
DENIAL = "Pyongyang denied that it had sent shells to Moscow."
NOTE = "Minsk praised Moscow. Oslo criticised Moscow."


def act(document, words, trigger, actor, type_, recipient, **of):
    """A statement whose quote and trigger are found in the text by their words."""
    start = document.text.index(words)
    first = document.text.index(trigger, start)
    values = {
        "confidence": 0.6, "title": document.title, "reason": f"read as {type_} 0.60",
        "published": document.published.isoformat() if document.published else None,
        "versions": {"model": "m"}, "actor_text": "", **of,
    }  # fmt: skip
    if "source" in values:
        values.setdefault("source_chain", (values["source"],))
    return Statement(
        document.id, words, start, start + len(words), trigger, first, first + len(trigger),
        actor, values.pop("actor_text"), type_, recipient, **values,
    )  # fmt: skip


def documents():
    """The three documents."""
    return (
        Document(WIRE, "Shells", "The Wire", "A. Writer", published=date(2022, 12, 5)),
        Document(DENIAL, "No shells", "KCNA", published=date(2022, 12, 7)),
        Document(NOTE, "A note", "The Blog"),
    )


def codings():
    """What was read out of each of them."""
    wire, denial, note = documents()
    arms = {"item": "arms", "giver": "PRK", "receiver": "RUS"}
    claim = act(
        wire, "Kyiv said that Pyongyang sent shells to Moscow last week.", "sent", "PRK", "AID",
        "RUS", source="UKR", when="2022-11-28/2022-12-04", actor_text="Pyongyang",
        recipient_text="Moscow", **arms,
    )  # fmt: skip
    praise = act(
        wire, "The Quorvians praised Russia on Monday.", "praised", "---", "SUPPORT", "RUS",
        actor_text="The Quorvians", recipient_text="Russia", when="2022-12-05", confidence=0.3,
    )  # fmt: skip
    deny = act(
        denial, DENIAL, "sent", "PRK", "AID", "RUS", source="PRK", stance=Stance.DENIED,
        confidence=0.7, actor_text="it", recipient_text="Moscow", **arms,
    )  # fmt: skip
    kind = act(note, "Minsk praised Moscow.", "praised", "BLR", "SUPPORT", "RUS", confidence=0.9)
    harsh = act(note, "Oslo criticised Moscow.", "criticised", "NOR", "ACCUSE", "RUS")
    link = Link(claim.id, "response_to", praise.id, wire.id, 0, 4, "Kyiv")
    return Coding((claim, praise), (link,)), Coding((deny,)), Coding((kind, harsh))


def told(folder):
    """A desk on a ledger of these."""
    ledger = Ledger.open(folder)
    for document, coding in zip(documents(), codings(), strict=True):
        ledger.append(document, coding)
    return Desk(folder)


def one(desk, **of):
    """The only statement that has these values, however unsure."""
    (found,) = [
        s for s in desk.ledger.statements() if all(getattr(s, k) == v for k, v in of.items())
    ]
    return found
