"""What every question needs: a ledger to ask, as of a moment, and the names to ask by."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from cuibono.coding.statement import Statement
from cuibono.errors import CuibonoError, UsageError
from cuibono.events.event import Event
from cuibono.events.kinds import Kinds
from cuibono.events.resolve import resolve
from cuibono.ledger import Ledger, Query

if TYPE_CHECKING:
    from cuibono.actors import Registry
    from cuibono.coding import Codebook

DEFAULT_LEDGER = "ledger"


@dataclass(frozen=True, slots=True)
class Own:
    """An analyst's own files, which add to those that ship: event types and actors (YAML)."""

    codebook: Path | None = None
    actors: Path | None = None


NOTHING_OWN = Own()
EVERYTHING = Query()


def floor(sure: float | None = None) -> float:
    """The confidence from which a statement counts: that of the reader where none is named.

    Raises UsageError for what is no chance.

    >>> floor(0.9), floor(0)
    (0.9, 0.0)
    """
    if sure is None:
        from cuibono.coding.confidence import FLOOR

        return FLOOR
    if not 0 <= sure <= 1:
        raise UsageError(f"how sure a statement must be is a chance from 0 to 1, not {sure:g}")
    return float(sure)


def counted(statements: Iterable[Statement], sure: float | None = None) -> list[Statement]:
    """The statements that are sure enough to count, in their order; a floor of 0 keeps all.

    Every measure counts these and no others. What is left out stays in the ledger.

    >>> unsure = Statement("d", "", 0, 0, "", 0, 0, "PRK", "", "AID", confidence=0.1)
    >>> len(counted([unsure], 0.5)), len(counted([unsure], 0))
    (0, 1)
    """
    least = floor(sure)
    return [s for s in statements if s.confidence >= least]


def unsure(statement: Statement) -> bool:
    """Whether a statement is below the reader's own floor: it is kept, but not counted."""
    return not counted([statement])


class Inquiry:
    """One ledger and one registry of actors; nothing is opened or loaded before it is needed.

    With `as_of` the ledger is read as it stood at that moment; `own` adds event types and
    actors.
    """

    def __init__(
        self,
        ledger: str | Path = DEFAULT_LEDGER,
        as_of: datetime | None = None,
        own: Own = NOTHING_OWN,
        reader: str = "base",
    ) -> None:
        self.folder = Path(ledger)
        self.as_of = as_of
        self.own = own
        self.reader = reader

    @cached_property
    def registry(self) -> Registry:
        """The dated registry of actors."""
        from cuibono.actors import Registry

        return Registry.load(self.own.actors)

    @cached_property
    def codebook(self) -> Codebook:
        """The event types with their definitions, examples and overrides."""
        from cuibono.coding import Codebook

        return Codebook.load(self.own.codebook)

    @cached_property
    def kinds(self) -> Kinds:
        """What the codebook says of the event types."""
        return Kinds(self.own.codebook)

    @cached_property
    def ledger(self) -> Ledger:
        """The ledger to ask, as of the moment; raises CuibonoError where there is none."""
        ledger = Ledger.open(self.folder)
        if not ledger.tables.exists and ledger.tables.journal.begun:
            raise CuibonoError(f"{self.folder}: ledger.json is missing: run `cuibono repair`")
        if not ledger.tables.exists:
            raise CuibonoError(f"{self.folder}: no ledger here yet: `cuibono read` makes one")
        return ledger.as_of(self.as_of) if self.as_of else ledger

    @property
    def today(self) -> date:
        """The day that the desk looks from."""
        return self.as_of.date() if self.as_of else date.today()

    def counted(self, sure: float | None = None, query: Query = EVERYTHING) -> list[Statement]:
        """The ledger's statements that answer a query and are sure enough to count."""
        return counted(self.ledger.statements(query), sure)

    def events(self, sure: float | None = None) -> tuple[Event, ...]:
        """Everything that the statements that count speak of, as events in order of time.

        `sure` is the confidence from which a statement counts, 0 to 1: all do at 0. Without it
        the reader's own floor holds.
        """
        return resolve(self.counted(sure), self.ledger.documents())

    def actor(self, name: str) -> str:
        """The code of an actor named by a user, on the day that the desk looks from.

        Raises UsageError for a name that no actor has, with those that are near.
        """
        found = self.registry.find(name, self.as_of.date() if self.as_of else None)
        if found is not None:
            return found.code
        near = " or ".join(self.registry.suggest(name))
        raise UsageError(f"no actor is called {name!r}" + (f"; {near}?" if near else ""))
