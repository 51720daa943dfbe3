"""The coder: a document and its reading in, statements and their links out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from cuibono import __version__
from cuibono.actors.actor import ActorMention
from cuibono.actors.linking import Linker
from cuibono.actors.places import Gazetteer
from cuibono.actors.registry import Registry
from cuibono.coding.answers import answered, with_accusers
from cuibono.coding.by_example import ByExample
from cuibono.coding.climb import climb
from cuibono.coding.codebook import Codebook
from cuibono.coding.commitment import Commitment
from cuibono.coding.confidence import confidence
from cuibono.coding.contexts import contexts_of
from cuibono.coding.contrast import contrasted, followed
from cuibono.coding.extent import Extent
from cuibono.coding.finding import Finder
from cuibono.coding.learned import Learned
from cuibono.coding.links import Placed, find_links
from cuibono.coding.matching import Match, Matcher
from cuibono.coding.nearest import Embedder
from cuibono.coding.parties import Parties
from cuibono.coding.proposition import Proposition, propose
from cuibono.coding.quotes import Voices
from cuibono.coding.recall import Recall
from cuibono.coding.signs import Signs
from cuibono.coding.speech import Speech
from cuibono.coding.statement import AUTHOR, UNKNOWN, Coding, Stance, Statement
from cuibono.coding.verdict import Verdict, speaker, weigh
from cuibono.documents.document import Document
from cuibono.language.quantities import find_quantities
from cuibono.language.sentence import Reading, Sentence, Token
from cuibono.language.times import find_times


@dataclass(frozen=True)
class Coder:
    """Sentences to statements by the codebook; built once, used for any number of documents."""

    registry: Registry
    codebook: Codebook
    gazetteer: Gazetteer
    examples: ByExample | None = None
    speech: Speech = field(default_factory=Speech.load)

    @classmethod
    def load(
        cls,
        registry: Registry | None = None,
        codebook: Codebook | None = None,
        embedder: Embedder | None = None,
    ) -> Coder:
        """The coder with the registry, codebook and gazetteer that ship with the package.

        With an embedder, a `Reader`, clauses that no rule reaches are typed by the examples of
        a codebook that a user has extended; what ships, the learned part knows better.
        """
        book = codebook or Codebook.load()
        wanted = embedder is not None and (book.extended or Learned.load() is None)
        examples = ByExample(book, embedder) if wanted and embedder is not None else None
        return cls(registry or Registry.load(), book, Gazetteer.load(), examples)

    @cached_property
    def linker(self) -> Linker:
        """The registry's names, indexed."""
        return Linker(self.registry)

    @cached_property
    def matcher(self) -> Matcher:
        """The codebook's rules, indexed."""
        return Matcher(self.codebook)

    @cached_property
    def finder(self) -> Finder:
        """What finds the triggers."""
        signs = Signs(self.codebook, self.speech)
        return Finder(self.matcher, signs, self.examples)

    def code(self, document: Document, reading: Reading) -> Coding:
        """All statements of a document, in text order, with their links."""
        mentions: dict[int, list[ActorMention]] = defaultdict(list)
        for mention in self.linker.link(reading, document.published):
            mentions[mention.sentence].append(mention)
        placed: list[Placed] = []
        voices = Voices(reading.text, reading.sentences, self.speech)
        jobs = [SentenceCoder(self, document, reading, i, mentions[i])
                for i in range(len(reading.sentences))]  # fmt: skip
        for index, job in enumerate(jobs):
            found = job.statements(Recall(placed, index))
            fresh = _distinct([(_voiced(s, index, voices, jobs), t) for s, t in found])
            here = [Placed(s, index, t) for s, t in fresh]
            here += answered(self, job, [*placed, *here])
            placed.extend(with_accusers(here, placed))
        statements = {p.statement.id: p.statement for p in placed}
        links = find_links(reading.sentences, placed)
        return Coding(tuple(statements.values()), links, document.notes)

    def versions(self, model: str) -> dict[str, str]:
        """What made a statement: package, reader, codebook, registry."""
        return {
            "cuibono": __version__,
            "model": model,
            "codebook": self.codebook.version,
            "registry": self.registry.version,
        }


@dataclass(frozen=True)
class SentenceCoder:
    """One sentence of a document while it is being coded."""

    coder: Coder
    document: Document
    reading: Reading
    index: int
    mentions: Sequence[ActorMention]

    @property
    def sentence(self) -> Sentence:
        """The sentence in hand."""
        return self.reading.sentences[self.index]

    @cached_property
    def parties(self) -> Parties:
        """The sentence's actor mentions by head."""
        happenings = self.coder.codebook.classes.get("attack", frozenset())
        tools = self.coder.codebook.expand(("arms", "troops", "vessels", "planes"))
        return Parties(self.sentence, self.mentions, happenings, tools)

    @cached_property
    def extent(self) -> Extent:
        """The sentence's times and quantities."""
        text, start = self.sentence.text, self.sentence.start
        times = find_times(text, self.document.published, start)
        return Extent(self.sentence, times, find_quantities(text, start))

    def statements(self, recall: Recall) -> list[tuple[Statement, int]]:
        """Statements with the token of their trigger."""
        found: list[tuple[Statement, int]] = []
        for match in self.coder.finder.find(self.sentence, self.parties):
            proposals = propose(match, self.parties, self.coder.codebook, recall)
            if not proposals:
                continue
            commitment = climb(self.sentence, match.trigger.index, self.coder.speech)
            for proposal in proposals:
                verdict = weigh(commitment, proposal, self.parties, self.coder.speech)
                verdict = self.coder.finder.stance(self.sentence, match, verdict)
                if verdict is None:
                    continue
                index = match.trigger.index
                found.append((self._statement(proposal, commitment, verdict), index))
                if verdict.stance is Stance.REPORTED:
                    denied = replace(verdict, stance=Stance.DENIED)
                    found += [(self._statement(other, commitment, denied), index)
                              for other in contrasted(proposal, self.parties)]  # fmt: skip
                # Whoever is followed has done it, whatever those who follow do.
                done = replace(verdict, stance=Stance.REPORTED)
                found += [(self._statement(other, commitment, done), index)
                          for other in followed(proposal, self.parties)]  # fmt: skip
        return found

    def _statement(
        self, proposal: Proposition, commitment: Commitment, verdict: Verdict
    ) -> Statement:
        match, sentence = proposal.match, self.sentence
        first, last = _ends(match, sentence)
        trigger = match.trigger
        recipient = proposal.recipient
        return Statement(
            document=self.document.id,
            title=self.document.title,
            published=self.document.published.isoformat() if self.document.published else None,
            quote=sentence.text,
            start=sentence.start,
            end=sentence.end,
            trigger=self.reading.text[first.start : last.end],
            trigger_start=first.start,
            trigger_end=last.end,
            actor=proposal.actor.code,
            actor_text=proposal.actor.text,
            type=proposal.rule.type,
            mode=proposal.rule.mode,
            contexts=contexts_of(proposal.rule, trigger, self.coder.codebook),
            recipient=recipient.code,
            recipient_text=recipient.text,
            source=verdict.chain[-1],
            source_chain=verdict.chain,
            stance=verdict.stance,
            certainty=verdict.certainty,
            when=self.extent.when(trigger),
            where=self.extent.where(trigger, self.coder.gazetteer),
            quantity=self._quantity(match),
            item=proposal.item,
            giver=proposal.giver,
            receiver=proposal.receiver,
            beneficiary=proposal.beneficiary,
            reason=_reason(proposal, commitment),
            confidence=confidence(proposal),
            versions=self.coder.versions(self.reading.model),
        )

    def _quantity(self, match: Match):
        heads = match.trigger.fill("object")
        return self.extent.quantity(match.trigger, heads)


def _voiced(
    statement: Statement, index: int, voices: Voices, jobs: Sequence[SentenceCoder]
) -> Statement:
    """A statement in quotation marks is the word of whoever is quoted, not the author's."""
    voice = voices.at(index, statement.trigger_start) if statement.source == AUTHOR else None
    if voice is None:
        return statement
    job = jobs[voice.sentence]
    source = speaker(voice.head, job.parties, job.coder.speech)
    said = job.sentence.tokens[voice.head].text
    reason = f"{statement.reason}; quoted from “{said}”"
    return replace(statement, source=source, source_chain=(AUTHOR, source), reason=reason)


def _ends(match: Match, sentence: Sentence) -> tuple[Token, Token]:
    """First and last token of the trigger; the verb alone where its words stand far apart."""
    words = match.words
    apart = words[-1] - words[0] > 2 * len(words)
    first, last = (match.trigger.index,) * 2 if apart else (words[0], words[-1])
    return sentence.tokens[first], sentence.tokens[last]


def _reason(proposal: Proposition, commitment: Commitment) -> str:
    """In English: the rule, who the parties are taken to be, and the cues of the stance."""
    parts = [proposal.match.why or f"rule {proposal.rule.id}"]
    if proposal.actor.code != UNKNOWN:
        parts.append(f"actor “{proposal.actor.text}”: {proposal.actor.how}")
    if proposal.recipient.code != UNKNOWN:
        parts.append(f"recipient “{proposal.recipient.text}”: {proposal.recipient.how}")
    if commitment.cues:
        parts.append("stance from " + ", ".join(dict.fromkeys(commitment.cues)))
    return "; ".join(parts)


def _distinct(found: list[tuple[Statement, int]]) -> list[tuple[Statement, int]]:
    """One statement for each proposition and source of a sentence, the surest.

    What names no recipient gives way to the same act with one.
    """
    complete = {_act(s) for s, _ in found if s.recipient != UNKNOWN}
    found = [(s, t) for s, t in found if s.recipient != UNKNOWN or _act(s) not in complete]
    best: dict[tuple[str, ...], tuple[Statement, int]] = {}
    for statement, token in found:
        key = (statement.actor, statement.type, statement.recipient, statement.source,
               str(statement.stance.foretold), str(statement.item))  # fmt: skip
        held = best.get(key)
        if held is None or statement.confidence > held[0].confidence:
            best[key] = (statement, token)
    return [pair for pair in found if pair in best.values()]


def _act(statement: Statement) -> tuple[str, ...]:
    return statement.actor, statement.type, statement.source, str(statement.stance)
