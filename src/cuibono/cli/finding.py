"""The verbs that find and look: `documents`, `search`, `show`."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from cuibono.cli import show as out
from cuibono.cli.options import HERE, AsOf, LedgerDir, RowFormat, desk, narrowed
from cuibono.cli.words import Worded, wanted, width
from cuibono.counting import EVERY, Only

if TYPE_CHECKING:
    from cuibono.review.papers import Listed, Shown
    from cuibono.search.find import Hit

Format = Annotated[RowFormat, typer.Option("--format", help="How rows are written.")]


class Sort(StrEnum):
    """The orders of a list of documents."""

    READ = "read"
    PUBLISHED = "published"
    TITLE = "title"
    PUBLISHER = "publisher"
    STATEMENTS = "statements"
    UNREVIEWED = "unreviewed"


@narrowed
def documents(
    sort: Annotated[Sort, typer.Option(help="The order.")] = Sort.READ,
    withdrawn: Annotated[
        bool, typer.Option("--withdrawn", help="Show withdrawn documents too.")
    ] = False,
    format_: Format = RowFormat.TABLE,
    as_of: AsOf = None,
    ledger: LedgerDir = HERE,
    only: Only = EVERY,
) -> None:
    """List the documents of the ledger, and how much of each is reviewed.

    Example: cuibono documents --sort unreviewed --publisher Reuters
    """
    here = desk(ledger, as_of)
    found = here.documents(sort.value, only, withdrawn)
    if format_ is RowFormat.JSONL:
        out.json_lines(d.to_dict() for d in found)
    elif format_ is RowFormat.CSV:
        out.comma_separated((d.to_dict() for d in found), COLUMNS)
    else:
        digits = here.digits()
        header = ("id", "published", "statements", "reviewed", "publisher", "title")
        out.table(header, [_row(d, digits) for d in found], out.count(len(found), "document"))


COLUMNS = (
    "id", "title", "publisher", "author", "published", "address", "path", "statements",
    "reviewed", "sure", "read_at", "withdrawn", "notes",
)  # fmt: skip


def _row(one: Listed, digits: int) -> tuple[str, ...]:
    d = one.document
    title = ("[withdrawn] " if one.withdrawn else "") + (d.title or d.path or "")
    counts = str(one.statements), str(one.reviewed)
    return d.id[:digits], _day(one), *counts, d.publisher or "", title


def _day(one: Listed) -> str:
    return one.document.published.isoformat() if one.document.published else "undated"


@narrowed
def search(
    words: Annotated[list[str], typer.Argument(metavar="WORDS")],
    format_: Format = RowFormat.TABLE,
    as_of: AsOf = None,
    ledger: LedgerDir = HERE,
    only: Only = EVERY,
) -> None:
    """Find documents and statements by their words.

    All words must be in the text or its title. "a phrase" finds words next to each other, shell*
    any ending, -grain leaves out texts with that word; actor:, publisher:, source:, type:, since:
    and until: narrow it.

    Example: cuibono search '"artillery shells"' actor:PRK since:2022-06-01
    """
    here = desk(ledger, as_of)
    # A word that holds a space was quoted for the shell, which took the marks away.
    found = here.search(" ".join(_quoted(word) for word in words), only)
    if format_ is RowFormat.JSONL:
        out.json_lines(hit.to_dict() for hit in found)
    elif format_ is RowFormat.CSV:
        out.comma_separated((hit.to_dict() for hit in found), HIT)
    else:
        out.say(out.count(len(found), "document"))
        told = Worded(here, width())
        for hit in found:
            _hit(told, hit)


HIT = ("id", "title", "publisher", "published", "words", "score", "statements")


def _quoted(word: str) -> str:
    if " " not in word or '"' in word:
        return word
    key, colon, value = word.partition(":")
    return f'{key}:"{value}"' if colon and key.isalpha() else f'"{word}"'


def _hit(told: Worded, hit: Hit) -> None:
    out.say()
    out.say(f"{told.short(hit.document.id)}  {told.document(hit.document)}")
    marked = "".join(f"«{text}»" if found else text for text, found in hit.snippet)
    for line in told.wrapped(marked):
        out.say(line)
    for s in hit.statements[:5]:
        parties = f"{told.party(s.actor, s.actor_text)} {s.type}"
        whom = told.party(s.recipient, s.recipient_text)
        for line in told.wrapped(f"{told.short(s.id)}  {parties} {whom}, {s.stance}", "    "):
            out.say(line)


def show(
    document: Annotated[
        str, typer.Argument(metavar="DOC", help="A document's id or its beginning.")
    ],
    as_of: AsOf = None,
    ledger: LedgerDir = HERE,
) -> None:
    """Show a document with its statements, and what was judged of them.

    The words of each act are in guillemets.

    Example: cuibono show 3f9a
    """
    here = desk(ledger, as_of)
    found = here.show(document)
    told = Worded(here, width() if wanted() else 80)
    d = found.document
    mark = "  [withdrawn]" if found.withdrawn else ""
    out.say(f"{d.id}  {told.document(d)}{mark}")
    for line in filter(None, (d.author, d.address, d.path, *d.notes)):
        out.say(f"    {line}")
    out.say()
    for paragraph in _marked(found).split("\n"):
        for line in told.wrapped(paragraph, ""):
            out.say(line)
    for s in found.statements:
        out.say()
        for line in told.statement(s):
            out.say(line)
    _judged(told, found)


def _marked(found: Shown) -> str:
    """The text with every act between guillemets."""
    text, at, pieces = found.document.text, 0, list[str]()
    for first, last in sorted({(s.trigger_start, s.trigger_end) for s in found.statements}):
        if first >= at:
            pieces += [text[at:first], f"«{text[first:last]}»"]
            at = last
    return "".join([*pieces, text[at:]])


def _judged(told: Worded, found: Shown) -> None:
    if found.rejected:
        out.say("\nrejected")
        for s in found.rejected:
            for line in told.statement(s):
                out.say(line)
    if found.judgements:
        out.say("\njudged")
        for j in found.judgements:
            undone = " (undone)" if j.id in found.undone else ""
            why = f": {j.why}" if j.why else ""
            line = f"{j.id[:8]}  {j.at:%Y-%m-%d %H:%M}  {j.says}{why}{undone}"
            for part in told.wrapped(line, "    "):
                out.say(part)


VERBS = (documents, search, show)
