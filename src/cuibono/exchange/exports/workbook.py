"""XLSX: a sheet with the table, and a sheet that says what it is."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from cuibono.errors import CuibonoError
from cuibono.exchange.exports.cells import defused, flat
from cuibono.exchange.exports.format import TABLES, Format
from cuibono.exchange.exports.matter import Matter
from cuibono.exchange.exports.tables import columns, merged, rows

# Limits of the format (ECMA-376; Microsoft, "Excel specifications and limits").
ROWS, CHARACTERS = 1_048_576, 32_767
# Characters that XML 1.0 cannot hold, and so no cell.
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
CUT = "… [cut here: a cell holds 32767 characters]"


def write(matter: Matter, path: Path) -> int:
    """Write the workbook and say how many rows its table has."""
    from openpyxl import Workbook

    found = rows(matter)
    if len(found) >= ROWS:
        raise CuibonoError(f"a sheet holds {ROWS} rows, not {len(found) + 1}: use csv or parquet")
    book = Workbook(write_only=True)
    sheet = book.create_sheet(matter.kind)
    sheet.freeze_panes = "B2"
    names = columns(matter.kind)
    sheet.append(names)
    cut = 0
    for row in found:
        cut += _append(sheet, [row.get(name) for name in names])
    about = book.create_sheet("about")
    for line in _about(matter, len(found)):
        _append(about, list(line))
    book.save(path)
    matter.note(cut, "cells are cut at 32767 characters, the most that XLSX holds")
    return len(found)


def _append(sheet: Any, values: Iterable[Any]) -> int:
    """Add a row; how many of its cells were too long."""
    cells = [_cell(sheet, value) for value in values]
    sheet.append([cell for cell, _ in cells])
    return sum(cut for _, cut in cells)


def _cell(sheet: Any, value: Any) -> tuple[Any, bool]:
    """A value as it is; a text that looks like a formula as text, which it stays when edited."""
    from openpyxl.cell import WriteOnlyCell

    if not isinstance(value, str | list | dict | tuple):
        return value, False
    text = _UNFIT.sub("\ufffd", str(value) if isinstance(value, str) else str(flat(value)))
    # Excel counts UTF-16 units: an emoji is two.
    units = text.encode("utf-16-le")
    cut = len(units) // 2 > CHARACTERS
    if cut:
        text = units[: 2 * (CHARACTERS - len(CUT))].decode("utf-16-le", "ignore") + CUT
    # openpyxl takes "=…" for a formula and "#N/A" for an error.
    if defused(text) == text and not text.startswith(("=", "#")):
        return text, cut
    cell = WriteOnlyCell(sheet, value="")
    cell.value, cell.data_type = text, "s"
    # The mark of a cell that Excel takes for text whatever it begins with.
    cell.quotePrefix = True
    return cell, cut


def _about(matter: Matter, count: int) -> Iterable[tuple[str, Any]]:
    from cuibono.versions import __version__

    yield "what", f"{matter.kind} of a cuibono ledger"
    yield "rows", count
    yield "made by", f"cuibono {__version__}"
    yield from merged(matter.statements).items()
    yield "offsets", "count Unicode code points from the beginning of the document's text"
    yield "unsure", f"marks what is below a confidence of {matter.floor:.2f} and counts nowhere"


FORMAT = Format(
    "xlsx", (".xlsx",), TABLES, "Excel, LibreOffice, Numbers",
    "what is over 32767 characters in a cell; control characters; the difference between an "
    "empty text and none",
    write, everything=True, binary=True,
)  # fmt: skip
