"""The tables of a ledger, column by column."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pyarrow as pa

FORMAT = 1
OLDEST = 1
# The file that says that a folder is a ledger, and of which format.
MARKER = "ledger.json"
TABLES = ("statements", "links", "supersessions", "documents")
# Made by the first verdict on something foretold.
VERDICTS = "verdicts"
# Made by the first judgement of a person.
JUDGEMENTS = "judgements"
# Made by the first import of event data: events, what was read of which file, lines set aside.
IMPORTED = ("imported", "quarantine", "imports")
LATER = frozenset((*IMPORTED, VERDICTS, JUDGEMENTS))


@cache
def schemas() -> dict[str, pa.Schema]:
    """Arrow schemas by table name.

    `batch` names one reading of one document: statements and links count only when a row
    of `documents` carries their batch, which is written last.
    """
    import pyarrow as pa

    text, moment, texts = pa.string(), pa.timestamp("us", tz="UTC"), pa.list_(pa.string())
    place = pa.struct(
        [("name", text), ("country", text), ("latitude", pa.float64()), ("longitude", pa.float64())]
    )
    quantity = pa.struct([("number", pa.float64()), ("bound", text), ("unit", text)])
    plain = """document title published quote trigger actor actor_text type mode recipient
        recipient_text source stance certainty when item giver receiver beneficiary reason
        versions sense"""
    statement = [("id", text), ("batch", text), *((name, text) for name in plain.split())]
    statement += [(name, pa.int64()) for name in ("start", "end", "trigger_start", "trigger_end")]
    statement += [("contexts", texts), ("source_chain", texts), ("where", place)]
    statement += [("quantity", quantity), ("confidence", pa.float64())]
    link = [(name, text) for name in ("batch", "cause", "kind", "effect", "document", "quote")]
    link += [("start", pa.int64()), ("end", pa.int64())]
    document_texts = (
        "id batch text title publisher author address published path updated language witnesses"
    )
    document = [(name, text) for name in document_texts.split()]
    document += [("notes", texts), ("read_at", moment)]
    document += [(name, pa.int64()) for name in ("statements", "links")]
    supersession = [("old", text), ("new", text), ("who", text), ("why", text), ("at", moment)]
    return (
        _imported()
        | _judged()
        | {
            "statements": pa.schema(statement),
            "links": pa.schema(link),
            "documents": pa.schema(document),
            "supersessions": pa.schema(supersession),
        }
    )


def _judged() -> dict[str, pa.Schema]:
    """Schemas of what people judged, of statements and of what came of what was foretold.

    `changes` and `before` are JSON objects of values by field.
    """
    import pyarrow as pa

    moment = pa.timestamp("us", tz="UTC")
    verdict = [(name, pa.string()) for name in ("statement", "verdict", "who", "why")]
    verdict += [("because", pa.list_(pa.string())), ("at", moment)]
    texts = "id action who why on root became via changes before"
    columns = [(name, pa.string()) for name in texts.split()]
    columns += [("second", pa.bool_()), ("at", moment)]
    return {JUDGEMENTS: pa.schema(columns), VERDICTS: pa.schema(verdict)}


def _imported() -> dict[str, pa.Schema]:
    """Schemas of the tables of imported event data.

    As with documents, `batch` names one commit: its events and quarantined lines count only
    when a row of `imports`, written last, carries it. Raw codes are the source's own. `since` and
    `until` are the days between which an event lies where its source does not know the day or
    says that it lasted; `area`: the point in degrees stands for a region or a country.
    """
    import pyarrow as pa

    text, whole = pa.string(), pa.int64()
    event = [(name, text) for name in ("batch", "dataset", "file")]
    event += [("line", whole), ("event_id", text), ("date", pa.date32())]
    event += [(name, text) for name in ("actor", "recipient", "type", "mode")]
    event += [("contexts", pa.list_(text)), ("score", pa.float64())]
    raw = "publisher url raw_actor raw_recipient raw_type"
    event += [(name, text) for name in raw.split()]
    event += [("since", pa.date32()), ("until", pa.date32())]
    event += [("latitude", pa.float64()), ("longitude", pa.float64()), ("area", pa.bool_())]
    bad = [(name, text) for name in ("batch", "dataset", "file")]
    bad += [("line", whole), ("reason", text), ("text", text)]
    stretch = [(name, text) for name in "batch dataset file head digest versions".split()]
    counts = "start length line lines events quarantined untyped actorless recipientless"
    stretch += [(name, whole) for name in counts.split()]
    stretch += [("unmapped", text), ("at", pa.timestamp("us", tz="UTC"))]
    return {
        "imported": pa.schema(event),
        "quarantine": pa.schema(bad),
        "imports": pa.schema(stretch),
    }
