"""What a denial or a retraction in one sentence does to claims in the sentences before it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from cuibono.coding.parties import Meant
from cuibono.coding.rows import Row
from cuibono.coding.statement import AUTHOR, UNKNOWN

DENIES = re.compile(
    r"\b(?:den(?:y|ies|ied|ying)|reject\w*|dismiss\w*|refut\w*|disput\w*|contradict\w*|retract\w*|"
    r"misstate\w*|rebut\w*|withdr[ae]w\w*|fals\w*|untrue|baseless|fabricat\w*|lies?|nonsense)\b",
    re.IGNORECASE,
)
TAKES_UP = re.compile(
    r"\b(?:it|this|that|these|those|such|the|any|all|its?)\b(?:\s+\w+){0,2}\s*"
    r"(?:claims?|allegations?|accusations?|reports?|charges?|assertions?|account|statements?|rumou?rs?)?\b",
    re.IGNORECASE,
)
BACK = 3
"""How many sentences before it a denial may speak of."""


def answered(
    row: Row, words: str, denied_here: bool, before: Sequence[tuple[int, Row]], at: int
) -> Iterator[Row]:
    """The claims that a REJECT takes up, as denied by who rejects: the nearest sentence's.

    Only what others than the denier claim of the denier, or what whoever is rejected has claimed,
    and only where the denying sentence says itself not what is denied.
    """
    if (
        row.type != "REJECT"
        or denied_here
        or not DENIES.search(words)
        or not TAKES_UP.search(words)
    ):
        return
    denier = row.actor
    if denier.code == UNKNOWN:
        return
    nearest: int | None = None
    for place, claim in reversed(before):
        if at - place > BACK or (nearest is not None and place != nearest):
            break
        if claim.stance == "denied" or not _concerns(claim, row, denier):
            continue
        nearest = place
        yield replace(
            claim, act=row.act, speakers=(denier,), stance="denied", hedged=False,
            chances=row.chances,
            values=replace(claim.values, when=None),
            reason=f"what “{denier.text}” denies here was said before; {claim.reason}",
        )  # fmt: skip


def _concerns(claim: Row, row: Row, denier: Meant) -> bool:
    """Whether a claim is one that this denier would deny: made by another, of the denier."""
    if claim.speakers[-1].root == denier.root or claim.type in ("REJECT", "ACCUSE", "REQUEST"):
        return False
    of_denier = denier.root in (claim.actor.root, claim.recipient.root)
    by_rejected = claim.source != AUTHOR and claim.speakers[-1].root == row.recipient.root
    return claim.actor.root == denier.root or (of_denier and claim.source != AUTHOR) or by_rejected
