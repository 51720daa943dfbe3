"""What a rule of time is: a pattern over word classes and a function that makes sense of it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from cuibono.language.grammar import Tokens, Value
from cuibono.language.numbers import parse_number
from cuibono.language.times.calendar import Days
from cuibono.language.times.words import CLASSES

NUMBER = "(?:DD|BIG|YEAR|WORDNUM(?:(?:HYPHEN|AND)?WORDNUM)*)"


# The kind of what looks like a time and is not one, such as an age.
NO_TIME = "none"


class UnknownDateError(Exception):
    """A relative expression without the date that it is relative to."""


@dataclass(frozen=True, slots=True)
class Sense:
    """What an expression means: its kind, TimeML value, stretch of the calendar, and why."""

    kind: str
    timex: str | None
    period: Days | None
    reason: str


@dataclass(frozen=True, slots=True)
class Spotted:
    """A pattern found in a text, with what is known about its surroundings.

    `anchor` is the period of the expression before; `future` says whether the words around
    speak of what is to come, `past` whether what they date has happened.
    """

    pieces: Tokens
    match: re.Match[str]
    published: date | None
    anchor: Days | None
    future: bool
    past: bool = False

    @property
    def today(self) -> date:
        """The publication date; raises UnknownDateError where there is none."""
        if self.published is None:
            raise UnknownDateError
        return self.published

    def has(self, group: str) -> bool:
        """Whether the pattern has a group of this name and it was filled."""
        return group in self.match.re.groupindex and self.match[group] is not None

    def value(self, group: str) -> Value:
        """The value of a group's first piece."""
        return self.pieces.values[self.match.start(group)]

    def number(self, group: str) -> int:
        """The whole number that a group's first piece stands for."""
        value = self.value(group)
        return int(value) if isinstance(value, int | float) else 0

    def name(self, group: str) -> str:
        """The value of a group's first piece, a word."""
        return str(self.value(group))

    def words(self, group: str) -> str:
        """The group's own characters in lower case; empty where it was not filled."""
        return self.pieces.words(*self.match.span(group)).lower() if self.match[group] else ""

    def count(self, group: str) -> float | None:
        """The number that a group spells, None for a vague one ("several")."""
        return parse_number(self.words(group))


Build = Callable[[Spotted], Sense | None]


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern over classes, the class it cannot do without, and what builds its sense."""

    name: str
    pattern: re.Pattern[str]
    needs: str
    build: Build


def rule(name: str, needs: str, pattern: str, build: Build) -> Rule:
    """A rule from class names; `needs` names a class without which it is not tried."""
    spelled = pattern.replace("{NUMBER}", NUMBER)
    return Rule(name, CLASSES.pattern(spelled), CLASSES[needs], build)


def dated(period: Days, reason: str, timex: str | None = None) -> Sense:
    """The sense of an expression that names a stretch of the calendar."""
    return Sense("date", timex or period.timex, period, reason)
