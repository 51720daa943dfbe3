"""Markdown: front matter for provenance, markup taken off so that prose remains."""

from __future__ import annotations

import re
from typing import Any, cast

from cuibono.documents.found import Found
from cuibono.documents.text import FIELDS, decode, from_fields, header

FRONT = re.compile(r"\A\ufeff?---[ \t]*\n(.*?)\n---[ \t]*\n", re.S)
MARKUP = (
    (re.compile(r"```.*?```", re.S), ""),
    (re.compile(r"<!--.*?-->", re.S), ""),
    (re.compile(r"!\[[^\]]*\]\([^)]*\)"), ""),
    (re.compile(r"\[([^\]]+)\]\([^)]*\)"), r"\1"),
    (re.compile(r"^#{1,6}\s*(.*?)\s*#*$", re.M), r"\n\1\n"),
    (re.compile(r"^\s{0,3}>\s?", re.M), ""),
    (re.compile(r"^\s*[-*+]\s+", re.M), "\n"),
    (re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1", re.S), r"\2"),
    (re.compile(r"(?<![\w*])\*(?=\S)([^*\n]+?)(?<=\S)\*(?![\w*])"), r"\1"),
    (re.compile(r"`([^`\n]+)`"), r"\1"),
    (re.compile(r"^\s*([-*_]\s*){3,}$", re.M), ""),
)
HEADING = re.compile(r"^#\s+(.+)$", re.M)


def found_in_markdown(data: bytes) -> Found:
    """A Markdown file; its title is the front matter's or its first heading."""
    text, notes = decode(data)
    text = text.replace("\r\n", "\n")
    values, notes, body = _front(text, notes)
    if not values:
        values, body = header(body)
    heading = HEADING.search(body)
    if heading and "title" not in values:
        values["title"] = plain(heading[1]).strip()
    return from_fields(plain(body), values, notes)


def plain(body: str) -> str:
    """Markdown without its markup.

    >>> plain("# War\\n\\n**Kyiv** cut [ties](http://x.y).").strip()
    'War\\n\\nKyiv cut ties.'
    """
    for pattern, replacement in MARKUP:
        body = pattern.sub(replacement, body)
    return body


def _front(text: str, notes: tuple[str, ...]) -> tuple[dict[str, str], tuple[str, ...], str]:
    import yaml

    found = FRONT.match(text)
    if found is None:
        return {}, notes, text
    try:
        # The base loader keeps every value as it is written: a date that is none is told later.
        raw = yaml.load(found[1], Loader=yaml.BaseLoader)
    except (yaml.YAMLError, RecursionError):
        return {}, (*notes, "front matter is not YAML and was left out"), text[found.end() :]
    fields = cast(dict[str, Any], raw) if isinstance(raw, dict) else {}
    known = {FIELDS[k.lower()]: _written(v) for k, v in fields.items() if k.lower() in FIELDS}
    return {k: v for k, v in known.items() if v}, notes, text[found.end() :]


def _written(value: Any) -> str:
    """A value of front matter as text: a list's entries with commas, nothing for a mapping."""
    if isinstance(value, list):
        return ", ".join(filter(None, map(_written, cast(list[Any], value))))
    return value if isinstance(value, str) and value not in ("null", "~") else ""
