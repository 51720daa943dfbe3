"""SQLite: the whole ledger as one file that Datasette serves, with search in the quotes."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from cuibono.errors import CuibonoError
from cuibono.exchange.exports.format import Format
from cuibono.exchange.exports.matter import Matter
from cuibono.exchange.exports.tables import Row, columns, rows

WHOLE = frozenset("start end trigger_start trigger_end characters sources unsure".split())
REAL = frozenset({"confidence", "latitude", "longitude"})
MORE = """
CREATE TABLE happening_statements (
  happening TEXT REFERENCES happenings(id), statement TEXT REFERENCES statements(id),
  PRIMARY KEY (happening, statement));
CREATE TABLE links (
  cause TEXT REFERENCES statements(id), kind TEXT, effect TEXT REFERENCES statements(id),
  document TEXT REFERENCES documents(id), start INTEGER, end INTEGER, quote TEXT);
CREATE INDEX statements_by_dyad ON statements (actor, recipient, type);
CREATE INDEX statements_by_document ON statements (document);
"""
SEARCH = """
CREATE VIRTUAL TABLE statements_fts USING fts5 (quote, content="statements");
INSERT INTO statements_fts (statements_fts) VALUES ('rebuild');
CREATE VIEW claims AS SELECT * FROM happenings WHERE claim;
CREATE VIEW denials AS SELECT * FROM statements WHERE stance = 'denied' AND NOT unsure;
"""


def write(matter: Matter, path: Path) -> int:
    """Write the database and say how many statements are in it."""
    base = sqlite3.connect(":memory:")
    try:
        with base:
            _fill(base, matter)
        base.execute("VACUUM")
        made = base.serialize()
    except sqlite3.Error as error:
        raise CuibonoError(f"{matter.ledger}: cannot be written as SQLite: {error}") from error
    finally:
        base.close()
    # In one piece: of a full disk the library would say no more than “disk I/O error”.
    path.write_bytes(made)
    return len(matter.statements)


def _fill(base: sqlite3.Connection, matter: Matter) -> None:
    documents = rows(replace(matter, kind="documents"))
    held = {row["id"] for row in documents}
    told = [_located(row) for row in rows(replace(matter, kind="statements"))]
    claimed = {e.id for e in matter.claims}
    happened = rows(replace(matter, kind="happenings"))
    _table(base, "documents", columns("documents"), documents)
    names = (*columns("statements"), "latitude", "longitude")
    _table(base, "statements", names, told, document="documents")
    events = [{**row, "claim": row["id"] in claimed} for row in happened]
    _table(base, "happenings", (*columns("happenings"), "claim"), events)
    base.executescript(MORE)
    ids = {s.id for s in matter.statements}
    pairs = [(row["id"], id_) for row in happened for id_ in row["statements"] if id_ in ids]
    base.executemany("INSERT INTO happening_statements VALUES (?, ?)", pairs)
    links = [k for k in matter.links if {k.cause, k.effect} <= ids and k.document in held]
    base.executemany(
        "INSERT INTO links VALUES (?, ?, ?, ?, ?, ?, ?)",
        [(k.cause, k.kind, k.effect, k.document, k.start, k.end, k.quote) for k in links],
    )
    base.executescript(SEARCH)


def _located(row: Row) -> Row:
    """A statement with the degrees that maps of Datasette look for."""
    where = row["where"] or {}
    return {**row, "latitude": where.get("latitude"), "longitude": where.get("longitude")}


def _table(
    base: sqlite3.Connection, name: str, names: Sequence[str], found: list[Row], **refers: str
) -> None:
    """Make a table, its `id` first key, and fill it."""
    told = ", ".join(_column(each, refers.get(each)) for each in names)
    base.execute(f"CREATE TABLE {name} ({told})")
    marks = ", ".join("?" * len(names))
    values = ([_value(row.get(each)) for each in names] for row in found)
    base.executemany(f"INSERT INTO {name} VALUES ({marks})", values)


def _column(name: str, refers: str | None) -> str:
    kind = "INTEGER" if name in WHOLE | {"claim"} else "REAL" if name in REAL else "TEXT"
    key = " PRIMARY KEY" if name == "id" else f" REFERENCES {refers}(id)" if refers else ""
    return f'"{name}" {kind}{key}'


def _value(value: Any) -> Any:
    if isinstance(value, list | dict | tuple):
        return json.dumps(value, ensure_ascii=False)
    return str(value) if isinstance(value, str) else value


FORMAT = Format(
    "sqlite", (".db", ".sqlite", ".sqlite3"), ("statements",),
    "Datasette, sqlite3, DB Browser, QGIS",
    "nothing; lists and objects are JSON text", write, everything=True, binary=True,
)  # fmt: skip
