"""A statement with a person's values in it, and everything that follows from them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cuibono.coding.statement import UNKNOWN, Statement
from cuibono.documents import Document
from cuibono.errors import UsageError
from cuibono.language.sentence import cut
from cuibono.review.values import SPANS, Allowed
from cuibono.versions import __version__

Plain = dict[str, Any]


def corrected(
    statement: Statement, text: str, changes: Mapping[str, Any], values: Allowed
) -> tuple[Plain, Plain]:
    """What a correction changes, by field, and what stood there before.

    What follows is among it: the quote of a moved span, the giver where it is the actor, the end
    of the chain of speakers. Raises UsageError for a field or value that cannot be, and where
    nothing changes.
    """
    old = statement.to_dict()
    given = {name: values.read(name, value) for name, value in changes.items()}
    new = {**old, **given}
    _follow(old, new, given)
    _check_mode(new, given, values)
    if any(name in given for name in SPANS):
        _move(new, text)
    # What the person named comes first, then what follows from it.
    told = {n: new[n] for n in (*given, *new) if new[n] != old[n] and n != "id"}
    if not told:
        raise UsageError(f"nothing changes: {', '.join(changes) or 'no field'} is as it was")
    return told, {name: old[name] for name in told}


def added(
    document: Document, start: int, end: int, fields: Mapping[str, Any], values: Allowed
) -> Plain:
    """A whole statement whose act is the words from `start` to `end` of a document.

    Raises UsageError where the words or a needed field are missing.
    """
    text = document.text
    if not 0 <= start < end <= len(text) or not text[start:end].strip():
        raise UsageError(f"there are no words from {start} to {end}: the text ends at {len(text)}")
    for needed in ("actor", "type"):
        if not fields.get(needed):
            raise UsageError(f"a statement needs a field {needed}")
    start += len(text[start:end]) - len(text[start:end].lstrip())
    end -= len(text[start:end]) - len(text[start:end].rstrip())
    first, last = _sentence(text, start, end)
    blank = Statement(
        document.id, text[first:last], first, last, text[start:end], start, end, UNKNOWN, "", "",
        title=document.title, published=_day(document), versions={"cuibono": __version__},
    ).to_dict()  # fmt: skip
    given = {name: values.read(name, value) for name, value in fields.items()}
    new = {**blank, **given}
    _follow(blank, new, given)
    if new["item"]:
        for side, party in (("giver", "actor"), ("receiver", "recipient")):
            if side not in given and new[party] != UNKNOWN:
                new[side] = new[party]
    _check_mode(new, given, values)
    _move(new, text)
    made = Statement.from_dict(new)
    return made.to_dict()


def _follow(old: Plain, new: Plain, given: Plain) -> None:
    """What one field says of another, where the person does not say otherwise."""
    for side, party in (("giver", "actor"), ("receiver", "recipient")):
        # Who gives is who acts, unless the text names somebody else.
        if party in given and side not in given and old[side] == old[party]:
            new[side] = None if new[party] == UNKNOWN else new[party]
    if "source" in given and "source_chain" not in given:
        new["source_chain"] = [*old["source_chain"][:-1], new["source"]]
    elif "source_chain" in given:
        if "source" in given and new["source_chain"][-1] != new["source"]:
            raise UsageError("source: it must be the last of source_chain, and these two differ")
        new["source"] = new["source_chain"][-1]
    if "item" in given and not new["item"]:
        new["giver"] = new["receiver"] = None
    if new["actor"] == new["recipient"] != UNKNOWN:
        raise UsageError(
            f"actor and recipient are both {new['actor']}: a statement needs two parties"
        )


def _check_mode(new: Plain, given: Plain, values: Allowed) -> None:
    entry = values.codebook.by_name.get(new["type"])
    modes = tuple(entry.modes) if entry else ()
    if new["mode"] and new["mode"] not in modes:
        if "mode" in given:
            listed = ", ".join(modes) or "none"
            raise UsageError(f"mode: {new['mode']!r} is not one of {new['type']}'s: {listed}")
        new["mode"] = None


def _move(new: Plain, text: str) -> None:
    """The words at the places that a row names."""
    start, end, first, last = (new[name] for name in SPANS)
    if not 0 <= start < end <= len(text):
        raise UsageError(f"there are no words from {start} to {end}: the text ends at {len(text)}")
    if not start <= first < last <= end:
        raise UsageError(f"trigger: {first} to {last} is not inside the quote, {start} to {end}")
    new["quote"], new["trigger"] = text[start:end], text[first:last]


def _sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """The first and last character of the sentences that some words stand in."""
    here = [s for s in cut(text) if s.start < end and start < s.end]
    if not here:
        return start, end
    return min(start, here[0].start), max(end, here[-1].end)


def _day(document: Document) -> str | None:
    return document.published.isoformat() if document.published else None
