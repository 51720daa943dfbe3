"""The review: one statement in its context, a key for each judgement, and the next by itself."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from starlette.datastructures import FormData
from starlette.responses import Response
from starlette.routing import Route

from cuibono.coding.statement import Certainty, Stance, Statement
from cuibono.counting import Only
from cuibono.errors import UsageError
from cuibono.ledger import Action, Ledger, Query
from cuibono.review.judge import Superseded
from cuibono.review.queue import KNOWN, ORDERS, Waiting
from cuibono.web.asked import choice, ticked, word
from cuibono.web.forms import field, whole
from cuibono.web.page import ADDRESS, REVIEWER, Page, quoted, reads, writes
from cuibono.web.queues import next_of

AROUND = 500
"""Characters that are shown before and after the sentence of a statement."""
FIELDS = ("actor", "type", "recipient", "source", "stance", "certainty", "when", "item", "mode",
          "giver", "receiver")  # fmt: skip
SPANS = ("trigger_start", "trigger_end", "start", "end")
LONGEST_WAIT = 60.0
BEFORE = (
    "The importance of each statement is being worked out again; until then they come in the "
    "last known order."
)
BY_DOCUMENT = (
    "The importance of each statement is being worked out; until then they come by document."
)
KEYS = "123456789"
YEAR = 365 * 24 * 3600


@dataclass(frozen=True, slots=True)
class QueueAsked:
    """Which queue an address asks for."""

    order: str
    document: str = ""
    a: str = ""
    b: str = ""
    second: bool = False
    every: bool = False
    after: str = ""

    @classmethod
    def of(cls, page: Page) -> QueueAsked:
        """Read out of an address."""
        asked = page.request.query_params
        return cls(
            choice(asked, "order", ORDERS), word(asked, "document"), word(asked, "a"),
            word(asked, "b"), ticked(asked, "second"), ticked(asked, "every"), word(asked, "after"),
        )  # fmt: skip

    def address(self, **changes: str) -> str:
        """The address of this queue."""
        told = {
            "order": self.order, "document": self.document, "a": self.a, "b": self.b,
            "second": "1" if self.second else "", "every": "1" if self.every else "",
            "after": self.after, **changes,
        }  # fmt: skip
        return "/review?" + urlencode({k: v for k, v in told.items() if v})


def queue(page: Page) -> Response:
    """The next statement of the queue."""
    asked, desk = QueueAsked.of(page), page.desk
    document = desk.show(asked.document).document if asked.document else None

    def order(by: str) -> list[Waiting]:
        only = Only(document=asked.document or None)
        sure = 0.0 if asked.every else None
        who = page.who or None
        return desk.review(by, asked.a or None, asked.b or None, who=who, second=asked.second,
                           sure=sure, only=only)  # fmt: skip

    held, state = page.request.app.state.queues, desk.ledger.stamp()
    key = (page.as_of, replace(asked, order="", after=""), asked.second and page.who)

    def judged(one: Waiting) -> bool:
        return not asked.second and desk.ledger.replay.last_on(one.statement.id) is not None

    waiting = held.ordered((asked.order, *key), state, lambda: order(asked.order), judged=judged)
    working = "" if waiting is not None else BEFORE
    if waiting is None:  # the first order takes its time: what was known before stands in
        waiting = held.ordered((KNOWN, *key), state, lambda: order(KNOWN), LONGEST_WAIT,
                               judged)  # fmt: skip
    if not waiting and working:  # nothing was: the quickest one does
        working = BY_DOCUMENT
        waiting = held.ordered(("document", *key), state, lambda: order("document"),
                               LONGEST_WAIT, judged)  # fmt: skip
    if waiting is None:
        return page.wrong(503, "This is being worked out", "reload the page in a minute")
    found, place = next_of(waiting, desk.ledger.replay, asked.after)
    told: dict[str, Any] = {
        "asked": asked, "orders": ORDERS, "working": working, "narrowed": document,
        "left": len(waiting) - place, "waiting": found,
    }  # fmt: skip
    if found is None:
        return page.show("reviewed.html", decisions=desk.decisions(10), **told)
    back = asked.address()
    skip = asked.address(after=found.statement.id)
    return _bench(page, found.statement, back=back, skip=skip, seen=found.last, via=asked.order,
                  **told)  # fmt: skip


def statement(page: Page) -> Response:
    """One statement by itself, with everything behind it."""
    held = page.desk.ledger.statement(page.request.path_params["id"])
    back = f"/statements/{held.id}"
    return _bench(page, held, back=back, skip="", seen=page.desk.last(held.id), via="", asked=None,
                  waiting=None, history=page.desk.history(held.id))  # fmt: skip


def _bench(page: Page, s: Statement, status: int = 200, **context: Any) -> Response:
    """The page on which a statement is judged."""
    desk = page.desk
    text = page.held.text(desk, s.document)
    before, after = _around(text, s)
    options = _options(desk.alternatives(s.id))
    standing = context.get("history") is None or _stands(desk.ledger, s)
    return page.show(
        "bench.html", status, s=s, before=before, after=after, start=s.start - len(before),
        options=list(zip(KEYS, options, strict=False)), words=_words(text, s), fields=FIELDS,
        decisions=desk.decisions(10), types=sorted(desk.codebook.by_name), stances=list(Stance),
        certainties=list(Certainty), items=[i.name for i in desk.codebook.items],
        stands=standing,
        **({"changed": "", "history": None} | context),
    )  # fmt: skip


def _options(alternatives: Mapping[str, Sequence[str]]) -> list[tuple[str, str]]:
    """As many alternatives as there are keys: of every field the first, then the second, and on."""
    held = {name: alternatives[name] for name in FIELDS if alternatives.get(name)}
    deepest = max(map(len, held.values()), default=0)
    turns = [(name, held[name][n]) for n in range(deepest) for name in held if n < len(held[name])]
    return sorted(turns[: len(KEYS)], key=lambda option: FIELDS.index(option[0]))


def _stands(ledger: Ledger, s: Statement) -> bool:
    """Whether a statement is one of those that stand now."""
    return bool(ledger.statement_table(Query(ids=frozenset({s.id}))).num_rows)


def _around(text: str, s: Statement) -> tuple[str, str]:
    """What stands before and after the sentence, whole words of its paragraphs."""
    begin = max(0, s.start - AROUND)
    if begin:
        begin = next((m.end() for m in re.finditer(r"\s", text[begin : s.start])), 0) + begin
    finish = min(len(text), s.end + AROUND)
    if finish < len(text):
        finish = max(text.rfind(" ", s.end, finish), s.end)
    return text[begin : s.start], text[s.end : finish]


def _words(text: str, s: Statement) -> list[tuple[int, int, str]]:
    """The words in and around the sentence with the characters that they take."""
    begin, finish = max(0, s.start - 300), min(len(text), s.end + 300)
    found = re.finditer(r"\w+(?:['’\-.]\w+)*|[^\w\s]", text[begin:finish])
    return [(begin + m.start(), begin + m.end(), m[0]) for m in found]


# --- judging -----------------------------------------------------------------------------


def _judging(judge: Callable[[Page, str, FormData, dict[str, Any]], object]) -> Any:
    """A judgement on one statement; on one that changed meanwhile, the page that says so."""

    def act(page: Page, form: FormData) -> Response:
        id_ = page.request.path_params["id"]
        saying: dict[str, Any] = {
            "who": page.who or None, "why": field(form, "why"), "seen": field(form, "seen"),
            "via": field(form, "via", 40), "second": field(form, "second") == "1",
        }  # fmt: skip
        try:
            judge(page, id_, form, saying)
        except Superseded as error:
            if not isinstance(error.now, Statement):
                return page.wrong(409, "This was judged meanwhile", str(error))
            stands = _bench(
                page, error.now, 409, back=_back(form), skip="", seen=page.desk.last(error.now.id),
                via=saying["via"], asked=None, waiting=None, changed=str(error),
                history=page.desk.history(error.now.id),
            )  # fmt: skip
            stands.headers[ADDRESS] = f"/statements/{error.now.id}"
            return stands
        return page.go(_back(form))

    act.__name__ = judge.__name__
    return writes(act)


def accept(page: Page, id_: str, form: FormData, saying: dict[str, Any]) -> None:
    """All of it is right."""
    page.desk.accept(id_, **saying)


def reject(page: Page, id_: str, form: FormData, saying: dict[str, Any]) -> None:
    """The text does not say so."""
    page.desk.reject(id_, **saying)


def correct(page: Page, id_: str, form: FormData, saying: dict[str, Any]) -> None:
    """Some fields are otherwise: those that differ from what the form showed."""
    changes: dict[str, Any] = {}
    for name in FIELDS:
        if name in form and field(form, name) != field(form, f"was_{name}"):
            changes[name] = field(form, name)
    for name in SPANS:
        given = whole(form, name)
        if given is not None and given != whole(form, f"was_{name}"):
            changes[name] = given
    if not changes:
        raise UsageError("nothing was corrected: every field is as it was")
    page.desk.correct(id_, changes, **saying)


def undo(page: Page, form: FormData) -> Response:
    """Take a judgement back: the one that is named, or the last of this reviewer."""
    taken = page.desk.undo(field(form, "judgement") or None, who=page.who or None)
    if any(j.id == taken.on and j.action is Action.LEARN for j in page.desk.history()):
        page.held.renew()
    return page.go(_back(form))


def merge(page: Page, form: FormData) -> Response:
    """The happenings that are marked are one."""
    ids = [str(id_)[:64] for id_ in form.getlist("happening")]
    page.desk.merge(ids, who=page.who or None, why=field(form, "why"))
    return page.go(_back(form))


def split(page: Page, form: FormData) -> Response:
    """A statement speaks of another happening than the others beside it."""
    page.desk.split([field(form, "statement", 64)], who=page.who or None, why=field(form, "why"))
    return page.go(_back(form))


def reviewer(page: Page, form: FormData) -> Response:
    """Say who judges in this browser."""
    went = page.go(_back(form))
    went.set_cookie(
        REVIEWER, quoted(field(form, "who", 80)), max_age=YEAR, httponly=True, samesite="strict"
    )
    return went


def _back(form: FormData) -> str:
    """Where a form leads to: an address of the workbench, never of another host."""
    back = field(form, "back")
    inside = re.match(r"/(?![/\\])", back) is not None and "\\" not in back
    return back if inside else "/review"


ROUTES = (
    Route("/review", reads(queue), methods=["GET"]),
    Route("/statements/{id}", reads(statement), methods=["GET"]),
    Route("/statements/{id}/accept", _judging(accept), methods=["POST"]),
    Route("/statements/{id}/reject", _judging(reject), methods=["POST"]),
    Route("/statements/{id}/correct", _judging(correct), methods=["POST"]),
    Route("/undo", writes(undo), methods=["POST"]),
    Route("/happenings/merge", writes(merge), methods=["POST"]),
    Route("/happenings/split", writes(split), methods=["POST"]),
    Route("/reviewer", writes(reviewer), methods=["POST"]),
)
