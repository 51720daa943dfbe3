"""Parquet: one typed table."""

from __future__ import annotations

from pathlib import Path

from cuibono.exchange.exports.format import TABLES, Format
from cuibono.exchange.exports.matter import Matter
from cuibono.exchange.exports.tables import arrow_table


def write(matter: Matter, path: Path) -> int:
    """Write the table and say how many rows it has."""
    import pyarrow.parquet as pq

    table = arrow_table(matter)
    pq.write_table(table, path)
    return table.num_rows


FORMAT = Format(
    "parquet", (".parquet", ".pq"), TABLES, "Arrow, DuckDB, pandas, polars, Spark, R",
    "nothing; `versions` are JSON text", write, everything=True, binary=True,
)  # fmt: skip
