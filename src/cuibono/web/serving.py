"""`cuibono serve`: the workbench on this machine, with a browser opened on it."""

from __future__ import annotations

import os
import socket
import threading
import webbrowser
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cuibono.errors import CuibonoError, UsageError
from cuibono.inquiry import NOTHING_OWN, Own

if TYPE_CHECKING:
    from starlette.applications import Starlette

PORT = 8765
TOKEN = "CUIBONO_TOKEN"
SHORTEST_TOKEN = 16


@dataclass(frozen=True, slots=True)
class Serving:
    """What is served, and where: by default only to this machine."""

    ledger: Path
    port: int = PORT
    host: str = "127.0.0.1"
    token: str | None = None
    browser: bool = True
    own: Own = NOTHING_OWN
    reader: str = "base"

    @property
    def address(self) -> str:
        """The address to open, without the token."""
        name = f"[{self.host}]" if ":" in self.host else self.host
        return f"http://{name}:{self.port}/"


def serve(what: Serving, say: Callable[[str], None] = print) -> None:
    """Serve the workbench until Ctrl-C; `say` is told the address.

    Raises CuibonoError where the extra `web` is not installed, the port is in use or the folder
    is no ledger, UsageError for another host without a token.
    """
    uvicorn = _installed()
    from cuibono.ledger import Ledger
    from cuibono.web.app import workbench
    from cuibono.web.guard import Door, loopback
    from cuibono.web.held import Equipment

    token = what.token or os.environ.get(TOKEN) or None
    if not loopback(what.host):
        _check(what.host, token)
    what.own.refuse()
    Ledger.open(what.ledger)  # what is not a ledger is said now, not in the browser
    listening = _listen(what.host, what.port)
    door = Door(what.host, token if not loopback(what.host) else None)
    app = workbench(what.ledger, door, Equipment(what.own, what.reader))
    opened = what.address + (f"?token={token}" if door.token else "")
    say(f"the workbench is at {opened} (Ctrl-C ends it)")
    open_ = opened if what.browser else ""
    threading.Thread(target=_begin, args=(app, open_), daemon=True).start()
    config = uvicorn.Config(
        app, log_level="warning", access_log=False, server_header=False, date_header=False,
        timeout_keep_alive=30, ws="none", lifespan="off",
    )  # fmt: skip
    uvicorn.Server(config).run(sockets=[listening])


def _installed() -> Any:
    try:
        for name in ("jinja2", "python_multipart", "starlette"):
            import_module(name)
        import uvicorn
    except ImportError as error:
        what = f"the workbench needs {error.name}"
        raise CuibonoError(f'{what}: pip install "cuibono[web]" installs it') from None
    return uvicorn


def _check(host: str, token: str | None) -> None:
    if token is None:
        raise UsageError(f"others can reach {host}: give a token with --token or in {TOKEN}")
    if len(token) < SHORTEST_TOKEN or not token.isascii() or not token.isalnum():
        raise UsageError(f"a token must be {SHORTEST_TOKEN} or more letters and digits")


def _listen(host: str, port: int) -> socket.socket:
    """A socket that listens; taken before anything is said, so that the address is true."""
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        made = socket.socket(family, socket.SOCK_STREAM)
        if os.name != "nt":  # on Windows this would let two listen at once
            made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        made.bind((host, port))
        made.listen(64)
    except OSError as error:
        why = error.strerror or str(error)
        raise CuibonoError(f"{host}:{port}: {why.lower()}: name another with --port") from None
    return made


def _begin(app: Starlette, address: str) -> None:
    """Have in memory what the first pages need, and then open the browser, if it is to be."""
    from cuibono.web.app import warm

    with suppress(CuibonoError):  # the first page says what is wrong
        warm(app)
    if address:
        webbrowser.open(address)
