"""Independent sources: who answers for the statements of a happening."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from cuibono.coding.statement import AUTHOR, Stance, Statement
from cuibono.events.event import Status, Voice
from cuibono.events.mouths import NOBODY, Denials, speaker
from cuibono.events.origins import Origin, in_order, origin, place
from cuibono.events.sharing import sharing

Link = frozenset[str]
"""Two statements, by their ids, that surely speak of one happening."""


def voices(
    statements: Iterable[Statement], known: Mapping[str, Origin], sure: Iterable[Link] | None = None
) -> tuple[Voice, ...]:
    """The independent sources of a happening's statements, those that affirm first.

    Statements are of one source when they stand in one document or a reprint of it, come from one
    publisher's family, or rest on one speaker. An origin without a name is shown but does not
    count, nor does who took back what it said, nor, where `sure` names the statements that surely
    speak of one happening, who is tied to the others by none of these.
    """
    ordered = in_order(statements, known)
    affirmed = [s for s in ordered if s.stance is not Stance.DENIED]
    denied = [s for s in ordered if s.stance is Stance.DENIED]
    against = Denials(denied, known)
    said = [(v, against.of(v.statements)) for v in _sources(affirmed, known, denies=False)]
    taken = {d: v.name for v, denials in said for d in denials}
    spoken = [_withdrawn(v) if denials else v for v, denials in said]
    if sure is not None:
        spoken = _tied(spoken, sure, known)
    denying = _sources(denied, known, denies=True)
    return (*spoken, *(_retraction(v, taken) for v in denying))


def status(said: Sequence[Voice]) -> Status:
    """What voices add up to.

    What is only denied, or was taken back by all who said it, is not contested, nor uncontested:
    nobody affirms it.
    """
    affirming = [voice for voice in said if not voice.denies and not voice.withdrawn]
    if not affirming:
        return Status.RETRACTED if any(voice.withdrawn for voice in said) else Status.DENIED
    if any(voice.denies for voice in said):
        return Status.CONTESTED
    if all(s.stance.foretold for v in affirming for s in v.statements):
        return Status.FORETOLD
    # Who only announces a deed does not bear out that it was done.
    counted = sum(v.counts and not all(s.stance.foretold for s in v.statements) for v in affirming)
    return Status.CORROBORATED if counted > 1 else Status.UNCONTESTED


def _sources(
    statements: Sequence[Statement], known: Mapping[str, Origin], denies: bool
) -> list[Voice]:
    """Statements joined by what they share: text, publisher's family, speaker."""
    held = sharing((_keys(s, known), s) for s in statements)
    found = [_voice(group, known, denies) for _, group in held]
    order = {id(s): n for n, s in enumerate(statements)}
    return sorted(found, key=lambda v: order[id(v.statements[0])])


def _keys(s: Statement, known: Mapping[str, Origin]) -> set[str]:
    here = origin(s, known)
    keys = {f"text:{here.text}", here.key}
    if s.source != AUTHOR and s.source not in NOBODY:
        # Who quotes a news agency, and who prints it, have one source.
        code = speaker(s.source)
        keys |= {f"speaker:{code}", f"publisher:{code.casefold()}"}
    return keys


def _voice(group: list[Statement], known: Mapping[str, Origin], denies: bool) -> Voice:
    ordered = tuple(in_order(group, known))
    here = origin(ordered[0], known)
    named = list(dict.fromkeys(s.source for s in ordered if s.source not in (AUTHOR, *NOBODY)))
    if named:
        roots = {speaker(code) for code in named}
        # Whoever is named speaks first: the author only passes it on.
        ordered = tuple(sorted(ordered, key=lambda s: s.source not in named))
        key = min(roots)
        name = named[0] if len(named) == 1 else " and ".join(sorted(roots))
        return Voice(key, name, ordered, denies)
    if any(s.source == AUTHOR for s in ordered):
        return Voice(here.key, here.name, ordered, denies)
    return Voice(f"unnamed:{here.text}", f"unnamed, in {here.name}", ordered, denies, counts=False)


def _withdrawn(voice: Voice) -> Voice:
    return replace(voice, counts=False, withdrawn=True)


def _retraction(voice: Voice, of: Mapping[str, str]) -> Voice:
    """A denying voice, marked where it takes its own word back; `of` names who, by denials."""
    names = [of[s.id] for s in voice.statements if s.id in of]
    if not names:
        return voice
    return replace(voice, withdrawn=True, name=voice.name if voice.counts else names[0])


def _tied(spoken: list[Voice], sure: Iterable[Link], known: Mapping[str, Origin]) -> list[Voice]:
    """Voices of which only those count that sure links tie together, in the largest such group."""
    counted = [v for v in spoken if v.counts]
    if len(counted) < 2:
        return spoken
    of = {place(s, known)[-1]: n for n, v in enumerate(counted) for s in v.statements}
    linked = {frozenset(of[id_] for id_ in link) for link in sure if of.keys() >= link}
    groups: list[list[int]] = []
    for n in range(len(counted)):
        near = [g for g in groups if any(frozenset((n, other)) in linked for other in g)]
        groups = [g for g in groups if g not in near] + [[*(m for g in near for m in g), n]]
    kept = {counted[n].key for n in max(groups, key=len, default=[])}
    return [v if not v.counts or v.key in kept else replace(v, counts=False) for v in spoken]
