"""The verbs that read: `read` into the ledger, `code` without one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from cuibono.cli import show
from cuibono.cli.asking import plain
from cuibono.cli.codes import FAILURE, OK, USAGE
from cuibono.cli.options import (
    HERE,
    Actors,
    Codebook,
    LedgerDir,
    Published,
    Reader,
    Size,
    Sure,
    desk,
    path,
)
from cuibono.documents import About
from cuibono.documents import read as opened
from cuibono.errors import UsageError
from cuibono.inquiry import Own
from cuibono.intake.receipt import Receipt

Cluster = Annotated[
    str | None,
    typer.Option(metavar="ADDRESS", help="A Ray cluster that reads; local starts one here."),
]

Listed = Annotated[
    Path | None,
    typer.Option(parser=path, metavar="FILE", help="CSV: path, date, publisher, title, address."),
]
Mapping = Annotated[
    Path | None,
    typer.Option(parser=path, metavar="FILE", help="TOML: columns of tables of articles."),
]


def read(
    paths: Annotated[list[str], typer.Argument(metavar="PATH")],
    published: Published = None,
    title: Annotated[str | None, typer.Option(help="Title, if only one document is read.")] = None,
    publisher: Annotated[str | None, typer.Option(help="Who published it.")] = None,
    address: Annotated[str | None, typer.Option(metavar="URL", help="Its web address.")] = None,
    manifest: Listed = None,
    columns: Mapping = None,
    codebook: Codebook = None,
    actors: Actors = None,
    reader: Reader = Size.BASE,
    cluster: Cluster = None,
    ledger: LedgerDir = HERE,
) -> int:
    """Read files, folders or standard input (-) into the ledger.

    Text, Markdown, web pages, PDF, Word, OpenDocument, RTF, mail, feeds, tables of articles, web
    archives, ZIP (docs/formats.md). Title, publisher, address and date come from the file where it
    has them; sidecar files, a manifest and options take precedence. A text that is in the ledger is
    not read again, unless more is now known about it.

    Example: cuibono read article.html report.pdf notes/ --ledger ledger
    """
    from cuibono.cli.progress import following

    about = About(title=title, publisher=publisher, address=address, published=published)
    told = _Told()
    with following() as follow:
        here = desk(ledger, None, Own(codebook, actors), reader)
        for receipt in here.reading(paths, about, manifest, columns, cluster):
            follow(receipt)
            told.add(receipt)
    show.line(f"{told}: {ledger}")
    return told.code


Into = Annotated[
    Path, typer.Option("--into", parser=path, metavar="DIR", help="Where files are kept.")
]


def fetch(
    addresses: Annotated[list[str], typer.Argument(metavar="ADDRESS|FEED")],
    into: Into = Path("fetched"),
    ledger: LedgerDir = HERE,
) -> int:
    """Fetch pages, files and the items of feeds, keep them as they came, and read them.

    `fetch` and `watch` obey robots.txt, ask a host at most once a second, and fetch a file again
    only if it has changed.

    Example: cuibono fetch https://harbour.example/feed.xml --ledger ledger
    """
    from cuibono.cli.progress import following

    with following() as follow:
        receipts = desk(ledger).fetch(addresses, into, follow)
    return _sum_up(receipts, ledger)


def watch(
    places: Annotated[list[str], typer.Argument(metavar="FOLDER|FEED")],
    every: Annotated[float, typer.Option(min=0.01, help="Minutes between two looks.")] = 15.0,
    times: Annotated[int, typer.Option(min=0, help="How often to look; 0 means without end.")] = 0,
    into: Into = Path("fetched"),
    ledger: LedgerDir = HERE,
) -> int:
    """Look at folders, feeds and addresses again and again, and read what is new.

    Ctrl-C stops it; everything read until then is in the ledger.

    Example: cuibono watch inbox/ https://harbour.example/feed.xml --every 30
    """
    from cuibono.cli.progress import following

    with following() as follow:
        receipts = desk(ledger).watch(places, into, follow, every, times)
    return _sum_up(receipts, ledger)


def _sum_up(receipts: list[Receipt], ledger: Path) -> int:
    """Say what receipts add up to; gives the exit code."""
    told = _Told()
    for receipt in receipts:
        told.add(receipt)
    show.line(f"{told}: {ledger}")
    return told.code


@dataclass(slots=True)
class _Told:
    """What a reading adds up to, without keeping what was read."""

    documents: int = 0
    statements: int = 0
    amended: int = 0
    known: int = 0
    failed: int = 0
    code: int = OK

    def add(self, receipt: Receipt) -> None:
        """Count in what became of a document."""
        self.known += receipt.known
        self.amended += receipt.amended
        if receipt.error:
            self.failed += 1
            wrong = USAGE if isinstance(receipt.error, UsageError) else FAILURE
            self.code = max(self.code, wrong)
        elif receipt.document and not receipt.known and not receipt.amended:
            self.documents += 1
            self.statements += receipt.statements

    def __str__(self) -> str:
        told = [show.count(self.documents, "document"), show.count(self.statements, "statement")]
        told += [f"{self.amended} amended"] * bool(self.amended)
        told += [f"{self.known} already in the ledger"] * bool(self.known)
        told += [f"{self.failed} could not be read"] * bool(self.failed)
        return ", ".join(told)


def code(
    text: Annotated[str, typer.Argument(metavar="TEXT")] = "-",
    published: Published = None,
    codebook: Codebook = None,
    actors: Actors = None,
    reader: Reader = Size.BASE,
    sure: Sure = None,
) -> None:
    """Code one text without a ledger; print JSON Lines.

    Without TEXT, or with -, the text comes from standard input. Statements of which the reader is
    unsure are left out; --sure 0 shows them.

    Example: cuibono code "Kyiv cut ties with Pyongyang." --published 2022-07-15
    """
    here = desk(HERE, None, Own(codebook, actors), reader)
    given, published = _given(text, published)
    coding = here.code(given, published, sure)
    show.json_lines(map(plain, coding.statements))
    for note in coding.notes:
        show.note(note)


def _given(text: str, published: date | None) -> tuple[str, date | None]:
    """The text to code and its day; raises CuibonoError, in one line, where there is no text."""
    if text == "-":
        document = opened(text, About(published=published))
        return document.text, document.published
    _refuse_path(text)
    return text, published


FILE = re.compile(
    r"\S*[/\\]\S*|\S+\.(?:txt|md|markdown|x?html?|pdf|docx|odt|rtf|eml|mbox|mhtml?|csv|xlsx|jsonl?|zip)",
    re.I,
)


def _refuse_path(text: str) -> None:
    """Raise UsageError where a file or folder is named in place of a text."""
    try:
        folder, file = Path(text).is_dir(), Path(text).is_file()
    except OSError:  # longer than any name of a file
        return
    if text.strip() and folder:
        raise UsageError(f"{text}: this is a folder, not a text; `cuibono read` reads folders")
    if file:
        raise UsageError(f"{text}: this is a file, not a text; `cuibono code < {text}` codes it")
    if FILE.fullmatch(text):
        raise UsageError(f"{text}: there is no such file, and it does not look like a text")


VERBS = (read, fetch, watch, code)
