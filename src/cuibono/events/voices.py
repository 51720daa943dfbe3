"""Independent sources: who answers for the statements of an event."""

from __future__ import annotations

from collections.abc import Iterable

from cuibono.coding.statement import AUTHOR, UNKNOWN, UNNAMED, Stance, Statement
from cuibono.events.event import Status, Voice
from cuibono.events.origins import Origin, origin, place

# Organs through which a state speaks: two of them are one voice. A party, the opposition,
# rebels, companies, citizens and former officials speak for themselves.
ORGANS = frozenset("GOV HOS HOG MFA MIL LEG INTEL JUD COP MED".split())


def speaker(code: str) -> str:
    """The voice behind a source's code: organs speak for their state.

    >>> speaker("RUS.MFA"), speaker("UKR.REB")
    ('RUS', 'UKR.REB')
    """
    root, _, role = code.partition(".")
    return root if role in ORGANS else code


def voices(statements: Iterable[Statement], known: dict[str, Origin]) -> tuple[Voice, ...]:
    """The independent sources of an event's statements, those that affirm first.

    An author speaks as the publisher of the text; an unnamed or unresolved speaker counts once
    a text, and not at all beside the author of the same text; a speaker counts once, however
    many texts quote it.
    """
    ordered = sorted(statements, key=lambda s: place(s, known))
    authors = {_text(s, known) for s in ordered if s.source == AUTHOR}
    held: dict[tuple[bool, str], list[Statement]] = {}
    for s in ordered:
        held.setdefault((s.stance is Stance.DENIED, _key(s, known, authors)), []).append(s)
    said = [
        Voice(key, _name(key, group, known), tuple(group), denies)
        for (denies, key), group in held.items()
    ]
    return tuple(sorted(said, key=lambda v: v.denies))


def status(said: tuple[Voice, ...]) -> Status:
    """What voices add up to.

    What is only denied is not contested, since nobody affirms it; it has no sources.
    """
    affirming = [voice for voice in said if not voice.denies]
    if affirming and len(affirming) < len(said):
        return Status.CONTESTED
    if affirming and all(s.stance.foretold for v in affirming for s in v.statements):
        return Status.FORETOLD
    return Status.CORROBORATED if len(affirming) > 1 else Status.UNCONTESTED


def _text(s: Statement, known: dict[str, Origin]) -> tuple[bool, str]:
    return s.stance is Stance.DENIED, origin(s, known).text


def _key(s: Statement, known: dict[str, Origin], authors: set[tuple[bool, str]]) -> str:
    here = origin(s, known)
    # An author who says the same as "reports" do has nothing more behind it than those.
    if s.source == AUTHOR or (s.source in (UNNAMED, UNKNOWN) and _text(s, known) in authors):
        return here.key
    return f"unnamed:{here.text}" if s.source in (UNNAMED, UNKNOWN) else speaker(s.source)


def _name(key: str, group: list[Statement], known: dict[str, Origin]) -> str:
    first = origin(group[0], known)
    if key.startswith("unnamed:"):
        return f"unnamed, in {first.name}"
    if key == first.key:
        return first.name
    codes = {s.source for s in group}
    return codes.pop() if len(codes) == 1 else key
