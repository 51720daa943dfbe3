"""From a request to a page: the desk it asks, the links it holds, the words for what went wrong."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from typing import Any
from urllib.parse import quote, unquote, urlencode

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from cuibono.briefs.names import namer
from cuibono.documents import Document
from cuibono.errors import CuibonoError, UsageError
from cuibono.unseen import on_one_line
from cuibono.versions import __version__
from cuibono.web import words
from cuibono.web.asked import moment, word
from cuibono.web.guard import TooLargeError, from_here, token_for
from cuibono.web.held import Held, HeldDesk, NoLedgerError

REVIEWER = "cuibono_reviewer"
ADDRESS = "hx-push-url"
"""The header that names the address of an answer to a write, or says that it has none."""
NAV = (
    ("/documents", "Documents"), ("/review", "Review"), ("/actors", "Actors"),
    ("/claims", "Claims"), ("/forecasts", "Forecasts"), ("/quality", "Quality"),
)  # fmt: skip


def templates() -> Environment:
    """The templates; whatever a document, a file or an actor is called is text, never markup."""
    made = Environment(
        loader=PackageLoader("cuibono.web"), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    known: dict[str, Any] = made.globals
    known.update(nav=NAV, version=__version__, **words.SHOWN)
    return made


class RefusedError(CuibonoError):
    """A write that does not come from a form of these pages."""


class GoneError(CuibonoError):
    """Something that is asked for by its address and is not there."""


@dataclass(frozen=True)
class Page:
    """One request with the desk that it asks."""

    request: Request

    @property
    def held(self) -> Held:
        """The desks of this workbench."""
        return self.request.app.state.held

    @cached_property
    def as_of(self) -> datetime | None:
        """The moment that the page looks from; None for now."""
        return moment(word(self.request.query_params, "as_of"))

    @cached_property
    def desk(self) -> HeldDesk:
        """The desk as of the moment that the address names."""
        return self.held.desk(self.as_of)

    @property
    def who(self) -> str:
        """Who judges in this browser; empty where nobody has said so."""
        return unquote(self.request.cookies.get(REVIEWER, ""))[:80]

    @property
    def standing(self) -> str:
        """How much of the ledger is reviewed, to stand beside every figure; "" where nothing is."""
        desk = self.desk
        return desk.remember("standing", desk.standing) if desk.there else ""

    def link(self, path: str, **params: object) -> str:
        """An address of the workbench that keeps the moment of this page."""
        asked = {key: str(value) for key, value in params.items() if value not in (None, "", False)}
        if self.as_of and "as_of" not in asked:
            asked["as_of"] = word(self.request.query_params, "as_of")
        path, hash_, anchor = path.partition("#")
        return path + (f"?{urlencode(asked)}" if asked else "") + hash_ + anchor

    def here(self, **changes: object) -> str:
        """The address of this page with some of what it asks for changed."""
        asked: dict[str, object] = dict(self.request.query_params)
        return self.link(self.request.url.path, **(asked | changes))

    def show(self, template: str, status: int = 200, **context: Any) -> HTMLResponse:
        """A page from a template."""
        made: Environment = self.request.app.state.templates
        now = datetime.now(UTC).isoformat(timespec="seconds")
        told = {
            "page": self, "link": self.link, "here": self.here, "as_of": self.as_of,
            "path": self.request.url.path, "params": self.request.query_params, "now": now,
            "form_token": token_for(self.request), "ledger_name": self.held.folder.name,
        }  # fmt: skip
        plain = self.held.plain
        name = namer(plain.registry, plain.kinds)
        return HTMLResponse(
            made.get_template(template).render(**told, name=name, **context), status
        )

    def wrong(self, status: int, what: str, why: str = "") -> HTMLResponse:
        """A page that says what went wrong."""
        plain = Page(Request({**self.request.scope, "query_string": b""}))
        return plain.show("wrong.html", status, what=what, why=why)

    def go(self, path: str) -> RedirectResponse:
        """On to another page after a write."""
        return RedirectResponse(path, 303)


def documents_by_id(page: Page) -> dict[str, Document]:
    """The documents of the ledger by their ids."""
    return page.desk.remember("by id", lambda: {d.id: d for d in page.desk.ledger.documents()})


Show = Callable[[Page], Response]
Act = Callable[[Page, FormData], Response]
Endpoint = Callable[[Request], Any]


def reads(show: Show) -> Endpoint:
    """A page that only reads, as an endpoint."""

    async def endpoint(request: Request) -> Response:
        page = Page(request)
        return await run_in_threadpool(_attempt, page, lambda: show(page))

    endpoint.__name__ = show.__name__
    return endpoint


def writes(act: Act) -> Endpoint:
    """A write from a form of these pages, as an endpoint; anything else is refused."""

    async def endpoint(request: Request) -> Response:
        page = Page(request)
        try:
            async with request.form(max_files=500, max_fields=500) as form:
                answer = await run_in_threadpool(_attempt, page, lambda: _checked(page, act, form))
        except TooLargeError:
            answer = page.wrong(413, "Too large", "That is more than one upload may hold.")
        if answer.status_code >= 400:  # the address of a write shows nothing when it is reloaded
            answer.headers.setdefault(ADDRESS, "false")
        return answer

    endpoint.__name__ = act.__name__
    return endpoint


def _checked(page: Page, act: Act, form: FormData) -> Response:
    import hmac

    given = form.get("form_token")
    right = token_for(page.request)
    if not from_here(page.request):
        raise RefusedError("it came from a page of another web site")
    if not isinstance(given, str) or not hmac.compare_digest(given.encode(), right.encode()):
        raise RefusedError(
            "its page is older than this start of the workbench: go back and reload it"
        )
    if page.request.query_params.get("as_of"):
        raise RefusedError(
            "this page shows the ledger as it once stood, and the past cannot be changed"
        )
    return act(page, form)


def _attempt(page: Page, act: Callable[[], Response]) -> Response:
    """An answer, or the page that says in one line why there is none."""
    try:
        return act()
    except RefusedError as error:
        return page.wrong(403, "This was not done", str(error))
    except NoLedgerError as error:
        return page.wrong(404, "Nothing has been read yet", str(error))
    except GoneError as error:
        return page.wrong(404, "This is not here", str(error))
    except UsageError as error:
        return page.wrong(400, "This cannot be answered", scrubbed(page.held, str(error)))
    except CuibonoError as error:
        said = scrubbed(page.held, str(error))
        missing = said.startswith(("no statement", "no document"))
        return page.wrong(404 if missing else 409, "This cannot be shown", said)
    except Exception as error:
        if os.environ.get("CUIBONO_DEBUG"):
            raise
        why = f"{page.request.url.path}: {type(error).__name__}: {error}"
        print(f"cuibono: {on_one_line(why)}", file=sys.stderr)
        said = f"{type(error).__name__}: the terminal in which cuibono runs says more"
        return page.wrong(500, "Something unexpected went wrong", said)


def scrubbed(held: Held, text: str) -> str:
    """A message without the folders of this machine."""
    for folder in {str(held.folder.resolve()), str(held.folder.absolute()), str(held.folder)}:
        text = text.replace(folder, held.folder.name or "ledger")
    return text


def quoted(text: str) -> str:
    """A word for a cookie or a path."""
    return quote(text, safe="")
