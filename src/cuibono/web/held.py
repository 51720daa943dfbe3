"""What the workbench holds between requests: one desk for each moment that is asked for."""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path

from cuibono.briefs.names import namer
from cuibono.desk import Desk
from cuibono.errors import CuibonoError
from cuibono.inquiry import NOTHING_OWN, Inquiry, Own
from cuibono.ledger import Ledger
from cuibono.ledger.query import compute
from cuibono.web import words


class NoLedgerError(CuibonoError):
    """Nothing has been read into this folder yet."""


MOST_DESKS = 4
MOST_TEXTS = 200
MANY_FILES = 200


@dataclass(frozen=True, slots=True)
class Equipment:
    """What desks are equipped with: the analyst's own files, and the reader."""

    own: Own = NOTHING_OWN
    reader: str = "base"


class HeldInquiry(Inquiry):
    """An inquiry that remembers the answers of many pages."""

    most = 64

    def __init__(self, folder: Path, as_of: datetime | None, equipment: Equipment) -> None:
        super().__init__(folder, as_of, equipment.own, equipment.reader)

    @cached_property
    def ledger(self) -> Ledger:
        """The ledger to ask; raises NoLedgerError where there is none yet."""
        ledger = Ledger.open(self.folder)
        if not ledger.tables.exists and ledger.tables.journal.begun:
            raise CuibonoError("ledger.json is missing: the page of the ledger brings it back")
        if not ledger.tables.exists:
            raise NoLedgerError("there is no ledger here yet: add a document, and it is made")
        return ledger.as_of(self.as_of) if self.as_of else ledger


class HeldDesk(Desk):
    """A desk that is kept between requests, with the answers that it has worked out."""

    def __init__(self, inquiry: HeldInquiry) -> None:
        self._hold(inquiry)
        self.remember = inquiry.remember

    @property
    def there(self) -> bool:
        """Whether there is a ledger yet."""
        return Ledger.open(self.folder).tables.exists


class Held:
    """The desks of one ledger; its tables are in memory once for all of them."""

    def __init__(self, folder: str | Path, equipment: Equipment | None = None) -> None:
        self.folder = Path(folder)
        self._equipment = equipment or Equipment()
        self._desks: OrderedDict[datetime | None, HeldDesk] = OrderedDict()
        self._texts: dict[str, str] = {}
        self._gists: dict[str, str] = {}
        self._lock = threading.Lock()

    @cached_property
    def plain(self) -> Desk:
        """A desk for what needs no ledger: the registry of actors and the codebook."""
        return Desk(self.folder, None, self._equipment.own, self._equipment.reader)

    @cached_property
    def reading(self) -> Desk:
        """The desk that reads what is added; its reader is loaded at the first document."""
        return Desk(self.folder, None, self._equipment.own, self._equipment.reader)

    def renew(self) -> None:
        """Forget what was loaded: names, types and examples are not what they were."""
        with self._lock:
            self._desks.clear()
            for part in ("plain", "reading"):
                self.__dict__.pop(part, None)

    def desk(self, as_of: datetime | None = None) -> HeldDesk:
        """The desk as of a moment, or as of now; raises CuibonoError for what is not a ledger."""
        with self._lock:
            desk = self._desks.get(as_of)
            if desk is None:
                inquiry = HeldInquiry(self.folder, as_of, self._equipment)
                # What does not depend on the moment is loaded once.
                plain = self.plain
                inquiry.__dict__.update(
                    registry=plain.registry, codebook=plain.codebook, kinds=plain.kinds
                )
                desk = HeldDesk(inquiry)
                self._desks[as_of] = desk
            self._desks.move_to_end(as_of)
            for old in [key for key in self._desks if key is not None][:-MOST_DESKS]:
                del self._desks[old]
            return desk

    def text(self, desk: HeldDesk, id_: str) -> str:
        """The text of a document, which never changes: its id is the hash of it."""
        found = self._texts.get(id_)
        if found is None:
            table = desk.ledger.tables.table("documents")
            rows = table.filter(compute().equal(table["id"], id_))
            found = self._texts[id_] = str(rows["text"][0].as_py())
            while len(self._texts) > MOST_TEXTS:
                self._texts.pop(next(iter(self._texts)))
        return found

    def gist(self, desk: HeldDesk, id_: str) -> str:
        """Who does what to whom in a statement: what its id stands for, so it never changes."""
        found = self._gists.get(id_)
        if found is None:
            try:
                s = desk.ledger.statement(id_)
            except CuibonoError:
                return ""
            name = namer(desk.registry, desk.kinds)
            parties = (words.party(name, s.actor, s.actor_text),
                       words.party(name, s.recipient, s.recipient_text))  # fmt: skip
            found = self._gists[id_] = f"{' → '.join(parties)}: {words.short_type(s.type)}"
            while len(self._gists) > MOST_TEXTS:
                self._gists.pop(next(iter(self._gists)))
        return found

    def warm(self) -> None:
        """Have in memory what the first pages need; many small files are joined before.

        Each document that is read leaves a file in each table; thousands of them take seconds.
        """
        desk = self.desk()
        if not desk.there:
            return
        if sum(1 for _ in (self.folder / "statements").glob("*.parquet")) > MANY_FILES:
            desk.ledger.compact()
        desk.remember("standing", desk.standing)
        desk.ledger.statements()
