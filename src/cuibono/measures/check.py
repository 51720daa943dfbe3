"""A claim about times or counts held against a series: supported, contradicted, or neither."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from cuibono.answer import Answer
from cuibono.coding.statement import Statement
from cuibono.language import intervals
from cuibono.measures.countable import CountClaim, Days, claims_of
from cuibono.measures.series_file import OutsideSeries, SeriesRow

ABOUT = 0.1
"""How far from “about” a number may be, as a share of it."""
KINDS = "a pause, none, a resumption, the first since, a rise or fall, a number in a period"


class SeriesSays(StrEnum):
    """What a series says of a claim."""

    SUPPORTED = "supported"
    CONTRADICTED = "contradicted"
    UNTOLD = "cannot be told"


@dataclass(frozen=True, slots=True)
class Checked:
    """One claim of a quote, the verdict on it, why, and the rows that decided."""

    claim: CountClaim
    verdict: SeriesSays
    why: str
    rows: tuple[SeriesRow, ...] = ()


GRANTED = "Every row of the series is taken to be of the kind that the statement means."


@dataclass(frozen=True, slots=True)
class Check(Answer):
    """A statement beside a series: a finding for each claim that was read in its quote."""

    statement: Statement
    series: OutsideSeries
    findings: tuple[Checked, ...]

    @property
    def verdict(self) -> SeriesSays:
        """Contradicted where any claim is; supported where all are; else it cannot be told."""
        held = {finding.verdict for finding in self.findings}
        if SeriesSays.CONTRADICTED in held:
            return SeriesSays.CONTRADICTED
        return SeriesSays.SUPPORTED if held == {SeriesSays.SUPPORTED} else SeriesSays.UNTOLD

    def sentences(self) -> list[str]:
        """The verdict in plain sentences."""
        if not self.findings:
            return [f"Cannot be told: the quote contains no claim of a known kind ({KINDS})."]
        told = [f"“{f.claim.words}” ({f.claim.kind}): {f.verdict}: {f.why}" for f in self.findings]
        if self.statement.stance.foretold:
            told.append(
                f"The source does not say that this has happened: it is {self.statement.stance}."
            )
        return [*told, GRANTED]

    def figures(self) -> dict[str, Any]:
        """The verdict on all claims of the quote together."""
        return {"verdict": str(self.verdict)}

    @property
    def notes(self) -> tuple[str, ...]:
        """What the verdict takes for granted."""
        return (GRANTED,)

    def records(self) -> list[dict[str, Any]]:
        """A row for each claim, as plain JSON values; `lines` are those of the series' file."""
        return [
            {
                "statement": self.statement.id, "claim": f.claim.kind, "words": f.claim.words,
                "verdict": str(f.verdict), "why": f.why, "series": self.series.name,
                "lines": [row.line for row in f.rows],
            }
            for f in self.findings
        ]  # fmt: skip


def check(statement: Statement, series: OutsideSeries) -> Check:
    """Hold what a statement's quote claims about times or counts against a series.

    Every row of the series is taken to be of what the statement speaks of: restrict the series
    where the statement speaks of a part. Raises nothing: what cannot be read or lies outside
    of the series cannot be told.
    """
    return Check(statement, series, tuple(_finding(c, series) for c in claims_of(statement)))


def _finding(claim: CountClaim, series: OutsideSeries) -> Checked:
    if claim.why or claim.period is None:
        return Checked(claim, SeriesSays.UNTOLD, f"{claim.why}.")
    for days in filter(None, (claim.period, claim.before)):
        if days[0] < series.first or days[1] > series.last:
            return Checked(
                claim, SeriesSays.UNTOLD,
                f"it speaks of {_named(days)}; the series runs from {series.first} to "
                f"{series.last}.",
            )  # fmt: skip
    judge = {"rose": _changed, "fell": _changed, "number": _counted, "resumed": _resumed}
    found = judge.get(claim.kind, _silent)(claim, series, claim.period)
    taken = f" ({claim.taken[0].upper()}{claim.taken[1:]}.)" if claim.taken else ""
    return Checked(claim, found.verdict, found.why + taken, found.rows)


def _silent(claim: CountClaim, series: OutsideSeries, period: Days) -> Checked:
    """Whether nothing was in a period."""
    rows = series.between(*period)
    if rows:
        return Checked(claim, SeriesSays.CONTRADICTED, f"{_many(rows, period)}{_again(rows)}", rows)
    # What frames the silence is cited: the last row before it and the first after it.
    before = [r for r in series.rows if r.last < period[0] and r.count][-1:]
    after = [r for r in series.rows if r.first > period[1] and r.count][:1]
    frame = f", between {_cited(before)} and {_cited(after)}" if before and after else ""
    why = f"none {_named(period, 'in')}{frame}."
    return Checked(claim, SeriesSays.SUPPORTED, why, (*before, *after))


def _resumed(claim: CountClaim, series: OutsideSeries, period: Days) -> Checked:
    """Whether something was in a period and nothing in as long a time before it."""
    rows = series.between(*period)
    if not rows:
        return Checked(claim, SeriesSays.CONTRADICTED, f"none {_named(period, 'in')}.")
    earlier = series.between(*claim.before) if claim.before else ()
    if not earlier or claim.before is None:
        why = f"{_many(rows, period)} None {_named(claim.before or period, 'in')}."
        return Checked(claim, SeriesSays.SUPPORTED, why, rows)
    return Checked(
        claim, SeriesSays.CONTRADICTED,
        f"{_many(earlier, claim.before)} They went on before {period[0]}.", earlier,
    )  # fmt: skip


def _changed(claim: CountClaim, series: OutsideSeries, period: Days) -> Checked:
    """Whether the counts went the way that is claimed, and the numbers are right."""
    assert claim.before is not None
    both = series.between(*claim.before), series.between(*period)
    old, new = (sum(row.count for row in rows) for rows in both)
    right = new > old if claim.kind == "rose" else new < old
    wrong = [
        f"not {told:g} but {counted} {_named(days, 'in')}"
        for told, counted, days in zip(
            claim.numbers, (new, old), (period, claim.before), strict=True
        )
        if told is not None and told != counted
    ]
    why = f"{old} {_named(claim.before, 'in')}, {new} {_named(period, 'in')}"
    why += f"; {', '.join(wrong)}." if wrong else "."
    verdict = SeriesSays.SUPPORTED if right and not wrong else SeriesSays.CONTRADICTED
    return Checked(claim, verdict, why, (*both[0], *both[1]))


def _counted(claim: CountClaim, series: OutsideSeries, period: Days) -> Checked:
    """Whether a number agrees with the count of a period, by its bound."""
    rows = series.between(*period)
    counted, told = sum(row.count for row in rows), claim.numbers[0] or 0.0
    agrees = {
        "at least": counted >= told,
        "at most": counted <= told,
        "about": abs(counted - told) <= ABOUT * told,
    }.get(claim.bound, counted == told)
    verdict = SeriesSays.SUPPORTED if agrees else SeriesSays.CONTRADICTED
    return Checked(claim, verdict, f"{counted} {_named(period, 'in')}.", rows)


def _named(days: Days, word: str = "") -> str:
    """A period in words: a year or a month, or from one day to another."""
    span = intervals.between(*days).replace("/", " to ")
    return f"{'from' if ' to ' in span else 'in'} {span}" if word else span


def _many(rows: Iterable[SeriesRow], period: Days) -> str:
    """How many a period holds, by year where it has several."""
    years: Counter[int] = Counter()
    for row in rows:
        years[row.first.year] += row.count
    told = ", ".join(f"{count} in {year}" for year, count in sorted(years.items()))
    parts = f" ({told})" if len(years) > 1 or period[0].year != period[1].year else ""
    return f"{sum(years.values())} {_named(period, 'in')}{parts}."


def _again(rows: tuple[SeriesRow, ...]) -> str:
    return f" The first on {_cited(rows[:1])}."


def _cited(rows: Iterable[SeriesRow]) -> str:
    return "".join(f"{row.when} (line {row.line})" for row in rows)
