"""What a brief tells, in the order in which an analyst asks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from cuibono.actors.code import root
from cuibono.briefs.cited import Cited, Section
from cuibono.briefs.dealings import Dealings
from cuibono.briefs.disputes import claim_of, disputes
from cuibono.briefs.flowing import Followers, flowing, surest
from cuibono.briefs.meant import plain
from cuibono.briefs.names import capital, number, small
from cuibono.briefs.passages import Passage, parties, passages
from cuibono.briefs.telling import Teller
from cuibono.briefs.tense import conjectures, foretells
from cuibono.briefs.topics import (
    CLEAR,
    ORDER,
    OTHER,
    OUTCOMES,
    SORTED,
    kind,
    named,
    tells_of,
    topic,
    topic_of,
)
from cuibono.coding.statement import AUTHOR, Stance, Statement
from cuibono.errors import CuibonoError
from cuibono.events.answered import answered
from cuibono.events.event import Event
from cuibono.language.headings import breaks_off
from cuibono.ledger import reviewed

MOST = 10
"""Passages that a section tells; the surest are chosen. One without a topic tells twice as many."""
MANY = 4
"""The texts from which on passages without a topic are put together by what they tell of."""
SHORT = "In short"
NEW = "New since the last brief"
OTHERS = "Where third parties are involved"
NOT = "What was withheld, ended or not done"
AHEAD = "What is or was expected, planned or asked for"
POSSIBLE = "What is or was feared, considered or thought possible"
CONTESTED = "What is contested or denied"
TOPICS = (*(t for t in ORDER if t not in (OUTCOMES, OTHER)), OUTCOMES)
UNSURE = "Also said, but the program is unsure of it"
BOTH = "Passages that mention both, not sorted by topic"


@dataclass(frozen=True)
class Facts:
    """All that a brief is made of: its actors, the events that count, and what is too unsure.

    `b` is None in a brief about one actor; `old` are the ids, or beginnings of ids, of statements
    that the last brief rested on, None where there was none.
    """

    a: str
    b: str | None
    events: tuple[Event, ...]
    unsure: tuple[Event, ...]
    teller: Teller
    old: frozenset[str] | None = None

    @property
    def dealings(self) -> Dealings:
        """Knows what passes between the actors of the brief."""
        return Dealings(self.a, self.b, self.teller)

    def passages(self, events: Iterable[Event], keep: Callable[[Statement], bool]) -> list[Passage]:
        """The passages of events about the brief's actors, of some statements only."""
        told = [(s, e) for e in events for s in e.statements if keep(s)]
        found = passages(told, self.a, self.b, self.teller.heard)
        return [p for p in found if not self.teller.transcripts.asks(p.surest)]

    def plain(self, passage: Passage) -> bool:
        """Whether a passage's own words, or a person, say that it is about the brief's actors.

        Words that break off do not say what they are about.
        """
        if any(reviewed(s.versions) for s in passage.statements):
            return True
        first, teller = passage.surest, self.teller
        if breaks_off(first.quote):
            return False
        actors = [self.a, self.b] if self.b else [self.a]
        missing = [actor for actor in actors if not plain(passage, actor, "", teller.heard)]
        if not missing:
            return True
        lead = teller.lead(first)
        if _denies(first):
            # A denial speaks of what the claim has named.
            claims = (claim_of(s, passage.events) for s in passage.statements)
            lead = " ".join([lead, *(claim.quote for claim in claims if claim)])
        return all(
            plain(passage, actor, f"{lead} {teller.author(first, actor)}".strip(), teller.heard)
            for actor in missing
        )

    def tellable(self, passage: Passage) -> bool:
        """Whether a passage says whom it is about, and of what year."""
        return self.plain(passage) and not self.teller.leaning.adrift(passage.surest)


def sections(facts: Facts) -> tuple[Section, ...]:
    """The sections of the brief that have something to say, the summary first.

    Raises CuibonoError where the ledger holds nothing about its actors that can be shown.
    """
    found = _found(facts)
    said: defaultdict[tuple[str, int], dict[str, Statement]] = defaultdict(dict)
    for s in (s for e in facts.events for s in e.statements):
        said[s.document, s.start][s.id] = s
    contested = _contested(facts, found.denied)
    topics, bare = _topics(facts, _without(found.done, [contested]))
    bare += (p for p in found.denied if not any(map(disputes, p.statements)))
    told = [_referring(facts, section, contested) for section in (*topics, contested)]
    for heading, some in ((AHEAD, found.ahead), (POSSIBLE, found.possible)):
        kept = [p for p in some if _sure(p) and facts.dealings.meet(p) and _mostly(p, said)]
        told.append(_section(facts, heading, _without(kept, told)))
        placed = {id(p) for p in kept}
        bare += (p for p in some if id(p) not in placed)
    bare = [p for p in _joined(bare, ()) if not _hangs(facts, p)]
    told = list(_in_order(told, list(_mentioning(facts, _without(bare, told)))))
    told = [s if s is contested else _pointing(s, contested) for s in told]
    told = [_citing(section, found) for section in told]
    last = _section(facts, UNSURE, _without(found.unsure, told))
    every = (Section(SHORT, _summary(told)), *_news(facts, told), *told, last)
    shown = tuple(s for s in every if s.sentences)
    if not shown:
        raise CuibonoError(_nothing(facts, found))
    return shown


@dataclass(frozen=True)
class _Found:
    """The passages about the brief's actors, by what they say of the acts; `held` in all."""

    done: list[Passage]
    ahead: list[Passage]
    possible: list[Passage]
    denied: list[Passage]
    unsure: list[Passage]
    held: int


def _found(facts: Facts) -> _Found:
    told_of = {s.id for e in facts.events if e.told for s in e.statements}
    done = facts.passages(facts.events, lambda s: _told(s, told_of))
    ahead = facts.passages(facts.events, lambda s: s.stance.foretold and not _possible(s))
    possible = facts.passages(facts.events, _possible)
    # What a sentence as a whole foretells or guesses is not told as done, whatever it mentions.
    ahead = _joined(ahead, [p for p in done if foretells(p.surest)])
    possible = _joined(possible, [p for p in done if conjectures(p.surest)])
    done = [p for p in done if not foretells(p.surest) and not conjectures(p.surest)]
    denied = facts.passages(facts.events, _denies)
    unsure = facts.passages(facts.unsure, lambda _: True)
    sure = (done, ahead, possible, denied)
    plain = {id(p) for some in sure for p in some if facts.plain(p)}
    guessed = [p for some in sure for p in some if id(p) not in plain]
    # What is unsure and hangs on words that cannot be shown says nothing to a reader.
    rest = [p for p in _joined(unsure, guessed) if not _hangs(facts, p)]

    def said(some: Iterable[Passage]) -> list[Passage]:
        """Those that say whom they are about, and of what year."""
        return [p for p in some if id(p) in plain and not facts.teller.leaning.adrift(p.surest)]

    held = sum(map(len, (*sure, unsure)))
    return _Found(said(done), said(ahead), said(possible), said(denied), rest, held)


def _nothing(facts: Facts, found: _Found) -> str:
    """Why there is no brief."""
    name = facts.teller.name
    about = f"{name(facts.a)} and {name(facts.b)}" if facts.b else name(facts.a)
    if not found.held:
        between = f"what passed between {about}" if facts.b else about
        return f"the ledger holds nothing on {between}"
    many = "1 passage" if found.held == 1 else f"{found.held:,} passages"
    return (
        f"the ledger holds {many} on {about}, but none that can be understood by itself: "
        "`cuibono timeline` shows everything"
    )


def _joined(found: Sequence[Passage], more: Iterable[Passage]) -> list[Passage]:
    """Passages in the order of publication, each of the same words once."""
    held = {(p.surest.document, p.surest.start): p for p in (*more, *found)}
    return sorted(held.values(), key=lambda p: p.place)


def _denies(statement: Statement) -> bool:
    """Whether somebody denies it: what a text itself says did not happen is nobody's denial."""
    return statement.stance is Stance.DENIED and statement.source != AUTHOR


def _possible(statement: Statement) -> bool:
    return statement.stance is Stance.POSSIBLE


def _told(statement: Statement, told: Container[str]) -> bool:
    """Whether it tells of what took place, or did not by the text's own account."""
    if statement.stance is Stance.DENIED:
        return statement.source == AUTHOR
    return statement.stance is Stance.REPORTED and statement.id in told


def _without(found: Iterable[Passage], told: Iterable[Section]) -> list[Passage]:
    """The passages whose words no section has shown, be it beside those of another."""
    cited = [c for section in told for c in section.sentences]
    shown = {(s.document, s.start) for c in cited for s in c.statements}
    beside = [(s.document, a.start, a.end) for c in cited for s, a in c.around]
    return [
        p for p in found
        if (p.surest.document, p.surest.start) not in shown
        and not any(
            p.surest.document == document and start <= p.surest.start and p.surest.end <= end
            for document, start, end in beside
        )
    ]  # fmt: skip


def _hangs(facts: Facts, passage: Passage) -> bool:
    return facts.teller.leaning.hangs(passage.surest) or facts.teller.leaning.adrift(passage.surest)


def _sure(passage: Passage) -> bool:
    """Whether the reader, or the words, are sure enough that a passage is ahead or not so."""
    first = passage.surest
    return first.confidence >= SORTED or foretells(first) or conjectures(first)


def _mostly(passage: Passage, said: Mapping[tuple[str, int], Mapping[str, Statement]]) -> bool:
    """Whether what a passage tells of what is ahead, or thought, is half of what its words say."""
    first = passage.surest
    if foretells(first) or conjectures(first):
        return True
    every = said[first.document, first.start].values()
    ahead = sum(s.confidence for s in passage.statements)
    return ahead >= CLEAR * sum(s.confidence for s in every)


def _topics(facts: Facts, done: Sequence[Passage]) -> tuple[list[Section], list[Passage]]:
    """What passed between the two by topic, then what concerns the other through a third.

    With it the passages of which the reader is not sure enough to name their topic.
    """
    held: dict[str, list[Passage]] = {}
    bare: list[Passage] = []
    third: list[Passage] = []
    withheld: list[Passage] = []
    kinds = facts.teller.name.kinds
    for passage in done:
        if passage.surest.stance is Stance.DENIED:
            kept = _sure(passage) and facts.dealings.meet(passage)
            (withheld if kept else bare).append(passage)
            continue
        heading = topic_of(facts.dealings.acts(passage), kinds)
        if heading == OTHER or facts.dealings.aside(passage, heading):
            bare.append(passage)
            continue
        if facts.dealings.meet(passage) or heading == OUTCOMES:
            held.setdefault(heading, []).append(passage)
        elif {root(party) for party in parties(passage.surest)} - {facts.a, facts.b}:
            third.append(passage)
        else:
            bare.append(passage)
    more = Followers(facts.teller, bare)
    topics = [_section(facts, heading, held.get(heading, []), more) for heading in TOPICS[:-1]]
    topics += (
        _section(facts, NOT, withheld, more),
        _section(facts, OTHERS, third, more),
        _section(facts, OUTCOMES, held.get(OUTCOMES, []), more),
    )
    return topics, bare


def _section(
    facts: Facts, heading: str, found: Sequence[Passage], more: Followers | None = None
) -> Section:
    """The surest passages in the order of publication, and how many more there are.

    `more` are passages without a heading, which are told with those that they follow.
    """
    shown = surest(found, 2 * MOST if heading == OTHER else MOST)
    followers = more or Followers(facts.teller)
    told = tuple(flowing(facts.teller, shown, heading != UNSURE, followers))
    kinds = facts.teller.name.kinds
    there = {
        kind(s, kinds) for p in shown for s in facts.dealings.acts(p)
        if topic(s, kinds) == heading and s.confidence >= SORTED
    }  # fmt: skip
    title = capital(named(heading, there))
    if heading == OTHER and facts.b:
        title = BOTH
    return Section(title, told, len(found) - len(shown), capital(heading))


def _mentioning(facts: Facts, bare: Sequence[Passage]) -> Iterator[Section]:
    """Passages that only mention the actors of a brief: those of many texts by what they tell of.

    Those of a few texts stand in the order of the text, as an excerpt of it.
    """
    kinds = facts.teller.name.kinds
    held: dict[str, list[tuple[Passage, str]]] = {}
    if len({p.surest.document for p in bare}) >= MANY:
        for passage in bare:
            heading, type_ = tells_of(facts.dealings.told(passage), kinds)
            held.setdefault(heading, []).append((passage, type_))
    grouped = {h: told for h, told in held.items() if h != OTHER and len(told) > 1}
    who = "both" if facts.b else facts.teller.name(facts.a)
    for heading in (h for h in ORDER if h in grouped):
        found = _section(facts, heading, [p for p, _ in grouped[heading]])
        acts = capital(named(heading, (type_ for _, type_ in grouped[heading])))
        yield replace(found, heading=f"{acts}: passages that mention {who}")
    placed = {id(p) for told in grouped.values() for p, _ in told}
    yield _section(facts, OTHER, [p for p in bare if id(p) not in placed])


def _in_order(told: Iterable[Section], more: Sequence[Section]) -> Iterator[Section]:
    """Sections, each with those on its topic that only mention the actors; the others last."""
    placed: set[int] = set()
    for section in told:
        yield section
        for other in (s for s in more if s.topic == section.topic):
            placed.add(id(other))
            yield other
    yield from (s for s in more if id(s) not in placed)


def _contested(facts: Facts, denied: Sequence[Passage]) -> Section:
    """Claims with both sides, then denials of what nobody affirms here."""
    told: dict[Sides, Cited] = {}
    for passage in denied:
        for denial in passage.statements:
            # What an outcome denies cannot be told: it has no thing that could be the same.
            outcome = facts.teller.name.kinds.outcome(denial.type)
            claim = None if outcome or not disputes(denial) else claim_of(denial, passage.events)
            if claim:
                key = (claim.document, claim.start, denial.document, denial.start)
                told.setdefault(key, facts.teller.dispute(claim, denial))
    for key, cited in _answers(facts):
        told.setdefault(key, cited)
    pairs = tuple(told.values())[:MOST]
    # Who undertakes not to do something denies nothing that anybody said.
    alone = [p for p in denied if any(map(disputes, p.statements))]
    rest = _section(facts, CONTESTED, _without(alone, [Section(CONTESTED, tuple(told.values()))]))
    more = rest.more + len(told) - len(pairs)
    return replace(rest, sentences=(*pairs, *rest.sentences), more=more)


Sides = tuple[str, int, str, int]
"""Where a claim and its denial stand: documents and places."""


def _answers(facts: Facts) -> Iterator[tuple[Sides, Cited]]:
    """What is denied as a claim without being read itself, after the accusation where one is."""
    for claim in answered(facts.events):
        for answer in claim.answers:
            said, denial = answer.accusation or answer.denial, answer.denial
            for passage in facts.passages([claim], lambda s, said=said: s.id == said.id):
                if facts.tellable(passage):
                    told = facts.teller.dispute(said, denial) if answer.accusation else None
                    key = (said.document, said.start, denial.document, denial.start)
                    yield key, told or facts.teller.tell(passage)


def _referring(facts: Facts, section: Section, contested: Section) -> Section:
    """A section that says which claims on its topic are denied further down."""
    kinds = facts.teller.name.kinds
    on = [
        c for c in contested.sentences
        if section is not contested and capital(topic(c.statements[0], kinds)) == section.topic
    ]  # fmt: skip
    if not section.sentences or not on:
        return section
    which = (
        "a claim on this is" if len(on) == 1 else f"{number(len(on)).lower()} claims on this are"
    )
    text = f"{capital(which)} denied: see “{contested.heading}” below."
    pointer = Cited(text, tuple(s for c in on for s in c.statements))
    return replace(section, sentences=(*section.sentences, pointer))


def _pointing(section: Section, contested: Section) -> Section:
    """A section whose passages say which of them hold a claim that is denied further on."""
    pairs = [(c.statements[0], c.statements[1]) for c in contested.sentences if c.disputes]

    def pointing(cited: Cited) -> Cited:
        against = [denial for claim, denial in pairs if cited.shows(claim)]
        if not against or any(cited.shows(denial) for denial in against):
            return cited
        text = f"{cited.text}; a claim in it is denied: see “{contested.heading}”"
        return replace(cited, text=text, also=(*cited.also, *against))

    return replace(section, sentences=tuple(map(pointing, section.sentences)))


def _citing(section: Section, found: _Found) -> Section:
    """A section whose passages cite what is said in the sentences that they show around."""
    every = (*found.done, *found.ahead, *found.possible, *found.denied)
    held: defaultdict[str, list[Statement]] = defaultdict(list)
    for s in (s for p in every for s in p.statements):
        held[s.document].append(s)

    def citing(cited: Cited) -> Cited:
        own = {(s.document, s.start) for s in cited.statements}
        also = {s.id: s for s in cited.also}
        for s in (s for document in {s.document for s, _ in cited.around} for s in held[document]):
            if cited.shows(s) and (s.document, s.start) not in own:
                also[s.id] = s
        return replace(cited, also=tuple(also.values())) if also else cited

    return replace(section, sentences=tuple(map(citing, section.sentences)))


def _news(facts: Facts, told: Iterable[Section]) -> Iterator[Section]:
    """What the last brief did not rest on."""
    if facts.old is None:
        return
    old = facts.old
    fresh = tuple(
        c
        for s in told
        for c in s.sentences
        if c.text.startswith("“") and not any(_known(x, old) for x in c.statements)
    )
    yield Section(NEW, fresh)


def _known(statement: Statement, old: frozenset[str]) -> bool:
    return any(statement.id.startswith(id_) for id_ in old)


def _summary(told: Sequence[Section]) -> tuple[Cited, ...]:
    """What there is to read: each heading, and how many passages stand under it."""
    held = [(s, [c for c in s.sentences if c.text.startswith("“")]) for s in told if s.sentences]
    if not held:
        return ()
    words = "; ".join(f"{small(s.heading)} ({len(quoted) + s.more})" for s, quoted in held)
    first = tuple(c.statements[0] for s, _ in held for c in s.sentences[:1])
    return (Cited(f"{capital(words)}.", first[:MOST]),)
