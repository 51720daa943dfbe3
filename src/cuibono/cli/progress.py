"""What is told while a long reading goes on: a line a document, a bar on a terminal."""

from __future__ import annotations

import sys
from collections.abc import Callable, Generator
from contextlib import contextmanager

from cuibono.cli import show
from cuibono.intake.receipt import Receipt

Follow = Callable[[Receipt], None]


@contextmanager
def following() -> Generator[Follow, None, None]:
    """A function to call with each receipt; the bar is drawn only where somebody sees it."""
    if not sys.stderr.isatty():
        yield _tell
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = TextColumn("reading"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn()
    console, both = Console(stderr=True), sys.stdout.isatty()
    with Progress(*columns, console=console, transient=True, redirect_stdout=both) as bar:
        task = bar.add_task("reading", total=None)

        def follow(receipt: Receipt) -> None:
            bar.update(task, total=receipt.of, completed=receipt.nth)
            _tell(receipt)

        yield follow


def _tell(receipt: Receipt) -> None:
    if receipt.error:
        show.note(str(receipt.error))
        return
    if receipt.document:
        _tell_document(receipt)
    for note in receipt.notes:
        show.note(f"{receipt.path}: {note}")


def _tell_document(receipt: Receipt) -> None:
    said = "already in the ledger" if receipt.known else show.count(receipt.statements, "statement")
    again = "amended, " if receipt.amended else ""
    show.line(f"{receipt.path}: {again}{said}", flush=True)
