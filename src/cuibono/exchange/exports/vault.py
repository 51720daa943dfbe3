"""An Obsidian vault: a note for each actor, happening and document, linked to one another."""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path

from cuibono.coding.statement import Statement
from cuibono.documents.document import Document
from cuibono.events.event import Event
from cuibono.exchange.exports.format import Format
from cuibono.exchange.exports.matter import Matter, bare, headline
from cuibono.exchange.exports.parties import NOBODY
from cuibono.exchange.exports.tables import merged
from cuibono.unseen import UNSEEN, as_json, written_out

# What Windows, macOS or Obsidian's links do not allow in the name of a note.
_UNFIT = re.compile(r'[\\/:*?"<>|#^\[\]\x00-\x1f]+')
_MARKUP = re.compile(r"([\\`*_{}\[\]<>#|!^$~=%])")
LONGEST = 200
"""How many bytes of a name are kept: file systems hold 255, the id and the ending among them."""


def title(text: str, id_: str) -> str:
    """The name of a note: a text's beginning with an id, so that no two are the same.

    >>> title('Who "gains"? A/B', "3f9a")
    'Who gains A B (3f9a)'
    """
    plain = " ".join(_UNFIT.sub(" ", UNSEEN.sub(" ", text)).split()).strip(". ")
    plain = plain.encode()[:LONGEST].decode("utf-8", "ignore").strip(". ")
    return f"{plain} ({id_[:8]})" if plain else id_[:8]


def literal(text: str) -> str:
    """A text of which Markdown makes nothing.

    >>> literal("*arms* [[x]]")
    '\\\\*arms\\\\* \\\\[\\\\[x\\\\]\\\\]'
    """
    return _MARKUP.sub(r"\\\1", written_out(" ".join(text.split())))


def write(matter: Matter, path: Path) -> int:
    """Fill a folder with notes and say how many there are."""
    notes: dict[str, str] = {}
    of: defaultdict[str, list[Event]] = defaultdict(list)
    for event in matter.events:
        notes[f"Happenings/{_event_name(event, matter)}"] = _event(event, matter)
        for code in {event.actor, event.recipient} - NOBODY:
            of[code].append(event)
    for code, events in of.items():
        notes[f"Actors/{_actor_name(code, matter)}"] = _actor(code, events, matter)
    for document in matter.documents.values():
        notes[f"Documents/{_document_name(document)}"] = _document(document, matter)
    for name in ("Happenings", "Actors", "Documents"):
        (path / name).mkdir()
    for name, text in notes.items():
        (path / f"{name}.md").write_text(text, "utf-8", newline="\n")
    return len(notes)


def _front(**values: object) -> str:
    """Properties at the head of a note; JSON is YAML, so every value is safe."""
    lines = [f"{k}: {as_json(v)}" for k, v in values.items() if v is not None]
    return "\n".join(("---", *lines, "---", ""))


def _event_name(e: Event, matter: Matter) -> str:
    bound = f"reported on {e.reported}" if e.reported else "undated"
    return title(f"{e.when or bound} {headline(e, matter)}", e.id)


def _actor_name(code: str, matter: Matter) -> str:
    return title(f"{matter.name(code)} {code}", code)


def _document_name(d: Document) -> str:
    return title(d.title or "Document", d.id)


def _event(e: Event, matter: Matter) -> str:
    head = _front(
        id=e.id, when=e.when, reported=e.reported, actor=e.actor, type=e.type,
        recipient=e.recipient, item=e.item, status=str(e.status), sources=e.sources,
        versions=merged(e.statements),
    )  # fmt: skip
    parties = [c for c in dict.fromkeys((e.actor, e.recipient)) if c not in NOBODY]
    links = " → ".join(f"[[{_actor_name(c, matter)}]]" for c in parties)
    quotes = "\n\n".join(_quote(s, matter) for s in e.statements)
    return f"{head}\n{links}\n\n{quotes}\n"


def _quote(s: Statement, matter: Matter) -> str:
    """A quote with its speaker, and the text that it stands in."""
    document = matter.documents.get(s.document)
    origin = f"[[{_document_name(document)}]]" if document else f"document {s.document}"
    said = literal(f"{matter.speaker(s)}, {bare(s)}, confidence {s.confidence:.2f}")
    return f"> {literal(s.quote)}\n\n{said}; {origin}, characters {s.start}–{s.end} ^{s.id}"


def _actor(code: str, events: list[Event], matter: Matter) -> str:
    lines = [f"- [[{_event_name(e, matter)}]]" for e in events]
    return _front(code=code, aliases=[matter.name(code)]) + "\n" + "\n".join(lines) + "\n"


def _document(d: Document, matter: Matter) -> str:
    """A text's origin; its words are not copied, only the quotes that statements stand on."""
    head = _front(
        id=d.id, title=d.title, publisher=d.publisher, author=d.author, address=d.address,
        published=d.published.isoformat() if d.published else None, notes=list(d.notes) or None,
    )  # fmt: skip
    held = [s for s in matter.by_document.get(d.id, ()) if s.confidence >= matter.floor]
    return head + "\n" + "\n\n".join(_quote(s, matter) for s in held) + "\n"


FORMAT = Format(
    "vault", (), ("happenings", "claims"), "Obsidian, and every editor of Markdown",
    "the texts themselves; line ends inside a quote; places and quantities", write,
)  # fmt: skip
