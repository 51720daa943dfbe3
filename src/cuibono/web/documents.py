"""The list of documents: searched, sorted, filtered; what was read how."""

from __future__ import annotations

from typing import Any

from starlette.responses import Response
from starlette.routing import Route

from cuibono.inquiry import Only
from cuibono.review.papers import Listed
from cuibono.web.adding import ACCEPTED, add
from cuibono.web.asked import choice, day, ticked, word
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
    every = desk.remember(
        ("documents", sort, only, withdrawn),
        lambda: desk.documents(sort, only, withdrawn=withdrawn),
    )
    found = [d for d in every if _named(d, words.casefold()) and _asked(d, reviewed)]
    publishers = desk.remember("publishers", lambda: sorted(
        {d.publisher for d in desk.ledger.documents() if d.publisher}, key=str.casefold
    ))  # fmt: skip
    return page.show(
        "documents.html", found=paged(page, found), sort=sort, sorts=SORTS, q=words,
        publisher=publisher, publishers=publishers, since=since, until=until, reviewed=reviewed,
        withdrawn=withdrawn, total=len(every), **form,
    )  # fmt: skip


def _named(listed: Listed, words: str) -> bool:
    document = listed.document
    named = (document.title, document.publisher, document.author, document.address, document.id)
    return not words or any(words in (text or "").casefold() for text in named)


def _asked(listed: Listed, reviewed: str) -> bool:
    whole = listed.statements == listed.reviewed
    return not reviewed or whole == (reviewed == "yes")


ROUTES = (
    Route("/documents", reads(listing), methods=["GET"]),
    Route("/documents", writes(add), methods=["POST"]),
)
