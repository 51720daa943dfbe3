"""The brief as data: title, sections, a picture, and the numbered passages that they cite."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path

from cuibono import infile
from cuibono.actors import Registry
from cuibono.actors.code import Code, root
from cuibono.actors.mentions import Namer
from cuibono.briefs import pictures
from cuibono.briefs.cited import AROUND, Quotes, Section
from cuibono.briefs.dealings import OPPOSED
from cuibono.briefs.facts import Facts
from cuibono.briefs.heard import Heard
from cuibono.briefs.names import Wording, capital, day, headline, listed, number
from cuibono.briefs.sections import sections
from cuibono.briefs.telling import Teller
from cuibono.coding.confidence import FLOOR
from cuibono.documents import Document, read
from cuibono.errors import UsageError
from cuibono.events.event import Event
from cuibono.events.kinds import SHIPPED, Kinds
from cuibono.ledger import reviewed
from cuibono.measures.timeline import timeline

WHOLE = re.compile(r"[A-Z][a-z]{3,}(?: [A-Z][a-z]+)*")
"""A name that is no abbreviation."""
LEGEND = "Words in grey are context from the same text."
ID = re.compile(r"\b[0-9a-f]{8}\b")


@dataclass(frozen=True)
class Subject:
    """Whom a brief is about, the words that are too unsure to count, and what it follows up.

    `old` is the text of the last brief on the same, in any format, None where there is none.
    """

    a: str
    b: str | None = None
    unsure: tuple[Event, ...] = ()
    old: str | None = None


@dataclass(frozen=True)
class Brief:
    """A page on one actor or two, ready to be written as Markdown, HTML or Word.

    `stamp` tells how it was made; `draw` makes the picture; `documents` by id.
    """

    title: str
    stamp: str
    sections: tuple[Section, ...]
    draw: Callable[[], str | None]
    documents: dict[str, Document]
    made: date = field(default_factory=date.today)

    @property
    def surrounded(self) -> bool:
        """Whether any passage shows words around those that were read."""
        every = (part for s in self.sections for c in s.sentences for part in c.parts)
        return any(kind == AROUND for _, kind in every)

    @property
    def shaded(self) -> str:
        """The stamp of a page that shows such words in grey, and says so."""
        return f"{self.stamp} {LEGEND}" if self.surrounded else self.stamp

    @cached_property
    def picture(self) -> str | None:
        """SVG, None where a picture would say nothing; drawn for whoever shows it."""
        return self.draw()

    def quotes(self) -> Quotes:
        """The quotes numbered in the order in which the sections cite them."""
        quotes = Quotes()
        for section in self.sections:
            for sentence in section.sentences:
                quotes.cite(sentence)
        return quotes


def brief(
    subject: Subject,
    events: Iterable[Event],
    documents: Iterable[Document],
    registry: Registry,
    kinds: Kinds = SHIPPED,
    heard: Heard | None = None,
) -> Brief:
    """The brief on one actor or two, from the events that count.

    `heard` knows what the quotes of earlier briefs name. Raises CuibonoError where the ledger holds
    nothing about the actors, and UsageError where the earlier brief is none.
    """
    name = Wording(registry, kinds)
    known = {d.id: d for d in documents}
    old = None if subject.old is None else frozenset(ID.findall(subject.old))
    if old is not None and not old:
        raise UsageError(
            "the earlier brief holds no id of a statement: it is no brief of this program"
        )
    a, b, every = subject.a, subject.b, tuple(events)
    teller = Teller(name, known, heard or Heard(Namer(registry)))
    told = sections(Facts(a, b, every, subject.unsure, teller, old))
    called = [_called(code, told, teller) for code in (a, b) if code]
    title = capital(" and ".join(called))

    def draw() -> str | None:
        return pictures.timeline(timeline(every, a, b), kinds)

    stamp = " ".join([_stamp(told, known), *_counted(told, teller, (a, b))])
    return Brief(title, stamp, told, draw, known)


def _counted(
    told: Iterable[Section], teller: Teller, actors: tuple[str, str | None]
) -> Iterator[str]:
    """Which armed or opposition groups in its actors' states it tells of, by the texts' names."""
    name = teller.name
    held: dict[str, set[str]] = {}
    for s in (s for part in told for c in part.sentences for s in c.statements):
        for code in {s.actor, s.recipient}:
            group, role = name.registry.split(code)
            if not role and group not in actors and Code(group).group in OPPOSED:
                called = set(teller.heard.names_of(s, group)) or {name(group)}
                held.setdefault(root(code), set()).update(called)
    for state in (actor for actor in actors if actor in held):
        one = len(held[state]) == 1
        many = "an armed or opposition group" if one else "armed or opposition groups"
        yield f"Passages on {listed(sorted(held[state]))}, {many} in {name(state)}, are included."


def _called(code: str, told: Iterable[Section], teller: Teller) -> str:
    """What an actor is called: by its name, or by that of most of the texts where none has it.

    What was Korea in the texts is not South Korea; what they call the West Bank now and then is
    Palestine all the same.
    """
    own = teller.name(code)
    if code != root(code) and own == teller.name(root(code)):
        # A page on a minister is none on all of the state.
        return teller.name.registry[code].name
    cited = {s.id: s for part in told for c in part.sentences for s in c.statements}
    shown = [s for s in cited.values() if s.confidence >= FLOOR]
    plain = own.removeprefix("the ")
    if code != root(code) or any(plain in s.quote for s in shown):
        return own
    quotes = {s.quote: s for s in shown}
    names = teller.heard.called(quotes.values(), code)
    whole = [(many, name) for name, many in names.items() if WHOLE.fullmatch(name)]
    most = max(whole, default=(0, own))
    return most[1] if 3 * most[0] >= 2 * len(quotes) else own


def earlier(file: Path) -> str:
    """The text of an earlier brief, in whatever format it was written.

    Raises CuibonoError for a file that cannot be read.
    """
    data = infile.needed(file)
    if data.startswith(b"PK"):  # a Word file is a packed one
        return read(file).text
    return data.decode("utf-8", "replace")


def _stamp(told: Iterable[Section], known: dict[str, Document]) -> str:
    """How the brief was made: from which texts, and how much of it a person has checked."""
    cited = {s.id: s for part in told for c in part.sentences for s in (*c.statements, *c.also)}
    texts = {s.document for s in cited.values()}
    there = [d for i in texts if (d := known.get(i))]
    dates = sorted(d.published for d in there if d.published)
    title = headline(there[0].title) if len(texts) == len(there) == 1 else ""
    span = "" if not dates else f" published on {day(dates[0].isoformat())}"
    if dates and dates[0] != dates[-1]:
        span = f" published from {day(dates[0].isoformat())} to {day(dates[-1].isoformat())}"
    undated = len(texts) - len(dates)
    if undated:
        bare = "without a date" if len(texts) == 1 else f"{_of(undated, len(texts))} without a date"
        span += f", {bare}"
    title = f", “{title}”{',' if dates else ''}" if title else ""
    many = f"{number(len(texts)).lower()} text{'' if len(texts) == 1 else 's'}{title}{span}"
    judged = sum(reviewed(s.versions) for s in cited.values())
    checked = f"no person has checked any of the {len(cited)} statements behind it"
    if judged:
        checked = f"a person has checked {judged} of the {len(cited)} statements behind it"
    if len(cited) == 1:
        checked = f"{'a' if judged else 'no'} person has checked the one statement behind it"
    shown = f"What is shown here rests on {many}, read by machine; {checked}."
    return f"{shown} Check the words before you pass them on."


def _of(some: int, every: int) -> str:
    return "all of them" if some == every else f"{number(some).lower()} of them"
