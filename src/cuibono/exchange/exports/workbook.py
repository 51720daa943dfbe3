"""XLSX: a sheet with the table, and a sheet that says what it is."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from cuibono.errors import CuibonoError
from cuibono.exchange.exports.cells import flat
from cuibono.exchange.exports.format import TABLES, Format
from cuibono.exchange.exports.matter import Matter
from cuibono.exchange.exports.tables import Row, columns, merged, rows
from cuibono.unseen import defused

# Limits of the format (ECMA-376; Microsoft, "Excel specifications and limits").
ROWS, CHARACTERS = 1_048_576, 32_767
# Characters that XML 1.0 cannot hold, and so no cell.
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
CUT = "… [cut here: a cell holds 32767 characters]"


def write(matter: Matter, path: Path) -> int:
    """Write the workbook and say how many rows its table has."""
    found = rows(matter)
    if len(found) >= ROWS:
        raise CuibonoError(f"a sheet holds {ROWS} rows, not {len(found) + 1}: use csv or parquet")
    book, cut = _filled(matter, found)
    path.write_bytes(_packed(book))
    matter.note(cut, "cells are cut at 32767 characters, the most that XLSX holds")
    return len(found)


def _filled(matter: Matter, found: list[Row]) -> tuple[Any, int]:
    """The workbook, and how many of its cells were too long."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = _sheet(book, matter.kind, "B2")
    names = columns(matter.kind)
    sheet.append(names)
    cut = sum(_append(sheet, [row.get(name) for name in names]) for row in found)
    about = _sheet(book, "about")
    for line in _about(matter, len(found)):
        _append(about, list(line))
    return book, cut


def _sheet(book: Any, name: str, frozen: str | None = None) -> Any:
    """A new sheet that is written in memory.

    The library's own way is a file of its own elsewhere: where a disk is full it cannot be closed,
    says so once more when it is thrown away, and is left behind.
    """
    from openpyxl.worksheet._writer import WorksheetWriter

    class InMemory(WorksheetWriter):
        def cleanup(self) -> None:
            """There is no file to be taken away."""

    sheet = book.create_sheet(name)
    sheet.freeze_panes = frozen
    sheet._writer = InMemory(sheet, io.BytesIO())
    sheet._writer.write_top()
    return sheet


def _packed(book: Any) -> bytes:
    """The workbook as a file."""
    from openpyxl.writer.excel import ExcelWriter

    class Archive(ZipFile):
        def write(self, filename: Any, arcname: Any = None, *_: Any, **__: Any) -> None:
            self.writestr(arcname, filename.getvalue())

    held = io.BytesIO()
    ExcelWriter(book, Archive(held, "w", ZIP_DEFLATED)).save()
    return held.getvalue()


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
    "text beyond 32767 characters in a cell; control characters; the difference between an "
    "empty text and none",
    write, everything=True, binary=True,
)  # fmt: skip
