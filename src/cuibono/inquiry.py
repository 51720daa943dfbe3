"""What every question needs: a ledger to ask, as of a moment, and the names to ask by."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from cuibono.errors import CuibonoError, UsageError
from cuibono.events.event import Event
from cuibono.events.resolve import resolve
from cuibono.ledger import Ledger

if TYPE_CHECKING:
    from cuibono.actors import Registry

DEFAULT_LEDGER = "ledger"


@dataclass(frozen=True, slots=True)
class Own:
    """An analyst's own files, which add to those that ship: event types and actors (YAML)."""

    codebook: Path | None = None
    actors: Path | None = None


NOTHING_OWN = Own()


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
    ) -> None:
        self.folder = Path(ledger)
        self.as_of = as_of
        self.own = own

    @cached_property
    def registry(self) -> Registry:
        """The dated registry of actors."""
        from cuibono.actors import Registry

        return Registry.load(self.own.actors)

    @cached_property
    def ledger(self) -> Ledger:
        """The ledger to ask, as of the moment; raises CuibonoError where there is none."""
        ledger = Ledger.open(self.folder)
        if not ledger.tables.exists:
            raise CuibonoError(f"{self.folder}: no ledger here yet: `cuibono read` makes one")
        return ledger.as_of(self.as_of) if self.as_of else ledger

    @property
    def today(self) -> date:
        """The day that the desk looks from."""
        return self.as_of.date() if self.as_of else date.today()

    def events(self) -> tuple[Event, ...]:
        """Everything that the ledger's statements speak of, as events in order of time."""
        return resolve(self.ledger.statements(), self.ledger.documents())

    def actor(self, name: str) -> str:
        """The code of an actor named by a user, on the day that the desk looks from.

        Raises UsageError for a name that no actor has, with those that are near.
        """
        found = self.registry.find(name, self.as_of.date() if self.as_of else None)
        if found is not None:
            return found.code
        near = " or ".join(self.registry.suggest(name))
        raise UsageError(f"no actor is called {name!r}" + (f"; {near}?" if near else ""))
