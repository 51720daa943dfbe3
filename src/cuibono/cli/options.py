"""The options that several verbs share, and how their words become values."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, time
from enum import StrEnum
from functools import wraps
from pathlib import Path
from typing import Annotated, Any, get_type_hints

import typer

from cuibono.counting import Only
from cuibono.desk import Desk
from cuibono.inquiry import DEFAULT_LEDGER, NOTHING_OWN, Own


class RowFormat(StrEnum):
    """How rows are written."""

    TABLE = "table"
    JSONL = "jsonl"
    CSV = "csv"


class BriefFormat(StrEnum):
    """How a brief is written."""

    MD = "md"
    HTML = "html"
    DOCX = "docx"


class Size(StrEnum):
    """The readers that ship."""

    BASE = "base"


def day(text: str) -> date:
    """A calendar day written as ISO 8601, such as 2022-12-05."""
    try:
        if not re.fullmatch(r"\d{4}-\d\d-\d\d", text, re.ASCII):
            raise ValueError
        return date.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter(f"{text!r} is not a date; write it as 2022-12-05") from None


def moment(text: str) -> datetime:
    """A moment written as ISO 8601; a day means its end, a time without zone means UTC."""
    if re.fullmatch(r"\d{4}-\d\d-\d\d", text, re.ASCII):
        last = time.max.replace(tzinfo=UTC)
        return datetime.combine(day(text), last)
    try:
        given = datetime.fromisoformat(text)
    except ValueError:
        wanted = "write it as 2022-12-05 or 2022-12-05T14:30"
        raise typer.BadParameter(f"{text!r} is not a moment; {wanted}") from None
    return given if given.tzinfo else given.replace(tzinfo=UTC)


def path(text: str) -> Path:
    """A path, which the verb looks at: the parser itself would wait for a drive that is gone."""
    return Path(text)


LedgerDir = Annotated[
    Path,
    typer.Option("--ledger", parser=path, metavar="DIR", help="The ledger's folder."),
]
AsOf = Annotated[
    datetime | None,
    typer.Option(parser=moment, metavar="DATE", help="Read the ledger as it stood then."),
]
Published = Annotated[
    date | None,
    typer.Option(parser=day, metavar="DATE", help="Day of publication, as 2022-12-05."),
]
Output = Annotated[
    Path | None,
    typer.Option("--output", "-o", parser=path, metavar="FILE", help="Write to a file."),
]

Codebook = Annotated[
    Path | None, typer.Option(parser=path, metavar="FILE", help="Event types of your own (YAML).")
]
Actors = Annotated[
    Path | None, typer.Option(parser=path, metavar="FILE", help="Actors of your own (YAML).")
]
Reader = Annotated[Size, typer.Option(help="The reader to use.")]
Sure = Annotated[
    float | None,
    typer.Option(metavar="P", min=0, max=1, help="Least confidence that counts; 0 counts all."),
]

HERE = Path(DEFAULT_LEDGER)


def desk(
    ledger: Path,
    as_of: datetime | None = None,
    own: Own = NOTHING_OWN,
    reader: Size = Size.BASE,
) -> Desk:
    """A desk with its ledger; nothing is opened before it is asked for."""
    return Desk(ledger, as_of, own, reader.value)


ONLY: dict[str, Any] = {
    "document": Annotated[
        str | None, typer.Option(metavar="ID", help="Only what this document says.")
    ],
    "publisher": Annotated[
        str | None, typer.Option(metavar="NAME", help="Only this publisher's texts; part of it.")
    ],
    "source": Annotated[
        str | None, typer.Option(metavar="X", help="Only statements by X, an actor or AUTHOR.")
    ],
    "since": Annotated[
        date | None, typer.Option(parser=day, metavar="DATE", help="Only of this day or later.")
    ],
    "until": Annotated[
        date | None, typer.Option(parser=day, metavar="DATE", help="Only of this day or before.")
    ],
    "reviewed": Annotated[
        bool | None,
        typer.Option("--reviewed/--unreviewed", help="Only what a person reviewed, or did not."),
    ],
    "limit": Annotated[int | None, typer.Option(metavar="N", min=1, help="At most N rows.")],
}  # fmt: skip
"""The options that narrow a question, one for each field of `Only`."""


def narrowed(verb: Callable[..., Any], without: Sequence[str] = ()) -> Callable[..., Any]:
    """Give a verb the options that narrow a question, in place of its parameter `only`, but for
    those that it goes `without`.
    """
    hints = get_type_hints(verb, include_extras=True)
    own = [p for name, p in inspect.signature(verb).parameters.items() if name != "only"]
    hints = {p.name: hints[p.name] for p in own} | ONLY
    options = [
        inspect.Parameter(name, inspect.Parameter.POSITIONAL_OR_KEYWORD, default=None)
        for name in ONLY if name not in without
    ]  # fmt: skip
    kept = [p.replace(annotation=hints[p.name]) for p in (*own, *options)]

    @wraps(verb)
    def called(**given: Any) -> Any:
        only = Only(**{name: given.pop(name) for name in ONLY if name in given})
        return verb(**given, only=only)

    # The wrapped function would lead back to its own signature.
    del called.__wrapped__
    called.__signature__ = inspect.Signature(kept)  # type: ignore[attr-defined]
    called.__annotations__ = hints
    return called
