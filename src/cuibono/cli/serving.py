"""The verb that opens the workbench in a browser: `serve`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from cuibono.cli.options import HERE, Actors, Codebook, LedgerDir, Reader, Size
from cuibono.inquiry import Own


def serve(
    ledger: LedgerDir = HERE,
    port: Annotated[
        int, typer.Option(min=1, max=65535, help="The port on which it listens.")
    ] = 8765,
    host: Annotated[
        str, typer.Option(help="The address on which it listens; other machines need a token.")
    ] = "127.0.0.1",
    token: Annotated[
        str | None, typer.Option(help="The token for other machines; or set CUIBONO_TOKEN.")
    ] = None,
    browser: Annotated[
        bool, typer.Option("--browser/--no-browser", help="Open the browser.")
    ] = True,
    codebook: Codebook = None,
    actors: Actors = None,
    reader: Reader = Size.BASE,
) -> None:
    """Open the workbench in the browser: read, judge, correct, find.

    It runs on this machine, needs no network, and only this machine can reach it. It needs the
    extra cuibono[web]. Ctrl-C ends it; all judgements are in the ledger.

    Example: cuibono serve --ledger ledger
    """
    from cuibono.web.serving import Serving, serve

    own = Own(Path(codebook) if codebook else None, Path(actors) if actors else None)
    serve(Serving(ledger, port, host, token, browser, own, reader.value), typer.echo)


VERBS = (serve,)
