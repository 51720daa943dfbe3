"""What a denial or a retraction in one sentence does to claims in the sentences before it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from cuibono.actors.code import Code
from cuibono.coding.parties import NONE, Meant
from cuibono.coding.rows import Row
from cuibono.coding.statement import AUTHOR, UNKNOWN
from cuibono.language.sentence import Sentence

DENIES = re.compile(
    r"\b(?:den(?:y|ies|ied|ying|ial)|reject\w*|dismiss\w*|refut\w*|disput\w*|contradict\w*|"
    r"retract\w*|misstate\w*|rebut\w*|withdr[ae]w\w*|disavow\w*)\b",
    re.IGNORECASE,
)
"""Words of the act itself: a vote against a resolution says of no claim that it is untrue."""
_DENYING = re.compile(
    r"\b(?:den(?:y|ies|ied|ying|ial)|disavow\w*|insist\w*|untrue|false|sa(?:y|ys|id)|told)\b", re.I
)
"""Words that say of a thing that it is not so; who refuses a thing refuses it to somebody."""
UNTRUE = re.compile(
    r"\b(?:false\w*|untrue|baseless|groundless|unfounded|fabricat\w*|lies?|nonsense)\b",
    re.IGNORECASE,
)
"""What a claim is called, whatever the act is."""
TAKES_UP = re.compile(
    r"\b(?:claims?(?! (?:for|on|to)\b)|allegations?|accusations?|reports?|charges?|assertions?|"
    r"accounts?|statements?|rumou?rs?|suggestions?|story|stories|news|warnings?)\b|"
    r"\b(?:den(?:y|ies|ied|ying)|reject\w*|dismiss\w*|called|calls) (?:it|this|that|them|all)\b",
    re.IGNORECASE,
)
HERE = re.compile(
    r"\b(?:an?|the|these|those|such|this|that|all|any|(?:\w+[’']s?))\s+(?:\w+\s+){0,2}?"
    r"(?:claims?(?! (?:for|on|to)\b)|"
    r"allegations?|accusations?|reports?|charges?|assertions?|accounts?|statements?|remarks|"
    r"rumou?rs?|suggestions?|story|stories|news|warnings?)\b|"
    r"\b(?:den(?:y|ies|ied|ying)|reject(?:s|ed|ing)?|dismiss(?:es|ed|ing)?|refut(?:es|ed|ing)|"
    r"disput(?:es|ed|ing)|call(?:s|ed|ing)?) (?:it|this|them|all)\b|"
    r"\b(?:this|that|which|it|claims?|reports?|allegations?)\s+(?:(?:is|was|are|were|has been|have "
    r"been|had been)\s+)?(?:\w+\s+){0,3}?(?:den(?:y|ies|ied)|reject(?:s|ed)|dismiss(?:es|ed)|"
    r"disput(?:es|ed)|refut(?:es|ed))\b",
    re.IGNORECASE,
)
"""What takes up, beside the word of denial, what the same sentence has said."""
PART = re.compile(
    r"\bden(?:y|ies|ied|ying)\s+(?:(?:all|any|being|its|having|her|his|their)\s+)?(?:\w+\s+)?"
    r"(?:involve\w*|responsib\w*|role|part|wrongdoing)\b",
    re.IGNORECASE,
)
"""Who denies a part in a thing denies what others say that they did."""
BLAMES = re.compile(r"\b(?:accus|alleg|blam|charg)", re.IGNORECASE)
"""Words of an accusation that names whom it accuses; others judge a deed, whoever did it."""
HARM = ("ASSAULT", "COERCE")
"""The deeds that have a victim."""
TO_NOBODY = re.compile(r" (?:that|of|about)\b")
"""What stands behind a word of warning that names nobody who is warned: "warns that Chad may …"."""
OBJECT = 2
"""So many words may stand between a word of judgement and whom it judges."""
SPEAKING = ("", "GOV", "HOS", "HOG", "MFA", "MIL")
"""The roles that speak for a state."""
ANSWERS = ("REJECT", "ACCUSE", "REQUEST")
"""Acts of words: what is denied is what they say, and not that they were said."""
AROUND = 60
"""So many characters on either side of the word of denial it may stand."""
BACK = 3
"""How many sentences before it a denial may speak of."""


def answered(
    row: Row,
    sentence: Sentence,
    before: Sequence[tuple[int, Row]],
    at: int,
    here: Sequence[Row] = (),
    counts: Callable[[Row], bool] = lambda _: True,
) -> Iterator[Row]:
    """The claims that a REJECT takes up, as denied by who rejects: the nearest sentence's.

    Where the sentence itself tells of one before its denial (`here` are its rows), that is meant.
    Else only what others than the denier claim of the denier, or what whoever is rejected has
    claimed, and only where the denying sentence says itself not what is denied. Rows that do not
    count neither are denied nor deny.
    """
    denier = row.actor
    if row.type != "REJECT" or denier.code == UNKNOWN:
        return
    if any(r.stance == "denied" and counts(r) for r in here):
        return
    act = sentence.words(row.act.first, row.act.last)
    denies = DENIES.search(act) or UNTRUE.search(sentence.text)
    if not denies or not any(w.search(_near(row, sentence, 2)) for w in (TAKES_UP, HERE, PART)):
        return
    if own := _taken_up(row, sentence, here):
        yield from (_denied(claim, row) for claim in own if counts(claim))
        return
    nearest: int | None = None
    for place, claim in reversed(before):
        if at - place > BACK or (nearest is not None and place != nearest):
            break
        if claim.stance == "denied" or not counts(claim) or not _concerns(claim, row, denier):
            continue
        nearest = place
        yield _denied(claim, row)


def of_claims(rows: Sequence[Row], sentence: Sentence) -> list[Row]:
    """Rows in which who denies a thing rejects who claims it, not who has a part in it.

    Who warns of a third threatens nobody, and who condemns a deed does not accuse its victim.

    "Kenya denied selling arms to Togo" rejects nobody unless Togo says so.
    """
    kept = [row for row in rows if not _of_third(row, rows, sentence)]
    meant = [
        NONE if _concerned(row, rows, sentence) else _doer(row, rows, sentence) for row in kept
    ]
    return [
        row if other is None else replace(row, recipient=other)
        for row, other in zip(kept, meant, strict=True)
    ]


def _doer(row: Row, rows: Sequence[Row], sentence: Sentence) -> Meant | None:
    """Who did the deed of which a judgement names only the victim: nobody, if he is not named.

    None where whoever is judged is no such victim: he stands beside the word that judges him, or
    has done something himself.
    """
    words = sentence.words(row.act.first, row.act.last)
    who = row.recipient.root
    if row.type != "ACCUSE" or who in (UNKNOWN, row.actor.root) or BLAMES.search(words):
        return None
    deeds = [r for r in rows if r.type in HARM and r.stance != "denied"]
    suffered = [r for r in deeds if r.recipient.root == who]
    if not suffered or any(r.actor.root == who for r in deeds) or _beside(row, sentence):
        return None
    named = (r.actor for r in suffered if r.actor.text and r.actor.root != row.actor.root)
    return next((a for a in named if a.code != UNKNOWN), NONE)


def _beside(row: Row, sentence: Sentence) -> bool:
    """Whether whom an act is done to stands right behind its words, or right before them."""
    text = row.recipient.text
    first = sentence.text.find(text) if text else -1
    if first < 0:
        return False
    begins, ends = (sentence.tokens[n] for n in (row.act.first, row.act.last))
    before, after = begins.start - sentence.start, ends.end - sentence.start
    last = first + len(text)
    between = sentence.text[after:first] if first >= after else sentence.text[last:before]
    return len(between.split()) <= OBJECT


def _of_third(row: Row, rows: Sequence[Row], sentence: Sentence) -> bool:
    """Whether somebody only warns of what neither he nor the one warned may do."""
    words = sentence.words(row.act.first, row.act.last).lower()
    if row.type != "THREATEN" or not words.startswith("warn"):
        return False
    feared = [
        r.actor.root
        for r in rows
        if r.speakers[-1].root == row.actor.root
        and r.stance in ("possible", "expected", "planned")
        and r.act.first > row.act.last
    ]
    told = TO_NOBODY.match(sentence.after(row.act.last)) is not None
    addressed = {row.actor.root, UNKNOWN} | (set() if told else {row.recipient.root})
    return bool(feared) and not addressed & set(feared)


def _concerned(row: Row, rows: Sequence[Row], sentence: Sentence) -> bool:
    """Whether whom a denial rejects only has a part in what is denied."""
    words = sentence.words(row.act.first, row.act.last)
    if row.type != "REJECT" or row.stance == "denied":
        return False
    if row.recipient.code == row.actor.root and Code(row.actor.code).group in SPEAKING:
        return True  # no government rejects itself: "Canberra rejects reports that Australia …"
    if not _DENYING.search(words):
        return False
    held = [
        r
        for r in rows
        if r.stance == "denied"
        and r.speakers[-1].root == row.actor.root
        and row.recipient.text in (r.actor.text, r.recipient.text)
    ]
    others = (r for r in rows if r is not row and r not in held)
    speaks = any(row.recipient.root in (r.speakers[-1].root, r.actor.root) for r in others)
    return bool(row.recipient.text and held) and not speaks


def _denied(claim: Row, row: Row) -> Row:
    """A claim as it is denied by who rejects."""
    denier = row.actor
    return replace(
        claim, act=row.act, speakers=(denier,), stance="denied", hedged=False,
        chances=row.chances,
        values=replace(claim.values, when=None),
        reason=f"“{denier.text}” denies an earlier claim; {claim.reason}",
    )  # fmt: skip


def _taken_up(row: Row, sentence: Sentence, here: Sequence[Row]) -> list[Row]:
    """The claims of a sentence that its denial takes up: what somebody says in it before that.

    Where nobody does, it is the last act in which the denier takes part.
    """
    near = _near(row, sentence)
    part = PART.search(near)
    if not part and not HERE.search(near):
        return []
    told = [
        c for c in here
        if (c.act.last < row.act.first or _of_denier(c, row))
        and c.stance != "denied" and c.type not in ANSWERS
        and c.speakers[-1].root != row.actor.root
    ]  # fmt: skip
    if part:
        return [c for c in told if _of_denier(c, row)]
    if said := [c for c in told if c.source != AUTHOR]:
        return said
    of_denier = [c for c in told if row.actor.root in (c.actor.root, c.recipient.root)]
    place = max((c.act.first for c in of_denier), default=-1)
    return [c for c in of_denier if c.act.first == place]


def _of_denier(claim: Row, row: Row) -> bool:
    """Whether somebody says of the denier what may follow the denial: "though they deny it"."""
    return claim.source != AUTHOR and claim.actor.root == row.actor.root


def _near(row: Row, sentence: Sentence, far: int = 1) -> str:
    """The words around those of an act."""
    first, last = (sentence.tokens[n].start - sentence.start for n in (row.act.first, row.act.last))
    return sentence.text[max(0, first - far * AROUND) : last + far * AROUND]


def _concerns(claim: Row, row: Row, denier: Meant) -> bool:
    """Whether a claim is one that this denier would deny: made by another, of the denier."""
    if claim.speakers[-1].root == denier.root or claim.type in ANSWERS:
        return False
    of_denier = denier.root in (claim.actor.root, claim.recipient.root)
    by_rejected = claim.source != AUTHOR and claim.speakers[-1].root == row.recipient.root
    return claim.actor.root == denier.root or (of_denier and claim.source != AUTHOR) or by_rejected
