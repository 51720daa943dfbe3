"""How much an actor's cooperation hangs on few partners, beside all other states."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

import numpy as np

from cuibono.actors.code import Code, literal, root, root_in_sql
from cuibono.errors import CuibonoError
from cuibono.measures.deeds.dyads import Dyads, Evidence, nothing, once
from cuibono.measures.deeds.support import Support, Supported, counted
from cuibono.measures.periods import When
from cuibono.measures.series import covering, on_texts
from cuibono.measures.statistics.bootstrap import SEED, TIMES, Estimate, estimate

Array = np.ndarray[Any, Any]
ENOUGH = 10
"""Cooperative events in a period that a state needs to be measured, and to be ranked."""
HOW = (
    "Cooperative events (PLOVER score above 0) between the actor and each other state, in either "
    "direction; concentration is the Herfindahl index, corrected for the share that chance adds "
    "when events are few; the effective number of partners is its inverse; rank 1 is the most "
    f"concentrated of all states with {ENOUGH} such events or more; 95 % intervals by resampling "
    "events."
)
Ties = dict[str, int]


@dataclass(frozen=True, slots=True)
class Reliance:
    """How concentrated an actor's cooperation is in one period.

    `events` are its cooperative events with other states, `partners` these states, `biggest`
    the partner with the most of them and `share` its share. `herfindahl` is the chance that two
    events drawn from the actor's are with the same partner (Simpson 1949), 1 where there is one
    partner; `effective` is how many equal partners would give it. `rank` among the `states`
    that were ranked is 1 for the most concentrated; the others are held fixed in its interval.
    """

    period: date
    label: str
    events: int
    partners: int
    biggest: str
    share: Estimate
    herfindahl: Estimate
    effective: Estimate
    rank: Estimate
    states: int

    COLUMNS: ClassVar = ("share", "herfindahl", "effective", "rank")

    @property
    def percentile(self) -> float | None:
        """The share of the other ranked states that are less concentrated, in per cent."""
        if self.rank.value is None or self.states < 2:
            return None
        return 100 * (self.states - self.rank.value) / (self.states - 1)

    def to_dict(self) -> dict[str, Any]:
        """The period as plain values, each figure with its interval."""
        plain = {
            "period": self.label, "events": self.events, "partners": self.partners,
            "biggest": self.biggest,
        }  # fmt: skip
        figures = (getattr(self, name).flat(name) for name in self.COLUMNS)
        flat = {key: value for figure in figures for key, value in figure.items()}
        return plain | flat | {"states": self.states, "percentile": self.percentile}


@dataclass(frozen=True, slots=True)
class Isolation(Supported):
    """How concentrated an actor's cooperation is, period by period."""

    actor: str
    when: When
    points: tuple[Reliance, ...]
    support: Support
    evidence: Evidence

    def records(self) -> list[dict[str, Any]]:
        """Plain JSON values, a line a period."""
        return [point.to_dict() for point in self.points]

    def rows(self) -> list[dict[str, Any]]:
        """The actor's cooperative events, in order of time."""
        return self.evidence.rows()


def isolation(dyads: Dyads, actor: str, when: When, states: frozenset[str]) -> Isolation:
    """How concentrated an actor's cooperation with other states is, over time.

    `states` are the codes that count as states. Raises CuibonoError where the actor has too few
    cooperative events in every period.
    """
    known = covering(dyads, when)
    own, told = _own(dyads, actor, when, states)
    enough = {p: ties for p, ties in own.items() if sum(ties.values()) >= ENOUGH}
    if not enough:
        raise _too_few(dyads, actor, when, own)
    others = _everybody(dyads, actor, when, states)
    points = tuple(_points(enough, others, when))
    partners = _listed(states - {root(actor)})
    periods = ", ".join(f"date '{period}'" for period in enough)
    where = (
        f"{_condition(actor, when)} and {_partner(actor)} in ({partners}) "
        f"and {when.period} in ({periods})"
    )
    rows: Counter[str] = Counter()
    for period in enough:
        rows += told[period]
    evidence = Evidence(dyads, (("deeds", where),))
    few = [when.by.label(p) for p in own if p not in enough]
    support = Support(HOW, counted(known, rows), tuple(_notes(few, dyads)))
    return Isolation(actor, when, points, support, evidence)


def _too_few(dyads: Dyads, actor: str, when: When, own: dict[date, Ties]) -> CuibonoError:
    takes_part = f"({Code(actor).in_sql('actor')} or {Code(actor).in_sql('recipient')})"
    ((rows,),) = dyads.ask(f"select count(*) from deeds where {takes_part} and {when.condition}")
    if not rows:
        return nothing(dyads, actor, None)
    most = max((sum(ties.values()) for ties in own.values()), default=0)
    return CuibonoError(
        f"{actor}: {rows} events, of them at most {most} cooperative ones with other states in a "
        f"{when.by}: {ENOUGH} in one {when.by} would be enough"
    )


def _notes(few: list[str], dyads: Dyads) -> Iterator[str]:
    yield "Cooperation that no source reports counts as none."
    if few:
        yield f"Left out for want of {ENOUGH} cooperative events: {', '.join(few)}."
    yield from on_texts(dyads)


def _condition(actor: str, when: When) -> str:
    """SQL that keeps an actor's cooperative events."""
    acts, suffers = (Code(actor).in_sql(side) for side in ("actor", "recipient"))
    return (
        f"score > 0 and {once(actor)} and ({acts} or {suffers}) "
        f"and {when.condition} and {when.within_one}"
    )


def _partner(actor: str) -> str:
    """SQL for the other side of an actor's event."""
    return (
        f"case when {Code(actor).in_sql('actor')} then {root_in_sql('recipient')} "
        f"else {root_in_sql('actor')} end"
    )


def _own(
    dyads: Dyads, actor: str, when: When, states: frozenset[str]
) -> tuple[dict[date, Ties], dict[date, Counter[str]]]:
    """Cooperative events of an actor with other states, by period: of partners, and of sources."""
    found = dyads.ask(
        f"select {when.period}, {_partner(actor)}, source, count(*) from deeds "
        f"where {_condition(actor, when)} group by all order by all"
    )
    periods: defaultdict[date, Ties] = defaultdict(dict)
    rows: defaultdict[date, Counter[str]] = defaultdict(Counter)
    for period, other, source, times in found:
        if other in states and other != root(actor):
            periods[period][other] = periods[period].get(other, 0) + times
            rows[period][source] += times
    return dict(periods), dict(rows)


def _everybody(
    dyads: Dyads, actor: str, when: When, states: frozenset[str]
) -> dict[date, list[float]]:
    """The concentration of every other state that has events enough, by period."""
    listed = _listed(states)
    states_only = f"a <> b and a in ({listed}) and b in ({listed})"
    found = dyads.ask(
        f"with sides as (select {when.period} as period, {root_in_sql('actor')} as a, "
        f"{root_in_sql('recipient')} as b from deeds where score > 0 and once "
        f"and {when.condition} and {when.within_one}), "
        "ties as (select period, least(a, b) as a, greatest(a, b) as b, count(*) as n "
        "from sides where a is not null and b is not null group by all), "
        f"pairs as (select * from ties where {states_only}), "
        "ways as (select * from pairs union all select period, b, a, n from pairs) "
        "select period, sum(n * (n - 1)) / (sum(n) * (sum(n) - 1)) from ways "
        f"where a <> {literal(actor.partition('.')[0])} "
        f"group by period, a having sum(n) >= {ENOUGH} order by all"
    )
    periods: defaultdict[date, list[float]] = defaultdict(list)
    for period, herfindahl in found:
        periods[period].append(float(herfindahl))
    return dict(periods)


def _listed(states: frozenset[str]) -> str:
    return ", ".join(map(literal, sorted(states)))


def _points(
    own: dict[date, Ties], others: dict[date, list[float]], when: When
) -> Iterator[Reliance]:
    for period, ties in own.items():
        beside = np.sort(np.array(others.get(period, []), float))
        yield _reliance(period, when.by.label(period), ties, beside)


def _reliance(period: date, label: str, ties: Ties, beside: Array) -> Reliance:
    counts = np.array([list(ties.values())])
    total = int(counts.sum())
    again = np.random.default_rng(SEED).multinomial(total, counts[0] / total, TIMES)
    value, drawn = float(concentration(counts)[0]), concentration(again)
    # A resample repeats events, which adds (1 - herfindahl) / events: taken off again.
    plain = float(((counts / total) ** 2).sum())
    drawn = np.clip(drawn - (plain - value), 0, 1)
    biggest = max(ties, key=lambda partner: ties[partner])
    share = counts.max() / total
    return Reliance(
        period, label, total, len(ties), biggest,
        estimate(float(share), again[:, counts[0].argmax()] / total, total),
        estimate(value, drawn, total),
        estimate(*_inverse(value, drawn), total),
        estimate(*_ranks(value, drawn, beside), total),
        len(beside) + 1,
    )  # fmt: skip


def _inverse(value: float, drawn: Array) -> tuple[float, Array]:
    with np.errstate(divide="ignore"):
        return (1 / value if value else np.nan), 1 / drawn


def _ranks(value: float, drawn: Array, beside: Array) -> tuple[float, Array]:
    """One more than the number of states that are more concentrated."""
    if not len(beside):
        return np.nan, np.full(len(drawn), np.nan)
    above = len(beside) - np.searchsorted(beside, np.append(drawn, value), side="right")
    return float(above[-1] + 1), (above[:-1] + 1).astype(float)


def concentration(counts: Array) -> Array:
    """The Herfindahl index of each row of counts, without the bias of few events.

    The chance that two different events of the row are with the same partner (Simpson 1949,
    Measurement of diversity): sum of n (n - 1) over N (N - 1), from 0 to 1.

    >>> concentration(np.array([[2, 2], [4, 0]])).round(3).tolist()
    [0.333, 1.0]
    """
    total = counts.sum(axis=1)
    return (counts * (counts - 1)).sum(axis=1) / (total * (total - 1))
