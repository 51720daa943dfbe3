"""Tables of articles: CSV, TSV and XLSX, a document for each row."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain, islice
from typing import IO, Any

from cuibono.documents.columns import article, order_of, plain, word
from cuibono.documents.found import DocumentError, Part, one_line
from cuibono.documents.packed import opened_zip
from cuibono.documents.text import decode
from cuibono.documents.unpacking import LARGEST, Unpacking

DELIMITERS = ",;\t|"
LOOKED_AT = 2000
EVENTS = {"event_id_cnty", "globaleventid", "cameo_code", "sub_event_type", "type_of_violence"}
Row = tuple[int, Sequence[Any]]


def parts_of_csv(file: IO[bytes], unpacking: Unpacking) -> Iterator[Part]:
    """The articles of a table in text, one a row; the delimiter is found where none is said."""
    text, notes = decode(unpacking.whole(file))
    text = text.lstrip("\ufeff")
    csv.field_size_limit(LARGEST)
    delimiter = unpacking.columns.delimiter or delimiter_of(text)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        header = next((row for row in reader if any(row)), [])
        rows = ((reader.line_num, row) for row in reader)
        yield from _articles(header, rows, unpacking, "column", notes)
    except csv.Error as error:
        yield Part(str(reader.line_num), DocumentError(f"not a row of a table: {error}"))


def delimiter_of(text: str) -> str:
    """What stands between the names in the first line of a table.

    >>> delimiter_of("title;date;text"), delimiter_of("a\\tb, c\\td")
    (';', '\\t')
    """
    line = next((line for line in text.lstrip().splitlines() if line.strip()), "")
    return max(DELIMITERS, key=lambda d: len(next(csv.reader([line[:10_000]], delimiter=d), [])))


def is_table(text: str) -> bool:
    """Whether the beginning of a text is a table with names that articles have.

    >>> is_table("title,date,text\\nTies,2022-07-15,Kyiv cut ties."), is_table("Title, text")
    (True, False)
    """
    from cuibono.documents.columns import BY_NAME

    lines = [line for line in text.lstrip("\ufeff\r\n ").splitlines() if line.strip()][:2]
    if len(lines) < 2:
        return False
    delimiter = delimiter_of(text.lstrip("\ufeff"))
    names = next(csv.reader([lines[0]], delimiter=delimiter), [])
    known = BY_NAME.match(names)
    short = all(len(n) < 30 and "." not in n for n in names)
    return len(names) > 1 and short and len(known) > 1 and len(known) * 3 >= len(names)


def parts_of_xlsx(file: IO[bytes], unpacking: Unpacking) -> Iterator[Part]:
    """The articles of a workbook, one a row, sheet by sheet."""
    import warnings

    from openpyxl import load_workbook

    archive = opened_zip(file)
    unpacking.take(sum(info.file_size for info in archive.infolist()))
    file.seek(0)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            book = load_workbook(file, read_only=True, data_only=True)
        except Exception as error:
            why = one_line(str(error))[:120]
            raise DocumentError(f"a workbook that cannot be read: {why}") from error
        several = len(book.worksheets) > 1
        for sheet in book.worksheets:
            rows = enumerate(sheet.iter_rows(values_only=True), 1)
            filled = ((n, row) for n, row in rows if any(c is not None for c in row))
            _, header = next(filled, (0, ()))
            if not header:
                continue
            try:
                names = [word(c) for c in header]
                for part in _articles(names, filled, unpacking, "column", ()):
                    yield replace(part, name=f"{sheet.title}!{part.name}") if several else part
            except DocumentError as error:
                yield Part(sheet.title if several else "", error)


def _articles(
    header: Sequence[str], rows: Iterable[Row], unpacking: Unpacking, where: str,
    notes: tuple[str, ...],
) -> Iterator[Part]:  # fmt: skip
    """The rows of a table as documents; raises DocumentError where no column holds texts."""
    columns = unpacking.columns.match(header)
    if "text" not in columns:
        known = {plain(name) for name in header}
        say = "`cuibono import` takes event data" if known & EVENTS else "name it with --columns"
        raise DocumentError(f"a table without a column of texts ({_listed(header)}): {say}")
    places = {field: list(header).index(name) for field, name in columns.items()}
    start = list(islice(rows, LOOKED_AT))
    when = places.get("published")
    dates = (word(row[when]) for _, row in start if when is not None and when < len(row))
    form = unpacking.columns.form or order_of(dates)
    empty = 0
    for number, row in chain(start, rows):
        if not any(row):
            continue
        unpacking.one_more()
        values = {f: row[place] for f, place in places.items() if place < len(row)}
        found = article(values, form, where)
        if not found.text.strip():
            empty += 1
            continue
        yield Part(str(number), replace(found, notes=(*notes, *found.notes)))
    if empty:
        yield Part("", DocumentError(f"{empty} {'row' if empty == 1 else 'rows'} without a text"))


def _listed(header: Sequence[str]) -> str:
    return one_line(", ".join(map(str, header)))[:80] or "no names at all"
