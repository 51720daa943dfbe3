"""The verb `import`: event data of others into the ledger."""

from __future__ import annotations

import sys
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cuibono.cli import show
from cuibono.cli.codes import FAILURE, OK
from cuibono.cli.options import HERE, LedgerDir, desk, path

if TYPE_CHECKING:
    from collections.abc import Callable

    from cuibono.exchange.imports.report import Progress as ImportProgress
    from cuibono.exchange.imports.report import Report as ImportReport


def import_(
    format: Annotated[str, typer.Argument(metavar="FORMAT")],
    paths: Annotated[list[Path], typer.Argument(parser=path, metavar="FILE")],
    ledger: LedgerDir = HERE,
) -> int:
    """Import event data into the ledger: files, .zip or .gz archives, folders of them.

    FORMAT is gdelt (1.0 and 2.0), icews, polecat, acled, ucdp, unvotes, vetoes, or a mapping file
    in TOML for any other CSV. Data that were imported before are skipped; after an interruption,
    the same command continues. Lines that cannot be loaded are set aside and counted.

    Example: cuibono import gdelt 20240101.export.CSV.zip --ledger ledger
    """
    with _following() as follow:
        report = desk(ledger).import_(format, paths, follow)
    _tell(report)
    return FAILURE if report.errors else OK


def _tell(report: ImportReport) -> None:
    told = [
        show.count(report.events, "event"),
        f"{show.count(report.quarantined, 'line')} set aside",
    ]
    told += [f"{show.count(report.known, 'file')} already in the ledger"] * bool(report.known)
    told += [f"{show.count(report.resumed, 'file')} continued"] * bool(report.resumed)
    show.line(f"{report.dataset}: {show.count(report.files, 'file')}: {', '.join(told)}")
    for what in ("type", "actor", "recipient"):
        unknown, empty = report.without(what)
        if empty:
            show.say(f"  {show.count(empty, 'row')} without any {what}")
        if unknown:
            why = f" ({report.untyped})" if what == "type" and report.untyped else ""
            kept = f"kept as given: {_most(report, what)}"
            show.say(f"  {show.count(unknown, 'row')} whose {what} does not map{why}, {kept}")
    for reason, (times, first) in report.bad.items():
        show.line(f"  set aside: {times} × {reason}, first at {first}")
    for error in report.errors:
        show.note(str(error))


def _most(report: ImportReport, what: str) -> str:
    found = report.commonest(what, 4)
    return "; ".join(f"{word} {times}" for word, times in found)


@contextmanager
def _following() -> Generator[Callable[[ImportProgress], None]]:
    """A bar of bytes on a terminal; nothing where nobody looks."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        DownloadColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    columns = (
        TextColumn("{task.description}"), BarColumn(), DownloadColumn(),
        TextColumn("{task.fields[events]} events"), TimeRemainingColumn(),
    )  # fmt: skip
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("importing", total=None, events=0)

        def follow(progress: ImportProgress) -> None:
            bar.update(
                task,
                total=progress.total or None,
                completed=progress.done,
                events=progress.events,
                description=progress.file[-30:],
            )

        yield follow
