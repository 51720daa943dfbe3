"""What a desk puts into words and pictures: briefs, and a chart of whatever has one."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from cuibono.answer import Answer
from cuibono.counting import EVERY, Only, counted, floor
from cuibono.errors import UsageError
from cuibono.events.event import Event
from cuibono.events.resolve import resolve
from cuibono.inquiry import Inquiry
from cuibono.ledger import Query

if TYPE_CHECKING:
    from cuibono.actors import Registry
    from cuibono.briefs.brief import Brief
    from cuibono.briefs.heard import Heard

UNSURE = 200
"""Statements too unsure to count that a brief looks at for its last section."""


class Briefing:
    """The verbs that tell and draw."""

    def __init__(self, inquiry: Inquiry) -> None:
        self._ask = inquiry
        self._known: tuple[Registry, Heard] | None = None

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

        codes = self._ask.actor(a), self._ask.actor(b) if b else None
        if codes[0] == codes[1]:
            raise UsageError(f"{a!r} and {b!r} are one actor: a brief is on one actor or on two")
        old = None if last is None else earlier(last)

        def make() -> Brief:
            subject = Subject(*codes, self._unsure(codes[0], sure, only), old)
            events = self._ask.events_about([c for c in codes if c], sure, only)
            documents = self._ask.ledger.documents()
            registry, kinds = self._ask.registry, self._ask.kinds
            return brief(subject, events, documents, registry, kinds, self._heard(registry))

        # A page is of the day on which it is made.
        key = ("brief", *codes, sure, only, old, date.today(), self._ask.registry.version)
        return self._ask.remember(key, make)

    def _heard(self, registry: Registry) -> Heard:
        """What quotes name by a registry: what one brief has looked up, the next one knows."""
        from cuibono.actors.mentions import Namer
        from cuibono.briefs.heard import Heard

        if self._known is None or self._known[0] is not registry:
            self._known = registry, Heard(Namer(registry))
        return self._known[1]

    def _unsure(self, actor: str, sure: float | None, only: Only) -> tuple[Event, ...]:
        """The surest of what is too unsure to count, about an actor."""
        least = floor(sure)
        found = self._ask.narrowed(self._ask.ledger.statements(Query(actor=actor)), only)
        below = sorted((s for s in found if s.confidence < least), key=lambda s: -s.confidence)
        ids = {s.document for s in below[:UNSURE]}
        documents = [d for d in self._ask.ledger.documents() if d.id in ids]
        return resolve(below[:UNSURE], documents, folder=self._ask.folder, whole=False)

    def nothing(
        self, a: str, b: str | None = None, sure: float | None = None, such: str = ""
    ) -> str:
        """A sentence on why nothing is listed on `a`, or on `a` and `b`; `such` narrows it."""
        codes = [self._ask.actor(name) for name in (a, b) if name]
        names = " and ".join(self.in_words(code) for code in codes)
        about = f"between {names}" if b else f"about {names}"
        every = self._ask.ledger.statements(Query(actor=codes[0], other=codes[-1]))
        if not every:
            return f"The ledger holds nothing {about}."
        if counted(every, sure):
            return f"The ledger holds nothing {about} {such or 'that is asked for'}."
        many = "1 statement" if len(every) == 1 else f"{len(every):,} statements"
        unsure = "which is" if len(every) == 1 else "all of which are"
        return (
            f"The ledger holds {many} {about}, {unsure} too unsure to count: "
            "`cuibono statements --sure 0` lists them."
        )

    def in_words(self, code: str) -> str:
        """What a code is called inside a sentence: "the United States"."""
        from cuibono.briefs.names import Wording

        return Wording(self._ask.registry, self._ask.kinds)(code)

    def chart(self, answer: Answer, path: str | Path) -> Path:
        """Draw an answer into an .html, .svg or .png file, which holds its data too.

        Raises UsageError for another suffix, or for an answer without a picture; CuibonoError
        where there is nothing to draw yet.
        """
        from cuibono.briefs.charts import save
        from cuibono.briefs.charts.draw import draw

        return save(draw(answer, self._ask.called), path)
