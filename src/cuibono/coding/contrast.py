"""Who is said not to have done it, nor to have had it done to him: "by Kenya, not by Uganda"."""

from __future__ import annotations

from dataclasses import replace

from cuibono.coding.parties import Parties, Party
from cuibono.coding.proposition import Proposition
from cuibono.coding.statement import UNKNOWN


def contrasted(proposal: Proposition, parties: Parties) -> list[Proposition]:
    """The same proposition of each actor that the sentence sets against one of its own."""
    found = [replace(proposal, actor=p) for p in _against(proposal.actor, parties)]
    found += [replace(proposal, recipient=p) for p in _against(proposal.recipient, parties)]
    # What changed hands went between the parties that the sentence affirms.
    return [replace(p, giver=None, receiver=None, beneficiary=None) for p in found]


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
