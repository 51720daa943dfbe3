"""From a typed trigger to propositions: actor does type to recipient, and what moves."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from cuibono.coding.clause import is_reciprocal
from cuibono.coding.codebook import Codebook, Rule
from cuibono.coding.matching import Match
from cuibono.coding.opposite import only_one_left, only_other, opposite
from cuibono.coding.parties import Parties, Party
from cuibono.coding.recall import Recall
from cuibono.coding.statement import UNKNOWN

RECIPIENT_SLOTS = (
    "object", "iobject", "to", "against", "with", "on", "from", "for", "of", "between",
)  # fmt: skip
# Where a recipient may stand beside those, by type: whose lie it was, where it was hit.
LAST_SLOTS = {"ACCUSE": ("content",), "ASSAULT": ("in",)}
# Types that an actor does alone: an event noun needs no second party to count.
ALONE = frozenset({"MOBILIZE", "PROTEST", "ASSAULT", "GAIN", "LOSE", "COERCE", "RETREAT"})
# What both sides do to each other: "exchanged fire".
BOTH_WAYS = frozenset({"ASSAULT"})
# Types in which whose soldiers or weapons move is who acts: "Kenyan troops were withdrawn".
OWN_FORCES = frozenset({"MOBILIZE", "RETREAT"})
# Types that are said of things as well as of people: "rejected the offer", "hit a depot".
OF_THINGS = frozenset({"ACCUSE", "REJECT", "SUPPORT", "ASSAULT", "COERCE", "SANCTION"})
NOBODY = Party(UNKNOWN, "", -1, False, "the sentence names none")


@dataclass(frozen=True, slots=True)
class Proposition:
    """Actor does type to recipient, with the transfer's ends as codes."""

    match: Match
    actor: Party
    recipient: Party
    item: str | None = None
    giver: str | None = None
    receiver: str | None = None
    beneficiary: str | None = None

    @property
    def rule(self) -> Rule:
        """The rule that typed the trigger."""
        return self.match.rule


def propose(
    match: Match, parties: Parties, codebook: Codebook, recall: Recall
) -> list[Proposition]:
    """The propositions of one trigger: one for each pair of actor and recipient."""
    actors = _actors(match, parties)
    if not _known(actors):
        actors = recall.actor(match) or _learned(match.actors, parties) or actors
    recipients = _recipients(match, parties, actors)
    if match.rule.symmetrical:
        if len(_known(actors)) > 1:
            # "Oslo and Minsk reached a deal on the Irish border": it is theirs, not the Irish's.
            recipients = [p for p in recipients if p.direct]
        actors, recipients = _two_sides(actors, recipients)
    if not _known(recipients):
        learned = [p for p in _learned(match.recipients, parties)
                   if _other(p, {a.code for a in actors}, actors)]  # fmt: skip
        recipients = recall.recipient(match, actors) or learned or recipients
    item = _item(match, codebook)
    pairs = _each_other(match, actors)
    pairs = pairs or [(a, r) for a in actors or [NOBODY] for r in recipients or [NOBODY]]
    kept = [(a, r) for a, r in pairs if _stands(match, parties, a, r)]
    if match.rule.symmetrical and match.rule.type in BOTH_WAYS:
        kept += [(r, a) for a, r in kept if r.code != UNKNOWN]
    return [_with_transfer(match, parties, a, r, item) for a, r in kept]


def _each_other(match: Match, actors: list[Party]) -> list[tuple[Party, Party]]:
    """The pairs of several who do it to one another: "Oslo and Minsk blamed each other"."""
    sentence, known = match.trigger.sentence, _known(actors)
    heads = {h for slot in ("object", "iobject", "with", "to", "at", "on", "against")
             for h in match.trigger.fill(slot)}  # fmt: skip
    traded = sentence.tokens[match.trigger.index].lemma in ("trade", "exchange", "swap")
    if len(known) < 2 or not (traded or any(is_reciprocal(sentence, h) for h in heads)):
        return []
    ordered = match.rule.symmetrical
    return [(a, b) for i, a in enumerate(known) for j, b in enumerate(known)
            if i != j and (i < j or not ordered)]  # fmt: skip


def _learned(heads: tuple[int, ...], parties: Parties) -> list[Party]:
    """Known actors among the words that the learned part takes for a party."""
    found = _known(parties.fill(heads))
    return [replace(p, direct=False, how=f"{p.how}; a party by what was learned") for p in found]


def _known(found: Iterable[Party]) -> list[Party]:
    return [p for p in found if p.code != UNKNOWN]


def _two_sides(actors: list[Party], recipients: list[Party]) -> tuple[list[Party], list[Party]]:
    """The sides of what is done together, where one phrase names them both."""
    if not _known(recipients) and len(_known(actors)) > 1:
        return _known(actors)[:1], _known(actors)[1:]
    if not _known(actors) and len(_known(recipients)) > 1:
        return _known(recipients)[:1], _known(recipients)[1:]
    return actors, recipients


def _stands(match: Match, parties: Parties, actor: Party, recipient: Party) -> bool:
    """Whether a pair says enough to be an event."""
    if actor.code == recipient.code == UNKNOWN:
        return match.trigger.verbal and actor.somebody and recipient.somebody
    if actor.code == recipient.code:
        return False
    if match.rule.needs_recipient and not _is_recipient(match, recipient):
        return False
    if match.rule.type == "ACCUSE" and actor.side == recipient.side:
        return False
    received = match.trigger.sentence.tokens[match.trigger.index].lemma == "receive"
    forward = match.trigger.verbal and not (received and "subject" not in match.rule.actor)
    doers = match.trigger.fill("subject") if forward else []
    if actor is NOBODY and doers:
        # Something does it, but nothing that could: "the sanctions forced Moscow to turn". An
        # attack that kills is somebody's.
        attack = match.rule.type == "ASSAULT" and any(parties.is_attack(d) for d in doers)
        return attack and recipient.code != UNKNOWN
    if match.trigger.verbal or match.trigger.light is not None:
        return True
    return actor.code != UNKNOWN and (match.rule.type in ALONE or recipient.code != UNKNOWN)


def _is_recipient(match: Match, recipient: Party) -> bool:
    """Whether a party will do as the other side: known, named, or people that a verb has.

    Nobody has an agreement with "them".
    """
    people = recipient.somebody and match.trigger.verbal and match.rule.type != "AGREE"
    return recipient.code != UNKNOWN or recipient.named or people


def _actors(match: Match, parties: Parties) -> list[Party]:
    trigger = match.trigger
    unresolved: list[Party] = []
    for slot in match.rule.actor or ("subject",):
        found = _filled(match, parties, slot)
        if any(p.code != UNKNOWN for p in found):
            return found
        unresolved = unresolved or found
    reverses = bool(match.rule.actor) and "subject" not in match.rule.actor
    moves = match.rule.transfer is not None and match.rule.transfer.item != "release"
    forces = match.rule.type in OWN_FORCES and match.rule.mode != "release"
    if (reverses or not trigger.fill("subject")) and (moves or forces):
        things = trigger.fill("object") + trigger.fill("with")
        owners = [p for h in things for p in _owners(parties, h)]
        if owners:
            return owners
    if not unresolved and match.rule.symmetrical and _merely_is(match):
        # "There was no deal with Oslo, the envoy said": none of his.
        return _known(parties.fill(trigger.fill("speaker")))
    return unresolved


def _merely_is(match: Match) -> bool:
    """Whether an event noun is only said to be there."""
    sentence, token = match.trigger.sentence, match.trigger.sentence.tokens[match.trigger.index]
    return token.relation == "nsubj" and bool(sentence.children(token.head, "expl"))


def _owners(parties: Parties, head: int) -> list[Party]:
    """Who owns a thing by its adjective or possessor: "North Korean weapons"."""
    relations = ("nmod:poss", "amod", "compound")
    return [
        Party(code, mention.text, mention.head, False, f"owns “{parties.text(head)}”")
        for mention in parties.within(head, relations)
        for code in mention.codes
    ][:1]


def _filled(match: Match, parties: Parties, slot: str) -> list[Party]:
    """The parties in a slot; adjectives that name nobody are no party of an event noun."""
    heads = match.trigger.fill(slot)
    if not match.trigger.verbal and slot in ("subject", "object"):
        named = [h for h in heads if _names(parties, h)]
        heads = named or [h for h in heads if _is_pronoun_or_name(parties, h)]
    if slot == "subject":
        hits = match.rule.type in BOTH_WAYS and match.trigger.verbal
        heads = [h for h in heads if parties.may_act(h) or (hits and parties.may_hit(h))]
    return parties.fill(heads)


def _names(parties: Parties, head: int) -> bool:
    mention = parties.at(head)
    return bool(mention and mention.codes) or any(True for _ in parties.within(head))


def _is_pronoun_or_name(parties: Parties, head: int) -> bool:
    return parties.at(head) is not None


def _recipients(match: Match, parties: Parties, actors: list[Party]) -> list[Party]:
    taken = {a.code for a in actors} - {UNKNOWN}
    unresolved: list[Party] = []
    slots = RECIPIENT_SLOTS if match.rule.recipient is None else match.rule.recipient
    last = LAST_SLOTS.get(match.rule.type, ()) if slots else ()
    slots = (*slots, *last)
    for slot in slots:
        found = only_other(parties, taken) if slot == "only" else _filled(match, parties, slot)
        known = [p for p in found if p.code != UNKNOWN and _other(p, taken, actors)]
        if known:
            things = match.trigger.fill("object") if slot == "in" and slot in last else []
            return [parties.placed(things[0], p) for p in known] if things else known
        if not unresolved:
            unresolved = [p for p in found if p.code == UNKNOWN and p.direct]
    elsewhere = opposite(match, parties, actors, slots) if slots else []
    if slots and not unresolved:
        elsewhere = elsewhere or only_one_left(match, parties, actors)
    if elsewhere:
        return elsewhere
    fixed, alone = match.rule.fixed_recipient, set(match.rule.fixed_for)
    if fixed and (not alone or not taken or alone & {a.root for a in actors}):
        return [Party(fixed, "", -1, False, "fixed by the rule")]
    return unresolved or _unnamed(match, parties, actors, slots)


def _unnamed(
    match: Match, parties: Parties, actors: Sequence[Party], slots: Sequence[str]
) -> list[Party]:
    """Who or what without a code it is done to, people and organisations before things."""
    if not slots:
        return []
    forces = match.rule.type in OWN_FORCES and match.rule.mode != "release"
    left = ("only", "object") if forces else ("only",)

    def fill(names: Iterable[str]) -> list[list[int]]:
        filled = (match.trigger.fill(name) for name in names if name not in left)
        return [[h for h in f if parties.may_suffer(h, actors)] for f in filled]

    def first(filled: Iterable[list[int]]) -> list[int]:
        return next((heads for heads in filled if heads), [])

    def people(filled: Iterable[list[int]]) -> list[int]:
        return first([h for h in heads if parties.is_somebody(h)] for heads in filled)

    own = fill(slots)
    apart = fill(slot for slot in slots if slot != "object")
    things = first(own) if match.rule.type in OF_THINGS else []
    chosen = people(own) or things or people(fill(RECIPIENT_SLOTS))
    chosen = chosen or first([h for h in f if not parties.is_abstract(h)] for f in apart)
    chosen = chosen or [h for h in match.beside() if parties.may_suffer(h, actors)]
    return [parties.unnamed(h) for h in chosen]


def _other(party: Party, taken: set[str], actors: Iterable[Party]) -> bool:
    """Whether a party is somebody else than the actors, not merely their own part."""
    if party.code in taken or any(a.head == party.head for a in actors):
        return False
    return party.direct or party.side not in {a.side for a in actors}


def _item(match: Match, codebook: Codebook) -> str | None:
    """What moves: fixed by the rule, or the item class of the phrase in a slot."""
    transfer = match.rule.transfer
    if transfer is None or not transfer.item:
        return None
    if transfer.item in codebook.items:
        return transfer.item
    for head in match.trigger.fill(transfer.item):
        words = match.trigger.words(head)
        for item in codebook.items:
            if codebook.expand([item]) & words:
                return item
    return None


def _with_transfer(
    match: Match, parties: Parties, actor: Party, recipient: Party, item: str | None
) -> Proposition:
    rule = match.rule
    beneficiary = _first_code(match, parties, rule.beneficiary)
    giver = receiver = None
    if item is not None and rule.transfer is not None:
        giver = _end(match, parties, rule.transfer.giver, actor, recipient)
        receiver = _end(match, parties, rule.transfer.receiver, actor, recipient) or beneficiary
    return Proposition(match, actor, recipient, item, giver, receiver, beneficiary)


def _end(
    found: Match, parties: Parties, name: str | None, actor: Party, recipient: Party
) -> str | None:
    """The code at one end of a transfer: the actor, the recipient or whoever fills a slot."""
    match name:
        case None | "":
            return None
        case "actor":
            return None if actor.code == UNKNOWN else actor.code
        case "recipient":
            return None if recipient.code == UNKNOWN else recipient.code
        case _:
            return _first_code(found, parties, (name,))


def _first_code(match: Match, parties: Parties, slots: Iterable[str]) -> str | None:
    for slot in slots:
        for party in parties.fill(match.trigger.fill(slot)):
            if party.code != UNKNOWN:
                return party.code
    return None
