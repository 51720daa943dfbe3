"""The verbs that measure over years: `series`, `alignment`, `isolation`."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cuibono.cli import show
from cuibono.cli.options import HERE, AsOf, Codebook, LedgerDir, RowFormat, Sure, desk, path
from cuibono.inquiry import Own
from cuibono.whole import write_whole

if TYPE_CHECKING:
    from cuibono.desk import Desk
    from cuibono.measures.series import Series

ActorA = Annotated[str, typer.Argument(metavar="A", help="An actor by code or name.")]
ActorB = Annotated[str, typer.Argument(metavar="B", help="The other actor.")]
By = Annotated[str, typer.Option("--by", help="week, month, year or decade.", metavar="PERIOD")]
Within = Annotated[
    str | None,
    typer.Option(metavar="INTERVAL", help="Days to look at, as 2018 or 1990/2020-06."),
]
Rows = Annotated[bool, typer.Option("--rows", help="List the rows behind the numbers.")]
Chart = Annotated[
    Path | None, typer.Option(parser=path, metavar="FILE", help="Draw it: .html, .svg or .png.")
]
Csv = Annotated[
    Path | None, typer.Option("--csv", parser=path, metavar="FILE", help="Write the numbers.")
]
Format = Annotated[RowFormat, typer.Option("--format", help="How rows are written.")]


@dataclass(frozen=True, slots=True)
class Out:
    """Where a result goes, and whether as numbers or as the rows behind them."""

    rows: bool
    chart: Path | None
    csv: Path | None
    format: RowFormat


def series(
    a: Annotated[str | None, typer.Argument(metavar="A", help="An actor by code or name.")] = None,
    b: Annotated[str | None, typer.Argument(metavar="B", help="The other actor.")] = None,
    by: By = "month",
    within: Within = None,
    rows: Rows = False,
    chart: Chart = None,
    csv_: Csv = None,
    sure: Sure = None,
    codebook: Codebook = None,
    format_: Format = RowFormat.TABLE,
    as_of: AsOf = None,
    ledger: LedgerDir = HERE,
) -> None:
    """Show what A did to B and B to A, period by period, in counts and PLOVER scores.

    Without actors, the series of all pairs are written to the file of --csv. The table shows all
    sources together; --csv and --format also give each source by itself.

    Example: cuibono series PRK RUS --by month --chart series.html
    """
    here = desk(ledger, as_of, Own(codebook))
    if a is None and b is None:
        if csv_ is None or rows or chart:
            raise typer.BadParameter(
                "the series of all pairs can only be written to a file: name it with --csv FILE"
            )
        _everyone(here.series(by=by, within=within, sure=sure), csv_)
        return
    if a is None or b is None:
        raise typer.BadParameter("a series needs two actors; leave out both for all pairs")
    found = here.series(a, b, by, within, sure)
    _show(here, found, Out(rows, chart, csv_, format_), _both_ways(found))


def _both_ways(found: Series) -> tuple[Sequence[str], Sequence[Any]]:
    """The two directions of a series beside each other, as a header and lines."""
    pairs = [found.of(found.a), found.of(found.b)]
    one, other = f"{found.a} to {found.b}", f"{found.b} to {found.a}"
    header = ("period", one, "mean score", other, "mean score", "contested")
    lines = [
        (x.label, str(x.events), _number(x.score_mean), str(y.events), _number(y.score_mean),
         str(x.contested + y.contested))
        for x, y in zip(*pairs, strict=True)
    ]  # fmt: skip
    return header, lines


def alignment(
    a: ActorA,
    b: ActorB,
    by: By = "year",
    within: Within = None,
    rows: Rows = False,
    chart: Chart = None,
    csv_: Csv = None,
    sure: Sure = None,
    codebook: Codebook = None,
    format_: Format = RowFormat.TABLE,
    as_of: AsOf = None,
    ledger: LedgerDir = HERE,
) -> None:
    """Show how alike A and B vote, and how alike they treat third states, over time.

    Votes are those of `cuibono import unvotes`. Each figure is followed by its 95 % interval.

    Example: cuibono alignment PRK RUS --by decade
    """
    here = desk(ledger, as_of, Own(codebook))
    found = here.alignment(a, b, by, within, sure)
    header = ("period", "roll calls", "agreement", "S", "kappa", "pi", "third states",
              "correlation", "cosine")  # fmt: skip
    lines = [
        (r["period"], _number(r["calls"]), _figure(r, "agreement"), _figure(r, "s"),
         _figure(r, "kappa"), _figure(r, "pi"), _number(r["thirds"]), _figure(r, "correlation"),
         _figure(r, "cosine"))
        for r in found.records()
    ]  # fmt: skip
    _show(here, found, Out(rows, chart, csv_, format_), (header, lines))


def isolation(
    a: ActorA,
    by: By = "year",
    within: Within = None,
    rows: Rows = False,
    chart: Chart = None,
    csv_: Csv = None,
    sure: Sure = None,
    codebook: Codebook = None,
    format_: Format = RowFormat.TABLE,
    as_of: AsOf = None,
    ledger: LedgerDir = HERE,
) -> None:
    """Show how few partners A's cooperation rests on, compared with all other states.

    Rank 1 is the most concentrated state. Each figure is followed by its 95 % interval.

    Example: cuibono isolation PRK --by year
    """
    here = desk(ledger, as_of, Own(codebook))
    found = here.isolation(a, by, within, sure)
    header = ("period", "events", "partners", "biggest", "share", "Herfindahl",
              "effective partners", "rank", "of states")  # fmt: skip
    lines = [
        (r["period"], str(r["events"]), str(r["partners"]), r["biggest"], _figure(r, "share"),
         _figure(r, "herfindahl"), _figure(r, "effective"), _figure(r, "rank", 0),
         str(r["states"]))
        for r in found.records()
    ]  # fmt: skip
    _show(here, found, Out(rows, chart, csv_, format_), (header, lines))


def balance_by_period(
    here: Desk, parties: tuple[str, str], asked: tuple[str, str | None, float | None], out: Out
) -> None:
    """What `balance --by` prints: a line for each period, actor and channel."""
    found = here.balance_over_time(*parties, *asked)
    header = ("period", "actor", "did", "what", "to", "events", "sources", "contested", "foretold")
    names = ("period", "actor", "kind", "what", "other", "events", "weight", *header[-2:])
    lines = [tuple(str(r[n] or 0 if n in COUNTS else r[n] or "") for n in names)
             for r in found.records()]  # fmt: skip
    _show(here, found, out, (header, lines))


COUNTS = ("events", "weight", "contested", "foretold")
EVIDENCE = ("source", "first", "last", "actor", "type", "mode", "recipient", "score", "place")


def _show(here: Desk, found: Any, out: Out, table: tuple[Sequence[str], Sequence[Any]]) -> None:
    """Write the files that are asked for; print the numbers, or the rows, and their support."""
    records = found.records()
    if out.csv:
        _write(out.csv, records)
    if out.chart:
        show.note(f"{here.chart(found, out.chart)}: written")
    if out.rows:
        records = found.rows()
        table = EVIDENCE, [_evidence(row) for row in records]
    if out.format is RowFormat.TABLE:
        show.table(*table)
        show.say(found.support)
        return
    if out.format is RowFormat.JSONL:
        show.json_lines(records)
    else:
        show.comma_separated(records, list(records[0]) if records else [])
    show.note(str(found.support))


def _evidence(row: Mapping[str, Any]) -> tuple[str, ...]:
    where = f"{row['file']}:{row['line']}" if row["file"] else row["statements"] or ""
    cells = (row[name] for name in EVIDENCE[:-1])
    return (*("" if cell is None else str(cell) for cell in cells), where)


def _number(value: float | None) -> str:
    if value is None:
        return ""
    return str(value) if isinstance(value, int) else f"{value:.2f}"


def _figure(record: Mapping[str, Any], name: str, digits: int = 2) -> str:
    value, low, high = (record[key] for key in (name, f"{name}_low", f"{name}_high"))
    if value is None:
        return ""
    told = f"{value:.{digits}f}"
    return told if low is None else f"{told} ({low:.{digits}f} to {high:.{digits}f})"


def _write(path: Path, records: Sequence[Mapping[str, Any]]) -> None:
    def write(part: Path) -> None:
        with part.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(records[0]), lineterminator="\n")
            writer.writeheader()
            writer.writerows({k: show.cell(v) for k, v in row.items()} for row in records)

    write_whole(path, write)
    show.note(f"{path}: {show.count(len(records), 'line')}")


def _everyone(found: Any, path: Path) -> None:
    lines = found.write(path)
    show.note(f"{path}: {show.count(lines, 'line')}")
    show.say(found.support)


VERBS = (series, alignment, isolation)
