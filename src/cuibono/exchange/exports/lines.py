"""JSON Lines: one object a line, in it everything that the ledger holds of a thing."""

from __future__ import annotations

from pathlib import Path

from cuibono.exchange.exports.format import TABLES, Format
from cuibono.exchange.exports.matter import Matter
from cuibono.exchange.exports.tables import rows
from cuibono.unseen import as_json


def write(matter: Matter, path: Path) -> int:
    """Write the table in UTF-8 and say how many lines it has."""
    found = rows(matter)
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(f"{as_json(row)}\n" for row in found)
    return len(found)


FORMAT = Format(
    "jsonl", (".jsonl", ".ndjson"), TABLES, "jq, pandas, polars, DuckDB", "nothing",
    write, everything=True,
)  # fmt: skip
