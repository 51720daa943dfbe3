"""The verbs that ask the ledger: `statements`, `timeline`, `balance`, `claims`, `explain`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Annotated, Any

import typer

from cuibono.cli import board, show, words
from cuibono.cli.explaining import tell
from cuibono.cli.options import (
    HERE,
    AsOf,
    Codebook,
    LedgerDir,
    RowFormat,
    Sure,
    desk,
    narrowed,
)
from cuibono.cli.patterns import Chart, Out, Within, balance_by_period
from cuibono.coding.statement import Stance, Statement
from cuibono.counting import EVERY, Only, counted, unsure
from cuibono.desk import Desk
from cuibono.errors import UsageError
from cuibono.events.event import Event
from cuibono.inquiry import Own
from cuibono.measures.claims import Claim
from cuibono.measures.sums import Balance

ActorA = Annotated[str, typer.Argument(metavar="A", help="An actor by code or name.")]
ActorB = Annotated[str, typer.Argument(metavar="B", help="The other actor.")]
Format = Annotated[RowFormat, typer.Option("--format", help="How rows are written.")]


@narrowed
def statements(
    actor: Annotated[str | None, typer.Option(help="Who acts.", metavar="X")] = None,
    with_: Annotated[
        str | None, typer.Option("--with", help="An actor in any role.", metavar="Y")
    ] = None,
    type_: Annotated[
        str | None, typer.Option("--type", help="Event type, such as AID.", metavar="T")
    ] = None,
    stance: Annotated[Stance | None, typer.Option(help="What the source says of it.")] = None,
    sure: Sure = None,
    format_: Format = RowFormat.TABLE,
    as_of: AsOf = None,
    ledger: LedgerDir = HERE,
    only: Only = EVERY,
) -> None:
    """List statements: who does what to whom, according to whom.

    Statements of which the reader is unsure are left out and not counted; --sure 0 lists them too.

    Example: cuibono statements --actor PRK --with RUS --type AID
    """
    here = desk(ledger, as_of)
    every = here.statements(actor, with_, type_, stance, sure=0, only=replace(only, limit=None))
    counting = counted(every, sure)
    found = only.cut(counting)
    if format_ is RowFormat.TABLE:
        left = len(every) - len(counting) if sure is None else 0
        more = f"; {left} unsure left out (--sure 0 lists them)" if left else ""
        more += f"; the first {len(found)} are shown" if len(found) < len(counting) else ""
        title = show.count(len(counting), "statement") + more
        if words.wanted():
            words.statements(here, found, title)
        else:
            show.table(COLUMNS, [_row(s) for s in found], title)
    elif format_ is RowFormat.JSONL:
        show.json_lines(map(plain, found))
    else:
        show.comma_separated(map(plain, found), _columns())


def plain(s: Statement) -> dict[str, Any]:
    """A statement as plain JSON values, and whether it is unsure."""
    return {**s.to_dict(), "unsure": unsure(s)}


COLUMNS = ("id", "when", "actor", "type", "recipient", "item", "stance", "source", "quote")


def _row(s: Statement) -> tuple[str, ...]:
    kind = f"{s.type} ({s.mode})" if s.mode else s.type
    marks = ["hedged"] * (s.certainty == "hedged") + ["unsure"] * unsure(s)
    stance = ", ".join([str(s.stance), *marks])
    return (s.id, s.when or "", s.actor, kind, s.recipient, s.item or "", stance, s.source, s.quote)


def _columns() -> list[str]:
    # Of a blank statement, so that an empty answer has its header too.
    return list(plain(Statement("", "", 0, 0, "", 0, 0, "", "", "")))


@narrowed
def timeline(
    a: ActorA,
    b: Annotated[str | None, typer.Argument(metavar="B", help="Only what concerns both.")] = None,
    sure: Sure = None,
    format_: Format = RowFormat.TABLE,
    as_of: AsOf = None,
    ledger: LedgerDir = HERE,
    only: Only = EVERY,
) -> None:
    """List events by date: what happened around A, or between A and B.

    An event without a date is listed under the day of its first report. Give the ids that are shown
    to `explain`.

    Example: cuibono timeline PRK RUS
    """
    here = desk(ledger, as_of)
    found = here.timeline(a, b, sure, only)
    _list_events(here, found, format_, "event")
    if format_ is RowFormat.TABLE and not found:
        show.say(here.nothing(a, b, sure))


def affairs(
    a: ActorA,
    b: Annotated[str | None, typer.Argument(metavar="B", help="Only what concerns both.")] = None,
    sure: Sure = None,
    format_: Format = RowFormat.TABLE,
    as_of: AsOf = None,
    ledger: LedgerDir = HERE,
) -> None:
    """List what is going on: support, sanctions in force, a war, each with its happenings.

    Example: cuibono affairs PRK RUS
    """
    here = desk(ledger, as_of)
    found = [(f, f.to_dict()) for f in here.affairs(a, b, sure)]
    if format_ is RowFormat.TABLE:
        rows = [
            (v["actor"], v["recipient"], str(f), str(len(f.happenings)), _short(v["statements"]))
            for f, v in found
        ]
        header = ("actor", "recipient", "affair", "happenings", "statements")
        show.table(header, rows, show.count(len(rows), "affair"))
        if not found:
            show.say(here.nothing(a, b, sure, "that goes on"))
    elif format_ is RowFormat.JSONL:
        show.json_lines(v for _, v in found)
    else:
        columns = ("actor", "recipient", "channel", "since", "happenings", "statements")
        show.comma_separated((v for _, v in found), columns)


@narrowed
def balance(
    a: ActorA,
    b: ActorB,
    by: Annotated[
        str | None, typer.Option("--by", help="week, month, year or decade.", metavar="PERIOD")
    ] = None,
    within: Within = None,
    chart: Chart = None,
    sure: Sure = None,
    codebook: Codebook = None,
    format_: Format = RowFormat.TABLE,
    as_of: AsOf = None,
    ledger: LedgerDir = HERE,
    only: Only = EVERY,
) -> None:
    """Show what A and B gave each other, and what each is said to have gained.

    Reprints count once, and so does a source that several texts quote. With --by, --within or
    --chart the balance is by period; an event's weight is its number of independent sources.

    Example: cuibono balance PRK RUS
    """
    here = desk(ledger, as_of, Own(codebook))
    if (by or within or chart) and only.narrows:
        raise UsageError(
            "a balance by period is of the whole ledger: leave out --by, or the options that "
            "narrow it"
        )
    if by or within or chart:
        out = Out(rows=False, chart=chart, csv=None, format=format_)
        balance_by_period(here, (a, b), (by or "year", within, sure), out)
        return
    found = here.balance(a, b, sure, only)
    rows = only.cut(list(found.records()))
    if format_ is RowFormat.TABLE:
        show.table(BALANCE, [_sum(row) for row in rows], f"{found.a} and {found.b}")
    elif format_ is RowFormat.JSONL:
        show.json_lines(rows)
    else:
        show.comma_separated(rows, Balance.COLUMNS)


@narrowed
def claims(
    contested: Annotated[
        bool, typer.Option("--contested", help="Only claims that somebody denies.")
    ] = False,
    sure: Sure = None,
    format_: Format = RowFormat.TABLE,
    as_of: AsOf = None,
    ledger: LedgerDir = HERE,
    only: Only = EVERY,
) -> None:
    """List what rests on somebody's word: who says so, who denies it, who keeps silent.

    A source counts as silent if it wrote about the two in that time, up to 30 days after the last
    mention of the claim, but not about the claim; silence is not a denial. The history gives the
    days of publication.

    Example: cuibono claims --contested
    """
    here = desk(ledger, as_of)
    found = here.claims(contested, sure, only)
    if format_ is RowFormat.TABLE:
        board.show_claims(here, found, contested)
    elif format_ is RowFormat.JSONL:
        show.json_lines(e.to_dict() for e in found)
    else:
        show.comma_separated((e.to_dict() for e in found), Claim.COLUMNS)


EVENTS = (
    "when", "actor", "type", "recipient", "item", "status", "sources", "according to",
    "denied by", "statements",
)  # fmt: skip
BALANCE = (
    "actor", "did", "what", "to", "events", "sources", "contested", "foretold", "statements",
)  # fmt: skip


def _list_events(here: Desk, found: Sequence[Event], format_: RowFormat, thing: str) -> None:
    if format_ is RowFormat.TABLE and words.wanted():
        words.events(here, found, show.count(len(found), thing))
    elif format_ is RowFormat.TABLE:
        show.table(EVENTS, [_event(e) for e in found], show.count(len(found), thing))
    elif format_ is RowFormat.JSONL:
        show.json_lines(e.to_dict() for e in found)
    else:
        show.comma_separated((e.to_dict() for e in found), Event.COLUMNS)


def _event(e: Event) -> tuple[str, ...]:
    kind = f"{e.type} ({e.mode})" if e.mode else e.type
    said = ", ".join(v.name for v in e.voices if not v.denies)
    denied = ", ".join(v.name for v in e.deniers)
    return (
        words.when(e), e.actor, kind, e.recipient, e.item or "", e.status, str(e.sources),
        said, denied, _short(s.id for s in e.statements),
    )  # fmt: skip


def _sum(row: dict[str, Any]) -> tuple[str, ...]:
    counts = (str(row[name]) for name in ("events", "sources", "contested", "foretold"))
    ids = _short(row["statements"])
    did = (FORETOLD if row["foretold"] == row["events"] else DID)[row["kind"]]
    return (row["actor"], did, row["what"], row["other"] or "", *counts, ids)


DID = {"gave": "gave", "gain": "gained", "lose": "lost"}
FORETOLD = {"gave": "might give", "gain": "might gain", "lose": "might lose"}
"""What a row says of events none of which has happened: planned, expected, possible, called for."""


def _short(ids: Iterable[str]) -> str:
    # Eight digits tell statements apart, and `explain` takes the beginning of an id.
    return " ".join(id_[:8] for id_ in ids)


def explain(
    id_: Annotated[str, typer.Argument(metavar="ID", help="A statement's id or its beginning.")],
    as_of: AsOf = None,
    ledger: LedgerDir = HERE,
) -> None:
    """Show everything behind one statement.

    Its words, reasons, speakers, document, links and neighbours, and the versions that made it.

    Example: cuibono explain 3f9a
    """
    tell(desk(ledger, as_of).explain(id_))


VERBS = (statements, timeline, affairs, balance, claims, explain)
