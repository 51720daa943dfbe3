"""Files, folders and standard input to documents."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from cuibono.documents.document import Document
from cuibono.documents.found import NO_DATE, DocumentError, Found, one_line, tidy
from cuibono.documents.html import found_in_html
from cuibono.documents.markdown import found_in_markdown
from cuibono.documents.pdf import found_in_pdf
from cuibono.documents.text import found_in_text

LARGEST = 50_000_000
STANDARD_INPUT = "-"
BINARY = (
    b"PK\x03\x04",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"\x1f\x8b",
    b"\xd0\xcf\x11\xe0",
    b"\x7fELF",
)


@dataclass(frozen=True, slots=True)
class About:
    """What a user says of a document; it goes before what the file says.

    `path` is what the file was called before it came here, as that of an upload.
    """

    published: date | None = None
    title: str | None = None
    publisher: str | None = None
    author: str | None = None
    address: str | None = None
    path: str | None = None


def gather(paths: Iterable[str | Path]) -> Iterator[str | Path]:
    """The files that paths stand for: a folder's files in order, hidden ones left out."""
    for path in paths:
        if str(path) != STANDARD_INPUT and Path(path).is_dir():
            yield from _walk(Path(path))
        else:
            yield path


def _walk(folder: Path, above: frozenset[Path] = frozenset()) -> Iterator[Path]:
    above |= {folder.resolve()}
    try:
        entries = sorted(folder.iterdir())
    except OSError:
        yield folder  # reading it says why
        return
    for entry in entries:
        if entry.name.startswith("."):
            continue
        if not entry.is_dir():
            yield entry
        elif entry.resolve() not in above:  # a link back up would never end
            yield from _walk(entry, above)


def read(path: str | Path, about: About | None = None) -> Document:
    """A document from a file or, for `-`, from standard input.

    Raises DocumentError, one line that names the file, when it is missing, empty, binary,
    encrypted, scanned, larger than 50 MB or cannot be opened.

    >>> import tempfile
    >>> file = Path(tempfile.mkdtemp()) / "note.txt"
    >>> _ = file.write_text("Published: 2022-12-05\\n\\nKyiv cut ties.")
    >>> document = read(file)
    >>> document.text, document.published
    ('Kyiv cut ties.', datetime.date(2022, 12, 5))
    """
    name = "standard input" if str(path) == STANDARD_INPUT else _shown(str(path))
    try:
        data = _bytes(path)
        found = reader_for(data, Path(str(path)).suffix.lower())(data)
        text = tidy(found.text)
        if not text:
            raise DocumentError("empty: there is no text in it")
    except DocumentError as error:
        raise DocumentError(f"{name}: {error}") from error
    except OSError as error:
        raise DocumentError(f"{name}: {error.strerror or error}") from error
    about = about or About()
    return _document(text, found, about, _shown(about.path) if about.path else name)


def _shown(path: str) -> str:
    """A path that can be stored and fits a line: bytes that are no UTF-8 are written out."""
    return path.encode("utf-8", "backslashreplace").decode().replace("\n", "\\n")


def _document(text: str, found: Found, about: About, name: str) -> Document:
    published = about.published or found.published
    return Document(
        text=text,
        title=_field(about.title) or _field(found.title) or text.split("\n", 1)[0][:120],
        publisher=_field(about.publisher) or _field(found.publisher),
        author=_field(about.author) or _field(found.author),
        address=_field(about.address) or _field(found.address),
        published=published,
        path=name,
        notes=tuple(map(one_line, found.notes)) + (() if published else (NO_DATE,)),
    )


def _field(value: str | None) -> str | None:
    return one_line(value) or None if value else None


def _bytes(path: str | Path) -> bytes:
    if str(path) == STANDARD_INPUT:
        data = sys.stdin.buffer.read(LARGEST + 1)
        size = len(data)
    else:
        if not Path(path).is_file():
            if Path(path).is_dir():
                os.scandir(path).close()  # a folder that cannot be opened says why
            raise DocumentError("no such file" if not Path(path).exists() else "not a file")
        size = Path(path).stat().st_size
        data = Path(path).read_bytes() if size <= LARGEST else b""
    if size > LARGEST:
        raise DocumentError(
            f"too large: {size / 1e6:.0f} MB, at most {LARGEST // 10**6} MB are read"
        )
    if not data.strip(b" \t\r\n\x00\x0c"):
        raise DocumentError("empty: there is no text in it")
    return data


def reader_for(data: bytes, suffix: str) -> Callable[[bytes], Found]:
    """The reader of a file's format, by its first bytes and then by its name.

    >>> reader_for(b"%PDF-1.7", ".txt").__name__, reader_for(b"<p>Kyiv</p>", ".html").__name__
    ('found_in_pdf', 'found_in_html')
    """
    start = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith(b"%pdf"):
        return found_in_pdf
    if data.startswith(BINARY):
        raise DocumentError("binary data, not text")
    if start.startswith((b"<!doctype html", b"<html")) or suffix in (".html", ".htm", ".xhtml"):
        return found_in_html
    return found_in_markdown if suffix in (".md", ".markdown") else found_in_text
