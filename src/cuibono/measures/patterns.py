"""Patterns over years: what is asked of a desk about two actors, or one among all."""

from __future__ import annotations

from typing import TYPE_CHECKING, overload

from cuibono.counting import EVERY, Only
from cuibono.errors import UsageError
from cuibono.inquiry import Inquiry
from cuibono.measures.balance import balance
from cuibono.measures.sums import Balance

if TYPE_CHECKING:
    from cuibono.measures.alignment import Alignment
    from cuibono.measures.deeds.dyads import Dyads
    from cuibono.measures.isolation import Isolation
    from cuibono.measures.over_time import OverTime
    from cuibono.measures.series import Everyone, Series

STATES = ("state", "polity", "historic")


class Patterns:
    """The verbs that measure over time; periods are named week, month, year or decade.

    `within` is an ISO 8601 interval such as 2018 or 1990/2020-06, `sure` the confidence from
    which a statement counts, as in `events`. Every result has `records()`, its lines as plain
    values; `support`, how it was computed on which rows; and `rows()`, which lists them.

    >>> import tempfile
    >>> from pathlib import Path
    >>> from cuibono import Desk
    >>> folder = Path(tempfile.mkdtemp())
    >>> _ = (folder / "deeds.toml").write_text(
    ...     '[columns]\\ndate = "day"\\nactor = "who"\\nrecipient = "whom"\\ntype = "what"')
    >>> _ = (folder / "deeds.csv").write_text(
    ...     "day,who,what,whom\\n2022-12-05,Russia,AID,North Korea\\n")
    >>> desk = Desk(folder / "ledger")
    >>> _ = desk.import_(str(folder / "deeds.toml"), [folder / "deeds.csv"])
    >>> flow = desk.series("Russia", "PRK").of("RUS")[0]
    >>> flow.label, flow.events, flow.score_mean
    ('2022-12', 1, 10.0)
    """

    def __init__(self, inquiry: Inquiry) -> None:
        self._ask = inquiry

    def balance(self, a: str, b: str, sure: float | None = None, only: Only = EVERY) -> Balance:
        """What `a` and `b` gave each other by channel, and what each is said to have gained."""
        parties = self._ask.actor(a), self._ask.actor(b)
        events = self._ask.events_about(parties, sure, only)
        return balance(events, *parties, self._ask.kinds)

    def dyads(self, sure: float | None = None) -> Dyads:
        """The dated rows of imported event data and of texts, to be asked by SQL."""
        from cuibono.measures.deeds.dyads import Dyads
        from cuibono.measures.deeds.told import ToldRows, told

        ask = self._ask

        def texts() -> ToldRows:
            return told(ask.events(sure), ask.ledger.documents(), ask.origins(sure), ask.kinds)

        return Dyads(ask.ledger, ask.remember(("told", sure), texts), ask.kinds)

    @overload
    def series(
        self,
        a: str,
        b: str,
        by: str = "month",
        within: str | None = None,
        sure: float | None = None,
    ) -> Series: ...
    @overload
    def series(
        self,
        a: None = None,
        b: None = None,
        by: str = "month",
        within: str | None = None,
        sure: float | None = None,
    ) -> Everyone: ...
    def series(
        self,
        a: str | None = None,
        b: str | None = None,
        by: str = "month",
        within: str | None = None,
        sure: float | None = None,
    ) -> Series | Everyone:
        """What `a` did to `b` and `b` to `a` in every period, in counts and PLOVER scores.

        Without actors, what everybody did to everybody, as an Arrow table. Raises CuibonoError
        where nothing passed between the two.
        """
        from cuibono.measures.periods import When
        from cuibono.measures.series import everyone, series

        when = When.of(by, within)
        if a is not None and b is not None:
            return series(self.dyads(sure), self._ask.actor(a), self._ask.actor(b), when)
        if a is not None or b is not None:
            raise UsageError("a series needs two actors; leave out both for all pairs")
        return everyone(self.dyads(sure), when)

    def alignment(
        self,
        a: str,
        b: str,
        by: str = "year",
        within: str | None = None,
        sure: float | None = None,
    ) -> Alignment:
        """How two states stand together: in votes, and in what they do to third states.

        Raises CuibonoError where there is neither a common vote nor an event of both.
        """
        from cuibono.measures.alignment import alignment
        from cuibono.measures.periods import When

        parties = self._ask.actor(a), self._ask.actor(b)
        return alignment(self.dyads(sure), *parties, When.of(by, within), self._states())

    def isolation(
        self, actor: str, by: str = "year", within: str | None = None, sure: float | None = None
    ) -> Isolation:
        """How concentrated an actor's cooperation is, beside that of all other states.

        Raises CuibonoError where the actor has too few cooperative events in every period.
        """
        from cuibono.measures.isolation import isolation
        from cuibono.measures.periods import When

        when = When.of(by, within)
        return isolation(self.dyads(sure), self._ask.actor(actor), when, self._states())

    def balance_over_time(
        self,
        a: str,
        b: str,
        by: str = "year",
        within: str | None = None,
        sure: float | None = None,
    ) -> OverTime:
        """What two actors gave each other and gained, by channel and period.

        Raises CuibonoError where no transfer or gain is dated to one period.
        """
        from cuibono.measures.over_time import over_time
        from cuibono.measures.periods import When

        return over_time(self.balance(a, b, sure), When.of(by, within))

    def _states(self) -> frozenset[str]:
        return frozenset(actor.code for actor in self._ask.registry if actor.kind in STATES)
