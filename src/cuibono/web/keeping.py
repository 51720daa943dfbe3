"""What keeps the ledger sound: proved whole, its small files joined, what is lost brought back."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from starlette.datastructures import FormData
from starlette.responses import Response
from starlette.routing import Route

from cuibono.errors import CuibonoError, UsageError
from cuibono.ledger import Problem, Proof, Repaired
from cuibono.web.asked import ticked
from cuibono.web.forms import field
from cuibono.web.page import Page, reads, scrubbed, writes
from cuibono.web.words import file_name

PATH = re.compile(r"(?<= from ).+$|(?<= \()[^()]*[/\\][^()]*(?=\))")
MOST = 200
"""Problems that are shown; the rest are counted."""


@dataclass(frozen=True, slots=True)
class LastDone:
    """What was last done to the ledger in this workbench: repaired, or its files joined."""

    at: datetime
    repaired: Sequence[Repaired] | None = None
    before: int = 0
    after: int = 0


def ledger(page: Page) -> Response:
    """What the ledger holds, whether it is whole where that is asked, and what can be done."""
    proof: Proof | None = None
    problems: list[Problem] = []
    if ticked(page.request.query_params, "verify"):
        proof = page.desk.proof()
        problems = page.desk.verify(proof)
    done: LastDone | None = page.request.app.state.kept
    return page.show(
        "ledger.html", holds=_holds(page), proof=proof, problems=problems[:MOST],
        many=len(problems), done=done, said=lambda one: _said(page, one),
    )  # fmt: skip


def _said(page: Page, what: Problem | Repaired | str) -> str:
    """What was found or done, without the folders of this machine."""
    return PATH.sub(lambda path: file_name(path[0]), scrubbed(page.held, str(what)))


def _holds(page: Page) -> dict[str, int] | str:
    """How much the ledger holds; why that cannot be told, where it is damaged."""
    try:
        held = page.desk.ledger
        return {
            "Documents": len(held.view.batches),
            "Statements": held.statement_table().num_rows,
            "Judgements on record": len(held.replay.judgements),
        }
    except CuibonoError as error:
        return scrubbed(page.held, str(error))


def compact(page: Page, form: FormData) -> Response:
    """Join the small files that a long use leaves."""
    made = page.desk.compact()
    before, after = (sum(pair[n] for pair in made.values()) for n in (0, 1))
    page.request.app.state.kept = LastDone(datetime.now(UTC), None, before, after)
    return page.go("/ledger#done")


def repair(page: Page, form: FormData) -> Response:
    """Bring back what is lost, as far as any file of the ledger still holds it."""
    if field(form, "alone") != "1":
        raise UsageError("tick that nobody else writes to the ledger meanwhile")
    if page.request.app.state.jobs.busy:
        raise UsageError("a document is being read into the ledger: wait until that is done")
    made = page.held.plain.repair()
    page.held.renew()
    page.request.app.state.kept = LastDone(datetime.now(UTC), made)
    return page.go("/ledger#done")


ROUTES = (
    Route("/ledger", reads(ledger), methods=["GET"]),
    Route("/ledger/compact", writes(compact), methods=["POST"]),
    Route("/ledger/repair", writes(repair), methods=["POST"]),
)
