"""The verbs that hand on: `brief`, `export`, `mcp`."""

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

PAGES = {".md": Page.MD, ".markdown": Page.MD, ".html": Page.HTML, ".htm": Page.HTML}


class Kind(StrEnum):
    """What an export hands on."""

    STATEMENTS = "statements"
    CLAIMS = "claims"
    HAPPENINGS = "happenings"
    DOCUMENTS = "documents"


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

    Without --format, the name of the file decides; without a file, the page is Markdown.

    Example: cuibono brief RUS PRK -o brief.html
    """
    page = format_ or Page.MD
    if output is not None:
        suffix = output.suffix.lower()
        page = PAGES.get(suffix, page)
        if format_ not in (None, page) or (suffix and suffix not in PAGES):
            raise UsageError(
                f"{output}: a brief cannot be written as {suffix}: name it .md or .html"
            )
    text = desk(ledger, as_of, Own(codebook)).brief(a, b, page.value, sure, only, since_brief)
    if output is None:
        show.say(text, end="")
        return
    write_text(output, text)
    show.say(output)


def export(
    format_: Annotated[
        str | None, typer.Argument(metavar="FORMAT", help="One of the formats that are listed.")
    ] = None,
    file: Annotated[
        str | None, typer.Argument(metavar="FILE", help="A file, or - for standard output.")
    ] = None,
    kind: Annotated[
        Kind | None, typer.Option("--what", help="What is handed on, where a format has a choice.")
    ] = None,
    document: Annotated[
        str | None, typer.Option(metavar="ID", help="Only what one document says.")
    ] = None,
    sure: Sure = None,
    codebook: Codebook = None,
    as_of: AsOf = None,
    ledger: LedgerDir = HERE,
) -> None:
    """Write the ledger for other tools; without a format, list the formats.

    A file that is there already is replaced once the new one is complete.

    Example: cuibono export xlsx statements.xlsx
    """
    here = desk(ledger, as_of, Own(codebook))
    if format_ is None or file is None:
        if format_ is not None:
            raise UsageError(f"{format_}: name the file to write, or - for standard output")
        rows = here.formats()
        show.table(list(rows[0]), [list(row.values()) for row in rows])
        return
    made = here.export(format_, file, kind and kind.value, sure, document)
    for note in made.notes:
        show.note(note)
    if file != "-":
        show.say(f"{file}: {made.count} {made.kind}")


def mcp(
    write: Annotated[
        bool, typer.Option("--write", help="Let the client read files into the ledger.")
    ] = False,
    codebook: Codebook = None,
    as_of: AsOf = None,
    ledger: LedgerDir = HERE,
) -> None:
    """Answer a language model's questions over the Model Context Protocol.

    On standard input and output; every answer carries statement ids, quotes and offsets.
    Nothing is changed without --write, and no network is used.

    Example: cuibono mcp --ledger ledger
    """
    desk(ledger, as_of, Own(codebook)).mcp(write)


VERBS = (brief, export, mcp)
