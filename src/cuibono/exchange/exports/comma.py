"""CSV: one table, lists and objects as JSON in their cell."""

from __future__ import annotations

import csv
from pathlib import Path

from cuibono.exchange.exports.cells import flat
from cuibono.exchange.exports.format import TABLES, Format
from cuibono.exchange.exports.matter import Matter
from cuibono.exchange.exports.tables import columns, rows


def write(matter: Matter, path: Path) -> int:
    """Write the table in UTF-8 and say how many rows it has."""
    found = rows(matter)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns(matter.kind), lineterminator="\n")
        writer.writeheader()
        writer.writerows({k: flat(v) for k, v in row.items()} for row in found)
    return len(found)


FORMAT = Format(
    "csv", (".csv",), TABLES,
    "every spreadsheet and statistics program",
    "the difference between an empty text and none; a text that a spreadsheet would compute has "
    "an apostrophe before it",
    write, everything=True,
)  # fmt: skip
