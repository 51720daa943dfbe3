"""How statements and events look on a terminal: the words first, wrapped, codes explained."""

from __future__ import annotations

import re
import shutil
import sys
import textwrap
from collections.abc import Iterable, Iterator, Sequence

from cuibono.cli import show
from cuibono.coding.statement import Statement
from cuibono.counting import unsure
from cuibono.desk import Desk
from cuibono.documents import Document
from cuibono.events.event import Event
from cuibono.ledger import reviewed

WIDEST = 100
INDENT = "    "
SAID = {"AUTHOR": "the author", "UNNAMED": "an unnamed speaker", "---": "somebody"}


def wanted() -> bool:
    """Whether somebody looks on: pipes get plain columns."""
    return sys.stdout.isatty()


def width() -> int:
    """How many columns there are to write on."""
    return min(WIDEST, shutil.get_terminal_size((80, 24)).columns)


MODES = {"discontinue": "dealings broken off"}
"""Modes whose PLOVER name reads like the opposite beside their type: nothing of a sanction ends."""


class Worded:
    """Statements and events as lines, with the names of codes and ids that are short."""

    def __init__(self, desk: Desk, columns: int = 80) -> None:
        self.desk = desk
        self.columns = columns
        self.digits = desk.digits()

    def name(self, code: str) -> str:
        """What a code stands for, and the code."""
        if code in SAID:
            return SAID[code]
        registry = self.desk.registry
        return f"{registry[code].name} ({code})" if code in registry else code

    def kind(self, type_: str, mode: str | None) -> str:
        """An event type with what it is."""
        entry = self.desk.codebook.by_name.get(type_)
        told = ", ".join(
            filter(None, (MODES.get(mode or "", mode), entry.quadrant if entry else ""))
        )
        return f"{type_} ({told})" if told else type_

    def short(self, id_: str) -> str:
        """As much of an id as tells it from others."""
        return id_[: self.digits]

    def wrapped(self, text: str, indent: str = INDENT) -> list[str]:
        """A text as lines that fit."""
        flat = re.sub(r"\s*\n\s*", " ", show.clean(text)).strip()
        return textwrap.wrap(
            flat, self.columns, initial_indent=indent, subsequent_indent=indent,
            break_on_hyphens=False,
        ) or [indent.rstrip()]  # fmt: skip

    def statement(self, s: Statement) -> list[str]:
        """A statement: its words with the act in guillemets, what is read in them, who says so."""
        first, last = s.trigger_start - s.start, s.trigger_end - s.start
        quote = f"{s.quote[:first]}«{s.quote[first:last]}»{s.quote[last:]}"
        item = f": {s.item}" if s.item else ""
        whom = f" to {self.party(s.recipient, s.recipient_text)}"
        what = f"{self.party(s.actor, s.actor_text)}: {self.kind(s.type, s.mode)}{whom}{item}"
        return [
            *self.wrapped(f"{self.short(s.id)}  {quote}", ""), *self.wrapped(what),
            *self.wrapped(", ".join(self._about(s))),
        ]  # fmt: skip

    def party(self, code: str, text: str) -> str:
        """A party by its name; by the words of the text where it has no code."""
        return f"“{text}” (---)" if code == "---" and text else self.name(code)

    def _about(self, s: Statement) -> Iterator[str]:
        hedged = "hedged " if s.certainty == "hedged" else ""
        yield f"{hedged}{s.stance} by {self.name(s.source)}"
        yield s.when or "undated"
        if reviewed(s.versions):
            yield "reviewed"
        else:
            yield f"confidence {s.confidence:.2f}" + (": not counted" if unsure(s) else "")
        yield ", ".join(filter(None, (s.title, s.published)))

    def event(self, e: Event) -> list[str]:
        """An event: when and what, its words, who says so and who denies it."""
        item = f": {e.item}" if e.item else ""
        what = (
            f"{self.name(e.actor)}: {self.kind(e.type, e.mode)} to {self.name(e.recipient)}{item}"
        )
        lines = self.wrapped(f"{when(e)}  {what}", "")
        lines += self.wrapped(f"“{e.statements[0].quote}”")
        for side, verb in ((False, "said"), (True, "denied")):
            voices = [v for v in e.voices if v.denies is side]
            if voices:
                told = "; ".join(
                    f"{self.name(v.name)} {' '.join(self.short(s.id) for s in v.statements)}"
                    for v in voices
                )
                lines += self.wrapped(f"{verb} by {told}")
        return [*lines, *self.wrapped(f"{e.status}, {show.count(e.sources, 'independent source')}")]

    def document(self, d: Document) -> str:
        """A document on one line."""
        day = d.published.isoformat() if d.published else "undated"
        return ", ".join(filter(None, (d.title, d.publisher, day)))


def statements(desk: Desk, found: Sequence[Statement], title: str) -> None:
    """Print statements for eyes."""
    told = Worded(desk, width())
    _print(title, map(told.statement, found))


def events(desk: Desk, found: Sequence[Event], title: str) -> None:
    """Print events for eyes."""
    told = Worded(desk, width())
    _print(title, map(told.event, found))


def _print(title: str, blocks: Iterable[list[str]]) -> None:
    show.say(title)
    for lines in blocks:
        show.say()
        for line in lines:
            show.say(line)


def when(e: Event, undated: str = "undated") -> str:
    """When an event was: its date, since when it goes on, or when it was reported."""
    if e.kind == "affair":
        begun = e.when.partition("/")[0] if e.when else ""
        return f"continuing since {begun}" if begun else "continuing"
    if e.when:
        # A person may have said that reports of different days are of one happening.
        return f"{e.when}, or {', '.join(e.elsewhen)}" if e.elsewhen else e.when
    return f"reported on {e.reported}" if e.reported else undated
