"""Rows of the files of a table, read without Delta, where Delta refuses the table."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from cuibono.ledger.deltalog import read_log
from cuibono.ledger.faults import is_fault
from cuibono.ledger.grown import completed, refuse_foreign
from cuibono.ledger.schema import schemas

if TYPE_CHECKING:
    import pyarrow as pa


def salvaged(folder: Path, name: str) -> Iterator[pa.Table]:
    """What can be read of the files that what is left of a table's log names."""
    for file in read_log(folder).live():
        yield rows_of(folder / file, name)


def rows_of(path: Path, name: str) -> pa.Table:
    """The rows of a file of the table `name`, none where it cannot be read."""
    import pyarrow.parquet as pq

    schema = schemas()[name]
    try:
        found = pq.ParquetFile(path).read()
        refuse_foreign(name, schema, found.column_names)
        return completed(found, schema).cast(schema)
    except Exception as error:
        if is_fault(error):
            return schema.empty_table()
        raise
