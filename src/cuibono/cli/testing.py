"""The verbs that test what counts can bear: `escalation`, `reciprocity`, `check`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cuibono.cli import show
from cuibono.cli.asking import ActorA, ActorB, Format
from cuibono.cli.options import (
    HERE,
    AsOf,
    Codebook,
    LedgerDir,
    Output,
    RowFormat,
    Sure,
    day,
    desk,
    path,
)
from cuibono.inquiry import Own

if TYPE_CHECKING:
    from cuibono.measures.answers import Answers
    from cuibono.measures.check import Check
    from cuibono.measures.escalation import Escalation
    from cuibono.measures.timing import Timing


class Step(StrEnum):
    """How long a period is."""

    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


Where = Annotated[
    list[str] | None,
    typer.Option("--where", metavar="COLUMN=VALUE", help="Only rows with this value; repeatable."),
]
Since = Annotated[
    date | None, typer.Option(parser=day, metavar="DATE", help="Count from this day on.")
]
Tied = Annotated[
    str | None,
    typer.Option(metavar="DATE|CSV", help="Was the shift tied to a date, or to a series?"),
]
Instead = Annotated[
    Path | None,
    typer.Option(parser=path, metavar="CSV", help="Count the rows of this file instead."),
]
Rows = Annotated[
    bool, typer.Option("--rows", help="List the acts that are counted, with where they stand.")
]
ACTS = ("day", "actor", "recipient", "side", "type", "origin")


def _list(acts: Sequence[Mapping[str, str]], format_: RowFormat) -> None:
    if format_ is RowFormat.TABLE:
        show.table(ACTS, [tuple(act.values()) for act in acts], show.count(len(acts), "act"))
    elif format_ is RowFormat.JSONL:
        show.json_lines(acts)
    else:
        show.comma_separated(acts, ACTS)


def escalation(
    a: ActorA,
    b: Annotated[str | None, typer.Argument(metavar="B", help="Only acts towards B.")] = None,
    by: Annotated[Step, typer.Option(help="Counts by week, month or year.")] = Step.MONTH,
    since: Since = None,
    timing: Tied = None,
    against: Instead = None,
    where: Where = None,
    rows: Rows = False,
    sure: Sure = None,
    codebook: Codebook = None,
    format_: Format = RowFormat.TABLE,
    output: Output = None,
    as_of: AsOf = None,
    ledger: LedgerDir = HERE,
) -> None:
    """Find when A's conflict (with B) changed its level, by how much, and how sure that is.

    Change points in counts, each with a 95 % interval for its date, and the rate before and
    after. --timing compares a date with all others, or another series with this one. -o
    writes a picture (.html, .svg, .png).

    Example: cuibono escalation PRK KOR --by month --timing 2022-02-24
    """
    here = desk(ledger, as_of, Own(codebook))
    if rows:
        if against:
            raise typer.BadParameter("--rows lists acts of the ledger: leave out --against")
        _list(here.acts(a, b, "conflict", since, sure).records(), format_)
        return
    found = here.escalation(a, b, by, since, against, tuple(where or ()), sure)
    tied = here.timing(found, timing) if timing else None
    if output:
        here.chart(found, output)
    if format_ is RowFormat.TABLE:
        _tell_escalation(found, tied)
    elif format_ is RowFormat.JSONL:
        show.json_lines(found.records())
    else:
        show.comma_separated(found.records(), list(found.columns) or ["when"])


SHIFTS = ("from", "95 % of the date", "before", "after", "times", "events", "chance")


def _tell_escalation(found: Escalation, tied: Timing | None) -> None:
    by = found.counts.by
    rows = [
        (
            s.when, f"{s.low} to {s.high}",
            f"{s.before.rate:.3g} ({s.before.low:.2g} to {s.before.high:.2g}) a {by}",
            f"{s.after.rate:.3g} ({s.after.low:.2g} to {s.after.high:.2g})",
            f"{s.ratio:.2g} ({s.ratio_low:.2g} to {s.ratio_high:.2g})",
            f"{s.before.events} → {s.after.events}", f"{s.chance:.0%}",
        )
        for s in found.shifts
    ]  # fmt: skip
    show.table(SHIFTS, rows, "changes of level")
    _say(found.sentences())
    silences = [(f"{s.first} to {s.last}", s.resumed, str(s.year)) for s in found.silences]
    if silences:
        show.table(("none", "resumed in", "in that year"), silences, "\nsilences")
    if tied:
        _say(tied.sentences())
    _say((*found.notes, *(tied.notes if tied else ())))


def _say(lines: tuple[str, ...] | list[str]) -> None:
    """Sentences, one a line, after an empty one."""
    show.say()
    for line in lines:
        show.say(line)


def reciprocity(
    a: ActorA,
    b: ActorB,
    third: Annotated[
        str | None, typer.Option(metavar="C", help="Do A and B answer what C does to them?")
    ] = None,
    by: Annotated[Step, typer.Option(help="Periods of the autoregression.")] = Step.WEEK,
    rows: Rows = False,
    sure: Sure = None,
    codebook: Codebook = None,
    format_: Format = RowFormat.TABLE,
    output: Output = None,
    as_of: AsOf = None,
    ledger: LedgerDir = HERE,
) -> None:
    """Ask whether A and B answer each other in kind, how soon, and how strongly.

    A vector autoregression with Granger tests and impulse responses for conflict and for
    cooperation, and a relational event model with half-lives. -o writes a picture.

    Example: cuibono reciprocity CHN JPN --by week
    """
    here = desk(ledger, as_of, Own(codebook))
    if rows:
        pairs = [(a, b), (b, a), *([(third, a), (third, b)] if third else [])]
        _list([act for pair in pairs for act in here.acts(*pair, sure=sure).records()], format_)
        return
    found = here.reciprocity(a, b, third, by, sure)
    if output:
        here.chart(found, output)
    if format_ is RowFormat.TABLE:
        _tell_answers(found)
    elif format_ is RowFormat.JSONL:
        show.json_lines(found.records())
    else:
        told = found.records()
        columns = list(found.columns)
        show.comma_separated(({c: row.get(c, "") for c in columns} for row in told), columns)


PERIODS = ("cause", "effect", "p", "peak response", "95 %", "in period")
EVENTS = ("one event of", "brings of", "number", "95 %", "p", "half-life in days")


def _tell_answers(found: Answers) -> None:
    show.say(f"{found.a} and {found.b}, {found.first} to {found.last}: {found.support()}")
    for side, model in found.sides.items():
        rows = [
            (r["cause"], r["effect"], f"{r['p']:.3f}", f"{r['response']:+.2g}",
             f"{r['low']:+.2g} to {r['high']:+.2g}", str(r["peak"]))
            for r in model.records()
        ]  # fmt: skip
        show.table(PERIODS, rows, f"\n{side} by {found.by}: does the past of one predict another?")
    if found.events:
        rows = [
            (r["source"], r["target"], f"{r['number']:.2f}", f"{r['low']:.2f} to {r['high']:.2f}",
             f"{r['p']:.3f}", f"{r['half_life']:.2g}" if r["half_life"] else "cannot be told")
            for r in found.events.records()
        ]  # fmt: skip
        show.table(EVENTS, rows, "\nsingle events: how many acts does one bring?")
    _say(found.sentences())


def check(
    id_: Annotated[str, typer.Argument(metavar="ID", help="A statement's id or its beginning.")],
    against: Annotated[
        Path, typer.Option(parser=path, metavar="CSV", help="The series: rows with a date.")
    ],
    where: Where = None,
    format_: Format = RowFormat.TABLE,
    as_of: AsOf = None,
    ledger: LedgerDir = HERE,
) -> None:
    """Check a statement's claim about times or counts against a series.

    The verdict (supported, contradicted or cannot be told) comes with the quote and the rows. The
    CSV needs a date column (date, when, day, event_date, month or year) and may have one of counts
    (count, number, n or events).

    Example: cuibono check 6b5f14 --against launches.csv --where outcome=success
    """
    found = desk(ledger, as_of).check(id_, against, tuple(where or ()))
    if format_ is RowFormat.TABLE:
        _tell_check(found)
    elif format_ is RowFormat.JSONL:
        show.json_lines(found.records())
    else:
        columns = ("statement", "claim", "words", "verdict", "why", "series", "lines")
        show.comma_separated(found.records(), columns)


SHOWN = 8


def _tell_check(found: Check) -> None:
    s = found.statement
    said = " ".join(s.quote.split())
    show.say(f"{found.verdict}: statement {s.id[:8]} of {s.published or 'an undated text'}")
    show.say(f"“{said}” ({s.title or s.document[:8]}, characters {s.start} to {s.end})")
    show.line(found.series.told())
    _say(found.sentences())
    for finding in found.findings:
        rows = [(str(r.line), r.when, str(r.count), r.text) for r in finding.rows[:SHOWN]]
        more = len(finding.rows) - len(rows)
        if rows:
            rest = f", and {more} more: --format jsonl lists them" if more else ""
            show.table(("line", "when", "count", "row"), rows,
                       f"\nrows behind “{finding.claim.words}”{rest}")  # fmt: skip


VERBS = (escalation, reciprocity, check)
