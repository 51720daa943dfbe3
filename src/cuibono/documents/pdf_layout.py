"""From segments to lines in reading order: columns, rows that cross them, tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from statistics import median

from cuibono.documents.pdf_glyphs import Segment

STEP = 2.0
FEWEST = 3
DEEPEST = 6
LEVELS = 6
CELLS = 2.5
"""From this part of the letters' height on, a gap parts cells of a table, not words."""
MOST = 3000
"""Segments of one page above which it is read as it is drawn: a drawing, not a text."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text; `left` and `right` are the edges of its block, `cell` marks a table's."""

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    size: float
    block: int
    left: float
    right: float
    cell: bool = False


def lines_of(segments: Sequence[Segment]) -> list[Line]:
    """The lines of a page in reading order.

    >>> def words(n, x):
    ...     y = 700 - 12 * n
    ...     return Segment(f"{n} of the words on this page", x, y, x + 150, y + 10, 10)
    >>> rows = [words(n, x) for n in range(4) for x in (50, 220)]
    >>> [(line.x0, line.text[0]) for line in lines_of(rows)][3:5]
    [(50, '3'), (220, '0')]
    """
    many = len(segments) > MOST
    blocks = [(list(segments), False)] if many else list(_blocks(list(segments), 0))
    found: list[Line] = []
    for number, (block, cells) in enumerate(blocks):
        left, right = min(s.x0 for s in block), max(s.x1 for s in block)
        for row in _rows(block):
            parts = [[s] for s in row] if cells else _parted(row)
            for part in parts:
                size = max(part, key=lambda s: len(s.text)).size
                words = " ".join(s.text for s in part)
                low, high = min(s.y0 for s in part), max(s.y1 for s in part)
                end = max(s.x1 for s in part)
                cell = cells or len(parts) > 1
                found.append(
                    Line(words, part[0].x0, low, end, high, size, number, left, right, cell)
                )
    return found


def _parted(row: list[Segment]) -> list[list[Segment]]:
    """A row in one part, or in several where gaps as wide as those of a table stand in it."""
    parts = [[row[0]]]
    for segment in row[1:]:
        last = parts[-1][-1]
        if segment.x0 - last.x1 > CELLS * max(segment.size, last.size):
            parts.append([segment])
        else:
            parts[-1].append(segment)
    return parts


def _rows(block: Sequence[Segment]) -> list[list[Segment]]:
    """Segments that stand on one line, from left to right; lines from top to bottom."""
    rows: list[list[Segment]] = []
    for segment in sorted(block, key=lambda s: (-(s.y0 + s.y1), s.x0)):
        middle = (segment.y0 + segment.y1) / 2
        if rows:
            last = rows[-1][0]
            near = abs((last.y0 + last.y1) / 2 - middle) < 0.4 * max(
                min(last.size, segment.size), 1
            )
            if near:
                rows[-1].append(segment)
                continue
        rows.append([segment])
    return [sorted(row, key=lambda s: s.x0) for row in rows]


def _blocks(segments: list[Segment], depth: int) -> Iterator[tuple[list[Segment], bool]]:
    """Blocks in reading order, each with whether it is a table's rows."""
    gutter = _gutter(segments) if depth < DEEPEST and len(segments) >= 2 * FEWEST else None
    if gutter is None:
        if segments:
            yield segments, False
        return
    rows = _rows(segments)
    held: list[Segment] = []
    crossing: list[Segment] = []
    for row in rows:
        if any(s.x0 < gutter - 1 and s.x1 > gutter + 1 for s in row):
            yield from _columns(held, gutter, depth)
            held = []
            crossing += row
        else:
            if crossing:
                yield crossing, False
                crossing = []
            held += row
    if crossing:
        yield crossing, False
    yield from _columns(held, gutter, depth)


def _columns(
    segments: list[Segment], gutter: float, depth: int
) -> Iterator[tuple[list[Segment], bool]]:
    left = [s for s in segments if s.x1 <= gutter + 1]
    right = [s for s in segments if s.x1 > gutter + 1]
    if left and right and _is_table(left, right, gutter):
        yield segments, True
        return
    yield from _blocks(left, depth + 1)
    yield from _blocks(right, depth + 1)


def _gutter(segments: list[Segment]) -> float | None:
    """The middle of the white space that parts columns; None where there is none."""
    low, high = min(s.x0 for s in segments), max(s.x1 for s in segments)
    width = high - low
    size = median(s.size for s in segments)
    if width < 12 * size:
        return None
    counts = _crossings(segments, low, width)
    for most in sorted(set(counts))[:LEVELS]:
        found: list[tuple[float, float]] = []
        for at, end in _runs([count <= most for count in counts]):
            span, middle = (end - at) * STEP, low + 0.1 * width + STEP * (at + end) / 2
            if span >= max(6.0, 0.6 * size) - STEP and _parts(segments, middle, most):
                found.append((span, middle))
        if found:
            return max(found)[1]
    return None


def _crossings(segments: list[Segment], low: float, width: float) -> list[int]:
    """How many segments lie over each of the places at which columns may part."""
    places = int(0.8 * width / STEP)
    steps = [0] * (places + 1)
    start = low + 0.1 * width
    for segment in segments:
        first = max(int((segment.x0 - start) / STEP) + 1, 0)
        last = min(int((segment.x1 - start) / STEP), places)
        if first <= last and segment.x1 > start:
            steps[first if first <= places else places] += 1
            steps[last] -= 1
    return list(accumulate(steps))[:places]


def _runs(holds: list[bool]) -> Iterator[tuple[int, int]]:
    """First and last places of the stretches in which something holds."""
    start = None
    for at, one in enumerate([*holds, False]):
        if one and start is None:
            start = at
        elif not one and start is not None:
            yield start, at - 1
            start = None


def _parts(segments: list[Segment], x: float, crossing: int) -> bool:
    """Whether a line from top to bottom parts two columns whose right one has an edge."""
    left = [s for s in segments if s.x1 <= x]
    right = [s for s in segments if s.x0 >= x]
    least = min(len(left), len(right))
    if least < FEWEST or crossing > 0.7 * least:
        return False
    size = median(s.size for s in right)
    edges = Counter(round(s.x0 / size) for s in right)
    common = max(edges, key=lambda e: edges[e] + edges[e + 1])
    if edges[common] + edges[common + 1] < 0.3 * len(right):
        return False
    tops = [(s.y0, s.y1) for s in right]
    low, high = min(t[0] for t in tops), max(t[1] for t in tops)
    return sum(low <= (s.y0 + s.y1) / 2 <= high for s in left) >= FEWEST


def _is_table(left: list[Segment], right: list[Segment], gutter: float) -> bool:
    """Whether what stands on both sides is cells, not lines that fill their columns."""
    level = {round((s.y0 + s.y1) / 2 / 3) for s in left} & {
        round((s.y0 + s.y1) / 2 / 3) for s in right
    }
    if len(level) < 2:
        return False
    for side in (left, right):
        edges = min(s.x0 for s in side), max(s.x1 for s in side)
        widths = median(s.x1 - s.x0 for s in side)
        words = median(len(s.text.split()) for s in side)
        if words < 4 and widths < 0.75 * (edges[1] - edges[0]):
            return True
        if words <= 2:
            return True
    return False
