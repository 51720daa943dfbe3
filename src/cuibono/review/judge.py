"""The bench: where a person's judgement is checked and written.

Every judgement is made of what the ledger holds at the moment of writing, under a lock. Who judges
a row that somebody changed meanwhile is told what changed, and nothing is written.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from cuibono.coding.statement import Statement
from cuibono.documents import Document
from cuibono.documents.dates import parse_date
from cuibono.documents.found import one_line
from cuibono.errors import CuibonoError, UsageError
from cuibono.ledger import Ledger, LedgerError
from cuibono.ledger.judgement import Action, Judgement
from cuibono.ledger.query import compute
from cuibono.ledger.rows import to_statement
from cuibono.review.corrected import added, corrected
from cuibono.review.redate import redated
from cuibono.review.saying import Saying, YesOrNo
from cuibono.review.values import Allowed

ABOUT = ("title", "publisher", "author", "address", "published")
SHORT = 8
# What a second reader tells of an act; the rest of a row stays as it was read.
PROPOSED = (
    "type", "mode", "actor", "actor_text", "recipient", "recipient_text", "source", "source_chain",
    "stance", "giver", "receiver",
)  # fmt: skip


class Superseded(CuibonoError):  # noqa: N818  (what happened, not what went wrong)
    """A judgement on something that was judged meanwhile: `now` it stands so, `by` this one."""

    def __init__(self, id_: str, now: Statement | Document | None, by: Judgement | None) -> None:
        self.now, self.by = now, by
        changed = f"{by.says} at {by.at:%Y-%m-%d %H:%M} UTC" if by else "it was changed meanwhile"
        stands = "it is rejected now" if now is None else f"it is {now.id[:SHORT]} now"
        super().__init__(f"{id_[:SHORT]}: {changed}; {stands}: look at it again")


Terms = Callable[[date | None], Allowed]
Change = Callable[[Statement], tuple[dict[str, Any], dict[str, Any]]]


def _nothing(_: Statement) -> tuple[dict[str, Any], dict[str, Any]]:
    """No field is changed."""
    return {}, {}


@dataclass(frozen=True)
class Judge:
    """Writes judgements into a ledger; `terms` gives what values are checked against."""

    ledger: Ledger
    terms: Terms

    # --- statements ----------------------------------------------------------------------

    def accept(self, id_: str, saying: Saying) -> Judgement:
        """All of a statement is right."""
        return self._on_statement(YesOrNo(id_, Action.ACCEPT, saying))

    def reject(self, id_: str, saying: Saying) -> Judgement:
        """The text does not say so; no question counts the statement from now on."""
        return self._on_statement(YesOrNo(id_, Action.REJECT, saying))

    def several(self, decisions: Sequence[YesOrNo]) -> list[Judgement | CuibonoError]:
        """The same of several statements, in one commit; in the place of each, what came of it.

        A decision that may rest on an earlier one is taken after that was written. Where the
        ledger cannot be written, none of the rest are taken, and each has the same error.
        """
        found: list[Judgement | CuibonoError] = []
        while len(found) < len(decisions):
            rest = decisions[len(found) :]
            made: list[Judgement | CuibonoError] = []

            def make(at: datetime, rest: Any = rest, made: Any = made) -> list[Judgement]:
                made[:] = self._independent(at, rest)
                return [one for one in made if isinstance(one, Judgement)]

            try:
                self.ledger.record_all(make)
            except CuibonoError as error:
                return found + [error] * len(rest)
            found += made
        return found

    def _independent(
        self, at: datetime, decisions: Iterable[YesOrNo]
    ) -> list[Judgement | CuibonoError]:
        """The first of some decisions, as many as cannot rest on one another; one at least."""
        found: list[Judgement | CuibonoError] = []
        touched: set[str] = set()
        for n, one in enumerate(decisions):
            try:
                made = self._made(at + timedelta(microseconds=n), one, _nothing)
            except CuibonoError as error:
                return found or [error]
            if touched & {made.root, made.became}:
                break
            touched |= {made.root, made.became}
            found.append(made)
        return found

    def correct(self, id_: str, changes: Mapping[str, Any], saying: Saying) -> Judgement:
        """Some fields of a statement are otherwise."""

        def told(s: Statement) -> tuple[dict[str, Any], dict[str, Any]]:
            document = self.ledger.document(s.document)
            return corrected(s, document.text, changes, self.terms(document.published))

        return self._on_statement(YesOrNo(id_, Action.CORRECT, saying), told)

    def add(
        self, document: str, words: tuple[int, int], fields: Mapping[str, Any], saying: Saying
    ) -> Judgement:
        """A statement that was not read: its act is the words from one place to another."""
        found = self.ledger.document(document)
        made = added(found, *words, fields, self.terms(found.published))

        def make(at: datetime) -> Judgement:
            self._new(made["id"])
            return judgement(
                Action.ADD, saying, at, root=made["id"], became=made["id"], changes=made
            )

        return self.ledger.record(make)

    def _on_statement(self, decision: YesOrNo, change: Change = _nothing) -> Judgement:
        return self.ledger.record(lambda at: self._made(at, decision, change))

    def _made(self, at: datetime, decision: YesOrNo, change: Change) -> Judgement:
        """The judgement that a decision comes to, as the ledger stands."""
        saying, action = decision.saying, decision.action
        proposal = self._proposal(decision.id)
        if proposal is not None:
            return self._decided(proposal, action, change, at, saying)
        root, held = self._held(decision.id, saying)
        changes, before = change(held)
        became = Statement.from_dict({**held.to_dict(), **changes}).id if changes else held.id
        if became != held.id and not saying.second:
            self._new(became)
        return judgement(
            action, saying, at, held.id, root=root, became=became, changes=changes, before=before
        )

    def _held(self, id_: str, saying: Saying) -> tuple[str, Statement]:
        """The root of a statement and how it stands; Superseded where it is not what was seen."""
        judged = self.ledger.replay
        held = self.ledger.statement(id_)
        root = judged.roots.get(held.id, held.id)
        if saying.second:  # of what was read, whatever others made of it
            return root, self.first(root)
        current = judged.current(root)
        gone = root in judged.rejected
        if held.document not in self.ledger.view.batches:
            raise LedgerError(f"{held.id[:SHORT]}: its document is withdrawn")
        last = judged.last_on(root)
        stale = saying.seen is not None and saying.seen != (last.id if last else "")
        if gone or current != held.id or stale:
            raise Superseded(id_, None if gone else self.ledger.statement(current), last)
        return root, held

    def _proposal(self, id_: str) -> Judgement | None:
        """What a second reader proposes under an id, or under its beginning."""
        view = self.ledger.view
        found = [j for root, j in view.judged.proposals.items() if id_ and root.startswith(id_)]
        live = [j for j in found if j.changes["document"] in view.batches]
        if len(live) != 1:
            return None
        taken = compute().any(compute().starts_with(view.statement_table["id"], id_)).as_py()
        return None if taken else live[0]

    def _decided(
        self, one: Judgement, action: Action, change: Change, at: datetime, saying: Saying
    ) -> Judgement:
        """A proposal that is accepted is added, or corrects the row that it reads otherwise."""
        told = Statement.from_dict(one.changes)
        if action is Action.REJECT:
            return judgement(action, saying, at, one.root, root=one.root, became=one.root)
        changes, _ = change(told)
        made = Statement.from_dict({**told.to_dict(), **changes})
        self._new(made.id)
        if not one.on:
            plain = made.to_dict()
            return judgement(
                Action.ADD, saying, at, one.root, root=made.id, became=made.id, changes=plain
            )
        root, row = self._held(one.on, replace(saying, seen=None))
        old, new = row.to_dict(), made.to_dict()
        kept = {n: new[n] for n in PROPOSED if new[n] != old[n]}
        became = Statement.from_dict({**old, **kept}).id
        before = {n: old[n] for n in kept}
        return judgement(
            Action.CORRECT, saying, at, row.id, root=root, became=became, changes=kept,
            before=before,
        )  # fmt: skip

    def first(self, root: str) -> Statement:
        """A statement as it was first read or added."""
        for row in self.ledger.view.once(root).values():
            if row["id"] == root:
                return to_statement(next(self.ledger.replay.versions(row))[0] or row)
        raise LedgerError(f"no statement with id {root}")

    def _new(self, id_: str) -> None:
        """Raises UsageError where another statement says the same already."""
        table = self.ledger.view.statement_table
        if compute().any(compute().equal(table["id"], id_)).as_py():
            raise UsageError(f"{id_[:SHORT]} says the same already: reject one of the two")

    # --- happenings ----------------------------------------------------------------------

    def bind(self, groups: Iterable[Iterable[str]], together: bool, saying: Saying) -> Judgement:
        """Statements, by ids that stand, are of one happening, or their groups are apart."""
        found = [sorted({self.ledger.statement(i).id for i in ids}) for ids in groups]
        kept = [ids for ids in found if ids]
        many = len({i for ids in kept for i in ids}) if together else len(kept)
        if many < 2:
            needed = (
                "merging needs two statements"
                if together
                else "there is nothing left to split it from"
            )
            raise UsageError(f"{needed} at least")
        action = Action.MERGE if together else Action.SPLIT
        return self.ledger.record(
            lambda at: judgement(action, saying, at, changes={"groups": kept})
        )

    # --- documents -----------------------------------------------------------------------

    def amend(self, id_: str, changes: Mapping[str, Any], saying: Saying) -> Judgement:
        """A document has another title, publisher, author, address or day of publication."""
        wanted = {name: _about(name, value) for name, value in changes.items()}

        def make(at: datetime) -> Judgement:
            held = self._document(id_, saying)
            old = {name: getattr(held, name) for name in wanted}
            old = {n: v.isoformat() if isinstance(v, date) else v for n, v in old.items()}
            new: dict[str, Any] = {n: v for n, v in wanted.items() if v != old[n]}
            if not new:
                raise UsageError(f"nothing changes: {', '.join(wanted) or 'no field'} is as it was")
            if "published" in new:
                new["dates"] = self._dates(held, new["published"])
            before = {name: old[name] for name in new if name in old}
            return judgement(Action.AMEND, saying, at, held.id, changes=new, before=before)

        return self.ledger.record(make)

    def _dates(self, document: Document, published: str | None) -> dict[str, str | None]:
        """The new times of a document's statements by their roots, those a person set aside."""
        judged, view = self.ledger.replay, self.ledger.view
        here = view.of([document.id])
        day = date.fromisoformat(published) if published else None
        moved = redated(here, document.published, day)
        by_root = {judged.roots.get(id_, id_): when for id_, when in moved.items()}
        settled = {
            root for root, said in judged.on_statements.items()
            if any("when" in j.changes for j in said)
        }  # fmt: skip
        return {root: when for root, when in by_root.items() if root not in settled}

    def withdraw(self, id_: str, saying: Saying) -> Judgement:
        """A document and all that was read out of it counts no more."""
        return self.ledger.record(
            lambda at: judgement(Action.WITHDRAW, saying, at, self._document(id_, saying).id)
        )

    def _document(self, id_: str, saying: Saying) -> Document:
        held = self.ledger.document(id_, withdrawn=True)
        judged = self.ledger.replay
        if held.id in judged.withdrawn:
            by = judged.withdrawn[held.id]
            raise LedgerError(f"{held.id[:SHORT]}: {by.says} at {by.at:%Y-%m-%d %H:%M} UTC already")
        last = judged.last_on(held.id)
        if saying.seen is not None and saying.seen != (last.id if last else ""):
            raise Superseded(id_, held, last)
        return held

    # --- taking back ---------------------------------------------------------------------

    def undo(self, id_: str | None, saying: Saying) -> Judgement:
        """Take a judgement back; without an id the last one of the person that holds."""

        def make(at: datetime) -> Judgement:
            one = self._last_of(saying.who) if id_ is None else self._judgement(id_)
            judged = self.ledger.replay
            if one.id in judged.undone:
                raise UsageError(f"{one.id[:SHORT]} is undone already")
            rests = _resting(one, judged.judgements, judged.undone)
            if rests:
                raise UsageError(
                    f"{one.id[:SHORT]}: {rests.says} after it ({rests.id[:SHORT]}): undo that first"
                )
            return judgement(Action.UNDO, saying, at, one.id, root=one.root)

        return self.ledger.record(make)

    def _last_of(self, who: str) -> Judgement:
        judged = self.ledger.replay
        for one in reversed(judged.judgements):
            if one.who == who and one.action is not Action.UNDO and one.id not in judged.undone:
                return one
        raise UsageError(f"{who} has judged nothing that could be undone")

    def _judgement(self, id_: str) -> Judgement:
        found = [j for j in self.ledger.replay.judgements if j.id.startswith(id_)]
        if len(found) == 1 and id_:
            return found[0]
        if not found or not id_:
            raise LedgerError(f"no judgement with id {id_}")
        some = ", ".join(j.id for j in found[:5])
        raise LedgerError(f"{len(found)} judgements have ids that begin with {id_}: {some}")


def recorded(ledger: Ledger, saying: Saying, change: Callable[[], dict[str, Any]]) -> Judgement:
    """Write that something was learned; `change` says what, as the ledger stands then."""
    return ledger.record(lambda at: judgement(Action.LEARN, saying, at, changes=change()))


def judgement(action: Action, saying: Saying, at: datetime, on: str = "", **of: Any) -> Judgement:
    """A judgement with an id of its own."""
    id_ = uuid.uuid4().hex[:16]
    said = (id_, action, saying.who, at, one_line(saying.why), on)
    return Judgement(*said, via=saying.via, second=saying.second, **of)


def _resting(
    one: Judgement, every: Iterable[Judgement], undone: frozenset[str]
) -> Judgement | None:
    """The last judgement that holds and rests on an earlier one."""
    about = one
    if one.action is Action.UNDO:  # what comes back must not come before what followed
        about = next(j for j in every if j.id == one.on)
    roots = {about.root, *about.changes.get("rows", {})} - {""}
    later = [
        j for j in every
        if j.at > about.at and j.id not in (*undone, one.id) and j.action is not Action.UNDO
        and not j.second and not about.second
        and (j.root in roots or (about.action in DOCUMENTARY and j.on == about.on))
    ]  # fmt: skip
    return later[-1] if later else None


DOCUMENTARY = (Action.AMEND, Action.WITHDRAW)


def _about(name: str, value: Any) -> str | None:
    """A document's field as it is stored; UsageError for one that does not exist."""
    if name not in ABOUT:
        raise UsageError(f"no field of a document is called {name!r}: {', '.join(ABOUT)}")
    if value is None or value == "":
        return None
    if isinstance(value, date):
        return value.isoformat()
    text = one_line(str(value))
    if name != "published":
        return text or None
    found = parse_date(text)
    if found is None:
        raise UsageError(f"{text!r} is not a date; write it as 2022-12-05")
    return found.isoformat()
