"""From lines to paragraphs: running heads and feet, footnotes, captions, hyphens."""

from __future__ import annotations

import re
from collections import Counter, deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from cuibono.documents.pdf_glyphs import Segment
from cuibono.documents.pdf_layout import Line, lines_of

ZONE = 0.12
"""Which part of a page's height, at its top and its foot, may hold what runs on every page."""
NEAR = 2
PAGE = re.compile(
    r"\W*(?:page|p\.|seite)?\s*(?:\d{1,4}|[ivxlc]{1,7})(?:\s*(?:of|/|\|)\s*\d{1,4})?\W*", re.I
)
PRINTED = re.compile(r"(?:file|https?)://\S+|\d+[./]\d+[./]\d+,? \d+:\d\d(?: ?[AP]M)?", re.I)
"""What browsers print at the edges of a page."""
NOTE = re.compile(r"(?:\d{1,3}|[*†‡§])[\s.)]*\S")
CAPTION = re.compile(
    r"(?:figure|fig\.?|table|chart|map|exhibit|graph|photo(?:graph)?|image|source|credit)s?"
    r"(?:\s+[\dIVX]+[a-z]?)?\s*[.:–—|]\s*\S",
    re.I,
)
TERMINAL = (".", "!", "?", ":", "…", ".”", "”", '"', ".)", ".’", "?”", "!”")
BULLET = re.compile(r"(?:[•▪◦‣●■–—*]|\(?[a-z0-9]{1,2}[.)])\s")
SMALL_WORDS = frozenset(
    "a an and as at by for from in of on or that the to with which who had has".split()
)
JOINT = "\ue000"
WHOLE = frozenset(
    """self non well long short high low half cross ex vice anti pro pre post co semi counter multi
    two three four five six ten all ill hard far near full so""".split()
)


@dataclass(frozen=True, slots=True)
class PageSegments:
    """The segments of a page as they are drawn, with its height."""

    height: float
    segments: list[Segment]


@dataclass(slots=True)
class Paragraphs:
    """Paragraphs of the pages that were put in so far."""

    paragraphs: list[str] = field(default_factory=list[str])
    _open: str = ""
    _last: Line | None = None
    _later: list[str] = field(default_factory=list[str])
    _caption: Line | None = None

    def add(self, lines: Iterable[Line]) -> None:
        """Take in a page's lines."""
        held = list(lines)
        for nth, line in enumerate(held):
            if self._is_caption(line, held[nth - 1] if nth else None):
                continue
            if self._last is not None and self._ends(self._last, line):
                self.close()
            self._open = joined(self._open, line.text)
            self._last = line

    def _is_caption(self, line: Line, before: Line | None) -> bool:
        """Whether a line is a caption's; it is kept by itself, so that it parts no sentence."""
        begins = CAPTION.match(line.text) is not None
        if self._caption is not None and not begins:
            last = self._caption
            near = line.block == last.block and last.y0 - line.y1 < 0.6 * line.size
            same = abs(line.size - last.size) < 0.3
            other = self._last is None or abs(self._last.size - line.size) > 0.3
            goes_on = before is last and near and same and other
            if goes_on:
                self._later[-1] = joined(self._later[-1], line.text)
                self._caption = line
                return True
            self._caption = None
        if begins:
            self._later.append(line.text)
            self._caption = line
        return begins

    def close(self) -> None:
        """End the paragraph that is open."""
        if self._open.strip():
            self.paragraphs.append(self._open.strip())
        self.paragraphs += self._later
        self._open, self._later, self._last = "", [], None

    @staticmethod
    def _ends(last: Line, line: Line) -> bool:
        ended = last.text.rstrip().endswith(TERMINAL)
        if last.cell or line.cell or BULLET.match(line.text):
            return True
        if abs(line.size - last.size) > 0.12 * max(line.size, last.size):
            return True
        if line.block != last.block or line.y0 > last.y1:
            # In another column or on another page a sentence goes on unless it has ended.
            return ended or (_short(last, line) and not _goes_on(last, line))
        if last.y0 - line.y1 > 0.75 * line.size:
            return ended or not _goes_on(last, line)
        if ended and (
            _short(last, line) or line.x0 - line.left > 0.7 * line.size > line.left - last.x0
        ):
            return line.x0 - line.left > 0.7 * line.size or _short(last, line)
        return not ended and _short(last, line) and not _goes_on(last, line)


def _short(last: Line, line: Line) -> bool:
    """Whether the next line's first word would have fitted: then the line was ended on purpose."""
    first = line.text.split(" ", 1)[0]
    width = (line.x1 - line.x0) * (len(first) + 1) / max(len(line.text), 1)
    return last.x1 + width < last.right - 0.5 * last.size


def _goes_on(last: Line, line: Line) -> bool:
    """Whether a sentence plainly runs on from one line to the next."""
    word = last.text.rsplit(" ", 1)[-1]
    begins = line.text.lstrip("“\"'(‘")[:1]
    return begins.islower() or last.text.endswith((",", ";", "-")) or word in SMALL_WORDS


def joined(text: str, line: str) -> str:
    """A line put behind a text: what was parted by a hyphen gets a mark that is settled later."""
    if not text:
        return line
    if text.endswith(("-", "\xad")) and not text.endswith((" -", "--")) and line[:1].isalpha():
        return f"{text[:-1]}{JOINT}{line}"
    return f"{text}{line}" if text.endswith("—") else f"{text} {line}"


def settled(paragraphs: list[str]) -> list[str]:
    """Paragraphs whose words parted at line ends are whole, by how the text writes them elsewhere.

    >>> settled([f"The well{JOINT}known Ukrai{JOINT}nian talks."])
    ['The well-known Ukrainian talks.']
    """
    if not any(JOINT in p for p in paragraphs):
        return paragraphs
    known = Counter(
        w.lower() for p in paragraphs for w in re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", p)
    )

    def settle(found: re.Match[str]) -> str:
        left, right = found[1], found[2]
        whole, hyphened = f"{left}{right}", f"{left}-{right}"
        if known[hyphened.lower()] or right[:1].isupper():
            return hyphened
        if known[whole.lower()]:
            return whole
        return hyphened if left.lower() in WHOLE else whole

    pattern = re.compile(rf"([^\W\d_]*){JOINT}([^\W\d_]*)")
    return [pattern.sub(settle, p).replace(JOINT, "-") for p in paragraphs]


def flowing(pages: Iterable[PageSegments]) -> Iterator[tuple[PageSegments, list[Line]]]:
    """Each page with its lines in order, but for what runs on pages near it, notes and numbers."""
    window: deque[PageSegments] = deque()
    sizes: Counter[float] = Counter()
    seen: deque[PageSegments] = deque(maxlen=NEAR)
    for page in pages:
        window.append(page)
        for segment in page.segments:
            sizes[round(segment.size, 1)] += len(segment.text)
        if len(window) > NEAR:
            yield _bare(window.popleft(), seen, window, sizes)
    while window:
        yield _bare(window.popleft(), seen, window, sizes)


def _bare(
    page: PageSegments,
    before: deque[PageSegments],
    after: deque[PageSegments],
    sizes: Counter[float],
) -> tuple[PageSegments, list[Line]]:
    running = {key for near in (*before, *after) for key in _margin(near)}
    before.append(page)
    body = sizes.most_common(1)[0][0] if sizes else 10.0
    gone = {
        segment
        for key, segments in _margin(page).items()
        for segment in segments
        if key in running or _edging(segment, body)
    }
    lines = lines_of([segment for segment in page.segments if segment not in gone])
    return page, _without_notes(lines, body, page.height)


def _edging(segment: Segment, body: float) -> bool:
    """Whether what stands at the edge of a page is its number or in smaller letters."""
    small = segment.size < 0.9 * body and len(segment.text) < 80
    return small or bool(PAGE.fullmatch(segment.text) or PRINTED.fullmatch(segment.text))


def _margin(page: PageSegments) -> dict[tuple[str, bool], list[Segment]]:
    """What stands at the head and the foot of a page, by its words without numbers."""
    found: dict[tuple[str, bool], list[Segment]] = {}
    upper = _outermost([x for x in page.segments if x.y0 > (1 - ZONE) * page.height], -1)
    lower = _outermost([x for x in page.segments if x.y1 < ZONE * page.height], 1)
    for top, segments in ((True, upper), (False, lower)):
        for segment in segments:
            key = re.sub(r"\d+", "#", segment.text.lower()).strip(" #|–—-·•")
            found.setdefault((re.sub(r"\s+", " ", key), top), []).append(segment)
    return found


def _outermost(segments: list[Segment], sign: int) -> list[Segment]:
    """The segments that stand nearest to the edge of the page, on two heights at most."""
    heights = sorted({round(s.y0 / 4) for s in segments}, key=lambda h: sign * h)[:2]
    return [s for s in segments if round(s.y0 / 4) in heights]


def _without_notes(lines: list[Line], body: float, height: float) -> list[Line]:
    """Lines without footnotes: small, behind a mark, at the foot of their block."""
    kept = list(lines)
    for block in {line.block for line in lines}:
        own = [line for line in kept if line.block == block and not line.cell]
        start = len(own)
        while start and own[start - 1].size < 0.92 * body:
            start -= 1
        small = own[start:]
        first = next((n for n, line in enumerate(small) if NOTE.match(line.text)), None)
        if first is not None and small[first].y1 < 0.6 * height:
            gone = {id(line) for line in small[first:]}
            kept = [line for line in kept if id(line) not in gone]
    return kept
