"""From the cues of a climb to a source chain, a stance and a certainty."""

from __future__ import annotations

from dataclasses import dataclass

from cuibono.coding.commitment import Commitment
from cuibono.coding.parties import Parties
from cuibono.coding.proposition import Proposition
from cuibono.coding.speech import Speech
from cuibono.coding.statement import AUTHOR, UNKNOWN, UNNAMED, Certainty, Stance

# Nobody decides to gain or to lose; a future one is foretold, not planned.
INVOLUNTARY = frozenset({"GAIN", "LOSE"})
# Kinds of what says nothing.
SILENT = frozenset({"place", "time", "plant", "animal", "substance"})


@dataclass(frozen=True, slots=True)
class Verdict:
    """Who says it, outermost first, what they say of it and how firmly."""

    chain: tuple[str, ...]
    stance: Stance
    certainty: Certainty


def weigh(
    commitment: Commitment, proposal: Proposition, parties: Parties, speech: Speech
) -> Verdict | None:
    """The verdict on one proposition; None where nobody commits to it.

    Nobody does when something is asked not to be done: "urged Seoul not to send arms".
    """
    if commitment.void or (proposal.rule.type == "ASSAULT" and _is_firm(proposal.actor.code)):
        return None
    chain = (AUTHOR, *_speakers(commitment, parties, speech))
    if "speaker" in proposal.rule.actor and _root(chain[-1]) == proposal.actor.root:
        # To speak is the act itself, and the text reports it.
        chain = chain[:-1]
    stance = _stance(commitment, proposal, chain)
    if commitment.denied:
        if stance is Stance.SOUGHT:
            return None
        stance = Stance.DENIED
    return Verdict(chain, stance, commitment.certainty)


def _stance(commitment: Commitment, proposal: Proposition, chain: tuple[str, ...]) -> Stance:
    if commitment.stance is not None:
        return commitment.stance
    if proposal.rule.stance is not None:
        return Stance(proposal.rule.stance)
    if not commitment.future:
        return Stance.REPORTED
    unreal = commitment.future == "would" and chain[-1] in (AUTHOR, UNNAMED)
    if commitment.conditional or unreal:
        return Stance.POSSIBLE
    own_word = chain[-1] in (AUTHOR, UNNAMED) or _root(chain[-1]) == proposal.actor.root
    if own_word and proposal.rule.type not in INVOLUNTARY and proposal.actor.code != UNKNOWN:
        return Stance.PLANNED
    return Stance.EXPECTED


def _is_firm(code: str) -> bool:
    """Whether a code is that of a business, which conquers markets only."""
    return ".BUS" in code


def _root(code: str) -> str:
    return code.partition(".")[0]


def _speakers(commitment: Commitment, parties: Parties, speech: Speech) -> list[str]:
    """Codes of the speakers, outermost first, each run of the same one once."""
    codes: list[str] = []
    heads = [h for h in commitment.speakers if h is None or _can_speak(h, parties)]
    for head in reversed(heads):
        code = UNNAMED if head is None else speaker(head, parties, speech)
        if not codes or codes[-1] != code:
            codes.append(code)
    return codes


def _can_speak(head: int, parties: Parties) -> bool:
    """Whether a phrase is no building and no time: "the house recalls the war" is nobody's word."""
    mention = parties.at(head)
    if parties.sentence.tokens[head].text in ("I", "We", "we"):
        # Nobody who is named: whoever writes.
        return mention is not None and bool(mention.codes)
    if mention is not None or any(True for _ in parties.within(head)):
        return True
    kinds = {m.kind for m in parties.sentence.mentions if m.head == head}
    return not kinds or not kinds <= SILENT or parties.sentence.tokens[head].upos != "NOUN"


def speaker(head: int, parties: Parties, speech: Speech) -> str:
    """The code of who speaks: an actor, UNNAMED for "experts", `---` for an unknown name."""
    found = parties.fill([head])
    if found and found[0].code != UNKNOWN:
        return found[0].code
    token = parties.sentence.tokens[head]
    return UNKNOWN if token.upos == "PROPN" else UNNAMED
