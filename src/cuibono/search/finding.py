"""Finding: which documents there are, what stands in them, and where some words stand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from cuibono.answer import AnswerList
from cuibono.counting import EVERY, Only, floor
from cuibono.errors import UsageError
from cuibono.inquiry import Inquiry
from cuibono.review.explanation import Explanation, explanation

if TYPE_CHECKING:
    from cuibono.coding.statement import Statement
    from cuibono.documents import Document
    from cuibono.review.papers import Listed, Shown
    from cuibono.search.find import Hit


class Finding:
    """The questions of a desk about the texts themselves."""

    def __init__(self, inquiry: Inquiry) -> None:
        self._ask = inquiry

    def documents(
        self, sort: str = "read", only: Only = EVERY, withdrawn: bool = False
    ) -> AnswerList[Listed]:
        """The documents of the ledger with how much of each is reviewed.

        `sort` is read, published, title, publisher, statements or unreviewed; days narrow by
        publication. Documents that were withdrawn are listed when asked for.
        """
        from cuibono.review.papers import Listed, listed

        wanted = {d.id for d in self._dated_papers(only, withdrawn)}
        rows = [r for r in self._ask.ledger.view.every_document if r["id"] in wanted]
        found = listed(self._ask.ledger, rows, floor(), sort)
        if only.reviewed is not None:
            found = [d for d in found if bool(d.statements and d.reviewed) == only.reviewed]
        return AnswerList(only.cut(found), Listed.COLUMNS)

    def show(self, document: str) -> Shown:
        """One document, by its id or the beginning of it, with its statements and judgements.

        A document that was withdrawn is shown too, and says so.
        """
        from cuibono.review.papers import shown

        return shown(self._ask.ledger, self._ask.ledger.document(document, withdrawn=True))

    def search(self, words: str, only: Only = EVERY) -> AnswerList[Hit]:
        """Documents whose text holds all of some words, the best first, with their statements.

        Words, "a phrase", pre*, -not; actor:, publisher:, source:, type:, since: and until:
        narrow it. Raises UsageError for a search that cannot be meant.
        """
        from cuibono.review.queue import between
        from cuibono.search.find import search
        from cuibono.search.query import parsed

        asked = parsed(words)
        said = asked.narrowed
        only = replace(
            only,
            publisher=said.get("publisher", only.publisher),
            source=said.get("source", only.source),
            since=_day(said["since"]) if "since" in said else only.since,
            until=_day(said["until"]) if "until" in said else only.until,
        )
        code = self._ask.actor(said["actor"]) if "actor" in said else None
        type_ = said["type"].upper() if "type" in said else None
        if (
            type_
            and type_ not in self._ask.codebook.by_name
            and type_ not in self._ask.ledger.types()
        ):
            raise UsageError(f"no event type is called {type_!r}")
        inside = only.source is not None or only.reviewed is not None
        narrower = replace(only, document=None, publisher=None, since=None, until=None)

        def keeps(held: list[Statement]) -> list[Statement]:
            held = self._ask.narrowed(held, narrower) if inside else held
            held = between(held, code) if code else held
            return [s for s in held if type_ in (None, s.type)]

        needs = bool(code or type_ or inside)
        found = search(self._ask.ledger, asked, self._dated_papers(only), keeps, needs)
        return AnswerList(only.cut(found))

    def explain(self, id_: str) -> Explanation:
        """Everything behind one statement, named by its id or the beginning of it."""
        statement = self._ask.ledger.statement(id_)
        document = self._ask.ledger.document(statement.document)
        near = self._ask.coder.nearest(document, statement.trigger_start, statement.trigger_end)
        found = explanation(self._ask.ledger, statement, near)
        return replace(found, met=self._met(statement))

    def _met(self, statement: Statement) -> tuple[tuple[str, str], ...]:
        """The statements of the same happening, with why they met this one."""
        from cuibono.events.reasons import reasons

        sure = min(statement.confidence, floor())
        events = self._ask.events(sure)
        event = next((e for e in events if statement in e.statements), None)
        if event is None:
            return ()
        among = (s for e in events for s in e.statements)
        return reasons(statement, event.statements, self._ask.kinds, among)

    def _dated_papers(self, only: Only, withdrawn: bool = False) -> list[Document]:
        """The documents that are asked for, by their day of publication too."""
        found = self._ask.papers(only, withdrawn)
        first, last = only.since, only.until
        if first is None and last is None:
            return found
        dated = [(d, d.published) for d in found if d.published]
        return [d for d, day in dated if (first or day) <= day <= (last or day)]

    def digits(self) -> int:
        """How many first digits of an id tell statements and documents from one another; 4 or more.

        An id may be abbreviated to so many everywhere.
        """
        view = self._ask.ledger.view
        ids = {*view.statement_table["id"].to_pylist(), *view.read}
        many = 4
        while many < 16 and len({id_[:many] for id_ in ids}) < len(ids):
            many += 1
        return many


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UsageError(f"{text!r} is not a date; write it as 2022-12-05") from None
