"""The workbench as an application: its addresses, and what stands around them."""

from __future__ import annotations

from pathlib import Path

from jinja2 import Environment
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from cuibono.web import (
    actors,
    adding,
    claims,
    documents,
    forecasts,
    keeping,
    quality,
    review,
    searching,
    text,
)
from cuibono.web.guard import Door, Guard
from cuibono.web.held import Equipment, Held
from cuibono.web.page import Page, templates
from cuibono.web.queues import Queues

STATIC = Path(__file__).parent / "static"


def workbench(
    folder: str | Path, door: Door | None = None, equipment: Equipment | None = None
) -> Starlette:
    """The application over the ledger in a folder; nothing is opened before the first request."""
    pages = (
        documents, adding, text, review, actors, claims, forecasts, searching, quality, keeping,
    )  # fmt: skip
    routes: list[Route | Mount] = [Route("/", _start)]
    routes += [route for page in pages for route in page.ROUTES]
    routes += [Mount("/static", StaticFiles(directory=STATIC))]
    door = door or Door()
    app = Starlette(
        routes=routes,
        middleware=[Middleware(Guard, door=door)],
        exception_handlers={HTTPException: _missing},
    )
    app.state.door = door
    app.state.held = Held(folder, equipment)
    app.state.templates = templates()
    app.state.jobs = adding.Jobs()
    app.state.queues = Queues()
    app.state.kept = None
    return app


def warm(app: Starlette) -> None:
    """Have in memory what the first pages need; raises CuibonoError for what is not a ledger."""
    made: Environment = app.state.templates
    for name in made.list_templates(extensions=["html"]):
        made.get_template(name)
    held: Held = app.state.held
    held.warm()
    desk = held.desk()
    if desk.there:
        documents.listed(desk)
        documents.publishers(desk)


async def _start(request: Request) -> Response:
    return RedirectResponse("/documents", 307)


async def _missing(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    if request.url.path.startswith("/static/"):
        return Response(status_code=status)
    what = {404: "This page does not exist", 405: "This page cannot be asked in this way"}
    return Page(request).wrong(status, what.get(status, "This cannot be answered"))
