"""The verb that has a language model of the user's own read documents."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cuibono.cli import options, show
from cuibono.cli.codes import FAILURE, OK
from cuibono.cli.options import HERE, Actors, Codebook, LedgerDir, desk
from cuibono.errors import UsageError
from cuibono.inquiry import Own

if TYPE_CHECKING:
    from cuibono.review.second_reader import Proposed


def propose(
    documents: Annotated[list[str] | None, typer.Argument(metavar="DOC")] = None,
    llm: Annotated[
        str, typer.Option("--llm", metavar="URL", help="Its address, as http://HOST:PORT/v1.")
    ] = "",
    model: Annotated[str, typer.Option(metavar="NAME", help="The model's name.")] = "",
    prompt: Annotated[
        Path | None, typer.Option(parser=options.path, metavar="FILE", help="Your own prompt.")
    ] = None,
    patience: Annotated[
        float, typer.Option(metavar="S", min=1, help="Seconds to wait for an answer.")
    ] = 120.0,
    codebook: Codebook = None,
    actors: Actors = None,
    ledger: LedgerDir = HERE,
) -> int:
    """Have a language model of your own read documents; its proposals wait in `review`.

    Any server with OpenAI's interface will do: llama.cpp, Ollama, vLLM. Without DOC it reads all
    documents. A proposal is kept only if its words are in the text.

    Example: cuibono propose 3f9a --llm http://127.0.0.1:8080/v1 --model smollm2
    """
    if not llm or not model:
        raise UsageError("propose: name the address and the model: --llm URL --model NAME")
    here = desk(ledger, None, Own(codebook, actors))
    endpoint = here.endpoint(llm, model, patience)
    found = here.propose(documents or (), endpoint=endpoint, prompt=prompt, each=_proposed)
    failed = [one for one in found if one.error]
    return FAILURE if failed else OK


def _proposed(one: Proposed) -> None:
    name = one.document.title or one.document.id
    told = f"{one.proposed} proposed, {one.agreed} agreed on, {one.ungrounded} not in the text"
    show.say(f"{name}: {told}")
    if one.error:
        show.note(f"{name}: {one.error}")


VERBS = (propose,)
