"""The full-text index: SQLite's FTS5 in a file beside the ledger, brought up to date when asked.

The file holds nothing that the ledger does not: it may be deleted, and is made again. Where the
folder cannot be written, the index is made in memory.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Generator, Iterable
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from cuibono.documents import Document
from cuibono.errors import CuibonoError

FILE = "_search.sqlite"
PATIENCE = 5.0
"""Seconds to wait for somebody else who writes the index."""
OPENS, CLOSES = "\x02", "\x03"
TABLES = (
    "create table if not exists held (id text primary key, title text)",
    "create virtual table if not exists texts using fts5"
    "(title, text, id unindexed, tokenize = 'unicode61 remove_diacritics 2')",
)


@dataclass(frozen=True, slots=True)
class Match:
    """A document that was found: its id, how well it fits, and the places of the matches."""

    id: str
    score: float
    places: tuple[tuple[int, int], ...]


def find(folder: Path, documents: Iterable[Document], match: str) -> list[Match]:
    """The documents that an expression of FTS5 finds, the best first.

    Raises CuibonoError where this Python's SQLite has no full-text search.
    """
    held = list(documents)
    try:
        with _opened(folder / FILE) as index:
            _update(index, held)
            return _ask(index, match)
    except sqlite3.Error:
        # Locked, broken, not to be written, or of a newer form: memory serves as well.
        with _opened(None) as index:
            _update(index, held)
            return _ask(index, match)


@contextmanager
def _opened(path: Path | None) -> Generator[sqlite3.Connection]:
    connection = sqlite3.connect(path or ":memory:", timeout=PATIENCE)
    try:
        yield connection
    finally:
        connection.close()


def _update(index: sqlite3.Connection, documents: list[Document]) -> None:
    """Take in what is new or has another title, and leave out what is gone."""
    try:
        for statement in TABLES:
            index.execute(statement)
    except sqlite3.OperationalError as error:
        if "fts5" in str(error):
            raise CuibonoError("search: this Python's SQLite has no full-text search") from error
        raise
    held: dict[str, str] = dict(index.execute("select id, title from held").fetchall())
    now = {d.id: d.title or "" for d in documents}
    old = [(id_,) for id_, title in held.items() if now.get(id_) != title]
    new = [(d.title or "", d.text, d.id) for d in documents if held.get(d.id) != (d.title or "")]
    if not old and not new:
        return
    with index:
        for table in ("texts", "held"):
            index.executemany(f"delete from {table} where id = ?", old)
        index.executemany("insert into texts (title, text, id) values (?, ?, ?)", new)
        index.executemany("insert or replace into held (title, id) values (?, ?)",
                          [(title, id_) for title, _, id_ in new])  # fmt: skip


def _ask(index: sqlite3.Connection, match: str) -> list[Match]:
    found = index.execute(
        "select id, -bm25(texts), highlight(texts, 1, ?, ?) from texts where texts match ? "
        "order by bm25(texts), id",
        (OPENS, CLOSES, match),
    )
    return [Match(id_, round(score, 4), _places(text)) for id_, score, text in found]


def _places(marked: str) -> tuple[tuple[int, int], ...]:
    """Where the matches of a marked text stand in the text without marks.

    >>> _places("Kyiv \\x02cut\\x03 ties")
    ((5, 8),)
    """
    found: list[tuple[int, int]] = []
    taken = at = 0
    while (opens := marked.find(OPENS, at)) >= 0:
        closes = marked.find(CLOSES, opens)
        if closes < 0:
            break
        found.append((opens - taken, closes - taken - 1))
        taken, at = taken + 2, closes + 1
    return tuple(found)
