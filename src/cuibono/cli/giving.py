"""The verbs that hand on: `brief`, `export`."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from cuibono.cli import show
from cuibono.cli.asking import ActorA
from cuibono.cli.options import HERE, AsOf, Codebook, LedgerDir, Output, Page, Sure, desk, narrowed
from cuibono.errors import UsageError
from cuibono.inquiry import EVERY, Only, Own
from cuibono.whole import write_text


class Shape(StrEnum):
    """The formats of an export."""

    CSV = "csv"
    JSONL = "jsonl"
    PARQUET = "parquet"


@narrowed
def brief(
    a: ActorA,
    b: Annotated[str | None, typer.Argument(metavar="[B]", help="The other actor.")] = None,
    format_: Annotated[
        Page | None, typer.Option("--format", help="How the page is written.")
    ] = None,
    output: Output = None,
    sure: Sure = None,
    since_brief: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="An earlier brief: what is new since then comes first."),
    ] = None,
    codebook: Codebook = None,
    as_of: AsOf = None,
    ledger: LedgerDir = HERE,
    only: Only = EVERY,
) -> None:
    """Write a cited page on an actor or two, in the words of the texts.

    Without a format, that of the file's name, or else Markdown.

    Example: cuibono brief RUS PRK -o brief.html
    """
    page = format_ or _page(output)
    text = desk(ledger, as_of, Own(codebook)).brief(a, b, page.value, sure, since_brief, only)
    if output is None:
        show.say(text, end="")
        return
    write_text(output, text)
    show.say(output)


def _page(output: Path | None) -> Page:
    """The format of a file's name; raises UsageError where its ending promises another."""
    ending = output.suffix.lower() if output else ""
    if ending in (".html", ".htm"):
        return Page.HTML
    if ending in ("", ".md", ".txt", ".markdown"):
        return Page.MD
    raise UsageError(f"a brief cannot be written as {ending}: name a .md or .html file")


def export(
    shape: Annotated[Shape, typer.Argument(metavar="FORMAT", help="csv, jsonl or parquet.")],
    file: Annotated[Path, typer.Argument(metavar="FILE")],
    as_of: AsOf = None,
    ledger: LedgerDir = HERE,
) -> None:
    """Write all statements to a file for other tools.

    A file that is there already is replaced once the new one is complete.

    Example: cuibono export parquet statements.parquet
    """
    count = desk(ledger, as_of).export(shape.value, file)
    show.say(f"{file}: {show.count(count, 'statement')}")


VERBS = (brief, export)
