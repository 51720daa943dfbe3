"""The balance of two actors period by period: who gave and gained what, and how surely."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from cuibono.errors import CuibonoError
from cuibono.events.dating import FIRST, LAST, days_of
from cuibono.events.event import Event, Status
from cuibono.measures.deeds.support import Source, Support, Supported
from cuibono.measures.periods import When
from cuibono.measures.sums import Balance

HOW = (
    "Transfers and gains that texts report, by channel; the weight of an event is the number "
    "of independent sources that affirm it; organs count with their state."
)
Key = tuple[str, str, str | None, str]


@dataclass(frozen=True, slots=True)
class PeriodShare:
    """What one actor gave, gained or lost by one channel in one period.

    `kind` is gave, gain or lose, `what` the channel or context. `weight` adds up the independent
    sources of the events; `contested` and `foretold` are the parts of it whose events somebody
    denies, and whose events have not happened yet.
    """

    period: date
    label: str
    kind: str
    actor: str
    other: str | None
    what: str
    events: tuple[Event, ...]

    @property
    def weight(self) -> int:
        """Independent sources, added up over the events."""
        return sum(e.sources for e in self.events)

    def of(self, status: Status) -> int:
        """The part of the weight whose events have a status."""
        return sum(e.sources for e in self.events if e.status is status)


@dataclass(frozen=True, slots=True)
class OverTime(Supported):
    """A balance period by period; what has no date within one period is counted in the notes."""

    a: str
    b: str
    when: When
    shares: tuple[PeriodShare, ...]
    support: Support

    COLUMNS: ClassVar = (
        "period", "kind", "actor", "other", "what", "events", "weight", "contested", "foretold",
        "statements",
    )  # fmt: skip

    def records(self) -> list[dict[str, Any]]:
        """Plain JSON values, a line for each period, actor and channel, with its statements."""
        return [
            {
                "period": s.label, "kind": s.kind, "actor": s.actor, "other": s.other,
                "what": s.what, "events": len(s.events), "weight": s.weight,
                "contested": s.of(Status.CONTESTED), "foretold": s.of(Status.FORETOLD),
                "statements": [x.id for e in s.events for x in e.statements],
            }
            for s in self.shares
        ]  # fmt: skip

    def rows(self) -> list[dict[str, Any]]:
        """The events behind it, each once, in order of time."""
        once = {e.id: e for s in self.shares for e in s.events}
        return [e.to_dict() for e in once.values()]


def over_time(balance: Balance, when: When) -> OverTime:
    """A balance period by period.

    Raises CuibonoError where no event of it has a date within one period.
    """
    cells: defaultdict[tuple[date, Key], list[Event]] = defaultdict(list)
    left = 0
    for key, event in _entries(balance):
        period = _period(event, when)
        if period is None:
            left += 1
        else:
            cells[period, key].append(event)
    if not cells:
        raise CuibonoError(
            f"{balance.a} and {balance.b}: none of {left} transfers and gains is dated to a "
            f"{when}: one would be enough"
        )
    shares = tuple(
        PeriodShare(period, when.by.label(period), *key, tuple(cells[period, key]))
        for period, key in sorted(cells, key=lambda c: (c[0], c[1][1] != balance.a, str(c[1])))
    )
    notes = (f"Left out: {left} not dated to one {when.by}.",) if left else ()
    return OverTime(balance.a, balance.b, when, shares, Support(HOW, _sources(shares), notes))


def _entries(balance: Balance) -> Iterator[tuple[Key, Event]]:
    for c in balance.given:
        for event in c.events:
            yield ("gave", c.giver, c.receiver, c.channel), event
    for g in balance.gains:
        for event in g.events:
            yield (g.kind.lower(), g.actor, None, g.context), event


def _period(event: Event, when: When) -> date | None:
    """The period that an event's days lie in, None where there is none, or outside the days."""
    days = days_of(event.when) if event.when else None
    if days is None or days.first == FIRST or days.last == LAST:
        return None
    first, last = date.fromordinal(days.first), date.fromordinal(days.last)
    if (when.first and first < when.first) or (when.last and last > when.last):
        return None
    start = when.by.start(first)
    return start if start == when.by.start(last) else None


def _sources(shares: tuple[PeriodShare, ...]) -> tuple[Source, ...]:
    """Who affirms the events, with how many of them, and from when to when."""
    once = {e.id: (e, s.period) for s in shares for e in s.events}
    rows: Counter[str] = Counter()
    spans: defaultdict[str, list[date]] = defaultdict(list)
    for event, _ in once.values():
        days = days_of(event.when or "")
        for name in {v.name for v in event.voices if not v.denies}:
            rows[name] += 1
            spans[name] += [date.fromordinal(days.first), date.fromordinal(days.last)]
    found = (Source(n, "voice", rows[n], min(d), max(d)) for n, d in spans.items())
    return tuple(sorted(found, key=lambda s: (-s.rows, s.name)))
