"""The search: texts and statements by words, phrases, actors, dates and publishers."""

from __future__ import annotations

from starlette.responses import Response
from starlette.routing import Route

from cuibono.web.asked import word
from cuibono.web.page import Page, reads
from cuibono.web.paging import paged

PER_PAGE = 20


def search(page: Page) -> Response:
    """What is found, best first, with the words that fit."""
    words = word(page.request.query_params, "q")
    found = page.desk.remember(("search", words), lambda: page.desk.search(words)) if words else []
    return page.show("search.html", q=words, found=paged(page, found, PER_PAGE))


ROUTES = (Route("/search", reads(search)),)
