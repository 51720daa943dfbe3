"""How an explanation is told: label by label, from the words to what made the row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cuibono.cli import show
from cuibono.cli.show import aligned
from cuibono.coding.statement import Statement
from cuibono.counting import unsure
from cuibono.review.explanation import Explanation, Related

Line = tuple[str, str]


def tell(found: Explanation) -> None:
    """Print an explanation."""
    s = found.statement
    show.say(f"{s.id}  {proposition(s)}\n")
    # The lines of a text are as wide as its page was.
    words = " ".join(filter(None, (found.before, f"[{found.marked}]", found.after)))
    show.say(" ".join(words.split()))
    for line in aligned([*_what(s), *_who_says(s), *_why(found), *_where_from(found)]):
        show.say(line)
    _list("linked", [_related(r) for r in found.related])
    _list("of the same happening", list(found.met))
    near = [(f"{n.cosine:.2f}", n.type or "no event", n.text) for n in found.examples]
    _list("nearest examples of the codebook", near)
    _list("said near it", [(n.id, proposition(n), n.quote) for n in found.neighbours])


def proposition(s: Statement) -> str:
    """A statement on one line: actor, type, recipient, what moves, source and stance."""
    what = f"{s.type} ({s.mode})" if s.mode else s.type
    moved = f", {s.item}" if s.item else ""
    return f"{s.actor} {what} {s.recipient}{moved}; {s.stance} by {s.source}"


def _what(s: Statement) -> Iterator[Line]:
    yield "actor", _party(s.actor, s.actor_text)
    yield "recipient", _party(s.recipient, s.recipient_text)
    if s.contexts:
        yield "contexts", ", ".join(s.contexts)
    if s.item:
        yield "moved", f"{s.item} from {s.giver or '---'} to {s.receiver or '---'}"
    if s.beneficiary:
        yield "for", s.beneficiary
    if s.when:
        yield "when", s.when
    if s.where:
        yield "where", ", ".join(filter(None, (s.where.name, s.where.country)))
    if s.quantity:
        yield "how much", f"{s.quantity.bound} {s.quantity.number:,g} {s.quantity.unit}"


def _party(code: str, text: str) -> str:
    return f"{code}, from “{text}”" if text else code


def _who_says(s: Statement) -> Iterator[Line]:
    yield "said by", " > ".join(s.source_chain)
    yield "stance", f"{s.stance}, {s.certainty}"


def _why(found: Explanation) -> Iterator[Line]:
    for number, reason in enumerate(found.reasons):
        yield "" if number else "because", reason
    doubt = ", unsure: not counted" if unsure(found.statement) else ""
    yield "confidence", f"{found.statement.confidence:g}{doubt}"


def _where_from(found: Explanation) -> Iterator[Line]:
    s, document = found.statement, found.document
    published = document.published.isoformat() if document.published else "undated"
    yield "document", ", ".join(filter(None, (document.title, document.publisher, published)))
    for address in filter(None, (document.address, document.path)):
        yield "", address
    yield "", f"characters {s.start} to {s.end} of {document.id}"
    yield "made by", ", ".join(f"{name} {version}" for name, version in s.versions.items())


def _related(related: Related) -> tuple[str, str, str]:
    other, link = related.other, related.link
    end = link.effect if related.is_cause else link.cause
    way = f"{link.kind} →" if related.is_cause else f"← {link.kind}"
    return end, way, proposition(other) if other else link.quote


def _list(title: str, rows: Sequence[tuple[str, ...]]) -> None:
    if rows:
        show.say(f"\n{title}")
        for line in aligned(rows):
            show.say(f"  {line}")
