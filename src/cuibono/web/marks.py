"""A text cut into parts, passages and pieces, so that a page can mark what was read where."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from cuibono.coding.statement import Statement

PART = 20_000
"""Characters of one part of a long text; a page shows one part."""
LONGEST = 4_000
"""Characters of one passage; a longer paragraph is cut where a word ends."""
PLAIN, SAID, ACT = "plain", "said", "act"


@dataclass(frozen=True, slots=True)
class Piece:
    """Words that are marked alike: the statements that they are an act of, and those that end."""

    text: str
    kind: str = PLAIN
    acts: tuple[Statement, ...] = ()
    ends: tuple[Statement, ...] = ()


@dataclass(frozen=True, slots=True)
class MarkedPassage:
    """A paragraph, or a piece of a long one, with its place and the statements that act in it."""

    start: int
    end: int
    pieces: tuple[Piece, ...]
    statements: tuple[Statement, ...]


def parts(text: str) -> list[tuple[int, int]]:
    """Where the parts of a text begin and end; one part for a text of ordinary length.

    >>> parts("Kyiv cut ties.")
    [(0, 14)]
    """
    found: list[tuple[int, int]] = []
    begin = end = 0
    for first, last in spans(text):
        if last - begin > PART and end > begin:
            found.append((begin, end))
            begin = first
        end = last
    return [*found, (begin, end)]


def spans(text: str) -> Iterator[tuple[int, int]]:
    """Where the passages of a text begin and end.

    >>> list(spans("One.\\n\\nTwo."))
    [(0, 4), (6, 10)]
    """
    for match in re.finditer(r"[^\n](?:[^\n]|\n(?!\n))*", text):
        first, last = match.span()
        while last - first > LONGEST:
            space = text.rfind(" ", first + LONGEST // 2, first + LONGEST)
            cut = space + 1 if space > first else first + LONGEST
            yield first, cut
            first = cut
        if text[first:last].strip():
            yield first, last


def part_of(text: str, place: int) -> int:
    """The number of the part, from 1, in which a place lies."""
    starts = [first for first, _ in parts(text)]
    return max(1, sum(first <= place for first in starts))


def passages(
    text: str, statements: Sequence[Statement], within: tuple[int, int] | None = None
) -> list[MarkedPassage]:
    """The passages of a text, or of a part of it, marked with the statements."""
    begin, end = within or (0, len(text))
    inside = [s for s in statements if s.start < end and s.end > begin]
    found: list[MarkedPassage] = []
    for first, last in spans(text):
        if begin <= first < end:
            here = [s for s in inside if s.start < last and s.end > first]
            mine = tuple(s for s in here if first <= s.trigger_start < last)
            found.append(MarkedPassage(first, last, tuple(_pieces(text, first, last, here)), mine))
    return found


def _pieces(text: str, first: int, last: int, here: Sequence[Statement]) -> Iterator[Piece]:
    edges = {first, last}
    for s in here:
        edges |= {e for e in (s.start, s.end, s.trigger_start, s.trigger_end) if first < e < last}
    ordered = sorted(edges)
    for start, end in pairwise(ordered):
        acts = tuple(s for s in here if s.trigger_start <= start and end <= s.trigger_end)
        said = any(s.start <= start and end <= s.end for s in here)
        ends = tuple(s for s in acts if s.trigger_end == end)
        yield Piece(text[start:end], ACT if acts else SAID if said else PLAIN, acts, ends)


def numbered(statements: Iterable[Statement]) -> Mapping[str, int]:
    """The number of each statement in its document, by its id."""
    return {s.id: n for n, s in enumerate(statements, 1)}
