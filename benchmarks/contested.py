"""Of the claims shown as contested how many are, and of those in the texts how many are shown.

    python -m benchmarks.contested [--part calibration] [--each 81] [--annotated] [--show]

Annotated documents with a denial (calibration has 81), and as many without one, are read into one
ledger, which is then asked as an analyst asks it (`cuibono claims --contested`). In a text a claim
is contested where one row denies what a row of another source says: of one type and pair, at most
two sentences apart. What is only asked for cannot be contested. What is shown is right where both
its sides are of one such claim, by their words or by type and parties. What is shown as denied
without its content is right where the annotators marked a rejection or a denial in those words.
`--annotated` takes the annotated rows for those that the reader finds, so that only what is done
with rows is measured. `--show` lists what is wrong and what is missed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.claims import Claim, crossed, document, of_document, of_statements, plain
from benchmarks.reading import documents
from benchmarks.setting import coder_of, options
from cuibono import Desk
from cuibono.coding import Codebook
from cuibono.coding.extent import item
from cuibono.coding.statement import AUTHOR, UNKNOWN, Coding, Stance, Statement
from cuibono.events.answered import Rebuttal
from cuibono.events.event import Event
from cuibono.language.sentence import Sentence
from cuibono.ledger import Ledger
from cuibono.measures.claims import Claim as ShownClaim
from training.extractor import gold
from training.extractor.gold import Doc, Party, Row

PARTS = ("train", "calibration", "test")
ASSERTED = ("reported", "planned", "expected", "possible")
APART = 2
"""So many sentences at most lie between a claim and its denial: further on it is another one."""


@dataclass(frozen=True, slots=True)
class Dispute:
    """A claim that is contested in a text: the row that denies it, and those that make it."""

    document: str
    denial: Claim
    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True)
class Judged:
    """What was shown with whether it is right, and the contested claims that were not shown."""

    shown: tuple[tuple[Event, bool], ...]
    found: tuple[Dispute, ...]
    missed: tuple[Dispute, ...]

    def __str__(self) -> str:
        right = sum(good for _, good in self.shown)
        every = len(self.found) + len(self.missed)
        return (
            f"contested claims that are, of those shown: {right} of {len(self.shown)}\n"
            f"contested claims in the texts that are shown: {len(self.found)} of {every}"
        )


def disputes(doc: Doc) -> Iterator[Dispute]:
    """The claims of an annotated document that one source makes and another denies."""
    ends = _ends(doc)
    rows = of_document(doc)
    id_ = document(doc).id
    for denial in (r for r in rows if r.stance == "denied"):
        here = _sentence(denial, ends)
        claims = tuple(
            r for r in rows
            if r.stance in ASSERTED and r.type == denial.type and r.pairs & denial.pairs
            and not r.sources & denial.sources and abs(_sentence(r, ends) - here) <= APART
        )  # fmt: skip
        if claims:
            yield Dispute(id_, denial, claims)


def _ends(doc: Doc) -> list[int]:
    """Where each sentence ends in the document's text."""
    ends: list[int] = []
    for sentence in doc.sentences:
        ends.append((ends[-1] if ends else 0) + len(sentence.text) + 1)
    return ends


def _sentence(claim: Claim, ends: Sequence[int]) -> int:
    return sum(end <= claim.start for end in ends)


def sample(found: Iterable[Doc], part: str, each: int) -> list[Doc]:
    """So many documents of a part with a denial, and as many without, chosen by hash."""
    mine = sorted((d for d in found if gold.split(d.id) == part), key=_hash)
    return sorted((d for have in (True, False)
                   for d in [d for d in mine if _denies(d) is have][:each]), key=_hash)  # fmt: skip


def _hash(doc: Doc) -> str:
    return sha256(f"contested{doc.id}".encode()).hexdigest()


def _denies(doc: Doc) -> bool:
    return any(row.stance == "denied" for rows in doc.rows for row in rows)


def annotated(doc: Doc, book: Codebook) -> Coding:
    """The annotated rows of a document as statements, as a reader without a mistake finds them."""
    paper = document(doc)
    found: dict[str, Statement] = {}
    start = 0
    for sentence, rows in zip(doc.sentences, doc.rows, strict=True):
        for row in rows:
            for s in _statements(paper.id, sentence, row, start, book):
                said = replace(s, published=paper.published and paper.published.isoformat())
                found[said.id] = said
        start += len(sentence.text) + 1
    return Coding(tuple(found.values()))


def _statements(
    id_: str, sentence: Sentence, row: Row, start: int, book: Codebook
) -> Iterator[Statement]:
    words = plain(sentence.text)
    first, last = row.trigger
    spans = [_tokens(sentence, span) for span in row.spans.get("item", ())]
    thing = item(sentence, spans, _tokens(sentence, row.trigger), row.type, book)
    speakers = _codes(row.parties["source"]) or [AUTHOR]
    actors, recipients = (_codes(row.parties[role]) or [UNKNOWN] for role in ("actor", "to"))
    for actor, recipient in crossed(row.type, actors, recipients):
        for source in speakers:
            yield Statement(
                id_, words, start, start + len(words), words[first:last], start + first,
                start + last, actor, "", row.type, recipient, contexts=row.contexts,
                source=source, source_chain=(source,), stance=Stance(row.stance), item=thing,
            )  # fmt: skip


def _tokens(sentence: Sentence, span: gold.Span) -> gold.Span:
    """The words of a sentence that a stretch of characters covers, first and last."""
    first, last = (at + sentence.start for at in span)
    held = [n for n, t in enumerate(sentence.tokens) if t.start < last and first < t.end]
    return (held[0], held[-1]) if held else (0, 0)


def _codes(parties: Iterable[Party]) -> list[str]:
    return list(dict.fromkeys(p.code for p in parties if p.code))


def judged(
    shown: Iterable[Event],
    wanted: Sequence[Dispute],
    rows: Mapping[str, Sequence[Claim]] | None = None,
) -> Judged:
    """What was shown, held against the contested claims of the texts, and their annotated rows."""
    marked = rows or {}
    met = [(e, [d for d in wanted if _is(e, d)]) for e in shown]
    seen = {id(d) for _, ds in met for d in ds}
    return Judged(
        tuple((e, bool(ds) or _denied(e, marked)) for e, ds in met),
        tuple(d for d in wanted if id(d) in seen),
        tuple(d for d in wanted if id(d) not in seen),
    )


def _rebuttals(event: Event) -> Sequence[Rebuttal]:
    return event.answers if isinstance(event, ShownClaim) else ()


def _denied(event: Event, rows: Mapping[str, Sequence[Claim]]) -> bool:
    """Whether annotators marked that somebody rejects or denies something where that is shown
    without its content, and that who accuses does so.
    """
    return any(
        any(r.type == "REJECT" or r.stance == "denied" for r in _in_sentence(a.denial, rows))
        and (
            a.accusation is None
            or any(r.type == "ACCUSE" or r.sources for r in _in_sentence(a.accusation, rows))
        )
        for a in _rebuttals(event)
    )


def _in_sentence(s: Statement, rows: Mapping[str, Sequence[Claim]]) -> list[Claim]:
    return [r for r in rows.get(s.document, ()) if s.start <= r.start < s.end]


def _is(event: Event, dispute: Dispute) -> bool:
    """Whether both sides of an event are those of a contested claim."""
    if any(
        a.denial.document == dispute.document
        and a.denial.start <= dispute.denial.start < a.denial.end
        for a in _rebuttals(event)
    ):
        return True
    here = [s for s in event.statements if s.document == dispute.document]
    denied = [s for s in here if s.stance is Stance.DENIED]
    said = [s for s in here if s.stance is not Stance.DENIED]
    return _same(denied, (dispute.denial,)) and _same(said, dispute.claims)


def _same(read: Sequence[Statement], rows: Iterable[Claim]) -> bool:
    """Whether any statement has a row's words, or its type and two parties."""
    claims = of_statements(read)
    return any(
        c.meets(r) or (c.type == r.type and bool(c.pairs & r.pairs)) for c in claims for r in rows
    )


def main() -> None:
    """Print both shares."""
    parser = options(__doc__)
    parser.add_argument("--part", choices=PARTS, default="calibration")
    parser.add_argument("--each", type=int, default=81)
    parser.add_argument("--annotated", action="store_true", help="rows as annotated, not as read")
    parser.add_argument("--show", action="store_true", help="list what differs, not for test")
    chosen = parser.parse_args()
    if chosen.show and chosen.part == "test":
        parser.error("the documents of the test part are not shown")
    docs = sample((doc for _, doc in documents(chosen.data)), chosen.part, chosen.each)
    papers = [document(doc) for doc in docs]
    wanted = [d for doc in docs for d in disputes(doc)]
    with TemporaryDirectory() as folder:
        ledger, known = Ledger.open(Path(folder)), set[str]()
        book = Codebook.load()
        codings = (
            (annotated(doc, book) for doc in docs) if chosen.annotated
            else coder_of(chosen).code_many(papers)
        )  # fmt: skip
        for paper, coding in zip(papers, codings, strict=True):
            if paper.id not in known:  # some documents are annotated twice
                ledger.append(paper, coding, known)
            known.add(paper.id)
        shown = Desk(folder).claims(contested=True, sure=chosen.sure or None)
        result = judged(shown, wanted, {document(d).id: of_document(d) for d in docs})
    print(f"{len(docs)} documents, {sum(map(_denies, docs))} of them with a denial")
    print(result)
    if chosen.show:
        print(*told(result, {p.id: p.text for p in papers}), sep="\n")


def told(result: Judged, texts: dict[str, str]) -> Iterator[str]:
    """What is shown and wrong, then what is missed, with the words."""
    for event, _ in (pair for pair in result.shown if not pair[1]):
        yield f"wrong: {event.actor} {event.type} {event.recipient} {event.item or ''}"
        for quote, rows in groupby(event.statements, lambda s: s.quote):
            yield f"    {quote}"
            yield from (f"      {s.stance} by {s.source}: {s.trigger}" for s in rows)
    for d in result.missed:
        text = texts[d.document]
        by = ", ".join(sorted(d.denial.sources))
        yield f"missed: {sorted(d.denial.pairs)} {d.denial.type}, denied by {by}"
        yield f"    {text[max(0, d.denial.start - 160) : d.denial.end + 120]}"


if __name__ == "__main__":
    main()
