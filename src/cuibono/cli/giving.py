"""The verbs that hand on: `brief`, `export`, `mcp`."""

from __future__ import annotations

from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from cuibono.cli import show
from cuibono.cli.asking import ActorA
from cuibono.cli.options import (
    HERE,
    AsOf,
    BriefFormat,
    Codebook,
    LedgerDir,
    Output,
    Sure,
    desk,
    narrowed,
    path,
)
from cuibono.counting import EVERY, Only
from cuibono.errors import UsageError
from cuibono.inquiry import Own
from cuibono.whole import write_text, write_whole

PAGES = {
    ".md": BriefFormat.MD, ".markdown": BriefFormat.MD,
    ".html": BriefFormat.HTML, ".htm": BriefFormat.HTML,
    ".docx": BriefFormat.DOCX,
}  # fmt: skip
INSTEAD = {
    ".pdf": "name it .docx, or name it .html and print the page from a browser as PDF",
    ".doc": "name it .docx, which every Word since 2007 opens",
    ".odt": "name it .docx, which LibreOffice opens",
}


class ExportKind(StrEnum):
    """What an export hands on."""

    STATEMENTS = "statements"
    CLAIMS = "claims"
    HAPPENINGS = "happenings"
    DOCUMENTS = "documents"


Earlier = Annotated[
    Path | None,
    typer.Option(
        parser=path,
        metavar="FILE",
        help="An earlier brief: what is new since then comes first.",
    ),
]


@partial(narrowed, without=("limit",))
def brief(
    a: ActorA,
    b: Annotated[str | None, typer.Argument(metavar="[B]", help="The other actor.")] = None,
    format_: Annotated[
        BriefFormat | None, typer.Option("--format", help="How the page is written.")
    ] = None,
    output: Output = None,
    sure: Sure = None,
    since_brief: Earlier = None,
    codebook: Codebook = None,
    as_of: AsOf = None,
    ledger: LedgerDir = HERE,
    only: Only = EVERY,
) -> None:
    """Write a page on one actor or two, in the words of the texts, with sources.

    The page is Markdown, one self-contained HTML file, or Word (.docx, needs the extra
    cuibono[word]). If no format is given, the file's name decides, or else it is Markdown.

    Example: cuibono brief RUS PRK -o brief.html
    """
    page = _page(format_, output)
    here = desk(ledger, as_of, Own(codebook))
    if page is BriefFormat.DOCX and output is not None:
        made = here.brief_word(a, b, sure, only, since_brief)
        write_whole(output, lambda part: part.write_bytes(made))
        show.line(output)
        return
    text = here.brief(a, b, page.value, sure, only, since_brief)
    if output is None:
        show.say(text, end="")
        return
    write_text(output, text)
    show.line(output)


def _page(format_: BriefFormat | None, output: Path | None) -> BriefFormat:
    """How a brief is written; raises UsageError where a file's name says otherwise."""
    if output is None:
        if format_ is BriefFormat.DOCX:
            raise UsageError("a Word file is not text: name a file for it, as in -o brief.docx")
        return format_ or BriefFormat.MD
    suffix = output.suffix.lower()
    page = PAGES.get(suffix, format_ or BriefFormat.MD)
    if format_ not in (None, page) or (suffix and suffix not in PAGES):
        instead = INSTEAD.get(suffix, "name it .md, .html or .docx")
        raise UsageError(f"{output}: a brief cannot be written as {suffix}: {instead}")
    return page


def export(
    format_: Annotated[
        str | None, typer.Argument(metavar="FORMAT", help="A format; `cuibono export` lists them.")
    ] = None,
    file: Annotated[
        str | None, typer.Argument(metavar="FILE", help="A file, or - for standard output.")
    ] = None,
    kind: Annotated[
        ExportKind | None,
        typer.Option("--what", help="What to export, if the format has a choice."),
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

    An existing file is replaced once the new one is complete.

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
        show.line(f"{file}: {made.count} {made.kind}")


def mcp(
    write: Annotated[
        bool, typer.Option("--write", help="Let the client read files into the ledger.")
    ] = False,
    codebook: Codebook = None,
    as_of: AsOf = None,
    ledger: LedgerDir = HERE,
) -> None:
    """Answer a language model's questions over the Model Context Protocol.

    It uses standard input and output; every answer has statement ids, quotes and offsets. Without
    --write nothing is changed. No network is used.

    Example: cuibono mcp --ledger ledger
    """
    desk(ledger, as_of, Own(codebook)).mcp(write)


VERBS = (brief, export, mcp)
