"""Plain text: decoding, header lines or front matter, datelines."""

from __future__ import annotations

import re
from typing import Any, cast

from cuibono.documents.document import Sure
from cuibono.documents.found import DocumentError, Found, Testimony

FIELDS = {
    "title": "title", "headline": "title", "published": "published", "date": "published",
    "publication date": "published", "date published": "published", "pubdate": "published",
    "publisher": "publisher", "source": "publisher", "outlet": "publisher",
    "publication": "publisher", "author": "author", "authors": "author", "by": "author",
    "byline": "author", "address": "address", "url": "address", "link": "address",
    "language": "language", "lang": "language", "updated": "updated", "modified": "updated",
    "last updated": "updated",
}  # fmt: skip
HEADER = re.compile(rf"^({'|'.join(sorted(FIELDS, key=len, reverse=True))})\s*:\s*(\S.*)$", re.I)
DATELINE = re.compile(
    r"^[A-Z][A-Z .,'’-]{2,40},\s+"
    r"(?P<date>\d{1,2} [A-Z][a-z]{2,8}\.? \d{4}|[A-Z][a-z]{2,8}\.? \d{1,2},? \d{4})"
)
FRONT = re.compile(r"\A\ufeff?---[ \t]*\r?\n(.*?)\r?\n---[ \t]*(?:\r?\n|\Z)", re.S)
# Bytes that Windows-1252 leaves undefined, and control characters that prose never holds.
IMPLAUSIBLE = re.compile(rb"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f\x7f\x81\x8d\x8f\x90\x9d]")
BOM32 = (b"\xff\xfe\x00\x00", b"\x00\x00\xfe\xff")


def decode(data: bytes) -> tuple[str, tuple[str, ...]]:
    """Bytes as text with notes on how; raises DocumentError where they are not a text.

    >>> decode("Kyiv".encode("utf-16"))[0], decode(b"caf\\xe9 in Kyiv")[0]
    ('Kyiv', 'café in Kyiv')
    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff", *BOM32)):
        wide = "utf-32" if data.startswith(BOM32) else "utf-16"
        try:
            return data.decode(wide), ()
        except UnicodeDecodeError as error:
            raise DocumentError(f"broken {wide.upper()} text") from error
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
    """A plain text file; front matter or header lines are taken off its top."""
    text, notes = decode(data)
    told = Testimony(notes=list(notes))
    body = headed(text, told)
    if not told.has("published"):
        dateline = DATELINE.match(body.lstrip())
        if dateline:
            told.date("published", dateline["date"], "dateline", Sure.LIKELY)
    return told.found(body)


def headed(text: str, told: Testimony) -> str:
    """Take front matter or header lines off the top of a text; what follows them."""
    fenced = FRONT.match(text)
    if fenced:
        fields = _front(fenced[1])
        if fields is not None:
            take(fields, told, "front matter")
            return text[fenced.end() :]
        told.notes.append("front matter is not YAML and was left out")
        return text[fenced.end() :]
    values, body = header(text)
    take(values, told, "header line")
    return body


def header(text: str) -> tuple[dict[str, str], str]:
    """Header lines at the top of a text and what follows them."""
    values: dict[str, str] = {}
    lines = text.lstrip("\ufeff\n\r ").splitlines()
    for number, line in enumerate(lines):
        match = HEADER.match(line.strip())
        if match is None:
            return (values, "\n".join(lines[number:])) if values else ({}, text)
        values[match[1].lower()] = match[2].strip()
    return {}, text


def take(values: dict[str, Any], told: Testimony, where: str, sure: Sure = Sure.STATED) -> None:
    """Take down the known ones of some named values."""
    for name, value in values.items():
        known = FIELDS.get(str(name).strip().lower().replace("_", " "))
        said = _written(value)
        if known in ("published", "updated"):
            told.date(known, said, f"{where} {name}", sure)
        elif known:
            told.say(known, said, f"{where} {name}", sure)


def _front(fenced: str) -> dict[str, Any] | None:
    """The entries of front matter; None where it is not YAML."""
    import yaml

    try:
        # The base loader keeps every value as it is written: a date that is not one is told later.
        raw = yaml.load(fenced, Loader=yaml.BaseLoader)
    except (yaml.YAMLError, RecursionError):
        return None
    return cast(dict[str, Any], raw) if isinstance(raw, dict) else {}


def _written(value: Any) -> str:
    """A value of front matter as text: a list's entries with commas, nothing for a mapping."""
    if isinstance(value, list):
        return ", ".join(filter(None, map(_written, cast(list[Any], value))))
    if isinstance(value, dict):
        return ""
    return "" if value in (None, "null", "~") else str(value)
