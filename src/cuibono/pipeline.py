"""The whole path on one page: a text goes in at `read`, a cited page comes out at `brief`.

documents → language → coding (with actors) → ledger → events → measures → briefs. The doors
(`cli/`) call the methods of `Desk`, one for each verb, and hold no logic of their own.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from cuibono.coding.statement import Coding, Stance, Statement
from cuibono.documents import About, Document, gather, read
from cuibono.errors import CuibonoError, UsageError
from cuibono.events.event import Event
from cuibono.events.resolve import resolve
from cuibono.explanation import Explanation, explanation
from cuibono.foresight import Foresight
from cuibono.inquiry import EVERY, Only, counted, floor
from cuibono.ledger import Ledger, Problem, Proof, Query, Repaired
from cuibono.measures.claims import claims
from cuibono.measures.timeline import timeline
from cuibono.patterns import Patterns
from cuibono.tested import Tested
from cuibono.workbench import Workbench

if TYPE_CHECKING:
    from cuibono.coding import Coder
    from cuibono.exchange.imports.report import Progress as ImportProgress
    from cuibono.exchange.imports.report import Report as ImportReport
    from cuibono.measures.score import Score


T = TypeVar("T")
TOGETHER = 64
"""How many files are read at once."""
UNSURE = 200
"""Statements too unsure to count that a brief looks at for its last section."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """What became of one file that was handed in, the `nth` of so many.

    `known` means that the ledger already held this text; `error` is set when the file
    could not be read, and then nothing of it is in the ledger.
    """

    path: str
    nth: int
    of: int
    document: Document | None = None
    statements: int = 0
    notes: tuple[str, ...] = ()
    known: bool = False
    error: CuibonoError | None = None


class Desk(Patterns, Tested, Foresight, Workbench):
    """An analyst's desk: one ledger, one reader, one registry of actors.

    With `as_of` the ledger is read as it stood at that moment; `own` adds event types and
    actors. Nothing is opened or loaded before it is needed. Patterns over years are in
    `Patterns`, what models say of them in `Tested`, what is asked of the future in `Foresight`,
    what a person finds, judges and corrects in `Workbench`.

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
    ) -> list[Receipt]:
        """Read files and folders into the ledger; a receipt for each, in their order.

        A file that cannot be read gets a receipt with its error; the others are still read.
        `each` is called with every receipt as it is written. Raises UsageError where a title
        or an address is given for more than one file.
        """
        receipts: list[Receipt] = []
        for receipt in self.reading(paths, about):
            each(receipt)
            receipts.append(receipt)
        return receipts

    def reading(self, paths: Iterable[str | Path], about: About | None = None) -> Iterator[Receipt]:
        """The same, a receipt at a time: memory does not grow with the number of files."""
        files = list(gather(paths))
        if about and (about.title or about.address) and len(files) > 1:
            raise UsageError(f"a title or an address belongs to one file, not to {len(files)}")
        ledger = Ledger.open(self.folder)
        known = ledger.known()
        for first in range(0, len(files), TOGETHER):
            places = range(first, len(files))[:TOGETHER]
            yield from self._take_in(ledger, files, places, about, known)

    def _take_in(
        self, ledger: Ledger, files: Sequence[str | Path], places: range, about: About | None,
        known: set[str],
    ) -> Iterator[Receipt]:  # fmt: skip
        """Read some files together and add what is new of them, a receipt for each in order."""
        opened = {n: _attempt(lambda n=n: read(files[n], about)) for n in places}
        fresh = {d.id: d for d in opened.values() if isinstance(d, Document) and d.id not in known}
        codings = dict(zip(fresh, self._codings(list(fresh.values())), strict=True))
        added = self._add(ledger, [(fresh[id_], coding) for id_, coding in codings.items()])
        for n, document in opened.items():
            place = (str(files[n]), n + 1, len(files))
            if isinstance(document, CuibonoError):
                yield Receipt(*place, error=document)
                continue
            coding = added.pop(document.id, None)
            if coding is None and document.id not in known:
                yield Receipt(*place, error=CuibonoError(f"{place[0]}: see the same text above"))
            elif coding is None:
                notes = (*document.notes, *_withdrawn(ledger, document.id))
                yield Receipt(*place, document, notes=notes, known=True)
            elif isinstance(coding, CuibonoError):
                yield Receipt(*place, error=CuibonoError(_about(place[0], coding)))
            else:
                known.add(document.id)
                yield Receipt(*place, document, len(coding.statements), coding.notes)

    def _add(
        self, ledger: Ledger, read: Sequence[tuple[Document, Coding | CuibonoError]]
    ) -> dict[str, Coding | CuibonoError]:
        """Add documents in one commit; where that fails one by one, so that one fault is one's."""
        told = {document.id: coding for document, coding in read}
        good = [(d, c) for d, c in read if isinstance(c, Coding)]
        together = _attempt(lambda: ledger.append_all(good)) if good else None
        if isinstance(together, CuibonoError):
            for document, coding in good:
                one = _attempt(lambda d=document, c=coding: ledger.append_all([(d, c)]))
                if isinstance(one, CuibonoError):
                    told[document.id] = one
        return told

    def _codings(self, documents: list[Document]) -> list[Coding | CuibonoError]:
        """What is read out of documents; the fault of one is its own."""
        if not documents:
            return []
        together = _attempt(lambda: list(self.coder.code_many(documents)))
        if not isinstance(together, CuibonoError):
            return list(together)
        return [_attempt(lambda d=d: self.coder.code(d)) for d in documents]

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
    ) -> list[Statement]:
        """Statements in which `actor` acts and `with_` takes any part, by type and stance.

        `sure` leaves those of at least this confidence, 0 to 1; without it the reader's own floor
        holds, and 0 leaves all. Actors are names or codes; a state's code takes in its organs.
        Raises UsageError for an actor, type or stance that does not exist.
        """
        doer, other = actor and self.actor(actor), with_ and self.actor(with_)
        query = Query(actor=doer, other=other, type=self._type(type), stance=_stance(stance))
        found = self.counted(sure, query, only)
        return only.cut([s for s in found if not doer or _belongs(s.actor, doer)])

    def timeline(
        self, a: str, b: str | None = None, sure: float | None = None, only: Only = EVERY
    ) -> tuple[Event, ...]:
        """What `a`, or `a` and `b` together, take any part in, in order of time.

        Here and below `sure` is the confidence from which a statement counts, as in `events`, and
        `only` narrows the question to some statements before anything is counted.
        """
        parties = self.actor(a), b and self.actor(b)
        return tuple(only.cut(list(timeline(self.events(sure, only), *parties))))

    def claims(
        self, contested: bool = False, sure: float | None = None, only: Only = EVERY
    ) -> tuple[Event, ...]:
        """What rests on somebody's word: who says so, and who denies it."""
        return tuple(only.cut(list(claims(self.events(sure, only), contested))))

    def explain(self, id_: str) -> Explanation:
        """Everything behind one statement, named by its id or the beginning of it."""
        statement = self.ledger.statement(id_)
        document = self.ledger.document(statement.document)
        near = self.coder.nearest(document, statement.trigger_start, statement.trigger_end)
        return explanation(self.ledger, statement, near)

    def verify(self, proof: Proof | None = None) -> list[Problem]:
        """What does not hold in the ledger; nothing when all that was written is there, unchanged.

        Every row is held against the journal, every quote against its text. A `proof` from
        `proof()` says afterwards how much of it is proved.
        """
        return list(self.ledger.verify(proof))

    def proof(self) -> Proof:
        """How much of the ledger can be proved; it is filled while `verify` goes through it."""
        return self.ledger.proof()

    def repair(self) -> list[Repaired]:
        """Bring back what is lost from the ledger as far as any of its files still holds it.

        What cannot be brought back is told as well. Nobody else may write meanwhile.
        """
        return Ledger.open(self.folder).repair()

    def compact(self) -> dict[str, tuple[int, int]]:
        """Join the small files of the ledger; how many there were and are, table by table."""
        return self.ledger.compact()

    def brief(
        self,
        a: str,
        b: str | None = None,
        format: str = "html",
        sure: float | None = None,
        last: Path | None = None,
        only: Only = EVERY,
    ) -> str:
        """A cited page on `a`, or on `a` and `b` together, as HTML or Markdown (`html`, `md`).

        With `last`, the file of an earlier brief, it begins with what that did not rest on.
        Raises CuibonoError where the ledger holds nothing about them.
        """
        from cuibono.briefs import html, markdown
        from cuibono.briefs.brief import Subject, brief

        if format not in ("html", "md"):
            raise UsageError(f"{format!r} is not a format of briefs; they are html and md")
        codes = self.actor(a), self.actor(b) if b else None
        old = None if last is None else last.read_text("utf-8", "replace")
        subject = Subject(*codes, self._unsure(codes, sure, only), old)
        events, documents = self.events(sure, only), self.ledger.documents()
        made = brief(subject, events, documents, self.registry, self.kinds)
        return html.render(made) if format == "html" else markdown.render(made)

    def _unsure(
        self, codes: tuple[str, str | None], sure: float | None, only: Only
    ) -> tuple[Event, ...]:
        """The surest of what is too unsure to count, about these actors."""
        least = floor(sure)
        found = self.narrowed(self.ledger.statements(Query(actor=codes[0])), only)
        below = sorted((s for s in found if s.confidence < least), key=lambda s: -s.confidence)
        return resolve(below[:UNSURE], self.ledger.documents())

    def export(self, format: str, path: str | Path) -> int:
        """Write all statements to a file, as `csv`, `jsonl` or `parquet`; how many there were.

        Those that are too unsure to count are among them, each with its confidence.
        """
        from cuibono.exchange.export import export

        return export(self.ledger.statements(), format, path)

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
    except BaseException as error:
        # A panic in the tokenizer or the tables is none of Python's exceptions.
        if not isinstance(error, Exception) and type(error).__name__ != "PanicException":
            raise
        if os.environ.get("CUIBONO_DEBUG"):
            raise
        said = " ".join(f"{type(error).__name__}: {error}".split())[:200]
        return CuibonoError(f"cannot be read: {said} (CUIBONO_DEBUG=1 shows where; please report)")


def _about(path: str, error: CuibonoError) -> str:
    """What is wrong with a file, with its name before it.

    >>> _about("a.txt", CuibonoError("cannot be read")), _about("a.txt", CuibonoError("a.txt: no"))
    ('a.txt: cannot be read', 'a.txt: no')
    """
    return str(error) if str(error).startswith(path) else f"{path}: {error}"


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
