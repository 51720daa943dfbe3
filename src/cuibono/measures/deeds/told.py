"""Events that were read from texts, as dated rows beside those of imported event data."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from cuibono.documents import Document
from cuibono.events.event import Event
from cuibono.events.kinds import SHIPPED, Kinds
from cuibono.events.origins import Origin
from cuibono.measures.deeds.deeds import Deed, deeds

if TYPE_CHECKING:
    import pyarrow as pa

UNNAMED = "texts without a publisher"


class ToldRows(NamedTuple):
    """Rows of what texts tell, and how many of their events are not deeds."""

    rows: pa.Table
    left_out: int


def told(
    events: Iterable[Event],
    documents: Iterable[Document],
    known: Mapping[str, Origin],
    kinds: Kinds = SHIPPED,
) -> ToldRows:
    """Rows of what texts tell, one for each event and publisher.

    The events are the deeds of `measures.deeds`; the others are counted.
    A reprint speaks with the publisher of what it reprints. `once` marks one row of each event,
    so that an event of several publishers can be counted once. `known` are the origins of texts.
    """
    import pyarrow as pa

    by_id = {d.id: d for d in documents}
    publishers = {id_: by_id[o.text].publisher or UNNAMED for id_, o in known.items()}
    found: list[dict[str, Any]] = []
    counted, left = deeds(events, kinds)
    for deed in counted:
        found += _rows(deed, publishers, kinds)
    return ToldRows(pa.Table.from_pylist(found, schema=_schema()), len(left))


def _rows(deed: Deed, publishers: dict[str, str], kinds: Kinds) -> Iterator[dict[str, Any]]:
    event = deed.event
    actor, recipient = deed.parties
    by_publisher: dict[str, list[str]] = {}
    for s in event.affirmed:
        by_publisher.setdefault(publishers.get(s.document, UNNAMED), []).append(s.id)
    for nth, (publisher, ids) in enumerate(by_publisher.items()):
        yield {
            "source": publisher, "kind": "text", "once": nth == 0, "event_id": event.id,
            "first": deed.first, "last": deed.last, "reported": deed.reported,
            "actor": actor, "recipient": recipient,
            "type": event.type, "mode": event.mode, "score": kinds.score(event.type, event.mode),
            "contested": deed.contested, "statements": " ".join(ids),
        }  # fmt: skip


def _schema() -> pa.Schema:
    import pyarrow as pa

    text, day, yes = pa.string(), pa.date32(), pa.bool_()
    fields = [("source", text), ("kind", text), ("once", yes), ("event_id", text)]
    fields += [("first", day), ("last", day), ("actor", text), ("recipient", text)]
    fields += [("type", text), ("mode", text), ("score", pa.float64())]
    return pa.schema([*fields, ("contested", yes), ("reported", yes), ("statements", text)])
