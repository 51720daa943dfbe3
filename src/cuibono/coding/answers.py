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
from cuibono.coding.statement import AUTHOR, UNKNOWN, UNNAMED, Certainty, Stance, Statement
from cuibono.coding.verdict import speaker
from cuibono.language.sentence import Sentence, Token

if TYPE_CHECKING:
    from cuibono.coding.coder import Coder, SentenceCoder

REACH = 6
# What can be denied: that it happened, or that it is meant to.
FIRM = (Stance.REPORTED, Stance.PLANNED)
CONFIRMING = frozenset({"confirm", "acknowledge", "admit", "corroborate"})


def answered(coder: Coder, job: SentenceCoder, placed: Sequence[Placed]) -> list[Placed]:
    """Copies of earlier claims as the answering source denies or confirms them."""
    found: list[Placed] = []
    for token in job.sentence.tokens:
        stance = _answer(coder, job.sentence, token)
        if stance is None or not _refers_back(coder, job, token):
            continue
        for subject in clause.agent(job.sentence, token.index):
            source = speaker(subject, job.parties, coder.speech)
            found.extend(_copies(job, token, placed, (source, stance)))
    return found


def _answer(coder: Coder, sentence: Sentence, token: Token) -> Stance | None:
    if token.upos != "VERB" or any(
        c.text.lower() in ("not", "n't", "never", "neither", "nor")
        for c in sentence.children(token.index)
    ):
        return None
    if "deny" in coder.speech.verbs.get(token.lemma, ()):
        return Stance.DENIED
    return Stance.REPORTED if token.lemma in CONFIRMING else None


def _refers_back(coder: Coder, job: SentenceCoder, verb: Token) -> bool:
    """Whether what is denied or confirmed is a claim made elsewhere, not a clause of its own."""
    if _whole_clause(job, verb):
        return True
    objects = clause.patient(job.sentence, verb.index)
    if not objects:
        return False
    head = job.sentence.tokens[objects[0]]
    below = job.sentence.children(head.index, "acl", "nmod", "ccomp")
    spelled_out = any(c.upos in clause.VERBAL and c.deprel != "acl:relcl" for c in below)
    return head.lemma.lower() in coder.speech.claims and not spelled_out


def _whole_clause(job: SentenceCoder, verb: Token) -> bool:
    """ "…, which Minsk denies": the pronoun takes up all that was said before the comma."""
    objects = job.sentence.children(verb.index, "obj")
    if not objects or objects[0].text.lower() != "which" or not objects[0].index:
        return False
    return job.sentence.tokens[objects[0].index - 1].text == ","


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
    accusers = _accusers(job, verb)
    for distance in range(REACH + 1):
        near = [
            p
            for p in placed
            if p.sentence == job.index - distance
            and p.statement.source not in (AUTHOR, source)
            and p.statement.stance is not Stance.DENIED
            and (not accusers or p.statement.source.partition(".")[0] in accusers)
            and not (distance == 0 and p.token >= verb.index)
        ]
        firm = [p for p in near if p.statement.stance in FIRM] or near
        own = [p for p in firm if root in _involved(p.statement)]
        if own or firm:
            return own or firm
    return []


def _accusers(job: SentenceCoder, verb: Token) -> set[str]:
    """Whose claim is answered, where it is said: "the *American* accusations"."""
    if _whole_clause(job, verb):
        return set()
    objects = clause.patient(job.sentence, verb.index)
    found = {c for o in objects for m in job.parties.within(o) for c in m.codes}
    return {c.partition(".")[0] for c in found}


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


def with_accusers(here: Sequence[Placed], before: Sequence[Placed]) -> list[Placed]:
    """Denials that name nobody get as recipient whoever made the claim that they deny."""
    return [
        replace(p, statement=_at_accuser(p.statement, here, before))
        if p.statement.type == "REJECT" and p.statement.recipient == UNKNOWN
        else p
        for p in here
    ]


def _at_accuser(
    rejection: Statement, here: Sequence[Placed], before: Sequence[Placed]
) -> Statement:
    root = rejection.actor.partition(".")[0]
    denied = {
        _core(p.statement)
        for p in here
        if p.statement.stance is Stance.DENIED and p.statement.source.partition(".")[0] == root
    }
    for claim in reversed([*before, *here]):
        accuser = claim.statement.source
        if claim.statement.stance is Stance.DENIED:
            continue
        named = accuser not in (AUTHOR, UNNAMED, UNKNOWN) and accuser.partition(".")[0] != root
        if named and _core(claim.statement) in denied:
            how = f"{rejection.reason}; recipient: made the claim that is denied"
            return replace(rejection, recipient=accuser, reason=how)
    return rejection


def _core(statement: Statement) -> tuple[str, str, str]:
    """What two statements must share to speak of one happening."""
    actor, recipient = (c.partition(".")[0] for c in (statement.actor, statement.recipient))
    return actor, statement.type, recipient
