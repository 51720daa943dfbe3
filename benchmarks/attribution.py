"""Whether what speakers say in PolNeAR's articles is given to them.

    python -m benchmarks.attribution [--reader FOLDER] [--misses]

PolNeAR's dev articles have the content of every attribution marked, and the words of its source.
A content is asked where an act is read inside it. It is answered where the words of a speaker are
known for one of these acts, whether they stand in its sentence or elsewhere, and right where they
overlap the marked source. The corpus marks what the article attributes and not what its speakers
attribute in turn, so that any speaker of a chain may be the one. Contents without a marked source
are left out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.setting import coder_of, options
from cuibono.coding import Coder
from cuibono.coding.extractor import Act, Party
from cuibono.documents import Document
from cuibono.language.sentence import Sentence

Span = tuple[int, int]
SPEAKERS = ("source", "outer", "denier")
FIRM = 0.5
"""The chance from which a word counts as an act."""


@dataclass(frozen=True, slots=True)
class Attribution:
    """The parts of one attribution, as characters of the article."""

    sources: tuple[Span, ...]
    contents: tuple[Span, ...]


def articles(data: Path) -> Iterator[tuple[str, list[Attribution]]]:
    """Texts with the attributions that somebody marked."""
    folder = data / "attribution" / "polnear" / "dev"
    for path in sorted((folder / "attributions").glob("*.ann")):
        stem = path.stem.rpartition("_")[0]
        text = (folder / "text" / f"{stem}.txt").read_text(encoding="utf-8")
        yield text, list(attributions(path.read_text(encoding="utf-8")))


def attributions(annotated: str) -> Iterator[Attribution]:
    """The attributions of a file in brat's form that have a source and a content.

    >>> marks = "T1\\tSource 0 4\\tKyiv\\nT2\\tContent 10 14\\tthat\\n"
    >>> list(attributions(marks + "E1\\tAttribution:T3 Source:T1 Content:T2"))
    [Attribution(sources=((0, 4),), contents=((10, 14),))]
    """
    lines = [line.split("\t") for line in annotated.splitlines()]
    spans = {cells[0]: _span(cells[1]) for cells in lines if cells[0].startswith("T")}
    for cells in lines:
        if cells[0].startswith("E"):
            parts = [part.split(":") for part in cells[1].split()]
            sources, contents = (
                tuple(spans[at] for kind, at in parts if kind.rstrip("0123456789") == wanted)
                for wanted in ("Source", "Content")
            )
            if sources and contents:
                yield Attribution(sources, contents)


def _span(cell: str) -> Span:
    """The whole stretch of a mark, which may be in pieces: `Source 0 4;7 9`."""
    ends = [int(n) for part in cell.partition(" ")[2].split(";") for n in part.split()]
    return min(ends), max(ends)


def overlap(one: Span, many: Sequence[Span]) -> bool:
    """Whether a span shares a character with any of several."""
    return any(one[0] < end and start < one[1] for start, end in many)


def read(coder: Coder, text: str) -> list[tuple[Span, list[Span]]]:
    """The triggers of a text, each with the words of its speakers."""
    prepared = coder.prepare(Document(text))
    acts = (act for some in coder.extractor.acts(prepared.windows, FIRM) for act in some)
    return [_said(act, prepared.sentences) for act in acts]


def _said(act: Act, sentences: Sequence[Sentence]) -> tuple[Span, list[Span]]:
    spoken = (
        _words(party, act.sentence, sentences)
        for role in SPEAKERS
        for party in act.parties.get(role, ())
    )
    trigger = _characters(sentences[act.sentence], act.first, act.last)
    return trigger, [span for span in spoken if span]


def _words(party: Party, number: int, sentences: Sequence[Sentence]) -> Span | None:
    """Where a party's words stand: in the act's sentence, else its likeliest name elsewhere."""
    if party.span:
        return _characters(sentences[number], *party.span)
    best = party.candidates[0] if party.candidates else None
    if best is None or best.mention is None or best.sentence < 0:
        return None
    return _characters(sentences[best.sentence], best.mention.first, best.mention.last)


def _characters(sentence: Sentence, first: int, last: int) -> Span:
    return sentence.tokens[first].start, sentence.tokens[last].end


def main() -> None:
    """Print how many contents are answered, and precision and recall of the answers."""
    parser = options(__doc__)
    parser.add_argument("--misses", action="store_true")
    chosen = parser.parse_args()
    coder, seen = coder_of(chosen), Counter[str]()
    for text, marked in articles(chosen.data):
        found = read(coder, text)
        for one in marked:
            held = [spoken for trigger, spoken in found if overlap(trigger, one.contents)]
            spans = [span for spoken in held for span in spoken]
            right = any(overlap(span, one.sources) for span in spans)
            seen.update(marked=1, asked=bool(held), answered=bool(spans), right=right)
            if chosen.misses and held and not right:
                wanted, got = (" / ".join(text[a:b] for a, b in s) for s in (one.sources, spans))
                print(f"{wanted}\t{got}\t{' … '.join(text[a:b] for a, b in one.contents)[:200]}")
    asked, answered, right = seen["asked"], seen["answered"], seen["right"]
    print(f"{seen['marked']} contents with a source; something is read in {asked}")
    print(f"source of these: precision {right / max(1, answered):.3f}"
          f"  recall {right / max(1, asked):.3f}"
          f"  F1 {2 * right / max(1, answered + asked):.3f}")  # fmt: skip


if __name__ == "__main__":
    main()
