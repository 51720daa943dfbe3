"""Where a quote stands, in words: title, publisher, date, paragraph, characters."""

from __future__ import annotations

from cuibono.briefs.cited import Quote
from cuibono.briefs.names import day, headline, opens
from cuibono.documents import Document


def origin(quote: Quote, documents: dict[str, Document]) -> str:
    """Title, publisher and date of the text that a quote is from.

    A title that is only the beginning of the quote is not said twice.
    """
    first = quote.first
    document = documents.get(first.document)
    title = first.title or (document.title if document else None) or f"document {first.document}"
    shown, publisher = headline(title), document.publisher if document else None
    parts = [None if publisher and opens(shown, first.quote) else shown, publisher]
    parts.append(day(first.published) if first.published else "undated")
    return ", ".join(p for p in parts if p)


def spot(quote: Quote, documents: dict[str, Document]) -> str:
    """Paragraph and characters at which a quote stands in the text."""
    first = quote.first
    document = documents.get(first.document)
    characters = f"characters {quote.first.start}–{quote.first.end}"
    if document is None:
        return characters
    paragraph = document.text[: quote.first.start].count("\n\n") + 1
    return f"paragraph {paragraph}, {characters}"


def ids(quote: Quote) -> str:
    """The ids of a quote's statements, for `cuibono explain`."""
    return ", ".join(s.id[:8] for s in quote.statements)
