"""Requests and command lines that nobody meant, made from the table of routes and the parser.

Neither is written down here: a route or a verb that is new is tried with the next run.
"""

from __future__ import annotations

import asyncio
import contextlib
import io
import json
import os
import random
import re
import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from itertools import count
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

from benchmarks.faults.mutants import DAYS, FIELDS, WORDS, Mutants
from benchmarks.ledgers import Quick
from cuibono.inquiry import Inquiry

Once = Callable[[random.Random], tuple[int, list[str]]]
AFRESH = 400
"""Inputs after which a ledger is put back to what it was."""
METHODS = ("GET",) * 9 + ("POST",) * 9 + ("HEAD", "PUT", "DELETE", "OPTIONS", "PATCH", "BREW")
HEADERS = (
    "accept", "cookie", "origin", "referer", "sec-fetch-site", "hx-request", "hx-current-url",
    "range", "if-none-match", "accept-language", "content-length", "content-type", "host",
    "transfer-encoding", "x-forwarded-for", "if-modified-since",
)  # fmt: skip
NET = frozenset({"fetch", "watch", "propose", "mirror", "serve", "mcp"})
"""Verbs that go out, wait or listen until they are stopped."""
GOOD = (
    "0", "1", "0.5", "month", "year", "csv", "jsonl", "json", "md", "html", "table", "AUTHOR",
    "when=2022-05", "actor=RUS", "type=AID", "what=AID", "2022", "1990/2020-06", "shells",
)  # fmt: skip
SUFFIXES = ("", ".csv", ".md", ".html", ".docx", ".xlsx", ".svg", ".png", ".json", ".toml", ".yaml")


class Fast(Quick):
    """The coder of `benchmarks.ledgers`, which knows no example that anything is near to."""

    def nearest(self, *_: object, **__: object) -> list[Any]:
        """Nothing."""
        return []


# --- requests ------------------------------------------------------------------------------


def routes(folder: Path) -> Once:
    """One request of any route of the workbench."""
    from starlette.routing import Mount, Route

    from cuibono.web.app import workbench
    from tests.web.conftest import fill

    Inquiry.coder = property(lambda _: Fast())  # type: ignore[assignment, misc]
    ledger, spare = folder / "ledger", folder / "spare"
    held = fill(ledger)
    ids = [*(s.id for s in held.statements()), *held.known()]
    shutil.copytree(ledger, spare)
    app = workbench(ledger)
    loop = asyncio.new_event_loop()
    session = "s" * 43
    word = app.state.door.sign(f"form {session}")
    paths = [r.path for r in app.routes if isinstance(r, Route)]
    paths += [f"{r.path}/{{path}}" for r in app.routes if isinstance(r, Mount)] + ["/{path}"]
    writes = [r.path for r in app.routes if isinstance(r, Route) and "POST" in (r.methods or ())]
    pages = [p for p in paths if "{" not in p] + [f"/statements/{ids[0]}", f"/documents/{ids[-1]}"]
    fields = {*FIELDS, "files", "text", "form_token"}
    for path in pages:
        page = loop.run_until_complete(_ask(app, "GET", path, b"", [], b""))[1]
        fields |= set(re.findall(r'name="([\w-]+)"', page))
    named, turn = sorted(fields), count(1)

    def once(draw: random.Random) -> tuple[int, list[str]]:
        if next(turn) % AFRESH == 0:
            _back(spare, ledger)
        made = _Request(draw, ids, named, word)
        method = draw.choice(METHODS)
        path = made.path(draw.choice(writes if method == "POST" and draw.random() < 0.8 else paths))
        body, kind = made.body() if method == "POST" else (b"", b"")
        headers = made.headers(session, kind, len(body))
        asked = made.query()
        ask = _ask(app, method, path, asked, headers, body)
        status, page = loop.run_until_complete(ask)
        what = f"{method} {path!r} {asked!r} {body[:300]!r}"
        if status >= 500 and status != 503:
            return 1, [f"{status}: {what}"]
        if "Traceback" in page or re.search(r"unexpected \w+Error", page):
            return 1, [f"{status}, a trace: {what}"]
        return 1, []

    return once


class _Request:
    """One request that is made up."""

    def __init__(
        self, draw: random.Random, ids: Sequence[str], fields: Sequence[str], word: str
    ) -> None:
        self.draw, self.ids, self.fields, self.word = draw, ids, fields, word
        self.mutants = Mutants(draw)

    def value(self) -> str:
        """An id, a word that is known, or something else."""
        draw = self.draw
        kind = draw.random()
        if kind < 0.25:
            return draw.choice(self.ids)
        return draw.choice((*WORDS, *GOOD, *DAYS)) if kind < 0.5 else self.mutants.value()

    def path(self, pattern: str) -> str:
        """A path of a route, now and then with something wrong in it."""
        made = re.sub(r"\{[^}]*\}", lambda _: quote(self.value()[:3000], safe=""), pattern)
        if self.draw.random() < 0.1:
            at = self.draw.randrange(len(made) + 1)
            made = made[:at] + self.draw.choice(("/", "//", "..", "%00", "%", "é", ";", "%2e%2e/"))
            made += pattern[at:]
        return made if made.startswith("/") else f"/{made}"

    def pairs(self) -> list[tuple[str, str]]:
        """Fields with values; some come twice."""
        many = self.draw.randrange(6)
        return [(self.draw.choice(self.fields), self.value()) for _ in range(many)]

    def query(self) -> bytes:
        """The part of an address after the question mark."""
        made = urlencode(self.pairs()).encode()
        return self.mutants.bytes(made) if made and self.draw.random() < 0.15 else made

    def body(self) -> tuple[bytes, bytes]:
        """A form, files or anything else, and what it says that it is."""
        draw = self.draw
        pairs = self.pairs()
        if draw.random() < 0.9:
            pairs.append(("form_token", self.word))
        kind = draw.random()
        if kind < 0.6:
            made, said = urlencode(pairs).encode(), b"application/x-www-form-urlencoded"
        elif kind < 0.9:
            made, said = self._parts(pairs), b"multipart/form-data; boundary=x"
        else:
            made, said = json.dumps(dict(pairs)).encode(), b"application/json"
        if draw.random() < 0.15:
            made = self.mutants.bytes(made)
        return made, self.mutants.bytes(said) if draw.random() < 0.05 else said

    def _parts(self, pairs: Sequence[tuple[str, str]]) -> bytes:
        made = b""
        for name, value in pairs:
            file = f'; filename="{self.value()[:80]}.txt"' if self.draw.random() < 0.2 else ""
            head = f'--x\r\nContent-Disposition: form-data; name="{name}"{file}\r\n\r\n'
            made += (head + value + "\r\n").encode("utf-8", "replace")
        return made + b"--x--\r\n"

    def headers(self, session: str, kind: bytes, length: int) -> list[tuple[bytes, bytes]]:
        """What a browser sends along, with a little that none sends."""
        made = {b"host": b"localhost:8765", b"cookie": f"cuibono_session={session}".encode()}
        if kind:
            made |= {b"content-type": kind, b"content-length": str(length).encode()}
        if self.draw.random() < 0.3:
            name = self.draw.choice(HEADERS).encode()
            made[name] = self.value().encode("latin-1", "replace")[:2000]
        return list(made.items())


async def _ask(
    app: Any, method: str, path: str, query: bytes, headers: list[tuple[bytes, bytes]], body: bytes
) -> tuple[int, str]:
    """The status and the page that the whole application answers with."""
    from urllib.parse import unquote

    scope = {
        "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": method,
        "scheme": "http", "path": unquote(path), "raw_path": path.encode("utf-8", "replace"),
        "query_string": query, "root_path": "", "client": ("127.0.0.1", 5), "server": ("x", 80),
        "headers": headers or [(b"host", b"localhost:8765")],
    }  # fmt: skip
    sent: list[dict[str, Any]] = []
    waiting = [{"type": "http.request", "body": body, "more_body": False}]

    async def receive() -> dict[str, Any]:
        return waiting.pop() if waiting else {"type": "http.disconnect"}

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    await app(scope, receive, send)
    status = next((m["status"] for m in sent if m["type"] == "http.response.start"), 599)
    return status, b"".join(m.get("body", b"") for m in sent).decode("utf-8", "replace")


# --- command lines -------------------------------------------------------------------------


def calls(folder: Path) -> Once:
    """One command line of any verb that neither goes out nor waits."""
    import typer

    from cuibono.cli import app as door
    from cuibono.cli.run import run
    from tests.web.conftest import fill

    Inquiry.coder = property(lambda _: Fast())  # type: ignore[assignment, misc]
    # Else the whole parser would be made anew for each line, which takes longer than the rest.
    command: Any = typer.main.get_command(door.app)
    door.app = command
    # What leads out of a folder by `..` must not lead out of this one.
    place = folder / "a" / "b" / "c" / "d" / "e" / "f"
    place.mkdir(parents=True)
    ledger, spare = place / "ledger", folder / "spare"
    held = fill(ledger)
    ids = [*(s.id for s in held.statements()), *held.known()]
    shutil.copytree(ledger, spare)
    verbs = {name: each for name, each in command.commands.items() if name not in NET}
    turn = count(1)
    os.chdir(place)

    def once(draw: random.Random) -> tuple[int, list[str]]:
        if next(turn) % AFRESH == 0:
            for path in place.iterdir():
                shutil.rmtree(path) if path.is_dir() else path.unlink()
            shutil.copytree(spare, ledger)
        verb = draw.choice(sorted(verbs))
        words = [verb, *_Line(draw, ids, place).words(verbs[verb])]
        said, error = io.StringIO(), io.StringIO()
        with contextlib.redirect_stdout(_Binary(said)), contextlib.redirect_stderr(error):
            typed = Mutants(draw).value()[:60].encode("utf-8", "replace")
            sys.stdin = io.TextIOWrapper(io.BytesIO(typed), "utf-8")
            code = run(words)
        lines = error.getvalue().splitlines()
        # `import` and `read` have a line for each file that is wrong.
        many = verb in ("read", "import") or not code or lines[:1] == ["cuibono: "]
        bad = code not in (0, 1, 2) or "cuibono: unexpected" in error.getvalue()
        bad = bad or "Traceback" in error.getvalue() or (not many and len(lines) not in (1, 2))
        return 1, [f"{code}: {words!r}: {error.getvalue()[-300:]!r}"] if bad else []

    return once


class _Binary(io.TextIOWrapper):
    """Standard output whose bytes are taken as well."""

    def __init__(self, _: io.StringIO) -> None:
        super().__init__(io.BytesIO(), "utf-8", errors="backslashreplace")


class _Line:
    """One command line that is made up."""

    def __init__(self, draw: random.Random, ids: Sequence[str], place: Path) -> None:
        self.draw, self.ids, self.place = draw, ids, place
        self.mutants = Mutants(draw)

    def words(self, verb: Any) -> list[str]:
        """Arguments and options of a verb, most of them as it wants them."""
        draw = self.draw
        arguments = [p for p in verb.params if p.param_type_name == "argument"]
        options = [p for p in verb.params if p.param_type_name == "option" and p.name != "ledger"]
        made: list[str] = []
        for one in arguments:
            if one.required or draw.random() < 0.7:
                many = 1 if one.nargs == 1 else draw.randrange(1, 4)
                made += [self.value(one) for _ in range(many)]
        for one in draw.sample(options, min(len(options), draw.choice((0, 0, 1, 1, 2, 3)))):
            made += self._option(one)
        if draw.random() < 0.05:
            made.insert(draw.randrange(len(made) + 1), self.mutants.value().lstrip("/"))
        return [*made, "--ledger", self._ledger()]

    def _ledger(self) -> str:
        known = self.draw.random() < 0.95
        return "ledger" if known else self.mutants.value().replace("/", "-")[:80] or "none"

    def _option(self, option: Any) -> Iterator[str]:
        if "help" in option.opts or "--help" in option.opts:
            return
        yield self.draw.choice([*option.opts, *option.secondary_opts])
        if not getattr(option, "is_flag", False):
            yield self.value(option)

    def value(self, one: Any) -> str:
        """A value for a parameter: one that it may have been made for, or any."""
        draw = self.draw
        told = f"{one.name} {one.metavar or ''}".lower()
        if any(word in told for word in ("file", "path", "output", "chart", "csv", "manifest")):
            return self._file()
        kind = draw.random()
        if kind < 0.3:
            return draw.choice(self.ids)[: draw.choice((4, 8, 16, 16))]
        made = draw.choice((*WORDS, *GOOD, *DAYS)) if kind < 0.65 else self.mutants.value()
        return made.lstrip("/")

    def _file(self) -> str:
        """A file of this place: there or not, with something in it or not."""
        draw = self.draw
        suffix = draw.choice(SUFFIXES)
        if draw.random() < 0.5:
            return draw.choice(("ledger", ".", "..", "-", "new" + suffix, "none/x" + suffix))
        stem = self.mutants.value()[:60].replace("/", "-").replace("\0", "") or "x"
        path = self.place / f"in{suffix}"
        if draw.random() < 0.7:
            with contextlib.suppress(OSError):
                path.write_bytes(self.mutants.bytes(SAMPLE))
            return path.name
        return stem + suffix


SAMPLE = (
    b"day,who,whom,what,date,count\n2022-11-02,Russia,North Korea,AID,2022-11-02,3\n"
    b'[columns]\ndate = "day"\nactor = "who"\nactors:\n  - code: XYZ\n    name: Xyzland\n'
)


def _back(spare: Path, ledger: Path) -> None:
    """Put a ledger back to what it was."""
    shutil.rmtree(ledger)
    shutil.copytree(spare, ledger)
