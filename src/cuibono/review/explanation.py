"""Everything behind one statement: its text, its rule, its links, what stands beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cuibono.coding.statement import Link, Statement
from cuibono.documents import Document
from cuibono.ledger import Ledger, Query

if TYPE_CHECKING:
    from cuibono.coding.by_example import Near


@dataclass(frozen=True, slots=True)
class Related:
    """A link of the statement with the statement at its other end."""

    link: Link
    other: Statement | None
    is_cause: bool


@dataclass(frozen=True, slots=True)
class Explanation:
    """One statement with its document, the reasons of its coding, its links and neighbours.

    `neighbours` are the statements of the same sentence and of those next to it; `examples` the
    codebook's examples that lie nearest to it; `met` the statements of the same happening, each
    with why it met this one.
    """

    statement: Statement
    document: Document
    related: tuple[Related, ...]
    neighbours: tuple[Statement, ...]
    examples: tuple[Near, ...] = ()
    met: tuple[tuple[str, str], ...] = ()

    @property
    def reasons(self) -> tuple[str, ...]:
        """What was read with the chances of the alternatives, and who is meant, one by one."""
        return tuple(self.statement.reason.split("; "))

    @property
    def marked(self) -> str:
        """The quote with its trigger between guillemets."""
        s = self.statement
        first, last = s.trigger_start - s.start, s.trigger_end - s.start
        return f"{s.quote[:first]}«{s.quote[first:last]}»{s.quote[last:]}"

    @property
    def before(self) -> str:
        """What stands before the quote in its paragraph."""
        return self.document.text[: self.statement.start].rpartition("\n\n")[2].strip()

    @property
    def after(self) -> str:
        """What stands after the quote in its paragraph."""
        return self.document.text[self.statement.end :].partition("\n\n")[0].strip()


def explanation(ledger: Ledger, statement: Statement, examples: Sequence[Near] = ()) -> Explanation:
    """The explanation of one statement of a ledger, with the examples that are near it."""
    here = ledger.statements(Query(document=statement.document))
    by_id = {s.id: s for s in here}
    related = [
        Related(link, by_id.get(link.effect if is_cause else link.cause), is_cause)
        for link in ledger.links()
        for is_cause in (True, False)
        if (link.cause if is_cause else link.effect) == statement.id
    ]
    document = ledger.document(statement.document)
    beside = _beside(statement, here)
    return Explanation(statement, document, tuple(related), beside, tuple(examples))


def _beside(statement: Statement, here: list[Statement]) -> tuple[Statement, ...]:
    starts = sorted({s.start for s in here} | {statement.start})
    place = starts.index(statement.start)
    near = set(starts[max(0, place - 1) : place + 2])
    return tuple(s for s in here if s.start in near and s.id != statement.id)
