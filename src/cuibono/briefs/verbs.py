"""What each kind of act is called in a sentence: its verb in two forms and what follows it.

The words for a type are the codebook's; those for its modes and for what is given stand here.
"""

from __future__ import annotations

from dataclasses import dataclass

from cuibono.briefs.names import ITEMS, Name
from cuibono.coding.statement import UNKNOWN
from cuibono.events.event import Event


@dataclass(frozen=True, slots=True)
class Verb:
    """A verb's base and past form with the words after it; `{r}` is the recipient's name.

    `alone` is what follows where no recipient is known.
    """

    base: str
    past: str
    rest: str
    alone: str = ""


MODES = {
    ("CONSULT", "visit"): Verb("visit", "visited", "{r}", "others"),
    ("CONSULT", "phone"): Verb("telephone", "telephoned", "{r}", "others"),
    ("ACCUSE", "disapprove"): Verb("criticise", "criticised", "{r}", "others"),
    ("ACCUSE", "investigate"): Verb("investigate", "investigated", "{r}", "others"),
    ("SANCTION", "discontinue"): Verb("cut", "cut", "ties with {r}", "ties"),
    ("SANCTION", "expel"): Verb("expel", "expelled", "people of {r}", "foreigners"),
    ("SANCTION", "convict"): Verb("convict", "convicted", "people of {r}", "people"),
    ("MOBILIZE", "weapons"): Verb("test", "tested", "weapons against {r}", "weapons"),
    ("MOBILIZE", "troops"): Verb("move", "moved", "forces against {r}", "forces"),
    ("COERCE", "arrest"): Verb("arrest", "arrested", "people of {r}", "people"),
    ("COERCE", "seize"): Verb("seize", "seized", "what belongs to {r}", "property"),
    ("COERCE", "deport"): Verb("deport", "deported", "people of {r}", "people"),
    ("ASSAULT", "heavy-weapons"): Verb("fire", "fired", "on {r}", "on others"),
}
ITEM_VERBS = {
    "recognition": Verb("recognise", "recognised", "{r}", "a territory or its government"),
    "praise": Verb("praise", "praised", "{r}", "others"),
    "cover": Verb("shield", "shielded", "{r}", "others"),
    "release": Verb("release", "released", "people of {r}", "people"),
}


def verb(event: Event, name: Name) -> tuple[str, str, str]:
    """Base form, past form and the words after them for what an event says."""
    if event.item == "veto":
        return "use", "used", "its veto" + _in_favour(event, name)
    if event.item == "vote" and event.type == "REJECT":
        return "vote", "voted", f"against a motion of {_recipient(event, name)}"
    chosen = ITEM_VERBS.get(event.item or "") if event.type in ("SUPPORT", "RETREAT") else None
    if chosen is None and event.item in ITEMS and event.type in ("AID", "COOPERATE"):
        chosen = Verb("provide", "provided", f"{ITEMS[event.item]} to {{r}}", ITEMS[event.item])
    chosen = chosen or MODES.get((event.type, event.mode or ""))
    chosen = chosen or _of_type(name.kinds.wording(event.type))
    if chosen is None:
        return "do", "did", f"what the codebook calls {event.type} to {_recipient(event, name)}"
    known = event.recipient != UNKNOWN
    rest = chosen.rest.replace("{r}", name(event.recipient)) if known else chosen.alone
    return chosen.base, chosen.past, rest


def _of_type(wording: tuple[str, ...]) -> Verb | None:
    """The verb of a codebook's wording, None where it does not give both forms of one."""
    if len(wording) < 2:
        return None
    base, past, rest, alone, *_ = (*wording, *("{r}", "others")[len(wording) - 2 :], "")
    return Verb(base, past, rest, alone)


def _recipient(event: Event, name: Name) -> str:
    return "others" if event.recipient == UNKNOWN else name(event.recipient)


def _in_favour(event: Event, name: Name) -> str:
    return f" in favour of {name(event.receiver)}" if event.receiver else ""
