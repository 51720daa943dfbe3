"""The list of documents: searched, sorted, filtered; what was read how."""

from __future__ import annotations

from typing import Any

from starlette.responses import Response
from starlette.routing import Route

from cuibono.counting import EVERY, Only
from cuibono.review.papers import Listed
from cuibono.web.adding import ACCEPTED, add
from cuibono.web.asked import choice, day, ticked, word
from cuibono.web.held import HeldDesk
from cuibono.web.page import Page, reads, writes
from cuibono.web.paging import paged

SORTS = ("read", "published", "title", "publisher", "statements", "unreviewed")
REVIEWED = ("", "yes", "no")


def listing(page: Page) -> Response:
    """The documents of the ledger, fifty a page."""
    desk, asked = page.desk, page.request.query_params
    form: dict[str, Any] = {"accepted": ",".join(ACCEPTED)}
    if not desk.there:
        return page.show("empty.html", **form)
    sort, words = choice(asked, "sort", SORTS), word(asked, "q")
    publisher, withdrawn = word(asked, "publisher"), ticked(asked, "withdrawn")
    since, until = day(word(asked, "since")), day(word(asked, "until"))
    reviewed = choice(asked, "reviewed", REVIEWED)
    only = Only(publisher=publisher or None, since=since, until=until)
    every = listed(desk, sort, only, withdrawn)
    found = [d for d in every if _named(d, words.casefold()) and _asked(d, reviewed)]
    return page.show(
        "documents.html", found=paged(page, found), sort=sort, sorts=SORTS, q=words,
        publisher=publisher, publishers=publishers(desk), since=since, until=until,
        reviewed=reviewed, withdrawn=withdrawn, held=len(desk.ledger.view.batches), **form,
    )  # fmt: skip


def listed(
    desk: HeldDesk, sort: str = "read", only: Only = EVERY, withdrawn: bool = False
) -> list[Listed]:
    """The list of documents, worked out once for a state of the ledger."""
    key = ("documents", sort, only, withdrawn)
    return desk.remember(key, lambda: desk.documents(sort, only, withdrawn=withdrawn))


def publishers(desk: HeldDesk) -> list[str]:
    """Who published the documents, in the order of the alphabet."""

    def named() -> list[str]:
        held = {str(row["publisher"] or "") for row in desk.ledger.view.documents}
        return sorted(held - {""}, key=str.casefold)

    return desk.remember("publishers", named)


def _named(listed: Listed, words: str) -> bool:
    if not words:
        return True
    document = listed.document
    named = (document.title, document.publisher, document.author, document.address, document.id)
    return any(words in (text or "").casefold() for text in named)


def _asked(listed: Listed, reviewed: str) -> bool:
    whole = listed.statements == listed.reviewed
    return not reviewed or whole == (reviewed == "yes")


ROUTES = (
    Route("/documents", reads(listing), methods=["GET"]),
    Route("/documents", writes(add), methods=["POST"]),
)
