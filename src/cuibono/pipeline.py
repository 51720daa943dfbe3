"""The whole path on one page: a text goes in at `read`, a cited page comes out at `brief`.

documents → language → coding (with actors) → ledger → events → measures → briefs. The doors
(`cli/`) call the methods of `Desk`, one for each verb, and hold no logic of their own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from cuibono.coding.statement import Coding, Stance, Statement
from cuibono.documents import About, Document, gather, read
from cuibono.errors import CuibonoError, UsageError
from cuibono.events.event import Event
from cuibono.explanation import Explanation, explanation
from cuibono.foresight import Foresight
from cuibono.ledger import Ledger, Problem, Query
from cuibono.measures.claims import claims
from cuibono.measures.timeline import timeline
from cuibono.patterns import Patterns
from cuibono.tested import Tested

if TYPE_CHECKING:
    from cuibono.coding import Codebook, Coder
    from cuibono.exchange.imports.report import Progress as ImportProgress
    from cuibono.exchange.imports.report import Report as ImportReport
    from cuibono.language import Reader
    from cuibono.measures.score import Score


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


class Desk(Patterns, Tested, Foresight):
    """An analyst's desk: one ledger, one reader, one registry of actors.

    With `as_of` the ledger is read as it stood at that moment; `own` adds event types and
    actors. Nothing is opened or loaded before it is needed. Patterns over years are in
    `Patterns`, what models say of them in `Tested`, what is asked of the future in `Foresight`.

    >>> from cuibono import Desk
    >>> for statement in Desk().code("Kyiv cut ties with Pyongyang.").statements:
    ...     print(statement.actor, statement.type, statement.recipient)
    UKR SANCTION PRK
    """

    # --- what the desk is equipped with --------------------------------------------------

    @cached_property
    def reader(self) -> Reader:
        """The learned reader of language."""
        from cuibono.language import Reader

        return Reader.load()

    @cached_property
    def codebook(self) -> Codebook:
        """The event types with their rules and examples."""
        from cuibono.coding import Codebook

        return Codebook.load(self.own.codebook)

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
        """Read files and folders into the ledger, one document at a time.

        A file that cannot be read gets a receipt with its error; the others are still read.
        `each` is called with every receipt as it is written. Raises UsageError where a title
        or an address is given for more than one file.
        """
        files = list(gather(paths))
        if about and (about.title or about.address) and len(files) > 1:
            raise UsageError(f"a title or an address belongs to one file, not to {len(files)}")
        ledger = Ledger.open(self.folder)
        receipts: list[Receipt] = []
        for nth, path in enumerate(files, 1):
            receipts.append(self._take_in(ledger, path, about, (nth, len(files))))
            each(receipts[-1])
        return receipts

    def _take_in(
        self, ledger: Ledger, path: str | Path, about: About | None, place: tuple[int, int]
    ) -> Receipt:
        try:
            document = read(path, about)
            if ledger.has(document.id):
                return Receipt(str(path), *place, document, notes=document.notes, known=True)
            coding = self._code(document)
            ledger.append(document, coding)
        except CuibonoError as error:
            return Receipt(str(path), *place, error=error)
        return Receipt(str(path), *place, document, len(coding.statements), coding.notes)

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

    def code(self, text: str, published: date | None = None) -> Coding:
        """Code a text on its own, without a ledger."""
        return self._code(Document(text, published=published))

    def _code(self, document: Document) -> Coding:
        return self.coder.code(document, self.reader.read(document.text))

    # --- out of the ledger ---------------------------------------------------------------

    def statements(
        self,
        actor: str | None = None,
        with_: str | None = None,
        type: str | None = None,
        stance: Stance | str | None = None,
        sure: float = 0.0,
    ) -> list[Statement]:
        """Statements in which `actor` acts and `with_` takes any part, by type and stance.

        `sure` leaves those of at least this confidence, 0 to 1. Actors are names or codes; a
        state's code takes in its organs. Raises UsageError for an actor, type or stance that does
        not exist.
        """
        doer, other = actor and self.actor(actor), with_ and self.actor(with_)
        query = Query(actor=doer, other=other, type=self._type(type), stance=_stance(stance))
        found = self.ledger.statements(query)
        kept = [s for s in found if s.confidence >= sure]
        return [s for s in kept if not doer or _belongs(s.actor, doer)]

    def timeline(self, a: str, b: str | None = None) -> tuple[Event, ...]:
        """What `a`, or `a` and `b` together, take any part in, in order of time."""
        parties = self.actor(a), b and self.actor(b)
        return timeline(self.events(), *parties)

    def claims(self, contested: bool = False) -> tuple[Event, ...]:
        """What rests on somebody's word: who says so, and who denies it."""
        return claims(self.events(), contested)

    def explain(self, id_: str) -> Explanation:
        """Everything behind one statement, named by its id or the beginning of it."""
        return explanation(self.ledger, self.ledger.statement(id_))

    def verify(self) -> list[Problem]:
        """What does not hold in the ledger; nothing when every quote stands in its place."""
        return list(self.ledger.verify())

    def brief(self, a: str, b: str, format: str = "html") -> str:
        """A cited page on `a` and `b`, as HTML or Markdown (`html`, `md`).

        Raises CuibonoError where the ledger holds nothing on what passed between them.
        """
        from cuibono.briefs import html, markdown
        from cuibono.briefs.brief import brief

        if format not in ("html", "md"):
            raise UsageError(f"no brief format is called {format!r}: html, md")
        made = brief(
            self.balance(a, b), self.timeline(a, b), self.ledger.documents(), self.registry
        )
        return html.render(made) if format == "html" else markdown.render(made)

    def export(self, format: str, path: str | Path) -> int:
        """Write all statements to a file, as `csv`, `jsonl` or `parquet`; how many there were."""
        from cuibono.exchange.export import export

        return export(self.ledger.statements(), format, path)

    def score(self, key: str | Path, text: str | Path, about: About | None = None) -> Score:
        """How well the coding of a text agrees with an answer key; needs no ledger."""
        from cuibono.measures.answer_key import read_key
        from cuibono.measures.score import score

        document = read(text, about)
        return score(read_key(key, document.text), self._code(document).statements)

    # --- names ---------------------------------------------------------------------------

    def _type(self, name: str | None) -> str | None:
        """An event type named by a user: of the codebook, or one that the ledger holds."""
        if name is None or name in self.ledger.types():
            return name
        names = [entry.name for entry in self.codebook.types]
        if name.upper() not in names:
            raise UsageError(f"no event type is called {name!r}: {', '.join(names)}")
        return name.upper()


def _belongs(code: str, wanted: str) -> bool:
    return code == wanted or code.startswith(f"{wanted}.")


def _stance(name: Stance | str | None) -> str | None:
    if name is None:
        return None
    if name not in list(Stance):
        raise UsageError(f"no stance is called {name!r}: {', '.join(Stance)}")
    return str(name)
