"""What is handed on: statements with their documents, and the happenings that they tell of."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path

from cuibono.coding.statement import AUTHOR, UNKNOWN, UNNAMED, Link, Statement
from cuibono.documents.document import Document
from cuibono.events.event import Event
from cuibono.measures.claims import Claim, claims
from cuibono.measures.silence import Written

KINDS = ("statements", "claims", "happenings", "documents")
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Matter:
    """Everything that an export may hold; what a format does not ask for is never computed.

    `kind` says what is handed on; `resolve` gives the happenings of the statements; `name` is
    what an actor's code is called; `floor` the confidence from which a statement counts;
    `read_at` says when each document went into the ledger; `only` is the id of the one document
    that is handed on, where not all are; `written` gives what else is written, by which a claim's
    silent are told. What does not fit a format is said in
    `notes`. Offsets count Unicode code points.
    """

    statements: tuple[Statement, ...]
    documents: Mapping[str, Document]
    resolve: Callable[[], tuple[Event, ...]] = tuple
    links: tuple[Link, ...] = ()
    kind: str = KINDS[0]
    name: Callable[[str], str] = str
    floor: float = 0.0
    read_at: Mapping[str, datetime] = field(default_factory=dict[str, datetime])
    ledger: Path = Path("ledger")
    only: str | None = None
    written: Callable[[], Written] | None = None
    notes: list[str] = field(default_factory=list[str])

    @cached_property
    def happenings(self) -> tuple[Event, ...]:
        """The happenings that the statements which count speak of, in order of time."""
        return self.resolve()

    @cached_property
    def claims(self) -> tuple[Claim, ...]:
        """The happenings that rest on somebody's word."""
        return claims(self.happenings, written=self.written)

    @property
    def events(self) -> tuple[Event, ...]:
        """The claims where claims are asked for, otherwise the happenings."""
        return self.claims if self.kind == "claims" else self.happenings

    @property
    def texts(self) -> list[Document]:
        """The documents that are handed on."""
        return [d for d in self.documents.values() if self.only in (None, d.id)]

    @cached_property
    def by_document(self) -> dict[str, list[Statement]]:
        """The statements by the id of their document."""
        found: dict[str, list[Statement]] = {}
        for s in self.statements:
            found.setdefault(s.document, []).append(s)
        return found

    @property
    def counted(self) -> list[Statement]:
        """The statements that are sure enough to count."""
        return [s for s in self.statements if s.confidence >= self.floor]

    def note(self, count: int, what: str) -> None:
        """Say what was left out, if anything was."""
        if count:
            self.notes.append(f"{count} {what}")

    def read(self, document: str) -> datetime:
        """When a document went into the ledger."""
        return self.read_at.get(document, EPOCH)

    def publisher(self, s: Statement) -> str | None:
        """Who published the text that a statement stands in."""
        document = self.documents.get(s.document)
        return document.publisher if document else None

    def address(self, s: Statement) -> str | None:
        """Where the text that a statement stands in was found."""
        document = self.documents.get(s.document)
        return document.address if document else None

    def origin(self, s: Statement) -> str:
        """Publisher, title and day of a statement's text, as far as they are known."""
        parts = (self.publisher(s), s.title, s.published)
        return ", ".join(p for p in parts if p) or f"document {s.document}"

    def party(self, code: str, text: str = "") -> str:
        """What a party is called: its name, or the words of the text where it has no code."""
        if code == UNKNOWN:
            return text or "somebody unnamed"
        return self.name(code)

    def speaker(self, s: Statement) -> str:
        """Who says what a statement holds: an actor, a publisher, or somebody unnamed."""
        if s.source == AUTHOR:
            return self.publisher(s) or s.title or f"document {s.document}"
        return "unnamed sources" if s.source in (UNNAMED, UNKNOWN) else self.name(s.source)


def bare(s: Statement) -> str:
    """A statement in its codes, without a word that is not in the ledger.

    >>> bare(Statement("d", "", 0, 0, "", 0, 0, "PRK", "", "AID", "RUS", item="arms"))
    'PRK AID RUS (arms), reported'
    """
    item = f" ({s.item})" if s.item else ""
    return f"{s.actor} {s.type} {s.recipient}{item}, {s.stance}"


def headline(event: Event, matter: Matter) -> str:
    """A happening in names and codes: who, what kind, to whom, and how it stands.

    >>> from cuibono.events.resolve import resolve
    >>> s = Statement("d", "", 0, 0, "", 0, 0, "PRK", "", "AID", "RUS", item="arms")
    >>> headline(resolve([s], [])[0], Matter((s,), {}))
    'PRK → RUS: AID, arms (uncontested)'
    """
    first = event.statements[0]
    actor = matter.party(event.actor, first.actor_text)
    recipient = event.recipient != UNKNOWN or first.recipient_text
    to = f" → {matter.party(event.recipient, first.recipient_text)}" if recipient else ""
    parts = (event.type, event.mode, event.item)
    return f"{actor}{to}: {', '.join(p for p in parts if p)} ({event.status})"
