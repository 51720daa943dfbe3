"""A document with its statements beside the words, and the forms that correct the document."""

from __future__ import annotations

from collections.abc import Sequence

from starlette.datastructures import FormData
from starlette.responses import Response
from starlette.routing import Route

from cuibono.coding.statement import Stance, Statement
from cuibono.web import words
from cuibono.web.asked import choice, number, word
from cuibono.web.forms import field, whole
from cuibono.web.marks import numbered, part_of, parts, passages
from cuibono.web.page import Page, reads, writes

SHOWN = ("all", "sure", "unsure", "reviewed", "unreviewed")
AMENDED = ("title", "publisher", "author", "address", "published")


def show(page: Page) -> Response:
    """The text, a part at a time, with the statements that the filters leave."""
    desk, asked = page.desk, page.request.query_params
    id_ = page.request.path_params["id"]
    shown = desk.remember(("show", id_), lambda: desk.show(id_))
    text, every = shown.document.text, shown.statements
    type_, stance = word(asked, "type"), choice(asked, "stance", ("", *map(str, Stance)))
    which = choice(asked, "show", SHOWN)
    found = [s for s in every if _wanted(s, type_, stance, which)]
    cut = parts(text)
    at = next((s for s in every if s.id == word(asked, "at")), None)
    asked_for = part_of(text, at.trigger_start) if at else number(asked, "part")
    part = min(asked_for, len(cut))
    return page.show(
        "text.html", shown=shown, document=shown.document, found=found, every=every, at=at,
        passages=passages(text, found, cut[part - 1]), part=part, of=len(cut),
        numbers=numbered(every), type=type_, types=sorted({s.type for s in every}),
        stance=stance, stances=tuple(map(str, Stance)), which=which,
        last=desk.last(shown.document.id), definitions=desk.codebook.by_name,
    )  # fmt: skip


def _wanted(s: Statement, type_: str, stance: str, which: str) -> bool:
    if (type_ and s.type != type_) or (stance and s.stance != stance):
        return False
    return {
        "all": True, "sure": not words.unsure(s), "unsure": words.unsure(s),
        "reviewed": words.reviewed(s), "unreviewed": not words.reviewed(s),
    }[which]  # fmt: skip


def amend(page: Page, form: FormData) -> Response:
    """Correct what is known of a document."""
    id_ = page.request.path_params["id"]
    was = page.desk.show(id_).document
    changes = {
        name: field(form, name)
        for name in AMENDED
        if name in form and field(form, name) != _plain(getattr(was, name))
    }
    if changes:
        who, why = field(form, "who") or page.who or None, field(form, "why")
        page.desk.amend(id_, changes, who=who, why=why, seen=field(form, "seen"))
    return page.go(f"/documents/{id_}#document")


def _plain(value: object) -> str:
    return "" if value is None else str(value)


def withdraw(page: Page, form: FormData) -> Response:
    """Take a document out of all that is counted; it stays on record."""
    id_ = page.request.path_params["id"]
    who, why = field(form, "who") or page.who or None, field(form, "why")
    page.desk.withdraw(id_, who=who, why=why, seen=field(form, "seen"))
    return page.go(f"/documents/{id_}#document")


def add(page: Page, form: FormData) -> Response:
    """Add a statement that the reader missed, from words of the text."""
    id_ = page.request.path_params["id"]
    text = page.desk.show(id_).document.text
    start, end = whole(form, "start"), whole(form, "end")
    if start is None or end is None:
        start, end = _found(text, field(form, "words"))
    names = ("actor", "type", "recipient", "source", "stance", "when", "item")
    fields = {name: field(form, name) for name in names if field(form, name)}
    who, why = field(form, "who") or page.who or None, field(form, "why")
    judged = page.desk.add(id_, start, end, fields, who=who, why=why)
    return page.go(f"/documents/{id_}?at={judged.on}#s-{judged.on}")


def _found(text: str, wanted: str) -> tuple[int, int]:
    """Where words stand in a text; raises UsageError where they stand nowhere, or twice."""
    from cuibono.errors import UsageError

    at = text.find(wanted) if wanted else -1
    if at < 0:
        raise UsageError(f"the text does not hold the words {wanted[:80]!r}")
    if text.find(wanted, at + 1) >= 0:
        raise UsageError(
            f"the words {wanted[:80]!r} stand in the text more than once: give more of them"
        )
    return at, at + len(wanted)


def kept(statements: Sequence[Statement]) -> int:
    """How many of them count."""
    return sum(not words.unsure(s) for s in statements)


ROUTES = (
    Route("/documents/{id}", reads(show), methods=["GET"]),
    Route("/documents/{id}/amend", writes(amend), methods=["POST"]),
    Route("/documents/{id}/withdraw", writes(withdraw), methods=["POST"]),
    Route("/documents/{id}/add", writes(add), methods=["POST"]),
)
