"""How long a page of the workbench takes on a ledger of 2,000 documents.

    python -m benchmarks.web [--documents 2000] [--each 20] [--steps 30] [--ledger FOLDER]

The ledger's rows are made up (`benchmarks.ledgers`), appended one document at a time as `read`
does. Requests go through the whole application, the policy and the templates, but through no
socket. A step of the review is the judgement and the next statement, two requests. Both the wall
clock and the processor's time are told: on a machine with other work only the latter repeats.
"""

from __future__ import annotations

import argparse
import re
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from starlette.testclient import TestClient

from benchmarks.ledgers import dispatches, write
from cuibono.web.app import warm, workbench

HOST = "http://localhost:8765"
Taken = tuple[float, float]


def timed(act: Callable[[], Any]) -> tuple[Any, Taken]:
    """What an act gives, with the seconds by the wall clock and by the processor."""
    wall, cpu = time.perf_counter(), time.process_time()
    found = act()
    return found, (time.perf_counter() - wall, time.process_time() - cpu)


def told(name: str, taken: list[Taken]) -> None:
    """One line: the median and the slowest in milliseconds."""
    wall, cpu = ([1000 * t[n] for t in taken] for n in (0, 1))
    print(
        f"{name:<28} {statistics.median(wall):>8.0f} {max(wall):>8.0f}"
        f" {statistics.median(cpu):>8.0f} {max(cpu):>8.0f}"
    )


def fields(page: Any, action: str) -> dict[str, str]:
    """The hidden fields of the form with an action."""
    form = re.search(rf'<form[^>]*action="{re.escape(action)}".*?</form>', page.text, re.S)
    assert form, action
    found = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', form[0])
    return {name: value.replace("&amp;", "&") for name, value in found}


def step(client: TestClient, page: Any) -> tuple[Any, Taken]:
    """Accept the statement on a page; the next page and what both requests took."""
    id_ = page.text.split('action="/statements/')[1].split("/")[0]
    action = f"/statements/{id_}/accept"
    data = fields(page, action)
    return timed(lambda: client.post(action, data=data))


def measure(folder: Path, steps: int) -> None:
    """Print the table."""
    app = workbench(folder)
    _, taken = timed(lambda: warm(app))
    print(f"warm at the start of `serve`: {taken[0]:.1f} s, processor {taken[1]:.1f} s")
    client = TestClient(app, base_url=HOST)
    print(f"{'milliseconds':<28} {'median':>8} {'slowest':>8} {'cpu med':>8} {'cpu max':>8}")
    _, first = timed(lambda: client.get("/documents"))
    told("first page", [first])
    told("documents again", [timed(lambda: client.get("/documents"))[1] for _ in range(5)])
    document = re.search(r'href="(/documents/[0-9a-f]{16})"', client.get("/documents").text)
    assert document
    told("a text", [timed(lambda: client.get(document[1]))[1] for _ in range(5)])
    told("search", [timed(lambda: client.get("/search?q=rail"))[1] for _ in range(3)])
    page = client.get("/review?order=unsure")
    while "being worked out" in page.text:
        time.sleep(1)
        page = client.get("/review?order=unsure")
    told("review, opened", [timed(lambda: client.get("/review?order=unsure"))[1]])
    steps_taken: list[Taken] = []
    for _ in range(steps):
        page, taken = step(client, page)
        assert page.status_code == 200, page.text[:200]
        steps_taken.append(taken)
    told(f"review, a step ({steps})", steps_taken)
    told("documents after judging", [timed(lambda: client.get("/documents"))[1]])


def main() -> None:
    """Make the ledger where there is none, and measure."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--documents", type=int, default=2000)
    asked.add_argument("--each", type=int, default=20)
    asked.add_argument("--steps", type=int, default=30)
    asked.add_argument("--ledger", type=Path)
    given = asked.parse_args()
    with tempfile.TemporaryDirectory() as spare:
        folder = given.ledger or Path(spare) / "ledger"
        if not folder.exists():
            write(folder, dispatches(given.documents, given.each))
        measure(folder, given.steps)


if __name__ == "__main__":
    main()
