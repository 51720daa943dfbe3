"""The tables of a ledger, column by column."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pyarrow as pa

FORMAT = 1
TABLES = ("statements", "links", "supersessions", "documents")


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
    plain = (
        "document title published quote trigger actor actor_text type mode recipient "
        "recipient_text source stance certainty when item giver receiver beneficiary reason"
    )
    statement = [("id", text), ("batch", text), *((name, text) for name in plain.split())]
    statement += [(name, pa.int64()) for name in ("start", "end", "trigger_start", "trigger_end")]
    statement += [("contexts", texts), ("source_chain", texts), ("where", place)]
    statement += [("quantity", quantity), ("confidence", pa.float64()), ("versions", text)]
    link = [(name, text) for name in ("batch", "cause", "kind", "effect", "document", "quote")]
    link += [("start", pa.int64()), ("end", pa.int64())]
    document_texts = "id batch text title publisher author address published path"
    document = [(name, text) for name in document_texts.split()]
    document += [("notes", texts), ("read_at", moment)]
    document += [(name, pa.int64()) for name in ("statements", "links")]
    supersession = [("old", text), ("new", text), ("who", text), ("why", text), ("at", moment)]
    return {
        "statements": pa.schema(statement),
        "links": pa.schema(link),
        "documents": pa.schema(document),
        "supersessions": pa.schema(supersession),
    }
