"""The verbs that hand on: `brief`, `verify`, `export`."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from cuibono.cli import show
from cuibono.cli.asking import ActorA, ActorB
from cuibono.cli.options import HERE, AsOf, Codebook, LedgerDir, Output, Page, Sure, desk, narrowed
from cuibono.cli.run import FAILURE, OK
from cuibono.inquiry import EVERY, Only, Own


class Shape(StrEnum):
    """The formats of an export."""

    CSV = "csv"
    JSONL = "jsonl"
    PARQUET = "parquet"


@narrowed
def brief(
    a: ActorA,
    b: ActorB,
    format_: Annotated[
        Page | None, typer.Option("--format", help="How the page is written.")
    ] = None,
    output: Output = None,
    sure: Sure = None,
    codebook: Codebook = None,
    as_of: AsOf = None,
    ledger: LedgerDir = HERE,
    only: Only = EVERY,
) -> None:
    """Write a cited page on two actors: what each gave and gained, what is contested.

    Without a format, that of the file's name, or else Markdown.

    Example: cuibono brief RUS PRK -o brief.html
    """
    page = format_ or (Page.HTML if output and output.suffix in (".html", ".htm") else Page.MD)
    text = desk(ledger, as_of, Own(codebook)).brief(a, b, page.value, sure, only)
    if output is None:
        show.say(text, end="")
        return
    output.write_text(text, "utf-8")
    show.say(output)


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


def verify(as_of: AsOf = None, ledger: LedgerDir = HERE) -> int:
    """Prove that every quote stands in its place.

    Example: cuibono verify --ledger ledger
    """
    asked = desk(ledger, as_of)
    problems = asked.verify()
    for problem in problems:
        show.say(problem)
    if problems:
        show.note(f"{ledger}: {show.count(len(problems), 'problem')}")
        return FAILURE
    every = show.count(len(asked.statements(sure=0)), "statement")
    show.say(f"{ledger}: {every}, every quote in its place")
    return OK


VERBS = (brief, verify, export)
