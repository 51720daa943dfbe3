"""A known text that is read again: what is now known better of it."""

from __future__ import annotations

from dataclasses import replace

from cuibono.documents.document import Document, Sure, Witness
from cuibono.documents.found import NO_DATE, as_day

FIELDS = ("published", "title", "publisher", "author", "address", "updated", "language")


def amended(held: Document, new: Document) -> Document | None:
    """The text of `new` with the surer of both readings in each field; None for nothing better.

    What the user says now goes before what was said earlier; of equals the earlier one stays.
    Of a copy that stands at another address only what the user says of it counts.

    >>> from datetime import date
    >>> held = Document("Kyiv cut ties.", title="Ties", notes=(NO_DATE,))
    >>> said = Witness("published", "2022-07-15", "option", Sure.GIVEN)
    >>> new = replace(held, published=date(2022, 7, 15), witnesses=(said,), notes=())
    >>> found = amended(held, new)
    >>> found and (found.published, found.notes)
    (datetime.date(2022, 7, 15), ())
    >>> amended(new, held) is None
    True
    """
    chosen: dict[str, Witness] = {}
    better = False
    elsewhere = bool(held.address and new.address and held.address != new.address)
    for field in FIELDS:
        before, now = _witness(held, field), _witness(new, field)
        if now and _surer(now, before) and (not elsewhere or now.sure is Sure.GIVEN):
            chosen[field], better = now, True
        elif before:
            chosen[field] = before
    if not better:
        return None
    words = {n: w.value for n, w in chosen.items() if n not in ("published", "updated", "title")}
    published = as_day(chosen.get("published"))
    rest = tuple(w for w in (*new.witnesses, *held.witnesses) if w not in chosen.values())
    notes = [n for n in (*held.notes, *new.notes) if not (published and n == NO_DATE)]
    return replace(
        new,
        title=chosen["title"].value if "title" in chosen else new.title or held.title,
        publisher=words.get("publisher"), author=words.get("author"),
        address=words.get("address"), language=words.get("language"),
        published=published, updated=as_day(chosen.get("updated")),
        notes=tuple(dict.fromkeys(notes)),
        witnesses=(*chosen.values(), *dict.fromkeys(rest))[:30],
    )  # fmt: skip


def _surer(now: Witness, before: Witness | None) -> bool:
    if before is None:
        return True
    if now.value == before.value:
        return False
    return now.sure.rank > before.sure.rank or now.sure is before.sure is Sure.GIVEN


def _witness(document: Document, field: str) -> Witness | None:
    """The witness of a field; of a ledger that kept none, the value as something likely."""
    known = document.witness(field)
    value = getattr(document, field)
    if known or not value or (field == "title" and not document.witnesses):
        return known
    return Witness(field, str(value), "an earlier version", Sure.LIKELY)
