"""PDF: text layer and metadata by pypdf."""

from __future__ import annotations

import io
import logging
import re
from datetime import date
from typing import Any

from cuibono.documents.found import DocumentError, Found, one_line


def found_in_pdf(data: bytes) -> Found:
    """A PDF's text, lines joined into paragraphs, with title, author and creation date."""
    import pypdf

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        document = pypdf.PdfReader(io.BytesIO(data))
        if document.is_encrypted and not document.decrypt(""):
            raise DocumentError("an encrypted PDF: open it with its password and save a copy")
        pages = [page.extract_text() or "" for page in document.pages]
        meta = document.metadata
    except DocumentError:
        raise
    except Exception as error:
        raise DocumentError(
            f"a PDF that cannot be read: {one_line(str(error))[:120] or type(error).__name__}"
        ) from error
    text = "\n\n".join(paragraphs(page) for page in pages)
    if not text.strip():
        raise DocumentError("a PDF without a text layer: it seems to be scanned")
    return Found(
        text,
        title=_field(meta, "title"),
        author=_field(meta, "author"),
        publisher=_field(meta, "subject") if _field(meta, "producer") == "cuibono" else None,
        published=_created(meta),
    )


def paragraphs(page: str) -> str:
    """A page's lines as paragraphs: hyphens at line ends closed, short lines end a paragraph.

    >>> paragraphs("North Korea has long sup-\\nported Moscow.\\n\\nIn July it went on.")
    'North Korea has long supported Moscow.\\n\\nIn July it went on.'
    """
    page = re.sub(r"(?<=[a-z])-\n(?=[a-z])", "", page)
    lines = [line.strip() for line in page.split("\n")]
    longest = max((len(line) for line in lines), default=0)
    out = ""
    for line in lines:
        if not line:
            out = out.rstrip() + "\n\n"
            continue
        out += line
        ends = line.endswith((".", "!", "?", "”", '"', ":")) and len(line) < 0.75 * longest
        heading = len(line) < 0.5 * longest and not line.endswith((",", ";"))
        out += "\n\n" if ends or heading else " "
    return out.strip()


def _field(meta: Any, name: str) -> str | None:
    try:
        value = getattr(meta, name, None)
    except Exception:
        return None
    return str(value).strip() or None if value else None


def _created(meta: Any) -> date | None:
    try:
        created = getattr(meta, "creation_date", None)
    except Exception:
        return None
    return created.date() if created else None
