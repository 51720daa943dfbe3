"""The reading of annotated documents that nothing was trained on.

    python -m benchmarks.reading [--part test] [--reader FOLDER] [--sure 0.5] [--misses]
    python -m benchmarks.reading --halves [--sure 0.5]
    python -m benchmarks.reading --agreement

Real news items, releases and essays with the statements that somebody marked in them: those of
DATA/annotated, and those of training/annotations, which are laid over DATA/prose. The comparison
is strict and by root code: all actors and all recipients of a statement must be right. A tenth of
the documents is kept for calibration, and is the default; another tenth is the test part, which is
for reports alone. Choice and confidence are fitted on the calibration documents: `--halves` reads
each half of them with what the other half teaches. `--agreement` needs no reader: it compares a
second annotation with the first in the same measures, and that is as much as a strict comparison
can be expected to give.
"""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from benchmarks.claims import Claim, document, of_document, of_statements
from benchmarks.comparing import Tally, compare, met
from benchmarks.reliability import kept, table
from benchmarks.setting import coder_of, made, options
from cuibono.coding import Coder
from training.extractor import gold
from training.extractor.calibrate import acts, first_half, measured, taught
from training.extractor.gold import Doc

ANNOTATIONS = Path(__file__).parents[1] / "training" / "annotations"
PARTS = ("calibration", "test", "articles")
LEAST = (0.0, 0.3, 0.5, 0.7, 0.9)
Placed = tuple[str, Doc]


def documents(data: Path, annotations: Path = ANNOTATIONS) -> Iterator[Placed]:
    """All annotated documents, each with the name of the set that it belongs to."""
    yield from (("DATA/annotated", doc) for doc in gold.annotated(data))
    yield from (("training/annotations", doc) for doc in gold.own(annotations, data))


def of_part(chosen: Namespace, part: str) -> list[Placed]:
    """The documents of a part; articles are a part of their own."""
    if part == "articles":
        return [
            ("training/articles", doc) for doc in gold.articles(ANNOTATIONS.parent / "articles")
        ]
    return [(w, d) for w, d in documents(chosen.data) if gold.split(d.id) == part]


def again(data: Path, annotations: Path = ANNOTATIONS) -> Iterator[Placed]:
    """The documents that were annotated a second time, as the second annotator has them."""
    yield from (("DATA/annotated", doc) for doc in gold.annotated(data, "second.jsonl"))
    yield from (("training/annotations", doc) for doc in gold.own(annotations / "second", data))


def measure(found: Sequence[Placed], coder: Coder, sure: float = 0.0) -> dict[str, Tally]:
    """Read the documents; what was found, over all, by style and by set.

    Only what is at least so sure is counted; confidence is measured on everything that was read.
    """
    tallies = _Tallies()
    coded = made(coder, (document(doc) for _, doc in found))
    for (where, doc), statements in zip(found, coded, strict=True):
        wanted = of_document(doc)
        counted = of_statements(s for s in statements if s.confidence >= sure)
        every = compare(wanted, of_statements(statements))
        tallies.add(where, doc, Tally(compare(wanted, counted).counts, every.sure))
    return tallies.held


def agreement(first: Iterable[Placed], second: Iterable[Placed]) -> dict[str, Tally]:
    """The second annotation as if it had been read, beside the first, on the sentences of both."""
    tallies = _Tallies()
    known: dict[tuple[str, str], list[Doc]] = {}
    for where, doc in first:
        known.setdefault((where, doc.id), []).append(doc)
    for where, doc in second:
        for other in known.get((where, doc.id), ()):
            one, two = common(other, doc), common(doc, other)
            tally = compare(of_document(one), of_document(two))
            tally.counts["sentences"] = len(one.sentences)
            tallies.add(where, doc, tally)
    return tallies.held


def common(doc: Doc, other: Doc) -> Doc:
    """A document with only those sentences that another has too."""
    texts = {s.text for s in other.sentences}
    both = [(s, r) for s, r in zip(doc.sentences, doc.rows, strict=True) if s.text in texts]
    return replace(doc, sentences=[s for s, _ in both], rows=[r for _, r in both])


class _Tallies:
    """Tallies over all documents, by style and by set."""

    def __init__(self) -> None:
        self.held: dict[str, Tally] = {}

    def add(self, where: str, doc: Doc, tally: Tally) -> None:
        tally.counts["documents"] = 1
        for name in ("all", doc.style, where):
            self.held.setdefault(name, Tally()).add(tally)


def report(tallies: dict[str, Tally]) -> Iterator[str]:
    """A table of the figures: a line for each, a column for each part of the documents."""
    names = sorted(tallies, key=lambda name: (name != "all", "/" in name, name))
    yield f"{'':28}" + "".join(f"{name:>22}" for name in names)
    for count in ("documents", "gold", "read"):
        row = "".join(f"{tallies[n].counts[count]:22}" for n in names)
        yield f"{'annotated' if count == 'gold' else count:28}{row}"
    for figure in tallies["all"].figures():
        yield f"{figure:28}" + "".join(f"{tallies[n].figures()[figure]:22.3f}" for n in names)


def surest(tally: Tally) -> Iterator[str]:
    """What `--sure P` keeps, and how much of it is wholly right."""
    for least in LEAST:
        share, right = kept(tally.sure, least)
        yield f"--sure {least:.1f}: {share:.3f} of the statements, {right:.3f} of them wholly right"


def misses(doc: Doc, wanted: Sequence[Claim], read: Sequence[Claim]) -> Iterator[str]:
    """What one document has that was not read as it is annotated, and what it has not."""
    text = document(doc).text
    answers = met(wanted, read)
    for i, g in enumerate(wanted):
        r = read[answers[i]] if i in answers else None
        if r is None or not (g.same_row(r) and g.stance == r.stance and g.same_source(r)):
            yield f"{doc.id}\twanted {_told(g, text)}\tread {_told(r, text) if r else '-'}"
    extra = [r for j, r in enumerate(read) if j not in answers.values()]
    yield from (f"{doc.id}\twanted -\tread {_told(r, text)}" for r in extra)


def _told(claim: Claim, text: str) -> str:
    pairs = ", ".join(f"{a} {claim.type} {b}" for a, b in sorted(claim.pairs))
    words = text[claim.start : claim.end]
    return f"{pairs} | {claim.stance} by {'/'.join(sorted(claim.sources))} | {words}"


def _read(chosen: Namespace) -> None:
    found = of_part(chosen, chosen.part)
    coder = coder_of(chosen)
    if chosen.part == "test":
        print("The test part is opened: its figures are for reports, never for choosing anything.")
    if chosen.misses:
        coded = made(coder, (document(doc) for _, doc in found), chosen.sure)
        for (_, doc), statements in zip(found, coded, strict=True):
            for line in misses(doc, of_document(doc), of_statements(statements)):
                print(line)
        return
    if chosen.halves:
        told = chosen.part == "articles"
        further = of_part(chosen, "calibration" if told else "articles")
        prose, articles = (further, found) if told else (found, further)
        tallies = halves(found, prose, articles, coder, chosen.sure)
    else:
        tallies = measure(found, coder, chosen.sure)
    print(f"reader {chosen.reader}, part {chosen.part}, statements from {chosen.sure:g} on counted")
    print(*report(tallies), *surest(tallies["all"]), *table(tallies["all"].sure), sep="\n")


def halves(
    found: Sequence[Placed], prose: Sequence[Placed], articles: Sequence[Placed],
    coder: Coder, sure: float,
) -> dict[str, Tally]:  # fmt: skip
    """Read each half of some documents with the choice that prose teaches, and the confidence that
    prose and articles teach, but for the half itself.
    """
    read = [list(acts(coder, [doc for _, doc in some])) for some in (prose, articles)]
    every: dict[str, Tally] = {}
    for half in (True, False):
        held = [(where, doc) for where, doc in found if first_half(doc) != half]
        out = {id(doc) for _, doc in held}
        rest = ([r for r in some if id(r[0]) not in out] for some in read)
        learned = taught(*measured(coder, *rest))
        labels = coder.extractor.labels | learned
        fitted = replace(coder, extractor=replace(coder.extractor, labels=labels))
        for name, tally in measure(held, fitted, sure).items():
            every.setdefault(name, Tally()).add(tally)
    return every


def main() -> None:
    """Print the figures of a part, or of the second annotation beside the first."""
    parser = options(__doc__)
    parser.add_argument("--part", choices=PARTS, default="calibration")
    parser.add_argument("--halves", action="store_true", help="fit on one half, read the other")
    parser.add_argument("--agreement", action="store_true", help="compare the two annotations")
    parser.add_argument("--misses", action="store_true", help="list what differs, not for test")
    chosen = parser.parse_args()
    if chosen.misses and chosen.part == "test":
        parser.error("the documents of the test part are not shown")
    if chosen.halves and chosen.part == "test":
        parser.error("nothing is fitted on the test part")
    if not chosen.agreement:
        _read(chosen)
        return
    tallies = agreement(documents(chosen.data), again(chosen.data))
    print(f"{tallies['all'].counts['sentences']} sentences; “read” is the second annotation")
    print(*report(tallies), sep="\n")


if __name__ == "__main__":
    main()
