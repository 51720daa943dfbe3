"""The days on which one actor acted upon another, imported and read from texts alike."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from cuibono.actors.code import Code, belongs
from cuibono.events.event import Event
from cuibono.events.kinds import SHIPPED, Kinds
from cuibono.ledger import Ledger
from cuibono.ledger.lazy import connect
from cuibono.measures.deeds.deeds import deeds
from cuibono.measures.deeds.met import WITH_MET, meet


@dataclass(frozen=True, slots=True)
class DatedRow:
    """One act: its day, who did it to whom, and whether it is cooperation or conflict.

    `origin` is where it stands: file and line of an imported row, or the beginnings of the ids
    of the statements behind an event.
    """

    day: date
    actor: str
    recipient: str
    side: str
    type: str = ""
    origin: str = ""

    COLUMNS: ClassVar = ("day", "actor", "recipient", "side", "type", "origin")

    def to_dict(self) -> dict[str, str]:
        """The row as plain JSON values."""
        return {name: str(getattr(self, name)) for name in self.COLUMNS}


Held = tuple[date, str | None, str | None, str, str]


def rows_between(
    ledger: Ledger,
    events: Iterable[Event],
    pairs: Sequence[tuple[str, str | None]],
    kinds: Kinds = SHIPPED,
) -> list[DatedRow]:
    """The dated acts of each pair of actor and recipient (None: anyone), in order of days.

    Imported rows count each, an event that several data sets have once; of the ledger's events
    the deeds of `measures.deeds` that are dated to a week or less, on their last day. Organs
    count as their state; what is neither cooperation nor conflict is left out.
    """
    found: list[DatedRow] = []
    held = [*_imported(ledger, pairs), *((row, None) for row in _events(events, kinds))]
    for a, b in dict.fromkeys(pairs):
        counted: set[str] = set()
        for (day, actor, recipient, type_, origin), event in held:
            side = kinds.side(type_)
            if event in counted:
                continue
            if side and belongs(actor, a) and (b is None or belongs(recipient, b)):
                counted |= {event} if event else set()
                found.append(DatedRow(day, a, b or recipient or "", side, type_, origin))
    return sorted(found, key=lambda r: r.day)


def _imported(
    ledger: Ledger, pairs: Sequence[tuple[str, str | None]]
) -> Iterator[tuple[Held, str | None]]:
    """Rows with the event that they have in common with other data sets, if any.

    By DuckDB, which reads from disk only the parts of columns that can answer.
    """
    ways = [
        Code(a).in_sql("actor") + (f" and {Code(b).in_sql('recipient')}" if b else "")
        for a, b in dict.fromkeys(pairs)
    ]
    wanted = " or ".join(f"({way})" for way in ways)
    columns = "date, actor, recipient, type, file, line, event, others"
    question = f"select {columns} from {WITH_MET} where {wanted} order by rank, file, line"
    with connect() as connection:
        ledger.lend(connection)
        meet(connection, ledger.tables.folder)
        found = connection.execute(question).fetchall()
    for day, actor, recipient, type_, file, line, event, others in found:
        if day is not None and type_:
            also = f" (also {others})" if others else ""
            yield (day, actor, recipient, type_, f"{file}:{line}{also}"), event


def _events(events: Iterable[Event], kinds: Kinds) -> Iterator[Held]:
    for deed in deeds(events, kinds)[0]:
        if deed.day is not None:
            e = deed.event
            ids = " ".join(s.id[:8] for s in e.statements)
            marks = ", contested" * deed.contested + ", reported on" * deed.reported
            yield deed.day, e.actor, e.recipient, e.type, ids + marks
