"""Who else did it, or did not: "by Kenya, not by Uganda", "follow Panama in cutting ties"."""

from __future__ import annotations

from dataclasses import replace

from cuibono.coding.parties import Parties, Party
from cuibono.coding.proposition import Proposition
from cuibono.coding.statement import UNKNOWN

# Verbs whose object has done what the clause after "in" says.
FOLLOWING = frozenset({"follow", "join", "emulate", "copy", "imitate", "echo"})


def contrasted(proposal: Proposition, parties: Parties) -> list[Proposition]:
    """The same proposition of each actor that the sentence sets against one of its own."""
    found = [replace(proposal, actor=p) for p in _against(proposal.actor, parties)]
    found += [replace(proposal, recipient=p) for p in _against(proposal.recipient, parties)]
    # What changed hands went between the parties that the sentence affirms.
    return [replace(p, giver=None, receiver=None, beneficiary=None) for p in found]


def followed(proposal: Proposition, parties: Parties) -> list[Proposition]:
    """The same proposition of each actor that somebody follows or joins in it."""
    sentence, index = parties.sentence, proposal.match.trigger.index
    token = sentence.tokens[index]
    marks = {m.text.lower() for m in sentence.children(index, "mark", "case")}
    above = sentence.tokens[token.head] if token.head >= 0 else token
    if token.relation not in ("advcl", "obl") or "in" not in marks or above.lemma not in FOLLOWING:
        return []
    others = parties.fill(c.index for c in sentence.children(above.index, "obj"))
    known = [p for p in others if p.code not in (UNKNOWN, proposal.recipient.code)]
    return [replace(proposal, actor=p, giver=None, receiver=None) for p in known]


def _against(party: Party, parties: Parties) -> list[Party]:
    """Known actors that are coordinated with a party by a "not"."""
    if party.code == UNKNOWN or party.head < 0:
        return []
    sentence = parties.sentence
    heads = [
        other.index
        for other in sentence.children(party.head, "conj")
        if any(w.text.lower() == "not" for w in sentence.children(other.index, "advmod", "cc"))
    ]
    return [p for p in parties.fill(heads) if p.code not in (UNKNOWN, party.code)]
