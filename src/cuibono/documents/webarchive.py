"""Archives of the web: WARC and WACZ; and single files that are packed with gzip."""

from __future__ import annotations

import gzip
import io
import json
import zlib
from collections.abc import Callable, Iterator
from contextlib import redirect_stderr
from typing import IO, Any, TypeVar, cast

from cuibono.documents.document import Sure, Witness
from cuibono.documents.found import DocumentError, Found, Part, one_line
from cuibono.documents.html import found_in_html
from cuibono.documents.packed import opened_zip
from cuibono.documents.unpacking import LARGEST, Unpacking

T = TypeVar("T")
PAGES = ("text/html", "application/xhtml+xml")
READ = (*PAGES, "application/pdf", "text/plain", "text/markdown", "application/rss+xml",
        "application/atom+xml", "application/feed+json", "application/rtf",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "application/vnd.oasis.opendocument.text")  # fmt: skip


def parts_of_warc(file: IO[bytes], unpacking: Unpacking) -> Iterator[Part]:
    """The pages and files of a web archive, each with its address."""
    yield from _records(file, unpacking, None)


def parts_of_wacz(file: IO[bytes], unpacking: Unpacking) -> Iterator[Part]:
    """The pages that a WACZ file lists, or all where it lists none."""
    archive = opened_zip(file)
    names = archive.namelist()
    wanted: set[str] = set()
    for name in names:
        if name.startswith("pages/") and name.endswith(".jsonl"):
            with archive.open(name) as lines:
                wanted |= _listed(unpacking.whole(lines))
    warcs = [n for n in names if n.startswith("archive/") and n.endswith((".warc", ".warc.gz"))]
    if not warcs:
        raise DocumentError("a WACZ file without an archive in it")
    for name in warcs:
        with archive.open(name) as inner:
            yield from _records(inner, unpacking, wanted or None)


def _listed(data: bytes) -> set[str]:
    found: set[str] = set()
    for line in data.splitlines():
        try:
            entry = json.loads(line)
        except (ValueError, RecursionError):
            continue
        if isinstance(entry, dict) and "url" in entry:
            found.add(str(cast(dict[str, Any], entry)["url"]))
    return found


def _records(file: IO[bytes], unpacking: Unpacking, wanted: set[str] | None) -> Iterator[Part]:
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    seen: set[str] = set()
    number = 0
    try:
        records = ArchiveIterator(cast(Any, file))
        while record := quietly(lambda: next(records, None)):
            number += 1
            address = (
                record.rec_headers.get_header("WARC-Target-URI") if record.rec_headers else None
            )
            kind = _kind(record)
            if kind is None or not address or (wanted is not None and address not in wanted):
                continue
            name = one_line(address)[:200]
            if name in seen:
                continue
            seen.add(name)
            unpacking.one_more()
            try:
                content = cast(Any, record.content_stream())
                data = quietly(lambda content=content: unpacking.whole(content, LARGEST))
                yield Part(name, _page(data, kind, address) if kind[0] in PAGES else data,
                           () if kind[0] in PAGES else _addressed(address))  # fmt: skip
            except DocumentError as error:
                yield Part(name, error)
                if unpacking.bytes_left < 0:
                    return
    except (ArchiveLoadFailed, OSError, EOFError, zlib.error, ValueError) as error:
        why = one_line(str(error))[:120]
        yield Part(
            "", DocumentError(f"a web archive that breaks off after {number} records: {why}")
        )
        return
    if not seen:
        yield Part("", DocumentError("a web archive without a page or document in it"))


def quietly(do: Callable[[], T]) -> T:
    """Do something, and keep what it prints about a damaged archive off the terminal.

    The library writes out bytes of the archive as they are, line by line.
    """
    with redirect_stderr(io.StringIO()):
        return do()


def _kind(record: Any) -> tuple[str, str | None] | None:
    """Type and charset of a record that may be read; None for what is not."""
    if record.rec_type == "resource":
        said = record.rec_headers.get_header("Content-Type") or ""
    elif record.rec_type == "response" and record.http_headers:
        if record.http_headers.get_statuscode() != "200":
            return None
        said = record.http_headers.get_header("Content-Type") or ""
    else:
        return None
    kind, _, more = said.partition(";")
    charset = more.partition("charset=")[2].split(";")[0].strip("\"' ") or None
    return (kind.strip().lower(), charset) if kind.strip().lower() in READ else None


def _page(data: bytes, kind: tuple[str, str | None], address: str) -> Found | bytes:
    if data[:1024].lstrip().startswith(b"%PDF"):
        return data
    found = found_in_html(data, kind[1], address)
    return Found(found.text, (*found.witnesses, *_addressed(address)), found.notes)


def _addressed(address: str) -> tuple[Witness, ...]:
    return (Witness("address", one_line(address)[:500], "web archive", Sure.LIKELY),)


def parts_of_gzip(file: IO[bytes], unpacking: Unpacking) -> Iterator[Part]:
    """The one file that is packed with gzip; a web archive is read record by record."""
    start = file.tell()
    try:
        with gzip.open(file) as unpacked:
            is_warc = unpacked.read(5) == b"WARC/"
    except (OSError, EOFError, zlib.error) as error:
        raise DocumentError(f"damaged: {one_line(str(error))}") from error
    file.seek(start)
    if is_warc:
        yield from parts_of_warc(file, unpacking)
        return
    with gzip.open(file) as unpacked:
        yield Part("", unpacking.whole(cast(IO[bytes], unpacked)))
