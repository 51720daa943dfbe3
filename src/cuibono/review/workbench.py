"""The workbench: what a person finds in a ledger, looks at, judges and corrects.

The rules of judging stand beside it; here names are looked up and the rules are put together.
"""

from __future__ import annotations

import getpass
import hashlib
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Unpack

from cuibono import infile
from cuibono.answer import AnswerList
from cuibono.counting import EVERY, Only, floor
from cuibono.documents.found import one_line
from cuibono.errors import CuibonoError, UsageError
from cuibono.inquiry import Inquiry
from cuibono.ledger import LedgerError

if TYPE_CHECKING:
    from cuibono.events.event import Event
    from cuibono.ledger import Judgement, Ledger
    from cuibono.review.agreement import Agreement
    from cuibono.review.endpoint import Endpoint
    from cuibono.review.judge import Judge
    from cuibono.review.learning import Lessons
    from cuibono.review.queue import Stake, Waiting
    from cuibono.review.saying import Said, Saying
    from cuibono.review.second_reader import Proposed
    from cuibono.review.values import Allowed

REVIEWER = "CUIBONO_REVIEWER"


class Workbench:
    """What a person does with a ledger's statements and documents."""

    def __init__(self, inquiry: Inquiry) -> None:
        self._ask = inquiry

    # --- what waits, and what was done ---------------------------------------------------

    def review(
        self,
        order: str = "consequence",
        a: str | None = None,
        b: str | None = None,
        *,
        who: str | None = None,
        second: bool = False,
        sure: float | None = None,
        only: Only = EVERY,
    ) -> AnswerList[Waiting]:
        """The queue of statements that nobody has judged, the first to look at first.

        `order` is consequence (how much depends on it, times the chance that it is wrong), unsure,
        document (as they stand in the text) or chance (a fair sample). `a` and `b` leave what
        concerns one actor or two. With `second`, what others judged and `who` did not.

        Where many statements make the first order slow, `order` known gives what most hangs on as
        it was last worked out, however long ago; nothing where it never was.
        """
        from cuibono.review import queue

        queue.check(order)
        codes = [self._ask.actor(x) for x in (a, b) if x]
        if second:
            found = self._within(queue.second(self._ask.ledger, self.reviewer(who)), only)
        else:
            stakes = self._stakes(order, sure)
            if stakes is None:
                return AnswerList()
            found = queue.waiting(self._ask.counted(sure, only=only), order, stakes)
            if order != "chance":  # what is proposed is not part of what was read
                found = [*self._within(queue.proposed(self._ask.ledger), only), *found]
        if codes:
            kept = {s.id for s in queue.between((w.statement for w in found), *codes)}
            found = [w for w in found if w.statement.id in kept]
        last = self._ask.ledger.replay.last_on
        found = only.cut(found)
        judged = [(w, last(w.statement.id)) for w in found]
        return AnswerList(replace(w, last=one.id) if one else w for w, one in judged)

    def _within(self, found: Sequence[Waiting], only: Only) -> list[Waiting]:
        """Those whose statements the filters leave."""
        kept = {s.id for s in self._ask.narrowed((w.statement for w in found), only)}
        return [w for w in found if w.statement.id in kept]

    def _stakes(self, order: str, sure: float | None) -> Mapping[str, Stake] | None:
        """What hangs on statements where the order asks for it; None where that is not known."""
        from cuibono.review import queue, stakes

        if order not in (queue.CONSEQUENCE, queue.KNOWN):
            return {}
        # What is asked of the past or at another floor is not kept.
        whole = self._ask.as_of is None and sure is None
        held, state = stakes.kept(self._ask.folder), self._state
        if order == queue.KNOWN:
            return held.of if held else None
        if not whole:
            return queue.hanging(self._ask.events(sure))
        if held and held.state == state:
            return held.of
        return stakes.worked_out(self._ask.folder, state, self._ask.events()).of

    @property
    def _state(self) -> str:
        """What changes whenever the ledger or the analyst's own types do."""
        types = self._ask.own.codebook
        own = hashlib.sha256(infile.needed(types)).hexdigest() if types else ""
        return f"{self._ask.ledger.stamp()} {own}"

    def history(self, id_: str = "") -> AnswerList[Judgement]:
        """The judgements on a statement or document, or on anything, the oldest first."""
        from cuibono.review.papers import of_document

        judged = self._ask.ledger.replay
        if not id_:
            return AnswerList(judged.judgements)
        kind, found = self._thing(id_)
        if kind == "document":
            return AnswerList(of_document(self._ask.ledger, found))
        root = judged.roots.get(found, found)
        direct = [
            j for j in judged.judgements if j.root == root or root in j.changes.get("rows", ())
        ]
        ids = {j.id for j in direct}
        return AnswerList(j for j in judged.judgements if j.id in ids or j.on in ids)

    def undone(self) -> frozenset[str]:
        """The ids of judgements that hold no more."""
        return self._ask.ledger.replay.undone

    def decisions(self, many: int = 10) -> list[tuple[Judgement, bool]]:
        """The last judgements, the newest first, each with whether it still holds."""
        judged = self._ask.ledger.replay
        return [(j, j.id not in judged.undone) for j in reversed(judged.judgements[-many:])]

    def last(self, id_: str) -> str:
        """The id of the last judgement that holds on a statement or document, "" for none."""
        one = self._ask.ledger.replay.last_on(self._thing(id_)[1])
        return one.id if one else ""

    def _thing(self, id_: str) -> tuple[str, str]:
        """What an id or its beginning names, a statement or a document, and the whole of it."""
        try:
            return "statement", self._ask.ledger.statement(id_).id
        except LedgerError as error:
            try:
                return "document", self._ask.ledger.document(id_, withdrawn=True).id
            except LedgerError:
                if "no statement" not in str(error):
                    raise
                raise LedgerError(f"no statement or document with id {id_}") from None

    def alternatives(self, id_: str) -> dict[str, list[str]]:
        """What a statement's fields might be instead: what was weighed, and what stands near."""
        from cuibono.review.alternatives import alternatives

        s = self._ask.ledger.statement(id_)
        return alternatives(s, self._ask.ledger.view.of([s.document]), self._ask.codebook)

    def agreement(self, sure: float | None = None) -> Agreement:
        """How often the program was right where people judged it, and how far these agree."""
        from cuibono.review.agreement import agreement

        return agreement(self._ask.ledger, floor(sure))

    def standing(self, sure: float | None = None) -> str:
        """One line on how much of the ledger is reviewed, and how much of that was right.

        It belongs beside every figure; "" where nobody has judged anything.
        """
        if not self._ask.ledger.replay.judgements:
            return ""
        return self.agreement(sure).note

    # --- judging -------------------------------------------------------------------------

    def accept(self, id_: str, **saying: Unpack[Said]) -> Judgement:
        """Say that all of a statement is right; it counts from now on, however unsure it was.

        Here and below: `who` judges (else $CUIBONO_REVIEWER or the login name) and `why`; `seen` is
        the id of the last judgement that the person had on screen ("" for none); `via` the order
        of the queue; `second` marks a second opinion, which changes no row. Raises Superseded
        where the row was judged meanwhile, with what changed.
        """
        return self._judge.accept(id_, self._saying(saying))

    def reject(self, id_: str, **saying: Unpack[Said]) -> Judgement:
        """Say that the text does not state this; no question counts it from now on."""
        return self._judge.reject(id_, self._saying(saying))

    def judged(self, decisions: Iterable[tuple[str, bool, Said]]) -> list[Judgement | CuibonoError]:
        """Accept (True) or reject (False) several statements, in one commit.

        In the place of each, the judgement or why there is none. Where the ledger cannot be
        written, each that is not on record has the same error.
        """
        from cuibono.ledger.judgement import Action
        from cuibono.review.saying import YesOrNo

        actions = {True: Action.ACCEPT, False: Action.REJECT}
        told = [YesOrNo(i, actions[right], self._saying(said)) for i, right, said in decisions]
        return self._judge.several(told)

    def correct(self, id_: str, changes: Mapping[str, Any], **saying: Unpack[Said]) -> Judgement:
        """Correct fields of a statement; the row that stood stays on record.

        Raises UsageError for a field or a value that does not exist, and names those that do.
        """
        return self._judge.correct(id_, changes, self._saying(saying))

    def add(
        self, document: str, start: int, end: int, fields: Mapping[str, Any], **saying: Unpack[Said]
    ) -> Judgement:
        """Add a statement that was not read; its act is the text's characters `start` to `end`.

        `fields` are those that can be corrected, of which actor and type are needed.
        """
        return self._judge.add(document, (start, end), fields, self._saying(saying))

    def merge(self, ids: Iterable[str], **saying: Unpack[Said]) -> Judgement:
        """Say that happenings or statements, by their ids, are of one happening."""
        groups = [self._statements_of(id_) for id_ in ids]
        return self._judge.bind(groups, True, self._saying(saying))

    def split(
        self, ids: Iterable[str], from_: Iterable[str] = (), **saying: Unpack[Said]
    ) -> Judgement:
        """Say that statements are of another happening than the rest of theirs, or than `from_`."""
        apart = [i for id_ in ids for i in self._statements_of(id_)]
        rest = [i for id_ in from_ for i in self._statements_of(id_)]
        if not rest:
            mixed = [e for e in self._ask.events() if any(s.id in apart for s in e.statements)]
            rest = [s.id for e in mixed for s in e.statements if s.id not in apart]
        return self._judge.bind([apart, rest], False, self._saying(saying))

    def amend(self, document: str, changes: Mapping[str, Any], **saying: Unpack[Said]) -> Judgement:
        """Correct a document's title, publisher, author, address or day of publication.

        From another day the statements are dated anew. None or "" leaves a field empty.
        """
        return self._judge.amend(document, changes, self._saying(saying))

    def withdraw(self, document: str, **saying: Unpack[Said]) -> Judgement:
        """Withdraw a document: nothing that was read out of it counts; it stays on record."""
        return self._judge.withdraw(document, self._saying(saying))

    def undo(self, judgement: str | None = None, **saying: Unpack[Said]) -> Judgement:
        """Take a judgement back, by its id, or else the last one of `who`.

        Raises UsageError where a later judgement rests on it, and names that one.
        """
        return self._judge.undo(judgement, self._saying(saying))

    def learn(self, apply: bool = False, **saying: Unpack[Said]) -> Lessons:
        """What corrections teach: names, examples of types, and the confidence.

        Without `apply` nothing changes. What is applied is a judgement that can be undone; it
        changes how the next text is read, and the statements that it names.
        """
        from cuibono.review.judge import recorded
        from cuibono.review.learning import change, lessons

        found = lessons(self._ask.ledger, self._ask.registry)
        if not apply or not found:
            return found
        told = self._saying(saying)
        made = recorded(self._writable, told, lambda: change(found, self._ask.ledger))
        self._ask.forget()
        return replace(found, applied=made)

    @staticmethod
    def endpoint(url: str, model: str, patience: float = 120.0) -> Endpoint:
        """A language model of the user's own, by its address and name."""
        from cuibono.review.endpoint import Endpoint

        return Endpoint(url, model, patience)

    def propose(
        self,
        documents: Iterable[str] = (),
        *,
        endpoint: Endpoint,
        prompt: str | Path | None = None,
        each: Callable[[Proposed], None] = lambda _: None,
    ) -> list[Proposed]:
        """Have documents, or all of them, read by a language model of the user's own.

        What it says counts only where its words are found in the text. Where it agrees with a row
        the row is surer; all else waits in the queue of `review`. One document that fails stops
        no other.
        """
        from cuibono.review.second_reader import prompt_of, propose

        ledger = self._writable
        wanted = [ledger.document(id_) for id_ in documents] or ledger.documents()
        text = prompt_of(prompt, self._values(None))
        found: list[Proposed] = []
        for document in wanted:
            values = self._values(document.published)
            found.append(propose(ledger, document, endpoint, text, values))
            each(found[-1])
        return found

    # --- parts ---------------------------------------------------------------------------

    @property
    def _writable(self) -> Ledger:
        if self._ask.as_of is not None:
            raise UsageError(
                "judgements are made on the ledger as it stands now: leave out --as-of"
            )
        return self._ask.ledger

    @property
    def _judge(self) -> Judge:
        from cuibono.review.judge import Judge

        return Judge(self._writable, self._values)

    def _values(self, on: date | None) -> Allowed:
        from cuibono.review.values import Allowed

        return Allowed(self._ask.registry, self._ask.codebook, on)

    def _saying(self, said: Said) -> Saying:
        from cuibono.review.saying import Saying

        given: dict[str, Any] = {**said, "who": self.reviewer(said.get("who"))}
        try:
            return Saying(**given)
        except TypeError as error:
            raise UsageError(f"a judgement takes who, why, seen, via and second: {error}") from None

    def reviewer(self, who: str | None = None) -> str:
        """Who judges: the name that is given, else $CUIBONO_REVIEWER, else the login name."""
        name = one_line(who or os.environ.get(REVIEWER) or "")
        if name:
            return name
        try:
            return one_line(getpass.getuser()) or "somebody"
        except (OSError, KeyError, ImportError):
            return "somebody"

    def _happenings(self, id_: str, sure: float | None) -> list[Event]:
        """Those whose id begins so, as they are with what is at least so sure."""
        return [e for e in self._ask.events(sure) if id_ and e.id.startswith(id_)]

    def _statements_of(self, id_: str) -> list[str]:
        """The statements of a happening, or the one statement, that an id stands for."""
        try:
            return [self._ask.ledger.statement(id_).id]
        except CuibonoError:
            found = self._happenings(id_, None) or self._happenings(id_, 0)
            if len(found) != 1:
                raise
            return [s.id for s in found[0].statements]
