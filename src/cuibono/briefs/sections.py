"""What a brief tells, in the order in which an analyst asks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from cuibono.actors.code import root
from cuibono.briefs.cited import Cited, Section
from cuibono.briefs.contested import contested_claims, pointing, referring
from cuibono.briefs.disputes import disputes
from cuibono.briefs.facts import Facts, denies
from cuibono.briefs.flowing import Followers
from cuibono.briefs.headed import MOST, UNSURE, headed, without
from cuibono.briefs.mention import called_off, passing
from cuibono.briefs.names import capital, small
from cuibono.briefs.passages import Passage, parties
from cuibono.briefs.tense import conjectures, foretells
from cuibono.briefs.topics import (
    ARMED,
    CLEAR,
    ORDER,
    OTHER,
    OUTCOMES,
    SORTED,
    named,
    tells_of,
    topic_of,
)
from cuibono.coding.statement import AUTHOR, Stance, Statement
from cuibono.errors import CuibonoError

MANY = 4
"""The texts from which on passages without a topic are put together by what they tell of."""
FEW = 10
"""The passages from which on a page has a summary."""
SHORT = "In short"
NEW = "New since the last brief"
OTHERS = "Where third parties are involved"
NOT = "What was withheld, ended or not done"
AHEAD = "What is or was expected, planned or asked for"
POSSIBLE = "What is or was feared, considered or thought possible"
TOPICS = (*(t for t in ORDER if t not in (OUTCOMES, OTHER)), OUTCOMES)


def sections(facts: Facts) -> tuple[Section, ...]:
    """The sections of the brief that have something to say, the summary first.

    Raises CuibonoError where the ledger holds nothing about its actors that can be shown.
    """
    found = _found(facts)
    said: defaultdict[tuple[str, int], dict[str, Statement]] = defaultdict(dict)
    for s in (s for e in facts.events for s in e.statements):
        said[s.document, s.start][s.id] = s
    contested = contested_claims(facts, found.denied)
    topics, bare = _topics(facts, without(found.done, [contested]))
    bare += (p for p in found.denied if not any(map(disputes, p.statements)))
    told = [referring(facts, section, contested) for section in (*topics, contested)]
    for heading, some in ((AHEAD, found.ahead), (POSSIBLE, found.possible)):
        kept = [p for p in some if _sure(p) and facts.dealings.meet(p) and _mostly(p, said)
                and not all(map(passing, p.statements))]  # fmt: skip
        told.append(headed(facts, heading, without(kept, told)))
        placed = {id(p) for p in kept}
        bare += (p for p in some if id(p) not in placed)
    bare = [p for p in _joined(bare, ()) if not _hangs(facts, p)]
    told = list(_in_order(told, list(_mentioning(facts, without(bare, told)))))
    told = [s if s is contested else pointing(s, contested) for s in told]
    told = [_citing(section, found) for section in told]
    last = headed(facts, UNSURE, without(found.unsure, told))
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
    denied = facts.passages(facts.events, denies)
    unsure = facts.passages(facts.unsure, lambda _: True)
    sure = (done, ahead, possible, denied)
    plain = {id(p) for some in sure for p in some if facts.plain(p)}
    guessed = [p for some in sure for p in some if id(p) not in plain]
    # What is unsure and hangs on words that cannot be shown says nothing to a reader, nor does what
    # names only one of two; what breaks off, or begins amid something, says something else.
    rest = [p for p in _joined(unsure, guessed)
            if not _hangs(facts, p) and not facts.teller.leaning.torn(p.surest)
            and not facts.dealings.there(p)
            and (facts.b is None or facts.dealings.named(p))]  # fmt: skip

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


def _possible(statement: Statement) -> bool:
    return statement.stance is Stance.POSSIBLE


def _told(statement: Statement, told: Container[str]) -> bool:
    """Whether it tells of what took place, or did not by the text's own account."""
    if statement.stance is Stance.DENIED:
        return statement.source == AUTHOR
    return statement.stance is Stance.REPORTED and statement.id in told


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
    kinds = facts.teller.name.kinds
    for passage in done:
        if passage.surest.stance is Stance.DENIED:
            kept = _sure(passage) and facts.dealings.meet(passage)
            (held.setdefault(NOT, []) if kept else bare).append(passage)
            continue
        heading = topic_of(facts.dealings.acts(passage), kinds)
        if heading == OTHER or facts.dealings.aside(passage, heading):
            bare.append(passage)
            continue
        if facts.dealings.meet(passage) or heading == OUTCOMES:
            held.setdefault(_place(facts, passage, heading), []).append(passage)
        elif _elsewhere(facts, passage) and facts.dealings.each(passage):
            third.append(passage)
        else:
            bare.append(passage)
    more = Followers(facts.teller, bare)
    topics = [headed(facts, heading, held.get(heading, []), more) for heading in TOPICS[:-1]]
    topics += (
        headed(facts, NOT, held.get(NOT, []), more),
        headed(facts, OTHERS, third, more),
        headed(facts, OUTCOMES, held.get(OUTCOMES, []), more),
    )
    return topics, bare


def _place(facts: Facts, passage: Passage, heading: str) -> str:
    """The heading of what passed between the two, but for armed groups and what is called off."""
    if facts.dealings.armed(passage, heading):
        return ARMED
    acts = [s for s in facts.dealings.acts(passage) if s.stance is not Stance.DENIED]
    return NOT if acts and all(map(called_off, acts)) else heading


def _elsewhere(facts: Facts, passage: Passage) -> bool:
    """Whether somebody takes part whom the brief is not about."""
    return bool({root(party) for party in parties(passage.surest)} - {facts.a, facts.b})


def _mentioning(facts: Facts, bare: Sequence[Passage]) -> Iterator[Section]:
    """Passages that only mention the actors of a brief: those of many texts by what they tell of,
    where their words show that each actor has a part in it.

    Those of a few texts stand in the order of the text, as an excerpt of it.
    """
    kinds = facts.teller.name.kinds
    taking = {id(p) for p in bare if facts.dealings.part(p)}
    held: dict[str, list[tuple[Passage, str]]] = {}
    if len({p.surest.document for p in bare}) >= MANY:
        for passage in (p for p in bare if id(p) in taking):
            heading, type_ = tells_of(facts.dealings.told(passage), kinds)
            held.setdefault(heading, []).append((passage, type_))
    grouped = {h: told for h, told in held.items() if h != OTHER and len(told) > 1}
    who = "both" if facts.b else facts.teller.name(facts.a)
    for heading in (h for h in ORDER if h in grouped):
        found = headed(facts, heading, [p for p, _ in grouped[heading]])
        acts = capital(named(heading, (type_ for _, type_ in grouped[heading])))
        yield replace(found, heading=f"{acts}: passages that mention {who}")
    placed = {id(p) for told in grouped.values() for p, _ in told}
    # Rebels may be named without their state: who looks for the state does not mean them.
    rest = [p for p in bare if id(p) in taking or facts.dealings.named(p)]
    yield headed(facts, OTHER, [p for p in rest if id(p) not in placed])


def _in_order(told: Iterable[Section], more: Sequence[Section]) -> Iterator[Section]:
    """Sections, each with those on its topic that only mention the actors; the others last."""
    placed: set[int] = set()
    for section in told:
        yield section
        for other in (s for s in more if s.topic == section.topic):
            placed.add(id(other))
            yield other
    yield from (s for s in more if id(s) not in placed)


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
    """What there is to read: each heading, and how many passages stand under it.

    A page with few passages is read as soon as its summary.
    """
    held = [(s, [c for c in s.sentences if c.text.startswith("“")]) for s in told if s.sentences]
    if sum(len(quoted) for _, quoted in held) < FEW:
        return ()
    words = "; ".join(f"{small(s.heading)} ({len(quoted) + s.more})" for s, quoted in held)
    first = tuple(c.statements[0] for s, _ in held for c in s.sentences[:1])
    return (Cited(f"{capital(words)}.", first[:MOST]),)
