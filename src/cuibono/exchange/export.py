"""Statements as CSV, JSON Lines or Parquet, written whole or not at all."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from cuibono.coding.statement import Statement
from cuibono.errors import UsageError
from cuibono.ledger.rows import statement_row
from cuibono.ledger.schema import schemas
from cuibono.whole import write_whole

Writer = Callable[[Sequence[Statement], Path], None]


def export(statements: Sequence[Statement], kind: str, path: str | Path) -> int:
    """Write statements to a file and say how many.

    An existing file is replaced once the new one is complete. Raises UsageError for an
    unknown format and CuibonoError where the file cannot be written.
    """
    if kind not in WRITERS:
        raise UsageError(f"no export format is called {kind!r}: {', '.join(WRITERS)}")
    write_whole(path, lambda part: WRITERS[kind](statements, part))
    return len(statements)


def columns() -> list[str]:
    """The columns of an export, in the order of a statement's JSON."""
    return list(Statement("", "", 0, 0, "", 0, 0, "", "", "").to_dict())


def _csv(statements: Sequence[Statement], path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns(), lineterminator="\n")
        writer.writeheader()
        writer.writerows({k: _cell(v) for k, v in s.to_dict().items()} for s in statements)


def _cell(value: Any) -> Any:
    """Lists and objects stand as JSON in their cell."""
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list | dict) else value


def _jsonl(statements: Sequence[Statement], path: Path) -> None:
    with path.open("w", encoding="utf-8") as file:
        file.writelines(f"{json.dumps(s.to_dict(), ensure_ascii=False)}\n" for s in statements)


def _parquet(statements: Sequence[Statement], path: Path) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    schema = schemas()["statements"]
    table = pa.Table.from_pylist([statement_row(s, "") for s in statements], schema=schema)
    pq.write_table(table.select(columns()), path)


WRITERS: dict[str, Writer] = {"csv": _csv, "jsonl": _jsonl, "parquet": _parquet}
