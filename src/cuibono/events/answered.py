"""Claims that somebody denies, where nobody reads what exactly they deny.

"Athens blames Tirana for the acts, which Tirana denies" and "Tirana denies reports of a raid" hold
a claim and its denial, be the acts read or not. That somebody accuses, and that somebody denies,
both happened: only on a board of claims is what they say contested.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace

from cuibono.coding.statement import UNKNOWN, UNNAMED, Stance, Statement
from cuibono.events.event import Event, Status, Voice
from cuibono.events.mouths import speaker
from cuibono.events.refusals import untrue

ACCUSES, REJECTS = "ACCUSE", "REJECT"
APART = 300
"""So many characters may lie between the sentence that accuses and the one that denies it."""
NEAR = 90
"""So many characters after the word of denial what it denies is called a claim."""
_CLAIM = (
    r"(?:claims?(?! (?:for|on|to)\b)|reports?|allegations?|accusations?|charges?|assertions?|"
    r"accounts?(?= of\b)|rumou?rs?|suggestions?|speculation)"
)
CLAIM = re.compile(rf"^\w*\s+(?:\S+\s+){{0,4}}?{_CLAIM}\b", re.IGNORECASE)
"""What is denied, after the word of denial."""
PASSIVE = re.compile(
    rf"\b(?:{_CLAIM}\s+(?:\S+\s+){{0,8}}?|(?:it|that|this|which)\s+)"
    r"(?:is|are|was|were|been)\s+(?:(?:later|\w+ly)\s+)?$",
    re.IGNORECASE,
)
"""The same before it: "the report was denied"."""
DESPITE = re.compile(
    rf"\b(?:after|amid|contrary to|despite|following)\s+(?:\S+\s+){{0,3}}?{_CLAIM}\b", re.IGNORECASE
)
"""What somebody denies for all that is claimed."""


@dataclass(frozen=True, slots=True)
class Rebuttal:
    """Words that deny, and the accusation before them in the same text; None where they only speak
    of what somebody claims.
    """

    denial: Statement
    accusation: Statement | None = None


@dataclass(frozen=True, slots=True)
class Answered(Event):
    """A claim that somebody denies: who accuses says so, or whoever the denial speaks of."""

    answers: tuple[Rebuttal, ...] = ()


def answered(events: Iterable[Event]) -> Iterator[Answered]:
    """The claims that are denied without their content being read, in the order of the events.

    An accusation that whoever is accused denies is one, and so is what somebody denies as a claim,
    a report or the like. Left out is what is read as contested in the words of the denial.

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
    said = _accusations(every)
    read = {_words(s) for e in every if e.status is Status.CONTESTED for s in _denials(e)}
    found: dict[int, list[Rebuttal]] = {}
    alone: dict[str, tuple[Event, list[Rebuttal]]] = {}
    for event in every:
        for denial in (s for s in event.statements if _denies(s) and _words(s) not in read):
            before = _nearest(denial, said.get(denial.document, ()))
            if before:
                accusation, of = before
                found.setdefault(id(of), []).append(Rebuttal(denial, accusation))
            elif _of_claim(
                denial
            ):  # Several may deny one claim in a sentence, and it be reprinted.
                here = alone.setdefault(" ".join(denial.quote.split()), (event, []))
                here[1].append(Rebuttal(denial))
    for event in every:
        if id(event) in found:
            yield _claim(event, event.statements, found[id(event)])
    for event, answers in alone.values():
        yield _claim(event, [a.denial for a in answers], answers)


Said = Mapping[str, Sequence[tuple[Statement, Event]]]


def _accusations(events: Iterable[Event]) -> Said:
    """Who accuses whom, by documents."""
    said: dict[str, list[tuple[Statement, Event]]] = {}
    for event in events:
        for s in event.statements:
            if s.type == ACCUSES and s.stance is Stance.REPORTED:
                said.setdefault(s.document, []).append((s, event))
    return said


def _denials(event: Event) -> Iterator[Statement]:
    return (s for s in event.statements if s.stance is Stance.DENIED)


def _denies(s: Statement) -> bool:
    """Whether somebody says in a statement that something is not so."""
    known = {s.actor, s.recipient} != {UNKNOWN}
    return known and s.type == REJECTS and s.stance is Stance.REPORTED and untrue(s)


def _words(s: Statement) -> tuple[str, int, str]:
    """A sentence, and who denies something in it."""
    return s.document, s.start, speaker(s.actor if s.type == REJECTS else s.source)


def _of_claim(denial: Statement) -> bool:
    """Whether what is denied is called a claim, a report or the like."""
    at = denial.trigger_start - denial.start
    after = denial.quote[at : at + len(denial.trigger) + NEAR]
    before = denial.quote[max(0, at - NEAR) : at]
    return any((CLAIM.search(after), PASSIVE.search(before), DESPITE.search(denial.quote)))


def _nearest(
    denial: Statement, said: Iterable[tuple[Statement, Event]]
) -> tuple[Statement, Event] | None:
    """The nearest accusation of whoever denies, in the same sentence or before it."""
    fit = [(s, e) for s, e in said if _answers(denial, s)]
    at = denial.trigger_start
    return min(fit, key=lambda pair: abs(at - pair[0].trigger_start), default=None)


def _answers(denial: Statement, accusation: Statement) -> bool:
    accused, accuser = speaker(accusation.recipient), speaker(accusation.actor)
    return (
        accused == speaker(denial.actor) != accuser
        and speaker(denial.recipient) in (accuser, UNKNOWN)
        # Who has no code may be anybody.
        and (UNKNOWN not in (accused, accuser) or accusation.start == denial.start)
        and accusation.start <= denial.start <= accusation.end + APART
    )


def _claim(event: Event, statements: Iterable[Statement], answers: Sequence[Rebuttal]) -> Answered:
    """What an accusation or a denial speaks of as a claim, with both its sides."""
    first = answers[0]
    denials: dict[str, list[Statement]] = {}
    for answer in answers:
        denials.setdefault(speaker(answer.denial.actor), []).append(answer.denial)
    against = [
        _voice(code, held[0].actor_text, held, denies=True) for code, held in denials.items()
    ]
    told = {s.id: s for s in (a.accusation or a.denial for a in answers)}
    said, text = first.denial.recipient, first.denial.recipient_text
    if first.accusation:
        said, text = event.actor, first.accusation.actor_text
    claiming = _voice(said, text, told.values(), denies=False)
    values = {f.name: getattr(event, f.name) for f in fields(Event)}
    claim = replace(
        Answered(**values, answers=tuple(answers)), statements=tuple(statements),
        voices=(claiming, *against), status=Status.CONTESTED,
    )  # fmt: skip
    if first.accusation:
        return claim
    # A denial may stand in one event with others; its claim is of its own sentence.
    one = first.denial
    when, reported = one.when, None if one.when else one.published
    return replace(claim, actor=one.actor, recipient=one.recipient, when=when, reported=reported)


def _voice(code: str, text: str, statements: Iterable[Statement], denies: bool) -> Voice:
    """One side of a claim; who has no code is named by the words of the text, if it has any."""
    known = code != UNKNOWN
    name = code if known else f"“{text}”" if text else UNNAMED
    return Voice(speaker(code), name, tuple(statements), denies, counts=known)
