"""The verbs that ask the ledger: `statements`, `timeline`, `balance`, `claims`, `explain`."""

from __future__ import annotations

from typing import Annotated

import typer

from cuibono.cli import show
from cuibono.cli.explaining import tell
from cuibono.cli.options import HERE, AsOf, LedgerDir, Listing, desk
from cuibono.pipeline import Stance, Statement

ActorA = Annotated[str, typer.Argument(metavar="A", help="An actor by code or name.")]
ActorB = Annotated[str, typer.Argument(metavar="B", help="The other actor.")]


def statements(
    actor: Annotated[str | None, typer.Option(help="Who acts.", metavar="X")] = None,
    with_: Annotated[
        str | None, typer.Option("--with", help="Who takes any part.", metavar="Y")
    ] = None,
    type_: Annotated[
        str | None, typer.Option("--type", help="Event type, such as AID.", metavar="T")
    ] = None,
    stance: Annotated[Stance | None, typer.Option(help="How the source stands to it.")] = None,
    format_: Annotated[
        Listing, typer.Option("--format", help="How rows are written.")
    ] = Listing.TABLE,
    as_of: AsOf = None,
    ledger: LedgerDir = HERE,
) -> None:
    """List statements: who does what to whom, according to whom.

    Example: cuibono statements --actor PRK --with RUS --type AID
    """
    found = desk(ledger, as_of).statements(actor, with_, type_, stance)
    if format_ is Listing.TABLE:
        show.table(COLUMNS, [_row(s) for s in found], show.count(len(found), "statement"))
    elif format_ is Listing.JSONL:
        show.json_lines(s.to_dict() for s in found)
    else:
        show.comma_separated((s.to_dict() for s in found), _columns())


COLUMNS = ("id", "when", "actor", "type", "recipient", "item", "stance", "source", "quote")


def _row(s: Statement) -> tuple[str, ...]:
    kind = f"{s.type} ({s.mode})" if s.mode else s.type
    stance = f"{s.stance}, hedged" if s.certainty == "hedged" else str(s.stance)
    return (s.id, s.when or "", s.actor, kind, s.recipient, s.item or "", stance, s.source, s.quote)


def _columns() -> list[str]:
    # Of a blank statement, so that an empty answer has its header too.
    return list(Statement("", "", 0, 0, "", 0, 0, "", "", "").to_dict())


def explain(
    id_: Annotated[str, typer.Argument(metavar="ID", help="A statement's id or its beginning.")],
    as_of: AsOf = None,
    ledger: LedgerDir = HERE,
) -> None:
    """Show all that stands behind one statement.

    Its words, rule, speakers, document, links and neighbours, and what made it.

    Example: cuibono explain 3f9a
    """
    tell(desk(ledger, as_of).explain(id_))


VERBS = (statements, explain)
