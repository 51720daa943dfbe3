"""Accusations that whoever is accused denies, where nobody reads what exactly they deny.

"Athens blames Tirana for the acts, which Tirana denies" holds a claim and its denial, be the acts
read or not. The accusation itself happened: only on a board of claims is it contested.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, replace

from cuibono.coding.statement import UNKNOWN, Stance, Statement
from cuibono.events.event import Event, Status, Voice
from cuibono.events.mouths import speaker
from cuibono.events.refusals import untrue

ACCUSES, REJECTS = "ACCUSE", "REJECT"
APART = 300
"""So many characters may lie between the sentence that accuses and the one that denies it."""


@dataclass(frozen=True, slots=True)
class Answer:
    """An accusation with the words in which whoever is accused denies it, in one text."""

    accusation: Statement
    denial: Statement


@dataclass(frozen=True, slots=True)
class Answered(Event):
    """An accusation as a claim: who accuses says so, and who is accused denies it."""

    answers: tuple[Answer, ...] = ()


def answered(events: Iterable[Event]) -> Iterator[Answered]:
    """The accusations that are denied, each as one claim, in the order of the events.

    Left out are those whose content somebody is read as denying in the same words.

    >>> words = "Athens blames Tirana for the acts, which Tirana denies."
    >>> def read(trigger, actor, type_, recipient):
    ...     at = words.index(trigger)
    ...     return Statement("d", words, 0, len(words), trigger, at, at + len(trigger), actor, "",
    ...                      type_, recipient)
    >>> from cuibono.events.resolve import resolve
    >>> blamed = read("blames", "GRC", "ACCUSE", "ALB")
    >>> denied = read("denies", "ALB", "REJECT", "GRC")
    >>> [claim] = answered(resolve([blamed, denied], []))
    >>> claim.type, [(v.name, v.denies) for v in claim.voices]
    ('ACCUSE', [('GRC', False), ('ALB', True)])
    """
    every = tuple(events)
    said: dict[str, list[tuple[Statement, Event]]] = {}
    for event in every:
        for s in event.statements:
            if s.type == ACCUSES and s.stance is Stance.REPORTED:
                said.setdefault(s.document, []).append((s, event))
    read = {_words(s) for e in every if e.status is Status.CONTESTED for s in _denials(e)}
    found: dict[int, list[Answer]] = {}
    for event in every:
        for s in event.statements:
            if s.document in said and s.type == REJECTS and _words(s) not in read:
                nearest = _nearest(s, said[s.document])
                if nearest:
                    accusation, of = nearest
                    found.setdefault(id(of), []).append(Answer(accusation, s))
    for event in every:
        if id(event) in found:
            yield _claim(event, found[id(event)])


def _denials(event: Event) -> Iterator[Statement]:
    return (s for s in event.statements if s.stance is Stance.DENIED)


def _words(s: Statement) -> tuple[str, int, str]:
    """A sentence, and who speaks in it or answers."""
    return s.document, s.start, speaker(s.actor if s.type == REJECTS else s.source)


def _nearest(
    denial: Statement, said: Iterable[tuple[Statement, Event]]
) -> tuple[Statement, Event] | None:
    """The last accusation before a denial of whoever denies, with its event."""
    if denial.stance is not Stance.REPORTED or denial.actor == UNKNOWN or not untrue(denial):
        return None
    fit = [(s, e) for s, e in said if _answers(denial, s)]
    return max(fit, key=lambda pair: pair[0].trigger_start, default=None)


def _answers(denial: Statement, accusation: Statement) -> bool:
    accused, accuser = speaker(accusation.recipient), speaker(accusation.actor)
    return (
        accused == speaker(denial.actor) != accuser
        and speaker(denial.recipient) in (accuser, UNKNOWN)
        and accusation.trigger_start < denial.trigger_start
        and denial.start - accusation.end <= APART
    )


def _claim(event: Event, answers: Iterable[Answer]) -> Answered:
    """The claim that an accusation makes, with both its sides."""
    told = tuple(answers)
    values = {f.name: getattr(event, f.name) for f in fields(Event)}
    for_ = [_voice(event.actor, event.statements, denies=False)]
    denials: dict[str, list[Statement]] = {}
    for answer in told:
        denials.setdefault(speaker(answer.denial.actor), []).append(answer.denial)
    against = [_voice(held[0].actor, held, denies=True) for held in denials.values()]
    made = Answered(**values, answers=told)
    return replace(made, voices=(*for_, *against), status=Status.CONTESTED)


def _voice(code: str, statements: Iterable[Statement], denies: bool) -> Voice:
    return Voice(speaker(code), code, tuple(statements), denies, counts=code != UNKNOWN)
