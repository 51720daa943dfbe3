"""The claim board on a terminal: words, both sides, who is silent, and what changed when."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Sequence

from cuibono.cli import show, words
from cuibono.coding.statement import AUTHOR, UNNAMED, Statement
from cuibono.desk import Desk
from cuibono.measures.claims import Claim

WIDE = 80
MARGIN = 14
MOST = 8
"""So many names, days and ids are shown of each claim; `--format jsonl` has all of them."""
NOTE = "Silent: wrote about the two at that time, but not about the claim. Silence is not a denial."


def show_claims(desk: Desk, found: Sequence[Claim], contested: bool = False) -> None:
    """Print claims, each as a few lines that fit 80 columns."""
    show.say(show.count(len(found), "claim"))
    if not found:
        both = "No claim is made by one source and denied by another."
        show.say(both if contested else "There is no such claim.")
    for claim in found:
        show.say()
        for line in lines(desk, claim):
            show.say(line)
    if any(claim.silent for claim in found):
        show.say()
        show.say("\n".join(textwrap.wrap(NOTE, WIDE)))


def lines(desk: Desk, claim: Claim) -> Iterator[str]:
    """One claim: its words, what is read in them, the sides, the history, ids to explain."""
    said = _said(claim)
    yield from textwrap.wrap(f"“{_flat(said.quote)}”", WIDE, max_lines=4, placeholder=" …”")
    yield from _row("what", _what(desk, claim, said))
    yield from _row("when", words.when(claim, "no date"))
    yield from _row("status", claim.status)
    for side, names in (
        ("for", claim.side(False, desk.in_words)),
        ("against", claim.side(True, desk.in_words)),
        ("silent", [desk.in_words(s.name) for s in claim.silent]),
    ):
        yield from _row(f"{side} ({len(names)})", _some(names) or "nobody found")
    for number, turn in enumerate(claim.history[:MOST]):
        day = turn.day or "no date"
        told = turn.words(desk.in_words)
        yield from _row("" if number else "history", f"{day:10}  {told}", " " * 12)
    if len(claim.history) > MOST:
        yield from _row("", f"and {len(claim.history) - MOST} more days")
    yield from _row("explain", _some([s.id[:8] for s in claim.statements], " "))


def _said(claim: Claim) -> Statement:
    """The first words of somebody who makes the claim; a text's own, where only texts make it."""
    told = claim.affirmed or claim.statements
    return next((s for s in told if s.source not in (AUTHOR, UNNAMED)), told[0])


def _row(label: str, text: str, indent: str = "") -> list[str]:
    """A label in the margin and a text beside it."""
    return textwrap.wrap(
        text, WIDE, initial_indent=f"  {label}".ljust(MARGIN),
        subsequent_indent=" " * MARGIN + indent, drop_whitespace=True, break_on_hyphens=False,
    )  # fmt: skip


def _what(desk: Desk, claim: Claim, said: Statement) -> str:
    """Who does what to whom, in names: an actor without a code has the words of the text.

    What moves goes from its giver to its receiver, whoever of them acts. What an accusation or a
    denial speaks of as a claim is only named so.
    """
    if claim.answers:
        return claim.denied(desk.in_words)
    sides = (claim.actor, said.actor_text), (claim.recipient, said.recipient_text)
    if claim.item and said.giver and said.receiver:
        sides = (said.giver, ""), (said.receiver, "")
    parties = [
        f"“{_flat(text)}”" if code == "---" and text else desk.in_words(code)
        for code, text in sides
    ]
    item = f" ({claim.item.replace('_', ' ')})" if claim.item else ""
    whom = f" to {parties[1]}" if sides[1][0] != "---" or sides[1][1] else ""
    return f"{claim.type.replace('_', ' ').lower()}{item}: {parties[0]}{whom}"


def _some(names: Iterable[str], between: str = "; ") -> str:
    every = list(names)
    more = [f"and {len(every) - MOST} more"] if len(every) > MOST else []
    return between.join([*every[:MOST], *more])


def _flat(text: str) -> str:
    return show.clean(" ".join(text.split()))
