"""The verbs that judge: `review`, `accept`, `reject`, `correct`, `amend`, `undo` and others."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cuibono.cli import show
from cuibono.cli.options import HERE, Actors, Codebook, LedgerDir, RowFormat, Sure, desk, narrowed
from cuibono.cli.sitting import Sitting
from cuibono.cli.words import Worded, width
from cuibono.counting import EVERY, Only
from cuibono.errors import UsageError
from cuibono.inquiry import Own

if TYPE_CHECKING:
    from cuibono.ledger import Judgement
    from cuibono.review.agreement import Agreement
    from cuibono.review.learning import Lessons


class QueueOrder(StrEnum):
    """The orders of the queue."""

    CONSEQUENCE = "consequence"
    UNSURE = "unsure"
    DOCUMENT = "document"
    CHANCE = "chance"


Who = Annotated[
    str | None,
    typer.Option(metavar="NAME", help="Who judges; by default $CUIBONO_REVIEWER or the login."),
]
Why = Annotated[str, typer.Option(metavar="TEXT", help="Why.")]
Id = Annotated[str, typer.Argument(metavar="ID", help="A statement's id or its beginning.")]
Ids = Annotated[list[str], typer.Argument(metavar="ID")]
Doc = Annotated[str, typer.Argument(metavar="DOC", help="A document's id or its beginning.")]
Fields = Annotated[list[str], typer.Argument(metavar="FIELD=VALUE")]


@narrowed
def review(
    a: Annotated[str | None, typer.Argument(metavar="A", help="Only what concerns A.")] = None,
    b: Annotated[str | None, typer.Argument(metavar="B", help="Only what concerns both.")] = None,
    order: Annotated[QueueOrder, typer.Option(help="What comes first.")] = QueueOrder.CONSEQUENCE,
    second: Annotated[
        bool, typer.Option("--second", help="A second opinion on what others judged.")
    ] = False,
    list_: Annotated[bool, typer.Option("--list", help="List the queue and end.")] = False,
    who: Who = None,
    sure: Sure = None,
    codebook: Codebook = None,
    actors: Actors = None,
    ledger: LedgerDir = HERE,
    only: Only = EVERY,
) -> None:
    """Judge statements one by one: a accept, r reject, c correct, s skip, u undo, q quit.

    The most important statements come first, weighed by the chance that they are wrong. Other
    orders are unsure, document, and chance: a fair sample, which shows the precision on the whole
    ledger.

    Example: cuibono review PRK RUS --order unsure --who anna
    """
    here = desk(ledger, None, Own(codebook, actors))
    found = here.review(order.value, a, b, who=who, second=second, sure=sure, only=only)
    told = Worded(here, width())
    if list_:
        show.say(f"{show.count(len(found), 'statement')} to review")
        for one in found:
            show.say()
            for line in (*told.statement(one.statement), *told.wrapped(one.because)):
                show.say(line)
        return
    Sitting(here, told, here.reviewer(who), order.value, second).go_through(found)


def accept(ids: Ids, who: Who = None, why: Why = "", ledger: LedgerDir = HERE) -> None:
    """Say that statements are right; they count from now on.

    Example: cuibono accept 3f9a 77b1 --who anna
    """
    here = desk(ledger)
    for id_ in ids:
        _done(here.accept(id_, who=who, why=why))


def reject(ids: Ids, who: Who = None, why: Why = "", ledger: LedgerDir = HERE) -> None:
    """Say that the text does not state this; it no longer counts.

    Example: cuibono reject 3f9a --why "the text only asks whether"
    """
    here = desk(ledger)
    for id_ in ids:
        _done(here.reject(id_, who=who, why=why))


def correct(
    id_: Id,
    changes: Fields,
    who: Who = None,
    why: Why = "",
    codebook: Codebook = None,
    actors: Actors = None,
    ledger: LedgerDir = HERE,
) -> None:
    """Correct fields of a statement; the earlier values stay on record.

    Fields: actor, recipient, source, giver, receiver, beneficiary, type, mode, stance, certainty,
    when, where, quantity, item, contexts, source_chain, actor_text, recipient_text, and the
    places start, end, trigger_start, trigger_end in the text. FIELD= empties a field.

    Example: cuibono correct 3f9a recipient=China when=2022-07
    """
    here = desk(ledger, None, Own(codebook, actors))
    _done(here.correct(id_, _fields(changes), who=who, why=why))


def add(
    document: Doc,
    words: Annotated[str, typer.Argument(metavar="WORDS", help="The act's words, or START:END.")],
    fields: Fields,
    who: Who = None,
    why: Why = "",
    codebook: Codebook = None,
    actors: Actors = None,
    ledger: LedgerDir = HERE,
) -> None:
    """Add a statement that the reader missed; WORDS are those of its act.

    Example: cuibono add 3f9a "sent shells" actor=PRK type=AID recipient=RUS item=arms
    """
    here = desk(ledger, None, Own(codebook, actors))
    start, end = _place(here.show(document).document.text, words)
    _done(here.add(document, start, end, _fields(fields), who=who, why=why))


def _place(text: str, words: str) -> tuple[int, int]:
    """Where words stand in a text; UsageError where they do not, or more than once."""
    first, colon, last = words.partition(":")
    if colon and first.isdecimal() and last.isdecimal():
        return int(first), int(last)
    times = text.count(words) if words else 0
    if times != 1:
        often = f" {times} times: name the place as START:END" if times else ""
        raise UsageError(f"“{words}” is {'' if times else 'not '}in the text{often}")
    return text.index(words), text.index(words) + len(words)


def merge(ids: Ids, who: Who = None, why: Why = "", ledger: LedgerDir = HERE) -> None:
    """Say that statements or happenings belong to one happening.

    Example: cuibono merge 3f9a 77b1 --why "the same summit"
    """
    _done(desk(ledger).merge(ids, who=who, why=why))


def split(
    ids: Ids,
    from_: Annotated[
        list[str] | None,
        typer.Option("--from", metavar="ID", help="Statements to keep apart from."),
    ] = None,
    who: Who = None,
    why: Why = "",
    ledger: LedgerDir = HERE,
) -> None:
    """Say that statements do not belong to the happening with which they are grouped.

    Example: cuibono split 3f9a --why "this was in May"
    """
    _done(desk(ledger).split(ids, from_ or (), who=who, why=why))


def amend(
    document: Doc,
    published: Annotated[
        str | None, typer.Option(metavar="DATE", help="Day of publication.")
    ] = None,
    title: Annotated[str | None, typer.Option(help="Its title.")] = None,
    publisher: Annotated[str | None, typer.Option(help="Who published it.")] = None,
    author: Annotated[str | None, typer.Option(help="Who wrote it.")] = None,
    address: Annotated[str | None, typer.Option(metavar="URL", help="Where it stands.")] = None,
    who: Who = None,
    why: Why = "",
    ledger: LedgerDir = HERE,
) -> None:
    """Correct what is known about a document; its statements follow a new day of publication.

    An option with an empty value empties the field.

    Example: cuibono amend 3f9a --published 2022-12-05 --publisher "The Wire"
    """
    given = {
        "published": published, "title": title, "publisher": publisher, "author": author,
        "address": address,
    }  # fmt: skip
    changes = {name: value for name, value in given.items() if value is not None}
    made = desk(ledger).amend(document, changes, who=who, why=why)
    _done(made)
    moved = made.changes.get("dates", {})
    if moved:
        show.say(f"{show.count(len(moved), 'statement')} dated again")


def withdraw(document: Doc, who: Who = None, why: Why = "", ledger: LedgerDir = HERE) -> None:
    """Withdraw a document: it stays on record, but none of its statements count.

    Example: cuibono withdraw 3f9a --why "a forgery"
    """
    _done(desk(ledger).withdraw(document, who=who, why=why))


def undo(
    judgement: Annotated[str | None, typer.Argument(metavar="ID", help="A judgement's id.")] = None,
    who: Who = None,
    why: Why = "",
    ledger: LedgerDir = HERE,
) -> None:
    """Take back a judgement: your last one, or the one with this id (`history` lists them).

    Example: cuibono undo
    """
    here = desk(ledger)
    made = here.undo(judgement, who=who, why=why)
    (taken,) = (j for j in here.history() if j.id == made.on)
    show.say(f"{made.id[:8]}: undone: {taken.says}")


def history(
    id_: Annotated[str, typer.Argument(metavar="ID", help="Of a statement or document.")] = "",
    format_: Annotated[RowFormat, typer.Option("--format", help="How rows are written.")] = (
        RowFormat.TABLE
    ),
    ledger: LedgerDir = HERE,
) -> None:
    """List people's judgements, on one statement or document, or all of them.

    Example: cuibono history 3f9a
    """
    here = desk(ledger)
    found = here.history(id_)
    if format_ is RowFormat.JSONL:
        show.json_lines(j.to_dict() for j in found)
    elif format_ is RowFormat.CSV:
        columns = tuple(found[0].to_dict()) if found else ("id",)
        show.comma_separated((j.to_dict() for j in found), columns)
    else:
        undone = here.undone()
        rows = [
            (j.id[:8], f"{j.at:%Y-%m-%d %H:%M}", j.on[:8] or j.root[:8],
             j.says + (f": {j.why}" if j.why else "") + (" (undone)" if j.id in undone else ""))
            for j in found
        ]  # fmt: skip
        show.table(("id", "when", "on", "judged"), rows, show.count(len(found), "judgement"))


def agreement(
    sure: Sure = None,
    format_: Annotated[RowFormat, typer.Option("--format", help="How rows are written.")] = (
        RowFormat.TABLE
    ),
    ledger: LedgerDir = HERE,
) -> None:
    """Show how often the program was right where people judged it, and how far people agree.

    Intervals are Wilson's at 95 %; agreement is Cohen's kappa, by field.

    Example: cuibono agreement
    """
    found = desk(ledger).agreement(sure)
    if format_ is RowFormat.JSONL:
        show.json_lines([found.to_dict()])
    elif format_ is RowFormat.CSV:
        pairs = found.to_dict()["pairs"]
        show.comma_separated(pairs, ("a", "b", "field", "n", "same", "kappa"))
    else:
        _agree(found)


def _agree(found: Agreement) -> None:
    show.say(found.note or f"none of {show.count(found.total, 'statement')} has been reviewed")
    if found.by_chance.judged and found.by_chance.judged != found.precision.judged:
        show.say(f"of those drawn at random, {found.by_chance} were right")
    if found.fields:
        rows = [(name, str(share)) for name, share in found.fields.items()]
        show.table(("field", "as it was read"), rows, "\nof those kept")
    if found.pairs:
        rows = [
            (p.a, p.b, p.field, f"{p.same} of {p.n}", "" if p.kappa is None else f"{p.kappa:.2f}")
            for p in found.pairs
        ]
        show.table(("reviewer", "and", "field", "agree on", "kappa"), rows, "\nreviewers")


def learn(
    apply: Annotated[bool, typer.Option("--apply", help="Learn it; undo takes it back.")] = False,
    who: Who = None,
    why: Why = "",
    codebook: Codebook = None,
    actors: Actors = None,
    ledger: LedgerDir = HERE,
) -> None:
    """Show what can be learned from corrections: names, examples of types, how sure to be.

    With --apply it is learned: the next texts are read with it, and the statements listed change.

    Example: cuibono learn --apply
    """
    found = desk(ledger, None, Own(codebook, actors)).learn(apply, who=who, why=why)
    for line in _lessons(found):
        show.say(line)
    if found.applied:
        show.say(f"learned; `cuibono undo {found.applied.id[:8]}` takes it back")
    elif found:
        show.say("`cuibono learn --apply` learns it")


def _lessons(found: Lessons) -> list[str]:
    lines = [
        f"name      “{a.text}” is {a.code}, read as {a.was}; "
        f"{show.count(len(a.rows), 'statement')} would change"
        for a in found.aliases
    ]
    lines += [f"example   {e.type}: “{e.text}”" for e in found.examples]
    lines += [f"conflict  “{text}” was given to several actors" for text in found.conflicts]
    if fit := found.confidence:
        lines.append(
            f"sure      confidence refitted on {fit.judged} judged statements: mean error "
            f"{fit.before:.3f} to {fit.after:.3f} (Brier)"
        )
    return lines or ["there is nothing new to learn"]


def _fields(given: list[str]) -> dict[str, Any]:
    """FIELD=VALUE as values by field."""
    found: dict[str, Any] = {}
    for one in given:
        name, equals, value = one.partition("=")
        if not equals:
            raise UsageError(f"{one!r} is not FIELD=VALUE")
        found[name.strip().replace("-", "_")] = value.strip()
    return found


def _done(made: Judgement) -> None:
    now = made.became if made.became and made.became != made.on else ""
    stands = f"; it is {now[:8]} now" if now else ""
    show.say(f"{made.id[:8]}: {made.says}{stands}")


VERBS = (
    review, accept, reject, correct, add, merge, split, amend, withdraw, undo, history, agreement,
    learn,
)  # fmt: skip
