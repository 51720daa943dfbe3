"""What looks like an event and is none: doers that cannot act, targets that nobody attacks.

Currencies, storms and films attack nobody; inflation and poverty are fought in no war; a farmer
who sells his cow trades for no state. The words stand in classes of the codebook: `finance`,
`thing`, `abstract`, `harmless`, `private`.
"""

from __future__ import annotations

from cuibono.coding import clause
from cuibono.coding.codebook import Codebook
from cuibono.coding.matching import Match
from cuibono.language.sentence import Sentence

# What also things can do, or have done to them.
PASSIVE = frozenset({"GAIN", "LOSE"})
# What private people do without any state: to quarrel, to give, to sell, to go home.
DOMESTIC = frozenset({"RETREAT", "COOPERATE", "CONCEDE", "SUPPORT", "AGREE"})
# States of things, of mind and of will; no act begins with them.
CALM = frozenset({"restraint", "patience", "silence", "caution"})
STATIVE = frozenset(
    """need own have be believe possess lack know think hope fear like love hate doubt remember
    forget consist contain comprise resemble cost weigh measure lie stand sit belong matter mean
    become seem appear deserve depend exist include involve prefer envy inherit border differ
    equal date learn recall dream imagine wonder""".split()
)


def is_none(match: Match, codebook: Codebook) -> bool:
    """Whether a match is no event, by who would do it or by what it is done to."""
    sentence, index = match.trigger.sentence, match.trigger.index
    token = sentence.tokens[index]
    relative = token.deprel == "acl:relcl" and token.lemma in clause.CALLING
    if relative and sentence.tokens[token.head].text.lower() == "what":
        # "What it called a base" accuses nobody.
        return True
    if match.rule.type in PASSIVE:
        return False
    fights = match.rule.type == "ASSAULT"
    abstract = codebook.classes.get("abstract", frozenset())
    if not match.trigger.verbal:
        aims = clause.oblique(sentence, index, "on") + clause.oblique(sentence, index, "against")
        return fights and _all(sentence, aims, abstract)
    doers, targets = clause.agent(sentence, index), clause.patient(sentence, index)
    finance = codebook.classes.get("finance", frozenset())
    things = codebook.classes.get("thing", frozenset()) | finance
    if _all(sentence, doers, things) or (fights and _all(sentence, targets, finance)):
        return True
    attacks = codebook.classes.get("attack", frozenset())
    # "Launched a war on poverty": what the war is on is the target.
    places = targets if _all(sentence, targets, attacks) else [index]
    aims = [
        h for i in places for word in ("against", "on") for h in clause.oblique(sentence, i, word)
    ]
    aims = aims if places is targets or not targets else targets
    tools = clause.oblique(sentence, index, "with")
    harmless = codebook.classes.get("harmless", frozenset())
    grown = {m.head for m in sentence.mentions if m.kind in ("plant", "animal")}
    nature = bool(aims) and grown.issuperset(aims)
    if fights and (nature or _all(sentence, aims, abstract) or _all(sentence, tools, harmless)):
        return True
    private = codebook.classes.get("private", frozenset())
    return match.rule.type in DOMESTIC and _all(sentence, doers, private)


def may_learn(sentence: Sentence, index: int) -> bool:
    """Whether a word can be a trigger that no rule knows: no state, and no mere helper.

    In "stopped short of expelling" what happens or not is said by the second verb.
    """
    token = sentence.tokens[index]
    if token.lemma.lower() in STATIVE | CALM:
        return False
    if token.upos != "VERB":
        return True
    return not any(
        c.text.lower() in ("short", "close") and sentence.children(c.index, "advcl", "xcomp")
        for c in sentence.children(index)
    )


def _all(sentence: Sentence, heads: list[int], words: frozenset[str]) -> bool:
    """Whether there are heads, and each is a common noun of a class."""
    return bool(heads) and all(
        sentence.tokens[h].lemma.lower() in words and (sentence.tokens[h].upos == "NOUN" or h == 0)
        for h in heads
    )
