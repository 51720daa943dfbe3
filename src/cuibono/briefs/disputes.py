"""Which denials say that something is not so, and what it is that they deny."""

from __future__ import annotations

import re
from collections.abc import Iterable

from cuibono.actors.code import root
from cuibono.briefs.topics import SURE
from cuibono.coding.statement import AUTHOR, Statement
from cuibono.events.event import Event
from cuibono.events.mouths import AHEAD, DENIES, TAKES_UP, evades
from cuibono.events.refusals import refuses
from cuibono.language.headings import is_heading

NO = re.compile(r"\b(?:not|no|never|cannot|reject\w*|dismiss\w*)\b|n[’']t\b", re.I)
UNDONE = re.compile(r"\bnot to(?: \w+)?\s*$", re.I)


def disputes(denial: Statement) -> bool:
    """Whether a denial's own words say that something is not so.

    Neither "no comment" says so nor the refusal of a thing, nor the promise not to do it.
    """
    if DENIES.search(denial.quote):
        return True
    # Who resolves not to do something refuses it, and denies nothing.
    resolved = UNDONE.search(denial.quote[: denial.trigger_start - denial.start])
    bare = evades(denial) or refuses(denial) or resolved or AHEAD.search(denial.quote)
    sure = denial.confidence >= SURE and not bare
    return sure and any(words.search(denial.quote) for words in (TAKES_UP, NO))


def claim_of(denial: Statement, events: Iterable[Event]) -> Statement | None:
    """The claim that a denial denies: of one act and thing, the latest before it or beside it.

    What somebody said comes before what a text tells in its own voice, and a heading says nothing.
    """
    said = [s for e in events if denial in e.statements for s in e.affirmed]
    like = [
        s for s in said
        if (s.type, s.item) == (denial.type, denial.item)
        and _sides(s) == _sides(denial)
        and _before(s, denial) and not is_heading(s.quote)
    ]  # fmt: skip
    return max(like, key=lambda s: (s.source != AUTHOR, _place(s)), default=None)


def _sides(statement: Statement) -> set[str]:
    return {root(statement.actor), root(statement.recipient)}


def _before(claim: Statement, denial: Statement) -> bool:
    """Whether a claim may have been made before a denial: where a text has no date, it may."""
    if claim.document == denial.document:
        return claim.start <= denial.start
    said, denied = claim.published, denial.published
    return not said or not denied or said <= denied


def _place(statement: Statement) -> tuple[str, str, int]:
    """Where a statement stands in time; texts of one day are told apart by their ids."""
    return statement.published or "", statement.document, statement.start
