"""Patterns put to the test: when a level changed, who answers whom, whether a claim holds.

The models of timing and of reciprocity need the extra `cuibono[models]`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from cuibono.answer import AnswerList
from cuibono.errors import UsageError
from cuibono.events.kinds import CONFLICT
from cuibono.inquiry import Inquiry

if TYPE_CHECKING:
    from cuibono.measures.answers import Answers
    from cuibono.measures.check import Check
    from cuibono.measures.deeds.dated_rows import DatedRow
    from cuibono.measures.escalation import Escalation
    from cuibono.measures.timing import Timing


class Tested:
    """The questions of a desk that a model answers, each with what it can and cannot say."""

    def __init__(self, inquiry: Inquiry) -> None:
        self._ask = inquiry

    def escalation(
        self,
        a: str,
        b: str | None = None,
        by: str = "month",
        since: date | None = None,
        against: str | Path | None = None,
        where: Iterable[str] = (),
        sure: float | None = None,
    ) -> Escalation:
        """When `a`'s conflict (with `b`) changed its level; with `against`, the rows of a CSV.

        `sure` is the confidence from which a statement counts, as in `events`. Raises UsageError
        for an unknown actor or period, or too few events to find a change.
        """
        from cuibono.measures.escalation import escalation
        from cuibono.measures.series_file import read_series
        from cuibono.measures.watched import count_by

        doer, other = self._ask.actor(a), b and self._ask.actor(b)
        if against is not None:
            return escalation(read_series(against, where).counts(str(by), since))
        rows = self._acts([(doer, other)], sure)
        days = [r.day for r in rows if r.side == CONFLICT]
        if not days:
            against_whom = f" against {self._ask.called(other)}" if other else ""
            who = f"{self._ask.called(doer)}{against_whom}"
            raise UsageError(f"the ledger holds no dated act of conflict by {who}")
        return escalation(count_by(days, str(by), since))

    def acts(
        self,
        a: str,
        b: str | None = None,
        side: str | None = None,
        since: date | None = None,
        sure: float | None = None,
    ) -> AnswerList[DatedRow]:
        """The dated acts of `a` (towards `b`) that are counted, with where each stands."""
        from cuibono.measures.deeds.dated_rows import DatedRow

        found = self._acts([(self._ask.actor(a), b and self._ask.actor(b))], sure)
        kept = (r for r in found if side in (None, r.side) and not (since and r.day < since))
        return AnswerList(kept, DatedRow.COLUMNS)

    def timing(self, found: Escalation, what: str | Path) -> Timing:
        """Whether the counts of `found` are tied to a day, or to the series in a CSV file."""
        from cuibono.measures.series_file import read_series
        from cuibono.measures.timing import tied_to_date, tied_to_series

        try:
            day = date.fromisoformat(str(what))
        except ValueError:
            series = read_series(what)
            counts = series.counts(found.counts.by, series.first, series.last)
            return tied_to_series(found.counts, counts, series.name)
        return tied_to_date(found.counts, day)

    def reciprocity(
        self,
        a: str,
        b: str,
        third: str | None = None,
        by: str = "week",
        sure: float | None = None,
    ) -> Answers:
        """Whether `a` and `b` answer each other in kind, and what a third does to them.

        Raises UsageError where the ledger holds too few of their acts, and says what is enough.
        """
        from cuibono.measures.answers import answers

        one, two = self._ask.actor(a), self._ask.actor(b)
        if one == two:
            raise UsageError(f"reciprocity needs two actors, not {one} twice")
        other = third and self._ask.actor(third)
        pairs: list[tuple[str, str | None]] = [(one, two), (two, one)]
        pairs += [(other, one), (other, two)] if other else []
        return answers(self._acts(pairs, sure), one, two, other, str(by))

    def check(self, id_: str, against: str | Path, where: Iterable[str] = ()) -> Check:
        """Hold what a statement claims about times or counts against a series in a CSV file."""
        from cuibono.measures.check import check
        from cuibono.measures.series_file import read_series

        return check(self._ask.ledger.statement(id_), read_series(against, where))

    def _acts(self, pairs: Sequence[tuple[str, str | None]], sure: float | None) -> list[DatedRow]:
        from cuibono.measures.deeds.dated_rows import rows_between

        events = self._ask.events_about([actor for actor, _ in pairs], sure)
        return rows_between(self._ask.ledger, events, pairs, self._ask.kinds)
