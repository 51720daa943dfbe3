"""A second reader: what a model proposes counts only where its words are found in the text.

Nothing that it says enters the ledger's statements by itself: where it agrees with a row, the row
is surer; everything else is a proposal that a person accepts, corrects or rejects.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from importlib.resources import files
from pathlib import Path
from typing import Any

from cuibono import infile
from cuibono.coding.statement import AUTHOR, UNKNOWN, Statement
from cuibono.documents import Document
from cuibono.errors import CuibonoError
from cuibono.ledger import Ledger
from cuibono.ledger.judgement import Action, Judgement
from cuibono.review.corrected import added
from cuibono.review.endpoint import Endpoint, statements_in
from cuibono.review.judge import judgement
from cuibono.review.saying import Saying
from cuibono.review.values import Allowed

LONGEST = 3_000
"""Characters that a model is given at once."""
TOLD = ("type", "actor", "recipient", "source", "stance")


@dataclass(frozen=True, slots=True)
class Proposed:
    """What came of one document: how much was proposed, agreed on, and not found in the text.

    `error` is set where the model could not be asked or understood; what came before it counts.
    """

    document: Document
    proposed: int = 0
    agreed: int = 0
    ungrounded: int = 0
    error: CuibonoError | None = None


def prompt_of(path: str | Path | None, values: Allowed) -> str:
    """The prompt that ships, or a user's own file; `{types}` stands for the codebook's types."""
    if path is None:
        text = files("cuibono.data").joinpath("second_reader/prompt.md").read_text("utf-8")
    else:
        text = infile.needed_text(path)
    return text.replace("{types}", ", ".join(sorted(values.codebook.by_name)))


def propose(
    ledger: Ledger, document: Document, endpoint: Endpoint, prompt: str, values: Allowed
) -> Proposed:
    """Have one document read by a model, and write what it proposes into the ledger."""
    here = ledger.view.of([document.id])
    known = {s.id for s in here} | set(ledger.replay.proposals)
    said = Saying(f"model {endpoint.model}")
    count = Proposed(document)
    for start, end in _pieces(document.text):
        try:
            told = statements_in(endpoint.ask(prompt, document.text[start:end]))
        except CuibonoError as error:
            return replace(count, error=error)
        for one in told:
            made = grounded(one, document, (start, end), values)
            if made is None:
                count = replace(count, ungrounded=count.ungrounded + 1)
                continue
            same, other = _beside(made, here)
            if same is not None:
                agreed = same.id not in ledger.replay.seconded
                count = replace(count, agreed=count.agreed + 1)
                if agreed:
                    _write(ledger, said, root=same.id)
            elif made.id not in known:
                known.add(made.id)
                made = replace(made, versions={**made.versions, "second_reader": endpoint.model})
                count = replace(count, proposed=count.proposed + 1)
                _write(ledger, said, made, other)
    return count


def grounded(
    told: Mapping[str, Any], document: Document, piece: tuple[int, int], values: Allowed
) -> Statement | None:
    """What a model tells as a statement; None where its words do not stand in the text.

    The act must stand in its quote, every party's and speaker's words in the piece that was
    read, and type and stance must be the codebook's.
    """
    text, words = document.text, {k: v.strip() for k, v in told.items() if isinstance(v, str)}
    quote, trigger = words.get("quote", ""), words.get("trigger", "")
    at = text.find(quote, *piece) if quote else -1
    first = text.find(trigger, at, at + len(quote)) if at >= 0 and trigger else -1
    parties = {name: words.get(name, "") for name in ("actor", "recipient", "source")}
    source = parties.pop("source")
    named = [*parties.values(), "" if source.upper() == AUTHOR else source]
    if first < 0 or not parties["actor"] or any(text.find(n, *piece) < 0 for n in named if n):
        return None
    fields: dict[str, Any] = {
        "type": words.get("type", ""), "stance": words.get("stance") or "reported",
        "actor_text": parties["actor"], "recipient_text": parties["recipient"],
        **{name: _code(value, values) for name, value in parties.items()},
        "source": AUTHOR if not source or source.upper() == AUTHOR else _code(source, values),
    }  # fmt: skip
    try:
        return Statement.from_dict(added(document, first, first + len(trigger), fields, values))
    except CuibonoError:
        return None


def _code(words: str, values: Allowed) -> str:
    found = values.registry.find(words, values.on) if words else None
    return found.code if found else UNKNOWN


def _beside(
    made: Statement, here: Sequence[Statement]
) -> tuple[Statement | None, Statement | None]:
    """The row that says the same, or one of the same act that says something else."""
    acts = [
        s for s in here
        if s.trigger_start < made.trigger_end and made.trigger_start < s.trigger_end
    ]  # fmt: skip
    same = (s for s in acts if all(getattr(s, name) == getattr(made, name) for name in TOLD))
    return next(same, None), acts[0] if len(acts) == 1 else None


def _write(
    ledger: Ledger, said: Saying, made: Statement | None = None, other: Statement | None = None,
    root: str = "",
) -> Judgement:  # fmt: skip
    on, changes = other.id if other else "", made.to_dict() if made else {}
    id_ = made.id if made else root
    return ledger.record(
        lambda at: judgement(Action.PROPOSE, said, at, on, root=id_, became=id_, changes=changes)
    )


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    """A text in pieces that end with a paragraph, as far as these are short enough."""
    start = 0
    while start < len(text):
        end = min(len(text), start + LONGEST)
        if end < len(text):
            for mark in ("\n\n", ". ", " "):
                cut = text.rfind(mark, start + LONGEST // 2, end)
                if cut > 0:
                    end = cut + len(mark)
                    break
        yield start, end
        start = end


def why(one: Judgement, statements: Iterable[Statement]) -> str:
    """Why a proposal is in the queue: what it says otherwise than the row that was read."""
    row = next((s for s in statements if s.id == one.on), None)
    if row is None:
        return f"{one.who} proposes it"
    old = row.to_dict()
    other = [f"{n} {one.changes[n]}, not {old[n]}" for n in TOLD if one.changes[n] != old[n]]
    return f"{one.who} reads {row.id[:8]} differently: {'; '.join(other)}"
