"""The pages on actors: all of them, one among its counterparts, two with their balance."""

from __future__ import annotations

from collections import Counter

from markupsafe import Markup
from starlette.responses import Response
from starlette.routing import Route

from cuibono.actors.code import root
from cuibono.briefs.charts.network import network
from cuibono.briefs.pictures import CAPTION
from cuibono.coding.statement import UNKNOWN
from cuibono.errors import CuibonoError
from cuibono.web.asked import chance, word
from cuibono.web.page import Page, documents_by_id, reads
from cuibono.web.paging import paged
from cuibono.web.where import where

MOST = 300


def index(page: Page) -> Response:
    """Which actors the ledger speaks of, those with most statements first; or on to one, or two."""
    asked = page.request.query_params
    a, b = word(asked, "a"), word(asked, "b")
    if a and b:
        return page.go(page.link(f"/dyads/{page.desk.actor(a)}/{page.desk.actor(b)}"))
    if a or b:
        return page.go(page.link(f"/actors/{page.desk.actor(a or b)}"))
    found = page.desk.remember("acting", lambda: _acting(page))
    return page.show("actors.html", listed=found[:MOST], left=max(0, len(found) - MOST))


def _acting(page: Page) -> list[tuple[str, int, int]]:
    """Codes of states and bodies with how often they act and are acted upon."""
    table = page.desk.ledger.statement_table()
    acts = Counter(root(code) for code in table["actor"].to_pylist())
    suffers = Counter(root(code) for code in table["recipient"].to_pylist())
    codes = (set(acts) | set(suffers)) - {UNKNOWN, ""}
    rows = [(code, acts[code], suffers[code]) for code in codes]
    return sorted(rows, key=lambda row: (-row[1] - row[2], row[0]))


def actor(page: Page) -> Response:
    """One actor: with whom it has to do, and what happened, in order of time."""
    desk = page.desk
    code = desk.actor(page.request.path_params["code"])
    sure = chance(page.request.query_params, "sure")
    around = desk.remember(("around", code, sure), lambda: desk.counterparts(code, sure))
    told = desk.remember(("timeline", code, sure), lambda: desk.timeline(code, sure=sure))
    drawn = network(code, around, desk.called)
    return page.show(
        "actor.html", actor=desk.registry[code], around=around, events=paged(page, told),
        picture=Markup(drawn) if drawn else None, documents=documents_by_id(page),
        where=where(desk, code, None, sure),
    )  # fmt: skip


def dyad(page: Page) -> Response:
    """Two actors: the brief with its pictures and quotes, the balance, the timeline."""
    desk, asked = page.desk, page.request.path_params
    a, b = desk.actor(asked["a"]), desk.actor(asked["b"])
    sure = chance(page.request.query_params, "sure")
    key = (a, b, sure)
    weighed = desk.remember(("balance", *key), lambda: desk.balance(a, b, sure))
    told = desk.remember(("between", *key), lambda: desk.timeline(a, b, sure))
    try:
        brief = desk.remember(("brief", *key), lambda: desk.briefing(a, b, sure))
    except CuibonoError as error:
        brief, why = None, str(error)
    else:
        why = ""
    quotes = brief.quotes() if brief else None
    return page.show(
        "dyad.html", a=desk.registry[a], b=desk.registry[b], brief=brief, why=why, quotes=quotes,
        picture=Markup(brief.picture) if brief and brief.picture else None, caption=CAPTION,
        balance=weighed, events=paged(page, told), documents=documents_by_id(page),
        where=where(desk, a, b, sure),
    )  # fmt: skip


def brief(page: Page) -> Response:
    """The brief on two actors as one file, to send on."""
    asked = page.request.path_params
    a, b, desk = asked["a"], asked["b"], page.desk
    word = asked["format"] == "docx"
    made = desk.brief_word(a, b) if word else desk.brief(a, b, asked["format"])
    kind = KINDS.get(asked["format"], "text/markdown; charset=utf-8")
    name = f"brief-{asked['a']}-{asked['b']}.{asked['format']}"
    safe = "".join(c if c.isascii() and (c.isalnum() or c in "-._") else "-" for c in name)
    headers = {"content-disposition": f'attachment; filename="{safe}"'}
    return Response(made, media_type=kind, headers=headers)


KINDS = {
    "html": "text/html; charset=utf-8",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
ROUTES = (
    Route("/actors", reads(index)),
    Route("/actors/{code}", reads(actor)),
    Route("/dyads/{a}/{b}", reads(dyad)),
    Route("/dyads/{a}/{b}/brief.{format}", reads(brief)),
)
