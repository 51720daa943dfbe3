"""The claims board: what rests on somebody's word, who says so and who denies it."""

from __future__ import annotations

from starlette.responses import Response
from starlette.routing import Route

from cuibono.events.event import Event, Status
from cuibono.events.parties import concerns
from cuibono.web.asked import chance, ticked, word
from cuibono.web.page import Page, documents_by_id, reads
from cuibono.web.paging import paged


def board(page: Page) -> Response:
    """Claims with those who affirm and those who deny, filtered by actor and by status."""
    desk, asked = page.desk, page.request.query_params
    contested, sure = ticked(asked, "contested"), chance(asked, "sure")
    party = word(asked, "actor")
    code = desk.actor(party) if party else None
    every = desk.claims(sure=sure)
    found: list[Event] = [
        e for e in every
        if (not contested or e.status is Status.CONTESTED) and (not code or concerns(e, code))
    ]  # fmt: skip
    return page.show(
        "claims.html", claims=paged(page, found, 30), total=len(every), contested=contested,
        party_asked=party, documents=documents_by_id(page),
        disputed=sum(e.status is Status.CONTESTED for e in every),
    )  # fmt: skip


ROUTES = (Route("/claims", reads(board)),)
