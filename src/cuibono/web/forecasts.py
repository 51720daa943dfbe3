"""What texts foretell: what is due, what has come of it, and a form for the verdict."""

from __future__ import annotations

from starlette.datastructures import FormData
from starlette.responses import Response
from starlette.routing import Route

from cuibono.foretold.foresight import Ruling
from cuibono.foretold.verdict import Outcome
from cuibono.web.asked import choice, word
from cuibono.web.forms import field
from cuibono.web.page import Page, reads, writes
from cuibono.web.paging import paged

SHOWN = ("due", "open", "all")


def register(page: Page) -> Response:
    """The register of what is foretold: what is over and open first."""
    desk, asked = page.desk, page.request.query_params
    shown, source = choice(asked, "show", SHOWN), word(asked, "source")
    key = ("forecasts", shown, source, desk.today)
    found = desk.remember(
        key, lambda: desk.forecasts(source or None, due=shown == "due", open_=shown == "open")
    )
    counts = desk.remember(("foretold", desk.today), lambda: _counts(page))
    return page.show(
        "forecasts.html", found=paged(page, found, 25), shown=shown, source=source,
        today=desk.today, outcomes=tuple(Outcome), counts=counts,
    )  # fmt: skip


def _counts(page: Page) -> dict[str, int]:
    every = page.desk.forecasts()
    due = sum(f.is_due(page.desk.today) for f in every)
    return {"due": due, "open": sum(f.open for f in every), "all": len(every)}


def verdict(page: Page, form: FormData) -> Response:
    """Enter what became of something foretold."""
    id_ = page.request.path_params["id"]
    because = [name for name in field(form, "because").replace(",", " ").split() if name]
    ruling = Ruling(field(form, "outcome"), because, field(form, "who") or page.who,
                    field(form, "why"))  # fmt: skip
    page.desk.resolve(id_, ruling)
    shown = field(form, "show")
    return page.go(f"/forecasts?show={shown if shown in SHOWN else 'due'}")


ROUTES = (
    Route("/forecasts", reads(register)),
    Route("/forecasts/{id}/verdict", writes(verdict), methods=["POST"]),
)
