"""Whom an act is done to where its own slots name nobody: the other side, told by the sentence."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from cuibono.actors.actor import ActorMention
from cuibono.coding import clause
from cuibono.coding.matching import Match
from cuibono.coding.parties import Parties, Party
from cuibono.coding.slots import Trigger
from cuibono.coding.statement import UNKNOWN
from cuibono.language.sentence import Token, conjuncts

# Types that need an opponent, named somewhere in the sentence if not beside the verb.
EXCLUSIVE = frozenset({"SANCTION"})
# Types that answer what somebody else does: "if Minsk pays, Kyiv will reopen the road".
ANSWERS = frozenset("SANCTION COERCE ASSAULT THREATEN REJECT ACCUSE COOPERATE CONCEDE".split())
# What nobody does to himself, and what of it is done to things: "violated its airspace".
HOSTILE = frozenset({"ASSAULT", "COERCE", "SANCTION"})
SEIZED = frozenset({"ASSAULT", "COERCE"})
REFUSING = frozenset({"refuse", "decline", "refusal", "balk", "baulk", "reluctance"})
# Slots in which "its" may be somebody else's.
OWNED = frozenset({"object", "iobject", "to", "for", "on", "against", "at"})
THIRD = frozenset({"its", "their", "his", "her"})
CONDITIONS = frozenset({"if", "unless", "should", "were", "had", "once", "until", "as"})


def opposite(
    match: Match, parties: Parties, actors: Sequence[Party], slots: Sequence[str]
) -> list[Party]:
    """Known recipients outside the slots, by the surest way that finds one."""
    taken = {a.code for a in actors} - {UNKNOWN}
    owner = _owner(match, parties, actors, slots)
    if owner:
        return owner
    second = _second_of_pair(match, parties, taken)
    if second or not match.trigger.verbal:
        return second or _of_refused(match, parties, taken)
    found = _other_side(parties, taken) or _of_condition(match, parties, taken)
    found = found or _thankful(match, parties) or _of_refused(match, parties, taken)
    # What stands in a condition or a pair is no actor's own part.
    return [p for p in found if p.side not in {a.side for a in actors}]


def only_one_left(match: Match, parties: Parties, actors: Sequence[Party]) -> list[Party]:
    """The one other state of the sentence, for types that need an opponent."""
    relative = match.rule.type == "AID" and _is_relative(match)
    if match.rule.type not in EXCLUSIVE and not relative:
        return []
    return only_other(parties, {a.code for a in actors} - {UNKNOWN})


def _owner(
    match: Match, parties: Parties, actors: Sequence[Party], slots: Sequence[str]
) -> list[Party]:
    """Whose "its" is where it cannot be the actor's: "Minsk, if Kyiv refuses, may arm its foes"."""
    sides = {a.side for a in actors if a.code != UNKNOWN}
    hostile = match.rule.type in SEIZED
    for slot in slots:
        if slot not in OWNED or (slot == "object" and not hostile):
            continue
        for head in match.trigger.fill(slot):
            if sides and _is_theirs(parties, head, sides):
                found = _speaker(match, parties) or _alone(_others(parties, sides))
                found = [p for p in found if p.side not in sides]
                text = parties.text(head)
                return [replace(p, text=text, direct=False, how=f"“{text}” is not the actor's")
                        for p in found]  # fmt: skip
    return []


def _is_theirs(parties: Parties, head: int, sides: set[str]) -> bool:
    """Whether a phrase is owned by a pronoun that was taken for the actor."""
    words = parties.sentence.children(head, "nmod:poss")
    if any(w.text.lower() == "own" for w in parties.sentence.children(head, "amod")):
        return False
    for word in words:
        mention = parties.at(word.index)
        if word.text.lower() in THIRD and mention is not None:
            return any(code.partition(".")[0] in sides for code in mention.codes)
    return False


def _speaker(match: Match, parties: Parties) -> list[Party]:
    return [p for p in parties.fill(match.trigger.fill("speaker")) if p.code != UNKNOWN]


def _of_condition(match: Match, parties: Parties, taken: set[str]) -> list[Party]:
    """Whoever fulfils the condition: "unless Khartoum pays, Chad will shut the road".

    And whoever answers, of a hostile condition: "if Minsk cuts the gas, Vilnius will strike back".
    """
    sentence, token = match.trigger.sentence, match.trigger.sentence.tokens[match.trigger.index]
    # A threat and what is threatened have one condition: "Oslo would act, it warned".
    beside = [c.index for c in sentence.children(token.index, "ccomp")]
    beside += [token.head] if token.relation == "parataxis" else []
    places = [token.index, *(beside if match.rule.type == "THREATEN" else ())]
    clauses = [c.index for i in places for c in sentence.children(i, "advcl")
               if c.index < i and _is_condition(match, c)]  # fmt: skip
    if match.rule.type in HOSTILE and token.relation == "advcl" and _is_condition(match, token):
        clauses.append(token.head)
    elif match.rule.type not in ANSWERS:
        return []
    heads = (clause.agent(sentence, c) for c in clauses)
    found = (p for h in heads for p in parties.fill(h) if p.code not in taken | {UNKNOWN})
    return [replace(p, direct=False, how=f"{p.how}; of the condition") for p in found][:1]


def _thankful(match: Match, parties: Parties) -> list[Party]:
    """Who gives thanks for what is given: "Cuba thanked Mexico for sending oil"."""
    sentence, token = match.trigger.sentence, match.trigger.sentence.tokens[match.trigger.index]
    thanked = token.relation == "advcl" and sentence.tokens[token.head].lemma == "thank"
    if not thanked or match.rule.type not in ("AID", "SUPPORT", "COOPERATE"):
        return []
    found = parties.fill(clause.agent(sentence, token.head))
    return [replace(p, direct=False, how=f"{p.how}; gives thanks for it") for p in found
            if p.code != UNKNOWN]  # fmt: skip


def _of_refused(match: Match, parties: Parties, taken: set[str]) -> list[Party]:
    """Whom it hits that something is refused or threatened: "refused to sell gas to Minsk"."""
    sentence, index = match.trigger.sentence, match.trigger.index
    threat = match.rule.type == "THREATEN"
    refusal = match.rule.type == "REJECT" and sentence.tokens[index].lemma in REFUSING
    if not (threat or refusal):
        return []
    for clause_ in sentence.children(index, "xcomp", "acl", *(("ccomp",) if threat else ())):
        inner = Trigger(sentence, clause_.index)
        for slot in ("to", "iobject", "with", "for", "from", "object"):
            found = [p for p in parties.fill(inner.fill(slot)) if p.code != UNKNOWN]
            if found and not {p.code for p in found} & taken:
                return [replace(p, direct=False, how=f"{p.how}; of what is refused")
                        for p in found]  # fmt: skip
    return []


def _is_condition(match: Match, clause_: Token) -> bool:
    sentence = match.trigger.sentence
    first = sentence.tokens[sentence.subtree(clause_.index)[0]]
    marks = {m.text.lower() for m in sentence.children(clause_.index, "mark")}
    return bool((marks | {first.text.lower()}) & CONDITIONS)


def _second_of_pair(match: Match, parties: Parties, taken: set[str]) -> list[Party]:
    """The other side of "the US-China dispute" when an event noun has no other recipient."""
    if match.trigger.verbal:
        return []
    heads = match.trigger.fill("subject")
    found = [
        Party(code, m.text, m.head, False, m.how)
        for head in heads
        for m in parties.within(head, ("compound", "amod", "conj", "nmod", "dep"))
        for code in m.codes
    ]
    return [p for p in found if p.code not in taken]


def _other_side(parties: Parties, taken: set[str]) -> list[Party]:
    """The other of two that the sentence joins: "ties between Kyiv and Minsk, which Kyiv cut"."""
    for mention in parties.mentions:
        token = parties.sentence.tokens[mention.head]
        joined = [m for i in conjuncts(parties.sentence, token.index) if (m := parties.at(i))]
        codes = [c for m in joined for c in m.codes]
        between = parties.sentence.children(token.index, "case")
        if len(codes) == 2 and any(c.lemma == "between" for c in between) and taken <= {*codes}:
            other = next((m for m in joined for c in m.codes if c not in taken), None)
            if taken and other is not None:
                return [Party(other.codes[0], other.text, other.head, False, "the other side")]
    return []


def _is_relative(match: Match) -> bool:
    """Whether a trigger is the verb of a relative clause: "the wheat that Baku sent"."""
    return match.trigger.sentence.tokens[match.trigger.index].deprel == "acl:relcl"


def only_other(parties: Parties, taken: Iterable[str]) -> list[Party]:
    """The one other state of the sentence: "which borders Minsk, has closed two crossings"."""
    if not list(taken):
        return []
    sentence = parties.sentence
    apart = {m.head for m in parties.mentions if sentence.tokens[m.head].relation == "nsubj"}
    for token in sentence.tokens:
        # "Banned exports, a move that Oslo fought in Geneva": what is added says no party.
        if token.relation in ("appos", "parataxis") and sentence.children(token.index, "acl:relcl"):
            apart |= set(sentence.subtree(token.index))
    return _alone({c: m for c, m in _others(parties, taken).items() if m.head not in apart})


def _others(parties: Parties, taken: Iterable[str]) -> dict[str, ActorMention]:
    """The other states of the sentence, each with a mention of it."""
    roots = {code.partition(".")[0] for code in taken}
    named = ((code.partition(".")[0], m) for m in parties.mentions for code in m.codes)
    return {code: m for code, m in named if code not in roots}


def _alone(others: dict[str, ActorMention]) -> list[Party]:
    if len(others) != 1:
        return []
    ((code, mention),) = others.items()
    return [Party(code, mention.text, mention.head, False, "the only other party named")]
