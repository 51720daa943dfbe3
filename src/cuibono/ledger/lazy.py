"""The tables of imported events as views for SQL, read from disk only as far as a question asks.

Delta tables are Parquet files with a log of which of them count. The files are named to DuckDB,
which reads the columns and row groups that a question needs; ten million rows are never in memory.
"""

from __future__ import annotations

import re
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING, Any

from cuibono.ledger.faults import LedgerError
from cuibono.ledger.query import compute
from cuibono.ledger.schema import schemas
from cuibono.ledger.tables import Tables

if TYPE_CHECKING:
    import duckdb
    import pyarrow as pa

IMPORTED = ("imported", "quarantine")


def connect() -> duckdb.DuckDBPyConnection:
    """A DuckDB connection in memory that draws nothing on the terminal, however long it works."""
    import duckdb

    connection = duckdb.connect()
    connection.execute("set enable_progress_bar = false")
    # DuckDB 2.0 fails on a function of a column that holds nothing but nulls when this one runs.
    connection.execute("set disabled_optimizers = 'statistics_propagation'")
    return connection


@contextmanager
def readable() -> Generator[None]:
    """Turn what DuckDB complains about into one line."""
    import duckdb

    try:
        yield
    except duckdb.Error as error:
        said = " ".join(str(error).split())[:300]
        raise LedgerError(f"event rows of the ledger cannot be read: {said}") from error


def make_views(
    connection: duckdb.DuckDBPyConnection, tables: Tables, as_of: datetime | None = None
) -> None:
    """Make the views `imported` and `quarantine`, and the table `imports`, in a connection.

    They hold the rows whose batch is committed, up to a moment where one is given. Raises
    LedgerError where the tables cannot be read.
    """
    with readable():
        _make(connection, tables, as_of)


def _make(connection: duckdb.DuckDBPyConnection, tables: Tables, as_of: datetime | None) -> None:
    imports = tables.table("imports")
    if as_of:
        imports = imports.filter(compute().less_equal(imports["at"], as_of))
    connection.register("imports", imports)
    live = frozenset(imports["batch"].to_pylist())
    for name in IMPORTED:
        files = tables.files(name) if live else []
        kept = [file for file in files if not file.single or file.batch in live]
        if not kept:
            connection.register(name, schemas()[name].empty_table())
            continue
        _view(connection, name, [plain(file.path) for file in kept], schemas()[name])
        # Compacted files mix batches: only there must every row's batch be looked at.
        if any(not file.single for file in kept):
            _only(connection, name, live, schemas()[name].names)


def _view(
    connection: duckdb.DuckDBPyConnection, name: str, files: Sequence[str], schema: pa.Schema
) -> None:
    """A view of files with all columns of their table, empty where they are younger than a file."""
    relation: Any = connection.read_parquet(list(files), union_by_name=True)
    lacking = [f for f in schema.names if f not in relation.columns]
    if not lacking:
        relation.create_view(name)
        return
    relation.create_view(f"{name}_held")
    connection.register(f"{name}_none", schema.empty_table().select(lacking))
    listed = ", ".join(f'"{column}"' for column in schema.names)
    connection.execute(
        f"create view {name} as select {listed} from {name}_held left join {name}_none on false"
    )


def _only(
    connection: duckdb.DuckDBPyConnection, name: str, live: frozenset[str], columns: Sequence[str]
) -> None:
    """Restrict a view to the batches that count."""
    import pyarrow as pa

    batches: pa.Table = pa.table({"batch": pa.array(sorted(live), pa.string())})
    connection.register("committed", batches)
    listed = ", ".join(f'"{column}"' for column in columns)
    connection.execute(f"alter view {name} rename to {name}_all")
    connection.execute(
        f"create view {name} as select {listed} from {name}_all "
        "where batch in (select batch from committed)"
    )


def plain(path: str) -> str:
    """A path in which nothing is read as a pattern.

    >>> plain("a[1]/b.parquet")
    'a[[]1]/b.parquet'
    """
    return re.sub(r"[\[*?]", r"[\g<0>]", path)
