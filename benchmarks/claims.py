"""What is annotated and what is read, in one form that can be compared.

A claim is all that one trigger says with one type, stance and source: a set of pairs of actor and
recipient, by root code.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from cuibono.coding import Codebook
from cuibono.coding.statement import AUTHOR, UNKNOWN, Statement
from cuibono.documents import Document
from training.extractor.gold import Doc, Party, Row, root

Pair = tuple[str, str]
Codes = frozenset[str]
MUTUAL = frozenset(t.name for t in Codebook.load().types if t.mutual)


@dataclass(frozen=True, slots=True)
class Claim:
    """What one hand says at one trigger; `start` and `end` are the trigger's, in the document.

    `pairs` has those of mutual acts in the order of the alphabet; `sure` the confidence of each
    pair that was read.
    """

    start: int
    end: int
    type: str
    stance: str
    sources: Codes
    pairs: frozenset[Pair]
    sure: tuple[tuple[Pair, float], ...] = ()

    def meets(self, other: Claim) -> bool:
        """Whether the triggers overlap."""
        return self.start < other.end and other.start < self.end

    def same_side(self, other: Claim, number: int) -> bool:
        """Whether the actors (0) or recipients (1) are the same; all parties, of a mutual act."""
        if MUTUAL & {self.type, other.type}:
            return self._parties() == other._parties()
        return {p[number] for p in self.pairs} == {p[number] for p in other.pairs}

    def _parties(self) -> Codes:
        return frozenset(code for pair in self.pairs for code in pair) - {UNKNOWN}

    def same_row(self, other: Claim) -> bool:
        """Whether actors, type and recipients are the same."""
        return self.type == other.type and distinct(self.pairs) == distinct(other.pairs)

    def same_source(self, other: Claim) -> bool:
        """Whether both name a common speaker."""
        return bool(self.sources & other.sources)

    def alike(self, other: Claim) -> tuple[bool, bool, bool, bool]:
        """What agrees, the weightiest first."""
        return (
            self.type == other.type, self.same_row(other), self.stance == other.stance,
            self.same_source(other),
        )  # fmt: skip


def distinct(pairs: frozenset[Pair]) -> frozenset[Pair]:
    """Pairs without those of an actor with itself, unless there are no others."""
    return frozenset(p for p in pairs if p[0] != p[1]) or pairs


def ordered(type_: str, actor: str, recipient: str) -> Pair:
    """A pair as it is compared: mutual acts are the same in either order."""
    if type_ in MUTUAL and recipient < actor:
        return recipient, actor
    return actor, recipient


def crossed(type_: str, actors: Sequence[str], recipients: Sequence[str]) -> Iterator[Pair]:
    """Everybody who does it with everybody to whom it is done.

    Several who do a mutual act to nobody else do it to each other.

    >>> list(crossed("CONSULT", ["RUS", "CHN"], ["---"])), list(crossed("AID", ["RUS"], ["---"]))
    ([('CHN', 'RUS')], [('RUS', '---')])
    """
    known = [code for code in actors if code != UNKNOWN]
    if type_ in MUTUAL and len(known) > 1 and set(recipients) <= {UNKNOWN}:
        yield from (ordered(type_, a, b) for i, a in enumerate(known) for b in known[i + 1 :])
    else:
        yield from (ordered(type_, a, r) for a in actors for r in recipients)


def document(doc: Doc) -> Document:
    """An annotated document as a text: its sentences with a blank between them."""
    text = " ".join(plain(s.text) for s in doc.sentences)
    return Document(text, publisher=doc.publisher or None, published=doc.published)


def plain(text: str) -> str:
    """A sentence whose line breaks are blanks, so that no character changes its place."""
    return re.sub(r"\s", " ", text)


def of_document(doc: Doc) -> list[Claim]:
    """The claims of an annotated document; offsets are those of its `document`."""
    found: list[tuple[Claim, float]] = []
    start = 0
    for sentence, rows in zip(doc.sentences, doc.rows, strict=True):
        found.extend((claim, 1.0) for row in rows for claim in _of_row(row, start))
        start += len(sentence.text) + 1
    return [Claim(*key, pairs) for key, pairs, _ in _joined(found)]


def _of_row(row: Row, start: int) -> Iterator[Claim]:
    sources = _codes(row.parties["source"]) or (AUTHOR,)
    actors, recipients = (_codes(row.parties[role]) or (UNKNOWN,) for role in ("actor", "to"))
    first, last = row.trigger
    for pair in crossed(row.type, actors, recipients):
        yield Claim(
            start + first, start + last, row.type, row.stance, frozenset(sources), frozenset({pair})
        )


def _codes(parties: Iterable[Party]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(root(p.code) for p in parties if p.code))


def of_statements(statements: Iterable[Statement]) -> list[Claim]:
    """The claims that were read, by the same roots."""
    found: list[tuple[Claim, float]] = []
    for s in statements:
        pair = ordered(s.type, root(s.actor), root(s.recipient))
        claim = Claim(
            s.trigger_start, s.trigger_end, s.type, str(s.stance), frozenset({root(s.source)}),
            frozenset({pair}),
        )  # fmt: skip
        found.append((claim, s.confidence))
    return [Claim(*key, pairs, sure) for key, pairs, sure in _joined(found)]


Key = tuple[int, int, str, str, Codes]


def _joined(
    found: Iterable[tuple[Claim, float]],
) -> Iterator[tuple[Key, frozenset[Pair], tuple[tuple[Pair, float], ...]]]:
    """Claims of one trigger, type, stance and source as one, in the order of the text."""
    grouped: dict[Key, dict[Pair, float]] = {}
    for c, confidence in found:
        held = grouped.setdefault((c.start, c.end, c.type, c.stance, c.sources), {})
        for pair in c.pairs:
            held[pair] = max(confidence, held.get(pair, 0.0))
    for key, pairs in sorted(grouped.items(), key=lambda item: item[0][:2]):
        yield key, frozenset(pairs), tuple(pairs.items())
