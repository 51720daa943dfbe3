"""The whole path on one page: a text goes in at `read`, a cited page comes out at `brief`.

documents → language → coding (with actors) → ledger → events → measures → briefs. The doors
(`cli/`) call the methods of `Desk`, one for each verb, and hold no logic of their own.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar, cast

from cuibono.coding.statement import Coding, Stance, Statement
from cuibono.collecting import FETCHED, fetch, watch
from cuibono.documents import (
    About,
    Columns,
    Document,
    Shelf,
    Way,
    amended,
    gather,
    read,
    read_all,
    read_columns,
)
from cuibono.errors import CuibonoError, UsageError
from cuibono.events.event import Event
from cuibono.events.resolve import resolve
from cuibono.explanation import Explanation, explanation
from cuibono.foresight import Foresight
from cuibono.frames import FixedRows, Rows
from cuibono.handing import Handing
from cuibono.inquiry import EVERY, Only, counted, floor
from cuibono.ledger import Ledger, Problem, Query
from cuibono.measures.claims import claims
from cuibono.measures.timeline import timeline
from cuibono.patterns import Patterns
from cuibono.receipt import Receipt
from cuibono.tested import Tested
from cuibono.workbench import Workbench

if TYPE_CHECKING:
    from cuibono.briefs.brief import Brief
    from cuibono.coding import Coder
    from cuibono.events.affairs import Affair
    from cuibono.exchange.imports.report import Progress as ImportProgress
    from cuibono.exchange.imports.report import Report as ImportReport
    from cuibono.measures.counterparts import Counterpart
    from cuibono.measures.score import Score


T = TypeVar("T")
TOGETHER = 64
"""How many documents are read at once."""
UNSURE = 200
"""Statements too unsure to count that a brief looks at for its last section."""


class Desk(Patterns, Tested, Foresight, Workbench, Handing):
    """An analyst's desk: one ledger, one reader, one registry of actors.

    With `as_of` the ledger is read as it stood at that moment; `own` adds event types and
    actors. Nothing is opened or loaded before it is needed. Patterns over years are in
    `Patterns`, what models say of them in `Tested`, what is asked of the future in `Foresight`,
    what a person finds, judges and corrects in `Workbench`, what is handed on in `Handing`.

    >>> from cuibono import Desk
    >>> for statement in Desk().code("Kyiv cut ties with Pyongyang.").statements:
    ...     print(statement.actor, statement.type, statement.recipient)
    UKR SANCTION PRK
    """

    # --- what the desk is equipped with --------------------------------------------------

    @cached_property
    def coder(self) -> Coder:
        """The coder that follows the codebook."""
        from cuibono.coding import Coder

        return Coder.load(self.registry, self.codebook, self.reader)

    # --- into the ledger -----------------------------------------------------------------

    def read(
        self,
        paths: Iterable[str | Path],
        about: About | None = None,
        each: Callable[[Receipt], None] = lambda _: None,
        manifest: str | Path | None = None,
        columns: str | Path | None = None,
    ) -> list[Receipt]:
        """Read files and folders into the ledger; a file may hold any number of documents.

        What cannot be read gets a receipt with its error; the rest is still read. A text that is
        known is not read again, unless more is now known of it: then it is amended. `manifest`
        is a table of paths, dates, publishers, titles and addresses, `columns` a mapping in TOML
        for tables of articles. `each` is called with every receipt as it is written. Raises
        UsageError where a title or an address is given for more than one file, or for a manifest
        without paths.
        """
        shelf = Shelf(Path(manifest) if manifest else None)
        way = Way(about or About(), shelf, read_columns(columns) if columns else Columns())
        files = list(gather(paths, shelf))
        if about and (about.title or about.address) and len(files) > 1:
            raise UsageError(f"a title or an address belongs to one file, not to {len(files)}")
        ledger = Ledger.open(self.folder)
        known = ledger.known()
        receipts: list[Receipt] = []
        for group in _together(_opened(files, way)):
            for receipt in self._take_in(ledger, group, known):
                receipts.append(receipt)
                each(receipt)
        return receipts

    def _take_in(self, ledger: Ledger, group: list[Receipt], known: set[str]) -> Iterator[Receipt]:
        """Read some documents together and add what is new of them, a receipt for each in order."""
        held = ledger.labels() if any(r.document and r.document.id in known for r in group) else {}
        fresh: dict[str, Document] = {}
        for document in (r.document for r in group if r.document):
            before = fresh.get(document.id) or held.get(document.id)
            better = amended(before, document) if before else document
            if better:
                fresh[document.id] = better
        codings = dict(zip(fresh, self._codings(list(fresh.values())), strict=True))
        for receipt in group:
            document = receipt.document
            if document is None:
                yield receipt
                continue
            coding = codings.pop(document.id, None)
            if coding is None:
                notes = (*document.notes, *_withdrawn(ledger, document.id))
                yield replace(receipt, notes=notes, known=True)
            elif isinstance(coding, CuibonoError):
                yield replace(receipt, document=None, error=coding)
            else:
                yield self._added(
                    ledger, replace(receipt, document=fresh[document.id]), coding, known
                )

    def _added(self, ledger: Ledger, receipt: Receipt, coding: Coding, known: set[str]) -> Receipt:
        """Add one document, or amend the one that is there, and say what came of it."""
        document = cast(Document, receipt.document)
        again = document.id in known
        act = ledger.amend if again else lambda d, c: ledger.append(d, c, known)
        error = _attempt(lambda: act(document, coding))
        if isinstance(error, CuibonoError):
            return replace(receipt, document=None, error=error)
        known.add(document.id)
        count = len(coding.statements)
        return replace(
            receipt, document=document, statements=count, notes=coding.notes, amended=again
        )

    def _codings(self, documents: list[Document]) -> list[Coding | CuibonoError]:
        """What is read out of documents; the fault of one is its own."""
        if not documents:
            return []
        together = _attempt(lambda: list(self.coder.code_many(documents)))
        if not isinstance(together, CuibonoError):
            return list(together)
        return [_attempt(lambda d=d: self.coder.code(d)) for d in documents]

    def fetch(
        self,
        addresses: Iterable[str],
        into: str | Path = FETCHED,
        each: Callable[[Receipt], None] = lambda _: None,
    ) -> list[Receipt]:
        """Fetch addresses, and the items of feeds, into a folder and read them into the ledger.

        Polite: robots.txt, one request a second to a host, unchanged files are not fetched again.
        """
        return fetch(self.read, addresses, into, each)

    def watch(
        self,
        places: Iterable[str],
        into: str | Path = FETCHED,
        each: Callable[[Receipt], None] = lambda _: None,
        every: float = 15.0,
        times: int = 0,
    ) -> list[Receipt]:
        """Read folders and fetch addresses again every so many minutes; `times` 0 never ends."""
        return watch(self.read, places, into, each, every, times)

    def import_(
        self,
        format: str,
        paths: Iterable[str | Path],
        each: Callable[[ImportProgress], None] = lambda _: None,
    ) -> ImportReport:
        """Import files of event data into the ledger; what was imported before is skipped.

        `format` is gdelt, icews, polecat, acled, ucdp, unvotes, vetoes, or a mapping file in
        TOML. Raises UsageError for an unknown format, CuibonoError for a wrong file.
        """
        from cuibono.exchange.imports import import_files

        return import_files(format, paths, self.folder, each)

    def code(self, text: str, published: date | None = None, sure: float | None = None) -> Coding:
        """Code a text on its own, without a ledger; what is unsure is left out.

        `sure` is the least confidence, 0 to 1: nothing is left out at 0. Without it the reader's
        own floor holds. Raises UsageError for what is no text.
        """
        return self._code(Document(_text(text), published=published), sure)

    def _code(self, document: Document, sure: float | None = None) -> Coding:
        coding = self.coder.code(document)
        kept = counted(coding.statements, sure)
        ids = {s.id for s in kept}
        links = tuple(x for x in coding.links if x.cause in ids and x.effect in ids)
        return replace(coding, statements=tuple(kept), links=links)

    # --- out of the ledger ---------------------------------------------------------------

    def statements(
        self,
        actor: str | None = None,
        with_: str | None = None,
        type: str | None = None,
        stance: Stance | str | None = None,
        sure: float | None = None,
        only: Only = EVERY,
    ) -> Rows[Statement]:
        """Statements in which `actor` acts and `with_` takes any part, by type and stance.

        `sure` leaves those of at least this confidence, 0 to 1; without it the reader's own floor
        holds, and 0 leaves all. Actors are names or codes; a state's code takes in its organs.
        Raises UsageError for an actor, type or stance that does not exist.
        """
        doer, other = actor and self.actor(actor), with_ and self.actor(with_)
        query = Query(actor=doer, other=other, type=self._type(type), stance=_stance(stance))
        found = self.counted(sure, query, only)
        blank = Statement("", "", 0, 0, "", 0, 0, "", "", "")
        mine = only.cut([s for s in found if not doer or _belongs(s.actor, doer)])
        return Rows(mine, list(blank.to_dict()))

    def timeline(
        self, a: str, b: str | None = None, sure: float | None = None, only: Only = EVERY
    ) -> FixedRows[Event]:
        """What `a`, or `a` and `b` together, take any part in, in order of time.

        Here and below `sure` is the confidence from which a statement counts, as in `events`, and
        `only` narrows the question to some statements before anything is counted.
        """
        parties = self.actor(a), b and self.actor(b)
        return FixedRows(only.cut(list(timeline(self.events(sure, only), *parties))))

    def affairs(
        self, a: str, b: str | None = None, sure: float | None = None
    ) -> tuple[Affair, ...]:
        """What goes on around `a`, or between `a` and `b`, each with the happenings in it."""
        from cuibono.events.affairs import affairs

        return affairs(self.timeline(a, b, sure), self.kinds)

    def claims(
        self, contested: bool = False, sure: float | None = None, only: Only = EVERY
    ) -> FixedRows[Event]:
        """What rests on somebody's word: who says so, and who denies it."""
        return FixedRows(only.cut(list(claims(self.events(sure, only), contested))))

    def explain(self, id_: str) -> Explanation:
        """Everything behind one statement, named by its id or the beginning of it."""
        statement = self.ledger.statement(id_)
        document = self.ledger.document(statement.document)
        near = self.coder.nearest(document, statement.trigger_start, statement.trigger_end)
        found = explanation(self.ledger, statement, near)
        return replace(found, met=self._met(statement))

    def _met(self, statement: Statement) -> tuple[tuple[str, str], ...]:
        """The statements of the same happening, with why they met this one."""
        from cuibono.events.reasons import reasons

        sure = min(statement.confidence, floor())
        event = next((e for e in self.events(sure) if statement in e.statements), None)
        return reasons(statement, event.statements if event else (), self.kinds)

    def verify(self) -> list[Problem]:
        """What does not hold in the ledger; nothing when every quote stands in its place."""
        return list(self.ledger.verify())

    def brief(
        self,
        a: str,
        b: str | None = None,
        format: str = "html",
        sure: float | None = None,
        only: Only = EVERY,
        last: Path | None = None,
    ) -> str:
        """A cited page on `a`, or on `a` and `b` together, as HTML or Markdown (`html`, `md`).

        With `last`, the file of an earlier brief, it begins with what that did not rest on.
        Raises CuibonoError where the ledger holds nothing about them.
        """
        from cuibono.briefs import html, markdown

        if format not in ("html", "md"):
            raise UsageError(f"{format!r} is not a format of briefs; they are html and md")
        made = self.briefing(a, b, sure, only, last)
        return html.render(made) if format == "html" else markdown.render(made)

    def briefing(
        self,
        a: str,
        b: str | None = None,
        sure: float | None = None,
        only: Only = EVERY,
        last: Path | None = None,
    ) -> Brief:
        """The same page as data: its sections, the picture, the quotes that they cite."""
        from cuibono.briefs.brief import Subject, brief

        codes = self.actor(a), self.actor(b) if b else None
        old = None if last is None else last.read_text("utf-8", "replace")
        subject = Subject(*codes, self._unsure(codes[0], sure, only), old)
        events, documents = self.events(sure, only), self.ledger.documents()
        return brief(subject, events, documents, self.registry, self.kinds)

    def _unsure(self, actor: str, sure: float | None, only: Only) -> tuple[Event, ...]:
        """The surest of what is too unsure to count, about an actor."""
        least = floor(sure)
        found = self.narrowed(self.ledger.statements(Query(actor=actor)), only)
        below = sorted((s for s in found if s.confidence < least), key=lambda s: -s.confidence)
        return resolve(below[:UNSURE], self.ledger.documents())

    def counterparts(self, a: str, sure: float | None = None) -> tuple[Counterpart, ...]:
        """With whom `a` has to do, how often, and how: cooperation, conflict, contested."""
        from cuibono.measures.counterparts import counterparts

        return counterparts(self.events(sure), self.actor(a), self.kinds)

    def score(self, key: str | Path, text: str | Path, about: About | None = None) -> Score:
        """How well the coding of a text agrees with an answer key; needs no ledger.

        Statements below the reader's own floor are left out.
        """
        from cuibono.measures.answer_key import read_key
        from cuibono.measures.score import score

        document = read(text, about)
        answers = read_key(key, document.text, self.kinds)
        return score(answers, self._code(document).statements)

    # --- names ---------------------------------------------------------------------------

    def _type(self, name: str | None) -> str | None:
        """An event type named by a user: of the codebook, or one that the ledger holds."""
        if name is None or name in self.ledger.types():
            return name
        names = [entry.name for entry in self.codebook.types]
        if name.upper() not in names:
            raise UsageError(f"no event type is called {name!r}: {', '.join(names)}")
        return name.upper()


def _opened(files: Sequence[str | Path], way: Way) -> Iterator[Receipt]:
    """What is in files, one document after the other, before it is read."""
    for nth, file in enumerate(files, 1):
        for found in read_all(file, way):
            if isinstance(found, CuibonoError):
                yield Receipt(str(file), nth, len(files), error=found)
            else:
                yield Receipt(found.path or str(file), nth, len(files), found)


def _together(receipts: Iterator[Receipt]) -> Iterator[list[Receipt]]:
    """Receipts in groups that are read at once."""
    while group := list(islice(receipts, TOGETHER)):
        yield group


def _text(given: str) -> str:
    """A text that may be coded; raises UsageError for what is none.

    >>> _text("Kyiv cut ties.")
    'Kyiv cut ties.'
    """
    if not given.strip():
        raise UsageError("empty: there is no text to code")
    try:
        given.encode()
    except UnicodeEncodeError:  # such bytes of a command line arrive as halves of a character
        raise UsageError("no text: it has bytes in it that are not UTF-8") from None
    return given


def _attempt(act: Callable[[], T]) -> T | CuibonoError:
    """What an act gives, or its fault as a value: one document never stops the others."""
    try:
        return act()
    except CuibonoError as error:
        return error
    except Exception as error:
        if os.environ.get("CUIBONO_DEBUG"):
            raise
        return CuibonoError(f"cannot be read: {type(error).__name__}: {error}")


def _withdrawn(ledger: Ledger, id_: str) -> Iterator[str]:
    """That a text which is handed in again was withdrawn, and how it comes back."""
    by = ledger.replay.withdrawn.get(id_) if ledger.tables.exists else None
    if by:
        back = f"`cuibono undo {by.id[:8]}` brings it back"
        yield f"withdrawn by {by.who} on {by.at:%Y-%m-%d}: {back}"


def _belongs(code: str, wanted: str) -> bool:
    return code == wanted or code.startswith(f"{wanted}.")


def _stance(name: Stance | str | None) -> str | None:
    if name is None:
        return None
    if name not in list(Stance):
        raise UsageError(f"no stance is called {name!r}: {', '.join(Stance)}")
    return str(name)
