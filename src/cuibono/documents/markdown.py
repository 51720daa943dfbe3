"""Markdown: front matter for provenance, markup taken off so that prose remains."""

from __future__ import annotations

import re

from cuibono.documents.document import Sure
from cuibono.documents.found import Found, Testimony
from cuibono.documents.sections import without_sections
from cuibono.documents.text import decode, headed

MARKUP = (
    (re.compile(r"```.*?```", re.S), ""),
    (re.compile(r"<!--.*?-->", re.S), ""),
    (re.compile(r"!\[[^\]]*\]\([^)]*\)"), ""),
    (re.compile(r"\[\^[^\]]+\](?!:)"), ""),
    (re.compile(r"^\[\^?[^\]]+\]:.*$", re.M), ""),
    (re.compile(r"\[([^\]]+)\]\([^)]*\)"), r"\1"),
    (re.compile(r"^#{1,6}\s*(.*?)\s*#*$", re.M), r"\n\1\n"),
    (re.compile(r"^\s{0,3}>\s?", re.M), ""),
    (re.compile(r"^\s*[-*+]\s+", re.M), "\n"),
    (re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1", re.S), r"\2"),
    (re.compile(r"(?<![\w*])\*(?=\S)([^*\n]+?)(?<=\S)\*(?![\w*])"), r"\1"),
    (re.compile(r"`([^`\n]+)`"), r"\1"),
    (re.compile(r"^\s*([-*_]\s*){3,}$", re.M), ""),
    (re.compile(r"^\s*\|?(?:\s*:?-{2,}:?\s*\|)+\s*(?::?-{2,}:?)?\s*$", re.M), ""),
)
ROW = re.compile(r"^[ \t]*\|(.*)\|[ \t]*$", re.M)
HEADING = re.compile(r"^#\s+(.+)$", re.M)


def found_in_markdown(data: bytes) -> Found:
    """A Markdown file; its title is the front matter's or its first heading."""
    text, notes = decode(data)
    told = Testimony(notes=list(notes))
    body = headed(text.replace("\r\n", "\n"), told)
    heading = HEADING.search(body)
    if heading:
        told.say("title", plain(heading[1]).strip(), "first heading", Sure.LIKELY)
    return told.found(plain(without_sections(body)))


def plain(body: str) -> str:
    """Markdown without its markup; a table's cells are paragraphs of their own.

    >>> plain("# War\\n\\n**Kyiv** cut [ties](http://x.y).").strip()
    'War\\n\\nKyiv cut ties.'
    """
    for pattern, replacement in MARKUP:
        body = pattern.sub(replacement, body)
    return ROW.sub(lambda row: "\n" + "\n\n".join(c.strip() for c in row[1].split("|")), body)
