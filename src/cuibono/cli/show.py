"""How rows and lines look: a table for eyes, plain columns for pipes, JSON Lines, CSV."""

from __future__ import annotations

import csv
import json
import re
import shutil
import sys
import textwrap
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from cuibono.unseen import as_json, defused, on_one_line
from cuibono.unseen import written_out as clean

Row = Sequence[str]
SHORT = 12
"""Characters up to which a cell of a drawn table stays on one line."""


_GAP = re.compile(r"(?<=\S) {2,}")
"""What lies between two columns."""


def say(text: object = "", end: str = "\n", flush: bool = False) -> None:
    """Print a text, of which the terminal obeys line ends and tabs only."""
    shown = clean(str(text))
    if sys.stdout.isatty():
        width = shutil.get_terminal_size().columns
        shown = "\n".join(folded(line, width) for line in shown.split("\n"))
    print(shown, end=end, flush=flush)


def folded(line: str, width: int) -> str:
    """A line on as many as a terminal needs; what is folded stands under its column.

    >>> print(folded("said by  the ministry in Lima and three of its envoys", 32))
    said by  the ministry in Lima
             and three of its envoys
    """
    if len(line) <= width:
        return line
    columns = [gap.end() for gap in _GAP.finditer(line, 0, width // 2)]
    indent = columns[-1] if columns else len(line) - len(line.lstrip())
    return textwrap.fill(
        line, width, subsequent_indent=" " * indent, replace_whitespace=False, expand_tabs=False,
        break_on_hyphens=False, break_long_words=False,
    )  # fmt: skip


def line(text: object, flush: bool = False) -> None:
    """Print one line, whatever a file's name in it holds."""
    print(on_one_line(str(text)), flush=flush)


def table(header: Row, rows: Sequence[Row], title: str = "") -> None:
    """Print rows under a header: drawn on a terminal, plain aligned columns elsewhere."""
    if sys.stdout.isatty():
        _drawn(header, rows, title)
        return
    if title:
        say(title)
    for line in aligned([header, *rows]):
        say(line)


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

    drawn = Table(
        title=clean(title) or None, title_justify="left", box=box.SIMPLE_HEAD,
        pad_edge=False, padding=(0, 1, 0, 0),
    )  # fmt: skip
    for name, *cells in zip(header, *rows, strict=True):
        # The last column holds the quote or the ids and takes what width is left; a short cell
        # that is broken over lines cannot be read.
        last = name == header[-1]
        whole = not last and max(map(len, cells), default=0) <= SHORT
        least = min(SHORT, max(map(len, cells), default=0)) if last else None
        drawn.add_column(
            name, overflow="fold", ratio=1 if last else None, no_wrap=whole, min_width=least
        )
    for row in rows:
        drawn.add_row(*(Text(clean(cell)) for cell in row))
    Console().print(drawn)


def json_lines(values: Iterable[Mapping[str, Any]]) -> None:
    """Print one JSON object a line."""
    for value in values:
        print(as_json(value))


def comma_separated(values: Iterable[Mapping[str, Any]], columns: Sequence[str]) -> None:
    """Print rows as CSV; lists and objects stand as JSON in their cell."""
    writer = csv.DictWriter(sys.stdout, columns, lineterminator="\n")
    writer.writeheader()
    for value in values:
        writer.writerow({key: cell(value[key]) for key in columns})


def cell(value: Any) -> Any:
    """A value as a cell of CSV that nothing computes or obeys."""
    if isinstance(value, list | dict):
        return clean(json.dumps(value, ensure_ascii=False))
    return defused(clean(value)) if isinstance(value, str) else value


def note(text: str) -> None:
    """Say one line on standard error, beside the output."""
    # The line and its end in one write: Ctrl-C between the two would join it to the next line.
    told = f"cuibono: {on_one_line(text.strip())}"
    if sys.stderr.isatty():
        told = folded(told, shutil.get_terminal_size().columns)
    sys.stderr.write(f"{told}\n")


def count(number: int, thing: str) -> str:
    """A number with its noun.

    >>> count(1, "statement"), count(2, "statement")
    ('1 statement', '2 statements')
    """
    return f"{number} {thing}{'' if number == 1 else 's'}"
