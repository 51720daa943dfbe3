"""The verbs that read: `read` into the ledger, `code` without one."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from cuibono.cli import show
from cuibono.cli.options import HERE, Actors, Codebook, LedgerDir, Published, desk
from cuibono.cli.run import FAILURE, OK, USAGE
from cuibono.errors import UsageError
from cuibono.inquiry import Own
from cuibono.pipeline import About, Receipt


def read(
    paths: Annotated[list[str], typer.Argument(metavar="PATH")],
    published: Published = None,
    title: Annotated[str | None, typer.Option(help="Title of the one document.")] = None,
    publisher: Annotated[str | None, typer.Option(help="Who published it.")] = None,
    address: Annotated[str | None, typer.Option(metavar="URL", help="Where it stands.")] = None,
    codebook: Codebook = None,
    actors: Actors = None,
    ledger: LedgerDir = HERE,
) -> int:
    """Read files, folders or standard input (-) into the ledger.

    Text, Markdown, HTML and PDF. Title, publisher, address and date come from the file where
    it has them; an option overrides the file. A text that is in the ledger is not read again.

    Example: cuibono read article.html report.pdf notes/ --ledger ledger
    """
    from cuibono.cli.progress import following

    about = About(title=title, publisher=publisher, address=address, published=published)
    with following() as follow:
        receipts = desk(ledger, own=Own(codebook, actors)).read(paths, about, follow)
    _sum_up(receipts, ledger)
    return _exit_code(receipts)


def _sum_up(receipts: list[Receipt], ledger: Path) -> None:
    new = [r for r in receipts if r.document and not r.known]
    known = sum(r.known for r in receipts)
    failed = sum(r.error is not None for r in receipts)
    told = [
        show.count(len(new), "document"),
        show.count(sum(r.statements for r in new), "statement"),
    ]
    told += [f"{known} already in the ledger"] * bool(known)
    told += [f"{failed} could not be read"] * bool(failed)
    print(f"{', '.join(told)}: {ledger}")


def _exit_code(receipts: list[Receipt]) -> int:
    errors = [r.error for r in receipts if r.error]
    if not errors:
        return OK
    return USAGE if any(isinstance(error, UsageError) for error in errors) else FAILURE


def code(
    text: Annotated[str, typer.Argument(metavar="TEXT")] = "-",
    published: Published = None,
    codebook: Codebook = None,
    actors: Actors = None,
) -> None:
    """Code one text without a ledger; print JSON Lines.

    Without TEXT, or with -, the text comes from standard input.

    Example: cuibono code "Kyiv cut ties with Pyongyang." --published 2022-07-15
    """
    given = sys.stdin.read() if text == "-" else text
    coding = desk(HERE, own=Own(codebook, actors)).code(given, published)
    show.json_lines(statement.to_dict() for statement in coding.statements)
    for note in coding.notes:
        show.note(note)


VERBS = (read, code)
