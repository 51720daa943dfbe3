"""An act that was read, made into rows: one for each pair of parties and each commitment to it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from cuibono.coding.choice import SIDES, Choice, Chosen, Option, Sides
from cuibono.coding.codebook import Codebook
from cuibono.coding.confidence import Chances
from cuibono.coding.extractor import NOBODY, Act
from cuibono.coding.offices import BARE, RUMOUR, unnamed
from cuibono.coding.overrides import Decision, read_as
from cuibono.coding.parties import NONE, SOMEBODY, Meant, Resolver, Whereabouts
from cuibono.coding.statement import AUTHOR, UNKNOWN, UNNAMED, Place, Quantity
from cuibono.language.sentence import REACH, Sentence

MODE, HEDGED = 0.5, 0.5
RETURNED = re.compile(
    r"\b(?:each other|one another|each\b[^.;,]{1,60}\bthe other)\b", re.IGNORECASE
)
EXCHANGED = re.compile(r"\b(?:exchang|swap)\w*\b", re.IGNORECASE)
NEAR, AT = 60, 20
"""So many characters behind an act may stand the words that say that it is returned, or before it
those that say that a thing is exchanged."""
SAID_SO = 0.6
"""How sure it is that nobody is named as the speaker of a quotation whose sentences name none."""
SPARED = 0.95
"""How sure it is that what is never done, or done to neither of two, is denied."""
GIVEN, TRADED = ("AID",), ("AID", "COOPERATE")
LEAVING = ("RETREAT",)
"""Types whose actor is who gives, whichever side a sentence tells it from; types of what moves from
one to the other; types done to the state that is left."""
RECALLS = re.compile(r"\b(?:recall|withdr[ae]w|pull)", re.IGNORECASE)
"""Words for bringing home somebody from the state that is left, whatever the type."""
FROM = re.compile(r"\bfrom $", re.IGNORECASE)
COMRADE = re.compile(
    r"\b(?:alongside|beside|together with|side by side with|shoulder to shoulder with|"
    r"on the side of)(?: the)? $",
    re.IGNORECASE,
)
"""What leads to those from whom something is got; to those beside whom somebody fights, who are not
fought."""
ABREAST = re.compile(
    r"\b(?:side by side|shoulder to shoulder|fought together|on the same side)\b", re.IGNORECASE
)
"""Words of a fight of two who do not fight each other."""
NONE_OF = frozenset(("neither", "nobody", "none", "nothing"))
FIGHTING, TOGETHER = "ASSAULT", "COOPERATE"


@dataclass(frozen=True, slots=True)
class Values:
    """What stands beside an act: when, where, how much, what changed hands, of what domain."""

    when: str | None = None
    where: Place | None = None
    quantity: Quantity | None = None
    item: str | None = None
    contexts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """One statement before it has a document: parties with their reasons, commitment, chances.

    `act` is the trigger; the values may come from a claim that it answers. `uncounted` says why
    it does not count, however sure it is what stands there; empty where it does.
    """

    act: Act
    type: str
    mode: str | None
    actor: Meant
    recipient: Meant
    speakers: tuple[Meant, ...]
    stance: str
    hedged: bool
    chances: Chances
    reason: str
    values: Values
    giver: Meant | None = None
    receiver: Meant | None = None
    uncounted: str = ""

    @property
    def source(self) -> str:
        """The nearest speaker's code."""
        return self.speakers[-1].code


@dataclass(frozen=True)
class Rows:
    """Makes rows of acts; built once."""

    book: Codebook
    resolver: Resolver
    choice: Choice = field(default_factory=Choice)

    def of(self, act: Act, place: Whereabouts, values: Values, decision: Decision) -> Iterator[Row]:
        """The rows of one act: every actor with every recipient, as its source has it, then as
        whoever denies it has it.
        """
        sentence = place.sentence
        inside = self._inside(act, place)
        speakers, sides = self.weighed(act, place)
        types = decision.types or {decision.type: 1.0}
        chosen = self.choice.of(act, types, sides, sentence)
        if decision.types and chosen.type != decision.type:
            decision = read_as(act, chosen.type)
        left = self._left(decision.type, chosen, act, place)
        pairs = list(self._pairs(decision.type, chosen.actors, left or chosen.recipients))
        if not self._mutual(decision.type) and _returned(act, sentence):
            pairs = list(_both_ways(pairs))
        speakers = (*speakers[:-1], self.resolver.owned(speakers[-1], pairs[0], place))
        given = (next(iter(self._meant(act, "by", place)), None),
                 next(iter(self._meant(act, "for", place)), None))  # fmt: skip
        deniers = self._meant(act, "denier", place)
        others = [d for d in deniers if d.code == UNKNOWN or d.root != speakers[-1].root]
        if decision.stance is None and _spared(act, sentence):
            act = replace(act, stances={"denied": SPARED})
        stance = decision.stance or _stance(act, bool(deniers), bool(others))
        givers = _led(act, sentence, FROM) if decision.type in TRADED else ()
        for actor, recipient in pairs:
            read = decision
            if decision.type == FIGHTING and _comrade(recipient, act, sentence):
                read = Decision(TOGETHER, decision.chance, f"“{recipient.text}” fights beside")
            moved = given
            if recipient.text in givers:
                moved = (given[0] or recipient, given[1] or actor)
                if decision.type in GIVEN:
                    actor, recipient = recipient, actor  # noqa: PLW2901
            row = self._row(act, read, actor, recipient, speakers, stance, chosen.chance)
            traits = (*_traits(row), f"pairs={min(len(pairs), 3)}", f"quoted={inside}")
            row = replace(row, chances=replace(row.chances, traits=traits))
            row = replace(row, values=values, giver=moved[0], receiver=moved[1])
            yield row
            yield from self._against(row, others, place)

    def _against(self, row: Row, deniers: Sequence[Meant], place: Whereabouts) -> Iterator[Row]:
        """A row as its deniers have it, and as it is not: "by Iran, not by Russia"."""
        other = row.act.second or ("denied" if row.stance != "denied" else "reported")
        for denier in deniers if other != row.stance else ():
            chances = replace(row.chances, traits=(*row.chances.traits, "second"))
            yield replace(row, speakers=(denier,), stance=other, hedged=False, chances=chances,
                          reason=f"{row.reason}; {other} by “{denier.text}”")  # fmt: skip
        for spared in self.resolver.instead(row.actor, place) if row.stance == "reported" else ():
            yield replace(row, actor=spared, stance="denied", reason=f"{row.reason}; {spared.how}")

    def weighed(self, act: Act, place: Whereabouts) -> tuple[tuple[Meant, ...], list[list[Option]]]:
        """Who says that an act is done, and every answer to who does it and to whom."""
        outer, source = (self._meant(act, role, place) for role in ("outer", "source"))
        speakers = self._speakers(outer, source, act, place)
        found = Sides(self.resolver, speakers[-1])
        return speakers, [found.of(act, side, place) for side in SIDES]

    def _meant(self, act: Act, role: str, place: Whereabouts) -> list[Meant]:
        """Everybody whom the parties of a role name."""
        said = role == "source" and self._inside(act, place)
        return [m for p in act.parties.get(role, ())
                for m in self.resolver.meant(p, place, said)]  # fmt: skip

    @staticmethod
    def _inside(act: Act, place: Whereabouts) -> bool:
        """Whether an act stands inside a quotation."""
        return place.quoted.holds(place.sentence.tokens[act.first].start)

    def in_context(self, rows: Sequence[Row]) -> list[Row]:
        """The rows of one sentence, each with what the others say of it.

        How many acts the sentence has, and whether a likelier one says the same already, which is
        mostly one act told in two words, weigh in how sure a row is.
        """
        acts = len({row.act.first for row in rows})
        first: dict[tuple[str, str, str, str], int] = {}
        traits: dict[int, tuple[str, ...]] = {}
        for number in sorted(range(len(rows)), key=lambda n: -rows[n].chances.act):
            row = rows[number]
            sides = (row.actor.root, row.recipient.root)
            if self._mutual(row.type):
                sides = (min(sides), max(sides))
            held = first.setdefault((row.type, *sides, row.stance), row.act.first)
            again = ("again",) if held != row.act.first else ()
            traits[number] = (*row.chances.traits, f"acts={min(acts, 5)}", *again)
        return [
            replace(row, chances=replace(row.chances, traits=traits[n]))
            for n, row in enumerate(rows)
        ]

    def _left(self, type_: str, chosen: Chosen, act: Act, place: Whereabouts) -> list[Meant]:
        """Whom somebody leaves behind, where nobody else is named to whom it is done."""
        recalled = RECALLS.match(place.sentence.words(act.first, act.last))
        if type_ not in LEAVING and not recalled:
            return []
        own = {UNKNOWN, *(a.root for a in chosen.actors)} if recalled else {UNKNOWN}
        if any(r.root not in own for r in chosen.recipients):
            return []
        return list(self.resolver.left(act, place))

    def _mutual(self, type_: str) -> bool:
        return type_ in self.book.by_name and self.book.by_name[type_].mutual

    def _speakers(
        self, outer: list[Meant], source: list[Meant], act: Act, place: Whereabouts
    ) -> tuple[Meant, ...]:
        """The chain of speakers, outermost first; the author where nobody speaks.

        In a quotation whose sentence names no speaker, whoever speaks around it does.
        """
        inside = self._inside(act, place)
        if inside and place.speaker and not (source and source[-1].text):
            return (place.speaker,)
        if source:
            last = source[-1]
            told = place.sentence.text.partition(last.text)[0][-REACH:] if last.text else ""
            if (last.code == UNKNOWN and unnamed(last.text)) or RUMOUR.search(told):
                last = replace(last, code=UNNAMED)
            return (*outer, last)
        if place.teller and not outer:
            return (place.teller,)
        implied = act.parties["source"][0]
        chance = next((c.chance for c in implied.candidates if c.code == NOBODY), 0.5)
        if inside:
            return (Meant(UNNAMED, "", SAID_SO, "a quotation without a named speaker"),)
        return (*outer, Meant(AUTHOR, "", chance, ""))

    def _pairs(
        self, type_: str, actors: list[Meant], recipients: list[Meant]
    ) -> Iterator[tuple[Meant, Meant]]:
        """Who does it to whom: a row's two sides are never one and the same.

        What two do with each other is one row, and what three do is not done to each other.
        """
        actors = [_nobodys(a, recipients) for a in actors if a.how != SOMEBODY] or actors
        known = [a for a in actors if a.code != UNKNOWN]
        if (
            self._mutual(type_)
            and len(known) > 1
            and not any(r.code != UNKNOWN for r in recipients)
        ):
            yield from ((a, b) for i, a in enumerate(known) for b in known[i + 1 :])
            return
        if len({a.code for a in known} & {r.code for r in recipients}) > 2:
            if not self._mutual(type_):
                yield from ((a, NONE) for a in known)
                return
            recipients = [r for r in recipients if r.code not in {a.code for a in known}]
            yield from ((a, b) for i, a in enumerate(known) for b in (*known[i + 1 :], *recipients))
            return
        found = list(dict.fromkeys(
            (a, r) for a in actors or [NONE] for r in recipients or [NONE]
            if a.code != r.code or a.code == UNKNOWN or (a.text != r.text and a.text and r.text)
        ))  # fmt: skip
        yield from found or [(actors[0] if actors else NONE, NONE)]

    def _row(
        self, act: Act, decision: Decision, actor: Meant, recipient: Meant,
        speakers: tuple[Meant, ...], stance: str, whole: float,
    ) -> Row:  # fmt: skip
        chances = Chances(
            act.chance, decision.chance, act.stances.get(stance, 0.5),
            _sure(actor, act, "actor"), _sure(recipient, act, "to"), speakers[-1].chance,
            min(actor.words, recipient.words, speakers[-1].words), whole,
        )  # fmt: skip
        modes = {
            m.partition("/")[2]: c
            for m, c in act.modes.items()
            if m.startswith(decision.type + "/")
        }
        likely = max(modes, key=lambda m: modes[m], default=None)
        mode = decision.mode or (likely if likely and modes[likely] > MODE else None)
        parts = [decision.reason]
        parts += [f"{_shown(m)} is {m.code} ({m.chance:.2f}): {m.how}"
                  for m in (actor, recipient, speakers[-1]) if m.how]  # fmt: skip
        return Row(
            act, decision.type, mode, actor, recipient, speakers, stance, act.hedged > HEDGED,
            chances, "; ".join(parts), Values(),
        )  # fmt: skip


def _returned(act: Act, sentence: Sentence) -> bool:
    """Whether words near an act say that each does it to the other."""
    first, last = sentence.tokens[act.first], sentence.tokens[act.last]
    start, end = max(0, first.start - sentence.start - AT), last.end - sentence.start
    words = sentence.text
    return bool(RETURNED.search(words[start : end + NEAR]) or EXCHANGED.search(words[start:end]))


def _both_ways(pairs: Sequence[tuple[Meant, Meant]]) -> Iterator[tuple[Meant, Meant]]:
    """Who does it to whom, and the other way round: "Kenya and Uganda accused each other"."""
    actors = [a for a, _ in pairs if a.text]
    if len(actors) == 2 and all(r.code == UNKNOWN for _, r in pairs):
        yield from ((actors[0], actors[1]), (actors[1], actors[0]))
        return
    held = {(a.root, r.root) for a, r in pairs}
    for a, r in pairs:
        yield a, r
        if a.text and r.text and UNKNOWN not in (a.code, r.code) and (r.root, a.root) not in held:
            yield r, a


def _nobodys(actor: Meant, recipients: Sequence[Meant]) -> Meant:
    """An office without a state is not that of the state to which it does something.

    "The minister warned Ankara": somebody's.
    """
    if BARE.fullmatch(actor.text) and any(r.code == actor.root and r.text for r in recipients):
        return replace(actor, code=UNKNOWN, how="an office whose state is not named")
    return actor


def _comrade(recipient: Meant, act: Act, sentence: Sentence) -> bool:
    """Whether whom a fight seems to be against fights beside whoever fights."""
    if not recipient.text:
        return False
    words = sentence.words(act.first, act.last) + sentence.after(act.last, AT)
    return recipient.text in _led(act, sentence, COMRADE) or ABREAST.search(words) is not None


def _led(act: Act, sentence: Sentence, by: re.Pattern[str]) -> frozenset[str]:
    """The words of recipients before which some words stand: "from Peru"."""
    parties = (*act.parties["to"], *act.others.get("to", ()))
    spans = [p.span for p in parties if p.span]
    return frozenset(
        sentence.words(*span) for span in spans
        if by.search(sentence.before(span[0]))
    )  # fmt: skip


def _spared(act: Act, sentence: Sentence) -> bool:
    """Whether an act is not done: after "never" or "not", or before "neither X nor Y", "nobody"."""
    tokens = [t.text.lower() for t in sentence.tokens]
    before, after = tokens[max(0, act.first - 1) : act.first], tokens[act.last + 1 : act.last + 2]
    negated = before in (["not"], ["n't"], ["n’t"]) and act.stance == "reported"
    return before == ["never"] or negated or (bool(after) and after[0] in NONE_OF)


def _stance(act: Act, denied: bool, by_others: bool) -> str:
    """The likeliest stance of an act's own source.

    What somebody else denies is not denied by its source as well, and whoever denies something
    does not claim it too.
    """
    if denied and not by_others:
        return act.second or "denied"
    return max(
        (s for s in act.stances if not by_others or s != "denied"), key=act.stances.__getitem__
    )


def _sure(meant: Meant, act: Act, side: str) -> float:
    """The chance that a side is right, where it has nobody too."""
    if meant is not NONE:
        return meant.chance
    parties = (*act.parties.get(side, ()), *act.others.get(side, ()))
    nobody = [c.chance for p in parties for c in p.candidates if c.code in (NOBODY, UNKNOWN)]
    return max(nobody, default=0.5)


def _traits(row: Row) -> Iterator[str]:
    """What kind of row it is, for its confidence."""
    speaker = {AUTHOR: "author", UNNAMED: "unnamed", UNKNOWN: "unknown"}
    yield f"type={row.type}"
    yield f"stance={row.stance}"
    yield f"source={speaker.get(row.source, 'actor')}"
    yield f"hedged={row.hedged}"
    for name, side in (("actor", row.actor), ("recipient", row.recipient)):
        yield f"{name}={'nobody' if side.code == UNKNOWN else 'known'}"
        yield f"{name}={'words' if side.text else 'implied'}"
    for role in ("actor", "to"):
        phrases = sum(party.span is not None for party in row.act.parties[role])
        yield f"{role} phrases={min(phrases, 3)}"
    if row.source != AUTHOR and row.source == row.actor.code:
        yield "source=itself"
    if row.actor.root == row.recipient.root != UNKNOWN:
        yield "recipient=itself"


def _shown(meant: Meant) -> str:
    return f"“{meant.text}”" if meant.text else "a party not named here"
