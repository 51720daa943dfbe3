"""A language model of the user's own, behind an address that speaks as OpenAI's does.

llama.cpp, Ollama, vLLM and others offer one. Nothing is asked of it unless its address is named.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from http.client import HTTPException
from itertools import islice
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from cuibono.errors import CuibonoError, UsageError

LARGEST = 2_000_000
"""Bytes of an answer that are read at most."""
MOST = 1000
"""Brackets of an answer at which a list is looked for; more would take minutes where all open."""


class EndpointError(CuibonoError):
    """A model that cannot be asked, or whose answer cannot be read: says which and why."""


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where a model is asked, by which name, and how many seconds it may take for one answer."""

    url: str
    model: str
    patience: float = 120.0

    def ask(self, prompt: str, text: str) -> str:
        """What the model answers to a prompt and a text; EndpointError where it fails."""
        body = {
            "model": self.model, "temperature": 0, "stream": False,
            "messages": [
                {"role": "system", "content": prompt}, {"role": "user", "content": text},
            ],
        }  # fmt: skip
        request = Request(
            self._address(), json.dumps(body).encode(), {"Content-Type": "application/json"}
        )
        try:
            with build_opener(_Stay).open(request, timeout=self.patience) as answer:
                data = answer.read(LARGEST + 1)
        except HTTPError as error:
            raise EndpointError(f"{self.url}: it answers {error.code} {error.reason}") from error
        except TimeoutError as error:
            raise EndpointError(f"{self.url}: no answer in {self.patience:g} s") from error
        except (URLError, HTTPException, OSError) as error:
            why = getattr(error, "reason", None) or error
            if isinstance(why, TimeoutError):
                raise EndpointError(f"{self.url}: no answer in {self.patience:g} s") from error
            raise EndpointError(f"{self.url}: cannot be asked: {why}") from error
        if len(data) > LARGEST:
            raise EndpointError(f"{self.url}: its answer is longer than {LARGEST} bytes")
        return self._words(data)

    def _address(self) -> str:
        parts = urlsplit(self.url)
        if parts.scheme not in ("http", "https") or not parts.netloc:
            raise UsageError(f"{self.url!r} is not an address such as http://127.0.0.1:8080/v1")
        return self.url.rstrip("/") + "/chat/completions"

    def _words(self, data: bytes) -> str:
        try:
            said: Any = json.loads(data)["choices"][0]["message"]["content"]
        except (ValueError, KeyError, IndexError, TypeError) as error:
            raise EndpointError(f"{self.url}: its answer is not a chat completion") from error
        if not isinstance(said, str):
            raise EndpointError(f"{self.url}: its answer does not hold any text")
        return said


class _Stay(HTTPRedirectHandler):
    """The text of a document goes to the address that was named, and to no other."""

    def redirect_request(self, *_: Any, **__: Any) -> None:
        return None


def statements_in(answer: str) -> list[dict[str, Any]]:
    """The statements that an answer lists; EndpointError where it holds no such list.

    >>> statements_in('Here it is: {"statements": [{"type": "AID"}]}')
    [{'type': 'AID'}]
    """
    bare = re.sub(r"<think>.*?</think>", "", answer, flags=re.S)
    decoder = json.JSONDecoder()
    for found in islice(re.finditer(r"[{\[]", bare), MOST):
        try:
            value, _ = decoder.raw_decode(bare, found.start())
        except (ValueError, RecursionError):
            continue
        held = value.get("statements") if isinstance(value, dict) else value
        if isinstance(held, list):
            return [one for one in held if isinstance(one, dict)]
    raise EndpointError("the model's answer does not hold a list of statements")
