"""The verb that measures the coding itself: `score`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cuibono.cli import show
from cuibono.cli.options import HERE, Actors, Codebook, Published, Reader, Size, desk, path
from cuibono.coding.statement import Statement
from cuibono.documents import About
from cuibono.inquiry import Own

if TYPE_CHECKING:
    from cuibono.scoring.score import Score


def score(
    key: Annotated[
        Path, typer.Argument(parser=path, metavar="GOLD", help="Answer key: .tsv or .jsonl.")
    ],
    text: Annotated[
        Path, typer.Argument(parser=path, metavar="PATH", help="The text that the key is for.")
    ],
    published: Published = None,
    codebook: Codebook = None,
    actors: Actors = None,
    reader: Reader = Size.BASE,
) -> None:
    """Compare the coding of a text with an answer key, and list what was missed.

    The key has the columns id anchor actor type recipient source stance when item need, separated
    by tabs; | separates equally right answers, - means none, need is C (must have) or O (either
    way). Statements of which the reader is unsure are left out.

    Example: cuibono score key.tsv article.txt --published 2022-12-05
    """
    here = desk(HERE, None, Own(codebook, actors), reader)
    found = here.score(key, text, About(published=published))
    _figures(found)
    _misses(found)


def _figures(found: Score) -> None:
    low, high = found.interval
    rows = [
        ("precision", f"{found.precision:.3f}", ""),
        ("recall", f"{found.recall:.3f}", ""),
        ("F1", f"{found.f1:.3f}", f"95 % from {low:.3f} to {high:.3f}"),
        ("F1, partial credit", f"{found.partial:.3f}", ""),
    ]
    for name, (right, asked) in found.fields.items():
        share = f"{right / asked:.3f}" if asked else ""
        rows.append((name, share, f"{right} of {asked} found statements"))
    show.table(("measure", "value", ""), rows, "actor, type and recipient")


def _misses(found: Score) -> None:
    halves = {answer.id: statement for answer, statement in found.pairing.partial}
    missed = [
        (a.id, _any(a.actor), _any(a.type), _any(a.recipient), _half(halves.get(a.id)))
        for a in found.pairing.missed
    ]
    extra = [(s.actor, s.type, s.recipient, s.quote) for s in found.pairing.extra]
    show.table(("id", "actor", "type", "recipient", "found instead"), missed, "\nmissed")
    show.table(("actor", "type", "recipient", "quote"), extra, "\ntoo many")


def _any(options: frozenset[str]) -> str:
    return "|".join(sorted(options)) or "-"


def _half(s: Statement | None) -> str:
    return f"{s.actor} {s.type} {s.recipient}" if s else ""


VERBS = (score,)
