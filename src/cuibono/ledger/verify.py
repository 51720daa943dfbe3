"""Proof that every statement leads back to the exact words that support it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from cuibono.coding.statement import Link, Statement
from cuibono.errors import CuibonoError
from cuibono.ledger.rows import Row, to_document, to_statement


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that does not hold: where, and what."""

    where: str
    what: str

    COLUMNS: ClassVar[tuple[str, ...]] = ("where", "what")

    def __str__(self) -> str:
        return f"{self.where}: {self.what}"

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON values."""
        return {name: getattr(self, name) for name in self.COLUMNS}


def problems(
    documents: Mapping[str, Row],
    statements: Sequence[Row],
    links: Iterable[Link],
    corrections: Iterable[Mapping[str, Any]],
) -> Iterator[Problem]:
    """All that is wrong with the rows of a ledger."""
    known: set[str] = set()
    withdrawn = {r["old"] for r in corrections}
    for id_, row in documents.items():
        if to_document(row).id != id_:
            yield Problem(f"document {id_}", "its id is not the hash of its text")
    for row in statements:
        known.add(row["id"])
        document = documents.get(row["document"])
        if document is None:
            yield Problem(f"statement {row['id']}", f"no document {row['document']}")
        else:
            try:
                statement = to_statement(row)
            except CuibonoError as error:
                what = str(error).removeprefix(f"statement {row['id']}: ")
                yield Problem(f"statement {row['id']}", what)
            else:
                yield from _statement(statement, row["id"], document["text"])
                if row["when"] and not statement.when:
                    what = f"its date “{row['when']}” is not an interval; it counts as undated"
                    yield Problem(f"statement {row['id']}", what)
    yield from _links(links, known | withdrawn, documents)


def _statement(statement: Statement, id_: str, text: str) -> Iterator[Problem]:
    where = f"statement {id_}"
    if text[statement.start : statement.end] != statement.quote:
        yield Problem(where, "its quote is not the text at its place")
    if text[statement.trigger_start : statement.trigger_end] != statement.trigger:
        yield Problem(where, "its trigger is not the text at its place")
    if not statement.start <= statement.trigger_start < statement.trigger_end <= statement.end:
        yield Problem(where, "its trigger lies outside its sentence")
    if statement.id != id_:
        yield Problem(where, "its id is not the hash of its content")
    if statement.source_chain[-1:] != (statement.source,):
        yield Problem(where, "its source is not the end of its source chain")


def _links(
    links: Iterable[Link], known: set[str], documents: Mapping[str, Row]
) -> Iterator[Problem]:
    for link in links:
        for end in (link.cause, link.effect):
            if end not in known:
                yield Problem(f"link {link.kind}", f"no statement {end}")
        row = documents.get(link.document)
        if row is not None and row["text"][link.start : link.end] != link.quote:
            yield Problem(f"link {link.kind}", "its quote is not the text at its place")


def miscounted(
    documents: Mapping[str, Row], name: str, held: Mapping[str, int]
) -> Iterator[Problem]:
    """Documents whose `statements` or `links`, counted by batch, are not as many as were read."""
    for id_, row in documents.items():
        if held.get(row["batch"], 0) != row[name]:
            what = f"{held.get(row['batch'], 0)} {name} of {row[name]} that were read"
            yield Problem(f"document {id_}", what)
