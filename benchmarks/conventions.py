"""From the types of this project's codebook to those that CAMEO-labelled sets give.

PLV was labelled through CAMEO and its official crosswalk to PLOVER, which codes intent, threat
and refusal as acts of their own (roots 03, 12, 13), where this project codes the act that is
meant and says in its stance that it is planned, threatened or refused.
"""

from __future__ import annotations

from collections.abc import Sequence

from cuibono.coding.climb import climb
from cuibono.coding.commitment import Commitment
from cuibono.coding.matching import Match
from cuibono.coding.speech import Speech
from cuibono.coding.statement import Stance
from cuibono.language.sentence import Sentence

QUADRANTS = {
    1: ("AGREE", "CONSULT", "SUPPORT"), 2: ("COOPERATE", "AID", "YIELD"),
    3: ("REQUEST", "ACCUSE", "REJECT", "THREATEN"),
    4: ("PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"),
}  # fmt: skip
QUADRANT = {name: number for number, names in QUADRANTS.items() for name in names}
COOPERATIVE = frozenset({*QUADRANTS[1], *QUADRANTS[2]})
# Types that this project has beside PLOVER's, or that PLV joins.
RENAMED = {"CONCEDE": "YIELD", "RETREAT": "YIELD", "GAIN": "SUPPORT", "LOSE": "COERCE"}
# Where the crosswalk puts an act into another type than the codebook of this project does:
# signing is 057, finding guilty 116, sanctions are 163. A blockade, 191, is ASSAULT wherever PLV
# has one, as the rest of its root, though the crosswalk of 2021 says COERCE.
BY_CAMEO = {
    "AGREE.sign": "SUPPORT", "AGREE.sign.to": "SUPPORT", "AGREE.sign.on": "SUPPORT",
    "SANCTION.impose": "COERCE", "SANCTION.verb": "COERCE",
    "SANCTION.noun": "COERCE", "SANCTION.convict": "ACCUSE",
    "COERCE.blockade": "ASSAULT", "COERCE.blockade.verb": "ASSAULT",
}  # fmt: skip
# Boycotting or leaving is refused when it is done, a threat when it is announced.
LEAVING = frozenset({"boycott", "leave", "quit", "withdraw", "cancel", "skip"})
# What these verbs govern is done by them: "ordered the release", "decided to lift".
DOING = frozenset({"ordered", "orders", "ordering", "decided", "decides", "approved", "authorized"})
PURPOSE = "“to” of purpose"


def plv(name: str) -> str:
    """A type in PLV's list."""
    return RENAMED.get(name, name)


def in_cameo(sentence: Sentence, match: Match, speech: Speech) -> str:
    """The type in PLV's terms of what a rule found.

    What the codebook of this project calls a planned AID is there an AGREE, a planned
    ASSAULT a THREATEN, a refused one a REJECT, one that is asked for a REQUEST.
    """
    name = BY_CAMEO.get(match.rule.id) or plv(match.rule.type)
    return committed(sentence, match.trigger.index, name, speech)


def committed(sentence: Sentence, index: int, name: str, speech: Speech) -> str:
    """A type as what a sentence makes of it: agreed to, threatened, asked for, refused."""
    commitment = climb(sentence, index, speech)
    if QUADRANT[name] != 1 and _is_threatened(sentence, index):
        return "THREATEN"
    if commitment.denied and name not in ("ACCUSE", "REJECT"):
        return "REJECT"
    if _is_asked_for(commitment) and QUADRANT[name] != 3:
        return "REQUEST"
    return _announced(sentence, index, name) if _is_ahead(commitment) else name


def _announced(sentence: Sentence, index: int, name: str) -> str:
    leaving = name == "REJECT" and sentence.tokens[index].lemma in LEAVING
    if QUADRANT[name] == 4 or leaving:
        return "THREATEN"
    return "AGREE" if name in COOPERATIVE else name


def _is_ahead(commitment: Commitment) -> bool:
    if _cued(commitment.cues, DOING):
        return False
    foretold = commitment.future == "would" and bool(commitment.speakers)
    will = commitment.future == "will" or foretold
    return commitment.stance is Stance.PLANNED or (will and not commitment.conditional)


def _is_asked_for(commitment: Commitment) -> bool:
    """Whether somebody wants it from another, rather than doing it or acting to that end."""
    done = PURPOSE in commitment.cues or _cued(commitment.cues, DOING)
    return commitment.stance is Stance.SOUGHT and not done


def _cued(cues: Sequence[str], words: frozenset[str]) -> bool:
    return any(cue.strip("“”").lower() in words for cue in cues)


def _is_threatened(sentence: Sentence, index: int) -> bool:
    """ "Threatened to close", "threatening to pull", "threats to bomb"."""
    child = sentence.tokens[index]
    for governor in sentence.ancestors(index):
        if governor.lemma in ("threaten", "threat") and child.relation in (
            "xcomp",
            "ccomp",
            "advcl",
            "acl",
            "conj",
            "obj",
            "obl",
        ):
            return True
        if child.relation not in ("xcomp", "ccomp", "conj", "obj", "advcl"):
            return False
        child = governor
    return False
