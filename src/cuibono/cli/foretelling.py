"""The verbs about what is to come: `forecasts`, `resolve`, `scores`, `forecast`."""

from __future__ import annotations

import getpass
from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from cuibono.cli import show
from cuibono.cli.asking import ActorA, Format
from cuibono.cli.options import HERE, AsOf, Codebook, LedgerDir, RowFormat, Sure, day, desk
from cuibono.cli.patterns import Chart
from cuibono.forecasts.expecting import Horizon
from cuibono.foretold.foresight import Ruling
from cuibono.foretold.record import Record
from cuibono.foretold.register import Foretold
from cuibono.foretold.verdict import Outcome
from cuibono.inquiry import Own

if TYPE_CHECKING:
    from cuibono.forecasts.forecast import Outlook
    from cuibono.forecasts.numbers import Number
    from cuibono.foretold.record import Bin


def forecasts(
    due: Annotated[
        bool, typer.Option("--due", help="Only forecasts that are due and have no verdict yet.")
    ] = False,
    open_: Annotated[
        bool, typer.Option("--open", help="Only forecasts without a verdict.")
    ] = False,
    source: Annotated[
        str | None, typer.Option(metavar="X", help="Only forecasts by X, an actor or a publisher.")
    ] = None,
    sure: Sure = None,
    codebook: Codebook = None,
    format_: Format = RowFormat.TABLE,
    as_of: AsOf = None,
    ledger: LedgerDir = HERE,
) -> None:
    """List what texts foretell, by when, and what became of it.

    If the text names no day, a year from publication is assumed and marked as such. A verdict in
    brackets is suggested by later texts and imported events; `resolve` enters a final one.

    Example: cuibono forecasts --due
    """
    found = desk(ledger, as_of, Own(codebook)).forecasts(source, due, open_, sure)
    if format_ is RowFormat.TABLE:
        show.table(FORECASTS, [_entry(f) for f in found], show.count(len(found), "forecast"))
        _evidence(found)
        if not found:
            show.say("There is no such forecast.")
    elif format_ is RowFormat.JSONL:
        show.json_lines(f.to_dict() for f in found)
    else:
        show.comma_separated((f.to_dict() for f in found), Foretold.COLUMNS)


FORECASTS = (
    "id", "due", "source", "kind", "actor", "type", "recipient", "item", "chance", "verdict",
    "quote",
)  # fmt: skip


def _entry(f: Foretold) -> tuple[str, ...]:
    s = f.statement
    last = f"{f.due.last}{' (assumed)' if f.due.assumed else ''}" if f.due else "undated"
    chance = f"{f.estimate.chance:.0%} “{f.estimate.words}”" if f.estimate else ""
    proposed = f"[{f.proposal.outcome}?]" if f.proposal else "open"
    verdict = str(f.outcome) if f.outcome else proposed
    return (
        s.id[:8], last, f.voice, str(s.stance), s.actor, s.type, s.recipient, s.item or "", chance,
        verdict, s.quote,
    )  # fmt: skip


def _evidence(found: list[Foretold]) -> None:
    """What stands behind each verdict and proposal."""
    for f in found:
        if f.verdict:
            because = " ".join(name[:16] for name in f.verdict.because)
            told = " ".join(filter(None, (f.verdict.why, because)))
            day_ = f.verdict.at.date()
            show.say(f"\n{f.statement.id[:8]}: {f.outcome}, says {f.verdict.who} on {day_}: {told}")
        elif f.proposal:
            show.say(f"\n{f.statement.id[:8]}: {f.proposal.outcome}? {f.proposal.why}")
            for e in f.proposal.evidence:
                show.say(
                    f"  {e.id[:16]}  {e.day or 'undated'}  {' '.join(e.text.split())} ({e.where})"
                )


def resolve(
    id_: Annotated[str, typer.Argument(metavar="ID", help="A statement's id or its beginning.")],
    verdict: Annotated[Outcome, typer.Option(help="What became of it.")],
    because: Annotated[
        list[str] | None,
        typer.Option(metavar="ID", help="A statement or imported event that shows it."),
    ] = None,
    why: Annotated[str, typer.Option(metavar="TEXT", help="The reason in words.")] = "",
    who: Annotated[str, typer.Option(metavar="NAME", help="Who says so.")] = "",
    ledger: LedgerDir = HERE,
) -> None:
    """Say what became of a forecast; a later verdict supersedes an earlier one.

    Example: cuibono resolve 3f9a --verdict came-true --because 81c2
    """
    ruling = Ruling(verdict, tuple(because or ()), who or getpass.getuser(), why)
    entry = desk(ledger).resolve(id_, ruling)
    show.say(f"{entry.statement.id[:8]}: {entry.outcome}")


def scores(
    format_: Format = RowFormat.TABLE,
    chart: Chart = None,
    as_of: AsOf = None,
    ledger: LedgerDir = HERE,
) -> None:
    """Show how often each source's forecasts came true.

    Forecasts whose wording gives a chance (by Intelligence Community Directive 203, 2015) get a
    Brier and a log score: 0 is best. Only verdicts that somebody entered count.

    Example: cuibono scores
    """
    asked = desk(ledger, as_of)
    made = asked.scores()
    found, bins = made
    if chart is not None:
        show.note(f"{asked.chart(made, chart)}: written")
    if format_ is RowFormat.TABLE:
        show.table(SCORES, [_record(r) for r in found], show.count(len(found), "record"))
        _calibration(bins)
    elif format_ is RowFormat.JSONL:
        show.json_lines(r.to_dict() for r in found)
    else:
        show.comma_separated((r.to_dict() for r in found), Record.COLUMNS)


SCORES = (
    "source", "kind", "foretold", "open", "came true", "partly", "failed", "unclear", "share",
    "scored", "Brier", "log score",
)  # fmt: skip
BAR = 20


def _record(r: Record) -> tuple[str, ...]:
    counts = map(str, (r.foretold, r.open, r.came_true, r.partly, r.failed, r.unclear))
    return (r.source, r.kind, *counts, _share(r.share), str(r.scored), _figure(r.brier),
            _figure(r.log_score))  # fmt: skip


def _share(value: float | None) -> str:
    return "" if value is None else f"{value:.0%}"


def _figure(value: float | None) -> str:
    return "" if value is None else f"{value:.3f}"


def _calibration(bins: list[Bin]) -> None:
    if not bins:
        show.say("\nno forecast that gives a chance has a verdict yet")
        return
    rows = [
        (f"{b.low:.0%} to {b.high:.0%}", str(b.forecasts), f"{b.said:.0%}", f"{b.came:.0%}",
         "█" * round(b.came * BAR) + "·" * (BAR - round(b.came * BAR)))
        for b in bins
    ]  # fmt: skip
    show.table(
        ("chance said", "forecasts", "mean", "came", "share that came"), rows, "\ncalibration"
    )


def forecast(
    a: ActorA,
    b: Annotated[
        str | None, typer.Argument(metavar="B", help="Only events between A and B.")
    ] = None,
    days: Annotated[int, typer.Option(help="How many days ahead.", min=1)] = 30,
    on: Annotated[
        date | None,
        typer.Option(parser=day, metavar="DATE", help="First day (default: after the last event)."),
    ] = None,
    most: Annotated[int, typer.Option(help="How many rows.", min=1)] = 10,
    sure: Sure = None,
    as_of: AsOf = None,
    ledger: LedgerDir = HERE,
) -> None:
    """Say which kinds of event to expect from A, or between A and B, how likely they are, and why.

    It rests on all dated events of the ledger, read and imported, before the first day. The chance
    is that of at least one such event; a backtest below shows how reliable such chances were.

    Example: cuibono forecast PRK KOR --days 30
    """
    asked = desk(ledger, as_of)
    horizon = Horizon(days, on, most)
    show.note("fitting a model to the dated events and testing it on the last window")
    outlook = asked.forecast(a, b, horizon, sure)
    _outlook(outlook)
    if b and outlook.calibration:
        _numbers(asked.numbers(a, b, horizon, sure))


def _outlook(found: Outlook) -> None:
    rows = [
        (e.head, e.relation, e.tail, f"{e.chance:.1%}", f"{e.base_rate:.1%}",
         "; ".join(map(str, e.reasons)) or "base rate only")
        for e in found.expectations
    ]  # fmt: skip
    title = f"within {show.count(found.days, 'day')} of {found.on}"
    if rows:
        show.table(("actor", "type", "recipient", "chance", "base rate", "because"), rows, title)
    else:
        show.say(f"Nothing can be forecast {title}.")
    for note in found.notes:
        show.say(f"note: {note}")
    if found.calibration is None:
        return
    c = found.calibration
    bins = [
        (f"{b.low:.0%} to {b.high:.0%}", str(b.questions), f"{b.foretold:.1%}", f"{b.came:.1%}")
        for b in c.bins
    ]
    title = f"\nbacktest on the last window: Brier {c.brier:.4f}, base rates {c.base_brier:.4f}"
    show.table(("chance given", "questions", "mean", "came"), bins, title)


def _numbers(found: list[Number]) -> None:
    rows = [
        (n.head, n.tail, f"{n.mean:.1f}", f"{n.quantile(0.05)} to {n.quantile(0.95)}",
         f"{n.chances[0]:.0%}")
        for n in found
    ]  # fmt: skip
    show.table(("actor", "recipient", "mean", "90 %", "none at all"), rows, "\nhow many events")


VERBS = (forecasts, resolve, scores, forecast)
