"""Addresses to files, on request alone and politely: robots.txt, one request a second a host."""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.client import HTTPException, HTTPResponse
from pathlib import Path
from typing import Any, cast
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener
from urllib.robotparser import RobotFileParser

from cuibono.documents.found import DocumentError, one_line
from cuibono.documents.unpacking import LARGEST
from cuibono.versions import __version__

AGENT = f"cuibono/{__version__}"
PAUSE = 1.0
PATIENCE = 20.0
"""Seconds that a server may be silent; three times as long for a whole answer."""
REDIRECTS = 5
ENDINGS = {"text/html": ".html", "application/xhtml+xml": ".html", "application/pdf": ".pdf",
           "application/rss+xml": ".xml", "application/atom+xml": ".xml", "text/xml": ".xml",
           "application/xml": ".xml", "application/json": ".json", "application/feed+json": ".json",
           "text/plain": ".txt", "text/markdown": ".md", "application/zip": ".zip"}  # fmt: skip


class _Redirects(HTTPRedirectHandler):
    max_redirections = REDIRECTS
    max_repeats = 2

    def redirect_request(self, req: Request, fp: Any, code: int, msg: str, headers: Any,
                         newurl: str) -> Request | None:  # fmt: skip
        if urlsplit(newurl).scheme not in ("http", "https"):
            raise DocumentError(
                f"it leads to a {urlsplit(newurl).scheme}: address, which is not fetched"
            )
        return super().redirect_request(req, fp, code, msg, headers, newurl)


@dataclass(slots=True)
class Fetcher:
    """Fetches addresses into a folder; what is there already is asked for only if it changed.

    Each file is kept as it came, with a sidecar that has its address and what the server said.
    """

    folder: Path
    pause: float = PAUSE
    patience: float = PATIENCE
    wait: Callable[[float], None] = time.sleep
    _last: dict[str, float] = field(default_factory=dict[str, float])
    _rules: dict[str, RobotFileParser] = field(default_factory=dict[str, RobotFileParser])

    def fetch(self, address: str) -> Path:
        """The file of an address, fetched or, where it did not change, as it is.

        Raises DocumentError, in one line, where it may not or cannot be fetched.
        """
        parts = urlsplit(address)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise DocumentError(f"{address}: not an address that begins with http:// or https://")
        if not self._allowed(address):
            raise DocumentError(f"{address}: its robots.txt asks programs not to fetch it")
        name = hashlib.sha256(address.encode()).hexdigest()[:16]
        held = next(iter(sorted((self.folder / parts.hostname).glob(f"{name}.*.json"))), None)
        return self._kept(address, self.folder / parts.hostname / name, held)

    def _kept(self, address: str, stem: Path, held: Path | None) -> Path:
        known = _said(held)
        asked = {"If-None-Match": known.get("etag", ""),
                 "If-Modified-Since": known.get("last-modified", "")}  # fmt: skip
        try:
            data, heads = self._get(address, {k: v for k, v in asked.items() if v})
        except HTTPError as error:
            if error.code == 304 and held:
                return held.with_suffix("")
            raise DocumentError(
                f"{address}: the server answers {error.code} {error.reason}"
            ) from error
        kind = heads.get("content-type", "").partition(";")[0].strip().lower()
        path = stem.with_name(stem.name + ENDINGS.get(kind, ".bin"))
        path.parent.mkdir(parents=True, exist_ok=True)
        said = {
            "address": address,
            "etag": heads.get("etag", ""),
            "last-modified": heads.get("last-modified", ""),
            "fetched": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
        }
        for file, content in ((path, data), (Path(f"{path}.json"), json.dumps(said).encode())):
            spare = file.with_name(f".{file.name}.part")
            spare.write_bytes(content)
            spare.replace(file)
        return path

    def _allowed(self, address: str) -> bool:
        """Whether robots.txt of the host lets this program in; a host without one does."""
        parts = urlsplit(address)
        base = f"{parts.scheme}://{parts.netloc}"
        if base not in self._rules:
            rules = RobotFileParser()
            try:
                data, _ = self._get(f"{base}/robots.txt", {})
                rules.parse(data.decode("utf-8", "replace").splitlines())
            except HTTPError as error:
                rules.parse(["User-agent: *", "Disallow: /"] if error.code in (401, 403) else [])
            self._rules[base] = rules
        return self._rules[base].can_fetch(AGENT, address)

    def _get(self, address: str, heads: dict[str, str]) -> tuple[bytes, dict[str, str]]:
        """The bytes and headers of an answer; raises HTTPError for its code, else DocumentError."""
        host = urlsplit(address).netloc
        self.wait(max(0.0, self._last.get(host, -self.pause) + self.pause - time.monotonic()))
        self._last[host] = time.monotonic()
        request = Request(address, headers={"User-Agent": AGENT, "Accept": "*/*", **heads})
        try:
            with build_opener(_Redirects).open(request, timeout=self.patience) as answer:
                data = b"".join(self._pieces(cast(HTTPResponse, answer)))
                return data, {k.lower(): v for k, v in answer.headers.items()}
        except HTTPError as error:
            if error.code in (301, 302, 303, 307, 308):
                raise DocumentError(
                    f"{address}: it leads from address to address without end"
                ) from error
            raise
        except (OSError, HTTPException, ValueError) as error:
            why = one_line(str(getattr(error, "reason", "") or error)) or type(error).__name__
            raise DocumentError(f"{address}: cannot be fetched: {why}") from error
        except DocumentError as error:
            raise DocumentError(f"{address}: {error}") from error

    def _pieces(self, answer: HTTPResponse) -> Iterator[bytes]:
        until, size = time.monotonic() + 3 * self.patience, 0
        while piece := answer.read1(2**16):
            size += len(piece)
            if size > LARGEST:
                raise DocumentError(f"too large: more than {LARGEST // 10**6} MB")
            if time.monotonic() > until:
                raise DocumentError("the server takes too long")
            yield piece


def _said(sidecar: Path | None) -> dict[str, str]:
    """What was said with a file when it was fetched; nothing where that cannot be read any more."""
    try:
        found = json.loads(sidecar.read_text("utf-8")) if sidecar else {}
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def linked(path: Path) -> list[str]:
    """The addresses of a feed's items; none where a file is not a feed."""
    from cuibono.documents.document import Document
    from cuibono.documents.kinds import kind_of
    from cuibono.documents.read import read_all

    try:
        with path.open("rb") as file:
            if kind_of(file, path.suffix).name.startswith(("RSS", "JSON")):
                found = (d.address for d in read_all(path) if isinstance(d, Document))
                return list(dict.fromkeys(a for a in found if a and a.startswith("http")))
    except (DocumentError, OSError):
        pass
    return []
