"""How far the program can be trusted on this ledger: precision so far, agreement of reviewers."""

from __future__ import annotations

from starlette.datastructures import FormData
from starlette.responses import Response
from starlette.routing import Route

from cuibono.web.forms import field
from cuibono.web.page import Page, reads, writes


def learn(page: Page, form: FormData) -> Response:
    """Apply what corrections teach; the next text is read with it."""
    page.desk.learn(apply=True, who=page.who or None, why=field(form, "why"))
    page.held.renew()
    return page.go("/quality#learn")


def quality(page: Page) -> Response:
    """Precision with its interval, by field, and how well reviewers agree."""
    desk = page.desk
    found = desk.remember("agreement", desk.agreement)
    history = desk.remember("history", lambda: desk.history(""))
    taught = desk.remember("lessons", desk.learn) if history else None
    return page.show("quality.html", found=found, judgements=len(history), taught=taught)


ROUTES = (
    Route("/quality", reads(quality), methods=["GET"]),
    Route("/learn", writes(learn), methods=["POST"]),
)
