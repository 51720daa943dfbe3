"""How often a brief's headings are right, by how sure the reader is of what stands under them.

    python -m benchmarks.headings [--reader FOLDER]

The passages of the calibration documents (benchmarks/reading.py) on any two actors are put under
the heading of the act that the reader is surest of, whatever is handed over. A heading is right
where an annotator marked an act of that topic in the same sentence: between the same two (strict),
or at all (lenient). What is told as ahead, as possible or as denied is right where an annotator
marked something so in the sentence. The last line is of passages that are too unsure for a heading,
but surely tell of one kind of act, and are listed by it where they come from many texts. Choice and
confidence were fitted on these documents, so the figures are for choosing, not for reports.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from benchmarks.claims import Claim, document, of_document
from benchmarks.reading import documents
from benchmarks.setting import coder_of, made, options
from cuibono.actors.code import root
from cuibono.briefs.mention import beside as only_beside
from cuibono.briefs.topics import OTHER, SORTED, act_topic, tells_of
from cuibono.coding.confidence import FLOOR
from cuibono.coding.statement import UNKNOWN, Stance, Statement
from cuibono.events.kinds import SHIPPED
from training.extractor import gold

LEAST = (0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8)


@dataclass(frozen=True, slots=True)
class Placed:
    """A passage under a heading: what kind of heading, how sure, and whether it is right."""

    kind: str
    sure: float
    strict: bool
    lenient: bool


def placed(statements: Iterable[Statement], marked: Sequence[Claim]) -> Iterator[Placed]:
    """The passages of one document on any two actors, beside what an annotator marked there."""
    held: dict[tuple[int, int, frozenset[str]], list[Statement]] = defaultdict(list)
    for s in statements:
        pair = frozenset({root(s.actor), root(s.recipient)})
        if s.confidence >= FLOOR and len(pair) == 2 and UNKNOWN not in pair:
            held[s.start, s.end, pair].append(s)
    for (start, end, pair), group in held.items():
        surest = max(group, key=lambda s: s.confidence)
        beside = [c for c in marked if start <= c.start < end]
        between = [c for c in beside if any(frozenset(p) == pair for p in c.pairs)]
        if surest.stance is Stance.REPORTED:
            yield _topic(surest, between, beside)
            told, _ = tells_of([s for s in group if not only_beside(s)], SHIPPED)
            if surest.confidence < SORTED and told != OTHER:
                yield _placed("kind", told, surest.confidence, between, beside)
        else:
            said = str(surest.stance)
            strict, lenient = (any(c.stance == said for c in cs) for cs in (between, beside))
            yield Placed(said, surest.confidence, strict, lenient)


def _topic(surest: Statement, between: Sequence[Claim], beside: Sequence[Claim]) -> Placed:
    heading = act_topic(surest.type, SHIPPED)
    return _placed("topic", heading, surest.confidence, between, beside)


def _placed(
    kind: str, heading: str, sure: float, between: Sequence[Claim], beside: Sequence[Claim]
) -> Placed:
    strict, lenient = (
        any(act_topic(c.type, SHIPPED) == heading for c in claims) for claims in (between, beside)
    )
    return Placed(kind, sure, strict, lenient)


def report(found: Sequence[Placed]) -> Iterator[str]:
    """A line for each kind of heading and confidence: all passages from there on, and below."""
    yield f"{'heading':10}{'from':>6}{'passages':>10}{'strict':>8}{'lenient':>9}{'below':>10}"
    for kind in ("topic", *(str(s) for s in Stance if s is not Stance.REPORTED)):
        of = [p for p in found if p.kind == kind]
        for least in LEAST:
            above = [p for p in of if p.sure >= least]
            below = [p for p in of if p.sure < least]
            yield (
                f"{kind:10}{least:6.1f}{len(above):10}{_share(p.strict for p in above):>8}"
                f"{_share(p.lenient for p in above):>9}{_share(p.strict for p in below):>10}"
            )
    told = [p for p in found if p.kind == "kind"]
    yield (
        f"{'kind':10}{'':6}{len(told):10}{_share(p.strict for p in told):>8}"
        f"{_share(p.lenient for p in told):>9}"
    )


def _share(right: Iterable[bool]) -> str:
    every = list(right)
    return f"{sum(every) / len(every):.2f}" if every else "-"


def main() -> None:
    """Print how often headings are right."""
    chosen = options(__doc__).parse_args()
    docs = [d for _, d in documents(chosen.data) if gold.split(d.id) == "calibration"]
    coded = made(coder_of(chosen), map(document, docs))
    found = [
        p
        for doc, statements in zip(docs, coded, strict=True)
        for p in placed(statements, of_document(doc))
    ]
    print(f"{len(docs)} documents, {len(found)} passages")
    print(*report(found), sep="\n")


if __name__ == "__main__":
    main()
