"""Answers to claims: "Moscow denied these claims" denies what was said just before.

The claim is not repeated where it is answered, so its propositions are taken from the
statements that somebody made in the same sentence or in the few before it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from cuibono.coding import clause
from cuibono.coding.links import Placed
from cuibono.coding.statement import AUTHOR, UNKNOWN, Certainty, Stance, Statement
from cuibono.coding.verdict import speaker
from cuibono.language.sentence import Token

if TYPE_CHECKING:
    from cuibono.coding.coder import Coder, SentenceCoder

REACH = 6
CONFIRMING = frozenset({"confirm", "acknowledge", "admit", "corroborate"})


def answered(coder: Coder, job: SentenceCoder, placed: Sequence[Placed]) -> list[Placed]:
    """Copies of earlier claims as the answering source denies or confirms them."""
    found: list[Placed] = []
    for token in job.sentence.tokens:
        stance = _answer(coder, token)
        if stance is None or not _refers_back(coder, job, token):
            continue
        subjects = clause.agent(job.sentence, token.index)
        if not subjects:
            continue
        source = speaker(subjects[0], job.parties, coder.speech)
        found.extend(_copies(job, token, placed, (source, stance)))
    return found


def _answer(coder: Coder, token: Token) -> Stance | None:
    if token.upos != "VERB":
        return None
    if "deny" in coder.speech.verbs.get(token.lemma, ()):
        return Stance.DENIED
    return Stance.REPORTED if token.lemma in CONFIRMING else None


def _refers_back(coder: Coder, job: SentenceCoder, verb: Token) -> bool:
    """Whether what is denied or confirmed is a claim made elsewhere, not a clause of its own."""
    objects = clause.patient(job.sentence, verb.index)
    if not objects:
        return False
    head = job.sentence.tokens[objects[0]]
    below = job.sentence.children(head.index, "acl", "nmod", "ccomp")
    spelled_out = any(c.upos in clause.VERBAL for c in below)
    return head.lemma.lower() in coder.speech.claims and not spelled_out


def _copies(
    job: SentenceCoder, verb: Token, placed: Sequence[Placed], answer: tuple[str, Stance]
) -> Iterator[Placed]:
    source, stance = answer
    for claim in _claims(job, verb, placed, source):
        statement = _restated(job, verb, claim.statement)
        chain = (AUTHOR, source)
        yield Placed(
            replace(statement, source=source, source_chain=chain, stance=stance),
            job.index,
            verb.index,
        )


def _claims(job: SentenceCoder, verb: Token, placed: Sequence[Placed], source: str) -> list[Placed]:
    """The nearest claims by somebody else about the one who answers, or else any."""
    root = source.partition(".")[0]
    for distance in range(REACH + 1):
        near = [
            p
            for p in placed
            if p.sentence == job.index - distance
            and p.statement.source not in (AUTHOR, source)
            and p.statement.stance is not Stance.DENIED
            and not (distance == 0 and p.token > verb.index)
        ]
        own = [p for p in near if root in _involved(p.statement)]
        if own or near:
            return own or near
    return []


def _involved(statement: Statement) -> set[str]:
    codes = (statement.actor, statement.recipient, statement.giver, statement.receiver)
    return {c.partition(".")[0] for c in codes if c and c != UNKNOWN}


def _restated(job: SentenceCoder, verb: Token, claim: Statement) -> Statement:
    """The claim's proposition with the answer's own words as evidence."""
    return replace(
        claim,
        quote=job.sentence.text,
        start=job.sentence.start,
        end=job.sentence.end,
        trigger=verb.text,
        trigger_start=verb.start,
        trigger_end=verb.end,
        certainty=Certainty.CERTAIN,
        reason=f"answers the claim in “{claim.quote[:80]}”; {claim.reason}",
        confidence=round(claim.confidence * 0.8, 3),
    )
