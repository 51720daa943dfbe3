"""Search: the documents whose words answer, with the statements that stand at those words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from cuibono.coding.statement import Statement
from cuibono.documents import Document
from cuibono.ledger import Ledger
from cuibono.search.index import Match, find
from cuibono.search.query import Search

Keeps = Callable[[list[Statement]], list[Statement]]
AROUND, LONGEST = 90, 260


@dataclass(frozen=True, slots=True)
class Hit:
    """A document that was found: some of its words, with True those that match.

    `statements` are those whose words hold a match, or which the narrowing alone leaves.
    """

    document: Document
    snippet: tuple[tuple[str, bool], ...]
    statements: tuple[Statement, ...]
    score: float

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON values."""
        d = self.document
        return {
            "id": d.id, "title": d.title, "publisher": d.publisher,
            "published": d.published.isoformat() if d.published else None,
            "words": "".join(text for text, _ in self.snippet), "score": self.score,
            "statements": [s.id for s in self.statements],
        }  # fmt: skip


def search(
    ledger: Ledger, asked: Search, documents: Iterable[Document], keeps: Keeps, needs: bool
) -> list[Hit]:
    """Hits among some documents, the best first; without words, in reading order.

    `keeps` leaves of some statements those that are wanted; with `needs` a document without any
    is left out.
    """
    by_id = {d.id: d for d in documents}
    if asked.match:
        every = ledger.documents()
        found = [m for m in find(ledger.tables.folder, every, asked.match) if m.id in by_id]
    else:
        found = [Match(id_, 0.0, ()) for id_ in by_id]
    held: defaultdict[str, list[Statement]] = defaultdict(list)
    for s in keeps(ledger.view.of(m.id for m in found)):
        held[s.document].append(s)
    if needs or not asked.match:
        found = [m for m in found if held.get(m.id)]
    return [_hit(by_id[m.id], m, held.get(m.id, ()), bool(asked.match)) for m in found]


def _hit(document: Document, match: Match, here: Sequence[Statement], words: bool) -> Hit:
    at = match.places
    kept = [s for s in here if not words or any(a < s.end and s.start < b for a, b in at)]
    return Hit(document, _snippet(document, at, kept), tuple(kept), match.score)


def _snippet(
    document: Document, places: Sequence[tuple[int, int]], here: Sequence[Statement]
) -> tuple[tuple[str, bool], ...]:
    """Some words around the first match, or else around the first statement."""
    text = document.text
    marks = list(places) or [(s.trigger_start, s.trigger_end) for s in here[:1]]
    if not marks:
        return ((_flat(text[:LONGEST]), False),)
    begin = max(0, marks[0][0] - AROUND)
    # A word is not cut in two.
    begin = begin and (text.find(" ", begin, marks[0][0]) + 1 or begin)
    end = min(len(text), max(begin + LONGEST, marks[0][1]))
    end = max(text.rfind(" ", begin, end), marks[0][1]) if end < len(text) else end
    pieces: list[tuple[str, bool]] = [("… ", False)] if begin else []
    at = begin
    for first, last in marks:
        if at <= first and last <= end:
            pieces += [(text[at:first], False), (text[first:last], True)]
            at = last
    pieces += [(text[at:end], False), (" …" if end < len(text) else "", False)]
    return tuple((_flat(piece), found) for piece, found in pieces if piece)


def _flat(text: str) -> str:
    return text.replace("\n", " ")
