"""The coder: documents in, statements and their links out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import islice

from cuibono.actors.actor import Mention
from cuibono.actors.mentions import Namer
from cuibono.actors.places import Gazetteer
from cuibono.actors.registry import Registry
from cuibono.coding import extent
from cuibono.coding.answers import HARM, answered, of_claims
from cuibono.coding.by_example import Examples, Near, shipped
from cuibono.coding.choice import Choice
from cuibono.coding.codebook import Codebook
from cuibono.coding.confidence import FIGURE, FLOOR, SAID, Calibration
from cuibono.coding.extractor import LEAST, Act, Extractor
from cuibono.coding.likewise import likewise
from cuibono.coding.links import Placed, find_links
from cuibono.coding.overrides import Decision, Overrides, passing
from cuibono.coding.parties import Resolver, Whereabouts
from cuibono.coding.phrases import joined
from cuibono.coding.quotes import marked
from cuibono.coding.rows import Row, Rows, Values
from cuibono.coding.speakers import Speakers
from cuibono.coding.statement import UNKNOWN, Certainty, Coding, Stance, Statement
from cuibono.coding.untrue import imagined, invented, refuted, tells_nothing, title, untrue
from cuibono.coding.windows import Window, publisher_words, windows
from cuibono.documents.document import Document
from cuibono.language.english import in_english
from cuibono.language.headings import is_heading
from cuibono.language.sentence import Sentence, cut
from cuibono.versions import __version__

BETWEEN = re.compile(r"[A-Z]\w+(?:[-–—][A-Z]\w+)+ $")
"""Names joined by a dash before an act: "the Iran–Iraq clashes"."""
WAR = re.compile(r"[A-Z]\w+ $")
"""What stands before the last word of a war's name: "the Ukraine War"."""
FAINT = 0.05
"""The chance from which a word is held against the examples of a user's own types."""
TOGETHER = 64
"""How many documents are encoded at once."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """A document cut for reading."""

    document: Document
    sentences: tuple[Sentence, ...]
    mentions: list[tuple[Mention, ...]]
    windows: list[Window]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Coder:
    """Documents to statements by the codebook; built once, used for any number of documents."""

    registry: Registry
    codebook: Codebook
    extractor: Extractor
    gazetteer: Gazetteer = field(default_factory=Gazetteer.load)

    @classmethod
    def load(
        cls,
        registry: Registry | None = None,
        codebook: Codebook | None = None,
        reader: str = "base",
    ) -> Coder:
        """The coder with a reader, by its name, and what ships with the package."""
        return cls(registry or Registry.load(), codebook or Codebook.load(), Extractor.load(reader))

    @cached_property
    def namer(self) -> Namer:
        """The registry's names, indexed."""
        return Namer(self.registry)

    @cached_property
    def overrides(self) -> Overrides:
        """The codebook's overrides, indexed."""
        return Overrides(self.codebook)

    @cached_property
    def calibration(self) -> Calibration:
        """The reader's own."""
        told = self.extractor.labels.get("calibration")
        return Calibration(told["weights"], told["bias"]) if told else Calibration()

    @cached_property
    def examples(self) -> Examples:
        """The codebook's examples as vectors."""
        known = shipped(self.extractor.name, self.extractor.version)
        return Examples.of(self.codebook, self.acts_of, known)

    def nearest(self, document: Document, start: int, end: int) -> list[Near]:
        """The codebook's examples that lie nearest to the act at some characters of a document."""
        prepared = self.prepare(document)
        here = {n for n, s in enumerate(prepared.sentences) if s.start < end and start < s.end}
        read = [w for w in prepared.windows if here & {n for n, _ in w.places}]
        for act in (a for acts in self.extractor.acts(read) for a in acts):
            tokens = prepared.sentences[act.sentence].tokens
            if tokens[act.first].start < end and start < tokens[act.last].end:
                return self.examples.nearest(act)
        return []

    @cached_property
    def rows(self) -> Rows:
        """What makes rows of acts."""
        told = self.extractor.labels.get("choice")
        choice = Choice(told["weights"], told["further"], told["bias"]) if told else Choice()
        return Rows(self.codebook, Resolver(self.registry), choice)

    @cached_property
    def speakers(self) -> Speakers:
        """Who speaks where a sentence's own acts do not say so."""
        return Speakers(self.registry)

    def code(self, document: Document) -> Coding:
        """All statements of one document, in text order, with their links."""
        return next(self.code_many([document]))

    def code_many(self, documents: Iterable[Document]) -> Iterator[Coding]:
        """The codings of documents in their order, some encoded together.

        What a document gives does not depend on the others.
        """
        rest = iter(documents)
        while group := [self.prepare(d) for d in islice(rest, TOGETHER)]:
            every = [window for p in group for window in p.windows]
            least = FAINT if self.codebook.extended else LEAST
            acts = iter(self.extractor.acts(every, least)) if every else iter(())
            for prepared in group:
                yield self._coded(prepared, [a for _ in prepared.windows for a in next(acts)])

    def prepare(self, document: Document) -> Prepared:
        """A document cut into windows; none where it is not in English."""
        sentences = cut(document.text)
        notes = document.notes
        if not in_english(document.text, sentences, self.extractor.pieces):
            return Prepared(
                document, sentences, [], [], (*notes, "not in English: nothing was read")
            )
        mentions = self.namer.find(sentences, document.published)
        header = publisher_words(document.publisher, self.namer)
        cut_up = windows(sentences, mentions, self.extractor.pieces, header)
        return Prepared(document, sentences, mentions, list(cut_up), notes)

    def acts_of(self, texts: Sequence[str], least: float = 0.0) -> list[list[Act]]:
        """What is read in each of some texts, for examples: what is an act with so much chance."""
        prepared = [self.prepare(Document(text)) for text in texts]
        acts = iter(self.extractor.acts([w for p in prepared for w in p.windows], least))
        return [[a for _ in p.windows for a in next(acts)] for p in prepared]

    def _coded(self, prepared: Prepared, acts: Sequence[Act]) -> Coding:
        document, sentences = prepared.document, prepared.sentences
        if not acts:
            return Coding((), (), prepared.notes)
        places, above = self._places(prepared), headings(sentences)
        placed: list[tuple[int, Row]] = []
        by_sentence: dict[int, list[Act]] = {}
        for act in acts:
            by_sentence.setdefault(act.sentence, []).append(act)
        for number, here in by_sentence.items():
            near = tuple(
                sentences[n].text if 0 <= n < len(sentences) else ""
                for n in (number - 1, number + 1)
            )
            rows = self._rows(document, places[number], here, near)
            rows = [weighed(row, sentences[number], number in above) for row in rows]
            # What a denial that does not count denies is not denied by it.
            extra = [
                replace(claim, uncounted=claim.uncounted or row.uncounted)
                for row in rows
                for claim in answered(row, sentences[number], placed, number, rows, self._counts)
            ]
            placed.extend((number, row) for row in [*rows, *extra])
        statements: dict[str, Placed] = {}
        for number, row in placed:
            made = self._statement(document, sentences[number], row)
            held = statements.get(made.id)
            if held is None or made.confidence > held.statement.confidence:
                statements[made.id] = Placed(made, number)
        kept = sorted(
            statements.values(), key=lambda p: (p.statement.start, p.statement.trigger_start)
        )
        return Coding(tuple(p.statement for p in kept), find_links(sentences, kept), prepared.notes)

    def _places(self, prepared: Prepared) -> list[Whereabouts]:
        """What each sentence has around it."""
        quoted = marked(prepared.document.text, prepared.sentences)
        known = shares(prepared.mentions)
        bare = [
            Whereabouts(sentence, names, marks, known)
            for sentence, names, marks in zip(
                prepared.sentences, prepared.mentions, quoted, strict=True
            )
        ]
        return list(self.speakers.heard(bare))

    def _rows(
        self, document: Document, place: Whereabouts, acts: Sequence[Act], near: tuple[str, ...]
    ) -> list[Row]:
        """The rows of one sentence; `near` are the sentences before and after it."""
        sentence = place.sentence
        if tells_nothing(sentence.text):
            return []
        if work := title(sentence.text):
            acts = [a for a in acts if not work[0] <= sentence.offset(a.first) < work[1]]
        forced = self.overrides.forced(sentence) if self.codebook.overrides else ()
        rows: list[Row] = []
        for act in (joined(act, sentence) for act in acts):
            decision = self.examples.decide(act) if self.codebook.extended else None
            if decision is None and act.chance > LEAST:
                decision = self.overrides.decide(act, forced)
            if decision is not None:
                values = self._values(document, sentence, act, decision, len(acts) == 1)
                rows.extend(self.rows.of(act, place, values, decision))
        rows.extend([*likewise(rows, place, self.rows.resolver)])
        if found := untrue(sentence.text, *near):
            denier = self.speakers.denier(found, place)
            rows = [r for row in rows for r in refuted(row, sentence, found, denier)]
        if since := invented(sentence.text):
            rows = [imagined(row, sentence, since) for row in rows]
        return self.rows.in_context(of_claims(rows, sentence))

    def _counts(self, row: Row) -> bool:
        """Whether a row is sure enough to count."""
        return self._confidence(row) >= FLOOR

    def _confidence(self, row: Row) -> float:
        """How sure a row is, where it counts at all."""
        sure = self.calibration.confidence(row.chances)
        return min(sure, SAID) if row.uncounted else sure

    def _values(
        self, document: Document, sentence: Sentence, act: Act, decision: Decision, alone: bool
    ) -> Values:
        """What stands beside an act, as values; `alone` in its sentence it has the time there."""
        spans, trigger = act.spans, (act.first, act.last)
        moved = (*spans.get("item", ()), *spans.get("qty", ()))
        dated = spans.get("when", ())
        day = document.published
        past = not Stance(decision.stance or act.stance).foretold
        time = extent.only_time(sentence, day, past) if alone else None
        return Values(
            extent.when(sentence, dated, day, past) if dated else time,
            extent.where(sentence, spans.get("where", ()), self.gazetteer),
            extent.quantity(sentence, spans.get("qty", ())),
            extent.item(sentence, moved, trigger, decision.type, self.codebook),
            tuple(dict.fromkeys((*decision.contexts, *act.contexts))),
        )

    def _statement(self, document: Document, sentence: Sentence, row: Row) -> Statement:
        act, values = row.act, row.values
        first, last = sentence.tokens[act.first], sentence.tokens[act.last]
        giver, receiver = (row.giver or row.actor).code, (row.receiver or row.recipient).code
        moved = values.item is not None
        return Statement(
            document=document.id, quote=sentence.text, start=sentence.start, end=sentence.end,
            trigger=sentence.words(act.first, act.last),
            trigger_start=first.start, trigger_end=last.end,
            actor=row.actor.code, actor_text=row.actor.text, type=row.type,
            recipient=row.recipient.code, recipient_text=row.recipient.text, mode=row.mode,
            contexts=values.contexts, source=row.source,
            source_chain=tuple(m.code for m in row.speakers), stance=Stance(row.stance),
            certainty=Certainty.HEDGED if row.hedged else Certainty.CERTAIN,
            when=values.when, where=values.where, quantity=values.quantity, item=values.item,
            giver=giver if moved and giver != UNKNOWN else None,
            receiver=receiver if moved and receiver != UNKNOWN else None,
            beneficiary=row.receiver.code if row.receiver else None,
            reason="; ".join(filter(None, (row.reason + passing(act), row.uncounted))),
            confidence=self._confidence(row),
            title=document.title,
            published=document.published.isoformat() if document.published else None,
            versions=self.versions, sense=act.sense,
        )  # fmt: skip

    @cached_property
    def versions(self) -> dict[str, str]:
        """What made a statement: package, reader, codebook, registry."""
        return {
            "cuibono": __version__,
            "model": self.extractor.version,
            "codebook": self.codebook.version,
            "registry": self.registry.version,
        }


def weighed(row: Row, sentence: Sentence, heading: bool) -> Row:
    """A row with the reason why it does not count, if there is one."""
    why = ""
    if row.act.figurative > FIGURE:
        why = f"a figure of speech or sport ({row.act.figurative:.2f})"
    elif heading:
        why = "a heading"
    elif row.type in HARM and _names_war(row, sentence):
        why = "the name of a war, which does not tell who attacked"
    return replace(row, uncounted=why) if why else row


def _names_war(row: Row, sentence: Sentence) -> bool:
    """Whether an act is the name of a war, which may hold who suffers it: "the Iran–Iraq War"."""
    before = sentence.before(row.act.first)
    if sentence.words(row.act.first, row.act.last) == "War":
        return WAR.search(before) is not None
    named = BETWEEN.search(before)
    return named is not None and bool(row.recipient.text) and row.recipient.text in named[0]


def headings(sentences: Sequence[Sentence]) -> frozenset[int]:
    """The headings of a text by their numbers: what stands above others commits nobody to it.

    A list of headlines has nothing else, and is read.

    >>> lines = "The Gains of War", "Mali gained. Chad lost. Togo did neither."
    >>> sorted(headings(cut("\\n\\n".join(lines))))
    [0]
    >>> sorted(headings(cut("\\n\\n".join(["Mali Gains", "Chad Loses", "Togo Waits"]))))
    []
    """
    found = frozenset(n for n, s in enumerate(sentences[:-1]) if is_heading(s.text))
    return found if 2 * len(found) < len(sentences) else frozenset()


def shares(mentions: Sequence[Sequence[Mention]]) -> dict[str, float]:
    """The share of each actor, by its root code, among all names of a text."""
    counts = Counter(m.root for here in mentions for m in here)
    return {code: many / counts.total() for code, many in counts.items()}
