"""The whole path on one page: a text goes in at `read`, a cited page comes out at `brief`.

documents → language → coding (with actors) → ledger → events → measures → briefs. The doors
(`cli/`) call the methods of `Desk`, one for each verb, and hold no logic of their own.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from cuibono.coding.statement import Coding, Stance, Statement
from cuibono.documents import About, Document, read
from cuibono.errors import UsageError
from cuibono.events.event import Event
from cuibono.events.resolve import resolve
from cuibono.explanation import Explanation, explanation
from cuibono.foresight import Foresight
from cuibono.frames import FixedRows, Rows
from cuibono.handing import Handing
from cuibono.inquiry import EVERY, Only, counted, floor
from cuibono.intake import Intake
from cuibono.keeping import Keeping
from cuibono.ledger import Query
from cuibono.measures.claims import Claim, claims
from cuibono.measures.parties import takes_part
from cuibono.measures.timeline import timeline
from cuibono.patterns import Patterns
from cuibono.tested import Tested
from cuibono.workbench import Workbench

if TYPE_CHECKING:
    from cuibono.briefs.brief import Brief
    from cuibono.events.affairs import Affair
    from cuibono.measures.counterparts import Counterpart
    from cuibono.measures.score import Score

UNSURE = 200
"""Statements too unsure to count that a brief looks at for its last section."""


class Desk(Intake, Patterns, Tested, Foresight, Workbench, Handing, Keeping):
    """An analyst's desk: one ledger, one reader, one registry of actors.

    With `as_of` the ledger is read as it stood at that moment; `own` adds event types and
    actors. Nothing is opened or loaded before it is needed. What reads into the ledger is in
    `Intake`, patterns over years are in `Patterns`, what models say of them in `Tested`, what is
    asked of the future in `Foresight`, what a person finds, judges and corrects in `Workbench`,
    what is handed on in `Handing`, what keeps the ledger sound in `Keeping`.

    >>> from cuibono import Desk
    >>> for statement in Desk().code("Kyiv cut ties with Pyongyang.").statements:
    ...     print(statement.actor, statement.type, statement.recipient)
    UKR SANCTION PRK
    """

    # --- without a ledger ----------------------------------------------------------------

    def code(self, text: str, published: date | None = None, sure: float | None = None) -> Coding:
        """Code a text on its own, without a ledger; what is unsure is left out.

        `sure` is the least confidence, 0 to 1: nothing is left out at 0. Without it the reader's
        own floor holds. Raises UsageError for what is not a text.
        """
        return self._code(Document(_text(text), published=published), sure)

    def _code(self, document: Document, sure: float | None = None) -> Coding:
        coding = self.coder.code(document)
        kept = counted(coding.statements, sure)
        ids = {s.id for s in kept}
        links = tuple(x for x in coding.links if x.cause in ids and x.effect in ids)
        return replace(coding, statements=tuple(kept), links=links)

    # --- out of the ledger ---------------------------------------------------------------

    def statements(
        self,
        actor: str | None = None,
        with_: str | None = None,
        type: str | None = None,
        stance: Stance | str | None = None,
        sure: float | None = None,
        only: Only = EVERY,
    ) -> Rows[Statement]:
        """Statements in which `actor` acts and `with_` takes any part, by type and stance.

        `sure` leaves those of at least this confidence, 0 to 1; without it the reader's own floor
        holds, and 0 leaves all. Actors are names or codes; a state's code takes in its organs.
        Raises UsageError for an actor, type or stance that does not exist.
        """
        doer, other = actor and self.actor(actor), with_ and self.actor(with_)
        query = Query(actor=doer, other=other, type=self._type(type), stance=_stance(stance))
        found = self.counted(sure, query, only)
        blank = Statement("", "", 0, 0, "", 0, 0, "", "", "")
        mine = only.cut([s for s in found if not doer or _belongs(s.actor, doer)])
        return Rows(mine, list(blank.to_dict()))

    def timeline(
        self, a: str, b: str | None = None, sure: float | None = None, only: Only = EVERY
    ) -> FixedRows[Event]:
        """What `a`, or `a` and `b` together, take any part in, in order of time.

        Here and below `sure` is the confidence from which a statement counts, as in `events`, and
        `only` narrows the question to some statements before anything is counted.
        """
        parties = self.actor(a), b and self.actor(b)
        events = self.events_about(parties[:1], sure, only)
        return FixedRows(only.cut(list(timeline(events, *parties))))

    def affairs(
        self, a: str, b: str | None = None, sure: float | None = None
    ) -> tuple[Affair, ...]:
        """What goes on around `a`, or between `a` and `b`, each with the happenings in it."""
        from cuibono.events.affairs import affairs

        return affairs(self.timeline(a, b, sure), self.kinds)

    def nothing(
        self, a: str, b: str | None = None, sure: float | None = None, such: str = ""
    ) -> str:
        """A sentence on why nothing is listed on `a`, or on `a` and `b`; `such` narrows it."""
        codes = [self.actor(name) for name in (a, b) if name]
        names = " and ".join(self.in_words(code) for code in codes)
        about = f"between {names}" if b else f"about {names}"
        every = [s for s in self.ledger.statements() if all(takes_part(s, c) for c in codes)]
        if not every:
            return f"The ledger holds nothing {about}."
        if counted(every, sure):
            return f"The ledger holds nothing {about} {such or 'that is asked for'}."
        many = "1 statement" if len(every) == 1 else f"{len(every):,} statements"
        unsure = "which is" if len(every) == 1 else "all of which are"
        return (
            f"The ledger holds {many} {about}, {unsure} too unsure to count: "
            "`cuibono statements --sure 0` lists what is unsure."
        )

    def claims(
        self, contested: bool = False, sure: float | None = None, only: Only = EVERY
    ) -> FixedRows[Claim]:
        """What rests on somebody's word: who says so, who denies it, who is silent, since when."""
        found = claims(self.events(sure, only), contested, self.written(sure))
        return FixedRows(only.cut(list(found)))

    def explain(self, id_: str) -> Explanation:
        """Everything behind one statement, named by its id or the beginning of it."""
        statement = self.ledger.statement(id_)
        document = self.ledger.document(statement.document)
        near = self.coder.nearest(document, statement.trigger_start, statement.trigger_end)
        found = explanation(self.ledger, statement, near)
        return replace(found, met=self._met(statement))

    def _met(self, statement: Statement) -> tuple[tuple[str, str], ...]:
        """The statements of the same happening, with why they met this one."""
        from cuibono.events.reasons import reasons

        sure = min(statement.confidence, floor())
        event = next((e for e in self.events(sure) if statement in e.statements), None)
        return reasons(statement, event.statements if event else (), self.kinds)

    def brief(
        self,
        a: str,
        b: str | None = None,
        format: str = "html",
        sure: float | None = None,
        only: Only = EVERY,
        last: Path | None = None,
    ) -> str:
        """A cited page on `a`, or on `a` and `b` together, as HTML or Markdown (`html`, `md`).

        With `last`, the file of an earlier brief, it begins with what that did not rest on.
        Raises CuibonoError where the ledger holds nothing about them. `brief_word` gives the same
        page as a Word file.
        """
        from cuibono.briefs import html, markdown

        if format not in ("html", "md"):
            word = "; brief_word gives a Word file" if format == "docx" else ""
            raise UsageError(f"{format!r} is not a text format of briefs: html and md are{word}")
        made = self.briefing(a, b, sure, only, last)
        return html.render(made) if format == "html" else markdown.render(made)

    def brief_word(
        self,
        a: str,
        b: str | None = None,
        sure: float | None = None,
        only: Only = EVERY,
        last: Path | None = None,
    ) -> bytes:
        """The same page as the bytes of a .docx file; needs the extra `cuibono[word]`."""
        from cuibono.briefs import word

        return word.render(self.briefing(a, b, sure, only, last))

    def briefing(
        self,
        a: str,
        b: str | None = None,
        sure: float | None = None,
        only: Only = EVERY,
        last: Path | None = None,
    ) -> Brief:
        """The same page as data: its sections, the picture, the quotes that they cite."""
        from cuibono.briefs.brief import Subject, brief, earlier

        codes = self.actor(a), self.actor(b) if b else None
        old = None if last is None else earlier(last)
        subject = Subject(*codes, self._unsure(codes[0], sure, only), old)
        events = self.events_about([c for c in codes if c], sure, only)
        return brief(subject, events, self.ledger.documents(), self.registry, self.kinds)

    def _unsure(self, actor: str, sure: float | None, only: Only) -> tuple[Event, ...]:
        """The surest of what is too unsure to count, about an actor."""
        least = floor(sure)
        found = self.narrowed(self.ledger.statements(Query(actor=actor)), only)
        below = sorted((s for s in found if s.confidence < least), key=lambda s: -s.confidence)
        documents = self.ledger.documents()
        return resolve(below[:UNSURE], documents, folder=self.folder, whole=False)

    def counterparts(self, a: str, sure: float | None = None) -> tuple[Counterpart, ...]:
        """With whom `a` has to do, how often, and how: cooperation, conflict, contested."""
        from cuibono.measures.counterparts import counterparts

        return counterparts(self.events(sure), self.actor(a), self.kinds)

    def score(self, key: str | Path, text: str | Path, about: About | None = None) -> Score:
        """How well the coding of a text agrees with an answer key; needs no ledger.

        Statements below the reader's own floor are left out.
        """
        from cuibono.measures.answer_key import read_key
        from cuibono.measures.score import score

        document = read(text, about)
        answers = read_key(key, document.text, self.kinds)
        return score(answers, self._code(document).statements)

    # --- names ---------------------------------------------------------------------------

    def _type(self, name: str | None) -> str | None:
        """An event type named by a user: of the codebook, or one that the ledger holds."""
        if name is None or name in self.ledger.types():
            return name
        names = [entry.name for entry in self.codebook.types]
        if name.upper() not in names:
            raise UsageError(f"no event type is called {name!r}: {', '.join(names)}")
        return name.upper()


def _text(given: str) -> str:
    """A text that may be coded; raises UsageError for what is not one.

    >>> _text("Kyiv cut ties.")
    'Kyiv cut ties.'
    """
    if not given.strip():
        raise UsageError("there is no text to code")
    try:
        given.encode()
    except UnicodeEncodeError:  # such bytes of a command line arrive as halves of a character
        raise UsageError("the text cannot be coded: some of its bytes are not UTF-8") from None
    return given


def _belongs(code: str, wanted: str) -> bool:
    return code == wanted or code.startswith(f"{wanted}.")


def _stance(name: Stance | str | None) -> str | None:
    if name is None:
        return None
    if name not in list(Stance):
        raise UsageError(f"no stance is called {name!r}: {', '.join(Stance)}")
    return str(name)
