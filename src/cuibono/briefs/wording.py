"""From events to cited sentences: who did what, when, according to whom, denied by whom."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from cuibono.briefs.cited import Cited
from cuibono.briefs.names import ITEMS, Name, amount, capital, listed, several, when
from cuibono.briefs.verbs import verb
from cuibono.coding.statement import AUTHOR, UNKNOWN, UNNAMED, Certainty, Stance, Statement
from cuibono.events.event import Event, Status, Voice

# The stance that a sentence takes where statements differ: what is said to have happened first.
ORDER = (Stance.REPORTED, Stance.PLANNED, Stance.EXPECTED, Stance.SOUGHT, Stance.POSSIBLE)
# Quotes that one sentence cites at most; `statements` in the ledger has them all.
MOST = 6


def sentence(event: Event, name: Name) -> Cited:
    """One event as a sentence.

    Speakers are named where the texts name them; where only the authors of texts say it, the
    citations show which. A denial stands at the end.
    """
    told = event.affirmed or event.statements
    stance = min((s.stance for s in told if s.stance in ORDER), key=ORDER.index, default=None)
    if stance is None:
        return _only_denied(event, name)
    firm = [s for s in told if s.stance is stance]
    text = _clause(event, name, stance, firm)
    said = _said_by(event, name)
    actor = name(event.actor)
    if said == actor:
        # "Russia says that it …" rather than "according to Russia, Russia …".
        says = "say" if several(event.actor) else "says"
        whole = f"{said} {says} that it {text.removeprefix(actor).lstrip()}"
    else:
        whole = f"according to {said}, {text}" if said else text
    denial = _denial(event.deniers, name)
    return Cited(capital(f"{whole}{denial}."), _cited(event, firm))


def _clause(event: Event, name: Name, stance: Stance, firm: Sequence[Statement]) -> str:
    base, past, rest = verb(event, name)
    actor, many = name(event.actor), several(event.actor)
    be = "are" if many else "is"
    hedged = all(s.certainty is Certainty.HEDGED for s in firm)
    date = "" if event.when is None else f" {when(event.when)}"
    size = next((amount(s.quantity) for s in firm if s.quantity and s.item in ITEMS), "")
    tail = f"{rest}{f' ({size})' if size else ''}{date}".rstrip()
    match stance:
        case Stance.REPORTED:
            middle = f"{'reportedly ' if hedged else ''}{past}"
        case Stance.PLANNED:
            middle = f"{'plan' if many else 'plans'} to {base}"
        case Stance.EXPECTED:
            middle = f"{be} expected to {base}"
        case Stance.SOUGHT:
            own = any(s.source.partition(".")[0] == event.actor.partition(".")[0] for s in firm)
            wants = own or all(s.source == AUTHOR for s in firm)
            middle = f"{('seek' if many else 'seeks') if wants else f'{be} asked'} to {base}"
        case _:
            middle = f"might {base}"
    return f"{actor} {middle} {tail}".rstrip()


def _said_by(event: Event, name: Name) -> str:
    """The speakers that the texts name, empty where a text says it in its own voice."""
    affirming = [v for v in event.voices if not v.denies]
    if any(s.source == AUTHOR for v in affirming for s in v.statements):
        return ""
    named = [voice_name(v, name) for v in affirming]
    return listed(named) if named else ""


def what(event: Event, name: Name) -> str:
    """An event as a bare clause: who is said to have done what, and when."""
    _, past, rest = verb(event, name)
    date = "" if event.when is None else f" {when(event.when)}"
    return f"{name(event.actor)} {past} {rest}{date}".rstrip()


def voice_name(voice: Voice, name: Name) -> str:
    """Who speaks: an actor, the publisher of a text, or somebody unnamed."""
    source = voice.statements[0].source
    if source == AUTHOR:
        return voice.name
    if source == UNKNOWN:
        return "a speaker whom the registry does not know"
    return "unnamed sources" if source == UNNAMED else name(source)


def _denial(deniers: Sequence[Voice], name: Name) -> str:
    if not deniers:
        return ""
    names = [voice_name(v, name) for v in deniers]
    return f"; {listed(names)} {'deny' if len(set(names)) > 1 else 'denies'} it"


def _only_denied(event: Event, name: Name) -> Cited:
    _, past, rest = verb(event, name)
    denier = _denial(event.deniers, name).removeprefix("; ").removesuffix(" it")
    itself = {name(v.statements[0].source) for v in event.deniers} == {name(event.actor)}
    text = f"{denier} that {'it' if itself else name(event.actor)} {past} {rest}".rstrip()
    return Cited(capital(f"{text}."), event.statements[:MOST])


def _cited(event: Event, firm: Sequence[Statement]) -> tuple[Statement, ...]:
    """One statement of each voice first, then others, until there are enough quotes."""
    of_voices = [v.statements[0] for v in event.voices]
    by_id = {s.id: s for s in (*of_voices, *firm, *event.statements)}
    return tuple(by_id.values())[:MOST]


def gain(events: Iterable[Event], name: Name) -> list[Cited]:
    """What an actor is said to have gained or lost, an event a sentence."""
    found: list[Cited] = []
    for event in events:
        contexts = sorted({c for s in event.statements for c in s.contexts})
        terms = f" in {listed(c.replace('_', ' ') for c in contexts)} terms" if contexts else ""
        past = "gained" if event.type == "GAIN" else "lost"
        base = "gain" if event.type == "GAIN" else "lose"
        ahead = event.status is Status.FORETOLD
        stand = "stand" if several(event.actor) else "stands"
        verbal = f"{stand} to {base}" if ahead else past
        said = _said_by(event, name)
        text = f"{name(event.actor)} {verbal}{terms}"
        text = f"according to {said}, {text}" if said else f"{text}, the texts say"
        found.append(Cited(capital(f"{text}{_denial(event.deniers, name)}."), _cited(event, ())))
    return found
