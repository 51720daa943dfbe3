"""How rows and lines look: a table for eyes, plain columns for pipes, JSON Lines, CSV."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

Row = Sequence[str]


def table(header: Row, rows: Sequence[Row], title: str = "") -> None:
    """Print rows under a header: drawn on a terminal, plain aligned columns elsewhere."""
    if sys.stdout.isatty():
        _drawn(header, rows, title)
        return
    if title:
        print(title)
    for line in aligned([header, *rows]):
        print(line)


def aligned(rows: Sequence[Row]) -> list[str]:
    """Rows as lines whose columns stand under each other, one line a row.

    >>> aligned([("actor", "type"), ("RUS", "AID")])
    ['actor  type', 'RUS    AID']
    """
    flat = [[" ".join(cell.split()) for cell in row] for row in rows]
    widths = [max(map(len, column)) for column in zip(*flat, strict=True)]
    padded = ([c.ljust(w) for c, w in zip(row, widths, strict=True)] for row in flat)
    return ["  ".join(row).rstrip() for row in padded]


def _drawn(header: Row, rows: Sequence[Row], title: str) -> None:
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    drawn = Table(title=title or None, title_justify="left", box=box.SIMPLE_HEAD)
    for name in header:
        # The last column holds the quote and takes what width is left.
        drawn.add_column(name, overflow="fold", ratio=1 if name == header[-1] else None)
    for row in rows:
        drawn.add_row(*map(Text, row))
    Console().print(drawn)


def json_lines(values: Iterable[Mapping[str, Any]]) -> None:
    """Print one JSON object a line."""
    for value in values:
        print(json.dumps(value, ensure_ascii=False))


def comma_separated(values: Iterable[Mapping[str, Any]], columns: Sequence[str]) -> None:
    """Print rows as CSV; lists and objects stand as JSON in their cell."""
    writer = csv.DictWriter(sys.stdout, columns, lineterminator="\n")
    writer.writeheader()
    for value in values:
        writer.writerow({key: _cell(value[key]) for key in columns})


def _cell(value: Any) -> Any:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list | dict) else value


def note(text: str) -> None:
    """Say one line on standard error, beside the output."""
    print(f"cuibono: {' '.join(text.split())}", file=sys.stderr)


def count(number: int, thing: str) -> str:
    """A number with its noun.

    >>> count(1, "statement"), count(2, "statement")
    ('1 statement', '2 statements')
    """
    return f"{number} {thing}{'' if number == 1 else 's'}"
