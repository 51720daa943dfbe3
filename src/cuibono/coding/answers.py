"""What a denial or a retraction in one sentence does to claims in the sentences before it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from cuibono.coding.parties import Meant
from cuibono.coding.rows import Row
from cuibono.coding.statement import AUTHOR, UNKNOWN
from cuibono.language.sentence import Sentence

DENIES = re.compile(
    r"\b(?:den(?:y|ies|ied|ying|ial)|reject\w*|dismiss\w*|refut\w*|disput\w*|contradict\w*|"
    r"retract\w*|misstate\w*|rebut\w*|withdr[ae]w\w*|disavow\w*)\b",
    re.IGNORECASE,
)
"""Words of the act itself: a vote against a resolution says of no claim that it is untrue."""
UNTRUE = re.compile(
    r"\b(?:false\w*|untrue|baseless|groundless|unfounded|fabricat\w*|lies?|nonsense)\b",
    re.IGNORECASE,
)
"""What a claim is called, whatever the act is."""
TAKES_UP = re.compile(
    r"\b(?:claims?|allegations?|accusations?|reports?|charges?|assertions?|accounts?|statements?|"
    r"rumou?rs?|suggestions?|story|stories|news)\b|"
    r"\b(?:den(?:y|ies|ied|ying)|reject\w*|dismiss\w*|called|calls) (?:it|this|that|them|all)\b",
    re.IGNORECASE,
)
BACK = 3
"""How many sentences before it a denial may speak of."""


def answered(
    row: Row, sentence: Sentence, denied_here: bool, before: Sequence[tuple[int, Row]], at: int
) -> Iterator[Row]:
    """The claims that a REJECT takes up, as denied by who rejects: the nearest sentence's.

    Only what others than the denier claim of the denier, or what whoever is rejected has claimed,
    and only where the denying sentence says itself not what is denied.
    """
    denier = row.actor
    if row.type != "REJECT" or denied_here or denier.code == UNKNOWN:
        return
    act = sentence.words(row.act.first, row.act.last)
    denies = DENIES.search(act) or UNTRUE.search(sentence.text)
    if not denies or not TAKES_UP.search(sentence.text):
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
