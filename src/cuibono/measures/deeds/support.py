"""What stands behind a number: rows, sources, and how it was computed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from cuibono.answer import Answer

TOLD = 8
"""Sources that are named in a sentence; `sources` has all."""


@dataclass(frozen=True, slots=True)
class Source:
    """One class of sources: a data set that was imported, or the publisher of texts.

    `rows` are those behind the number, which may be none; `first` and `last` are the days
    between which the source has any row at all in the ledger.
    """

    name: str
    kind: str
    rows: int
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Support:
    """How a result was computed, in English, and on which rows of which sources.

    `notes` say what was left out, and what the number cannot say.

    >>> day = date(2024, 1, 5)
    >>> str(Support("Counts.", (Source("ICEWS", "imported", 2, day, day),)))
    'Counts. 2 rows: ICEWS 2 (covers 2024-01-05 to 2024-01-05).'
    """

    how: str
    sources: tuple[Source, ...]
    notes: tuple[str, ...] = ()

    @property
    def rows(self) -> int:
        """How many rows stand behind the result; a row counts in each of its sources."""
        return sum(source.rows for source in self.sources)

    def __str__(self) -> str:
        behind = [s for s in self.sources if s.rows]
        told = ", ".join(f"{s.name} {s.rows} (covers {s.first} to {s.last})" for s in behind[:TOLD])
        told += f", and {len(behind) - TOLD} more sources" if len(behind) > TOLD else ""
        rows = f"{self.rows} row{'' if self.rows == 1 else 's'}"
        return " ".join([self.how, f"{rows}: {told}." if told else f"{rows}.", *self.notes])

    def to_dict(self) -> dict[str, Any]:
        """The support as plain JSON values."""
        return {
            "how": self.how,
            "rows": self.rows,
            "sources": [
                {"name": s.name, "kind": s.kind, "rows": s.rows,
                 "first": s.first.isoformat(), "last": s.last.isoformat()}
                for s in self.sources
            ],
            "notes": list(self.notes),
        }  # fmt: skip


class Supported(Answer):
    """An answer that is counted from many rows, and says on which it rests."""

    __slots__ = ()
    support: Support

    def figures(self) -> dict[str, Any]:
        """How many rows stand behind the whole answer."""
        return {"rows": self.support.rows}

    def behind(self) -> list[tuple[str, ...]]:
        """Nothing row by row: `rows()` lists what stands behind the whole answer."""
        return [() for _ in self.records()]

    @property
    def notes(self) -> tuple[str, ...]:
        """What was left out, and what the number cannot say."""
        return self.support.notes


def counted(known: Iterable[Source], rows: dict[str, int]) -> tuple[Source, ...]:
    """Sources with how many rows of each stand behind a result, the most first."""
    found = [Source(s.name, s.kind, rows.get(s.name, 0), s.first, s.last) for s in known]
    return tuple(sorted(found, key=lambda s: (-s.rows, s.name)))
