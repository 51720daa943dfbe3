"""Web pages: main text by trafilatura, publication date by htmldate."""

from __future__ import annotations

import logging

from cuibono.documents.found import DocumentError, Found, one_line, parse_date


def found_in_html(data: bytes) -> Found:
    """A page's main text with the provenance that its metadata gives."""
    import trafilatura
    from trafilatura.settings import use_config

    for name in ("trafilatura", "htmldate", "readability_lxml"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    config = use_config()
    config.set("DEFAULT", "MIN_EXTRACTED_SIZE", "1")
    config.set("DEFAULT", "MIN_OUTPUT_SIZE", "1")
    try:
        page = trafilatura.bare_extraction(
            data, favor_recall=True, include_comments=False, include_tables=True,
            with_metadata=True, config=config,
            # Dates that markup gives, none that the prose or the copyright line mentions.
            date_extraction_params={"original_date": True, "extensive_search": False},
        )  # fmt: skip
    except Exception as error:
        raise DocumentError(f"HTML that cannot be parsed: {one_line(str(error))}") from error
    fields = {} if page is None else page if isinstance(page, dict) else page.as_dict()
    text = str(fields.get("text") or "")
    if not text.strip():
        raise DocumentError("HTML without text")
    return Found(
        text="\n\n".join(line for line in text.split("\n") if line.strip()),
        title=_string(fields.get("title")),
        publisher=_string(fields.get("sitename")) or _string(fields.get("hostname")),
        author=_string(fields.get("author")),
        address=_string(fields.get("url")),
        published=parse_date(str(fields.get("date") or "")),
    )


def _string(value: object) -> str | None:
    return str(value).strip() or None if value else None
