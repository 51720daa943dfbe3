"""What a brief tells about two actors, in the order in which an analyst asks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from cuibono.briefs.cited import Cited, Section
from cuibono.briefs.names import ITEMS, Name, capital, listed, number
from cuibono.briefs.wording import MOST, gain, sentence, voice_name, what
from cuibono.coding.statement import UNKNOWN, Statement
from cuibono.errors import CuibonoError
from cuibono.events.event import Event, Status, Voice
from cuibono.measures.sums import Balance, Channel

TIMELINE, EXCHANGE = "timeline", "exchange"
WORDS = {**ITEMS, "veto": "vetoes", "vote": "votes", "cover": "cover", "praise": "praise",
         "recognition": "recognition", "release": "releases", "consult": "talks",
         "cooperate": "cooperation", "concede": "concessions", "agree": "agreements",
         "retreat": "withdrawals"}  # fmt: skip
STANDING = {Status.CORROBORATED: 0, Status.CONTESTED: 1, Status.UNCONTESTED: 2, Status.FORETOLD: 3}


@dataclass(frozen=True, slots=True)
class Facts:
    """All that a brief is made of: the balance of A and B, and the events between them."""

    balance: Balance
    events: tuple[Event, ...]
    name: Name


def sections(facts: Facts) -> tuple[Section, ...]:
    """The sections of the brief that have something to say, the summary first.

    Raises CuibonoError where the ledger holds nothing about the two.
    """
    a, b = facts.balance.a, facts.balance.b
    parts = [
        Section(_gave(facts, a, b), _given(facts, a)),
        Section(_gave(facts, b, a), _given(facts, b), EXCHANGE),
        Section("What each is said to have gained or lost", _gains(facts)),
        Section("What is contested, and by whom", _contested(facts)),
        Section("What is expected next", _expected(facts)),
        Section("What else passed between them", _rest(facts), TIMELINE),
    ]
    told = tuple(p for p in parts if p.sentences)
    if not told:
        names = f"{facts.name(a)} and {facts.name(b)}"
        raise CuibonoError(f"the ledger holds nothing on what passed between {names}")
    return (Section("In short", _summary(facts)), *_with_pictures(told))


def _with_pictures(told: Sequence[Section]) -> Iterable[Section]:
    """Both pictures, in the last sections that are there when their own are not."""
    have = {s.picture for s in told}
    yield from told[:-1]
    last = told[-1]
    wanted = [p for p in (EXCHANGE, TIMELINE) if p not in have]
    yield Section(last.heading, last.sentences, last.picture or (wanted[-1] if wanted else None))


def _gave(facts: Facts, giver: str, receiver: str) -> str:
    return f"What {facts.name(giver)} gave {facts.name(receiver)}"


def _channels(facts: Facts, giver: str) -> list[Channel]:
    mine = [c for c in facts.balance.given if c.giver == giver]
    return sorted(mine, key=lambda c: (-c.sources, -len(c.events), c.channel))


def _given(facts: Facts, giver: str) -> tuple[Cited, ...]:
    events = [
        e
        for c in _channels(facts, giver)
        for e in _important(c.events)
        if e.status is not Status.FORETOLD
    ]
    return tuple(sentence(e, facts.name) for e in _distinct(events))


def _gains(facts: Facts) -> tuple[Cited, ...]:
    events = _distinct(e for g in facts.balance.gains for e in g.events)
    return tuple(gain(events, facts.name))


def _contested(facts: Facts) -> tuple[Cited, ...]:
    return tuple(
        _dispute(e, facts.name) for e in facts.events if e.status is Status.CONTESTED
    )  # fmt: skip


def _dispute(event: Event, name: Name) -> Cited:
    """How many speak for and against an event."""
    affirming = [v for v in event.voices if not v.denies]
    text = f"{capital(what(event, name))}: said by {_voices(affirming, name)}"
    text += f", denied by {_voices(event.deniers, name)}."
    return Cited(text, sentence(event, name).statements)


def _voices(voices: Iterable[Voice], name: Name) -> str:
    return listed(voice_name(v, name) for v in voices)


def _expected(facts: Facts) -> tuple[Cited, ...]:
    ahead = [e for e in facts.events if e.status is Status.FORETOLD]
    return tuple(sentence(e, facts.name) for e in ahead)


def _rest(facts: Facts) -> tuple[Cited, ...]:
    told = {e.id for c in facts.balance.given for e in c.events}
    told |= {e.id for g in facts.balance.gains for e in g.events}
    others = [e for e in facts.events if e.id not in told and e.status is not Status.FORETOLD]
    return tuple(sentence(e, facts.name) for e in _important(others) if e.recipient != UNKNOWN)


def _important(events: Iterable[Event]) -> list[Event]:
    return sorted(events, key=lambda e: (STANDING[e.status], e.when or "9999", e.id))


def _distinct(events: Iterable[Event]) -> list[Event]:
    return list({e.id: e for e in events}.values())


# --- the summary -----------------------------------------------------------------------------


def _summary(facts: Facts) -> tuple[Cited, ...]:
    a, b = facts.balance.a, facts.balance.b
    found = [_balance_line(facts, giver, taker) for giver, taker in ((a, b), (b, a))]
    found += [_gain_line(facts, actor) for actor in (a, b)]
    found += [_disputed_line(facts), _ahead_line(facts)]
    return tuple(line for line in found if line is not None)


def _balance_line(facts: Facts, giver: str, taker: str) -> Cited | None:
    done = [c for c in _channels(facts, giver) if c.foretold < len(c.events)]
    if not done:
        return None
    words = listed(_channel_words(c) for c in done)
    sources = {v.key for c in done for e in c.events for v in e.voices if not v.denies}
    count = f"{len(sources)} independent source{'' if len(sources) == 1 else 's'}"
    name = facts.name
    text = f"{name(giver)} is said by {count} to have given {name(taker)} {words}."
    return Cited(capital(text), _examples(e for c in done for e in c.events))


def _channel_words(channel: Channel) -> str:
    word = channel_word(channel.channel)
    denied = channel.contested
    if not denied:
        return word
    return f"{word} ({'contested' if denied == len(channel.events) else 'partly contested'})"


def channel_word(channel: str) -> str:
    """What a channel is called: "arms", "talks", "support"."""
    return WORDS.get(channel, channel.replace("_", " "))


def _gain_line(facts: Facts, actor: str) -> Cited | None:
    mine = [g for g in facts.balance.gains if g.actor == actor and g.kind == "GAIN"]
    events = _distinct(e for g in mine for e in g.events)
    if not events:
        return None
    count = {1: "once", 2: "twice"}.get(len(events), f"{len(events)} times")
    contexts = [g.context for g in mine if g.context != "unspecified"]
    terms = f", in {listed(c.replace('_', ' ') for c in contexts)} terms" if contexts else ""
    text = f"{facts.name(actor)} is said {count} to gain{terms}."
    return Cited(capital(text), _examples(events))


def _disputed_line(facts: Facts) -> Cited | None:
    disputed = [e for e in facts.events if e.status is Status.CONTESTED]
    if not disputed:
        return None
    deniers = _voices((v for e in disputed for v in e.deniers), facts.name)
    share = f"{number(len(disputed))} of the {len(facts.events)} events between them"
    return Cited(f"{share} {'is' if len(disputed) == 1 else 'are'} contested, by {deniers}.",
                 _examples(disputed))  # fmt: skip


def _ahead_line(facts: Facts) -> Cited | None:
    ahead = [e for e in facts.events if e.status is Status.FORETOLD]
    if not ahead:
        return None
    many = "One event is" if len(ahead) == 1 else f"{number(len(ahead))} events are"
    return Cited(f"{many} foretold and not yet reported.", _examples(ahead))


def _examples(events: Iterable[Event]) -> tuple[Statement, ...]:
    """One statement of each of the first events, an affirming one where there is any."""
    first = [(e.affirmed or e.statements)[0] for e in events]
    return tuple({s.id: s for s in first}.values())[:MOST]
