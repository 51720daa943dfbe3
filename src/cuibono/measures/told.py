"""Events that were read from texts, as dated rows beside those of imported event data."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

from cuibono.coding.statement import UNKNOWN
from cuibono.documents import Document
from cuibono.events.dating import FIRST, LAST, days_of
from cuibono.events.event import Event, Status
from cuibono.events.kinds import SHIPPED, Kinds
from cuibono.events.origins import origins

if TYPE_CHECKING:
    import pyarrow as pa

UNNAMED = "texts without a publisher"


def told(
    events: Iterable[Event], documents: Iterable[Document], kinds: Kinds = SHIPPED
) -> tuple[pa.Table, int]:
    """Rows of what texts tell, one for each event and publisher, and how many events are none.

    Left out is what nobody affirms, what is only foretold, and what has no date with two ends.
    A reprint speaks with the publisher of what it reprints. `once` marks one row of each event,
    so that an event of several publishers can be counted once.
    """
    import pyarrow as pa

    held = list(documents)
    by_id = {d.id: d for d in held}
    publishers = {
        id_: by_id[o.text].publisher or UNNAMED for id_, o in origins(held).items()
    }  # fmt: skip
    found: list[dict[str, Any]] = []
    left = 0
    for event in events:
        rows = list(_rows(event, publishers, kinds))
        left += not rows
        found += rows
    return pa.Table.from_pylist(found, schema=_schema()), left


def _rows(event: Event, publishers: dict[str, str], kinds: Kinds) -> Iterator[dict[str, Any]]:
    days = days_of(event.when) if event.when else None
    if days is None or days.first == FIRST or days.last == LAST:
        return
    if not event.sources or event.status is Status.FORETOLD:
        return
    by_publisher: dict[str, list[str]] = {}
    for s in event.affirmed:
        by_publisher.setdefault(publishers.get(s.document, UNNAMED), []).append(s.id)
    for nth, (publisher, ids) in enumerate(by_publisher.items()):
        yield {
            "source": publisher, "kind": "text", "once": nth == 0, "event_id": event.id,
            "first": date.fromordinal(days.first), "last": date.fromordinal(days.last),
            "actor": _named(event.actor), "recipient": _named(event.recipient),
            "type": event.type, "mode": event.mode, "score": kinds.score(event.type, event.mode),
            "contested": event.status is Status.CONTESTED, "statements": " ".join(ids),
        }  # fmt: skip


def _named(code: str) -> str | None:
    return None if code == UNKNOWN else code


def _schema() -> pa.Schema:
    import pyarrow as pa

    text, day, yes = pa.string(), pa.date32(), pa.bool_()
    fields = [("source", text), ("kind", text), ("once", yes), ("event_id", text)]
    fields += [("first", day), ("last", day), ("actor", text), ("recipient", text)]
    fields += [("type", text), ("mode", text), ("score", pa.float64())]
    return pa.schema([*fields, ("contested", yes), ("statements", text)])
