"""How what the ledger holds is worded on a page: names, types, stances, dates, chances."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePosixPath

from cuibono.briefs.names import Wording, capital
from cuibono.briefs.names import when as when_in_words
from cuibono.briefs.telling import quoted
from cuibono.coding.statement import AUTHOR, UNKNOWN, UNNAMED, Certainty, Stance, Statement
from cuibono.counting import unsure
from cuibono.errors import CuibonoError
from cuibono.events.event import Event

STANCES = {
    "reported": "says it as a fact", "denied": "denies it", "planned": "says it is planned",
    "expected": "expects it", "possible": "says it may be", "sought": "asks for it",
}  # fmt: skip
"""What a source does with a proposition, after its name."""
STATUS = {
    "corroborated": ("●", "two or more independent sources"),
    "uncontested": ("■", "one, or nobody who is named"),
    "contested": ("▲", "somebody denies it"),
    "foretold": ("◇", "it has not happened yet"),
    "retracted": ("↶", "all who said it took it back"),
    "only denied": ("✗", "nobody says that it is so"),
}
"""The mark of a status and what it means."""


def party(name: Wording, code: str, text: str = "") -> str:
    """An actor as a heading names it: with its role, and with its words where it has no code.

    >>> from cuibono.actors import Registry
    >>> from cuibono.briefs.names import namer
    >>> party(namer(Registry.load()), "RUS.MFA"), party(namer(Registry.load()), "---", "officials")
    ('Russia: foreign ministry', '“officials”')
    """
    if code in (UNKNOWN, ""):
        return f"“{text}”" if text else "nobody named"
    if code in (AUTHOR, UNNAMED):
        return "the author" if code == AUTHOR else "an unnamed source"
    try:
        return name.registry[code].name
    except CuibonoError:
        return code


def voiced(name: Wording, voice: str, title: str | None = None) -> str:
    """Who answers for a statement: actors by name, a text that nobody published by its title.

    >>> from cuibono.actors import Registry
    >>> from cuibono.briefs.names import namer
    >>> known = namer(Registry.load())
    >>> voiced(known, "GBR and WEST"), voiced(known, "Smith and Sons"), voiced(known, "A", "A")
    ('United Kingdom and the West', 'Smith and Sons', '“A”')
    """
    if voice == title:
        return f"“{voice}”"
    if several(name, voice):
        return " and ".join(party(name, one) for one in voice.split(" and "))
    return party(name, voice)


def several(name: Wording, voice: str) -> bool:
    """Whether a voice is that of several actors."""
    codes = voice.split(" and ")
    return len(codes) > 1 and all(code in name.registry for code in codes)


def does(stance: Stance, several: bool = False) -> str:
    """What a source, or several, do with a proposition.

    >>> does(Stance.DENIED), does(Stance.EXPECTED, several=True)
    ('denies it', 'expect it')
    """
    verb, rest = STANCES[stance].split(" ", 1)
    if several:
        verb = {"denies": "deny"}.get(verb, verb.removesuffix("s"))
    return f"{verb} {rest}"


def gist(name: Wording, event: Event) -> str:
    """Who does what to whom in a happening, in a few words.

    >>> from cuibono.actors import Registry
    >>> from cuibono.briefs.names import namer
    >>> from cuibono.events.resolve import resolve
    >>> said = Statement("d", "", 0, 0, "", 0, 0, "PRK", "", "AID", "RUS", item="arms")
    >>> gist(namer(Registry.load()), resolve([said], [])[0])
    'North Korea → Russia: aid (arms)'
    """
    first = (event.affirmed or event.statements)[0]
    parties = (party(name, event.actor, first.actor_text),
               party(name, event.recipient, first.recipient_text))  # fmt: skip
    item = f" ({event.item.replace('_', ' ')})" if event.item else ""
    return f"{' → '.join(parties)}: {short_type(event.type)}{item}"


def short_type(type_: str) -> str:
    """A type as a word.

    >>> short_type("COOPERATE")
    'cooperate'
    """
    return type_.replace("_", " ").lower()


def dated(interval: str | None) -> str:
    """An ISO interval in words, without a preposition where it is one day or month."""
    told = when_in_words(interval)
    return told.removeprefix("on ").removeprefix("in ")


def percent(chance: float | None) -> str:
    """A chance in whole percent."""
    return "" if chance is None else f"{chance:.0%}".replace("%", " %")


def flags(statement: Statement) -> list[str]:
    """What marks a statement on a page, in letters, so that no mark needs its colour."""
    found = ["reviewed"] * reviewed(statement)
    found += ["denied"] * (statement.stance is Stance.DENIED)
    found += ["ahead"] * statement.stance.foretold
    found += ["hedged"] * (statement.certainty is Certainty.HEDGED)
    return found + ["unsure"] * unsure(statement)


def act_class(acts: Sequence[Statement]) -> str:
    """The classes of words that are the act of statements; the sheet gives each its line."""
    marks = [m for m in ("denied", "ahead") if any(m in flags(s) for s in acts)]
    return " ".join(["act", *marks, *["unsure"] * all(map(unsure, acts))])


def reviewed(statement: Statement) -> bool:
    """Whether a person has judged it as it stands."""
    return bool(statement.versions.get("review"))


def file_name(path: str | None) -> str:
    """The last part of a path: where a file lies on this machine is nobody's business."""
    return PurePosixPath((path or "").replace("\\", "/")).name


def ended(text: str) -> str:
    """A sentence with its full stop.

    >>> ended("Kyiv or Moscow?"), ended("Done")
    ('Kyiv or Moscow?', 'Done.')
    """
    return text if text.endswith((".", "?", "!", "…")) else f"{text}."


def count(number: int, thing: str, things: str = "") -> str:
    """A number with its noun.

    >>> count(1, "document"), count(1200, "happening")
    ('1 document', '1,200 happenings')
    """
    return f"{number:,} {thing if number == 1 else things or thing + 's'}"


SHOWN = {
    "party": party, "short_type": short_type, "dated": dated, "percent": percent, "flags": flags,
    "reviewed": reviewed, "act_class": act_class, "file_name": file_name, "count": count,
    "capital": capital, "gist": gist, "quoted": quoted, "ended": ended, "unsure": unsure,
    "voiced": voiced, "several": several, "does": does,
    "STANCES": STANCES, "STATUS": STATUS, "UNKNOWN": UNKNOWN,
}  # fmt: skip
