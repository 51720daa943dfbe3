"""Plain text: decoding, header lines, datelines."""

from __future__ import annotations

import re

from cuibono.documents.found import DocumentError, Found, parse_date

HEADER = re.compile(
    r"^(title|published|date|publisher|source|author|by|address|url)\s*:\s*(\S.*)$", re.I
)
DATELINE = re.compile(
    r"^[A-Z][A-Z .,'’-]{2,40},\s+"
    r"(?P<date>\d{1,2} [A-Z][a-z]{2,8}\.? \d{4}|[A-Z][a-z]{2,8}\.? \d{1,2},? \d{4})"
)
FIELDS = {
    "title": "title", "published": "published", "date": "published", "publisher": "publisher",
    "source": "publisher", "author": "author", "by": "author", "address": "address",
    "url": "address",
}  # fmt: skip
# Bytes that Windows-1252 leaves undefined, and control characters that prose never holds.
IMPLAUSIBLE = re.compile(rb"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f\x7f\x81\x8d\x8f\x90\x9d]")


def decode(data: bytes) -> tuple[str, tuple[str, ...]]:
    """Bytes as text with notes on how; raises DocumentError where they are no text.

    >>> decode("Kyiv".encode("utf-16"))[0], decode(b"caf\\xe9 in Kyiv")[0]
    ('Kyiv', 'café in Kyiv')
    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            return data.decode("utf-16"), ()
        except UnicodeDecodeError as error:
            raise DocumentError("broken UTF-16 text") from error
    if IMPLAUSIBLE.search(data):
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise DocumentError("binary data, not text") from error
        if sum(ord(c) < 32 and c not in "\n\r\t\f\x1b" for c in text) > len(text) // 200:
            raise DocumentError("binary data, not text")
        return text, ()
    try:
        return data.decode("utf-8-sig"), ()
    except UnicodeDecodeError:
        return data.decode("cp1252"), ("not UTF-8: read as Windows-1252",)


def found_in_text(data: bytes) -> Found:
    """A plain text file; header lines such as "Published: 2022-12-05" are taken off its top."""
    text, notes = decode(data)
    values, body = header(text)
    if "published" not in values:
        dateline = DATELINE.match(body.lstrip())
        if dateline:
            values["published"] = dateline["date"]
    return from_fields(body, values, notes)


def header(text: str) -> tuple[dict[str, str], str]:
    """Header lines at the top of a text and what follows them."""
    values: dict[str, str] = {}
    lines = text.lstrip("\ufeff\n\r ").splitlines()
    for number, line in enumerate(lines):
        match = HEADER.match(line.strip())
        if match is None:
            return (values, "\n".join(lines[number:])) if values else ({}, text)
        values[FIELDS[match[1].lower()]] = match[2].strip()
    return {}, text


def from_fields(body: str, values: dict[str, str], notes: tuple[str, ...]) -> Found:
    """A text with its fields; a date that is none is noted, not guessed."""
    written = values.get("published")
    published = parse_date(written) if written else None
    if written and published is None:
        notes = (*notes, f"publication date not understood: {written}")
    return Found(
        body, values.get("title"), values.get("publisher"), values.get("author"),
        values.get("address"), published, notes,
    )  # fmt: skip
