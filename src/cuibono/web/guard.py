"""What every request passes before a page sees it: host, token, size; and what every answer says.

The workbench holds texts that may not leave the machine. A page of another site can make a
browser send requests here, so a request counts only if it names this host, and a write only if
it comes from a form of these pages.
"""

from __future__ import annotations

import hashlib
import hmac
import ipaddress
import secrets
from dataclasses import dataclass, field
from urllib.parse import quote_from_bytes, urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import HTTPConnection, Request
from starlette.responses import PlainTextResponse, RedirectResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LARGEST_UPLOAD = 200_000_000
"""Bytes of one request that uploads, all its files together."""
LARGEST_FORM = 1_000_000
LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
SESSION, KEY = "cuibono_session", "cuibono_key"
UPLOADS = "/documents"

HEADERS = {
    "content-security-policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
        "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    # Not no-referrer: with that a browser hides the origin of our own forms from us.
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}


def loopback(host: str) -> bool:
    """Whether a host is this machine and nobody else can reach it.

    >>> loopback("127.0.0.1"), loopback("localhost"), loopback("0.0.0.0")
    (True, True, False)
    """
    if host in LOOPBACK:
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


@dataclass(frozen=True, slots=True)
class Door:
    """Who may come in: the host that is listened on, and the token beyond loopback."""

    host: str = "127.0.0.1"
    token: str | None = None
    secret: bytes = field(default_factory=lambda: secrets.token_bytes(32), repr=False)

    def knows(self, name: str) -> bool:
        """Whether a request may call this machine by a name: a rebound name of others may not.

        >>> Door().knows("localhost"), Door().knows("evil.example")
        (True, False)
        """
        if loopback(name) or name == self.host:
            return True
        # Listening to everybody, the token keeps strangers out; names could still be rebound.
        return self.token is not None and _address(name)

    def sign(self, words: str) -> str:
        """A word that only this process can have made of another."""
        return hmac.new(self.secret, words.encode(), hashlib.sha256).hexdigest()

    def admits(self, given: str | None) -> bool:
        """Whether a token is the one that was set."""
        return self.token is None or hmac.compare_digest(
            (given or "").encode(), self.token.encode()
        )


def _address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def host_of(header: str) -> str:
    """The name in a Host header, without its port.

    >>> host_of("127.0.0.1:8765"), host_of("[::1]:80"), host_of("localhost")
    ('127.0.0.1', '::1', 'localhost')
    """
    try:
        return (urlsplit(f"//{header}").hostname or "").lower()
    except ValueError:
        return ""


def plain_query(query: bytes) -> bytes:
    """What an address asks for, with all bytes escaped that stand in no address.

    Such bytes come from programs that are no browsers; whoever reads the address would stumble.

    >>> plain_query(b"q=a%20b&at=\\xff"), plain_query("q=평".encode())
    (b'q=a%20b&at=%FF', b'q=%ED%8F%89')
    """
    return quote_from_bytes(query, safe="!\"#$%&'()*+,/:;<=>?@[\\]^`{|}").encode()


class Guard:
    """The middleware around every page."""

    def __init__(self, app: ASGIApp, door: Door) -> None:
        self.app, self.door = app, door

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request in or answer it here; sets `session` and the headers of every answer."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        scope["query_string"] = plain_query(scope["query_string"])
        headers = Headers(scope=scope)
        seen = HTTPConnection(scope).cookies
        session = seen.get(SESSION) or ""
        new = len(session) != 43
        session = secrets.token_urlsafe(32) if new else session
        scope["session_id"] = session

        async def answer(message: Message) -> None:
            if message["type"] == "http.response.start":
                _dress(MutableHeaders(scope=message), session if new else None)
            await send(message)

        refused = self._refusal(scope, headers, seen.get(KEY))
        if refused:
            await refused(scope, receive, answer)
            return
        await self.app(scope, _limited(receive, _most(scope)), answer)

    def _refusal(self, scope: Scope, headers: Headers, key: str | None) -> ASGIApp | None:
        """The answer to a request that may not come in; None for one that may."""
        name = host_of(headers.get("host", ""))
        if not self.door.knows(name):
            return PlainTextResponse(
                f"This workbench does not answer to the name {name[:80]!r}.\n", 421
            )
        if not self.door.token or scope["path"].startswith("/static/"):
            return _too_large(scope, headers)
        if key and hmac.compare_digest(key, self.door.sign("key")):
            return _too_large(scope, headers)
        given = Request(scope).query_params.get("token")
        if given and self.door.admits(given):
            return self._let_in()
        return PlainTextResponse(
            "This workbench needs a token: open the address that `cuibono serve` printed.\n", 401
        )

    def _let_in(self) -> RedirectResponse:
        # On to a page whose address holds no token, so that it is in no history or link.
        went = RedirectResponse("/", 303)
        went.set_cookie(KEY, self.door.sign("key"), httponly=True, samesite="strict")
        return went


def token_for(request: HTTPConnection) -> str:
    """The word that a form of this browser must bring back."""
    door: Door = request.app.state.door
    return door.sign(f"form {request.scope['session_id']}")


def from_here(request: Request) -> bool:
    """Whether a write comes from one of our own pages, by what the browser says of it."""
    if request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        return False
    origin = request.headers.get("origin")
    if origin is None:
        return True
    return urlsplit(origin).netloc.lower() == request.headers.get("host", "").lower()


def _dress(headers: MutableHeaders, session: str | None) -> None:
    for name, value in HEADERS.items():
        headers[name] = value
    headers.setdefault("cache-control", "no-store")
    if session:
        headers.append("set-cookie", f"{SESSION}={session}; HttpOnly; Path=/; SameSite=Strict")


def _most(scope: Scope) -> int:
    return LARGEST_UPLOAD if scope["path"] == UPLOADS else LARGEST_FORM


def _too_large(scope: Scope, headers: Headers) -> ASGIApp | None:
    length, most = headers.get("content-length", "0"), _most(scope)
    if length.isdecimal() and int(length) <= most:
        return None
    return PlainTextResponse(f"Too large: at most {most // 10**6} MB at once.\n", 413)


class TooLargeError(Exception):
    """A body that is longer than its header said."""


def _limited(receive: Receive, most: int) -> Receive:
    """The body of a request, cut off where it is longer than may be."""
    come = 0

    async def limited() -> Message:
        nonlocal come
        message = await receive()
        come += len(message.get("body", b""))
        if come > most:
            raise TooLargeError
        return message

    return limited
