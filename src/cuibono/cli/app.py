"""The command `cuibono` and its verbs, in the order in which they are used."""

from __future__ import annotations

from functools import cache
from typing import Annotated, Any

import typer

from cuibono.cli import (
    asking,
    finding,
    foretelling,
    giving,
    importing,
    keeping,
    measuring,
    patterns,
    proposing,
    reading,
    reviewing,
    serving,
    testing,
)
from cuibono.cli.noted import noted

app = typer.Typer(
    name="cuibono",
    # Plain help: rich's would cost 0.25 s at every start.
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(wanted: bool) -> None:
    if wanted:
        from cuibono.versions import versions

        for name, version in versions().items():
            typer.echo(f"{name} {version}")
        raise typer.Exit


@app.callback()
def top(
    version: Annotated[
        bool,
        typer.Option(
            "--version",
            callback=_version,
            is_eager=True,
            help="Show the versions of program, reader, codebook and registry.",
        ),
    ] = False,
) -> None:
    """Who gains, according to whom, on what evidence.

    Reads what is written about states into a ledger of statements, and answers questions from it.
    Actors are named by code or by name: RUS, Russia, Moscow.
    """


ASKED = (*asking.VERBS, *patterns.VERBS, *testing.VERBS, *foretelling.VERBS)
for verb in (*reading.VERBS, *ASKED, *giving.VERBS, *keeping.VERBS, *measuring.VERBS):
    app.command()(noted(verb) if verb in (*ASKED, *giving.VERBS) else verb)
for verb in (*finding.VERBS, *reviewing.VERBS, *proposing.VERBS, *serving.VERBS):
    app.command()(verb)
app.command("import")(importing.import_)


@cache
def program() -> Any:
    """The command with all its verbs as it is run; typer would build it anew for every call."""
    return typer.main.get_command(app)
